"""Writing records: canonical text for a new one; changed values in an existing one, with all else left as it is.

One value on one line is replaced in place, character by character. Other changes touch the text of their top-level
key alone, which ruamel.yaml rewrites with its comments, resolving nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from yaml.events import MappingStartEvent, ScalarEvent

from conect.records import emit, round_trip
from conect.records.declaration import FIELDS
from conect.records.problems import ConectError, Pointer
from conect.records.source import split_front_matter
from conect.records.yaml_events import Tree, parse


class _Delete:
    def __repr__(self) -> str:
        return "DELETE"


DELETE: Final = _Delete()
"""As a change's value: the key is taken out."""

Changes = Mapping[Pointer, Any]
"""New values by pointer. The pointer's last part may be a key that does not exist yet; list items must exist."""

_ORDER = {field.key: i for i, field in enumerate(FIELDS)}


class EditError(ConectError):
    """The text cannot be changed safely: it is not readable YAML, or the change did not come out as asked."""


def dump(values: Mapping[str, Any], body: str | None = None) -> str:
    """Return the canonical text of a new record, its keys in the declaration's order.

    With ``body`` the text is that of an ``.md`` file: front matter, then the description.
    """
    ordered = sorted(values.items(), key=lambda item: _ORDER.get(item[0], len(_ORDER)))
    text = "".join(f"{line}\n" for key, value in ordered for line in emit.block(key, value))
    return text if body is None else f"---\n{text}---\n\n{body.strip()}\n"


def edit(text: str, changes: Changes, *, markdown: bool = False) -> str:
    """Return the record's text with ``changes`` made; comments, order and all other values stay.

    ``markdown`` tells that the text is an ``.md`` file: a change of ``("description",)`` then replaces its body.
    New top-level keys take their place in the declaration's order. Raises ``EditError`` where the text cannot be
    parsed or where the result would not read back as asked (then nothing is lost: the text given is untouched).
    """
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    if not markdown:
        return mark + _edit_yaml(text, changes)
    parts = split_front_matter(text)
    if parts is None:
        raise EditError(
            "fișierul .md nu are o fișă între două linii „---”", "the .md file has no record between “---” lines"
        )
    front, body, _ = parts
    end = text[len(front) : len(text) - len(body)]
    inside = {pointer: value for pointer, value in changes.items() if pointer != ("description",)}
    if ("description",) in changes:
        new = changes["description",]
        body = "" if new is DELETE else f"\n{str(new).strip()}\n"
    return mark + _edit_yaml(front, inside) + end + body


def _edit_yaml(text: str, changes: Changes) -> str:
    if not changes:
        return text
    tree = _parsed(text)
    wanted = _apply(tree.value, changes)
    splices, keys = _plan(tree, changes)
    result = _splice(text, splices)
    for key in keys:
        result = _rewrite_key(result, key, wanted.get(key, DELETE))
    if _parsed(result).value != _raw(wanted):
        raise EditError(
            "schimbarea nu s-a putut face fără pierderi; faceți-o de mână",
            "the change cannot be made without loss; make it by hand",
        )
    return result


def _parsed(text: str) -> Tree:
    tree, problems = parse("", text)
    if problems or not isinstance(tree.value, dict):
        where = f" ({problems[0].line}:{problems[0].column})" if problems else ""
        raise EditError(
            f"fișierul nu se poate citi{where}; îndreptați-l întâi", f"the file cannot be read{where}; mend it first"
        )
    return tree


def _plan(tree: Tree, changes: Changes) -> tuple[list[tuple[int, int, str]], list[str]]:
    """Split the changes into (start, end, new text) of values on one line, and top-level keys to rewrite."""
    in_place: dict[Pointer, tuple[int, int, str]] = {}
    keys: dict[str, None] = {}
    for pointer, value in changes.items():
        event = tree.nodes.get(pointer)
        one_line = isinstance(value, bool | int) or (isinstance(value, str) and "\n" not in value)
        # A plain or quoted scalar; a block scalar (| or >) is rewritten with its key.
        if (
            one_line
            and isinstance(event, ScalarEvent)
            and event.style not in ("|", ">")
            and event.start_mark
            and event.end_mark
        ):
            start, end = event.start_mark.index, event.end_mark.index
            new = emit.scalar(value, flow=_in_flow(tree, pointer))
            # An empty value ("key:") has no text of its own; it needs the space before it.
            in_place[pointer] = (start, end, new if end > start else f" {new}")
        else:
            keys[str(pointer[0])] = None
    return [splice for pointer, splice in in_place.items() if pointer[0] not in keys], list(keys)


