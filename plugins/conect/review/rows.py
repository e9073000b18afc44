"""The few values by which a record is found among all others, read a hundred times faster than the whole record.

A text in one of the ways in which nearly all records are written, which ``_WRITTEN`` describes from the first
character to the last, is read by patterns; there every value is what the strict reader would give. Any other text is
read by the strict reader itself. Nothing is decided by a row alone: what it finds is read again in full.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from typing import Any, NamedTuple

from conect.catalogue.entry import Entry, Marks
from conect.records.characters import FORBIDDEN, LOST
from conect.records.file import MAX_SIZE
from conect.records.record import Record
from conect.records.rules.text import tidy
from conect.records.source import split_front_matter
from conect.romania.counties import COUNTIES

_NO_MARKS = Marks((), array("I"))


class Row(NamedTuple):
    """Values of one record as the strict reader gives them; None or empty where it does not say."""

    name: str | None = None
    cui: str | None = None
    national_registry_number: str | None = None
    county: str | None = None
    locality: str | None = None
    legal_form: str | None = None
    registry_status: str | None = None
    origin: str | None = None
    website: str | None = None
    """Host of the website, lower case, without ``www.``"""
    parent: str | None = None
    merged_into: str | None = None
    former_ids: tuple[str, ...] = ()
    memberships: tuple[str, ...] = ()
    maintainers: tuple[str, ...] = ()

    @classmethod
    def of(cls, record: Record) -> Row:
        """Return the row of a record that was read in full."""
        values: dict[str, Any] = {key: record.get(key) for key in _TEXTS}
        values |= {key: tuple(record.get(key) or ()) for key in _LISTS}
        values["website"] = host(values["website"])
        return cls(**values)

    def entry(self, path: str) -> Entry:
        """Return the row as an entry of the catalogue, without the places of its values."""
        id = path.rpartition("/")[2].rpartition(".")[0]
        values = self._asdict()
        del values["maintainers"]
        values["name"] = self.name or id
        return Entry(id=id, path=path, marks=_NO_MARKS, **values)


_LISTS = ("former_ids", "memberships", "maintainers")
_TEXTS = tuple(key for key in Row._fields if key not in _LISTS)


def host(address: str | None) -> str | None:
    """Return the host of a web address, lower case and without ``www.``; None where it has none."""
    if not address:
        return None
    found = address.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    return found or None


# One line each, closed within it: text without quotes that starts with no sign of YAML's, text in quotes without
# escapes, or a list of simple words.
_PLAIN = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`][^\n:#]*+(?:(?::(?![ \n])|(?<! )\#)[^\n:#]*+)*+"""
_QUOTED = r"""(?:"[^"\\\n]*+"|'[^'\n]*+')"""
_WORD = r"""(?:[A-Za-z0-9][A-Za-z0-9._-]*+|"[^"\\\n]*+")"""
_FLOW = rf"\[(?:{_WORD}(?:,\ *{_WORD})*+)?\]"
_VALUE = rf"(?:{_QUOTED}|{_FLOW}|{_PLAIN})\ *"
_KEY = r"[a-z][a-z0-9_]*+:"
# A line further in after a value would continue it; a comment would not. Mostly the next line is none further in.
_ENDS = r"(?!(?=[\ \n])(?:\ *\n)*+\ +[^\s#])"

# No group that captures: within a possessive repetition it makes Python 3.11 fail on some texts (SystemError).
_WRITTEN = re.compile(
    rf"""(?:---\n)?
    (?:\ *+(?:\#[^\n]*)?\n)*+ (?=[a-z])                                     # the first key stands at the margin
    (?:
        {_KEY}(?:\ +{_VALUE}\n{_ENDS}|\ *\n)                                  # key: value, or key: and lines below
      | {_KEY}\ [|>][+-]?\n(?:\ \ [^\s][^\n]*\n(?:\ \ [^\n]*\n|\n)*+)         # key: | and its text
      | \ {{2}}{_KEY}\ [|>][+-]?\n(?:\ {{3}}[^\n]*\n|\n)*+                    # the same further in, by two blanks
      | \ {{4}}{_KEY}\ [|>][+-]?\n(?:\ {{5}}[^\n]*\n|\n)*+                    # or by four
      | \ *+-\ (?:-\ )*+(?:{_KEY}(?:\ +{_VALUE})?|{_VALUE})\n                 # - item
      | \ ++(?:{_KEY}(?:\ +{_VALUE})?|{_VALUE})\n                             # key: value further in
      | \ *+(?:\#[^\n]*)?\n                                                   # a comment, an empty line
    )++""",
    re.VERBOSE,
)

