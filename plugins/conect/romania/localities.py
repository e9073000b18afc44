"""Localities by code, by county, and by whatever people and registers write for them.

The register's column for the locality holds "MUN. CLUJ-NAPOCA", "COM. FLORESTI, SAT LUNA DE SUS", "Tg. Mures"
and whole street addresses. :func:`match_locality` reads the place out of it and hands on nothing else.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from conect.romania.mojibake import repair
from conect.romania.siruta import Locality, by_siruta, in_county, key, names_in_county
from conect.romania.text import fold

__all__ = ["Locality", "by_siruta", "in_county", "match_locality"]

_UNIT, _PART, _ANY, _COUNTY, _STREET, _PLAIN = "unit", "part", "any", "county", "street", ""
_UNIT_WORDS = "municipiul municipiu municip mun orasul oras ors comuna com"
_PART_WORDS = "satul sat"
_ANY_WORDS = "localitatea localitate localit loc"
_COUNTY_WORDS = "judetul judet jud sectorul sector sect"
_STREET_WORDS = (
    "str strada strazii b bd bdul bld blv bvd blvd bulevardul calea cal al ale aleea sos soseaua piata pta "
    "drumul drum intrarea intr int splaiul spl prelungirea prel fundatura fdt pasajul ulita tarla parcela "
    "lot "
    "nr numarul bl bloc blocul sc scara et etaj etajul ap apt apartament apartamentul cam camera corp corpul "
    "parter demisol mansarda mezanin cp cod codul cf tel telefon fax dn dj dc km "
    "cart cartier cartierul cartierului cvartal zona punctul punct pct incinta sediul sediu casa cladirea "
    "imobil imobilul hotel hotelul liceul scoala biserica caminul camin complexul complex gradinita "
    "dispensarul statiunea cabana"
)
_LABELS = {
    **dict.fromkeys(_UNIT_WORDS.split(), _UNIT),
    **dict.fromkeys(_PART_WORDS.split(), _PART),
    **dict.fromkeys(_ANY_WORDS.split(), _ANY),
    **dict.fromkeys(_COUNTY_WORDS.split(), _COUNTY),
    **dict.fromkeys(_STREET_WORDS.split(), _STREET),
}
# Short labels that are also initials (str. C. Negri): labels only where a piece begins with them.
_INITIAL_LABELS = {"or": _UNIT, "m": _UNIT, "c": _UNIT, "s": _PART}
_LOOSE_WORDS = frozenset({"in", "din", "la", "cu", "pe", "langa", "romania"})
_TOKEN = re.compile(r"([a-z0-9?]+)(\.?)|([,;()/:\n])")
_LOST_LETTER = re.compile("[■║├┬╬□�]")
_SECTOR = re.compile(r"\bs(?:ect(?:or(?:ul)?)?)?[ .:]*([1-6])\b")

# Abbreviations that are not the beginning of their word; any other word with a full stop is one that is.
_ABBREVIATIONS = {
    "tg": "t[ai]rgu", "sf": "sf[ai]nt[ua]?", "rm": "r[ai]mnicu", "mc": "miercurea", "gh": "gh?eorg?he",
    "dr": "drobeta", "tr": "turnu", "tn": "turnu", "sin": "s[ai]n", "cimpulung": "campulung",
}  # fmt: skip


READ_SPECIALLY = frozenset(_LABELS) | frozenset(_ABBREVIATIONS) | _LOOSE_WORDS
"""Words that :func:`match_locality` takes for more than a part of a name."""


class _Segment(NamedTuple):
    label: str
    tokens: tuple[tuple[str, bool], ...]
    """Folded words, and whether a full stop follows."""


@lru_cache(maxsize=65536)
def match_locality(text: str, county_code: str) -> Locality | None:
    """Return the locality of the county *county_code* that *text* means, None where it is not certain.

    Where a unit is named, its seat of the same name is returned (the town, not the municipality), and the
    unit itself where its seat is called otherwise. A village name that stands several times in the county is
    matched only where its commune is named too, or where it is the commune's own.
    """
    folded = fold(_LOST_LETTER.sub("?", repair(text)))
    if county_code == "B":
        return _bucharest(folded)
    whole = _candidates([(word, False) for word in re.findall("[a-z0-9?]+", folded)], county_code)
    if whole:
        return _resolve(whole)
    units: list[tuple[Locality, ...]] = []
    parts: list[tuple[Locality, ...]] = []
    plain: list[tuple[Locality, ...]] = []
    unknown_part = False
    for segment in _segments(folded, county_code):
        found = _candidates(segment.tokens, county_code)
        if segment.label == _PART and not found:
            unknown_part = True
        elif found:
            {_UNIT: units, _PART: parts}.get(segment.label, plain).append(found)
    return _combine(units, parts, plain, unknown_part)


def _bucharest(folded: str) -> Locality | None:
    sectors = {match.group(1) for match in _SECTOR.finditer(folded)}
    wanted = f"sectorul{sectors.pop()}" if len(sectors) == 1 else "bucuresti"
    if wanted == "bucuresti" and not re.search(r"\bbuc(?:uresti(?:ului)?)?\b|^\W*(?:municipiu|capitala)", folded):
        return None
    return names_in_county("B")[wanted][0]


def _segments(folded: str, county_code: str) -> Iterable[_Segment]:
    """Cut an address into labelled pieces; unlabelled ones are given only as far as the first street."""
    street_seen = False
    for piece in _pieces(folded):
        # A label may also begin a name (Casa de Piatră), but then the name is written out.
        labelled = any(word in _LABELS for word, _ in piece)
        known = _exact(piece, county_code) if labelled else _candidates(piece, county_code)
        if known and not street_seen:
            yield _Segment(_PLAIN, tuple(piece))
            continue
        label, tokens = _PLAIN, list[tuple[str, bool]]()
        for position, (word, dotted) in enumerate([*piece, ("", False)]):
            here = _LABELS.get(word)
            if here is None and dotted and position == 0 and not street_seen:
                here = _INITIAL_LABELS.get(word)
            if word and here is None and not (label == _PLAIN and word[0].isdigit()):
                tokens.append((word, dotted))
                continue
            if tokens and label not in (_COUNTY, _STREET) and not (street_seen and label == _PLAIN):
                yield _Segment(label, _without_loose_words(tokens))
            street_seen = street_seen or label == _STREET
            label, tokens = here or (_STREET if word else _PLAIN), []
        street_seen = street_seen or label == _STREET


def _pieces(folded: str) -> list[list[tuple[str, bool]]]:
    pieces: list[list[tuple[str, bool]]] = [[]]
    for match in _TOKEN.finditer(folded):
        word, dot, separator = match.groups()
        if separator:
            pieces.append([])
        else:
            pieces[-1].append((word, bool(dot)))
    return [piece for piece in pieces if piece]


def _without_loose_words(tokens: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Drop what joins a place to the rest of an address: "Luncani, in incinta", "din Galati"."""
    first, last = 0, len(tokens)
    while first < last and tokens[first][0] in _LOOSE_WORDS:
        first += 1
    while last > first and tokens[last - 1][0] in _LOOSE_WORDS:
        last -= 1
    return tuple(tokens[first:last])


