"""The lists after a change of some records: which of their pages are others, and which have the rows that they had."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

from conect.building.aside import Aside
from conect.building.tree import Tree
from conect.catalogue.catalogue import ID
from conect.site import addresses
from conect.site.difference import Difference
from conect.site.list_pages import ListPage, PrintedLists, frames, print_around
from conect.site.listing import Delayed, Listing, Seen
from conect.site.memory import AROUND, Memory, list_files, list_looks, look_around
from conect.site.press import Press, make_folders
from conect.site.standing import Place, Standing

Print = Callable[[Press, list[ListPage]], PrintedLists]
"""Prints pages of lists, all of what they show."""


class RenewedLists(NamedTuple):
    """What has become of the lists, of types that go from one process to another."""

    looks: dict[str, list[bytes]]
    """What all pages of all lists look like now."""
    places: dict[str, Place]
    """Where their first pages have their rows, by file."""
    under: dict[str, list[str]]
    """The ids under those letters whose lists were made, in their order there."""
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


class Part(NamedTuple):
    """What has become of some of the lists; as ``RenewedLists``, of these alone."""

    looks: dict[str, list[bytes]]
    places: dict[str, Place]
    under: dict[str, list[str]]
    paths: list[str]
    links: dict[str, str]


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
        """Let another process see to the lists that may hold others, if it can, while this one does something else;
        ``renewed`` follows."""
        with suppress(OSError):
            self._aside = Aside(lambda: self._holding(press, printing), lambda _: None)

    def telling(self, press: Press, printing: Print) -> Part:
        """Print what has changed of the lists that can only tell other numbers, beside links to other lists."""
        seen = self._seen
        framed, made = [], []
        for plan in self._book.lists.plans():
            if plan.shows(seen) and not plan.holds(seen):
                listing = plan.make()
                frame = self._framed(listing)
                framed += [frame] if frame else []
                made += [] if frame else [listing]
        return self._printed(press, printing, framed, made)

    def renewed(self, press: Press, printing: Print, telling: Part) -> RenewedLists:
        """Print what has changed of the lists that may hold others, if no other process does, and join it to what was
        ``telling``."""
        holding: Part | None = None
        if self._aside is not None:
            holding = self._aside.result()
            # What the other process has printed may be there, or the beginning of it.
            press = press if holding else press.again()
        holding = holding or self._holding(press, printing)
        changed = holding.looks | telling.looks
        looks = {plan.path: changed.get(plan.path) or self._former[plan.path] for plan in self._book.lists.plans()}
        removed = self._removed(looks)
        places = self._places | holding.places | telling.places
        for file in removed:
            places.pop(file, None)
        numbers, before = ({path: len(some) for path, some in each.items()} for each in (looks, self._former))
        return RenewedLists(
            looks,
            places,
            holding.under | telling.under,
            holding.paths + telling.paths,
            removed,
            holding.links | telling.links,
            numbers != before,
        )

    def close(self) -> None:
        """End the other process."""
        if self._aside is not None:
            self._aside.end(keep=False)
            self._aside = None

    def _holding(self, press: Press, printing: Print) -> Part:
        """Print what has changed of the lists in which one of those that have changed may stand, or have stood."""
        seen = self._seen
        made = [plan.make() for plan in self._book.lists.plans() if plan.holds(seen)]
        return self._printed(press, printing, [], made)

    @cached_property
    def _seen(self) -> Seen:
        """What lists look at in those that have changed, and in those that a new day shows otherwise."""
        difference = self._difference
        found = [
            [side[id] for id in difference.altered if id in side] + list(self._turned.values())
            for side in (difference.before, difference.after)
        ]
        return Seen.of(*([entry for entry in side if difference.site.demo or not entry.demo] for side in found))

    def _framed(self, listing: Listing) -> ListPage | None:
        """Return the first page of a list that holds whom it held; None where its later pages are to be looked at.

        Its rows are made if somebody asks for them.
        """
        looks = self._former.get(listing.path)
        if looks is None:
            return None
        first, *later = frames(listing, len(looks))
        if later and look_around(later[0]) != looks[1][:AROUND]:
            return None
        return first._replace(rows=Delayed(lambda: self._book.pages_of_lists([listing])[0].rows))

    def _printed(self, press: Press, printing: Print, framed: list[ListPage], made: list[Listing]) -> Part:
        """Print the pages that are others: of ``framed`` lists the first ones, of ``made`` ones all."""
        pages = self._book.pages_of_lists(made)
        looks = list_looks(pages)
        for item in framed:
            first, *later = self._former[item.listing.path]
            looks[item.listing.path] = [look_around(item) + first[AROUND:], *later]
        changed, around = self._changed(pages, looks)
        around += [item for item in framed if looks[item.listing.path] != self._former[item.listing.path]]
        for item in around:
            make_folders(press.tree, press.site, item.listing.path)
        printed = printing(press, changed) if changed else PrintedLists(0, {}, {})
        stood = print_around(press, around, Standing(self._site, self._places))
        paths = [addresses.paged(item.listing.path, item.page) for item in (*changed, *around)]
        under = self._book.lists.facets.under
        return Part(looks, printed.places | stood.places, under, paths, printed.links | stood.links)

    def _changed(self, pages: list[ListPage], looks: dict[str, list[bytes]]) -> tuple[list[ListPage], list[ListPage]]:
        """Return the pages of other rows, or that were not there, and the first pages of which only that is another
        what stands around their rows."""
        changed: list[ListPage] = []
        around: list[ListPage] = []
        for item in pages:
            now = looks[item.listing.path][item.page - 1]
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

    def _removed(self, looks: dict[str, list[bytes]]) -> list[str]:
        return [
            file
            for path, former in self._former.items()
            for page in range(len(looks.get(path, ())) + 1, len(former) + 1)
            for file in list_files(path, page, self._difference.site.languages)
        ]
