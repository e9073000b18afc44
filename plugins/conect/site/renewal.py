"""The same site after a change of some records: only the pages that really are others are printed.

Equal to a whole build byte for byte, which is what ``tests/site/test_renewal.py`` holds it to. What is the same for all
pages (code, theme, settings, vocabularies, the day) has not changed; else there is no renewal.

A record that changed without a change of its entry (what lists and kin show of it) touches its own page alone. Else
all entries are read from memory, the rules over all records judged, and of every list and every page that could show
the change it is asked whether it looks as it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from conect import search
from conect.building.aside import Aside
from conect.building.executor import Crew, batches_of
from conect.building.output import Tree
from conect.catalogue.entry import Entry
from conect.catalogue.loading import Packed
from conect.catalogue.relations import Kin
from conect.records.vocabularies import Vocabularies
from conect.site import addresses
from conect.site.book import former_ids
from conect.site.changed_lists import ChangedLists, RenewedLists
from conect.site.difference import Difference, TooMuchError
from conect.site.front import Front
from conect.site.index import TOGETHER, Index
from conect.site.keeping import Kept, KinIds, look
from conect.site.list_pages import ListPage, PrintedLists, print_lists
from conect.site.memory import Memory, remember_pages
from conect.site.organization import Batch, print_organizations, print_redirects
from conect.site.press import Press
from conect.site.propose import print_form
from conect.site.sitemap import parts_of, sitemap_parts, write_sitemap
from conect.site.sources import FOLDER, Shelf, shelf_of, shelves, size_for
from conect.site.statistics import print_statistics
from conect.site.work import REDIRECTS, list_batches, make_folders, print_texts, wait_for_lists

FEW = 10
"""Changed records whose lists one process prints sooner than several, which have to be started."""

RECORDS_A_PAGE = 4
"""A page of a list is about as much work as so many records."""


class Renewal:
    """What follows from what has changed since the site was published."""

    def __init__(
        self,
        difference: Difference,
        vocabularies: Vocabularies,
        memory: Memory,
        index: Index,
        site: Tree,
        crew: Crew,
        lang: str,
    ) -> None:
        self.difference = difference
        self.site = difference.site
        self.lang = lang
        self.vocabularies = vocabularies
        self.memory = memory
        self.links: dict[str, str] = {}
        self.paths: list[str] = []
        """Pages, without language, that were printed anew: they must be there, and hold something."""
        self.removed: list[str] = []
        """Files that the site no longer has."""
        self.printed: list[Kept] = []
        self._index = index
        self._site = site
        self._crew = crew
        self._before, self._after = difference.before, difference.after

    def print(self, tree: Tree) -> None:
        """Print into ``tree`` every page that is not as it was."""
        press = Press(self.site, self.vocabularies, tree)
        if self.difference.altered:
            self._print_with_lists(press)
        else:
            self._print_organizations(press)
            self._print_own(press)
            self._remember()
        self.links |= press.links.take()

    def _print_with_lists(self, press: Press) -> None:
        """Print what shows all records, and the rest; other processes print the lists and change the index."""
        aside = self._crew.several and Aside.possible()
        few = len(self.difference.altered) <= FEW
        if aside:
            shown = [id for id in sorted(self._after) if self._to_be_shown(self._after[id])]
            gone = sorted({*self._before, *self._after}.difference(shown))
            self._index.begin(gone, [self.difference.records[id] for id in shown])
        if not few:
            # Lists will follow, enough of them for several processes.
            self._crew.warm("conect.site.list_pages", "conect.site.organization")
        lists = ChangedLists(self.difference, self.memory, self._site)
        try:
            if aside and few:
                lists.begin(press, print_here)
            self._print_organizations(press)
            self._print_front(press)
            self._print_own(press)
            self._renew_lists(press, lists.renewed(press, print_here if few else self._print_lists))
        finally:
            lists.close()

    def _renew_lists(self, press: Press, lists: RenewedLists) -> None:
        self.paths += lists.paths
        self.removed += lists.removed
        self.links |= lists.links
        self._print_sitemap(press, lists)
        self._remember()
        remember_pages(self.memory.state, self.difference.book, lists.looks, lists.places)

    def _print_lists(self, press: Press, pages: list[ListPage]) -> PrintedLists:
        self._crew.expect(len(pages) * RECORDS_A_PAGE)
        return wait_for_lists(self._crew.run(print_lists, press, list_batches(press, pages)), len(pages), self.lang)

    def _print_own(self, press: Press) -> None:
        """Write what only the changed records' texts and words go into."""
        self._crew.expect(len(self.difference.records))
        self._print_texts(press)
        self._print_index(press.tree)

    # The pages of records

    def _to_be_shown(self, entry: Entry) -> bool:
        """Tell what ``_has_page`` tells of a changed record, before all entries are read."""
        return entry.merged_into is None and (self.site.demo or not entry.demo)

    def _has_page(self, entry: Entry) -> bool:
        return (
            self.difference.book.has_page(entry) if self.difference.altered else self.memory.kept(entry.id) is not None
        )

    def _kin(self, entry: Entry) -> Kin:
        if self.difference.altered:
            return self.difference.book.relations.kin(entry)
        kept = self.memory.kept(entry.id)
        return self._kin_of(kept.kin) if kept else Kin()

    def _kin_of(self, kin: KinIds) -> Kin:
        parent, *others = (tuple(filter(None, map(self.memory.entry, group))) for group in kin)
        return Kin(parent[0] if parent else None, *others)

    def _touched(self) -> list[Entry]:
        """Return the unchanged records whose kin are others, or look otherwise."""
        if not self.difference.altered:
            return []
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
        return found

    def _print_organizations(self, press: Press) -> None:
        touched = self._touched()
        self.difference.take(touched)
        changed = [self._after[id] for id in sorted(self._after) if self._has_page(self._after[id])]
        self._payloads = self._print_some(press, changed)
        self._print_some(press, touched, searched=False)
        new = {kept.id: kept for kept in self.printed}
        for id in sorted(self._before):
            kept = self.memory.kept(id)
            if kept is not None and id not in new:
                self._remove_page(addresses.organization(id))
            if kept is not None and kept.logo and (id not in new or new[id].logo != kept.logo):
                self.removed.append(f"{addresses.LOGOS}/{kept.logo}")

    def _print_some(self, press: Press, entries: Iterable[Entry], *, searched: bool = True) -> list[search.Payload]:
        payloads = []
        for done in self._crew.run(print_organizations, press, self._batches(press.tree, entries, searched)):
            payloads.append(done.payload)
            self.links |= done.links
            self.printed += done.kept
        return payloads

    def _batches(self, tree: Tree, entries: Iterable[Entry], searched: bool) -> Iterator[Batch]:
        for some in batches_of(entries, TOGETHER):
            for entry in some:
                path = addresses.organization(entry.id)
                self.paths.append(path)
                make_folders(tree, self.site, path)
            packed = Packed.of([self.difference.records[entry.id] for entry in some])
            yield Batch(packed, [(entry, self._kin(entry)) for entry in some], searched)

    def _remove_page(self, path: str) -> None:
        self.removed += [addresses.file_of(path, lang) for lang in self.site.languages]

    # Everything else

    def _print_texts(self, press: Press) -> None:
        """Write the files of texts in which a changed record stands, or stood."""
        differing = {*self._before, *self._after}
        if not differing:
            return
        former = self.memory.number("shelves")
        if not self.difference.altered:
            self._print_shelves(press, [self.memory.shelf(number, former) for number in _numbers(differing, former)])
            return
        book = self.difference.book
        size = size_for(book.number_taken)
        if size == former:
            old = former_ids([*self._before.values(), *self._after.values()])
            numbers = _numbers([*differing, *old], size)
            some = self._taken_of(numbers, size)
            self._print_shelves(press, [shelf for shelf in shelves(some.items(), size) if shelf.number in numbers])
        else:
            if size < self.memory.chunks:
                raise TooMuchError
            # The form's page tells how many there are.
            print_form(press, size)
            self._print_shelves(press, list(shelves(book.taken().items(), size)))
            self.removed += [f"{FOLDER}/{number}.bin" for number in range(size, former)]

    def _taken_of(self, numbers: set[int], size: int) -> dict[str, str | None]:
        """Return the ids that stand in some files of texts, as ``Book.taken`` does."""
        entries = {entry.id: entry for entry in self.memory.entries_near(numbers) if entry.id not in self._before}
        entries |= self._after
        taken: dict[str, str | None] = dict.fromkeys(self.difference.book.former_ids)
        taken |= {entry.id: entry.path if self._has_page(entry) else None for entry in entries.values()}
        return {id: path for id, path in taken.items() if shelf_of(id, size) in numbers}

    def _print_shelves(self, press: Press, some: Sequence[Shelf]) -> None:
        print_texts(press, self._crew, some, len(some), self.lang)

    def _print_index(self, tree: Tree) -> None:
        if not self._before and not self._after:
            return
        new = {kept.id for kept in self.printed}
        gone = [id for id in sorted({*self._before, *self._after}) if id not in new]
        files, removed = self._index.changed(gone, self._payloads, self._crew)
        for file in files:
            tree.write(file.path, file.data)
        self.removed += removed

    def _print_front(self, press: Press) -> None:
        book = self.difference.book
        Front(press, book.catalogue, book.lists).print()
        print_statistics(press, book.catalogue)
        before, after = self.memory.redirects(), book.redirects
        fresh = [(old, target) for old, target in after.items() if before.get(old) != target]
        for links in self._crew.run(print_redirects, press, batches_of(fresh, REDIRECTS)):
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

    def _remember(self) -> None:
        new = {kept.id: kept for kept in self.printed}
        for id in self._before.keys() - self._after.keys():
            self.memory.remember(id, None, None)
        for id, entry in self._after.items():
            self.memory.remember(id, entry, new.get(id))
        for id, kept in new.items():
            if id not in self._after:
                entry_then = self.memory.entry(id)
                self.memory.remember(id, entry_then, kept)
        self.memory.put()


def print_here(press: Press, pages: list[ListPage]) -> PrintedLists:
    """Print pages of lists in this process."""
    return print_lists(press, [page for batch in list_batches(press, pages) for page in batch])


def _numbers(ids: Iterable[str], size: int) -> set[int]:
    return {shelf_of(id, size) for id in ids}