def _candidates(tokens: Iterable[tuple[str, bool]], county_code: str) -> tuple[Locality, ...]:
    """Return the localities whose name is made of these words, cut short or not."""
    tokens = tuple(tokens)
    found = _exact(tokens, county_code)
    if found or not tokens:
        return found
    names = names_in_county(county_code)
    if not any("?" in word or word in _ABBREVIATIONS or (dotted and len(word) <= 4) for word, dotted in tokens):
        return _without_articles(county_code).get("".join(_ARTICLE.sub("u", word) for word, _ in tokens), ())
    compiled = re.compile("".join(_word_pattern(word, dotted) for word, dotted in tokens))
    hits = {item.siruta: item for name, items in names.items() if compiled.fullmatch(name) for item in items}
    # A pattern may fit two names (M. Kogălniceanu, M. Eminescu): then nothing is certain.
    return tuple(hits.values()) if len({key(item.name) for item in hits.values()}) == 1 else ()


def _exact(tokens: Iterable[tuple[str, bool]], county_code: str) -> tuple[Locality, ...]:
    return names_in_county(county_code).get("".join(word for word, _ in tokens), ())


def _word_pattern(word: str, dotted: bool) -> str:
    if "?" in word:
        return word.replace("?", "[a-z]")
    if word in _ABBREVIATIONS:
        return _ABBREVIATIONS[word]
    if dotted and len(word) <= 4:
        return word + "[a-z]*"
    return re.sub("ul?$", "ul?", word) if len(word) > 3 else word


# Sighetul and Sighetu, Tîrgul and Târgu are the same word with and without its article's l.
_ARTICLE = re.compile("(?<=..)ul$")


@cache
def _without_articles(county_code: str) -> dict[str, tuple[Locality, ...]]:
    """Return the localities whose name has a -u or -ul, by the key of the name written with -u throughout."""
    index: dict[str, dict[str, Locality]] = {}
    for items in names_in_county(county_code).values():
        for item in items:
            for spelling in (item.name, item.name[:1] + item.name[1:].replace("â", "î")):
                words = re.findall("[a-z0-9]+", fold(spelling))
                index.setdefault("".join(_ARTICLE.sub("u", word) for word in words), {})[item.siruta] = item
    return {spelling: tuple(found.values()) for spelling, found in index.items()}


def _combine(
    units: list[tuple[Locality, ...]],
    parts: list[tuple[Locality, ...]],
    plain: list[tuple[Locality, ...]],
    unknown_part: bool,
) -> Locality | None:
    containers = {item.siruta for group in (*units, *plain) for item in group if item.parent is None}
    named_units = [group for group in units if any(item.parent is None for item in group)]
    for group in (*parts, *plain):
        inside = [item for item in group if item.parent in containers and not _names(item, (*named_units, *plain))]
        inside = inside or [item for item in group if item.parent in containers and group in parts]
        if len(inside) == 1:
            return inside[0]
    if not units and parts:
        return _resolve(parts[0])
    for group in units or plain:
        found = _resolve(group)
        if found is not None:
            return found if not unknown_part or found.parent is None or units else None
    return None


def _names(item: Locality, groups: Iterable[tuple[Locality, ...]]) -> bool:
    """Tell whether *item* is merely the seat that bears its unit's name."""
    return item.seat and any(
        unit.siruta == item.parent and key(unit.name) == key(item.name) for group in groups for unit in group
    )


def _resolve(found: tuple[Locality, ...]) -> Locality | None:
    """Choose among localities of the same name."""
    order = ("municipiu", "oras", "comuna")
    units = sorted((item for item in found if item.parent is None), key=lambda item: order.index(item.kind))
    if units:
        if len(units) > 1 and units[0].kind == units[1].kind:
            return None
        seats = [item for item in found if item.parent == units[0].siruta and item.seat]
        inside = seats or [item for item in found if item.parent == units[0].siruta]
        return inside[0] if len(inside) == 1 else units[0]
    return found[0] if len(found) == 1 else None
