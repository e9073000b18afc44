"""A build from the settings to the switched-in site, by Pelican and yet safe: ``PELICAN_CLASS = ConectPelican``.

Pelican logs what fails and goes on. Here nothing is published unless everything went well: records are judged before
anything is written, the new site grows in a folder of its own, every error that Pelican logs counts, and only a site
without any takes the former one's place.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import read_settings

from conect.building.errors import UnfinishedError
from conect.building.output import Tree
from conect.records.problems import ConectError, Text
from conect.records.vocabularies import VocabularyError
from conect.review.reporters import counted, text
from conect.site import checking, ordinary
from conect.site.log import Failed, Watch, explain_exception
from conect.site.plugin import STATE, State
from conect.site.press import Press
from conect.site.publication import PelicanRun, Printer, Publication, Published, Written, fail_on
from conect.site.scripts import lighten_scripts
from conect.site.settings import SiteSettings
from conect.site.work import RecordsFailed, folder_of

PLUGIN = "conect.site"
LANGUAGE = "CONECT_LANG"


class ConectPelican(Pelican):  # type: ignore[misc]  # Pelican has no types
    """Pelican that publishes all or nothing.

    Whatever fails is printed as one sentence each, in the language of ``CONECT_LANG`` (setting or environment
    variable), and ends in ``SystemExit(1)``, which Pelican's own command passes on.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self._lang = _language(settings.get(LANGUAGE))
        with self._guarded():
            super().__init__(settings)
            if PLUGIN not in self.settings["PLUGINS"]:
                # The log may already say why; this says what it means.
                raise ConectError(
                    f"PLUGINS din setări trebuie să cuprindă „{PLUGIN}”",
                    f"PLUGINS in the settings must hold “{PLUGIN}”",
                )

    def run(self) -> None:
        """Build the site, or what has changed of it, and publish it."""
        start = time.monotonic()
        target = Path(self.settings["OUTPUT_PATH"])
        with self._guarded() as watch:
            site = SiteSettings.of(self.settings)
            _check_folders(site, target)
            publication = Publication.of(site, self.settings, self._lang)
            with publication.output.held():
                # Cold or not, the bytes are the same; only what has changed is much less work.
                published = publication.renewed(self._pages_of(watch)) or publication.built(self._pages_of(watch))
        self._report(published, target, time.monotonic() - start)

    def _pages_of(self, watch: Watch) -> PelicanRun:
        """Return what lets Pelican write into a tree and checks what it did."""

        def run(publication: Publication, work: Printer, tree: Tree) -> Written:
            site = publication.site
            state = State(work, Press(site, publication.vocabularies, tree), tree, publication.commit)
            changed = {
                "OUTPUT_PATH": str(tree.root),
                "PATH": str(folder_of(site, "pages")),
                STATE: state,
            }
            before = {key: self.settings.get(key) for key in changed}
            self.settings.update(changed)
            self.path, self.output_path, self.delete_outputdir = changed["PATH"], changed["OUTPUT_PATH"], False
            try:
                with _silent_console():
                    super(ConectPelican, self).run()
            finally:
                # Pelican's own objects refer to each other in a circle, and to the state: they would keep 100,000
                # entries until the collector has looked through them, for a second.
                del state.work
                self.settings.update(before)
                self.path, self.output_path = before["PATH"], before["OUTPUT_PATH"]
            lighten_scripts(tree)
            fail_on(watch.errors or ordinary.missing(state.context, publication.pages, tree, site.languages))
            files = ordinary.written(state.context, tree)
            return Written(files, dict(checking.ordinary_links(tree, files)))

        return run

    @contextmanager
    def _guarded(self) -> Iterator[Watch]:
        """Turn every failure inside into printed messages and ``SystemExit(1)``."""
        watch = Watch().install()
        try:
            yield watch
            fail_on(watch.errors)
        except RecordsFailed as failure:
            place = _place_of(self.settings["PATH"])
            errors = [problem for problem in failure.problems if problem.level == "error"]
            sys.stderr.write(text(errors, self._lang, place))
            number = counted(len(errors), *_ERRORS[self._lang], self._lang)
            self._end([Text(f"fișele au {number}", f"the records have {number}")])
        except VocabularyError as failure:
            sys.stderr.write(text(failure.problems, self._lang, _place_of(self.settings["PATH"])))
            self._end([failure.message])
        except Failed as failure:
            self._end([*watch.errors, *failure.texts])
        except UnfinishedError as error:
            self._end([*watch.errors, explain_exception(error)], unchanged=False)
        except Exception as error:
            # What Pelican logged before comes first: the exception is often only its consequence.
            logged = list(watch.errors)
            self._end(logged if logged and _consequence(error) else [*logged, explain_exception(error)])
        finally:
            watch.remove()

    def _end(self, texts: Sequence[Text], *, unchanged: bool = True) -> None:
        for message in dict.fromkeys(texts):
            sys.stderr.write(f"conect: {' '.join(message.in_lang(self._lang).split())}\n")
        if unchanged:
            kept = Text("site-ul nu a fost schimbat", "the site was not changed")
            sys.stderr.write(f"conect: {kept.in_lang(self._lang)}\n")
        raise SystemExit(1)

    def _report(self, published: Published, target: Path, seconds: float) -> None:
        lang = self._lang
        for message in published.texts:
            sys.stderr.write(f"conect: {message.in_lang(lang)}\n")
        number = counted(published.organizations, *_ORGANIZATIONS[lang], lang)
        took = f"{seconds:.1f} s"
        if published.changed is not None:
            files = counted(published.changed, *_FILES[lang], lang)
            number = f"{number}, {files}"
        done = Text(
            f"Site-ul este gata: {number}, {took.replace('.', ',')}, în {target}",
            f"The site is ready: {number}, {took}, in {target}",
        )
        sys.stdout.write(f"{done.in_lang(lang)}\n")
        if published.warnings:
            found = counted(published.warnings, *_WARNINGS[lang], lang)
            hint = Text(f"{found}; „conect validate” le arată", f"{found}; “conect validate” shows them")
            sys.stdout.write(f"{hint.in_lang(lang)}\n")


