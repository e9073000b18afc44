"""The lists after a change of some records: which of their pages are others, and which have the rows that they had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

from conect.building.aside import Aside
from conect.building.tree import Tree
from conect.catalogue.catalogue import ID
from conect.site import addresses
from conect.site.difference import Difference
from conect.site.list_batches import list_batches
from conect.site.list_pages import ListPage, PrintedLists, print_around
from conect.site.listing import Seen
from conect.site.memory import AROUND, Memory, list_files, list_looks
from conect.site.press import Press
from conect.site.standing import Place, Standing

Print = Callable[[Press, list[ListPage]], PrintedLists]
"""Prints pages of lists, all of what they show."""


class RenewedLists(NamedTuple):
    """What has become of the lists, of types that go from one process to another."""

    looks: dict[str, list[bytes]]
    """What all pages of all lists look like now."""
    places: dict[str, Place]
    """Where their first pages have their rows, by file."""
    paths: list[str]
    """The pages that were printed, without language."""
    removed: list[str]
    """The files of pages that are no more."""
    links: dict[str, str]
    """Where the printed pages lead."""
    others: bool
    """Whether there are other lists than before, or one has more pages, or fewer."""

    @property
    def numbers(self) -> dict[str, int]:
        """How many pages each list has, by its path."""
        return {path: len(looks) for path, looks in self.looks.items()}


class ChangedLists:
    """What has become of the lists that ``memory`` tells of. ``site`` is the one that stands."""

    def __init__(self, difference: Difference, memory: Memory, site: Tree) -> None:
        self._difference = difference
        self._turned = difference.turned
        self._site = site
        # Asked for now: a copy of this process must not read the state, and has all of this when it is made.
        self._book = difference.book
        self._places = memory.places()
        self._former = memory.list_looks()
        self._aside: Aside | None = None

    def begin(self, press: Press, printing: Print) -> None:
        """Let another process see to the lists, if it can, while this one does something else; ``renewed`` follows."""
        with suppress(OSError):
            self._aside = Aside(lambda: self._renewed(press, printing), lambda _: None)

    def renewed(self, press: Press, printing: Print) -> RenewedLists:
        """Print what has changed of the lists."""
        if self._aside is None:
            return self._renewed(press, printing)
        done: RenewedLists | None = self._aside.result()
        if done is not None:
            return done
        # What the other process has printed may be there, or the beginning of it.
        return self._renewed(press.again(), printing)

    def close(self) -> None:
        """End the other process."""
        if self._aside is not None:
            self._aside.end(keep=False)
            self._aside = None

    def _renewed(self, press: Press, printing: Print) -> RenewedLists:
        changed, around = self._changed()
        every = [page for batch in list_batches(press, around) for page in batch]
        printed = printing(press, changed), print_around(press, every, Standing(self._site, self._places))
        removed = self._removed()
        places = self._places | printed[0].places | printed[1].places
        for file in removed:
            places.pop(file, None)
        numbers, before = ({path: len(some) for path, some in each.items()} for each in (self._looks, self._former))
        paths = [addresses.paged(item.listing.path, item.page) for item in (*changed, *around)]
        links = printed[0].links | printed[1].links
        return RenewedLists(self._looks, places, paths, removed, links, numbers != before)

    def _changed(self) -> tuple[list[ListPage], list[ListPage]]:
        """Return the pages of other rows, or that were not there, and the first pages of which only that is another
        what stands around their rows."""
        changed: list[ListPage] = []
        around: list[ListPage] = []
        for item in self._seen:
            now = self._looks[item.listing.path][item.page - 1]
            then = self._former.get(item.listing.path, [])
            if len(then) < item.page or self._turns(item):
                changed.append(item)
            elif now != then[item.page - 1]:
                same_rows = item.page == 1 and now[AROUND:] == then[0][AROUND:]
                (around if same_rows else changed).append(item)
        return changed, around

    def _turns(self, item: ListPage) -> bool:
        """Tell whether a row of a page is another one because it is another day."""
        return bool(self._turned) and any(map(self._turned.__contains__, map(ID, item.rows)))

    def _removed(self) -> list[str]:
        return [
            file
            for path, looks in self._former.items()
            for page in range(len(self._looks.get(path, ())) + 1, len(looks) + 1)
            for file in list_files(path, page, self._difference.site.languages)
        ]

    @cached_property
    def _seen(self) -> Sequence[ListPage]:
        """The pages of those lists that could show what has changed."""
        difference = self._difference
        found = [
            [side[id] for id in difference.altered if id in side] + list(self._turned.values())
            for side in (difference.before, difference.after)
        ]
        shown = ([entry for entry in side if difference.site.demo or not entry.demo] for side in found)
        return self._book.pages_of_lists(Seen.of(*shown))

    @cached_property
    def _looks(self) -> dict[str, list[bytes]]:
        """What all pages of all lists look like now."""
        seen = list_looks(self._seen)
        paths = (each.path for each in self._book.lists.plans())
        return {path: seen.get(path) or self._former[path] for path in paths}
