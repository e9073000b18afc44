"""What the catalogue holds, counted."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from conect.catalogue.catalogue import Catalogue
from conect.catalogue.facets import County


class Figures(NamedTuple):
    """The few numbers of the home page; all of current organisations."""

    organizations: int
    profiles: int
    counties_covered: int
    confirmed_year: int
    """Records confirmed within the last 365 days."""

    @classmethod
    def of(cls, catalogue: Catalogue) -> Figures:
        """Count a catalogue."""
        current = catalogue.current
        return cls(
            len(current),
            sum(entry.profile for entry in current),
            len({entry.county for entry in current if entry.county}),
            len(catalogue.fresh),
        )


class Statistics(NamedTuple):
    """Current organisations counted by county, field, year of founding and freshness."""

    counties: Counter[County]
    profiles_by_county: Counter[County]
    domains: Counter[str]
    years: Counter[int]
    """By the year of founding; where the record has none, by the year in its national register number."""
    undated: int
    """Organisations that neither tells."""
    freshness: Counter[str]
    """``fresh``, ``stale``, ``never`` of profiles; ``register`` for imported records that nobody has claimed."""

    @classmethod
    def of(cls, catalogue: Catalogue) -> Statistics:
        """Count a catalogue."""
        current = catalogue.current
        years = [entry.founded or _registered(entry.national_registry_number) for entry in current]
        states = (catalogue.freshness(e).state if e.profile or e.confirmed_on else "register" for e in current)
        return cls(
            Counter(map(attrgetter("county"), current)),
            Counter(entry.county for entry in current if entry.profile),
            Counter(chain.from_iterable(map(attrgetter("domains"), current))),
            Counter(year for year in years if year is not None),
            years.count(None),
            Counter(states),
        )


def _registered(number: str | None) -> int | None:
    year = (number or "").rpartition("/")[2]
    return int(year) if len(year) == 4 and year.isdigit() else None
