"""Official names as the register writes them, without what clerks wrote around them.

The column also holds whole court decisions ("Admite cererea … dispune …"), which name private persons and their
homes: such a cell is no name, and only a name that certainly stands in it is taken out of it.
"""

import re
import unicodedata
from typing import NamedTuple

from conect.records.rules.field import latin_script
from conect.register import decisions
from conect.register.cleaning import clean, flat, mend_capitals, mend_lost_letters
from conect.register.notes import Note, note
from conect.register.quotes import romanian_quotes
from conect.romania.identifiers import find_cnp

MAX_NAME = 300
_LONGEST_READ = 5000


class OfficialName(NamedTuple):
    """The name, or None and the reason why the cell gives none; and the doubts about it."""

    name: str | None
    reason: Note | None
    doubts: tuple[Note, ...]


_LATIN = re.compile("(?:[\x00-\u024f\u1e00-\u1eff]|[^\\w])*")
_START = re.compile(r"^[^\w\"'„“”‘’«<(#&\[°˝¨´]+")
_END = re.compile(r"[\s,;:\-–—_=*+/|~]+$")
_FULL_STOP = re.compile(
    r"(?:(?<=\s)|^)(?!(?:etc|jud|com|str)\b)(?P<word>[^\W\d_]{3,})\.+$|(?<=[\"”»)])\.+$|\s+\.+$", re.IGNORECASE
)
# A keyboard set to the wrong layout: ASOCIA'IA PRODUC[TORILOR.
_LAYOUT = re.compile(r"ASOCIA'I|[A-Z]\[[A-Z]")
_LAYOUT_LETTERS = str.maketrans({"[": "Ă", "\\": "Â", ";": "Ș", "'": "Ț", "]": "Î"})


def official_name(cell: str) -> OfficialName:
    """Return the official name that the cell gives: at least 3, at most 300 characters, Latin letters."""
    text = clean(cell)
    if not any(c.isalnum() for c in text):
        return OfficialName(None, note("name-missing", text), ())
    if len(text) > _LONGEST_READ:
        return OfficialName(None, note("name-too-long", _public_start(text)), ())
    doubts: list[Note] = []
    folded = flat(text)
    suspect = decisions.suspect(folded)
    end = decisions.name_end(folded) if suspect else len(text)
    if suspect and decisions.is_decision(folded, end):
        span = decisions.taken_name(folded) if len(text) <= MAX_NAME else None
        if span is None:
            return OfficialName(None, note("name-decision", _public_start(text)), ())
        text = text[slice(*span)]
        doubts.append(note("name-taken", text))
    elif end < len(text):
        doubts.append(note("name-cut", _public_start(text[end:])))
        text = text[:end]
    text, lost = mend_lost_letters(mend_capitals(text))
    if _LAYOUT.search(text):
        text, lost = text.translate(_LAYOUT_LETTERS), True
    text = _trim(text)
    if lost:
        doubts.append(note("name-letters-lost", text))
    reason = _refusal(text)
    return OfficialName(None, reason, ()) if reason else OfficialName(text, None, tuple(doubts))


def _public_start(text: str) -> str:
    """Return what a report may show of a text that may name private persons: its first words."""
    return text if len(text) <= 60 else text[:60].rpartition(" ")[0] + "…"


def _trim(text: str) -> str:
    for _ in range(3):
        before = text
        text = romanian_quotes(text)
        text = _START.sub("", text)
        text = _FULL_STOP.sub(lambda match: match.group("word") or "", _END.sub("", text)).strip()
        if text == before:
            break
    return text


def _refusal(text: str) -> Note | None:
    if len(text) < 3:
        return note("name-too-short" if text else "name-missing", text)
    if len(text) > MAX_NAME:
        return note("name-too-long", _public_start(text))
    if find_cnp(text):
        return note("name-personal")
    if decisions.is_address(flat(text)):
        return note("name-address", _public_start(text))
    if not _LATIN.fullmatch(text) and latin_script.run(text) is not None:
        return note("name-letters", text)
    if text[0] in "=+-@" or unicodedata.category(text[0]) in ("Mn", "Mc", "Me"):
        return note("name-missing", text)
    return None
