"""The purpose of an organisation as its statute says it, without what the public need not know.

The column is free text of any length. It names sick children, founders and homes: where it tells of a person, the
whole text is left out; an address is cut out of it. The register is public, its slips need not be.
"""

import re
from typing import NamedTuple

from conect.register.cleaning import clean, flat
from conect.register.notes import Note, note
from conect.romania.identifiers import find_cnp

MAX_PURPOSE = 3000
_CLEANED_AT_MOST = 12_000


class Purpose(NamedTuple):
    """The text, None where there is none to write, and the doubts about it."""

    text: str | None
    doubts: tuple[Note, ...]


# The merged CSV put a comma for every line break of the Ministry's cells: "următoarele:,-a;,-b".
_BREAK = re.compile(r"(?<=[;:.]),(?=[^\s,])|,(?=[-•–*]\s?[^\W\d_])")
_COMMAS = re.compile(r",(?:\s*,)+")
_WORDS = re.compile(r"[^\W\d_]{2}|[^\W\d_]\W+[^\W\d_]\W+[^\W\d_]")
_NOTHING = frozenset({"-", "nu", "idem", "fara", "fara modificari", "nemodificat", "nu este cazul", "n/a", "xxx"})

# "Modificarea actelor constitutive, schimbarea sediului din … în …": what was decided, not what for.
_CHANGE = re.compile(
    r"\W*(?:modific|schimb)\w*(?: de| a| al)? (?:act|statut|sediu|denumir|numel|component|membr|organ"
    r"|consili|comitet)"
)
_PERSONAL = re.compile(
    r"\bc\.?n\.?p\b\.?|\bdomiciliata?\b (?:in|la|pe)|\blegitimat\w? (?:cu|prin)|\b(?:carte"
    r"|buletin)\w* de identitate\b"
    r"|\b[cb]\.?i\.? ?seri[ae]\b|\bseri[ae] [a-z]{2}\b.{0,12}\bn(?:r|umar)|\bnascuta? (?:la|in|pe)\b"
    r"|\badmite (?:cererea|actiunea)\b|\bpetenta?\b"
)
_MAYBE_PERSONAL = ("cnp", "c.n.p", "domicili", "legitimat", "identitate", "seri", "nascut", "admite", "petent")
_NAME = r"[A-ZĂÂÎȘȚ][\w-]+ [A-ZĂÂÎȘȚ][\w-]+"
_MINOR = re.compile(
    r"\b[Mm][Ii][Nn][Oo][Rr](?:ul|ului|a|ei|UL|ULUI|A|EI)\b(?:,?\s+[„\"(]?\s?(?:z?[A-ZĂÂÎȘȚ]|\w\. ?\w\.)|.{0,30}?\b"
    + _NAME
    + ")"
)
_CHILD = re.compile(
    r"\b(?:[Cc]opil(?:ul|ului)|[Ff]iul(?:ui)?|[Ff]iic(?:a|ei)|[Ff]eti(?:ța|ței|ta|tei)|[Bb]ăiat(?:ul|ului)"
    r"|[Tt]ân[ăa]r(?:ul|ului))\s+"
    r"(?:cu [a-zăâîșț]+ |bolnav(?:ă|e|ei)? )?" + _NAME
)
_OF_SOMEONE = re.compile(
    r"\b(?:lui|numit\w*|anume)\s+(?!I?isus|Hristos|Cristos|Dumnezeu)[A-ZĂÂÎȘȚ][a-zăâîșț]+\s+[A-ZĂÂÎȘȚ][a-zăâîșț]+"
)
_HEALTH = re.compile(
    r"diagnostic|recuper|tratament|handicap|dizabilit|sindrom|cancer|autis|leucemi|operati|malforma|paraliz|medical"
)