# Begins with the line break before the key: one letter is looked for ten times as fast as the start of a line.
_WANTED = re.compile(
    rf"""\n({"|".join(Row._fields)}):\ *
    (?:"([^"\n]*)"|'([^'\n]*)'|(\[[^\n]*\])|([^\n]*?))\ *(?=\n)((?:\n\ *-\ [^\n]*)*)""",
    re.VERBOSE,
)
_ITEM = re.compile(r"""\n *- (?:"([a-zA-Z0-9_-]+)"|([a-zA-Z0-9_-]+)) *(?=\n|\Z)""")
_ID = re.compile(r"[a-zA-Z0-9_-]+")
# Words of ASCII and the Romanian letters, one space between them: most names; ``tidy`` changes nothing in these.
_TIDY = re.compile(r"(?:[!-~ăâîșțĂÂÎȘȚ]+(?: (?! )|$))+(?<! )")
_COUNTIES = frozenset(county.code for county in COUNTIES)

# Values in exactly the form in which the reader leaves them: no normaliser or tidying would change these.
_AS_READ = {
    "cui": re.compile(r"[0-9]+"),
    "national_registry_number": re.compile(r"[1-9][0-9]*/[A-E]/[0-9]{4}"),
    "legal_form": _ID,
    "registry_status": _ID,
    "origin": _ID,
    "parent": _ID,
    "merged_into": _ID,
    "website": re.compile(r"https://[!-~]+"),
}


def quick(path: str, data: bytes) -> Row | None:
    """Return the row of a record, or None where the strict reader must be asked."""
    if len(data) > MAX_SIZE:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # Printable text has no refused character but one; asking so is thirty times faster than the pattern.
    if not text.replace("\n", "").isprintable() and ("\t" in text or "\r" in text or FORBIDDEN.search(text)):
        return None
    if "\\" in text or LOST in text:
        return None
    if path.endswith(".md"):
        parts = split_front_matter(text)
        if parts is None:
            return None
        text = parts[0]
    if not text.endswith("\n"):
        text += "\n"
    if not _WRITTEN.fullmatch(text):
        return None
    values: dict[str, Any] = {}
    for match in _WANTED.finditer(f"\n{text}"):
        key, double, single, flow, plain, below = match.groups()
        if key in values:
            return None
        if key in _LISTS:
            values[key] = _list(flow, double or single or plain, below)
        else:
            # A block (| or >) has its text below; it is no name or code that anybody writes so.
            raw = double or single or plain
            if not raw or raw[0] in "|>" or below or flow is not None:
                return None
            values[key] = _common(key, raw) if key in _COMMON else _text(key, raw)
        if values[key] is None:
            return None
    if "website" in values:
        values["website"] = host(values["website"])
    return Row(**values)


def _text(key: str, raw: str) -> str | None:
    form = _AS_READ.get(key)
    if form is not None:
        return raw if form.fullmatch(raw) else None
    if key == "county":
        return raw if raw in _COUNTIES else None
    # Tidy text alone: what is put right on reading is left to the reader.
    return None if not _TIDY.fullmatch(raw) and tidy(raw, "plain")[1] else raw


# What thousands of records have in common is judged once.
_COMMON = frozenset(("county", "locality", "legal_form", "registry_status", "origin"))
_common = lru_cache(maxsize=1 << 14)(_text)


def _list(flow: str | None, other: str | None, below: str) -> tuple[str, ...] | None:
    if other:
        return None
    if flow is not None:
        items = [item.strip(' "') for item in flow[1:-1].split(",")]
        return tuple(items) if not below and all(_ID.fullmatch(item) for item in items) else None
    items = [double or plain for double, plain in _ITEM.findall(below)]
    return tuple(items) if items and len(items) == below.count("\n") else None
