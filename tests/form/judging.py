"""One record judged twice: by the reader, from its text, and by the browser's judge, from its values."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple

from PIL import Image

from conect.records import browser
from conect.records.declaration import FIELDS
from conect.records.emit import double_quoted
from conect.records.phrases import PHRASES
from conect.records.problems import Pointer, Problem
from conect.records.reader import parse_file, read
from conect.records.rule import RULES, Context
from conect.records.yaml_events import Tree
from tests.records.examples import BASE, TODAY, vocabularies

Values = dict[str, Any]

ID = "asociatia-exemplu"

# How text is written, not what it says: a form never shows it to anybody, its writer sees to it.
OF_THE_FILE = frozenset({"quotes", "no-quotes"})
# Judged by the browser only where it is certain; there, what it says is what Python says.
PARTLY = frozenset({"locality", "locality-register", "markdown-link"})
JUDGED = (
    frozenset(rule for rule in RULES if any(id.partition(".")[0] == rule for id in PHRASES)) | {"locality-register"}
) - OF_THE_FILE


class Said(NamedTuple):
    """A problem as both sides can tell it: its place in the text, its rule, its words, what to type instead."""

    place: tuple[int, int]
    level: str
    rule: str
    ro: str
    en: str
    fix: str


@cache
def logo() -> bytes:
    """A whole PNG, so that only a logo's name can be wrong."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    return data.getvalue()


@cache
def context() -> Context:
    """The repository's vocabularies, the tests' day, and a logo wherever one is asked for."""
    return Context(vocabularies(), TODAY, lambda _path: logo())


@cache
def files() -> dict[str, str]:
    """The files that a build lays out for the form."""
    return browser.files(vocabularies())


def base() -> Values:
    """The values of a small valid profile."""
    result = read(f"organizations/cj/{ID}.yaml", BASE.encode("utf-8"), context())
    assert result.record is not None and result.problems == []
    return deepcopy(result.record.values)


def flow(value: Any) -> str:
    """A value as YAML on one line, every text in quotes: the records' own writer takes no value of a wrong kind."""
    match value:
        case bool() | int():
            return json.dumps(value)
        case str():
            return double_quoted(value)
        case list():
            return f"[{', '.join(map(flow, value))}]"
        case _:
            return f"{{{', '.join(f'{double_quoted(key)}: {flow(each)}' for key, each in value.items())}}}"


def _ordered(values: Values) -> list[tuple[str, Any]]:
    order = {field.key: i for i, field in enumerate(FIELDS)}
    return sorted(values.items(), key=lambda item: order.get(item[0], len(order)))


def by_python(values: Values, id: str = ID) -> tuple[list[Said], Tree]:
    """What the reader says of the record's text, without what only a file can show; and the text's places."""
    data = "".join(f"{double_quoted(key)}: {flow(value)}\n" for key, value in _ordered(values)).encode("utf-8")
    path = f"organizations/cj/{id}.yaml"
    parsed, _ = parse_file(path, data)
    assert parsed is not None, data
    problems = read(path, data, context()).problems
    unknown = {problem.rule for problem in problems} - JUDGED - OF_THE_FILE - {"folder", "siruta", "logo"}
    assert not unknown, (unknown, data)
    return sorted(_said(problem) for problem in problems if _shared(problem)), parsed.tree


def _shared(problem: Problem) -> bool:
    if problem.rule == "logo":
        return problem.fix is not None
    return problem.rule in JUDGED


def _said(problem: Problem) -> Said:
    # A refused character is mended in the file's bytes, or by a person; the form offers the text without it.
    fix = None if problem.rule == "file-characters" else problem.fix
    shown = json.dumps([fix.value, fix.certain, fix.is_key], ensure_ascii=False) if fix else ""
    return Said((problem.line, problem.column), problem.level, problem.rule, *problem.message, shown)


def by_browser(found: Iterable[dict[str, Any]], tree: Tree) -> list[Said]:
    """What the judge said (problems with ``ro`` and ``en``), at the places of the record's text."""
    said = []
    for problem in found:
        pointer: Pointer = tuple(problem["pointer"])
        fix = None if problem["rule"] == "file-characters" else problem["fix"]
        shown = json.dumps([fix["value"], fix["certain"], fix["isKey"]], ensure_ascii=False) if fix else ""
        assert fix is None or fix["pointer"] == problem["pointer"]
        place = tree.mark(pointer, key=problem["key"])
        said.append(Said(place, problem["level"], problem["rule"], problem["ro"], problem["en"], shown))
    return sorted(said)


def differences(values: Values, found: Iterable[dict[str, Any]], id: str = ID) -> list[str]:
    """What only one side says of the record; nothing where they agree."""
    python, tree = by_python(values, id)
    browsers = by_browser(found, tree)
    silent = [each for each in python if each not in browsers and each.rule not in PARTLY]
    invented = [each for each in browsers if each not in python]
    twice = [each for each in browsers if browsers.count(each) != python.count(each) and each.rule not in PARTLY]
    return [
        *(f"only Python: {each}" for each in silent),
        *(f"only the browser: {each}" for each in invented),
        *(f"not as often: {each}" for each in twice if each not in silent and each not in invented),
    ]
