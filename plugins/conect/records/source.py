"""From bytes to text: size, encoding, byte order mark, refused characters, front matter. Each fault has its place."""

from __future__ import annotations

import re

from conect.records import characters
from conect.records.file import MAX_SIZE
from conect.records.problems import Fix, Problem
from conect.records.rules import yaml as rules


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Return the text of a file, without byte order mark and with ``characters.LOST`` for each refused character.

    The text is None where nothing can be read: empty, too large, or not UTF-8.
    """
    if len(data) > MAX_SIZE:
        return None, [Problem(path, 1, 1, "error", rules.too_large.id, rules.too_large(len(data), MAX_SIZE))]
    if not data.strip():
        return None, [Problem(path, 1, 1, "error", rules.empty.id, rules.empty())]
    problems: list[Problem] = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        message = rules.encoding(f"0x{data[error.start]:02X}")
        return None, [Problem(path, line, column, "error", rules.encoding.id, message)]
    if text.startswith("\ufeff"):
        text = text[1:]
        fix = Fix(value="", certain=True, pointer=None)
        problems.append(Problem(path, 1, 1, "error", rules.byte_order_mark.id, rules.byte_order_mark(), fix))
    if characters.forbidden(text):
        problems += _refused_characters(path, text)
        text = characters.FORBIDDEN.sub(characters.LOST, text)
    return text, problems


def _refused_characters(path: str, text: str) -> list[Problem]:
    found: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        for match in characters.FORBIDDEN.finditer(line):
            char = match.group()
            fix = Fix(value="", certain=True, pointer=None) if characters.removable(char) else None
            message = rules.characters(characters.character_name(char))
            found.append(Problem(path, number, match.start() + 1, "error", rules.characters.id, message, fix))
    return found


def clean(text: str) -> str:
    """Return the text without byte order mark and invisible characters: the certain fixes of a file's own bytes."""
    return characters.FORBIDDEN.sub(
        lambda m: "" if characters.removable(m.group()) else m.group(), text.removeprefix("\ufeff")
    )


_FRONT = re.compile(r"---[ \t]*\r?\n")
_END = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def split_front_matter(text: str) -> tuple[str, str, int] | None:
    """Split a ``.md`` record into (YAML, body, line of the body's first word), or None where there is no front matter.

    The YAML keeps its leading ``---`` line, so that its own line numbers are the file's.
    """
    start = _FRONT.match(text)
    end = _END.search(text, start.end()) if start else None
    if not start or not end:
        return None
    body = text[end.end() :]
    first = end.end() + len(body) - len(body.lstrip()) if body.strip() else end.end()
    return text[: end.start()], body, text.count("\n", 0, first) + 1
