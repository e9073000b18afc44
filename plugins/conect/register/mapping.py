"""From a row of the register to the values of a record."""

from typing import Any, NamedTuple

from babel import Locale

from conect.register.cleaning import clean
from conect.register.legal import legal_form, public_utility, registry_number, registry_status
from conect.register.names import official_name
from conect.register.notes import Note, note
from conect.register.places import place
from conect.register.purposes import purpose
from conect.register.source import Kind, Row
from conect.romania.text import fold

SOURCE = "Registrul național ONG"
"""Every source that the importer writes starts with this."""

SOURCE_URL = "https://www.just.ro/registrul-national-ong/"

_PARTS: dict[Kind, str] = {
    "asociatie": "asociații",
    "fundatie": "fundații",
    "federatie": "federații",
    "uniune": "uniuni",
    "persoana_juridica_straina": "persoane juridice străine",
}
_KINDS = {f"{SOURCE}: {part}": kind for kind, part in _PARTS.items()}

IMPORTED = (
    "name", "legal_form", "national_registry_number", "registry_status", "public_utility", "county", "locality",
    "siruta", "country", "purpose",
)  # fmt: skip
"""The fields that the register speaks of, in the order in which a record lists their sources."""


class Entry(NamedTuple):
    """One entry of the register as values of a record; ``values`` holds only imported fields."""

    file: str
    row: int
    kind: Kind
    date: str
    values: dict[str, Any]
    doubts: tuple[Note, ...]


class Refused(NamedTuple):
    """A row that is not written, with its reason and the number it bears, if any."""

    file: str
    row: int
    reason: Note
    kind: Kind
    number: str | None


def source_name(kind: Kind) -> str:
    """Return the name of the source: the register and the part of it (one file of the Ministry's each)."""
    return f"{SOURCE}: {_PARTS[kind]}"


def source_kind(name: str) -> Kind | None:
    """Return the part of the register that a source's name tells, None where it is another source."""
    return _KINDS.get(name)


def entry(row: Row) -> Entry | Refused:
    """Map one row. Every doubt stands in the entry, every refusal has its reason."""
    cells = row.cells
    number = registry_number(cells.get("number", ""), row.date)
    named = official_name(cells.get("name", ""))
    if named.name is None or named.reason is not None:
        return Refused(row.file, row.number, named.reason or note("name-missing"), row.kind, number.number)
    where = place(cells.get("county", ""), cells.get("locality", ""))
    form = legal_form(row.kind, number, named.name)
    status, status_doubts = registry_status(cells.get("status", ""))
    utility = public_utility(cells.get("act", ""), cells.get("act_date", ""))
    aim = purpose(cells.get("purpose", ""), cells.get("changes", ""))
    code: str | None = None
    country_doubts: tuple[Note, ...] = ()
    if form.form == "persoana_juridica_straina":
        code, country_doubts = _country(cells.get("country", ""))
    values = {
        "name": named.name,
        "legal_form": form.form,
        "national_registry_number": number.number,
        "registry_status": status,
        "public_utility": utility.value,
        "county": where.county,
        "locality": where.locality,
        "siruta": where.siruta,
        "country": code,
        "purpose": aim.text,
    }
    doubts = (
        *named.doubts, *number.doubts, *form.doubts, *status_doubts, *utility.doubts, *where.doubts, *country_doubts,
        *aim.doubts, *((note("cells-extra"),) if row.extra else ()),
    )  # fmt: skip
    present = {key: value for key, value in values.items() if value is not None}
    return Entry(row.file, row.number, row.kind, row.date, present, doubts)


def new_sources(values: dict[str, Any], kind: Kind, day: str) -> list[dict[str, str]]:
    """Return one source for every imported value."""
    return [source(key, kind, day) for key in IMPORTED if key in values]


def source(key: str, kind: Kind, day: str) -> dict[str, str]:
    """Return the source of one imported value."""
    return {"field": key, "name": source_name(kind), "date": day, "url": SOURCE_URL}


_countries: dict[str, str] = {}


def _country(cell: str) -> tuple[str | None, tuple[Note, ...]]:
    """Return the ISO 3166 code of a country by its Romanian or English name."""
    written = fold(clean(cell)).strip(" .")
    if not written:
        return None, (note("country-unknown"),)
    if not _countries:
        for language in ("en", "ro"):
            for code, name in Locale(language).territories.items():
                if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB"):
                    _countries[fold(name)] = code
        _countries.update(_OTHER_NAMES)
    code = _countries.get(written) or _countries.get(written.removeprefix("republica ").strip())
    return (code, ()) if code else (None, (note("country-unknown", cell),))


# What the register calls countries besides their names in CLDR.
_OTHER_NAMES = {
    "sua": "US",
    "s.u.a": "US",
    "statele unite ale americii": "US",
    "marea britanie": "GB",
    "anglia": "GB",
    "olanda": "NL",
    "republica moldova": "MD",
    "moldova": "MD",
    "cehia": "CZ",
    "republica ceha": "CZ",
    "coreea de sud": "KR",
    "republica federala germania": "DE",
    "r.f. germania": "DE",
    "rfg": "DE",
    "confederatia elvetiana": "CH",
}
