"""What the subcommands share at the edge: the content folder, paths of the command line, and printing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from conect.records.problems import ConectError, Problem, Text
from conect.review.reporters import LEVELS, Place, location, one_line, text


class UsageError(ConectError):
    """The command line asks for something that is not there: exit code 2."""


def content_folder(name: str) -> Path:
    """Return the content folder that ``--content`` names. Raises ``UsageError`` where it is no folder."""
    folder = Path(name)
    if not folder.is_dir():
        raise UsageError(
            f"nu există dosarul „{name}”; scrieți --content cu dosarul în care stau organizations/ și vocabularies/",
            f"there is no folder “{name}”; give --content the folder that holds organizations/ and vocabularies/",
        )
    return folder


def lists_folder(content: Path) -> Path:
    """Return the folder whose vocabularies hold for ``content``: itself, or the project's where it has none.

    An import into a new folder is judged by the project's own lists, as the site is built with them.
    """
    own = Path("content")
    return own if not (content / "vocabularies").is_dir() and (own / "vocabularies").is_dir() else content


def settings_file(name: str) -> Path:
    """Return the settings file that ``--settings`` names. Raises ``UsageError`` where there is none."""
    file = Path(name)
    if not file.is_file():
        raise UsageError(
            f"nu există fișierul de setări „{name}”; rulați comanda din dosarul proiectului sau scrieți --settings",
            f"there is no settings file “{name}”; run the command in the project's folder or give --settings",
        )
    return file


def paths_inside(names: Sequence[str], content: Path) -> list[str]:
    """Return paths of the command line relative to the content folder, POSIX; „” is the folder itself.

    Raises ``UsageError`` for a path that does not exist or lies elsewhere. Links are not followed: a link inside the
    folder is itself what is asked about.
    """
    found: list[str] = []
    top = os.path.abspath(content)  # noqa: PTH100 - resolve() would follow links
    for name in names:
        if not os.path.lexists(name):
            raise UsageError(f"nu există „{name}”", f"there is no “{name}”")
        path = os.path.abspath(name)  # noqa: PTH100
        if not _within(path, top):
            path = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))  # noqa: PTH118, PTH119, PTH120
            top_here = os.path.realpath(content)
            if not _within(path, top_here):
                raise UsageError(
                    f"„{name}” nu este în dosarul „{content}”; alegeți altă cale sau alt --content",
                    f"“{name}” is not in the folder “{content}”; choose another path or another --content",
                )
            found.append(_relative(path, top_here))
        else:
            found.append(_relative(path, top))
    return found


def _within(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip(os.sep) + os.sep)


def _relative(path: str, top: str) -> str:
    relative = os.path.relpath(path, top)
    return "" if relative == "." else relative.replace(os.sep, "/")


def covers(wanted: Sequence[str], path: str) -> bool:
    """Tell whether one of the ``wanted`` paths is ``path`` or a folder that holds it."""
    return any(not each or path == each or path.startswith(f"{each}/") for each in wanted)


def place_of(content: Path) -> Place:
    """Return what turns a path inside the content folder into one relative to the current folder."""
    base = os.path.relpath(content).replace(os.sep, "/")
    return (lambda path: path) if base == "." else (lambda path: f"{base}/{path}")


def show_problems(problems: Sequence[Problem], lang: str, place: Place) -> None:
    """Print the problems as text, in colours on a terminal."""
    if not sys.stdout.isatty():
        sys.stdout.write(text(problems, lang, place))
        return
    from rich.console import Console
    from rich.text import Text as Styled

    console = Console(highlight=False, soft_wrap=True)
    for problem in problems:
        console.print(
            Styled.assemble(
                (location(problem, place), "bold"),
                ": ",
                (LEVELS[problem.level].in_lang(lang), "bold red" if problem.level == "error" else "yellow"),
                f": {one_line(problem.message.in_lang(lang))} ",
                (f"[{problem.rule}]", "dim"),
            )
        )


def say(lang: str, ro: str, en: str, out: Callable[[str], object] | None = None) -> None:
    """Print one sentence in the language asked for, to standard output unless told otherwise."""
    (out or sys.stdout.write)(f"{Text(ro, en).in_lang(lang)}\n")


def complain(lang: str, ro: str, en: str) -> None:
    """Print one sentence to standard error."""
    say(lang, ro, en, sys.stderr.write)
