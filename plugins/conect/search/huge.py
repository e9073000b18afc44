"""Huge terms: what is told of them, so that their documents are found and ranked without all their postings.

The set of all documents, a level for each of them, the postings of the best, and those of all in blocks, which are
ranges of numbers. The reading side is ``reading.py`` here and ``terms.js`` in the browser.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from conect.search.encoding import LONG, Reader, varint, varints
from conect.search.layout import Layout
from conect.search.scoring import LEVELS, best_counts, best_of, levels_of, means

STEP = 64
"""Bytes in which the sizes of files are told."""

SPARSE = 7
"""Slots for each document from which on gaps are shorter than bits, once compressed: so it was for all of 160 terms."""

_PLUS_ONE = (1).__add__

_TO_FLAGS = bytes.maketrans(b"01", b"\0\1")


def set_bits(numbers: Iterable[int], slots: int) -> bytes:
    """Return a bit for each slot, the first ones lowest: whether it is among ``numbers``."""
    bits = bytearray(-(-slots // 8))
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(bits)


def numbers_in(bits: bytes) -> list[int]:
    """Return the numbers of a set, rising."""
    flags = _flags(bits)
    return list(compress(range(len(flags)), flags))


def _flags(bits: bytes) -> bytes:
    """Return a byte for each bit, up to the last one that is set."""
    return format(int.from_bytes(bits, "little"), "b").encode().translate(_TO_FLAGS)[::-1]


def set_of(bits: bytes, documents: int) -> bytes:
    """Return a set of so many documents: 0 and gaps where they are few, else 1 and a bit for each slot."""
    if documents * SPARSE < 8 * len(bits):
        # The zeros before each one, and the one itself but for the first: the differences of the numbers.
        first, *others = map(len, _flags(bits).split(b"\1")[:-1])
        return b"\0" + varints([first, *map(_PLUS_ONE, others)])
    return b"\1" + bits


def span_of(slots: int, documents: int, layout: Layout) -> int:
    """Return the bits of a number that a block of a term in so many documents spans."""
    return max(1, slots * layout.block // documents).bit_length() - 1


class Told(NamedTuple):
    """What the impacts of a huge term tell."""

    levels: bytes
    """The file of levels: two bits for each document."""
    best: dict[int, int]
    """How many documents of each impact are among the best, the greatest impact first."""
    means: list[int]

    @property
    def least(self) -> int:
        """Return the least impact of the best."""
        return min(self.best)


class HugeTerm(NamedTuple):
    """A huge term: its documents as bits, and their impacts in the order of their numbers."""

    name: str
    documents: bytes
    impacts: bytes

    def told(self, most: int, counts: Counter[int] | None = None) -> Told:
        """Work out what is told, with at most ``most`` best documents; ``counts``: of the impacts, where known."""
        counts = Counter(self.impacts) if counts is None else counts
        best = best_counts(counts, most)
        of_impacts = levels_of(counts)
        table = bytes(of_impacts.get(each, 0) for each in range(256))
        return Told(packed(self.impacts.translate(table)), best, means(counts - Counter(best), of_impacts))

    def best(self, told: Told) -> list[int]:
        """Return the places of the best documents, rising."""
        return best_of(self.impacts, told.best)


def packed(levels: Sequence[int]) -> bytes:
    """Return levels as two bits each, the first ones lowest."""
    flat = bytes(levels)
    value = sum(int.from_bytes(flat[at::4], "little") << 2 * at for at in range(4))
    return value.to_bytes(-(-len(flat) // 4), "little")


def counts_told(counts: Mapping[int, int]) -> bytes:
    """Return how many documents have each impact, as a state keeps it."""
    return array("I", [counts.get(each, 0) for each in range(256)]).tobytes()


def counts_of(told: bytes) -> Counter[int]:
    """Return what ``counts_told`` was given."""
    return Counter({each: count for each, count in enumerate(array("I", told)) if count})


class BlockFile(NamedTuple):
    """A block: its documents, the hash of its file and that one's bytes; no hash where it has no documents."""

    documents: int
    long: bytes
    size: int


class Description(NamedTuple):
    """A huge term as its shard tells it."""

    active: int
    """Documents of organisations that still are."""
    place: int
    """Its place in the files by documents, see ``forward``."""
    hashes: tuple[bytes, bytes, bytes]
    """Of the files of the set, the levels and the best."""
    sizes: tuple[int, int, int]
    """Bytes of these."""
    least: int
    means: list[int]
    span: int
    blocks: list[BlockFile]

    def encode(self) -> bytes:
        """Return its bytes in the shard."""
        out = [
            varints([self.active, self.place]),
            *self.hashes,
            varints([*map(_steps, self.sizes), self.least, *self.means, self.span, len(self.blocks)]),
        ]
        for block in self.blocks:
            out.append(varint(block.documents))
            if block.documents:
                out += [block.long, varint(_steps(block.size))]
        return b"".join(out)

    @classmethod
    def read(cls, reader: Reader) -> Description:
        """Read what ``encode`` made; sizes are rounded up to whole steps."""
        active, place = reader.varints(2)
        of_set, levels, best = (reader.bytes(LONG) for _ in range(3))
        set_size, levels_size, best_size = (STEP * size for size in reader.varints(3))
        least = reader.varint()
        means = reader.varints(len(LEVELS) + 1)
        span = reader.varint()
        blocks = []
        for _ in range(reader.varint()):
            count = reader.varint()
            blocks.append(BlockFile(count, *((reader.bytes(LONG), STEP * reader.varint()) if count else (b"", 0))))
        sizes = set_size, levels_size, best_size
        return cls(active, place, (of_set, levels, best), sizes, least, means, span, blocks)

    def lists(self) -> list[bytes]:
        """Return the hashes of all its files, each as often as it is told."""
        return [*self.hashes, *(block.long for block in self.blocks if block.documents)]


def _steps(size: int) -> int:
    """Return bytes of a file as a description tells them: in steps, rounded up."""
    return -(-size // STEP)
