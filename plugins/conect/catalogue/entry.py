"""A record in short: what lists, relations, facets and the rules over all records need to know of it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from sys import intern
from typing import Any, NamedTuple

from conect.records.problems import Pointer
from conect.records.record import Record
from conect.records.rules.upkeep import STRUCK_OFF

PROFILE = "organization"
"""Origin of the records that organisations write themselves."""

NO_COUNTY = "xx"
"""Folder of the records whose county nobody knows."""


_MARKED = ("name", "cui", "national_registry_number", "locality", "county", "legal_form", "parent", "merged_into")
_MARKED_ITEMS = ("memberships", "former_ids", "former_names")

_shapes: dict[tuple[Pointer, ...], tuple[Pointer, ...]] = {}


@dataclass(frozen=True, slots=True)
class Marks:
    """Places of a few values. Most records have the same keys, so the pointers are shared and only numbers are kept."""

    pointers: tuple[Pointer, ...]
    places: array[int]
    """Line and column of each pointer, one after the other."""

    def find(self, pointer: Pointer) -> tuple[int, int]:
        """Return (line, column) of ``pointer``, else of the nearest value around it, else (1, 1)."""
        while pointer:
            if pointer in self.pointers:
                at = 2 * self.pointers.index(pointer)
                return self.places[at], self.places[at + 1]
            pointer = pointer[:-1]
        return 1, 1

    @classmethod
    def shared(cls, pointers: tuple[Pointer, ...], places: bytes) -> Marks:
        """Return marks that come from another process; equal pointers are held once."""
        return cls(_shapes.setdefault(pointers, pointers), array("I", places))

    @classmethod
    def of(cls, record: Record) -> Marks:
        """Take the marks of the values that the rules over all records judge."""
        pointers: list[Pointer] = [(key,) for key in _MARKED if key in record]
        for key in _MARKED_ITEMS:
            pointers += [(key, index) for index in range(len(record.get(key) or ()))]
        shape = tuple(pointers)
        shape = _shapes.setdefault(shape, shape)
        return cls(shape, array("I", [number for pointer in shape for number in record.mark(pointer)]))


class Entry(NamedTuple):
    """One organisation in short: a tuple, since a catalogue holds 150,000 of them, processes send them, and the state
    of a site gives them back in a tenth of the time that slots take to fill.

    Two entries are equal where they tell the same; what follows from that, and ``marks``, are left out.

    Texts are the record's own; terms are ids (``legal_form``, ``registry_status``, ``domains``, ``beneficiaries``) and
    ``county`` the code (``CJ``). What the record does not say, or says wrongly, is None, empty or False. ``path`` is
    POSIX, relative to the content folder. ``confirmed_on`` is an ISO date, ``founded`` a year.
    """

    id: str
    path: str
    name: str
    short_name: str | None = None
    former_names: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    legal_form: str | None = None
    registry_status: str | None = None
    county: str | None = None
    locality: str | None = None
    country: str | None = None
    domains: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    consultation_domains: tuple[str, ...] = ()
    summary: str | None = None
    name_en: str | None = None
    summary_en: str | None = None
    names_elsewhere: tuple[str, ...] = ()
    """Names in all translations, English first."""
    cui: str | None = None
    national_registry_number: str | None = None
    website: str | None = None
    """Host of the website, lower case, without ``www.``"""
    founded: int | None = None
    confirmed_on: str | None = None
    origin: str | None = None
    parent: str | None = None
    memberships: tuple[str, ...] = ()
    merged_into: str | None = None
    public_utility: bool = False
    volunteering: bool = False
    demo: bool = False
    skeleton: str | None = None
    """The name's skeleton (``names.skeleton``), where it was worked out ahead; so are the next two."""
    letter: str | None = None
    """The letter under which the alphabetical list has it (``names.letter``)."""
    digest: bytes | None = None
    """Eight bytes that tell this entry from any other: ``packing.digest``."""
    # None of an entry that was not read from its file just now.
    marks: Marks | tuple[()] = ()

    def __eq__(self, other: object) -> bool:
        """Tell whether another entry tells the same."""
        return isinstance(other, Entry) and self[:TOLD] == other[:TOLD]

    def __ne__(self, other: object) -> bool:
        """Tell whether another entry tells something else; a tuple's own answer would count the marks."""
        return not self == other

    def __hash__(self) -> int:
        """Return the hash of the path, which is one entry's alone."""
        return hash(self.path)

    @property
    def folder(self) -> str:
        """Return the name of the folder that holds the record: a lower-case county code or ``xx``."""
        return self.path.split("/")[-2] if "/" in self.path else ""

    @property
    def struck_off(self) -> bool:
        """Tell whether the organisation is no more (dissolved or struck off the register)."""
        return self.registry_status in STRUCK_OFF

    @property
    def profile(self) -> bool:
        """Tell whether the organisation itself wrote the record."""
        return self.origin == PROFILE

    def mark(self, *pointer: str | int) -> tuple[int, int]:
        """Return the (line, column), from 1, of a value that catalogue rules judge: ``entry.mark("memberships", 0)``.

        A value without a mark of its own gives the mark of the one around it, at last the record's first line.
        """
        return self.marks.find(pointer) if self.marks else (1, 1)

    @classmethod
    def of(cls, record: Record) -> Entry:
        """Return the entry of a record; a record with faults gives what can be known of it."""
        get = record.get
        translations: dict[str, Any] = get("translations") or {}
        english: dict[str, Any] = translations.get("en") or {}
        others = (t.get("name") for lang, t in sorted(translations.items(), key=lambda item: item[0] != "en"))
        county = get("county")
        return cls(
            id=record.id,
            path=record.path,
            name=get("name") or record.id,
            short_name=get("short_name"),
            former_names=tuple(get("former_names") or ()),
            former_ids=tuple(get("former_ids") or ()),
            legal_form=_shared(get("legal_form")),
            registry_status=_shared(get("registry_status")),
            county=_shared(county),
            locality=_shared(get("locality")),
            country=_shared(get("country")),
            domains=_terms(get("domains")),
            beneficiaries=_terms(get("beneficiaries")),
            consultation_domains=_terms(get("consultation_domains")),
            summary=get("summary"),
            name_en=english.get("name"),
            summary_en=english.get("summary"),
            names_elsewhere=tuple(name for name in others if name),
            cui=get("cui"),
            national_registry_number=get("national_registry_number"),
            website=_host(get("website")),
            founded=_year(get("founded_on")),
            confirmed_on=_shared(get("confirmed_on")),
            origin=_shared(get("origin")),
            parent=get("parent"),
            memberships=tuple(get("memberships") or ()),
            merged_into=get("merged_into"),
            public_utility=bool(get("public_utility")),
            volunteering=(get("volunteering") or {}).get("accepts") is True,
            demo=get("demo") is True,
            marks=Marks.of(record),
        )


TOLD = Entry._fields.index("skeleton")
"""So many fields tell of the organisation; the others follow from them, or from the file."""


def _shared(value: Any) -> str | None:
    """Return one object for equal texts: a pickled batch then holds each once."""
    return intern(value) if isinstance(value, str) else None


def _terms(values: list[str] | None) -> tuple[str, ...]:
    return tuple(intern(value) for value in values or ())


def _host(address: str | None) -> str | None:
    """Return the host of an address that the reader has already found sound."""
    if not address:
        return None
    host = address.partition("://")[2].partition("/")[0].lower()
    return host.removeprefix("www.") or None


def _year(day: str | None) -> int | None:
    return int(day[:4]) if day and day[:4].isdigit() else None
