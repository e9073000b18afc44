"""Numbers of documents: slots by hash, so that one edit disturbs little and nothing must be remembered.

Records are divided into blocks: by county, in the order of the codes, those without a county last; then all of these
again for the organisations that are no more. So a county is a range of numbers, and what lists leave out is one too.
Inside a block a record's place is the hash of its id scaled to the block's size; where a lower hash has it, another
hash made of that one tells the next place to try (ordered hash table: Amble, Knuth, The Computer Journal 17, 1974). A
pure function of (id, county, struck off), whatever came first: an edit moves nothing, and a record that comes or goes
moves one other on average. With the next free place instead, it moved five to fifteen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from conect.romania.counties import COUNTIES

NO_COUNTY = "xx"
CODES = (*(county.code for county in COUNTIES), NO_COUNTY)
_PLACES = {code: place for place, code in enumerate(CODES)}

_MOST_FULL = 0.8
"""Share of a block's slots that are taken at most: fuller blocks are smaller, emptier ones move less."""

_ROUND = 16
"""Slots of which the length of every block is a multiple."""

_MASK = (1 << 64) - 1
_FACTOR, _ADDED = 0xD1342543DE82EF95, 0x9E3779B97F4A7C15


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
    total = 0
    for index, (id, county, struck_off) in enumerate(documents):
        groups.setdefault(group_of(county, struck_off), []).append((hash_of(id), id, index))
        total += 1
    numbers = [0] * total
    blocks: list[Block] = []
    base = 0
    for group in sorted(groups):
        members = sorted(groups[group])
        slots, length = slots_of([hashed for hashed, _, _ in members])
        for slot, (_, _, index) in zip(slots, members, strict=True):
            numbers[index] = base + slot
        blocks.append(Block(CODES[group[1]], group[0], base, length, len(members)))
        base += length
    return Numbering(numbers, blocks)


def slots_of(hashes: Iterable[int]) -> tuple[list[int], int]:
    """Return the slots of a block's members, given by their rising hashes, and the length of the block."""
    ordered = list(hashes)
    length = -(-_size(len(ordered)) // _ROUND) * _ROUND
    taken = bytearray(length)
    slots = []
    for hashed in ordered:
        slot = hashed * length >> 64
        while taken[slot]:
            hashed = _next(hashed)
            slot = hashed * length >> 64
        taken[slot] = 1
        slots.append(slot)
    return slots, length


def _next(hashed: int) -> int:
    """Return the hash that follows another one, in a circle of all (a linear congruential generator of full period)."""
    return hashed * _FACTOR + _ADDED & _MASK


def group_of(county: str | None, struck_off: bool) -> tuple[bool, int]:
    """Return the block of a document, by which blocks are in order: struck off or not, and the place of its county."""
    return struck_off, _PLACES.get(county or NO_COUNTY, len(CODES) - 1)


def hash_of(id: str) -> int:
    """Return the hash of an id, 64 bits, which tells its place in its block."""
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), "big")


def _size(count: int) -> int:
    """Return the least of 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20 … that leaves enough room for ``count``."""
    least = int(count / _MOST_FULL) + 1
    step = max(0, least.bit_length() - 3)
    return -(-least >> step) << step
