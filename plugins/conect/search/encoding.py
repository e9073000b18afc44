"""Bytes of the index: varints, columns of postings, deflate and names by content. The twin of ``js/search/bytes.js``.

Files are stored as raw deflate, which browsers undo themselves (``DecompressionStream``): hosts compress text only,
and many compress nothing, while the bytes of a query must be the same everywhere.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import sub
from typing import NamedTuple

FORMAT = 3
"""Version of the files; a reader of another version refuses them."""

FOLDER = "cautare"
"""Folder of the index in the site."""

ROOT = f"{FOLDER}/root.bin"
"""The one file whose name is fixed."""

SHORT, LONG = 4, 6
"""Bytes of the hash in the name of a file that has a number, and of one that has none."""


class File(NamedTuple):
    """A file of the site: its path, POSIX, relative to the output folder, and its bytes."""

    path: str
    data: bytes


def varint(value: int) -> bytes:
    """Return a whole number ≥ 0 in groups of seven bits, lowest first."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


# The varints of one and of two bytes, in order; put together: working out each delayed every start.
_SMALL = [bytes([value]) for value in range(128)]
_SMALL += [bytes((low, high)) for high in range(1, 128) for low in range(128, 256)]


def varints(values: Iterable[int]) -> bytes:
    """Return the varints of ``values``, one after the other."""
    found = list(values)
    most = max(found, default=0)
    if most < 128:
        return bytes(found)
    small = _SMALL
    if most < len(small):
        return b"".join(map(small.__getitem__, found))
    return b"".join([small[value] if value < 16384 else varint(value) for value in found])


def sized(data: bytes) -> bytes:
    """Return ``data`` behind its length."""
    return varint(len(data)) + data


def gaps(numbers: Sequence[int], start: int = 0) -> bytes:
    """Return rising numbers as differences, the first one to ``start``."""
    if not numbers:
        return b""
    found = [numbers[0] - start, *map(sub, islice(numbers, 1, None), numbers)]
    return varints(found)


_LEVEL = 7
"""Of deflate: a third less of time than 9, for 0.06 % more bytes (an index of 100,000 records)."""


def deflate(data: bytes) -> bytes:
    """Return ``data`` as raw deflate."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def deflate_open(data: bytes) -> bytes:
    """Return ``data`` as the beginning of a raw deflate, which what another ``deflate`` made, or ``END``, completes."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)


END = deflate(b"")
"""Completes a beginning to which nothing is added."""


def inflate(data: bytes) -> bytes:
    """Return the bytes that ``deflate`` took. Raises ``ValueError`` where they are no raw deflate."""
    try:
        return zlib.decompress(data, -15)
    except zlib.error as error:
        raise ValueError(str(error)) from None


def digest(data: bytes, size: int) -> bytes:
    """Return the hash by which a file is named; of the content before deflate, which is not the same everywhere."""
    return hashlib.blake2b(data, digest_size=size, person=b"conect%02d" % FORMAT).digest()


def named(kind: str, number: int, data: bytes) -> tuple[File, bytes]:
    """Return the numbered file of a kind that holds ``data``, and its hash."""
    short = digest(data, SHORT)
    return File(numbered_path(kind, number, short), deflate(data)), short


def numbered_path(kind: str, number: int, short: bytes) -> str:
    """Return the path of a numbered file."""
    return f"{FOLDER}/{kind}/{number}.{short.hex()}.bin"


def listed(data: bytes) -> tuple[File, bytes]:
    """Return a file without a number that holds ``data``, and its hash."""
    long = digest(data, LONG)
    return File(listed_path(long), deflate(data)), long


def listed_path(long: bytes) -> str:
    """Return the path of a file without a number."""
    return f"{FOLDER}/l/{long.hex()[:2]}/{long.hex()[2:]}.bin"


def digest_told(path: str) -> bytes:
    """Return the hash that the path of a file without a number tells."""
    folder, name = path.removesuffix(".bin").rsplit("/", 2)[1:]
    return bytes.fromhex(folder + name)


class Reader:
    """Reads what this module writes. Raises ``ValueError`` where the bytes end too early."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def bytes(self, length: int) -> bytes:
        """Return the next bytes."""
        found = self.data[self.at : self.at + length]
        if len(found) != length:
            raise ValueError("a file of the index ends too early")
        self.at += length
        return found

    def varint(self) -> int:
        """Return the next varint."""
        value = shift = 0
        while True:
            byte = self.bytes(1)[0]
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    def varints(self, count: int) -> list[int]:
        """Return the next ``count`` varints."""
        return [self.varint() for _ in range(count)]

    def sized(self) -> Reader:
        """Return a reader of the next bytes that stand behind their length."""
        return Reader(self.bytes(self.varint()))
