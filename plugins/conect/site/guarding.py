"""Failures of a build, told as one sentence each: whatever happens inside ends in printed messages and exit code 1."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from conect.building.errors import UnfinishedError
from conect.records.problems import ConectError, Problem, Text
from conect.site.log import Failed, Watch, explain_exception

LANGUAGE = "CONECT_LANG"


class RecordsFailed(Exception):  # noqa: N818 - it tells what happened, not a kind of error
    """The records have problems that must be mended before a site can be made of them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


def fail_on(texts: Iterable[Text]) -> None:
    """Raise ``Failed`` where there is something to be told."""
    if found := list(texts):
        raise Failed(found)


def language(asked: object) -> str:
    """Return the language of messages: the one asked for, else that of the environment, else Romanian."""
    return "en" if (asked or os.environ.get(LANGUAGE)) == "en" else "ro"


@contextmanager
def guarded(lang: str, content: str) -> Iterator[Watch]:
    """Turn every failure inside into printed messages and ``SystemExit(1)``; ``content`` holds the records."""
    watch = Watch().install()
    try:
        yield watch
        fail_on(watch.errors)
    except Failed as failure:
        _end(lang, [*watch.errors, *failure.texts])
    except UnfinishedError as error:
        _end(lang, [*watch.errors, explain_exception(error)], unchanged=False)
    except Exception as error:
        texts = _of_records(error, lang, content)
        if texts is not None:
            _end(lang, texts)
        # What Pelican logged before comes first: the exception is often only its consequence.
        logged = list(watch.errors)
        _end(lang, logged if logged and _consequence(error) else [*logged, explain_exception(error)])
    finally:
        watch.remove()


def _of_records(error: Exception, lang: str, content: str) -> list[Text] | None:
    """Print the problems of records or vocabularies, if that is what failed, and return what to say of them."""
    from conect.records.vocabularies import VocabularyError
    from conect.review.reporters import counted, text

    if isinstance(error, RecordsFailed):
        errors = [problem for problem in error.problems if problem.level == "error"]
        sys.stderr.write(text(errors, lang, _place_of(content)))
        number = counted(len(errors), *_ERRORS[lang], lang)
        return [Text(f"fișele au {number}", f"the records have {number}")]
    if isinstance(error, VocabularyError):
        sys.stderr.write(text(error.problems, lang, _place_of(content)))
        return [error.message]
    return None


def _end(lang: str, texts: Sequence[Text], *, unchanged: bool = True) -> None:
    for message in dict.fromkeys(texts):
        sys.stderr.write(f"conect: {' '.join(message.in_lang(lang).split())}\n")
    if unchanged:
        kept = Text("site-ul nu a fost schimbat", "the site was not changed")
        sys.stderr.write(f"conect: {kept.in_lang(lang)}\n")
    raise SystemExit(1)


_ERRORS = {"ro": ("eroare", "erori"), "en": ("error", "errors")}


def _consequence(error: Exception) -> bool:
    """Tell whether an exception only says that something was logged (``pelican --fatal``)."""
    return isinstance(error, ConectError) or str(error) == "Warning or error encountered"


def _place_of(content: str) -> Callable[[str], str]:
    base = content
    with suppress(ValueError):  # another drive of Windows
        base = os.path.relpath(content)
    return lambda path: path if base == "." else f"{base}/{path}".replace(os.sep, "/")
