"""Quotation marks of every kind made Romanian: „…”, and «…» within.

Typists of the register used " ” “ „ ˝ ¨ ° ¸¸ '' ,, << >> without regard to which opens and which closes.
"""

import re
from typing import NamedTuple

_MARK = re.compile(
    r"<<|>>|<(?=\S[^<>]*>)|(?<=\S)>|«|»|,,(?=\s*\S)|''|’’|‘‘|´´|``|¸¸|[\"„“”‟˝¨°❝❞＂]|(?<![^\W_])['‘’´`■](?=[^\W_])|(?<=[^\W_])['‘’´`■](?![^\W_])"
)
_ANY_MARK = re.compile("[\"'„”“‟˝¨°❝❞＂‘’´`■<>«»¸]|,,")
_OPENS = frozenset({"<<", "<", "«", "„", ",,"})
_CLOSES = frozenset({">>", ">", "»"})
_SINGLE = frozenset("'‘’´`")
_PAIRS = (("„", "”"), ("«", "»"))


class _Mark(NamedTuple):
    start: int
    end: int
    text: str
    opens: bool | None
    """What the mark or its place says: True it opens, False it closes, None it could be either."""


def romanian_quotes(text: str) -> str:
    """Return *text* with paired quotation marks made Romanian, unpaired ones dropped, and apostrophes kept.

    Marks around the whole text are dropped too: they belong to no part of a name.
    """
    if _ANY_MARK.search(text) is None:
        return text
    marks = _marks(text)
    if not marks:
        return text
    roles = _roles(marks)
    out: list[str] = []
    position = depth = 0
    for mark, role in zip(marks, roles, strict=True):
        out.append(text[position : mark.start])
        position = mark.end
        if role is None:
            out.append("’" if mark.text in _SINGLE else "")
            continue
        if role:
            out.append("\x01" + _PAIRS[min(depth, 1)][0])
            depth += 1
        else:
            depth -= 1
            out.append(_PAIRS[min(depth, 1)][1] + "\x02")
    out.append(text[position:])
    return _without_outer(_spaced("".join(out)))


def _marks(text: str) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in _MARK.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        found = match.group()
        opens: bool | None = None
        if found in _OPENS:
            opens = True
        elif found in _CLOSES:
            opens = False
        elif (not before or before in " ([-–/") and after and not after.isspace():
            opens = True
        elif before and not before.isspace() and (not after or after in " )],.;:-–/"):
            opens = False
        marks.append(_Mark(match.start(), match.end(), found, opens))
    return marks


def _roles(marks: list[_Mark]) -> list[bool | None]:
    """Tell which mark opens (True), closes (False), or has no partner (None)."""
    nested = _nested(marks)
    if nested is not None:
        return nested
    doubles = [mark for mark in marks if mark.text not in _SINGLE]
    if len(doubles) % 2 == 0:
        alternating: list[bool | None] = []
        opening = True
        for mark in marks:
            if mark.text in _SINGLE:
                alternating.append(None)
            else:
                alternating.append(opening)
                opening = not opening
        return alternating
    return _paired(marks)


def _nested(marks: list[_Mark]) -> list[bool | None] | None:
    """Take every mark for what its place says, if all then pair."""
    depth = 0
    roles: list[bool | None] = []
    for mark in marks:
        opens = mark.opens
        if opens is None:
            opens = depth == 0
        depth += 1 if opens else -1
        if depth < 0 or depth > 2:
            return None
        roles.append(opens)
    return roles if depth == 0 else None


def _paired(marks: list[_Mark]) -> list[bool | None]:
    roles: list[bool | None] = [None] * len(marks)
    waiting: list[int] = []
    for index, mark in enumerate(marks):
        if mark.text in _SINGLE:
            continue
        if waiting and mark.opens is not True:
            roles[waiting.pop()], roles[index] = True, False
        elif mark.opens is not False and not waiting:
            waiting.append(index)
    return roles


def _spaced(text: str) -> str:
    """Put spaces outside of quotation marks and none inside; the marks carry \\x01 before and \\x02 after."""
    text = re.sub(r"(?<=[^\W_])\x01", " ", text).replace("\x01", "")
    text = re.sub(r"\x02(?=[^\W_(])", " ", text).replace("\x02", "")
    text = re.sub(r"([„«])\s+", r"\1", text)
    text = re.sub(r"\s+([”»])", r"\1", text)
    text = re.sub(r"„[\s.,;:]*”|«[\s.,;:]*»", " ", text)
    return " ".join(text.split())


def _without_outer(text: str) -> str:
    bare = text.rstrip(" .,;:")
    if len(bare) > 2 and bare[0] == "„" and bare[-1] == "”" and "„" not in bare[1:] and "”" not in bare[:-1]:
        return bare[1:-1].strip()
    return text
