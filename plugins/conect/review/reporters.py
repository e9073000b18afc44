"""Problems as text: for a person, for the checks of GitHub and GitLab, for other programs. Nothing here prints.

Every reporter takes the problems in the order in which they are to stand, a language, and ``place``: what turns a
problem's path (relative to the content folder) into the one that the reader of the report knows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from conect.records.characters import FORBIDDEN
from conect.records.problems import Fix, Level, Problem, Text
from conect.romania.text import amount

Place = Callable[[str], str]
Reporter = Callable[[Sequence[Problem], str, Place], str]

LEVELS: dict[Level, Text] = {"error": Text("eroare", "error"), "warning": Text("avertisment", "warning")}


def as_it_is(path: str) -> str:
    """Return ``path``: the place for reports that name files relative to the content folder."""
    return path


def one_line(text: str) -> str:
    """Return ``text`` on one line, each refused character by its number: a file name must not steer a terminal."""
    return FORBIDDEN.sub(lambda m: f"<U+{ord(m.group()):04X}>", " ".join(text.split()))


def location(problem: Problem, place: Place) -> str:
    """Return ``file:line:column``, which editors and terminals open."""
    return f"{one_line(place(problem.path))}:{problem.line}:{problem.column}"


def text(problems: Sequence[Problem], lang: str, place: Place = as_it_is) -> str:
    """Return a line a problem: ``file:line:column: level: message [rule]``."""
    return "".join(
        f"{location(p, place)}: {LEVELS[p.level].in_lang(lang)}: {one_line(p.message.in_lang(lang))} [{p.rule}]\n"
        for p in problems
    )


def github(problems: Sequence[Problem], lang: str, place: Place = as_it_is) -> str:
    """Return workflow commands, which GitHub shows beside the lines of a change.

    Escaped as its toolkit does (actions/toolkit, ``command.ts``): ``%``, CR and LF in the message, also ``:`` and
    ``,`` in the properties.
    """

    def data(value: str) -> str:
        return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(value: str) -> str:
        return data(value).replace(":", "%3A").replace(",", "%2C")

    return "".join(
        f"::{p.level} file={prop(one_line(place(p.path)))},line={p.line},col={p.column},title={prop(p.rule)}"
        f"::{data(one_line(p.message.in_lang(lang)))}\n"
        for p in problems
    )


def gitlab(problems: Sequence[Problem], lang: str, place: Place = as_it_is) -> str:
    """Return GitLab's code-quality report (a subset of Code Climate's format).

    A fingerprint is made of the file, the rule and the English message without its numbers (a profile is a day older
    every day), so that a problem that only moved to another line is not a new one.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    entries: list[dict[str, Any]] = []
    for p in problems:
        identity = (p.path, p.rule, re.sub(r"[0-9]+", "#", p.message.en))
        digest = hashlib.sha256(repr((*identity, seen[identity])).encode("utf-8")).hexdigest()
        seen[identity] += 1
        entries.append(
            {
                "description": one_line(p.message.in_lang(lang)),
                "check_name": p.rule,
                "fingerprint": digest,
                "severity": "major" if p.level == "error" else "minor",
                "location": {"path": one_line(place(p.path)), "lines": {"begin": p.line}},
            }
        )
    return _json(entries)


def as_json(problems: Sequence[Problem], lang: str, place: Place = as_it_is) -> str:
    """Return a list of {path, line, column, level, rule, message, fix}; a fix is null or {value, certain, of}.

    ``of`` tells what the value replaces: the ``value`` there, the ``key`` there, or characters of the ``file``.
    """
    return _json(
        [
            {
                "path": one_line(place(p.path)),
                "line": p.line,
                "column": p.column,
                "level": p.level,
                "rule": p.rule,
                "message": one_line(p.message.in_lang(lang)),
                "fix": None if p.fix is None else _fix(p.fix),
            }
            for p in problems
        ]
    )


def _fix(fix: Fix) -> dict[str, Any]:
    of = "file" if fix.pointer is None else "key" if fix.is_key else "value"
    return {"value": fix.value, "certain": fix.certain, "of": of}


def _json(entries: list[dict[str, Any]]) -> str:
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


REPORTERS: dict[str, Reporter] = {"text": text, "github": github, "gitlab": gitlab, "json": as_json}
"""By the name that ``--format`` takes."""


def counted(number: int, one: str, many: str, lang: str) -> str:
    """Return ``number`` with its noun: „1 eroare”, „3 erori”, „20 de erori”; the caller gives the words in ``lang``."""
    if lang == "en":
        return f"{number:,} {one if number == 1 else many}"
    return amount(number, one, many)


def summary(files: int, problems: Sequence[Problem], lang: str) -> str:
    """Return the sentence that ends a report: how many files were checked and what was found."""
    errors = sum(1 for p in problems if p.level == "error")
    warnings = len(problems) - errors
    if lang == "en":
        found = f"{counted(errors, 'error', 'errors', lang)}, {counted(warnings, 'warning', 'warnings', lang)}"
        return f"{counted(files, 'file', 'files', lang)} checked: {found if problems else 'no problem'}."
    found = f"{counted(errors, 'eroare', 'erori', lang)}, {counted(warnings, 'avertisment', 'avertismente', lang)}"
    checked = "verificat" if files == 1 else "verificate"
    return f"{counted(files, 'fișier', 'fișiere', lang)} {checked}: {found if problems else 'nicio problemă'}."
