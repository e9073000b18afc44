"""Numbers of documents: slots by hash, so that one edit disturbs little and nothing must be remembered.

Records are divided into blocks: by county, in the order of the codes, those without a county last; then all of these
again for the organisations that are no more. So a county is a range of numbers, and what lists leave out is one too.
Inside a block a record's place is the hash of its id scaled to the block's size, or the next free one after it.
A pure function of (id, county, struck off): an edit moves nothing, a new record moves its few neighbours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from conect.romania.counties import COUNTIES

NO_COUNTY = "xx"
CODES = (*(county.code for county in COUNTIES), NO_COUNTY)

_MOST_FULL = 0.8
"""Share of a block's slots that are taken at most: fuller blocks are smaller, emptier ones move less."""

_ROOM = 8
_ROUND = 16


@dataclass(frozen=True)
class Block:
    """The numbers of one county: from ``base``, ``length`` slots of which ``count`` are taken."""

    county: str
    struck_off: bool
    base: int
    length: int
    count: int


@dataclass(frozen=True)
class Numbering:
    """The numbers of all documents, in the order in which they were given, and the blocks."""

    numbers: list[int]
    blocks: list[Block]

    @property
    def slots(self) -> int:
        """Return how many numbers there are, taken or not."""
        return sum(block.length for block in self.blocks)

    @property
    def active(self) -> int:
        """Return the first number of an organisation that is no more."""
        return sum(block.length for block in self.blocks if not block.struck_off)


def number(documents: Iterable[tuple[str, str | None, bool]]) -> Numbering:
    """Number documents given as (id, county code or None, struck off)."""
    groups: dict[tuple[bool, int], list[tuple[int, str, int]]] = {}
    order = {code: index for index, code in enumerate(CODES)}
    total = 0
    for index, (id, county, struck_off) in enumerate(documents):
        group = struck_off, order.get(county or NO_COUNTY, len(CODES) - 1)
        groups.setdefault(group, []).append((_hash(id), id, index))
        total += 1
    numbers = [0] * total
    blocks: list[Block] = []
    base = 0
    for group in sorted(groups):
        members = sorted(groups[group])
        size = _size(len(members))
        slot = -1
        for hashed, _, index in members:
            slot = max(hashed * size >> 64, slot + 1)
            numbers[index] = base + slot
        # The last ones may run over the end; there is always some room for them, so that the next block stays.
        length = -(-max(size + _ROOM, slot + 1) // _ROUND) * _ROUND
        blocks.append(Block(CODES[group[1]], group[0], base, length, len(members)))
        base += length
    return Numbering(numbers, blocks)


def _hash(id: str) -> int:
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), "big")


def _size(count: int) -> int:
    """Return the least of 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20 … that leaves enough room for ``count``."""
    least = int(count / _MOST_FULL) + 1
    step = max(0, least.bit_length() - 3)
    return -(-least >> step) << step
