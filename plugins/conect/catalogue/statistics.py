"""What the catalogue holds, counted."""

from __future__ import annotations

from collections import Counter
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
        confirmed = catalogue.counted("confirmed_on")
        return cls(
            catalogue.counted("origin").total(),
            catalogue.counted("origin")[PROFILE],
            sum(county is not None for county in catalogue.counted("county")),
            sum(n for day, n in confirmed.items() if freshness_of(day, catalogue.today).state == "fresh"),
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
        domains: Counter[str] = Counter()
        for some, count in catalogue.counted("domains").items():
            for domain in some:
                domains[domain] += count
        states: Counter[str] = Counter()
        for (origin, confirmed_on), count in catalogue.counted("upkeep").items():
            known = origin == PROFILE or confirmed_on
            states[freshness_of(confirmed_on, catalogue.today).state if known else "register"] += count
        profiled = catalogue.counted("profiled").items()
        years = catalogue.counted("year").copy()
        undated = years.pop(None, 0)
        return cls(
            catalogue.counted("county").copy(),
            Counter({county: count for (county, origin), count in profiled if origin == PROFILE}),
            domains,
            years,
            undated,
            states,
        )
