"""Pages of lists put together that show the same organisations, so that a process prints the row of each once.

An organisation stands in some seven lists: of all, of its form, its letter, its county, its fields and of these in its
county. Nearly all of them are in the order of the names.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from conect.building.executor import batches_of
from conect.building.progress import bar
from conect.catalogue.entry import Entry
from conect.catalogue.packing import pack_all, unpack_all
from conect.records.problems import Text
from conect.romania.text import sort_key
from conect.site import addresses
from conect.site.list_pages import ListPage, PrintedLists
from conect.site.press import Press, make_folders

FEWEST, MOST = 8, 256
"""Pages printed together: of few lists about the work of a batch of records, so that processes share them evenly; of
many so many that a stretch of the alphabet is all there."""

SHARE = 16
"""Batches that there should be at least."""


class ListBatch(list[ListPage]):
    """Pages of lists to print together."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel with each entry packed once; as they are, their way took longer than their printing."""
        entries: dict[str, Entry] = {entry.id: entry for page in self for entry in page.rows}
        places = {id: at for at, id in enumerate(entries)}
        rows = marshal.dumps([[places[entry.id] for entry in page.rows] for page in self])
        bare = [page._replace(rows=()) for page in self]
        return _batch, (bare, rows, pack_all(entries.values()))


def _batch(bare: list[ListPage], rows: bytes, packed: bytes) -> ListBatch:
    entries = unpack_all(packed)
    places: list[list[int]] = marshal.loads(rows)  # noqa: S302 - made by this program
    return ListBatch(page._replace(rows=[entries[at] for at in some]) for page, some in zip(bare, places, strict=True))


def batches(pages: Iterable[ListPage]) -> Iterator[ListBatch]:
    """Cut pages into batches: those of a county, those of the letters, and all others by the alphabet."""
    groups: defaultdict[str, list[ListPage]] = defaultdict(list)
    number = 0
    for page in pages:
        groups[_group(page)].append(page)
        number += 1
    size = min(MOST, max(FEWEST, number // SHARE))
    for group in sorted(groups):
        yield from map(ListBatch, batches_of(sorted(groups[group], key=_first), size))


def _group(page: ListPage) -> str:
    kind = page.listing.kind
    if kind in ("county", "county-domain"):
        return page.listing.path.split("/")[2]
    return "letters" if kind == "letter" else ""


def _first(page: ListPage) -> tuple[str, ...]:
    return sort_key(page.rows[0].name) if page.rows else ()


def list_batches(press: Press, pages: Iterable[ListPage]) -> Iterator[ListBatch]:
    """Yield pages of lists for ``print_lists``, their folders made."""
    for batch in batches(pages):
        for page in batch:
            make_folders(press.tree, press.site, addresses.paged(page.listing.path, page.page))
        yield batch


def wait_for_lists(printed: Iterable[PrintedLists], number: int, lang: str) -> PrintedLists:
    """Wait for ``number`` pages of lists, and return what came of all of them."""
    every = PrintedLists(number, {}, {})
    with bar(_LISTS.in_lang(lang), number) as shown:
        for done in printed:
            every.links.update(done.links)
            every.places.update(done.places)
            shown.advance(done.size)
    return every


_LISTS = Text("Se scriu listele", "Printing the lists")
