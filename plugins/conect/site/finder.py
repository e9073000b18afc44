"""What the finder at ``/organizatii/`` offers: each facet of the declaration, its options, and how many each has.

The search engine counts anew with every choice; these are the numbers before the first one, for which nothing needs to
be loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from conect.catalogue.catalogue import Catalogue
from conect.catalogue.freshness import freshness_of
from conect.records.declaration import FIELDS
from conect.records.problems import Text
from conect.records.vocabularies import Vocabularies
from conect.romania.text import sort_key
from conect.search.fields import FACETS, Facet

FIRST = ("county", "domains")
"""Facets that people look for first; the others follow in the order of the declaration."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its value in the address, and its label, None where the theme has the words for it.

    ``count`` is None where it is not told.
    """

    value: str
    label: Text | None
    count: int | None


@dataclass(frozen=True, slots=True)
class Filter:
    """A facet: its key (also its name in the address), its label and its options."""

    key: str
    label: Text
    options: tuple[Option, ...]


def filters(catalogue: Catalogue, vocabularies: Vocabularies) -> tuple[Filter, ...]:
    """Return what can be chosen; the counts are of the organisations that ordinary lists show.

    A status counts all records that have it: choosing one is how those that are no more are found.
    """
    labels = {field.key: field.label for field in FIELDS}
    facets = sorted(FACETS, key=lambda facet: FIRST.index(facet.key) if facet.key in FIRST else len(FIRST))
    found = []
    for facet in facets:
        counts = _counted(facet, catalogue)
        options = tuple(Option(value, label, counts[value]) for value, label in _options(facet, vocabularies))
        found.append(Filter(facet.key, labels[facet.key], options))
    return tuple(found)


def _options(facet: Facet, vocabularies: Vocabularies) -> Iterator[tuple[str, Text | None]]:
    if facet.kind == "age":
        yield from (("fresh", None), ("stale", None), ("never", None))
    elif facet.vocabulary is None:
        yield "yes", None
    else:
        terms = list(vocabularies[facet.vocabulary].values())
        if facet.kind == "county":
            terms.sort(key=lambda term: sort_key(term.label.ro))
        yield from ((term.id, term.label) for term in terms)


def _counted(facet: Facet, catalogue: Catalogue) -> Counter[str]:
    # Few of 100,000 values differ: they are counted as they stand, and looked into once each.
    counts: Counter[str] = Counter()
    found = catalogue.counted("confirmed_on" if facet.kind == "age" else facet.key)
    for value, count in found.items():
        if facet.kind == "age":
            counts[freshness_of(value, catalogue.today).state] += count
        elif isinstance(value, tuple):
            for each in value:
                counts[each] += count
        elif value:
            counts["yes" if value is True else value] += count
    return counts
