"""Romanian text: folding for search, order for lists, slugs for addresses, plural forms for sentences."""

import re
import unicodedata
from typing import Literal

PluralCategory = Literal["one", "few", "other"]

# Old keyboards typed ş and ţ with a cedilla; Romanian is written with a comma below (ISO 8859-16).
_COMMA_BELOW = str.maketrans("ŞşŢţ", "ȘșȚț")
_CEDILLA = re.compile("[ŞşŢţ\u0327]")
_DECOMPOSED_CEDILLA = re.compile("(?<=[SsTt])\u0327")

# Letters that Unicode does not decompose, and how an ASCII address spells them.
_ASCII = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
        "ħ": "h", "ŋ": "n", "ŧ": "t", "ĸ": "k", "’": "", "'": "", "ʼ": "",
    }
)  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f]+")
_OTHERS = re.compile("[\u0370-\u1fff\u2070-\U0010ffff]")
_SPACES = re.compile("  +")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

# The order of the Romanian dictionary (DOOM): a ă â, i î, s ș, t ț are separate letters, one after the other.
_ALPHABET = "0123456789aăâbcdefghiîjklmnopqrsștțuvwxyz"
_SEPARATORS = frozenset(" \t\n\r\u00a0-‐‑‒–—―_/|")


def fold(text: str) -> str:
    """Return *text* without case and without diacritics: NFKD, lower case, marks (category M) dropped.

    This is the first step of search in both languages; its JavaScript twin is
    ``text.normalize("NFKD").toLowerCase().replace(/\\p{M}/gu, "")``. Letters such as ł or ß are left alone.
    """
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFKD", text).lower()
    # Nearly all texts hold no other marks than these, and the sign-posts of printing beside their letters.
    without = _MARKS.sub("", lowered)
    if _OTHERS.search(without) is None:
        return without
    return "".join(c for c in lowered if c < "\u0300" or not unicodedata.category(c).startswith("M"))


def comma_below(text: str) -> str:
    """Return *text* with ş ţ (cedilla, also as a combining mark) turned into ș ț (comma below)."""
    # Hardly a text has one: looking for it takes a tenth of the time of writing the text anew.
    if text.isascii() or _CEDILLA.search(text) is None:
        return text
    return _DECOMPOSED_CEDILLA.sub("\u0326", text.translate(_COMMA_BELOW))


def slug(text: str, max_length: int = 80) -> str:
    """Return *text* as lower-case ASCII words joined by hyphens, at most *max_length* characters.

    A longer slug is cut after a whole word where there is one, else within the word. Text without a Latin
    letter or digit gives the empty string: the caller decides what then.
    """
    words = _NOT_SLUG.sub("-", fold(text).translate(_ASCII)).strip("-")
    if len(words) <= max_length:
        return words
    cut = words[: max_length + 1]
    whole, hyphen, _ = cut.rpartition("-")
    return whole if hyphen else words[:max_length]


def initial(text: str) -> str:
    """Return the letter A–Z under which *text* stands in a list, or ``#`` where it begins otherwise."""
    for character in fold(text).translate(_ASCII):
        if character.isalnum():
            return character.upper() if "a" <= character <= "z" else "#"
    return "#"


class _PrimaryWeights(dict[int, str]):
    """Weights of characters at the first level, filled in as characters are met (for ``str.translate``)."""

    def __missing__(self, code: int) -> str:
        weight = self[code] = _weight(chr(code))
        return weight


def _weight(character: str) -> str:
    position = _ALPHABET.find(character)
    if position >= 0:
        return chr(0x30 + position)
    if character in _SEPARATORS:
        return " "
    latin = character.translate(_ASCII)
    if latin != character:
        return "".join(map(_weight, latin))
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed != character:
        # ấ weighs as â, é as e, ﬁ as fi: the longest start that is a letter of the alphabet, and so on.
        return "".join(map(_weight, _clusters(decomposed.lower())))
    if character.isalnum():
        return character
    return ""  # punctuation, quotes and marks do not count at the first level


def _clusters(decomposed: str) -> list[str]:
    clusters: list[str] = []
    for character in decomposed:
        composed = unicodedata.normalize("NFC", clusters[-1] + character) if clusters else ""
        if len(composed) == 1 and composed in _ALPHABET:
            clusters[-1] = composed
        elif not unicodedata.category(character).startswith("M"):
            clusters.append(character)
    return clusters


_WEIGHTS = _PrimaryWeights()


def sort_key(text: str) -> tuple[str, str, str]:
    """Return the key by which Romanian lists are ordered; compare keys, never print them.

    First level: letters in the order of the dictionary (ă after a, ș after s …), digits before letters, words
    divided by a space or hyphen, all else ignored. Second level: foreign accents. Third: lower case first.
    Different texts never have equal keys.
    """
    composed = comma_below(unicodedata.normalize("NFC", text))
    lowered = composed.lower()
    primary = lowered.translate(_WEIGHTS)
    return _SPACES.sub(" ", primary).strip(), lowered, f"{composed.swapcase()}\0{text}"


def plural_category(number: int) -> PluralCategory:
    """Return the CLDR plural category of a whole *number* in Romanian.

    1 organizație (one); 0, 2–19 and 101–119 organizații (few); 20, 100, 120 de organizații (other).
    """
    number = abs(number)
    if number == 1:
        return "one"
    if number == 0 or 1 <= number % 100 <= 19:
        return "few"
    return "other"


def amount(number: int, one: str, many: str) -> str:
    """Return *number* with its noun, joined by „de” where Romanian asks for it: 1 zi, 19 zile, 1.120 de zile."""
    shown, category = f"{number:,}".replace(",", "."), plural_category(number)
    if category == "one":
        return f"{shown} {one}"
    return f"{shown} de {many}" if category == "other" else f"{shown} {many}"
