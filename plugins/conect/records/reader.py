"""From the bytes of one file to a record and its problems: any bytes give one or the other, never a traceback."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from conect.records import shape, source
from conect.records.blocks import read_sound
from conect.records.declaration import FIELDS, ORGANIZATION, is_required
from conect.records.fields import Field
from conect.records.phrases import phrase
from conect.records.problems import Problem, Text
from conect.records.record import Record
from conect.records.rule import RECORD_RULES, Context, Rule
from conect.records.rules import about, activity, identity, legal, place, upkeep
from conect.records.rules import yaml as rules
from conect.records.yaml_events import Tree, parse

SUBJECTS = (identity, legal, place, activity, about, upkeep)
"""The modules of the rules over one record, in the order in which they judge."""


class ReadResult(NamedTuple):
    """The record, None where the file holds none that can be understood, and every problem of the file, sorted."""

    record: Record | None
    problems: list[Problem]


class Parsed(NamedTuple):
    """A file as text: its YAML tree and, for ``.md``, the body and the line on which it starts."""

    tree: Tree
    body: str | None
    body_line: int | None


def parse_file(path: str, data: bytes) -> tuple[Parsed | None, list[Problem]]:
    """Read the text of a record file strictly; None where no mapping can be built from it."""
    text, problems = source.decode(path, data)
    if text is None:
        return None, problems
    body: str | None = None
    body_line: int | None = None
    if path.endswith(".md"):
        parts = source.split_front_matter(text)
        if parts is None:
            return None, [*problems, _at(path, (1, 1), rules.front_matter, rules.front_matter())]
        text, body, body_line = parts
    tree, faults = parse(path, text)
    problems += faults
    if tree.value is None:
        return None, problems
    if not isinstance(tree.value, dict):
        line, column = tree.mark(())
        # An empty document stands, for libyaml, on the line after the last.
        place = (line, column) if line <= text.count("\n") + 1 else (line - 1, 1)
        return None, [*problems, _at(path, place, rules.not_a_mapping, rules.not_a_mapping())]
    return Parsed(tree, body, body_line), problems


def read(path: str, data: bytes, context: Context) -> ReadResult:
    """Read and judge one record.

    ``path`` is POSIX, relative to the content folder (``organizations/cj/asociatia-exemplu.yaml``); its suffix tells
    YAML from Markdown with front matter. All rules but the catalogue's are applied.
    """
    problems: list[Problem] = []
    record = read_sound(path, data, context)
    if record is None or not _required_keys(record.origin) <= record.values.keys():
        record, problems = read_whole(path, data, context)
        if record is None:
            return ReadResult(None, sorted(problems, key=Problem.sort_key))
    for rule in RECORD_RULES:
        for finding in rule.run(record, context):
            line, column = record.mark(finding.pointer, key=finding.on_key)
            problems.append(Problem(path, line, column, rule.level, rule.id, finding.message, finding.fix))
    return ReadResult(record, sorted(problems, key=Problem.sort_key))


def read_whole(path: str, data: bytes, context: Context) -> tuple[Record | None, list[Problem]]:
    """Read a file of which there may be something to say, value by value."""
    parsed, problems = parse_file(path, data)
    if parsed is None:
        return None, problems
    tree = parsed.tree
    raw = dict(tree.value)
    shaper = shape.Shaper(path, tree, context)
    values = shaper.mapping(raw, ORGANIZATION, ())
    record = Record(path, values, tree, parsed.body_line)
    if parsed.body is not None:
        _add_body(record, raw, parsed, context, problems)
    origin = values.get("origin")
    for field in _required(origin):
        if field.key not in raw and field.key not in values:
            shaper.missing((), field, None if "always" in field.required else _CONDITIONS[str(origin)])
    return record, problems + shaper.problems


@lru_cache(maxsize=16)
def _required_keys(origin: str | None) -> frozenset[str]:
    return frozenset(field.key for field in _required(origin))


@lru_cache(maxsize=16)
def _required(origin: str | None) -> tuple[Field, ...]:
    return tuple(field for field in FIELDS if is_required(field, origin))


_CONDITIONS = {
    "organization": phrase("missing-key.organization", ", obligatoriu într-un profil", ", required in a profile").say(),
    "register": phrase(
        "missing-key.register", ", obligatoriu într-o fișă importată", ", required in an imported record"
    ).say(),
}


def _add_body(
    record: Record, raw: dict[str, object], parsed: Parsed, context: Context, problems: list[Problem]
) -> None:
    """Take the text below the front matter for the description."""
    body = (parsed.body or "").strip()
    if not body:
        return
    if "description" in raw:
        problems.append(
            _at(
                record.path,
                parsed.tree.mark(("description",), key=True),
                rules.description_twice,
                rules.description_twice(),
            )
        )
        return
    declared = next(f for f in FIELDS if f.key == "description")
    # The body has no YAML node of its own: a tree without nodes, shifted, places its faults on its first line.
    shaper = shape.Shaper(record.path, Tree(line_offset=(parsed.body_line or 1) - 1), context)
    value = shaper.value(body, declared.kind, shape.BODY)
    problems += shaper.problems
    if value is not None:
        record.values["description"] = value
        raw["description"] = body


def _at(path: str, place: tuple[int, int], rule: Rule[..., Text], message: Text) -> Problem:
    return Problem(path, *place, rule.level, rule.id, message)