def _in_flow(tree: Tree, pointer: Pointer) -> bool:
    return any(getattr(tree.nodes.get(pointer[:i]), "flow_style", False) for i in range(len(pointer)))


def _splice(text: str, splices: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _rewrite_key(text: str, key: str, value: Any) -> str:
    """Return the text with the top-level ``key`` holding ``value`` (or gone)."""
    tree = _parsed(text)
    root = tree.nodes[()]
    newline = "\r\n" if "\r\n" in text else "\n"
    if isinstance(root, MappingStartEvent) and root.flow_style:
        whole = dict(tree.value)
        if value is DELETE:
            whole.pop(key, None)
        else:
            whole[key] = value
        return round_trip.assign(text, whole)
    if key not in tree.value:
        return _insert(text, tree, key, value, newline) if value is not DELETE else text
    start, end = _extent(text, tree, key)
    if value is DELETE:
        return text[:start] + text[end:]
    kept = round_trip.assign(text[start:end], {key: value}).replace("\r\n", "\n")
    plain = "".join(f"{line}\n" for line in emit.block(key, value))
    for block in (kept, plain):
        lines = block if text[start:end].endswith("\n") else block.removesuffix("\n")
        result = text[:start] + lines.replace("\n", newline) + text[end:]
        read, problems = parse("", result)
        if not problems and read.value.get(key) == _raw(value):
            break
    return result


_LEADING = re.compile(r"(?:^(?:[ \t]*|#[^\n]*)\n)*\Z", re.MULTILINE)


def _extent(text: str, tree: Tree, key: str) -> tuple[int, int]:
    """Return where the top-level key starts and where the next one's comments start."""
    starts = sorted(
        event.start_mark.index for pointer, event in tree.keys.items() if len(pointer) == 1 and event.start_mark
    )
    event = tree.keys[key,]
    start = event.start_mark.index if event.start_mark else 0
    end = next((other for other in starts if other > start), len(text))
    if end < len(text):
        # Blank lines and comments at the margin above the next key are its own; an indented one may be text.
        found = _LEADING.search(text[start:end])
        end = start + found.start() if found else end
    return start, end


def _insert(text: str, tree: Tree, key: str, value: Any, newline: str) -> str:
    rank = _ORDER.get(key, len(_ORDER))
    before = [k for k in tree.value if _ORDER.get(k, -1) < rank]
    block = "".join(f"{line}{newline}" for line in emit.block(key, value))
    if not before:
        first = min(
            (e.start_mark.index for p, e in tree.keys.items() if len(p) == 1 and e.start_mark), default=len(text)
        )
        return text[:first] + block + text[first:]
    _, end = _extent(text, tree, before[-1])
    if not text[:end].endswith("\n"):
        block = newline + block
    return text[:end] + block + text[end:]


def _apply(values: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """Return the values with the changes made; the values given stay as they are."""

    def at(node: Any, pointer: Pointer, new: Any) -> Any:
        head, rest = pointer[0], pointer[1:]
        copy: Any = dict(node) if isinstance(node, dict) else {}
        if isinstance(node, list):
            copy = list(node)
        if rest:
            inner = copy[head] if isinstance(node, list) else copy.get(head, {})
            copy[head] = at(inner, rest, new)
        elif new is DELETE:
            del copy[head]
        else:
            copy[head] = new
        return copy

    result: Any = values
    for pointer, value in changes.items():
        result = at(result, pointer, value)
    return dict(result)


def _raw(value: Any) -> Any:
    """Return the value as the strict reader gives it: all scalars as text."""
    if isinstance(value, Mapping):
        return {key: _raw(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_raw(item) for item in value]
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
