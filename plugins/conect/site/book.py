"""What all pages of a build draw from: the catalogue in order, its relations, its lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cached_property

from conect.catalogue.catalogue import Catalogue, Orders
from conect.catalogue.entry import Entry
from conect.catalogue.facets import Facets
from conect.catalogue.relations import Relations
from conect.records.vocabularies import Vocabularies
from conect.site import addresses
from conect.site.list_pages import ListPage, pages_of
from conect.site.listing import Seen
from conect.site.lists import Lists
from conect.site.settings import SiteSettings


class Book:
    """The records of a build, together. ``entries`` are all of them, shown or not, in the order of their paths.

    ``orders`` and ``changed`` are those of ``Catalogue``.
    """

    def __init__(
        self,
        site: SiteSettings,
        vocabularies: Vocabularies,
        entries: Sequence[Entry],
        *,
        orders: Orders | None = None,
        changed: Set[str] = frozenset(),
    ) -> None:
        self.site = site
        self.entries = entries
        shown = (entry for entry in entries if site.demo or not entry.demo)
        self.catalogue = Catalogue(shown, site.today, orders=orders, changed=changed)
        self._vocabularies = vocabularies

    @cached_property
    def relations(self) -> Relations:
        """The relations of the catalogue's records."""
        return Relations(self.catalogue)

    @cached_property
    def lists(self) -> Lists:
        """The lists of the catalogue."""
        return Lists(self.catalogue, Facets.of(self.catalogue), self._vocabularies)

    @cached_property
    def list_pages(self) -> list[ListPage]:
        """Every page of every list."""
        return self.pages_of_lists()

    def pages_of_lists(self, seen: Seen | None = None) -> list[ListPage]:
        """Return every page of every list, or of those alone that could show a change of entries."""
        return list(pages_of(self.lists.all(seen), self.site.page_size))

    def has_page(self, entry: Entry) -> bool:
        """Tell whether a record has a page of its own."""
        return entry.merged_into is None and entry.id in self.catalogue.by_id

    @cached_property
    def pages(self) -> list[Entry]:
        """The records with a page of their own, in the order of their paths."""
        return [entry for entry in self.entries if self.has_page(entry)]

    def taken(self, wanted: Callable[[str], bool] = bool) -> dict[str, str | None]:
        """Return each ``wanted`` id (all, unless told) with the path of its record; None where it has no page.

        Ids without a page are taken all the same, and so are those that records had before.
        """
        some = (entry for entry in self.entries if wanted(entry.id))
        shown = {entry.id: entry.path if self.has_page(entry) else None for entry in some}
        return dict.fromkeys(filter(wanted, self._former_ids)) | shown

    @cached_property
    def number_taken(self) -> int:
        """How many ids are taken."""
        ids = {entry.id for entry in self.entries}
        return len(ids) + len(self._former_ids.keys() - ids)

    @cached_property
    def _former_ids(self) -> dict[str, None]:
        return dict.fromkeys(former_ids(self.entries))

    def planned(self, lists: Iterable[tuple[str, int]]) -> list[str]:
        """Return the pages that search engines should know, without language; ``lists`` are paths, and how many pages
        each list has."""
        fixed = (addresses.COUNTIES, addresses.DOMAINS, addresses.FORMS, addresses.LETTERS, addresses.STATISTICS)
        return [
            *(addresses.HOME, *fixed, addresses.PROPOSE, *addresses.MENU),
            *(addresses.organization(entry.id) for entry in self.pages),
            *(addresses.paged(path, page) for path, pages in lists for page in range(1, pages + 1)),
        ]

    @cached_property
    def redirects(self) -> dict[str, str]:
        """Return old id → the id that it leads to today."""
        return {old: target.id for old, target in self.relations.redirects().items()}


def former_ids(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the ids that records had before."""
    return (old for entry in entries for old in entry.former_ids)
