"""Characters that no record may carry, in the raw text and in every decoded value.

Refused by Unicode general category: Cc (except tab and line breaks), Cf (zero-width, bidi, tag characters, soft
hyphen), Cs, Co, the line and paragraph separators (Zl, Zp), the noncharacters (The Unicode Standard, 23.7) and
U+FFFD, which stands where a wrong encoding has lost a letter.
"""

from __future__ import annotations

import re
import unicodedata

# Written out, not computed: the same on every Python version and free at import. A test compares it with unicodedata.
FORBIDDEN = re.compile(
    r"["
    r"\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2"
    r"\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ud800-\uf8ff\ufdd0-\ufdef\ufeff"
    r"\ufff9-\ufffb\ufffd-\uffff\U000110bd\U000110cd\U00013430-\U00013438\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U0001fffe-\U0001ffff\U0002fffe-\U0002ffff\U0003fffe-\U0003ffff"
    r"\U0004fffe-\U0004ffff\U0005fffe-\U0005ffff\U0006fffe-\U0006ffff\U0007fffe-\U0007ffff"
    r"\U0008fffe-\U0008ffff\U0009fffe-\U0009ffff\U000afffe-\U000affff\U000bfffe-\U000bffff"
    r"\U000cfffe-\U000cffff\U000dfffe-\U000dffff\U000e0001\U000e0020-\U000e007f\U000efffe-\U0010ffff"
    r"]"
)
"""Matches one refused character."""

LOST = "\ufffd"
"""Stands for a refused character while the rest of a file is read, so that lines and columns stay true."""


def forbidden(text: str) -> re.Match[str] | None:
    """Return the first refused character of ``text``, or None."""
    return None if text.isascii() and text.isprintable() else FORBIDDEN.search(text)


def removable(char: str) -> bool:
    """Tell whether leaving the character out certainly keeps the meaning: invisible (Cf) and without a direction."""
    return unicodedata.category(char) == "Cf" and unicodedata.bidirectional(char) == "BN"


def character_name(char: str) -> str:
    """Return a name such as ``U+202E RIGHT-TO-LEFT OVERRIDE`` that can be searched for."""
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X}{' ' + name if name else ''}"
