"""The same site after a change of some records: only the pages that really are others are printed.

Equal to a whole build byte for byte, which is what ``tests/site/test_renewal.py`` holds it to. What is the same for all
pages (code, theme, settings, vocabularies) has not changed; else there is no renewal.

A record that changed without a change of its entry (what lists and kin show of it) touches its own page alone: that is
here. What other pages show too is in ``wide_renewal``, whose code is not even loaded otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from conect import search
from conect.building.executor import Crew, batches_of
from conect.building.output import Tree
from conect.catalogue.entry import Entry
from conect.catalogue.loading import Packed
from conect.catalogue.relations import Kin
from conect.records.vocabularies import Vocabularies
from conect.site import addresses
from conect.site.difference import Difference
from conect.site.index import TOGETHER, Index
from conect.site.keeping import Kept, KinIds
from conect.site.memory import Memory
from conect.site.organization import Batch, print_organizations
from conect.site.press import Press, make_folders
from conect.site.sources import Shelf, print_texts, shelf_of


class Renewal:
    """What follows where each record that has changed is shown by its own page alone."""

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
        self._print_pages(press)
        self.links |= press.links.take()

    def _print_pages(self, press: Press) -> None:
        self._print_organizations(press)
        self._print_own(press)
        self._remember()

    def _print_own(self, press: Press) -> None:
        """Write what only the changed records' texts and words go into."""
        self._crew.expect(len(self.difference.records))
        if self._before or self._after:
            self._print_texts(press)
        if self._before or self._after or self.difference.new_day:
            self._print_index(press.tree)

    # The pages of records

    def _has_page(self, entry: Entry) -> bool:
        return self.memory.kept(entry.id) is not None

    def _kin(self, entry: Entry) -> Kin:
        kept = self.memory.kept(entry.id)
        return self._kin_of(kept.kin) if kept else Kin()

    def _kin_of(self, kin: KinIds) -> Kin:
        parent, *others = (tuple(filter(None, map(self.memory.entry, group))) for group in kin)
        return Kin(parent[0] if parent else None, *others)

    def _touched(self) -> list[Entry]:
        """Return the unchanged records whose pages are others."""
        return []

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
        size = self.memory.number("shelves")
        numbers = numbers_of({*self._before, *self._after}, size)
        self._print_shelves(press, [self.memory.shelf(number, size) for number in numbers])

    def _print_shelves(self, press: Press, some: Sequence[Shelf]) -> None:
        print_texts(press, self._crew, some, self.lang)

    def _print_index(self, tree: Tree) -> None:
        new = {kept.id for kept in self.printed}
        gone = [id for id in sorted({*self._before, *self._after}) if id not in new]
        self.removed += self._index.change(gone, self._payloads, tree, self._crew)

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


def numbers_of(ids: Iterable[str], size: int) -> set[int]:
    """Return the numbers of the files of texts, one of ``size``, in which records stand."""
    return {shelf_of(id, size) for id in ids}
