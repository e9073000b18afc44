"""Values as the canonical YAML text of a record: one way to write each value, so that equal values are equal bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from conect.records.characters import FORBIDDEN
from conect.records.implicit import taken_for_another_type

# A plain scalar starts with a letter (identifiers are quoted even where YAML would not mind) and holds nothing YAML
# acts on.
_PLAIN = re.compile(r"[^\W\d_](?:(?!: |:$| #)[^\n\r\t])*(?<! )")
_PLAIN_IN_FLOW = re.compile(r"[^\W\d_](?:(?!: |:$| #)[^\n\r\t,?\[\]{}])*(?<! )")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = re.compile(r"[\\\"\n\t\r]|" + FORBIDDEN.pattern)
_FLOW_WIDTH = 90


def scalar(value: str | int | bool, *, flow: bool = False) -> str:
    """Return a value on one line: plain where that is safe, else in double quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    plain = _PLAIN_IN_FLOW if flow else _PLAIN
    if plain.fullmatch(value) and not taken_for_another_type(value) and not FORBIDDEN.search(value):
        return value
    return double_quoted(value)


def double_quoted(value: str) -> str:
    """Return the value in double quotes, with only what must be escaped escaped."""
    return f'"{_TO_ESCAPE.sub(_escape, value)}"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or (f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}")


def block(key: str, value: Any, indent: int = 0) -> list[str]:
    """Return the lines of ``key: value`` at ``indent`` spaces."""
    pad = " " * indent
    head = f"{pad}{scalar(key)}:"
    if isinstance(value, Mapping):
        return [head, *mapping(value, indent + 2)]
    if isinstance(value, str) and "\n" in value and fits_literal(value):
        return [f"{head} |-", *(f"{pad}  {line}" if line else "" for line in value.split("\n"))]
    if isinstance(value, Sequence) and not isinstance(value, str):
        inline = ", ".join(scalar(item, flow=True) for item in value if not isinstance(item, Mapping | list))
        simple = not any(isinstance(item, Mapping | list) for item in value)
        if simple and len(head) + len(inline) + 3 <= _FLOW_WIDTH:
            return [f"{head} [{inline}]"]
        return [head, *sequence(value, indent + 2)]
    return [f"{head} {scalar(value)}"]


def mapping(value: Mapping[str, Any], indent: int) -> list[str]:
    """Return the lines of a mapping's keys at ``indent`` spaces."""
    return [line for key, item in value.items() for line in block(key, item, indent)]


def sequence(value: Sequence[Any], indent: int) -> list[str]:
    """Return the lines of a list's items at ``indent`` spaces."""
    lines: list[str] = []
    for item in value:
        if isinstance(item, Mapping):
            inner = mapping(item, indent + 2)
            lines += [f"{' ' * indent}- {inner[0][indent + 2 :]}", *inner[1:]]
        else:
            lines.append(f"{' ' * indent}- {scalar(item)}")
    return lines


def fits_literal(value: str) -> bool:
    """Tell whether a literal block keeps the value exactly: no leading space, no trailing break, no odd character."""
    first = value.lstrip("\n")
    return (
        not first.startswith((" ", "\t"))
        and not value.startswith("\n")
        and not value.endswith("\n")
        and "\r" not in value
        and not FORBIDDEN.search(value)
        and all(line == "" or line.strip() for line in value.split("\n"))
    )
