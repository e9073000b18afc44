"""What the catalogue holds, counted."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import NamedTuple

from conect.catalogue.catalogue import Catalogue
from conect.catalogue.entry import PROFILE
from conect.catalogue.facets import County
from conect.catalogue.freshness import freshness_of


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
        return cls(
            len(catalogue.current),
            catalogue.counted("origin")[PROFILE],
            sum(county is not None for county in catalogue.counted("county")),
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
        domains: Counter[str] = Counter()
        for some, count in catalogue.counted("domains").items():
            for domain in some:
                domains[domain] += count
        states: Counter[str] = Counter()
        # Few of 100,000 pairs differ: each is looked into once.
        pairs = Counter(zip(map(attrgetter("origin"), current), map(attrgetter("confirmed_on"), current), strict=True))
        for (origin, confirmed_on), count in pairs.items():
            known = origin == PROFILE or confirmed_on
            states[freshness_of(confirmed_on, catalogue.today).state if known else "register"] += count
        return cls(
            catalogue.counted("county").copy(),
            Counter(entry.county for entry in current if entry.origin == PROFILE),
            domains,
            Counter(year for year in years if year is not None),
            years.count(None),
            states,
        )


def _registered(number: str | None) -> int | None:
    year = (number or "").rpartition("/")[2]
    return int(year) if len(year) == 4 and year.isdigit() else None
