"""What templates get: the entry of a record with its terms looked up, links with counts, pages of a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from conect.catalogue.entry import Entry
from conect.catalogue.freshness import Freshness, freshness
from conect.records.problems import Text
from conect.records.vocabularies import Term, Vocabularies
from conect.romania.counties import county as find_county
from conect.site import addresses
from conect.site.settings import SiteSettings

UNKNOWN_COUNTY = Text("Județ necunoscut", "County unknown")


class CountyView(NamedTuple):
    """A county as templates see it."""

    code: str
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class CountyCount:
    """A county with the number of its organisations; ``path`` has no language yet."""

    code: str
    name: str
    slug: str
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term with the number of organisations under it; ``path`` has no language yet."""

    term: Term
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link with a count (None: it is not told), ready to print."""

    label: str
    url: str
    count: int | None
    current: bool = False


class Row(NamedTuple):
    """An organisation in a list."""

    id: str
    name: str
    short_name: str | None
    county: CountyView | None
    locality: str | None
    legal_form: Term
    status: Term
    domains: list[Term]
    summary: str | None
    summary_lang: str
    freshness: Freshness
    origin: str | None
    struck_off: bool
    demo: bool
    path: str


class Pagination(NamedTuple):
    """Where a page stands in its list; ``links`` holds (number, address, current), the address None for a gap."""

    page: int
    pages: int
    previous: str | None
    next: str | None
    links: list[tuple[int, str | None, bool]]


class Words:
    """Looks up the terms of entries and makes rows of them."""

    def __init__(self, site: SiteSettings, vocabularies: Vocabularies) -> None:
        self.site = site
        self.vocabularies = vocabularies

    def term(self, vocabulary: str, id: str | None) -> Term:
        """Return a term; one that the vocabulary does not know is its own label."""
        found = self.vocabularies[vocabulary].get(id) if id else None
        return found or Term(id or "", Text(id or "–", id or "–"))

    def row(self, entry: Entry, lang: str) -> Row:
        """Return the row of an entry; its summary is the English one where the page is English and there is one."""
        english = lang == "en" and entry.summary_en is not None
        return Row(
            entry.id,
            entry.name,
            entry.short_name,
            county_view(entry.county),
            entry.locality,
            self.term("legal-forms", entry.legal_form),
            self.term("registry-statuses", entry.registry_status),
            [self.term("domains", domain) for domain in entry.domains],
            entry.summary_en if english else entry.summary,
            "en" if english else "ro",
            freshness(entry, self.site.today),
            entry.origin,
            entry.struck_off,
            entry.demo,
            addresses.organization(entry.id),
        )


@lru_cache(maxsize=64)
def county_view(code: str | None) -> CountyView | None:
    """Return the county of a code."""
    found = find_county(code) if code else None
    return CountyView(found.code, found.name, addresses.county_slug(code)) if found else None


@lru_cache(maxsize=64)
def county_label(code: str | None) -> Text:
    """Return a county's name for a list, the unknown one's too."""
    found = county_view(code)
    return Text(found.name, found.name) if found else UNKNOWN_COUNTY


def pagination(site: SiteSettings, path: str, lang: str, page: int, pages: int) -> Pagination:
    """Return the links from one page of a list to the others: the first, the last, and two on each side."""

    def address(number: int) -> str:
        return site.prefix + addresses.localized(addresses.paged(path, number), lang)

    shown = sorted({1, pages} | {n for n in range(page - 2, page + 3) if 1 <= n <= pages})
    links: list[tuple[int, str | None, bool]] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before == 2:
            links.append((number - 1, address(number - 1), False))
        elif number - before > 2:
            links.append((number - 1, None, False))
        links.append((number, address(number), number == page))
    return Pagination(
        page,
        pages,
        address(page - 1) if page > 1 else None,
        address(page + 1) if page < pages else None,
        links,
    )
