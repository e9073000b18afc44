"""The organisations under each county, field, legal form and letter: what every list and every count is made of."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from conect.catalogue.catalogue import Catalogue, grouped, grouped_by
from conect.catalogue.entry import Entry
from conect.catalogue.names import letter

County = str | None
"""A county's code; None for the records whose county nobody knows."""


class Facets(NamedTuple):
    """Current organisations by value; each list in the catalogue's order (under a letter, in that of telling names)."""

    counties: dict[County, list[Entry]]
    domains: dict[str, list[Entry]]
    county_domains: dict[tuple[County, str], list[Entry]]
    forms: dict[str, list[Entry]]
    letters: dict[str, list[Entry]]
    struck_off_counties: dict[County, list[Entry]]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Facets:
        """Sort the current organisations of a catalogue under all values."""
        current = catalogue.current
        chosen = [entry for entry in current if entry.domains]
        by_form: dict[str | None, list[Entry]] = grouped_by(current, attrgetter("legal_form"))
        return cls(
            counties=grouped_by(current, attrgetter("county")),
            domains=grouped(chosen, attrgetter("domains")),
            county_domains=grouped(chosen, lambda e: [(e.county, domain) for domain in e.domains]),
            forms={form: group for form, group in by_form.items() if form},
            letters=grouped_by(catalogue.current_alphabetical, lambda e: e.letter or letter(e.name)),
            struck_off_counties=grouped_by(catalogue.struck_off, attrgetter("county")),
        )
