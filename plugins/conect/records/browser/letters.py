"""Character classes of ``records.characters`` as JavaScript reads them, and the names of refused characters."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

from conect.records.browser.patterns import in_javascript
from conect.records.characters import ALPHABETS, FORBIDDEN, LATIN, character_name, removable


@cache
def tables() -> dict[str, Any]:
    """Return the classes (of a regular expression in Unicode mode), the alphabets and the characters' names.

    ``names`` holds the names of refused characters that have one, by code point in hexadecimal; ``removable`` is the
    class of those that can be left out without a change of meaning.
    """
    # All characters at once: one by one they take half a second of every build.
    refused = FORBIDDEN.findall("".join(map(chr, range(sys.maxunicode + 1))))
    basic = (char for char in refused if char < "\U00010000")  # no other has a name, see character_name
    named = {char: name for char in basic if (name := character_name(char).partition(" ")[2])}
    return {
        "forbidden": in_javascript(FORBIDDEN.pattern),
        "latin": in_javascript(LATIN),
        "alphabets": [[first, last, list(words)] for first, last, words in ALPHABETS],
        "names": {f"{ord(char):X}": name for char, name in named.items()},
        "removable": f"[{_ranges([ord(char) for char in refused if removable(char)])}]",
    }


def _ranges(codes: list[int]) -> str:
    """Return the ranges of a character class that cover the ascending code points."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"\\u{{{first:x}}}-\\u{{{last:x}}}" for first, last in runs)
