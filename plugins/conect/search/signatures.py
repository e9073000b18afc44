"""What the workers that encode postings know of them: numbers and signatures in one whole number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from conect.search.encoding import Reader, varints

LOW = 24
"""A posting is the document's number and, in the lowest bits, the number of its signature."""


class Signature(NamedTuple):
    """A signature taken apart: the mask of the fields, their frequencies and lengths as varints, and as numbers."""

    mask: int
    frequencies: bytes
    lengths: bytes
    entries: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, data: bytes) -> Signature:
        """Take apart what ``indexing`` made."""
        reader = Reader(data)
        entries = []
        while reader.at < len(data):
            entries.append((reader.bytes(1)[0], reader.varint(), reader.varint()))
        return cls.made(entries)

    @classmethod
    def made(cls, entries: Iterable[tuple[int, int, int]]) -> Signature:
        """Return the signature of entries (field, frequency, length)."""
        entries = tuple(entries)
        return cls(
            sum(1 << field for field, _, _ in entries),
            varints(frequency for _, frequency, _ in entries),
            varints(length for _, _, length in entries),
            entries,
        )
