"""Lists cut into pages, and the pages printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import compress
from typing import NamedTuple
from zlib import crc32

from markupsafe import Markup

from conect.catalogue.catalogue import ID
from conect.catalogue.entry import Entry
from conect.records.problems import Text
from conect.site import addresses
from conect.site.listing import Counted, Listing
from conect.site.press import Press, head
from conect.site.printed_rows import PrintedRows
from conect.site.rows import Link, pagination
from conect.site.settings import SiteSettings
from conect.site.standing import Place, Standing

LONG = 20
"""Pages of a list that is cut into sections; in a shorter one every page is full."""

SECTION = 10
"""Pages of a section, on average."""

Refine = tuple[tuple[Text, tuple[Link, ...]], ...]
"""The ways to narrow a list: the links under each heading; the same on all of its pages."""


class ListPage(NamedTuple):
    """One page of a list: the list without its entries, the entries of this page, and where it stands."""

    listing: Listing
    rows: Sequence[Entry]
    total: int | None
    """Organisations in the whole list; told on its first page alone."""
    page: int
    pages: int


class PrintedLists(NamedTuple):
    """What came of a batch: how many pages, where they lead, and where first pages have their rows, by file."""

    size: int
    links: dict[str, str]
    places: dict[str, Place]


def pages_of(listings: Iterable[Listing], size: int, beginnings: Set[str]) -> Iterator[ListPage]:
    """Cut each list into pages of ``size`` entries at most; an empty list is one page. ``beginnings`` are
    those of ``first_ones``."""
    for listing in listings:
        cuts = pages(listing.entries[:], size, beginnings)
        first, *later = frames(listing, len(cuts))
        for number, rows in enumerate(cuts, 1):
            yield first._replace(rows=rows) if number == 1 else later[0]._replace(rows=rows, page=number)


def frames(listing: Listing, number: int) -> list[ListPage]:
    """Return the first page of a list of so many pages and, if there is one, the second one, without their rows."""
    bare = replace(listing, entries=())
    found = [ListPage(bare, (), len(listing.entries), 1, number)]
    return found if number == 1 else [*found, ListPage(bare.later, (), None, 2, number)]


def first_ones(ids: Iterable[str], size: int) -> frozenset[str]:
    """Return which ids begin a section of a long list."""
    among = SECTION * size
    return frozenset(id for id in ids if crc32(id.encode()) % among == 0)


def pages(entries: Sequence[Entry], size: int, beginnings: Set[str]) -> list[Sequence[Entry]]:
    """Cut a list into pages.

    A long one is cut into sections first, before ids that a checksum names, so that who comes or goes moves others from
    page to page within a section and not through all that follows (content-defined chunking: Muthitacharoen, Chen,
    Mazières, "A low-bandwidth network file system", SOSP 2001). Seldom does a section get another number of pages.
    """
    starts = [0]
    if len(entries) > LONG * size:
        starts += filter(None, compress(range(len(entries)), map(beginnings.__contains__, map(ID, entries))))
    ends = [*starts[1:], len(entries)]
    cuts = [
        entries[at : min(at + size, end)]
        for start, end in zip(starts, ends, strict=True)
        for at in range(start, end, size)
    ]
    return cuts or [entries]


def print_lists(press: Press, batch: Sequence[ListPage]) -> PrintedLists:
    """Print pages of lists in every language (one in two languages is one page)."""
    return print_around(press, batch, Standing(press.tree, {}))


def print_around(press: Press, pages: Sequence[ListPage], standing: Standing) -> PrintedLists:
    """Print pages of lists in every language. Rows that certainly stand in the site are not made again."""
    refine: dict[tuple[str, str, bool], Refine] = {}
    rows = {lang: PrintedRows(press, lang, "row") for lang in press.site.languages}
    places: dict[str, Place] = {}
    for item in pages:
        for lang in press.site.languages:
            key = item.listing.path, lang, item.page == 1
            if key not in refine:
                refine[key] = _refine(press.site, item.listing, lang)
            file = addresses.file_of(addresses.paged(item.listing.path, item.page), lang)
            printed = standing.rows(file) or list(map(rows[lang].of, item.rows))
            page = _print(press, item, lang, refine[key], printed)
            # The numbers of other lists stand on a first page alone.
            if item.page == 1 and (place := Place.of(page, printed)):
                places[file] = place
    return PrintedLists(len(pages), press.links.take(), places)


def _refine(site: SiteSettings, listing: Listing, lang: str) -> Refine:
    return tuple((label, tuple(link_to(site, link, lang) for link in links)) for label, links in listing.refine)


def _print(press: Press, item: ListPage, lang: str, refine: Refine, rows: Sequence[Markup]) -> bytes:
    site, listing = press.site, item.listing
    path = addresses.paged(listing.path, item.page)
    heading = listing.heading.in_lang(lang)
    title = heading if item.page == 1 else f"{heading}, {_PAGE.in_lang(lang)} {item.page}"
    crumbs = listing.crumbs if item.page == 1 else [*listing.crumbs[:-1], (listing.crumbs[-1][0], listing.path)]
    if item.page > 1:
        label = Text(f"{_PAGE.ro} {item.page}", f"{_PAGE.en} {item.page}")
        crumbs = [*crumbs, (label, None)]
    context = head(site, lang, path, title, listing.lead.in_lang(lang), crumbs) | {
        "heading": heading,
        "lead": listing.lead.in_lang(lang) if item.page == 1 else "",
        "total": item.total,
        "rows": rows,
        "pagination": pagination(site, listing.path, lang, item.page, item.pages),
        "refine": refine,
        "kind": listing.kind,
        "struck_off": link_to(site, listing.struck_off, lang) if listing.struck_off else None,
        "empty_hint": listing.empty_hint.in_lang(lang) if listing.empty_hint else None,
        "filters": listing.filters,
    }
    return press.page("list.html", lang, context)


def link_to(site: SiteSettings, link: Counted, lang: str) -> Link:
    """Return a link as it is printed in a language."""
    url = site.prefix + addresses.localized(link.path, lang)
    return Link(link.label.in_lang(lang), url, link.count, link.current)


_PAGE = Text("pagina", "page")
