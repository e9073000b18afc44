"""Characters that no record may carry, in the raw text and in every decoded value.

Refused by Unicode general category: Cc (except tab and line breaks), Cf (zero-width, bidi, tag characters, soft
hyphen), Cs, Co, the line and paragraph separators (Zl, Zp), the noncharacters (The Unicode Standard, 23.7) and
U+FFFD, which stands where a wrong encoding has lost a letter.
"""

from __future__ import annotations

import re
import unicodedata

from conect.records.problems import Text

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

# Letters, and what stands between their ranges: those whose Unicode names begin with LATIN, FEMININE or MASCULINE,
# and modifier letters (ʰ, ʼ) but for Cyrillic and Georgian ones. Unicode's Latin script has full-width letters too.
LATIN = (
    r"A-Za-z\xaa\xba-\u02c6\u02c8-\u02ee\u1d00-\u1d25\u1d2c-\u1d65\u1d6b-\u1d77\u1d79-\u1eff\u2090-\u209c\u2184\u2c60-\u2c7f"
    r"\ua717-\ua7ff\uab30-\uab64\uab66-\uab69\ufb00-\ufb06\U00010780-\U000107ba\U0001df00-\U0001df2a"
)
"""A character class, without brackets, of the letters that names may hold."""
_NOT_LATIN = re.compile(f"[^{LATIN}]")

ALPHABETS: tuple[tuple[int, int, Text], ...] = (
    (0x0370, 0x03FF, Text("grecească", "Greek")),
    (0x0400, 0x052F, Text("chirilică", "Cyrillic")),
    (0x0531, 0x0587, Text("armeană", "Armenian")),
    (0x05D0, 0x05F2, Text("ebraică", "Hebrew")),
    (0x0620, 0x06FF, Text("arabă", "Arabic")),
    (0x10A0, 0x10FF, Text("georgiană", "Georgian")),
    (0x1F00, 0x1FFF, Text("grecească", "Greek")),
    (0x2100, 0x214F, Text("simbol", "a symbol")),
    (0xFF21, 0xFF5A, Text("de lățime dublă", "full-width")),
    (0x1D400, 0x1D7FF, Text("simbol matematic", "a mathematical symbol")),
)
"""First and last code point of the letters that are likeliest to be taken for Latin ones, and what they are."""

LOST = "\ufffd"
"""Stands for a refused character while the rest of a file is read, so that lines and columns stay true."""


def forbidden(text: str) -> re.Match[str] | None:
    """Return the first refused character of ``text``, or None."""
    # What Python calls printable holds no refused character but U+FFFD, and is told thirty times as fast.
    if LOST not in text and text.replace("\n", "").isprintable():
        return None
    return FORBIDDEN.search(text)


def foreign_letter(text: str) -> str | None:
    """Return the first letter of ``text`` that is not Latin, or None."""
    if text.isascii():
        return None
    return next((found for found in _NOT_LATIN.findall(text) if found.isalpha()), None)


def alphabet(letter: str) -> Text:
    """Return the letter's code and, where that is known, its alphabet: ``U+0430, chirilică``."""
    code = ord(letter)
    kind = next((words for first, last, words in ALPHABETS if first <= code <= last), None)
    shown = f"U+{code:04X}"
    return Text(shown, shown) if kind is None else Text(f"{shown}, {kind.ro}", f"{shown}, {kind.en}")


def removable(char: str) -> bool:
    """Tell whether leaving the character out certainly keeps the meaning: invisible (Cf) and without a direction."""
    return unicodedata.category(char) == "Cf" and unicodedata.bidirectional(char) == "BN"


def character_name(char: str) -> str:
    """Return a name such as ``U+202E RIGHT-TO-LEFT OVERRIDE`` that can be searched for.

    Beyond the basic plane (tags, signs of musical notation) the code says as much as the name does.
    """
    name = unicodedata.name(char, "") if ord(char) < 0x10000 else ""
    return f"U+{ord(char):04X}{' ' + name if name else ''}"