_ERRORS = {"ro": ("eroare", "erori"), "en": ("error", "errors")}
_WARNINGS = {"ro": ("avertisment", "avertismente"), "en": ("warning", "warnings")}
_FILES = {"ro": ("fișier schimbat", "fișiere schimbate"), "en": ("file changed", "files changed")}
_ORGANIZATIONS = {"ro": ("organizație", "organizații"), "en": ("organisation", "organisations")}


def build_site(
    content: Path, output: Path, settings_file: Path, *, today: date | str | None = None, lang: str | None = None
) -> int:
    """Do what ``conect.site.build`` says."""
    init_logging()
    override: dict[str, Any] = {
        "PATH": os.path.abspath(content),  # noqa: PTH100 - as Pelican's own command does
        "OUTPUT_PATH": os.path.abspath(output),  # noqa: PTH100
    }
    if today is not None:
        override["CONECT_DATE"] = str(today)
    if lang is not None:
        override[LANGUAGE] = lang
    try:
        settings = read_settings(str(settings_file), override=override)
        made = settings["PELICAN_CLASS"]
        if not (isinstance(made, type) and issubclass(made, ConectPelican)):
            raise ConectError(
                "setarea PELICAN_CLASS trebuie să fie ConectPelican (vedeți pelicanconf.py)",
                "the setting PELICAN_CLASS must be ConectPelican (see pelicanconf.py)",
            )
        made(settings).run()
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
        return end.code if isinstance(end.code, int) else 1
    except Exception as error:
        sys.stderr.write(f"conect: {explain_exception(error).in_lang(_language(lang))}\n")
        return 1
    return 0


def _consequence(error: Exception) -> bool:
    """Tell whether an exception only says that something was logged (``pelican --fatal``)."""
    return isinstance(error, ConectError) or str(error) == "Warning or error encountered"


def _language(asked: object) -> str:
    return "en" if (asked or os.environ.get(LANGUAGE)) == "en" else "ro"


def _check_folders(site: SiteSettings, target: Path) -> None:
    """Refuse an output that holds the sources or lies among them: building would destroy or pollute them."""
    output = Path(os.path.realpath(target))
    for source in (site.content, site.theme):
        real = Path(os.path.realpath(source))
        if output == real or output in real.parents or real in output.parents:
            raise ConectError(
                f"site-ul nu poate fi scris în „{target}”, lângă sursele lui din „{source}”; alegeți alt dosar",
                f"the site cannot be written to “{target}”, among its sources in “{source}”; choose another folder",
            )


def _place_of(content: str) -> Any:
    base = content
    with suppress(ValueError):  # another drive of Windows
        base = os.path.relpath(content)
    return lambda path: path if base == "." else f"{base}/{path}".replace(os.sep, "/")


@contextmanager
def _silent_console() -> Iterator[None]:
    """Keep Pelican's spinner and its count of articles off the screen; the build has its own words."""
    before, console.quiet = console.quiet, True
    try:
        yield
    finally:
        console.quiet = before
