"""The organisations under each county, field, legal form and letter: what every list and every count is made of."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from operator import attrgetter
from typing import Any

from conect.catalogue.catalogue import ID, MEASURES, Catalogue, Sorted, grouped, grouped_by
from conect.catalogue.entry import Entry
from conect.catalogue.names import telling_name
from conect.records.rules.upkeep import STRUCK_OFF
from conect.romania.text import sort_key

County = str | None
"""A county's code; None for the records whose county nobody knows."""


class Facets:
    """Current organisations by value: how many, and which, in the catalogue's order. Numbers are known from the
    catalogue's counts; a group is made when it is asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._of_domain: dict[str, list[Entry]] = {}
        self._under: dict[str, list[Entry]] = {}
        self._within: dict[tuple[str, Any], dict[Any, list[Entry]]] = {}

    @cached_property
    def counties(self) -> Counter[County]:
        """How many there are in each county."""
        return self._catalogue.counted("county")

    @cached_property
    def domains(self) -> Counter[str]:
        """How many have chosen each field."""
        found: Counter[str] = Counter()
        for (_, domain), count in self.county_domains.items():
            found[domain] += count
        return found

    @cached_property
    def county_domains(self) -> Counter[tuple[County, str]]:
        """How many have chosen each field in each county."""
        found: Counter[tuple[County, str]] = Counter()
        for (county, domains), count in self._catalogue.counted("place").items():
            for domain in domains:
                found[county, domain] += count
        return found

    @cached_property
    def forms(self) -> Counter[str]:
        """How many have each legal form."""
        return Counter({form: n for form, n in self._catalogue.counted("legal_form").items() if form})

    @cached_property
    def letters(self) -> Counter[str]:
        """How many stand under each letter."""
        return self._catalogue.counted("letter")

    @cached_property
    def struck_off_counties(self) -> Counter[County]:
        """How many are no more, by county."""
        found: Counter[County] = Counter()
        for (status, county), count in self._catalogue.counted("standing").items():
            if status in STRUCK_OFF:
                found[county] += count
        return found

    def of_county(self, county: County) -> list[Entry]:
        """Return the organisations of a county."""
        return self._by_county.get(county)

    def of_form(self, form: str) -> list[Entry]:
        """Return the organisations of a legal form."""
        return self._by_form.get(form)

    def of_letter(self, letter: str) -> list[Entry]:
        """Return the organisations under a letter, in the order of their telling names."""
        if letter not in self._under:
            former = self._catalogue.under(letter, _by_telling_name)
            found = sorted(self._by_letter.get(letter), key=_by_telling_name) if former is None else former
            self._under[letter] = found
        return self._under[letter]

    @property
    def under(self) -> dict[str, list[str]]:
        """The ids under those letters that were asked for: the next catalogue follows their order too."""
        return {letter: list(map(ID, found)) for letter, found in self._under.items()}

    def of_domain(self, domain: str) -> list[Entry]:
        """Return the organisations that have chosen a field."""
        if domain not in self._of_domain:
            self._of_domain[domain] = [entry for entry in self._chosen if domain in entry.domains]
        return self._of_domain[domain]

    def of_county_domain(self, county: County, domain: str) -> list[Entry]:
        """Return the organisations of a county that have chosen a field."""
        if self._by_county.picked(county):
            fields = self._within.get(("county", county))
            if fields is None:
                fields = self._within["county", county] = grouped(self.of_county(county), attrgetter("domains"))
            return fields.get(domain, [])
        counties = self._within.get(("domain", domain))
        if counties is None:
            counties = self._within["domain", domain] = grouped_by(self.of_domain(domain), attrgetter("county"))
        return counties.get(county, [])

    @cached_property
    def _chosen(self) -> list[Entry]:
        return [entry for entry in self._catalogue.current if entry.domains]

    @cached_property
    def _by_county(self) -> Sorted[County]:
        return Sorted(self._catalogue.current, attrgetter("county"))

    @cached_property
    def _by_form(self) -> Sorted[str | None]:
        return Sorted(self._catalogue.current, attrgetter("legal_form"), 2)

    @cached_property
    def _by_letter(self) -> Sorted[str]:
        entries, known = self._catalogue.current, attrgetter("letter")
        return Sorted(entries, MEASURES["letter"] if None in map(known, entries) else known, 2)


def _by_telling_name(entry: Entry) -> tuple[tuple[str, str, str], str]:
    return sort_key(telling_name(entry.name)), entry.id
