"""Identifiers as people type them: tax numbers, register numbers, short and former names. Twin of ``identifiers.js``.

They are terms of their own index field. Numbers are written without signs (``12/A/2005`` → ``12a2005``). A name has a
*key*: its first letters, so that it lies in the shard of its first word, and a hash of the whole name, so that it is
short however long the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from conect.romania.text import fold
from conect.search.analysis import Lexicon, tokens

KEY_LETTERS = 5
KEY_SIGN = "~"
"""Stands in keys only: no token holds it."""

_NOT_KEPT = re.compile(r"[^a-z0-9]+")
_TAX_NUMBER = re.compile(r"(?<![a-z0-9])(?:(?:cui|cif|cod fiscal|vat)[\s:.]*)?(?:ro\s?)?([1-9]\d{1,9})(?![a-z0-9])")
_NATIONAL = re.compile(r"(?<![a-z0-9])([1-9]\d{0,5})\s*[/.\-]?\s*([a-e])\s*[/.\-]?\s*((?:19|20)\d\d)(?![a-z0-9])")
_SPECIAL = re.compile(
    r"(?<![a-z0-9])([1-9]\d{0,5})\s*(?:/\s*([a-z]{1,3})\s*)?[/\s\-]\s*"
    r"([0-3]\d)\s*[./\s\-]\s*([01]\d)\s*[./\s\-]\s*((?:19|20)\d\d)(?![a-z0-9])"
)
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def number(text: str) -> str:
    """Return an official number as it is indexed: letters and digits alone."""
    return _NOT_KEPT.sub("", fold(text))


def core(text: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    """Return the tokens of a name without words that have a role, joined, and the legal forms that it names."""
    kept: list[str] = []
    forms: list[str] = []
    for token in tokens(text):
        role = lexicon.roles.get(token)
        if role is None:
            kept.append(token)
        elif role in lexicon.forms:
            forms.append(role)
    return "".join(kept), tuple(dict.fromkeys(forms))


def key(joined: str, form: str) -> str:
    """Return the key of a name without role words, joined, of an organisation of this legal form ("" for any)."""
    value = fnv(f"{joined}/{form}")
    digits = ""
    for _ in range(5):
        value, digit = divmod(value, 36)
        digits += _BASE36[digit]
    return joined[:KEY_LETTERS] + KEY_SIGN + digits


def fnv(text: str) -> int:
    """Return the 32-bit FNV-1a hash of an ASCII text, stirred so that its low bits are good (murmur3's finish)."""
    value = 0x811C9DC5
    for byte in text.encode("ascii"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
    return value ^ (value >> 16)


class Found(NamedTuple):
    """A possible identifier in a query: the term to look up and the part of the folded query that it takes."""

    term: str
    start: int
    end: int


def candidates(folded: str) -> Iterator[Found]:
    """Yield what may be an identifier in a folded query, the most telling first."""
    for match in _SPECIAL.finditer(folded):
        yield Found("".join(part or "" for part in match.groups()), *match.span())
    for match in _NATIONAL.finditer(folded):
        yield Found("".join(match.groups()), *match.span())
    for match in _TAX_NUMBER.finditer(folded):
        yield Found(match[1], *match.span())
