"""What a build remembers of the catalogue that it published, in the state beside the site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from conect.building.state import State, stored
from conect.catalogue.catalogue import Counts, FormerOrder
from conect.catalogue.entry import Entry
from conect.catalogue.packing import Packed as PackedEntry
from conect.catalogue.packing import digests, pack, unpack
from conect.site import addresses
from conect.site.keeping import Kept
from conect.site.sitemap import parts_of
from conect.site.sources import Shelf, shelf_of, size_for
from conect.site.standing import Place

if TYPE_CHECKING:
    from conect.site.book import Book
    from conect.site.list_pages import ListPage

TOGETHER = 16
"""Files of records' texts whose records are remembered in one value: an edit reads and writes a few of these."""

AROUND = 8
"""Bytes of a list page's look that tell what stands around its rows; the others tell the rows."""

PackedPage = tuple[object, ...]
"""What was kept of a record's page (``Kept``), in plain types."""


class Memory:
    """The catalogue as the last build left it. Raises ``StateError`` wherever the state is not what it should be."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.chunks: int = state.get("chunks")
        self._entries: dict[int, dict[str, PackedEntry]] = {}
        self._pages: dict[int, dict[str, PackedPage]] = {}
        self._changed: set[int] = set()

    def order(self) -> FormerOrder:
        """The catalogue's order."""
        text, moved = self.state.get("order"), self.state.get("moved")
        return FormerOrder(text.split("\n") if text else [], frozenset(moved))

    def counts(self) -> Counts:
        """What was counted of the catalogue."""
        found: Counts = self.state.get("counts")
        return found

    def under(self, letters: Iterable[str]) -> dict[str, list[str]]:
        """The ids under some letters, in their order there."""
        known = self.counts().get("letter", {})
        return {letter: self.state.get(_under(letter)).split("\n") if letter in known else [] for letter in letters}

    def beginnings(self) -> frozenset[str]:
        """The ids that begin a section of a long list."""
        return frozenset(self.state.get("beginnings"))

    def list_looks(self) -> dict[str, list[bytes]]:
        """What each page of each list looked like, by the list's path."""
        found: dict[str, list[bytes]] = self.state.get("lists")
        return found

    def places(self) -> dict[str, Place]:
        """Where the rows stand on the first page of each list, by file."""
        return {file: Place(*place) for file, place in self.state.get("places").items()}

    def redirects(self) -> dict[str, str]:
        """Old ids and where they led."""
        found: dict[str, str] = self.state.get("redirects")
        return found

    def number(self, name: str) -> int:
        """One of the numbers: ``organizations``, ``shelves``, ``sitemaps``."""
        found: int = self.state.get(name)
        return found

    def entry(self, id: str) -> Entry | None:
        """The entry of a record."""
        packed = self._entries_of(chunk_of(id, self.chunks)).get(id)
        return unpack(packed) if packed else None

    def kept(self, id: str) -> Kept | None:
        """What was kept of a record's page."""
        packed = self._pages_of(chunk_of(id, self.chunks)).get(id)
        return Kept(*packed) if packed else None  # type: ignore[arg-type]  # as it was put there

    def shelf(self, number: int, size: int) -> Shelf:
        """Return what stands in a file of texts, one of ``size``, as the last build left it."""
        found: dict[str, str | None] = {id: None for id in self.former() if shelf_of(id, size) == number}
        pages = self._pages_of(number % self.chunks)
        for id, packed in self._entries_of(number % self.chunks).items():
            if shelf_of(id, size) == number:
                found[id] = unpack(packed).path if id in pages else None
        return Shelf(number, sorted(found.items()))

    def entries(self) -> dict[str, Entry]:
        """Return all entries by their ids, in no order that means anything."""
        found: dict[str, Entry] = {}
        for number in range(self.chunks):
            packed = self._entries_of(number)
            found.update(zip(packed, map(unpack, packed.values()), strict=True))
        return found

    def entries_near(self, numbers: Iterable[int]) -> Iterator[Entry]:
        """Yield the entries of the records that stand in some files of texts, and others."""
        for number in sorted({number % self.chunks for number in numbers}):
            yield from map(unpack, self._entries_of(number).values())

    def former(self) -> list[str]:
        """The ids that records had before."""
        found: list[str] = self.state.get("former")
        return found

    def remember(self, id: str, entry: Entry | None, kept: Kept | None) -> None:
        """Put a record in the place of what is remembered; no entry: forget it."""
        number = chunk_of(id, self.chunks)
        self._changed.add(number)
        self._entries_of(number).pop(id, None)
        self._pages_of(number).pop(id, None)
        if entry is not None:
            self._entries[number][id] = pack(entry)
            if kept is not None:
                self._pages[number][id] = tuple(kept)

    def put(self) -> None:
        """Put all changed records into the state."""
        for number in sorted(self._changed):
            for name, data in _chunk(number, self._entries[number], self._pages[number]):
                self.state.put_stored(name, data)

    def _entries_of(self, number: int) -> dict[str, PackedEntry]:
        if number not in self._entries:
            self._entries[number] = self.state.get(f"entries {number}")
        return self._entries[number]

    def _pages_of(self, number: int) -> dict[str, PackedPage]:
        if number not in self._pages:
            self._pages[number] = self.state.get(f"pages {number}")
        return self._pages[number]


