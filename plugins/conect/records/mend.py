"""The certain fixes made in a record's text: writing changes, meaning never; comments and order stay."""

from __future__ import annotations

from typing import Any, NamedTuple

from conect.records import source
from conect.records.problems import Pointer
from conect.records.reader import parse_file, read
from conect.records.rule import Context
from conect.records.writer import EditError, edit

_ROUNDS = 6
"""A fix may uncover the next (spaces, then a form); no value needs as many rounds as this."""


class Mended(NamedTuple):
    """The bytes after all certain fixes (as given where none was made), and whether they hold a record at all."""

    data: bytes
    readable: bool


def mend(path: str, data: bytes, context: Context) -> Mended:
    """Make every certain fix in the file ``path`` (POSIX, relative to the content folder).

    Mending twice changes nothing more. What cannot be parsed is left as it is.
    """
    for _ in range(_ROUNDS):
        result = read(path, data, context)
        readable = result.record is not None
        certain = [problem.fix for problem in result.problems if problem.fix is not None and problem.fix.certain]
        if not certain:
            return Mended(data, readable)
        text = data.decode("utf-8")
        if any(fix.pointer is None for fix in certain):
            text = source.clean(text)
        else:
            parsed, _ = parse_file(path, data)
            written = parsed.tree.value if parsed else None
            changes: dict[Pointer, Any] = {
                fix.pointer: _as_block(fix.value, _at(written, fix.pointer))
                for fix in certain
                if fix.pointer is not None and not fix.is_key
            }
            try:
                text = edit(text, changes, markdown=path.endswith(".md"))
            except EditError:
                return Mended(data, readable)
        data = text.encode("utf-8")
    return Mended(data, readable)


def _at(tree: Any, pointer: Pointer) -> Any:
    """Return the value at ``pointer`` as the file has it, None where there is none (the body of an ``.md`` file)."""
    for key in pointer:
        try:
            tree = tree[key]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def _as_block(value: Any, written: Any) -> Any:
    """Return the value with the line break that a block (``|``) ends with, so that it stays the block it was."""
    block = isinstance(written, str) and written.endswith("\n")
    return f"{value}\n" if block and isinstance(value, str) else value
