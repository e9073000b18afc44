"""The same site after a change that other pages than a record's own show: lists, kin, counts, old addresses, the day.

All entries are read from memory, the rules over all records judged, and of every list and every page that could show
the change it is asked whether it looks as it did.
"""

from __future__ import annotations

from conect.building.aside import Aside
from conect.building.output import Tree
from conect.catalogue.catalogue import ID
from conect.catalogue.entry import Entry
from conect.catalogue.relations import Kin
from conect.site import addresses
from conect.site.book import former_ids
from conect.site.changed_lists import ChangedLists, RenewedLists
from conect.site.difference import TooMuchError
from conect.site.front import Front
from conect.site.keeping import look
from conect.site.list_batches import list_batches, wait_for_lists
from conect.site.list_pages import ListPage, PrintedLists, print_lists
from conect.site.memory import remember_book, remember_letters, remember_lists
from conect.site.organization import print_redirects
from conect.site.press import Press
from conect.site.propose import print_form
from conect.site.renewal import Renewal, numbers_of
from conect.site.served import write_served
from conect.site.sitemap import parts_of, sitemap_parts, write_sitemap
from conect.site.sources import FOLDER, shelf_of, shelves, size_for
from conect.site.statistics import print_statistics
from conect.site.templates import tell_day

FEW = 10
"""Changed records whose lists one process prints sooner than several, which have to be started."""

TURNED = 20
"""Records that a new day shows otherwise and that are as much work for lists as a changed one: they move no others."""

RECORDS_A_PAGE = 4
"""A page of a list is about as much work as so many records."""


class WideRenewal(Renewal):
    """What follows where lists, kin or rules see a change too."""

    def _print_pages(self, press: Press) -> None:
        if self.difference.new_day and tell_day(press.environments[self.site.languages[0]]):
            raise TooMuchError
        few = len(self.difference.altered) + len(self.difference.turned) // TURNED <= FEW
        if not few:
            # Lists will follow, enough of them for several processes.
            self._crew.warm("conect.site.list_pages", "conect.site.organization")
        lists = ChangedLists(self.difference, self.memory, self._site)
        try:
            if few and self._crew.several and Aside.possible():
                lists.begin(press, print_here)
            self._print_organizations(press)
            self._print_front(press)
            printing = print_here if few else self._print_lists
            # Whoever changes the index is at it longest.
            telling = lists.telling(press, printing)
            self._print_own(press)
            self._renew_lists(press, lists.renewed(press, printing, telling))
        finally:
            lists.close()

    def _renew_lists(self, press: Press, lists: RenewedLists) -> None:
        self.paths += lists.paths
        self.removed += lists.removed
        self.links |= lists.links
        self._print_sitemap(press, lists)
        self._remember()
        remember_lists(self.memory.state, self.difference.book, lists.looks, lists.places)
        remember_letters(self.memory.state, lists.under)

    def _print_lists(self, press: Press, pages: list[ListPage]) -> PrintedLists:
        self._crew.expect(len(pages) * RECORDS_A_PAGE)
        return wait_for_lists(self._crew.run(print_lists, press, list_batches(press, pages)), len(pages), self.lang)

    # The pages of records

    def _has_page(self, entry: Entry) -> bool:
        return self.difference.book.has_page(entry)

    def _kin(self, entry: Entry) -> Kin:
        return self.difference.book.relations.kin(entry)

    def _touched(self) -> list[Entry]:
        """Return the unchanged records whose kin are others, or look otherwise, or that a new day shows otherwise."""
        both = (
            (self._before.get(id) for id in self.difference.altered),
            (self._after.get(id) for id in self.difference.altered),
        )
        found: list[Entry] = []
        for id in sorted(self.difference.book.relations.touched(entry for side in both for entry in side if entry)):
            entry = self.difference.book.catalogue.by_id.get(id)
            if entry is None or id in self._after or not self.difference.book.has_page(entry):
                continue
            kept = self.memory.kept(id)
            if kept is None or kept.look != look(self.difference.book.relations.kin(entry)):
                found.append(entry)
        turned = self.difference.turned.keys() - self._after.keys() - set(map(ID, found))
        every = map(self.difference.turned.__getitem__, sorted(turned))
        return found + [entry for entry in every if self.difference.book.has_page(entry)]

    # Everything else

    def _print_texts(self, press: Press) -> None:
        differing = {*self._before, *self._after}
        former = self.memory.number("shelves")
        book = self.difference.book
        size = size_for(book.number_taken)
        if size == former:
            old = former_ids([*self._before.values(), *self._after.values()])
            numbers = numbers_of([*differing, *old], size)
            some = self._taken_of(numbers, size)
            self._print_shelves(press, [shelf for shelf in shelves(some.items(), size) if shelf.number in numbers])
        else:
            if size < self.memory.chunks:
                raise TooMuchError
            self._print_shelves(press, list(shelves(book.taken().items(), size)))
            self.removed += [f"{FOLDER}/{number}.bin" for number in range(size, former)]

    def _taken_of(self, numbers: set[int], size: int) -> dict[str, str | None]:
        """Return the ids that stand in some files of texts, as ``Book.taken`` does."""
        entries = {entry.id: entry for entry in self.memory.entries_near(numbers) if entry.id not in self._before}
        entries |= self._after
        taken: dict[str, str | None] = dict.fromkeys(self.difference.book.former_ids)
        taken |= {entry.id: entry.path if self._has_page(entry) else None for entry in entries.values()}
        return {id: path for id, path in taken.items() if shelf_of(id, size) in numbers}

    def _print_index(self, tree: Tree) -> None:
        # By now nothing asks any more what was before, and who changes the index or prints lists is still at it.
        remember_book(self.memory.state, self.difference.book)
        super()._print_index(tree)

    def _print_front(self, press: Press) -> None:
        book = self.difference.book
        size = size_for(book.number_taken)
        if self.difference.new_day or size != self.memory.number("shelves"):
            # It tells the day, and how many files of texts there are.
            print_form(press, size)
        if self.difference.new_day:
            write_served(press.tree, self.site)
        Front(press, book.catalogue, book.lists).print()
        print_statistics(press, book.catalogue)
        before, after = self.memory.redirects(), book.redirects
        fresh = [(old, target) for old, target in after.items() if before.get(old) != target]
        for links in print_redirects(press, self._crew, fresh):
            self.links |= links
        for old in before.keys() - after.keys():
            self._remove_page(addresses.organization(old))

    def _print_sitemap(self, press: Press, lists: RenewedLists) -> None:
        if self._pages_differ or lists.others:
            planned = self.difference.book.planned(lists.numbers.items())
            write_sitemap(press.tree, self.site, planned)
            parts = sitemap_parts(parts_of(self.site, len(planned)))
            self.removed += [name for name in sitemap_parts(self.memory.number("sitemaps")) if name not in parts]

    @property
    def _pages_differ(self) -> bool:
        """Tell whether other organisations have a page than before."""
        before = {id for id in self._before if self.memory.kept(id) is not None}
        return before != {id for id, entry in self._after.items() if self._has_page(entry)}


def print_here(press: Press, pages: list[ListPage]) -> PrintedLists:
    """Print pages of lists in this process."""
    return print_lists(press, [page for batch in list_batches(press, pages) for page in batch])
