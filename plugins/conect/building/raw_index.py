"""git's index as it lies on the disk: what it has of the files in a folder, and whether that is what it was.

To list 100,000 entries takes git a tenth of a second, and to tell folders apart in what it lists takes as long. In the
index's versions 2 and 3 each entry holds its whole path after its other fields, and zeros after that
(Documentation/gitformat-index.txt of git).
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

_VERSIONS = frozenset({2, 3})
"""In version 4 a path tells only what differs from the one before."""

_HEAD = 12
"""Bytes before the first entry, which tell how many there are."""

_BEFORE_PATH = 80
"""Bytes of an entry before its path, at most: 74 with SHA-256, and 2 more in version 3."""

_FIELDS = struct.Struct(">8xII8xI8xI20sH")
"""Of an entry with SHA-1: seconds and nanoseconds of its time of change, mode, size, blob and flags."""

_MODES = frozenset({0o100644, 0o100755})
"""Of ordinary files."""

_LONGEST = 0xFFF
"""What flags tell of the length of a path, where it is that or longer. The flags above it tell of a conflict, of what
git was told not to look at, and of further flags: of such an entry nothing is known here."""


class Indexed(NamedTuple):
    """A file as the index has it: its time of change (ns since 1970), its size on the disk, and its blob's id."""

    time: int
    size: int
    blob: bytes


class RawIndex:
    """The bytes of an index that is one file, of which the folders in ``above`` are looked at: their folder's path in
    the repository, with a slash at its end."""

    def __init__(self, data: bytes, above: bytes) -> None:
        self._data = data
        self._above = above

    @classmethod
    def read(cls, path: Path, above: bytes) -> RawIndex | None:
        """Read the index at a path; None where it cannot be read, or is of another version."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        known = data[:4] == b"DIRC" and int.from_bytes(data[4:8], "big") in _VERSIONS
        return cls(data, above) if known else None

    def digests(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return a checksum of all that the index has of the files in each folder, by its name; empty without any.

        What is taken reaches from the first place where the folder's path is met to the last one, so that all of its
        entries lie between, whatever else does: where another path holds this one too, more is taken than is needed.
        """
        found = dict.fromkeys(names, b"")
        for name in found:
            if span := self._spans.get(os.fsencode(name)):
                start = max(_HEAD, self._starts[span[0]] - len(self._above) - _BEFORE_PATH)
                part = self._data[start : self._end(self._starts[span[-1]])]
                found[name] = hashlib.blake2b(part, digest_size=16).digest()
        return found

    def files(self, name: str) -> dict[str, Indexed]:
        """Return the ordinary files of a folder by their paths in ``above``."""
        found: dict[str, Indexed] = {}
        key = os.fsencode(name)
        for place in self._spans.get(key, ()):
            start = self._starts[place]
            at = start - len(self._above)
            if self._met[place] != key or at < _HEAD + _FIELDS.size:
                continue
            path = self._data[start : self._end(start)]
            seconds, nanoseconds, mode, size, blob, flags = _FIELDS.unpack_from(self._data, at - _FIELDS.size)
            # Elsewhere than at its beginning a path has no such fields before it: they hold zeros, and paths none.
            if mode in _MODES and flags == min(len(self._above) + len(path), _LONGEST):
                found[os.fsdecode(path)] = Indexed(seconds * 1_000_000_000 + nanoseconds, size, blob)
        return found

    @cached_property
    def _pieces(self) -> list[bytes]:
        """What stands before the first place where the path of all folders is met, and after each."""
        return self._data.split(self._above)

    @cached_property
    def _met(self) -> list[bytes]:
        """The folder that is named at each place."""
        return [piece.partition(b"/")[0] for piece in self._pieces[1:]]

    @cached_property
    def _spans(self) -> dict[bytes, range]:
        """The places from the first to the last one at which each folder is met."""
        places = range(len(self._met))
        lasts = dict(zip(self._met, places, strict=True))
        firsts = dict(zip(reversed(self._met), reversed(places), strict=True))
        return {folder: range(first, lasts[folder] + 1) for folder, first in firsts.items()}

    @cached_property
    def _starts(self) -> list[int]:
        """Where that name begins."""
        step = len(self._above)
        return list(
            accumulate((step + len(piece) for piece in self._pieces[1:-1]), initial=len(self._pieces[0]) + step)
        )

    def _end(self, start: int) -> int:
        """Return where the path ends that holds the byte at ``start``."""
        end = self._data.find(b"\0", start)
        return end if end >= 0 else len(self._data)
