"""What all pages of a build draw from: the catalogue in order, its relations, its lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter

from conect.catalogue.catalogue import ID, Catalogue, Former
from conect.catalogue.entry import Entry
from conect.catalogue.facets import Facets
from conect.catalogue.relations import Relations
from conect.records.vocabularies import Vocabularies
from conect.site import addresses
from conect.site.list_pages import ListPage, first_ones, pages_of
from conect.site.listing import Listing
from conect.site.lists import Lists
from conect.site.settings import SiteSettings


class Book:
    """The records of a build, together. ``entries`` are all of them, shown or not.

    ``former`` is that of ``Catalogue``, ``beginnings`` are those of sections of long lists, where they are known.
    """

    def __init__(
        self,
        site: SiteSettings,
        vocabularies: Vocabularies,
        entries: Sequence[Entry],
        *,
        former: Former | None = None,
        beginnings: frozenset[str] | None = None,
    ) -> None:
        self.site = site
        self._beginnings = beginnings
        self.entries = entries
        if former is not None:
            former = former._replace(gone=self._shown(former.gone))
        self.catalogue = Catalogue(self._shown(entries), site.today, former=former)
        self._vocabularies = vocabularies

    def _shown(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        return entries if self.site.demo else [entry for entry in entries if not entry.demo]

    @cached_property
    def relations(self) -> Relations:
        """The relations of the catalogue's records."""
        return Relations(self.catalogue)

    @cached_property
    def lists(self) -> Lists:
        """The lists of the catalogue."""
        return Lists(self.catalogue, Facets(self.catalogue), self._vocabularies)

    @cached_property
    def list_pages(self) -> list[ListPage]:
        """Every page of every list."""
        return self.pages_of_lists(self.lists.all())

    def pages_of_lists(self, some: Iterable[Listing]) -> list[ListPage]:
        """Return every page of some lists."""
        return list(pages_of(some, self.site.page_size, self.beginnings))

    def has_page(self, entry: Entry) -> bool:
        """Tell whether a record has a page of its own."""
        return entry.merged_into is None and entry.id in self.catalogue.by_id

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The ids that begin a section of a long list."""
        known = self._beginnings
        if known is None:
            return first_ones(map(ID, self.entries), self.site.page_size)
        return known.intersection(self.catalogue.by_id)

    def taken(self) -> dict[str, str | None]:
        """Return each id with the path of its record; None where it has no page.

        Ids without a page are taken all the same, and so are those that records had before.
        """
        shown = {entry.id: entry.path if self.has_page(entry) else None for entry in self.entries}
        return dict.fromkeys(self.former_ids) | shown

    @cached_property
    def number_taken(self) -> int:
        """How many ids are taken."""
        if not self.former_ids:
            return len(self.entries)
        ids = set(map(ID, self.entries))
        return len(ids) + len(self.former_ids.keys() - ids)

    @cached_property
    def former_ids(self) -> dict[str, None]:
        """The ids that records had before."""
        return dict.fromkeys(former_ids(self.entries))

    def number_planned(self, lists: Iterable[int]) -> int:
        """Return how many pages ``planned`` tells, given how many each list has."""
        return len(_FIXED) + len(self.catalogue.listed) + sum(lists)

    def planned(self, lists: Iterable[tuple[str, int]]) -> list[str]:
        """Return the pages that search engines should know, without language; ``lists`` are paths, and how many pages
        each list has."""
        return [
            *_FIXED,
            # Not in the order of their files: who moves to another county has the same address.
            *map(addresses.organization, sorted(entry.id for entry in self.catalogue.listed)),
            *(addresses.paged(path, page) for path, pages in lists for page in range(1, pages + 1)),
        ]

    @cached_property
    def redirects(self) -> dict[str, str]:
        """Return old id → the id that it leads to today."""
        return {old: target.id for old, target in self.relations.redirects().items()}


_INDEXES = (addresses.COUNTIES, addresses.DOMAINS, addresses.FORMS, addresses.LETTERS, addresses.STATISTICS)
_FIXED = (addresses.HOME, *_INDEXES, addresses.PROPOSE, *addresses.MENU)


def former_ids(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the ids that records had before."""
    return chain.from_iterable(map(attrgetter("former_ids"), entries))
