"""The facts of a record's rail, by the sections of the declaration: every shown field that has no place of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from conect.records.declaration import BY_KEY, FIELDS, SECTIONS
from conect.records.fields import Boolean, Field, Integer, Kind, Mapping, Scalar, Sequence
from conect.records.primitives import DateValue, LatinScript, WebAddress
from conect.records.primitives import Pattern as PatternCheck
from conect.records.problems import Text
from conect.records.record import Record
from conect.site.rows import Row, Words, county_view

ELSEWHERE = frozenset(
    {
        "summary", "description", "purpose", "translations",  # the text column
        "finances", "reports", "projects", "memberships", "parent", "merged_into",  # sections of their own
        "logo", "confirmed_on", "verification", "demo", "origin", "sources",  # head and foot of the page
    }
)  # fmt: skip
"""Shown keys that the page shows elsewhere than among the facts."""


class Source(NamedTuple):
    """Where the value of a field came from, and when."""

    field: str
    label: Text
    name: str
    date: str
    url: str | None


class Fact(NamedTuple):
    """One fact: ``kind`` tells the template how ``value`` is printed; kinds stand in ``_kind_of``."""

    key: str
    label: Text
    kind: str
    value: Any
    source: Source | None


class FactGroup(NamedTuple):
    """The facts of one section of the declaration."""

    id: str
    label: Text
    facts: list[Fact]


def sources_of(record: Record) -> tuple[Source, ...]:
    """Return the record's sources in the order of the declaration, labelled by the field that they are for."""
    found = [
        Source(key, BY_KEY[key].label, source.get("name", ""), source.get("date", ""), source.get("url"))
        for source in record.get("sources") or ()
        if (key := source.get("field")) in BY_KEY and BY_KEY[key].shown
    ]
    return tuple(sorted(found, key=lambda source: (_PLACES[source.field], source.name, source.date)))


_AMONG_FACTS = [field for field in FIELDS if field.shown and field.key not in ELSEWHERE]
_PLACES = {field.key: at for at, field in enumerate(FIELDS)}


def fact_groups(
    record: Record, words: Words, row_of: Callable[[str], Row | None], *, name_shown: bool, extra: list[Fact]
) -> list[FactGroup]:
    """Return the facts of a record, group by group in the order of the page, empty groups left out.

    ``row_of`` finds the row of another record; ``name_shown`` tells that the page's heading is the official name, so
    that it stands among the facts only where it has a source to wear. ``extra`` facts follow those of identity.
    """
    sources = {source.field: source for source in reversed(sources_of(record))}
    groups: dict[str, list[Fact]] = {}
    for field in _AMONG_FACTS:
        value = record.get(field.key)
        if value is None:
            continue
        if field.key == "name" and name_shown and "name" not in sources:
            continue
        facts = groups.setdefault(field.section, [])
        for label, kind, resolved in _resolved(field, value, words, row_of):
            facts.append(Fact(field.key, label, kind, resolved, sources.get(field.key)))
    if extra:
        groups.setdefault("identity", []).extend(extra)
    return [FactGroup(id, SECTIONS[id], groups[id]) for id in _ORDER if groups.get(id)]


# How to reach an organisation comes first, its numbers last.
_FIRST = ("contact", "support", "activity", "place")
_ORDER = (*_FIRST, *(id for id in SECTIONS if id not in _FIRST))

_MAPPINGS = {"public_utility": "act", "anaf_deductions": "listed", "volunteering": "volunteering"}
"""Mappings that are one fact; any other one gives a fact for each of its fields."""

_BY_KEY = {"email": "email", "phone": "phone", "iban": "iban"}


def _resolved(
    field: Field, value: Any, words: Words, row_of: Callable[[str], Row | None]
) -> Iterator[tuple[Text, str, Any]]:
    kind = field.kind
    if isinstance(kind, Mapping):
        if field.key in _MAPPINGS:
            yield field.label, _MAPPINGS[field.key], value
        elif all(_kind_of(each.key, each.kind) == "url" for each in kind.fields):
            labels = {each.key: each.label for each in kind.fields}
            yield field.label, "links", [(labels[key], address) for key, address in value.items() if key in labels]
        else:
            for each in kind.fields:
                if each.shown and each.key in value:
                    yield from _resolved(each, value[each.key], words, row_of)
        return
    printed = _kind_of(field.key, kind)
    resolved = _value_of(kind, printed, value, words, row_of)
    if resolved is not None and resolved != []:
        yield field.label, printed, resolved


def _kind_of(key: str, kind: Kind) -> str:
    # By the object that the declaration holds: asking each anew took a tenth of the time of a page's facts.
    found = _known_kinds.get((key, id(kind)))
    if found is None:
        found = _known_kinds[key, id(kind)] = _worked_out(key, kind)
    return found


_known_kinds: dict[tuple[str, int], str] = {}


def _worked_out(key: str, kind: Kind) -> str:
    if isinstance(kind, Boolean):
        return "boolean"
    if isinstance(kind, Integer):
        return "number"
    if isinstance(kind, Sequence):
        one = _kind_of(key, kind.item)
        return {"term": "terms", "county": "counties", "entry": "entries"}.get(one, "texts")
    if not isinstance(kind, Scalar):
        return "text"
    if kind.vocabulary:
        return "county" if kind.vocabulary == "counties" else "term"
    if kind.reference:
        return "entry"
    if any(isinstance(check, DateValue) for check in kind.checks):
        return "date"
    if any(isinstance(check, WebAddress) for check in kind.checks):
        return "url"
    if key in _BY_KEY:
        return _BY_KEY[key]
    # A name has a pattern of its own (it is no formula), but it is words in Romanian, not a code.
    code = any(isinstance(check, PatternCheck) for check in kind.checks)
    return "identifier" if code and not any(isinstance(check, LatinScript) for check in kind.checks) else "text"


def _value_of(kind: Kind, printed: str, value: Any, words: Words, row_of: Callable[[str], Row | None]) -> Any:
    if isinstance(kind, Sequence):
        one = _kind_of("", kind.item)
        found = [_value_of(kind.item, one, item, words, row_of) for item in value]
        return [item for item in found if item is not None]
    if printed == "county":
        return county_view(value)
    if printed == "entry":
        return row_of(value)
    if isinstance(kind, Scalar) and kind.vocabulary:
        return words.term(kind.vocabulary, value)
    return value
