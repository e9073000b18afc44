"""Text of the register made fit for a record: letters repaired, invisible characters gone, spaces single."""

import html
import re
import unicodedata

from conect.records.characters import FORBIDDEN
from conect.romania.mojibake import repair
from conect.romania.text import comma_below, fold

# Excel writes characters that XML cannot hold as _x000D_; exports carry them along.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|#[0-9]{2,5}|#x[0-9A-Fa-f]{2,4});")
_SPACES = re.compile(r"[^\S\n]+")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_SMALL_AMID_CAPITALS = re.compile(r"[^\W\d_]*[șțăâî][^\W\d_]*")
_SMALL_ROMANIAN = frozenset("șțăâî")
# "ASOCIA?IA", "educa■ie": before -i, after a vowel or n, r, c, the lost letter of Romanian is nearly always ț.
_LOST = "[■□?�]"
_LOST_T = re.compile(f"(?<=[a-zăâîșA-ZĂÂÎȘ]){_LOST}(?=[iI])")
_LOST_T_AFTER_N = re.compile(f"(?<=[nN]){_LOST}(?=[aăeoAĂEO])")
_LOST_A = re.compile("(?<=[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z])■(?![^\\W_])")
_LOST_WITHIN = re.compile(f"(?<=[^\\W\\d_]){_LOST}(?=[^\\W\\d_])|(?<=[^\\W\\d_])[■□�]|[■□�](?=[^\\W\\d_])")


def clean(text: str, *, lines: bool = False) -> str:
    """Return *text* repaired: code pages, cedillas, NFC, no refused character, single spaces, none at the ends.

    *lines* keeps line breaks (at most one blank line), else they become spaces. Cleaning twice changes nothing more.
    """
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else _SPACES.sub(" ", text).strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _mended(text)
    while FORBIDDEN.search(text):
        # What stood on both sides of an invisible character may be one word now, and a wrongly decoded one.
        text = _mended(FORBIDDEN.sub(lambda match: "" if unicodedata.category(match.group()) == "Cf" else " ", text))
    if not lines:
        return " ".join(text.split())
    kept = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(kept)).strip()


def _mended(text: str) -> str:
    text = unicodedata.normalize("NFC", comma_below(repair(unicodedata.normalize("NFC", text))))
    # Symbol fonts put their bullets among the characters for private use.
    return _PRIVATE_USE.sub("•", text.replace("ˇ", "’"))


def mend_capitals(text: str) -> str:
    """Return *text* with ``ASOCIAțIA`` as ``ASOCIAȚIA``: a lower-case letter that a repair left amid capitals."""
    return _SMALL_AMID_CAPITALS.sub(_capitals, text) if not text.isascii() else text


def _capitals(match: re.Match[str]) -> str:
    word = match.group()
    others = [c for c in word if c not in _SMALL_ROMANIAN]
    if len(others) >= 2 and all(c.isupper() for c in others):
        return word.upper()
    if len(word) > 1 and word[0] in "șț" and all(c.isupper() for c in word[1:]):
        return word.upper()
    return word


def mend_lost_letters(text: str) -> tuple[str, bool]:
    """Put back the ț of ``ASOCIA?IA``; the second value tells whether letters are still missing."""
    if not re.search(_LOST, text):
        return text, False
    for pattern in (_LOST_T, _LOST_T_AFTER_N):
        text = pattern.sub(lambda match: "Ț" if match.string[match.end()].isupper() else "ț", text)
    if text.count("■") % 2:  # in pairs they stand for quotation marks
        text = _LOST_A.sub(lambda match: "Ă" if match.string[match.start() - 1].isupper() else "ă", text)
    return text, bool(_LOST_WITHIN.search(text))


def flat(text: str) -> str:
    """Return *text* folded character by character, so that places in it are places in the original."""
    return text.lower() if text.isascii() else text.translate(_FLAT)


class _Flat(dict[int, str]):
    """One folded character for each, filled in as characters are met (for ``str.translate``)."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = (fold(chr(code)) or chr(code))[:1]
        return folded


_FLAT = _Flat()
