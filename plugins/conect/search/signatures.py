"""What the workers that encode postings know of them: numbers and signatures in one whole number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from conect.search.encoding import Reader, sized, varints

Value = TypeVar("Value")

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


class _Known(dict[int, Value]):
    """One part of the signatures met so far, by their numbers; others are taken apart when they are asked for."""

    def __init__(self, take: Callable[[int], None]) -> None:
        super().__init__()
        self._take = take

    def __missing__(self, number: int) -> Value:
        self._take(number)
        return self[number]


class Signatures:
    """All signatures of an index, by their numbers, each taken apart once.

    There are millions of postings: what is made of them is looked up by iterators and not by lines of Python.
    """

    def __init__(self, packed: Sequence[bytes]) -> None:
        self.packed = packed
        self.masks: dict[int, int] = _Known(self._take)
        self.frequencies: dict[int, bytes] = _Known(self._take)
        self.lengths: dict[int, bytes] = _Known(self._take)
        self.entries: dict[int, tuple[tuple[int, int, int], ...]] = _Known(self._take)

    def _take(self, number: int) -> None:
        found = Signature.of(self.packed[number])
        self.masks[number] = found.mask
        self.frequencies[number] = found.frequencies
        self.lengths[number] = found.lengths
        self.entries[number] = found.entries

    def columns(self, numbers: Sequence[int]) -> tuple[bytes, bytes, bytes]:
        """Return masks, frequencies behind their length, and lengths of the signatures of postings."""
        return (
            bytes(map(self.masks.__getitem__, numbers)),
            sized(b"".join(map(self.frequencies.__getitem__, numbers))),
            b"".join(map(self.lengths.__getitem__, numbers)),
        )


_last: list[Signatures] = []


def known(packed: Sequence[bytes]) -> Signatures:
    """Return the signatures of a build; the same list comes with every task of it: what was taken apart stays so."""
    if not _last or _last[0].packed is not packed:
        _last[:] = [Signatures(packed)]
    return _last[0]
