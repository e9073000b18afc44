"""Sound records read at a fraction of the cost: key by key, since most of what they say other records said before.

A record is a mapping whose keys start at the margin. Where every such line is a key, no construct of YAML reaches past
it but a quoted text or a bracket left open, which is a fault of the part before: so the parts between these lines can
be parsed apart and give together what the whole gives. A part that was judged before is looked up by its text, a text
on one line or a literal block in the form that the project writes is taken as it stands, and any other part goes
through the strict parser. At the first thing that is not plainly sound nothing is returned: the file is then read as a
whole, with the place of every value, and everything there is to say is said by that one reader.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, NamedTuple

from conect.records.characters import LOST
from conect.records.declaration import ORGANIZATION
from conect.records.fields import Scalar
from conect.records.file import MAX_SIZE
from conect.records.problems import Pointer
from conect.records.record import Record
from conect.records.rule import Context
from conect.records.scalars import judge
from conect.records.shape import Shaper
from conect.records.yaml_events import MAX_NODES, Tree, parse

_REMEMBERED_LENGTH = 2_000
_REMEMBERED_MOST = 30_000

_parts = re.compile(r"\n(?=[a-z_]+:(?:[ \n]|\Z))").split
_KEY = re.compile(r"[a-z_]+:(?:[ \n]|\Z)")
_AT_MARGIN = re.compile(r"\n[^ \n]")
_LITERAL = re.compile(r"[a-z_]+: \|-?\n  [^ \n][^\n]*(?:\n(?:  [^\n]*)?)*")


class Part(NamedTuple):
    """What one top-level key says, found sound: its typed value and where that starts, from the key's own line."""

    key: str
    value: Any
    down: int
    column: int
    lines: int
    nodes: int


class Places:
    """The places of a record's values: those of top-level ones are known, the strict parser tells others if asked."""

    __slots__ = ("__dict__", "_known", "_path", "_text")

    def __init__(self, path: str, text: str, known: dict[Pointer, tuple[int, int]]) -> None:
        self._path = path
        self._text = text
        self._known = known

    def mark(self, pointer: Pointer, *, key: bool = False) -> tuple[int, int]:
        """Return (line, column), from 1, of a value or of its key, as ``Tree.mark`` does."""
        found = None if key else self._known.get(pointer)
        return found or self._tree.mark(pointer, key=key)

    @cached_property
    def _tree(self) -> Tree:
        return parse(self._path, self._text)[0]


def read_sound(path: str, data: bytes, context: Context) -> Record | None:
    """Return the record of a file of whose values there is nothing to say, else None.

    Whether keys are missing, and what the rules over the whole record say, is left to the caller.
    """
    if len(data) > MAX_SIZE or not path.endswith(".yaml"):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # Python calls no control character printable, nor any that a record must not carry, but U+FFFD.
    if LOST in text or not text.replace("\n", "").isprintable() or not _KEY.match(text) or text[-1] != "\n":
        return None
    remembered: dict[str, Part] = context.parts
    values: dict[str, Any] = {}
    places: dict[Pointer, tuple[int, int]] = {}
    line, nodes = 1, 1
    for each in _parts(text[:-1]):
        part = remembered.get(each)
        if part is None:
            part = _judged(each, context)
            if part is None:
                return None
            if len(each) <= _REMEMBERED_LENGTH:
                if len(remembered) >= _REMEMBERED_MOST:
                    remembered.clear()
                remembered[each] = part
        key, value, down, column, lines, size = part
        if key in values:
            return None
        values[key] = value
        places[key,] = (line + down, column)
        line += lines
        nodes += size
    if nodes > MAX_NODES:
        return None
    return Record(path, values, Places(path, text, places))


def _judged(text: str, context: Context) -> Part | None:
    key, _, raw = text.partition(":")
    field = ORGANIZATION.by_key.get(key)
    if field is None:
        return None
    if type(field.kind) is Scalar and raw[:1] == " " and (found := _plainly(text, raw[1:])) is not None:
        value, plain = found
        judged = judge(value, field.kind, plain, context)
        return None if judged.faults else Part(key, judged.value, 0, len(key) + 3, text.count("\n") + 1, 1)
    if _AT_MARGIN.search(text):
        return None
    tree, problems = parse("", text + "\n")
    if problems:
        return None
    shaper = Shaper("", tree, context)
    values = shaper.mapping(tree.value, ORGANIZATION, ())
    if shaper.problems or key not in values:
        return None
    line, column = tree.mark((key,))
    return Part(key, values[key], line - 1, column, text.count("\n") + 1, len(tree.nodes) - 1)


def _plainly(text: str, raw: str) -> tuple[str, bool] | None:
    """Return a text in the form that the project writes, and whether it stands without quotes; None for any other."""
    first, last = raw[:1], raw[-1:]
    if "\n" not in raw:
        if first.isalpha() and last not in {" ", ":"} and ": " not in raw and " #" not in raw:
            return raw, True
        if first == '"' and last == '"' and len(raw) > 2 and "\\" not in raw and raw.count('"') == 2:
            return raw[1:-1], False
    elif first == "|" and _LITERAL.fullmatch(text):
        head, _, rest = raw.partition("\n")
        lines = rest[2:].rstrip("\n").replace("\n  ", "\n")
        return (lines if head == "|-" else f"{lines}\n"), False
    return None
