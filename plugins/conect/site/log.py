"""Pelican's log, watched: what it only logs and then goes on from must fail the build.

Pelican logs a plugin that cannot be loaded, or a page that cannot be read, and ends with exit code 0. ``Watch`` keeps
every record of level ERROR or above as a sentence for a person, and keeps it (with its traceback) off the screen.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from traceback import walk_tb

from conect.building.errors import BuildingError
from conect.records.problems import ConectError, Text


class Failed(Exception):  # noqa: N818 - it tells what happened, not a kind of error
    """Something failed; ``texts`` holds every message."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = list(texts)
        super().__init__(*(text.en for text in texts))


class Watch(logging.Handler):
    """Collects errors from the root logger while it is installed; warnings go on to the handlers that were there."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[Text] = []
        self._root = logging.getLogger()
        self._others = list(self._root.handlers)

    def install(self) -> Watch:
        """Start to watch. Errors are seen however quiet Pelican was asked to be (``-q``)."""
        for handler in self._others:
            handler.addFilter(_below_error)
        self._root.addHandler(self)
        for name in ("", "pelican"):
            logger = logging.getLogger(name)
            if logger.level > logging.ERROR:
                logger.setLevel(logging.ERROR)
        return self

    def remove(self) -> None:
        """Stop watching."""
        self._root.removeHandler(self)
        for handler in self._others:
            handler.removeFilter(_below_error)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep an error; print a warning where nobody else would."""
        if record.levelno >= logging.ERROR:
            self.errors.append(explain(record))
        elif not self._others:
            sys.stderr.write(f"{record.getMessage()}\n")


def _below_error(record: logging.LogRecord) -> bool:
    return record.levelno < logging.ERROR


def without_traceback(record: logging.LogRecord) -> bool:
    """Filter for handlers: an error is shown without its traceback (``pelican --debug`` still prints one)."""
    if record.levelno >= logging.ERROR:
        record.exc_info = record.exc_text = record.stack_info = None
    return True


def hush_tracebacks() -> None:
    """Make Pelican's handlers show errors without tracebacks, also those that come before a build starts."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(without_traceback)


def explain(record: logging.LogRecord) -> Text:
    """Return what a logged error means for the person who builds the site."""
    error = (record.exc_info[1] if record.exc_info else None) or sys.exc_info()[1]
    known = _KNOWN.get(str(record.msg))
    arguments = record.args if isinstance(record.args, tuple) else (record.args,)
    if known is not None and len(arguments) >= str(record.msg).count("%"):
        return Text(*(words.format(*arguments, what=_what(error)) for words in known))
    message = " ".join(record.getMessage().split())
    return Text(f"Pelican: {message}", f"Pelican: {message}")


def _what(error: BaseException | None) -> str:
    if error is None:
        return ""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


# Keys are Pelican 4.12's own messages, whose arguments fill {0} and {1}; a test makes it log each of them.
_KNOWN: dict[str, Text] = {
    "Cannot load plugin `%s`\n%s": Text(
        "modulul „{0}” din PLUGINS nu poate fi încărcat ({what}); instalați-l sau scoateți-l din setări",
        "the plugin “{0}” in PLUGINS cannot be loaded ({what}); install it or take it out of the settings",
    ),
    "Cannot register plugin `%s`": Text(
        "modulul „{0}” din PLUGINS nu pornește ({what}); reparați-l sau scoateți-l din setări",
        "the plugin “{0}” in PLUGINS does not start ({what}); mend it or take it out of the settings",
    ),
    "Could not process %s": Text(
        "pagina „{0}” nu poate fi citită ({what}); îndreptați-o sau ștergeți-o",
        "the page “{0}” cannot be read ({what}); mend it or delete it",
    ),
    "Skipping %s: could not find information about '%s'": Text(
        "pagina „{0}” nu are „{1}”; scrieți-l la începutul ei, de exemplu „Title: Despre”",
        "the page “{0}” has no “{1}”; write it at its start, for example “Title: About”",
    ),
    "Skipping %s: file %r would be written outside output path": Text(
        "pagina „{0}” ar fi scrisă în afara site-ului („Save_as: {1}”); schimbați sau ștergeți acest rând",
        "the page “{0}” would be written outside the site (“Save_as: {1}”); change or delete that line",
    ),
    "Unknown status '%s' for file %s, skipping it. (Not in %s)": Text(
        "pagina „{1}” are „Status: {0}”; scrieți published, hidden, draft sau skip",
        "the page “{1}” has “Status: {0}”; write published, hidden, draft or skip",
    ),
}


def explain_exception(error: BaseException) -> Text:
    """Return what an exception that ended the build means, naming the plugin or file that it came from."""
    if isinstance(error, ConectError):
        return error.message
    if isinstance(error, BuildingError):
        return Text(error.ro, error.en)
    if isinstance(error, OSError) and error.strerror:
        where = f"„{error.filename}”: " if error.filename else ""
        return Text(f"{where}{error.strerror}", f"{where}{error.strerror}")
    if isinstance(error, MemoryError):
        return Text("memoria nu ajunge pentru acest site", "there is not enough memory for this site")
    culprit, what = _culprit(error), _what(error)
    return Text(f"construirea a eșuat în „{culprit}” ({what})", f"the build failed in “{culprit}” ({what})")


def _culprit(error: BaseException) -> str:
    """Return the name of the module that raised, of a plugin rather than of the library that it called."""
    modules = [str(frame.f_globals.get("__name__", "?")) for frame, _ in walk_tb(error.__traceback__)]
    inside = ("pelican", "blinker", "conect", "jinja2")
    foreign = [name for name in modules if name.partition(".")[0] not in inside]
    return foreign[0] if foreign else modules[-1] if modules else "?"
