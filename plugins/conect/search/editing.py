"""Changes postings and shards as they are written, without reading what stays: the twin of ``shards`` for updates.

Varints are kept as the pieces of bytes that they are; only the numbers of documents are worked out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from conect.search.encoding import LONG, Reader, gaps, sized, varint, varints
from conect.search.huge import Description
from conect.search.layout import Layout
from conect.search.shards import names_of
from conect.search.signatures import Signature

_VARINT = re.compile(rb"[\x80-\xff]*[\x00-\x7f]")
_ONE_BYTE = [bytes([value]) for value in range(128)]
_HIGH = bytes(range(128, 256))
_FIELDS = bytes(mask.bit_count() for mask in range(256))
"""How many fields a mask has."""


def pieces(data: bytes) -> list[bytes]:
    """Return varints one by one, as bytes."""
    return list(map(_ONE_BYTE.__getitem__, data)) if data.isascii() else _VARINT.findall(data)


def take(reader: Reader, count: int) -> list[bytes]:
    """Return the next ``count`` varints, as bytes. Raises ``ValueError`` where there are less."""
    end = reader.at + count
    while True:
        missing = count - len(reader.data[reader.at : end].translate(None, _HIGH))
        if not missing:
            return pieces(reader.bytes(end - reader.at))
        end += missing
        if end > len(reader.data):
            raise ValueError("a file of the index ends too early")


def values(found: Iterable[bytes]) -> list[int]:
    """Return varints as numbers."""
    listed = list(found)
    data = b"".join(listed)
    if len(data) == len(listed):
        return list(data)
    return [each[0] if len(each) == 1 else _value(each) for each in listed]


def _value(piece: bytes) -> int:
    value = 0
    for byte in reversed(piece):
        value = value << 7 | byte & 127
    return value


def fields_of(masks: bytes | bytearray) -> int:
    """Return how many fields masks have in all."""
    return sum(masks.translate(_FIELDS))


class Posted:
    """The postings of a term: documents, rising, with their masks, and the frequencies and lengths of their fields."""

    def __init__(
        self, numbers: list[int], masks: bytes | bytearray, frequencies: list[bytes], lengths: list[bytes]
    ) -> None:
        self.numbers = numbers
        self.masks = bytearray(masks)
        self.frequencies = frequencies
        self.lengths = lengths

    @classmethod
    def read(cls, data: bytes) -> Posted:
        """Read a list file. Raises ``ValueError`` where its bytes make no sense."""
        reader = Reader(data)
        count = reader.varint()
        numbers = list(accumulate(values(pieces(reader.bytes(reader.varint())))))
        masks = reader.bytes(count)
        frequencies = pieces(reader.bytes(reader.varint()))
        lengths = pieces(reader.data[reader.at :])
        if not len(numbers) == count or not len(frequencies) == len(lengths) == fields_of(masks):
            raise ValueError("postings of the index do not fit together")
        return cls(numbers, masks, frequencies, lengths)

    @classmethod
    def joined(cls, parts: Sequence[Posted]) -> Posted:
        """Return postings that follow each other as one."""
        return cls(
            [number for part in parts for number in part.numbers],
            b"".join(part.masks for part in parts),
            [each for part in parts for each in part.frequencies],
            [each for part in parts for each in part.lengths],
        )

    def part(self, start: int, end: int) -> Posted:
        """Return the documents from place ``start`` to before ``end``."""
        low = fields_of(self.masks[:start])
        high = low + fields_of(self.masks[start:end])
        return Posted(
            self.numbers[start:end], self.masks[start:end], self.frequencies[low:high], self.lengths[low:high]
        )

    def drop(self, number: int) -> None:
        """Take a document out. Raises ``ValueError`` where it is not there."""
        place = bisect_left(self.numbers, number)
        if self.numbers[place : place + 1] != [number]:
            raise ValueError(f"document {number} of the index is not where it was")
        low = fields_of(self.masks[:place])
        high = low + self.masks[place].bit_count()
        del self.numbers[place], self.masks[place], self.frequencies[low:high], self.lengths[low:high]

    def add(self, number: int, signature: Signature) -> None:
        """Put a document in. Raises ``ValueError`` where it is there."""
        place = bisect_left(self.numbers, number)
        if self.numbers[place : place + 1] == [number]:
            raise ValueError(f"document {number} of the index is there already")
        at = fields_of(self.masks[:place])
        self.numbers.insert(place, number)
        self.masks.insert(place, signature.mask)
        self.frequencies[at:at] = pieces(signature.frequencies)
        self.lengths[at:at] = pieces(signature.lengths)

    def signature(self, number: int) -> Signature:
        """Return the signature of a document that is there."""
        place = bisect_left(self.numbers, number)
        low = fields_of(self.masks[:place])
        mask = self.masks[place]
        fields = [field for field in range(8) if mask >> field & 1]
        frequencies = values(self.frequencies[low : low + len(fields)])
        lengths = values(self.lengths[low : low + len(fields)])
        return Signature.made(zip(fields, frequencies, lengths, strict=True))

    def encode(self) -> bytes:
        """Return them as a list file, as ``shards`` writes it."""
        return b"".join(
            [
                varint(len(self.numbers)),
                sized(gaps(self.numbers)),
                self.masks,
                sized(b"".join(self.frequencies)),
                *self.lengths,
            ]
        )


class Entry(NamedTuple):
    """A term of a shard: its documents, what lunr's frequency has above these, and its postings or where they are."""

    name: str
    documents: int
    more: int
    posted: Posted | None
    reference: bytes
    """The hash of a list, or the description of a huge term."""