_STREET = (
    r"\b(?:(?:str|bd|sos|spl)\b\.?|strada|strazii|b-?dul|bulevardul|aleea|calea|soseaua|splaiul|piata)\b"
    r"\s*[\w\s.,\"'-]{2,70}?\b(?:nr\.?|numarul)\s*[\w/-]+"
)
_REST = (
    r"(?:[,\s]*\b(?:bl|bloc|sc|scara|et|etaj|ap|apt|cam|camera|sector|sectorul|judet|judetul|jud|cod postal)\b\.?"
    r"\s*[\w-]+)*"
)
_SEAT = (
    r"[,\s(]*(?:\bcu (?:noul )?sediul (?:social |procesual ales )?(?:in|la)\s[^;.]{0,60}?)?"
    r"(?:\bsituat\w*\s+(?:in|pe|la)\s[^;.]{0,40}?)?"
)
_ADDRESS = re.compile(_SEAT + _STREET + _REST)
_FLAT_ADDRESS = re.compile(
    r"\bbl\. ?\w{1,6},? ?(?:sc|et|ap)\. ?\w|\bsediul? (?:in|este|se afla|situat)\b.{0,80}\b(?:str|nr|bl|ap)\b"
)
_SENTENCES = re.compile(r"(?<=[a-zăâîșțA-ZĂÂÎȘȚ]{3}[.;!?])\s+|\n")


def purpose(initial: str, changes: str) -> Purpose:
    """Return the purpose: the initial one, or the newest change where the register gives no initial one.

    At most 3,000 characters in plain lines; a longer text is cut after a sentence or a word and ends in "…".
    """
    raw = initial if _WORDS.search(initial) else changes
    if not _WORDS.search(raw):
        return Purpose(None, ())
    text = clean(_COMMAS.sub(", ", _BREAK.sub("\n", raw[:_CLEANED_AT_MOST])), lines=True)
    text = re.sub(r"\n\s*,\s*", "\n", text).strip(" ,\n")
    folded = flat(text)
    if _WORDS.search(folded) is None or folded.strip(" .") in _NOTHING:
        return Purpose(None, ())
    if _CHANGE.match(folded):
        return Purpose(None, (note("purpose-other", text[:60]),))
    if _tells_of_a_person(text, folded):
        return Purpose(None, (note("purpose-personal"),))
    doubts: list[Note] = []
    if ("nr" in folded or "bl." in folded or "numarul" in folded) and (
        _ADDRESS.search(folded) or _FLAT_ADDRESS.search(folded)
    ):
        doubts.append(note("purpose-address"))
        text = _without_addresses(text)
        if sum(c.isalpha() for c in text) < 20:
            return Purpose(None, tuple(doubts))
    if len(text) > MAX_PURPOSE or len(raw) > _CLEANED_AT_MOST:
        doubts.append(note("purpose-cut"))
        text = _cut(text)
    return Purpose(text, tuple(doubts))


def _tells_of_a_person(text: str, folded: str) -> bool:
    if any(word in folded for word in _MAYBE_PERSONAL) and _PERSONAL.search(folded):
        return True
    if "minor" in folded and _MINOR.search(text):
        return True
    if _CHILD.search(text) or find_cnp(text):
        return True
    return _OF_SOMEONE.search(text) is not None and _HEALTH.search(folded) is not None


def _without_addresses(text: str) -> str:
    kept: list[str] = []
    position = 0
    for match in _ADDRESS.finditer(flat(text)):
        kept.append(text[position : match.start()])
        position = match.end()
    text = " ".join("".join([*kept, text[position:]]).split(" "))
    sentences: list[str] = []
    position = 0
    for end in [*(match.end() for match in _SENTENCES.finditer(text)), len(text)]:
        sentence = text[position:end]
        if not _FLAT_ADDRESS.search(flat(sentence)) and not _ADDRESS.search(flat(sentence)):
            sentences.append(sentence)
        position = end
    return re.sub(r"\s+([,;.])", r"\1", "".join(sentences)).strip(" ,;\n")


def _cut(text: str) -> str:
    """Cut after a sentence where one ends in the last third, else after a word."""
    start = text[: MAX_PURPOSE - 2]
    ends = [match.start() for match in re.finditer(r"(?<=[.;!?])(?=\s)|(?=\n)", start)]
    if ends and ends[-1] > MAX_PURPOSE * 2 // 3:
        return start[: ends[-1]].rstrip(" ,;\n") + " …"
    return start.rpartition(" ")[0].rstrip(" ,;\n") + " …"
