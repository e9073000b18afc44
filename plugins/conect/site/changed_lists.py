"""The lists after a change of some records: which of their pages are others, and which have the rows that they had."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from conect.building.tree import Tree
from conect.site import addresses
from conect.site.difference import Difference
from conect.site.list_pages import ListPage, PrintedLists, print_around
from conect.site.listing import Seen
from conect.site.memory import AROUND, Memory, list_files, list_looks, remember_pages
from conect.site.press import Press
from conect.site.standing import Place, Standing
from conect.site.work import list_batches


class ChangedLists:
    """What has become of the lists that ``memory`` tells of. ``site`` is the one that stands."""

    def __init__(self, difference: Difference, memory: Memory, site: Tree) -> None:
        self._difference = difference
        self._memory = memory
        self._site = site
        self._places: dict[str, Place] = memory.places()
        self._former = memory.list_looks()
        self.pages: list[ListPage] = []
        """Pages of other rows, or that were not there."""
        self.around: list[ListPage] = []
        """First pages of which only that is another what stands around their rows."""
        for item in self._seen:
            now = self._looks[item.listing.path][item.page - 1]
            then = self._former.get(item.listing.path, [])
            if len(then) < item.page:
                self.pages.append(item)
            elif now != then[item.page - 1]:
                same_rows = item.page == 1 and now[AROUND:] == then[0][AROUND:]
                (self.around if same_rows else self.pages).append(item)

    @property
    def paths(self) -> list[str]:
        """The pages that are others, without language."""
        return [addresses.paged(item.listing.path, item.page) for item in (*self.pages, *self.around)]

    @cached_property
    def removed(self) -> list[str]:
        """The files of pages that are no more."""
        return [
            file
            for path, looks in self._former.items()
            for page in range(len(self._looks.get(path, ())) + 1, len(looks) + 1)
            for file in list_files(path, page, self._difference.site.languages)
        ]

    @property
    def numbers(self) -> dict[str, int]:
        """How many pages each list has, by its path."""
        return {path: len(looks) for path, looks in self._looks.items()}

    @property
    def numbers_differ(self) -> bool:
        """Tell whether there are other lists than before, or one has more pages, or fewer."""
        return self.numbers != {path: len(looks) for path, looks in self._former.items()}

    def print_around(self, press: Press) -> PrintedLists:
        """Print the pages that have the rows that they had."""
        every = [page for batch in list_batches(press, self.around) for page in batch]
        return print_around(press, every, Standing(self._site, self._places))

    def remember(self, *printed: PrintedLists) -> None:
        """Put the lists into the state; ``printed`` came of all pages that are others."""
        for each in printed:
            self._places |= each.places
        gone = {*self.removed}
        places = {file: place for file, place in self._places.items() if file not in gone}
        remember_pages(self._memory.state, self._difference.book, self._looks, places)

    @cached_property
    def _seen(self) -> Sequence[ListPage]:
        """The pages of those lists that could show what has changed."""
        difference = self._difference
        found = [
            [side[id] for id in difference.altered if id in side] for side in (difference.before, difference.after)
        ]
        shown = ([entry for entry in side if difference.site.demo or not entry.demo] for side in found)
        return difference.book.pages_of_lists(Seen.of(*shown))

    @cached_property
    def _looks(self) -> dict[str, list[bytes]]:
        """What all pages of all lists look like now."""
        seen = list_looks(self._seen)
        paths = (each.path for each in self._difference.book.lists.plans())
        return {path: seen.get(path) or self._former[path] for path in paths}
