"""What a build remembers of the catalogue that it published, in the state beside the site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from conect.building.state import State
from conect.catalogue.catalogue import Orders
from conect.catalogue.entry import Entry
from conect.catalogue.packing import Packed as PackedEntry
from conect.catalogue.packing import digests, pack, unpack
from conect.catalogue.stamps import Stamp
from conect.site import addresses
from conect.site.book import Book, former_ids
from conect.site.keeping import Kept
from conect.site.list_pages import ListPage
from conect.site.sitemap import parts_of
from conect.site.sources import Shelf, shelf_of, size_for

TOGETHER = 16
"""Files of records' texts whose records are remembered in one value: an edit reads and writes a few of these."""

Slot = tuple[PackedEntry, Kept | None]
"""A record's entry, and what was kept of its page where it has one."""


class Chunk:
    """The records that are remembered together, by id."""

    def __init__(self, slots: dict[str, Slot]) -> None:
        self.slots = slots

    @classmethod
    def read(cls, value: dict[str, tuple[PackedEntry, tuple[object, ...] | None]]) -> Chunk:
        """Read what ``value`` gave."""
        return cls({id: (packed, Kept(*kept) if kept else None) for id, (packed, kept) in value.items()})  # type: ignore[arg-type]  # as it was put there

    @property
    def value(self) -> dict[str, tuple[PackedEntry, tuple[object, ...] | None]]:
        """The chunk in plain types."""
        return {id: (packed, tuple(kept) if kept else None) for id, (packed, kept) in sorted(self.slots.items())}


class Memory:
    """The catalogue as the last build left it. Raises ``StateError`` wherever the state is not what it should be."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.chunks: int = state.get("chunks")
        self._read: dict[int, Chunk] = {}
        self._changed: set[int] = set()

    def stamps(self) -> dict[str, Stamp]:
        """The files of records and logos."""
        found: dict[str, Stamp] = self.state.get("stamps")
        return found

    def orders(self) -> Orders:
        """The catalogue's orders."""
        return Orders(*self.state.get("orders"))

    def list_looks(self) -> dict[str, list[bytes]]:
        """What each page of each list looked like, by the list's path."""
        found: dict[str, list[bytes]] = self.state.get("lists")
        return found

    def redirects(self) -> dict[str, str]:
        """Old ids and where they led."""
        found: dict[str, str] = self.state.get("redirects")
        return found

    def number(self, name: str) -> int:
        """One of the numbers: ``organizations``, ``shelves``, ``sitemaps``."""
        found: int = self.state.get(name)
        return found

    def slot(self, id: str) -> Slot | None:
        """What is remembered of a record."""
        return self._chunk(chunk_of(id, self.chunks)).slots.get(id)

    def entry(self, id: str) -> Entry | None:
        """The entry of a record."""
        slot = self.slot(id)
        return unpack(slot[0]) if slot else None

    def kept(self, id: str) -> Kept | None:
        """What was kept of a record's page."""
        slot = self.slot(id)
        return slot[1] if slot else None

    def shelf(self, number: int, size: int) -> Shelf:
        """Return what stands in a file of texts, one of ``size``, as the last build left it."""
        found: dict[str, str | None] = {id: None for id in self.state.get("former") if shelf_of(id, size) == number}
        for id, (packed, kept) in self._chunk(number % self.chunks).slots.items():
            if shelf_of(id, size) == number:
                found[id] = unpack(packed).path if kept else None
        return Shelf(number, sorted(found.items()))

    def entries(self) -> Iterator[Entry]:
        """Yield all entries, in no order that means anything."""
        for number in range(self.chunks):
            if number in self._read:
                yield from (unpack(packed) for packed, _ in self._read[number].slots.values())
            else:
                # Most are only looked through: making chunks of them would take longer than all else.
                yield from (unpack(packed) for packed, _ in self.state.get(f"chunk {number}").values())

    def remember(self, id: str, entry: Entry | None, kept: Kept | None) -> None:
        """Put a record in the place of what is remembered; no entry: forget it."""
        number = chunk_of(id, self.chunks)
        slots = self._chunk(number).slots
        self._changed.add(number)
        if entry is None:
            slots.pop(id, None)
        else:
            slots[id] = pack(entry), kept

    def put(self) -> None:
        """Put all changed records into the state."""
        for number in sorted(self._changed):
            self.state.put(f"chunk {number}", self._read[number].value)

    def _chunk(self, number: int) -> Chunk:
        if number not in self._read:
            self._read[number] = Chunk.read(self.state.get(f"chunk {number}"))
        return self._read[number]


def chunk_of(id: str, chunks: int) -> int:
    """Return the number of the chunk that holds a record; a file of texts is never divided between two."""
    return shelf_of(id, chunks)


def remember_all(state: State, book: Book, kept: Iterable[Kept], stamps: Mapping[str, Stamp]) -> None:
    """Put all that is remembered of the records into a new state."""
    size = size_for(len(book.taken))
    chunks = max(1, size // TOGETHER)
    by_id = {each.id: each for each in kept}
    slots: list[dict[str, Slot]] = [{} for _ in range(chunks)]
    for entry in book.entries:
        slots[chunk_of(entry.id, chunks)][entry.id] = pack(entry), by_id.get(entry.id)
    state.put("chunks", chunks)
    for number, some in enumerate(slots):
        state.put(f"chunk {number}", Chunk(some).value)
    state.put("stamps", dict(stamps))
    remember_pages(state, book, list_looks(book.list_pages))


def remember_pages(state: State, book: Book, looks: dict[str, list[bytes]]) -> None:
    """Put into the state what follows from all entries together; ``looks`` are those of the lists."""
    state.put("orders", tuple(book.catalogue.orders))
    state.put("lists", looks)
    state.put("redirects", book.redirects)
    state.put("organizations", len(book.catalogue.listed))
    state.put("sitemaps", parts_of(book.site, len(book.planned)))
    state.put("former", sorted(former_ids(book.entries)))
    state.put("shelves", size_for(len(book.taken)))


def list_looks(pages: Sequence[ListPage]) -> dict[str, list[bytes]]:
    """Return what each page of each list looks like (BLAKE2b of all that it shows), by the list's path."""
    found: dict[str, list[bytes]] = {}
    shared: dict[tuple[str, bool], bytes] = {}
    for item in pages:
        listing = item.listing
        # All later pages of a list show the same around their rows, and less than the first one.
        key = listing.path, item.page == 1
        if key not in shared:
            shared[key] = hashlib.blake2b(repr((listing, item.total, item.pages)).encode()).digest()
        look = hashlib.blake2b(shared[key], digest_size=8)
        look.update(digests(item.rows))
        found.setdefault(listing.path, []).append(look.digest())
    return found


def list_files(path: str, page: int, languages: Iterable[str]) -> list[str]:
    """Return the files of a page of a list."""
    return [addresses.file_of(addresses.paged(path, page), lang) for lang in languages]