def _chunk(number: int, entries: dict[str, PackedEntry], pages: dict[str, PackedPage]) -> Iterator[tuple[str, bytes]]:
    """Yield what a chunk has in the state, by name."""
    # Apart, since most changes look through all entries and at few pages.
    yield f"entries {number}", stored(dict(sorted(entries.items())))
    yield f"pages {number}", stored(dict(sorted(pages.items())))


def chunk_of(id: str, chunks: int) -> int:
    """Return the number of the chunk that holds a record; a file of texts is never divided between two."""
    return shelf_of(id, chunks)


def pack_records(book: Book, kept: Iterable[Kept]) -> dict[str, bytes]:
    """Return what is remembered of each record, by the names in the state: most of it, and known before the end."""
    chunks = _chunks(book)
    entries: list[dict[str, PackedEntry]] = [{} for _ in range(chunks)]
    pages: list[dict[str, PackedPage]] = [{} for _ in range(chunks)]
    for entry in book.entries:
        entries[chunk_of(entry.id, chunks)][entry.id] = pack(entry)
    for each in kept:
        pages[chunk_of(each.id, chunks)][each.id] = tuple(each)
    return dict(chain.from_iterable(map(_chunk, range(chunks), entries, pages)))


def _chunks(book: Book) -> int:
    return max(1, size_for(book.number_taken) // TOGETHER)


def remember_all(
    state: State,
    book: Book,
    records: dict[str, bytes],
    looks: dict[str, list[bytes]],
    places: Mapping[str, Place],
) -> None:
    """Put all that is remembered into a new state, taking it out of ``records``; ``looks`` are those of all lists."""
    state.put("chunks", _chunks(book))
    while records:
        # Let go as it is written: what follows takes room, too.
        state.put_stored(*records.popitem())
    remember_book(state, book)
    remember_lists(state, book, looks, places)
    remember_letters(state, book.lists.facets.under)


def remember_book(state: State, book: Book) -> None:
    """Put into the state what follows from all entries together."""
    order = book.catalogue.order
    if not order.moved:
        # As one text: so many are read and written in a tenth of the time that a list of them takes.
        state.put("order", "\n".join(order.ids))
    state.put("moved", sorted(order.moved))
    state.put("counts", book.catalogue.counts)
    state.put("beginnings", sorted(book.beginnings))
    state.put("redirects", book.redirects)
    state.put("organizations", len(book.catalogue.listed))
    state.put("former", sorted(book.former_ids))
    state.put("shelves", size_for(book.number_taken))


def remember_lists(state: State, book: Book, looks: dict[str, list[bytes]], places: Mapping[str, Place]) -> None:
    """Put all lists into the state: what their pages look like, and where the first ones have their rows."""
    state.put("lists", looks)
    state.put("places", {file: tuple(places[file]) for file in sorted(places)})
    state.put("sitemaps", parts_of(book.site, book.number_planned(map(len, looks.values()))))


def remember_letters(state: State, under: Mapping[str, Iterable[str]]) -> None:
    """Put the ids under some letters into the state, in their order there."""
    for letter in sorted(under):
        state.put(_under(letter), "\n".join(under[letter]))


def _under(letter: str) -> str:
    return f"letter {letter}"


def list_looks(pages: Sequence[ListPage]) -> dict[str, list[bytes]]:
    """Return what each page of each list looks like (BLAKE2b of all that it shows: what stands around its rows, and
    the rows), by the list's path."""
    found: dict[str, list[bytes]] = {}
    shared: dict[tuple[str, bool], bytes] = {}
    for item in pages:
        # All later pages of a list show the same around their rows, and less than the first one.
        key = item.listing.path, item.page == 1
        if key not in shared:
            shared[key] = look_around(item)
        rows = hashlib.blake2b(digests(item.rows), digest_size=8).digest()
        found.setdefault(item.listing.path, []).append(shared[key] + rows)
    return found


def look_around(page: ListPage) -> bytes:
    """Return what stands around the rows of a list's page, as a checksum; of later pages it is the same for all."""
    return hashlib.blake2b(repr((page.listing, page.total, page.pages)).encode(), digest_size=AROUND).digest()


def list_files(path: str, page: int, languages: Iterable[str]) -> list[str]:
    """Return the files of a page of a list."""
    return [addresses.file_of(addresses.paged(path, page), lang) for lang in languages]
