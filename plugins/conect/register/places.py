"""County and locality out of the register's two columns, and nothing else that stands in them.

The column for the locality often holds the whole address, now and then a private home, a telephone or a sentence of a
court. What is written into a record is a name of the SIRUTA nomenclature, or a few words that cannot be an address.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from conect.register.cleaning import clean, flat, mend_capitals
from conect.register.notes import Note, note
from conect.romania.counties import COUNTIES, County, match_county
from conect.romania.localities import Locality, match_locality
from conect.romania.siruta import all_localities, in_county, key


class Place(NamedTuple):
    """County code, locality and SIRUTA code, each None where it is not known, and the doubts about them."""

    county: str | None
    locality: str | None
    siruta: str | None
    doubts: tuple[Note, ...]


_SENTENCE = re.compile(
    r"\b(?:admite|dispun\w*|indreapt\w*|hotarar\w*|modific\w+|schimb\w*|radiaz\w*|puncte?(?:ul)? de lucru"
    r"|no(?:ul|ile) sedi\w+|noua adres\w+"
    r"|incheier\w+|dosar\w*|transfer\w*|anterior|stramut\w+|sucursal\w*|deschide\w*|asociati\w+|petent\w*"
    r"|sedii(?:le)?)\b|\bdin:|^\W*(?:din|sediu)"
)
_STREET = re.compile(
    r"\b(?:str|strada|bd|b-dul|bdul|bld|blv|bulevardul|calea|aleea|ale|sos|soseaua|piata|p-ta|splaiul"
    r"|intrarea|prelungirea|fundatura|ulita"
    r"|nr|bl|bloc|sc|scara|et|etaj|ap|apartament|cam|camera|parter|cod|tel|km|tarla|parcela|cartier|cart"
    r"|incinta|sediul?|casa"
    r"|birou\w*|centrul|consiliul|adres\w*|localitate|completare|nemodificat"
    r"|scoala|liceul|primari\w+|camin\w*|biserica|hotel|spatiul|cladirea|imobil\w*|zona|punctul)\b|b-dul|[0-9@]"
)
_LABEL = re.compile(r"^(?:(?:municipiul|mun|orasul|oras|comuna|com|satul|sat|localitatea|loc)\b[\s.:/]*)+")
_COUNTY_IN_TEXT = re.compile(r"\bjud(?:et(?:ul)?)?\b[\s.:]*([a-z][a-z -]{1,20})")
_LONGEST_KEPT = 40
_SMALL_WORDS = frozenset({"cel", "cea", "cu", "de", "din", "in", "la", "lui", "pe", "sub", "si"})


@lru_cache(maxsize=65536)
def place(county_cell: str, locality_cell: str) -> Place:
    """Read county and locality. The same two cells always give the same place."""
    text = clean(locality_cell)
    doubts: list[Note] = []
    county = match_county(clean(county_cell))
    if county is None:
        county = _county_in(text)
        if county is not None:
            doubts.append(note("county-inferred", county.name))
        else:
            doubts.append(note("county-unknown", clean(county_cell)))
    if not any(c.isalpha() for c in text):
        return _without_locality(county, doubts)
    if county is None:
        kept = _keepable(text)
        doubts.append(note("locality-kept", kept) if kept else note("locality-left-out"))
        return Place(None, kept, None, tuple(doubts))
    if _SENTENCE.search(flat(text)):
        return _without_locality(county, doubts, note("locality-left-out"))
    found = match_locality(text, county.code)
    named = _named_county(text)
    if found is None and named is not None and named != county and (there := match_locality(text, named.code)):
        doubts.append(note("county-differs", f"{county.name} → {named.name}"))
        county, found = named, there
    elsewhere = _elsewhere(text, county.code) if found is None else None
    if found is None and elsewhere is None:
        found = _guess(text, county)
        if found is not None:
            doubts.append(note("locality-guessed", f"{_keepable(text) or '…'} → {found.name}"))
    if found is None and key(text) == key(county.name):
        return _without_locality(county, doubts)  # the county's name written twice says no more
    if found is not None:
        return Place(county.code, found.name, found.siruta, tuple(doubts))
    kept = elsewhere or _keepable(mend_capitals(text))
    if kept is None:
        return _without_locality(county, doubts, note("locality-left-out"))
    doubts.append(note("locality-elsewhere" if elsewhere else "locality-kept", kept))
    return Place(county.code, kept, None, tuple(doubts))


def _without_locality(county: County | None, doubts: list[Note], reason: Note | None = None) -> Place:
    if county is not None and county.code == "B":
        city = match_locality(county.name, "B")  # the county is one city: its name is certain without a sector
        if city is not None:
            return Place("B", city.name, city.siruta, tuple(doubts))
    return Place(county.code if county else None, None, None, (*doubts, *((reason,) if reason else ())))


def _county_in(text: str) -> County | None:
    """Find the county in the locality's cell: "jud. Ilfov", "ILFOV, VOLUNTARI", "sector 3", "Otopeni"."""
    folded = flat(text)
    if _SENTENCE.search(folded):
        return None
    if (named := _named_county(text)) is not None:
        return named
    if re.search(r"\bbucuresti\b|\bsect(?:or(?:ul)?)?\b[ .]*[1-6]\b", folded):
        return match_county("B")
    pieces = [piece.strip() for piece in folded.split(",") if piece.strip()]
    named_counties = {found.code: found for piece in pieces if len(piece) > 2 and (found := match_county(piece))}
    if len(named_counties) == 1:
        return next(iter(named_counties.values()))
    if OSA.distance(key(text), "bucuresti", score_cutoff=2) <= 2:
        return match_county("B")
    for find in (_town, match_locality):
        found_in = {county.code for county in COUNTIES if find(text, county.code)}
        if found_in:
            return match_county(found_in.pop()) if len(found_in) == 1 else None
    return None


