"""What search keeps of one record beside its words: the row that a result shows, its filters, its place in orders."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from conect.records.record import Record
from conect.records.rules.upkeep import STRUCK_OFF
from conect.records.vocabularies import Vocabularies
from conect.romania.counties import county
from conect.romania.text import slug, sort_key
from conect.search.fields import FACETS, FIELDS, Source

SUMMARY = 160
"""Characters of the summary that a row shows at most."""

AGES = ("fresh", "stale", "never")
YES = ("yes",)

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_ADDRESS = re.compile(r"\]\([^)\s]*\)|https?://\S+|<[a-z]+:[^>]*>")


class Document(NamedTuple):
    """One record as the index knows it; small and picklable."""

    id: str
    county: str | None
    struck_off: bool
    row: bytes
    """JSON of what a result shows, see ``row_of``."""
    facets: tuple[tuple[str, ...], ...]
    """Options by facet, in the order of ``fields.FACETS``; the age of the confirmation is left to the build's day."""
    order: tuple[str, ...]
    """By which lists are sorted by name."""
    confirmed_on: str | None


def document_of(record: Record, vocabularies: Vocabularies) -> Document:
    """Return the document of a record."""
    return Document(
        id=record.id,
        county=record.get("county"),
        struck_off=record.get("registry_status") in STRUCK_OFF,
        row=row_of(record, vocabularies),
        facets=tuple(tuple(_options(record, facet.key, facet.kind)) for facet in FACETS),
        order=sort_key(record.get("name") or record.id),
        confirmed_on=record.get("confirmed_on"),
    )


def _options(record: Record, key: str, kind: str) -> Iterator[str]:
    value = record.get(key)
    if kind == "given":
        yield from YES if value else ()
    elif kind == "accepts":
        yield from YES if value and value.get("accepts") is True else ()
    elif kind in {"terms", "county"}:
        yield from dict.fromkeys(value if isinstance(value, list) else [value] if value else ())


def row_of(record: Record, vocabularies: Vocabularies) -> bytes:
    """Return what a result shows, as a JSON list without its empty end; terms are places in their vocabulary.

    name, id (see ``short_id``), short name, locality, legal form, status, domains, summary, day of confirmation
    (20260901), flags (1 demo, 2 written by the organisation), English name, English summary.
    """
    get = record.get
    name = get("name") or record.id
    confirmed_on = get("confirmed_on")
    english = (get("translations") or {}).get("en") or {}
    row: list[Any] = [
        name,
        short_id(record.id, name),
        get("short_name") or "",
        get("locality") or "",
        _place(vocabularies, "legal-forms", get("legal_form")),
        _place(vocabularies, "registry-statuses", get("registry_status")),
        [_place(vocabularies, "domains", term) for term in get("domains") or ()],
        cut(get("summary") or ""),
        int(confirmed_on.replace("-", "")) if confirmed_on else 0,
        (get("demo") is True) + 2 * (get("origin") == "organization"),
        english.get("name") or "",
        cut(english.get("summary") or ""),
    ]
    while row and not row[-1]:
        row.pop()
    return _ENCODER.encode(row).encode()


def _place(vocabularies: Vocabularies, name: str, term: str | None) -> int:
    """Return the place of a term in its vocabulary, from 1; 0 for none."""
    places = _PLACES.get(name)
    if places is None or places[0] is not vocabularies[name]:
        places = vocabularies[name], {id: place for place, id in enumerate(vocabularies[name], start=1)}
        _PLACES[name] = places
    return places[1].get(term or "", 0)


_PLACES: dict[str, tuple[object, dict[str, int]]] = {}


def short_id(id: str, name: str) -> str:
    """Return what must be added to the name's slug to have the id, or the whole id behind ``=``."""
    made = slug(name)
    return id[len(made) :] if id.startswith(made) else f"={id}"


def whole_id(short: str, name: str) -> str:
    """Return the id that ``short_id`` shortened."""
    return short[1:] if short.startswith("=") else slug(name) + short


def cut(text: str, most: int = SUMMARY) -> str:
    """Return the start of a text on one line, at most ``most`` characters, cut after a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    start = line[:most].rpartition(" ")[0] or line[: most - 1]
    return start.rstrip(" ,;:.–-") + "…"


def texts_of(record: Record, vocabularies: Vocabularies) -> list[list[str]]:
    """Return the texts of each index field, in the order of ``fields.FIELDS``; ``ids`` are left to ``identifiers``."""
    given = record.values
    # Of some thirty sources a record has ten.
    return [
        [text for source in field.sources if source.path[0] in given for text in _texts(record, source, vocabularies)]
        for field in FIELDS
    ]


def _texts(record: Record, source: Source, vocabularies: Vocabularies) -> Iterator[str]:
    value: Any = record.values
    for key in source.path:
        value = value.get(key) if isinstance(value, dict) else None
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, str):
            continue
        if source.vocabulary:
            term = vocabularies[source.vocabulary].get(item)
            if term is not None:
                yield term.label.ro
                yield term.label.en
        elif source.markdown:
            yield _ADDRESS.sub("] ", item)
        else:
            yield item
    if source.path == ("locality",):
        # A place is searched together with its county: „biblioteci Cluj” means the county as often as the city.
        found = county(record.get("county") or "")
        if found is not None:
            yield found.name
