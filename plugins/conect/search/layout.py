"""How the index is cut into files: sizes and thresholds, which the root tells every reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from conect.search.identifiers import KEY_LETTERS, fnv

START = 3
"""Letters that a prefix must have to be looked up; terms that share them lie together where they are few."""


@dataclass(frozen=True)
class Layout:
    """Thresholds in documents of a term and sizes in bytes before compression.

    A term in at most ``inline`` documents stands whole in its shard, in at most ``listed`` in a file of its own; above,
    it is *huge*: its set of documents, its levels, its best and its blocks each are files.
    """

    inline: int = 64
    listed: int = 4096
    best: int = 1024
    few: int = 24
    """Documents whose postings of huge terms are looked up one by one."""
    exact: int = 5000
    """Bytes that exact blocks may cost more than what would do instead."""
    block: int = 1536
    """Documents that a block of a huge term's exact postings is meant to have."""
    single: int = 192_000
    """An index whose terms are estimated at less is one shard."""
    shard: int = 7000
    numbers: int = 24_000
    """The same for shards of terms that begin with a digit: official numbers, which are many and seldom looked up."""
    head: int = 200
    """Terms of a divided beginning that are repeated together, the most frequent ones, to complete words."""
    row_bits: int = 2
    """2 ** row_bits neighbouring numbers share a file of rows."""
    page_bits: int = 6
    """2 ** page_bits files of rows share a folder, whose hash the root tells."""
    order: int = 4096
    """Numbers in a part of an order, on average."""
    spelling: int = 12_000

    @classmethod
    def for_size(cls, count: int) -> Layout:
        """Return the layout for a collection of ``count`` records: small ones have everything in the shards."""
        return cls(inline=SMALL, listed=SMALL, row_bits=6, page_bits=0) if count <= SMALL else cls()

    def told(self) -> dict[str, int]:
        """Return what a reader must know."""
        return {
            "inline": self.inline,
            "listed": self.listed,
            "best": self.best,
            "few": self.few,
            "exact": self.exact,
            "row_bits": self.row_bits,
            "page_bits": self.page_bits,
        }


SMALL = 5000


def estimate(term: str, documents: int, layout: Layout) -> int:
    """Return about how many bytes a term takes in its shard."""
    return 3 + len(term) // 2 + (4 * documents if documents <= layout.inline else 24)


@dataclass(frozen=True)
class Division:
    """Which shard holds a term.

    Terms whose first ``START`` characters are not in ``big`` share ``bins`` shards by the hash of these, or the
    ``numbers`` shards after them where they begin with a digit and there are such; a big beginning has shards of its
    own, 2 ** bits by the hash of the first ``KEY_LETTERS`` characters, and a head.
    """

    bins: int
    numbers: int
    big: Mapping[str, int]

    @property
    def starts(self) -> dict[str, int]:
        """Return the number of the head of each big beginning; its shards follow it."""
        starts: dict[str, int] = {}
        at = self.first_big
        for prefix in sorted(self.big):
            starts[prefix] = at
            at += 1 + (1 << self.big[prefix])
        return starts

    @property
    def first_big(self) -> int:
        """Return how many shards are shared by many beginnings."""
        return self.bins + self.numbers

    def told(self) -> dict[str, Any]:
        """Return what a reader must know."""
        return {
            "bins": self.bins,
            "numbers": self.numbers,
            "big": [[prefix, self.big[prefix]] for prefix in sorted(self.big)],
        }

    @classmethod
    def of(cls, sizes: Iterable[tuple[str, int]], layout: Layout) -> Division:
        """Divide terms given with their estimated bytes."""
        starts: dict[str, int] = {}
        for term, size in sizes:
            starts[term[:START]] = starts.get(term[:START], 0) + size
        return cls.of_starts(starts, layout)

    @classmethod
    def of_starts(cls, starts: Mapping[str, int], layout: Layout) -> Division:
        """Divide beginnings given with the estimated bytes of their terms."""
        total = sum(starts.values())
        if total <= layout.single:
            return cls(1, 0, {})
        words = {prefix: size for prefix, size in starts.items() if not prefix[0].isdigit()}
        big = {
            prefix: (size // layout.shard).bit_length()
            for prefix, size in words.items()
            if len(prefix) == START and size > layout.shard
        }
        rest = sum(size for prefix, size in words.items() if prefix not in big)
        numbers = total - sum(words.values())
        return cls(_power(rest // layout.shard), _power(numbers // layout.numbers), big)


def _power(value: int) -> int:
    """Return the least power of two above a number."""
    return 1 << value.bit_length()


class Places:
    """Finds the shard of a term; remembers what a division works out anew each time."""

    def __init__(self, division: Division) -> None:
        self._division = division
        self._starts = division.starts
        self._small: dict[str, int] = {}

    def of(self, term: str) -> int:
        """Return the number of the shard that holds ``term``."""
        start = term[:START]
        bits = self._division.big.get(start)
        if bits is None:
            place = self._small.get(start)
            if place is None:
                place = self._small[start] = self._shared(start)
            return place
        return self._starts[start] + 1 + (fnv(term[:KEY_LETTERS]) & ((1 << bits) - 1))

    def _shared(self, start: str) -> int:
        """Return the number of the shard of terms that begin so, which others share."""
        if self._division.numbers and start[0].isdigit():
            return self._division.bins + (fnv(start) & (self._division.numbers - 1))
        return fnv(start) & (self._division.bins - 1)

    def of_prefix(self, prefix: str) -> int:
        """Return the number of the shard, or head, in which terms that begin with ``prefix`` are looked up."""
        start = prefix[:START]
        if start in self._division.big and len(prefix) < KEY_LETTERS:
            return self._starts[start]
        return self.of(prefix)
