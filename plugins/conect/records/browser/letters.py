"""Character classes of ``records.characters`` as JavaScript reads them, and the names of refused characters."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from conect.records.browser.patterns import in_javascript
from conect.records.characters import ALPHABETS, FORBIDDEN, LATIN, character_name, removable

_TOGETHER = 1 << 12
"""Characters looked at together."""


@cache
def tables() -> dict[str, Any]:
    """Return the classes (of a regular expression in Unicode mode), the alphabets and the characters' names.

    ``names`` holds the names of refused characters that have one, by code point in hexadecimal; ``removable`` is the
    class of those that can be left out without a change of meaning.
    """
    names: dict[str, str] = {}
    left_out: list[int] = []
    for char in _refused():
        # No other has a name, see character_name.
        if char < "\U00010000" and (name := character_name(char).partition(" ")[2]):
            names[f"{ord(char):X}"] = name
        if removable(char):
            left_out.append(ord(char))
    return {
        "forbidden": in_javascript(FORBIDDEN.pattern),
        "latin": in_javascript(LATIN),
        "alphabets": [[first, last, list(words)] for first, last, words in ALPHABETS],
        "names": names,
        "removable": f"[{_ranges(left_out)}]",
    }


def _refused() -> Iterator[str]:
    """Yield all refused characters, rising.

    Many are looked at together, since one by one they take half a second of every build; all of Unicode at once took
    100 MB.
    """
    for start in range(0, sys.maxunicode + 1, _TOGETHER):
        yield from FORBIDDEN.findall("".join(map(chr, range(start, start + _TOGETHER))))


def _ranges(codes: list[int]) -> str:
    """Return the ranges of a character class that cover the ascending code points."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"\\u{{{first:x}}}-\\u{{{last:x}}}" for first, last in runs)
