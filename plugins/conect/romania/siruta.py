"""The SIRUTA nomenclature of localities (INS), read from the table of the ``sirutalib`` distribution.

A code is right when it stands in the table: 77 official codes fail their own check digit. The table is read
on first use (some 100 ms) and kept as tuples; ``sirutalib`` itself is not imported, because its reader warns
about every odd line and resets the process's warning filters.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path
from typing import Literal, NamedTuple

from conect.romania.counties import COUNTIES
from conect.romania.text import comma_below, fold, sort_key

Kind = Literal["municipiu", "oras", "comuna", "sector", "localitate", "sat"]


class Locality(NamedTuple):
    """A place of SIRUTA: an administrative unit, or a town, village or sector within one."""

    siruta: str
    name: str
    """In Romanian case: ``Cluj-Napoca``, ``Curtea de Argeș``, ``Sectorul 3``."""
    county_code: str
    kind: Kind
    """``municipiu``, ``oras``, ``comuna`` are units; ``localitate``, ``sat``, ``sector`` are parts of one."""
    parent: str | None
    """SIRUTA code of the unit it is part of, None for a unit."""
    seat: bool
    """It is the seat of its unit."""


# Types of SIRUTA (field TIP, "Nomenclatorul SIRUTA", INS).
_KINDS: dict[int, Kind] = {
    1: "municipiu", 2: "oras", 3: "comuna", 4: "municipiu", 5: "oras", 6: "sector", 9: "localitate",
    10: "localitate", 11: "sat", 17: "localitate", 18: "localitate", 19: "sat", 22: "sat", 23: "sat",
}  # fmt: skip
_COUNTY_TYPE, _SEAT_TYPES, _UNIT_LEVEL = "40", frozenset({9, 17, 22}), 2
_BUCHAREST = "179132"

_UNIT_PREFIX = re.compile("^(?:MUNICIPIUL|ORAȘ|BUCUREȘTI(?= SECTORUL))\\s+")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = frozenset({"cel", "cea", "cu", "de", "din", "in", "în", "la", "lui", "pe", "sub", "și"})
_ROMAN_NUMBERS = frozenset({"I", "II", "III", "IV"})
_INITIALS = re.compile(r"\.(?=[^\W\d_]{2})")


def _proper_case(name: str) -> str:
    """Turn ``CURTEA DE ARGEȘ`` into ``Curtea de Argeș``."""

    def word(match: re.Match[str]) -> str:
        letters = match.group()
        if letters in _ROMAN_NUMBERS:
            return letters
        small = letters.lower()
        return small if match.start() and small in _SMALL_WORDS else small.capitalize()

    return _INITIALS.sub(". ", _WORD.sub(word, name))


class _Row(NamedTuple):
    """What is used of a row of the table, as it stands there."""

    siruta: str
    name: str
    county: str
    above: str
    kind: str
    level: str


@cache
def _lines() -> list[str]:
    # It stands beside the module; the distribution's list of files takes twenty times as long to ask for.
    module = find_spec("sirutalib")
    path = Path(module.origin).with_name("siruta.csv") if module and module.origin else None
    if path is None or not path.is_file():
        raise RuntimeError("sirutalib is not installed, or without its table siruta.csv")
    return path.read_text(encoding="utf-8").splitlines()


def _rows(cell: str = "") -> Iterator[_Row]:
    """Yield the rows of the table, of those that have this ``cell`` somewhere at least.

    Most builds of one change ask for a county's rows alone: to take all 17,000 apart takes three times as long.
    """
    head, *lines = _lines()
    some = [line for line in lines if f";{cell};" in line] if cell else lines
    rows = csv.reader([head, *some], delimiter=";")
    taken = itemgetter(*map(next(rows).index, ("SIRUTA", "DENLOC", "JUD", "SIRSUP", "TIP", "NIV")))
    return map(_Row._make, map(taken, rows))


@cache
def _county_codes() -> dict[str, str]:
    """Return the codes of the counties by their numbers in the table."""
    codes = {item.siruta: item.code for item in COUNTIES}
    return {row.county: codes[row.siruta] for row in _rows(_COUNTY_TYPE) if row.kind == _COUNTY_TYPE}


def _of_county(code: str) -> Iterator[_Row]:
    for number, known in _county_codes().items():
        if known == code:
            yield from (row for row in _rows(number) if row.county == number)


def _localities(rows: Iterable[_Row]) -> Iterator[Locality]:
    codes = _county_codes()
    for row in rows:
        if row.kind == _COUNTY_TYPE:
            continue
        kind = int(row.kind)
        unit = int(row.level) == _UNIT_LEVEL
        name = comma_below(" ".join(row.name.split()))
        yield Locality(
            siruta=row.siruta,
            name=_proper_case(_UNIT_PREFIX.sub("", name)),
            county_code=codes[row.county],
            kind="municipiu" if row.siruta == _BUCHAREST else _KINDS[kind],
            parent=None if unit else row.above,
            seat=not unit and kind in _SEAT_TYPES,
        )


@cache
def all_localities() -> tuple[Locality, ...]:
    """Return every locality and administrative unit of Romania, in the order of the table."""
    return tuple(_localities(_rows()))


@cache
def _by_siruta() -> dict[str, Locality]:
    return {item.siruta: item for item in all_localities()}


def by_siruta(code: str) -> Locality | None:
    """Return the locality with this SIRUTA *code*, None where there is none."""
    return _by_siruta().get(code) if code else None


@cache
def in_county(code: str) -> tuple[Locality, ...]:
    """Return the localities and units of the county with this *code* (``CJ``), in Romanian order."""
    # Of this county alone: whoever looks at one record needs no other.
    return tuple(sorted(_localities(_of_county(code)), key=lambda item: (sort_key(item.name), item.siruta)))


def key(name: str) -> str:
    """Return what two spellings of a locality's name have in common: its folded letters and digits."""
    return re.sub("[^a-z0-9]", "", fold(name))


@cache
def names_in_county(code: str) -> dict[str, tuple[Locality, ...]]:
    """Return the localities of a county by the keys of their names, also of the spellings used before 1993.

    Between 1953 and 1993 â was written î (Sînmartin), and both are still met.
    """
    index: dict[str, list[Locality]] = {}
    for item in in_county(code):
        for spelling in dict.fromkeys((key(item.name), key(item.name[:1] + item.name[1:].replace("â", "î")))):
            index.setdefault(spelling, []).append(item)
    return {spelling: tuple(items) for spelling, items in index.items()}
