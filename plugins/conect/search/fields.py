"""The fields of the index, worked out from the declaration: every declared field with a weight is searched."""

from __future__ import annotations

from dataclasses import dataclass

from conect.records.declaration import FIELDS as DECLARED
from conect.records.fields import Field, Mapping, Scalar, Sequence, walk

# Declared fields that are one field of the index. lunr measures a field's length against the average over all
# records, so that a field which few records have would weigh next to nothing: it shares one with its like.
_TOGETHER = {
    "short_name": "name",
    "cui": "ids",
    "national_registry_number": "ids",
    "special_registry_number": "ids",
    "former_names": "other_names",
    "translations.name": "other_names",
    "locality": "place",
    "beneficiaries": "domains",
    "description": "text",
    "translations.summary": "text",
    "purpose": "details",
    "translations.description": "details",
}

ABOVE_ALL = 10
"""How many times the weight of the weightiest words an identifier has: it is found exactly and first."""


@dataclass(frozen=True)
class Source:
    """Where the text of an index field stands in a record. ``vocabulary`` names the terms whose labels are meant."""

    path: tuple[str, ...]
    vocabulary: str | None = None
    markdown: bool = False


@dataclass(frozen=True)
class IndexField:
    """A field of the lunr index: its name, its boost and the parts of a record that it holds."""

    name: str
    boost: int
    sources: tuple[Source, ...]


def index_fields(declared: tuple[Field, ...] = DECLARED) -> tuple[IndexField, ...]:
    """Return the fields of the index, heaviest first; at most eight, since a posting's mask is one byte."""
    boosts: dict[str, int] = {}
    sources: dict[str, list[Source]] = {}
    for path, field in walk(declared):
        if not field.weight:
            continue
        # The language of a translation makes no field of its own.
        short = ".".join(part for part in path if not (path[0] == "translations" and part in _languages(declared)))
        name = _TOGETHER.get(short, short)
        boosts[name] = max(boosts.get(name, 0), field.weight)
        sources.setdefault(name, []).append(_source(path, field))
    most = max(boosts.values())
    boosts["ids"] = ABOVE_ALL * most
    found = [IndexField(name, boost, tuple(sources[name])) for name, boost in boosts.items()]
    found.sort(key=lambda each: (-each.boost, each.name))
    if len(found) > 8:
        raise ValueError(f"the index has room for eight fields, not {len(found)}: join two in search/fields.py")
    return tuple(found)


def _languages(declared: tuple[Field, ...]) -> set[str]:
    kind = next((f.kind for f in declared if f.key == "translations"), None)
    return {f.key for f in kind.fields} if isinstance(kind, Mapping) else set()


def _source(path: tuple[str, ...], field: Field) -> Source:
    kind = field.kind.item if isinstance(field.kind, Sequence) else field.kind
    scalar = kind if isinstance(kind, Scalar) else Scalar()
    return Source(path, scalar.vocabulary, scalar.form == "markdown")


FIELDS = index_fields()
NAMES = tuple(field.name for field in FIELDS)
BOOSTS = tuple(field.boost for field in FIELDS)


@dataclass(frozen=True)
class Facet:
    """A filter: the declared field, and how its value becomes options.

    ``kind``: ``terms`` (one or several term ids), ``county``, ``given`` (``yes`` where the record has the key),
    ``accepts`` (``yes`` where the mapping's ``accepts`` is true), ``age`` (``fresh``, ``stale`` or ``never``).
    """

    key: str
    kind: str
    vocabulary: str | None = None


def facets(declared: tuple[Field, ...] = DECLARED) -> tuple[Facet, ...]:
    """Return the facets of the declaration, in its order."""
    return tuple(_facet(field) for field in declared if field.facet)


def _facet(field: Field) -> Facet:
    kind = field.kind.item if isinstance(field.kind, Sequence) else field.kind
    if isinstance(kind, Scalar) and kind.vocabulary == "counties":
        return Facet(field.key, "county", "counties")
    if isinstance(kind, Scalar) and kind.vocabulary:
        return Facet(field.key, "terms", kind.vocabulary)
    if isinstance(kind, Mapping):
        return Facet(field.key, "accepts" if kind.field("accepts") else "given")
    if field.key == "confirmed_on":
        return Facet(field.key, "age")
    raise ValueError(f"search/fields.py does not know how {field.key} becomes a filter")


FACETS = facets()