class Shard:
    """A shard in parts. Raises ``ValueError`` where its bytes make no sense."""

    def __init__(self, data: bytes, layout: Layout) -> None:
        self._layout = layout
        reader = Reader(data)
        count = reader.varint()
        shared, endings = reader.bytes(count), reader.bytes(count)
        letters = reader.bytes(sum(endings)).decode("ascii")
        self._head: bytes | None = data[: reader.at]
        self.names: list[str] = []
        name, at = "", 0
        for same, more in zip(shared, endings, strict=True):
            name = name[:same] + letters[at : at + more]
            at += more
            self.names.append(name)
        self.documents = values(take(reader, count))
        self._more = take(reader, count)
        self._gaps = pieces(reader.bytes(reader.varint()))
        self._masks = bytearray(reader.bytes(sum(n for n in self.documents if n <= layout.inline)))
        self._frequencies = pieces(reader.bytes(reader.varint()))
        self._lengths = take(reader, fields_of(self._masks))
        listed = [n for n in self.documents if layout.inline < n <= layout.listed]
        self._lists = [reader.bytes(LONG) for _ in listed]
        self._huge: list[bytes] = []
        for documents in self.documents:
            if documents > layout.listed:
                start = reader.at
                Description.read(reader)
                self._huge.append(data[start : reader.at])

    def find(self, name: str) -> Entry | None:
        """Return a term, None where it is not here."""
        at = bisect_left(self.names, name)
        if self.names[at : at + 1] != [name]:
            return None
        documents, (more,) = self.documents[at], values([self._more[at]])
        if documents <= self._layout.inline:
            start, low = self._starts(at)
            end = start + documents
            high = low + fields_of(self._masks[start:end])
            numbers = list(accumulate(values(self._gaps[start:end])))
            posted = Posted(numbers, self._masks[start:end], self._frequencies[low:high], self._lengths[low:high])
            return Entry(name, documents, more, posted, b"")
        references = self._references(documents)
        return Entry(name, documents, more, None, references[self._place(at, documents)])

    def drop(self, name: str) -> None:
        """Take a term out, if it is here."""
        at = bisect_left(self.names, name)
        if self.names[at : at + 1] != [name]:
            return
        documents = self.documents[at]
        if documents <= self._layout.inline:
            start, low = self._starts(at)
            end = start + documents
            high = low + fields_of(self._masks[start:end])
            del self._gaps[start:end], self._masks[start:end], self._frequencies[low:high], self._lengths[low:high]
        else:
            del self._references(documents)[self._place(at, documents)]
        del self.names[at], self.documents[at], self._more[at]
        self._head = None

    def put(self, entry: Entry) -> None:
        """Put a term in, in the place of what was here of it."""
        head = self._head if entry.name in self.names[(at := bisect_left(self.names, entry.name)) : at + 1] else None
        self.drop(entry.name)
        if entry.posted is not None:
            start, low = self._starts(at)
            self._gaps[start:start] = pieces(gaps(entry.posted.numbers))
            self._masks[start:start] = entry.posted.masks
            self._frequencies[low:low] = entry.posted.frequencies
            self._lengths[low:low] = entry.posted.lengths
        else:
            self._references(entry.documents).insert(self._place(at, entry.documents), entry.reference)
        self.names.insert(at, entry.name)
        self.documents.insert(at, entry.documents)
        self._more.insert(at, varint(entry.more))
        self._head = head

    def encode(self) -> bytes:
        """Return its bytes, as ``shards`` writes them."""
        return b"".join(
            [
                self._head or names_of(self.names),
                varints(self.documents),
                *self._more,
                sized(b"".join(self._gaps)),
                self._masks,
                sized(b"".join(self._frequencies)),
                *self._lengths,
                *self._lists,
                *self._huge,
            ]
        )

    def _starts(self, at: int) -> tuple[int, int]:
        """Return how many postings, and fields of postings, stand before the term at a place."""
        inline = self._layout.inline
        start = sum(n for n in self.documents[:at] if n <= inline)
        return start, fields_of(self._masks[:start])

    def _references(self, documents: int) -> list[bytes]:
        return self._lists if documents <= self._layout.listed else self._huge

    def _place(self, at: int, documents: int) -> int:
        """Return how many terms whose references stand with those of a term in so many documents are before a place."""
        low, high = self._layout.inline, self._layout.listed
        huge = documents > high
        return sum((n > high) if huge else (low < n <= high) for n in self.documents[:at])