def _named_county(text: str) -> County | None:
    match = _COUNTY_IN_TEXT.search(flat(text))
    return match_county(match.group(1).strip()) if match else None


def _town(text: str, code: str) -> Locality | None:
    found = match_locality(text, code)
    return found if found is not None and found.kind == "localitate" and found.seat else None


def _elsewhere(text: str, code: str) -> str | None:
    """Return the name of the town in the text where it is one of other counties only."""
    for piece in re.split(r"[,;(]", flat(text)):
        wanted = key(_LABEL.sub("", piece.strip()))
        towns = _towns().get(wanted, ())
        if towns and all(town.county_code != code for town in towns):
            return towns[0].name
    return None


@cache
def _towns() -> dict[str, tuple[Locality, ...]]:
    found: dict[str, list[Locality]] = {}
    for item in all_localities():
        if (item.kind == "localitate" and item.seat) or (item.county_code == "B" and item.parent is None):
            found.setdefault(key(item.name), []).append(item)
    return {name: tuple(towns) for name, towns in found.items()}


@cache
def _units(code: str) -> tuple[tuple[str, Locality], ...]:
    units = [(key(item.name), item) for item in in_county(code) if item.parent is None]
    by_siruta = {item.parent: item for item in all_localities() if item.seat}
    seats = ((name, by_siruta.get(item.siruta), item) for name, item in units)
    return tuple((name, seat if seat and seat.name == item.name else item) for name, seat, item in seats)


def _guess(text: str, county: County) -> Locality | None:
    """Read a misspelt town or commune (BAIA AMRE), a town cut short (OD-SECUIESC), two places in one (JIBOU-CUCEU)."""
    code = county.code
    if not _STREET.search(flat(text)):
        apart = re.sub(rf"\b{re.escape(flat(county.name))}$", "", re.sub(r"\s*[-–]\s*", ", ", flat(text)))
        if apart != flat(text) and (found := match_locality(apart, code)):
            return found
    head = re.split(r"[,;(]", flat(text))[0]
    head = _LABEL.sub("", head.strip()).strip(" .")
    if _STREET.search(head):
        return None
    if match := re.fullmatch(r"([a-z]{1,3})[-. ]+([a-z]{2,10})", head):
        pattern = re.compile(f"{match.group(1)}[a-z]+{match.group(2)}")
        towns = [item for name, item in _units(code) if item.kind == "localitate" and pattern.fullmatch(name)]
        if len(towns) == 1:
            return towns[0]
    wanted = key(head)
    if len(wanted) < 5:
        return None
    near = [item for name, item in _units(code) if OSA.distance(wanted, name, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None


def _keepable(text: str) -> str | None:
    """Return the words to keep of a locality that no nomenclature knows, None where they may be an address."""
    folded = flat(text)
    if _STREET.search(folded):
        label = re.match(r"(?:comuna|com|orasul|oras|municipiul|mun|satul|sat)\b[\s.]*[^,;0-9]{3,40}(?=,)", folded)
        if label is None or _STREET.search(label.group()):
            return None
        text = text[: label.end()]
    text = re.split(r",?\s*\bjud", text, maxsplit=1, flags=re.IGNORECASE)[0]
    text = text[len(_LABEL.match(flat(text)).group()) if _LABEL.match(flat(text)) else 0 :]  # type: ignore[union-attr]
    text = " ".join(re.sub(r"[^\w\s,'’.-]", " ", text).split()).strip(" ,.-'’")
    if not 3 <= len(text) <= _LONGEST_KEPT or len(text.split()) > 4 or not text[0].isalpha():
        return None
    return _capitalised(text)


def _capitalised(text: str) -> str:
    def word(match: re.Match[str]) -> str:
        small = match.group().lower()
        if small in ("ii", "iii", "iv"):
            return match.group()
        return small if match.start() and small in _SMALL_WORDS else small.capitalize()

    return re.sub(r"[^\W\d_]+", word, text) if text.isupper() or text.islower() else text
