"""Postings: in which documents and fields a term stands, how often, and how long the field is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from conect.search.encoding import Reader


@dataclass
class Postings:
    """The documents of a term, in rising order, with what belongs to each: a mask of fields, then for each of these a
    frequency and a length, all documents' one after the other."""

    numbers: Sequence[int]
    masks: bytes
    frequencies: Sequence[int]
    lengths: Sequence[int]

    @cached_property
    def places(self) -> dict[int, int]:
        """Return number → place among the documents."""
        return {number: place for place, number in enumerate(self.numbers)}

    @cached_property
    def starts(self) -> list[int]:
        """Return where the frequencies and lengths of each document start."""
        starts, at = [], 0
        for mask in self.masks:
            starts.append(at)
            at += mask.bit_count()
        return starts

    def entries(self, number: int) -> Iterator[tuple[int, int, int]]:
        """Yield (field, frequency, length) of a document, nothing where it is not here."""
        place = self.places.get(number)
        if place is None:
            return
        at = self.starts[place]
        for each in _bits(self.masks[place]):
            yield each, self.frequencies[at], self.lengths[at]
            at += 1


@lru_cache(maxsize=256)
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(8) if mask >> bit & 1)


def join(parts: Sequence[Postings]) -> Postings:
    """Return the postings of parts that follow each other."""
    return Postings(
        [number for part in parts for number in part.numbers],
        b"".join(part.masks for part in parts),
        [frequency for part in parts for frequency in part.frequencies],
        [length for part in parts for length in part.lengths],
    )


def read_columns(reader: Reader, numbers: Sequence[int]) -> Postings:
    masks = reader.bytes(len(numbers))
    entries = sum(mask.bit_count() for mask in masks)
    frequencies = reader.sized().varints(entries)
    return Postings(numbers, masks, frequencies, reader.varints(entries))


def read_gaps(reader: Reader, count: int) -> list[int]:
    numbers, number = [], 0
    for gap in reader.varints(count):
        number += gap
        numbers.append(number)
    return numbers


def read_postings(data: bytes) -> Postings:
    """Read a list file, a block or the best of a huge term."""
    reader = Reader(data)
    count = reader.varint()
    return read_columns(reader, read_gaps(reader.sized(), count))


def read_set(data: bytes, count: int) -> list[int]:
    """Read the set of documents of a huge term."""
    if data[0] == 0:
        return read_gaps(Reader(data[1:]), count)
    return [8 * at + bit for at, byte in enumerate(data[1:]) for bit in _bits(byte)]


def cut(columns: Postings, start: int, end: int) -> Postings:
    starts = columns.starts
    low = starts[start]
    high = starts[end] if end < len(starts) else len(columns.lengths)
    return Postings(
        columns.numbers[start:end], columns.masks[start:end], columns.frequencies[low:high], columns.lengths[low:high]
    )
