"""Entries as plain tuples, for the state that a build leaves to the next one: read back ten times faster than pickled.

Marks are left out there. They tell where a fault stands, and a catalogue that was published has no fault to be told of.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from conect.catalogue.entry import TOLD, Entry, Marks
from conect.catalogue.names import letter, skeleton

Packed = tuple[Any, ...]
"""The fields of an entry, without marks: text, whole numbers, bytes, None, tuples of text."""

_DIGEST = attrgetter("digest")


def digest(entry: Entry) -> bytes:
    """Return eight bytes of everything that the entry tells (BLAKE2b)."""
    return entry.digest or hashlib.blake2b(repr(entry[:TOLD]).encode(), digest_size=8).digest()


def digests(entries: Sequence[Entry]) -> bytes:
    """Return the digests of entries, one after the other."""
    found = list(map(_DIGEST, entries))
    return b"".join(found if None not in found else map(digest, entries))


def work_out(entry: Entry) -> Entry:
    """Return the entry with what follows from its other fields filled in; workers do so ahead."""
    return entry._replace(skeleton=skeleton(entry.name), letter=letter(entry.name), digest=digest(entry))


def pack(entry: Entry) -> Packed:
    """Return the entry as a plain tuple."""
    return (*entry[:-1], ())


unpack: Callable[[Packed], Entry] = partial(tuple.__new__, Entry)
"""Returns the entry of a tuple that ``pack`` made; as ``_make`` without its look at the length, which the state's
checksum and fingerprint have told."""


def pack_marked(entry: Entry) -> Packed:
    """Return the entry as a plain tuple, its marks too, for the way from one process to another."""
    marks = entry.marks
    return (*entry[:-1], (marks.pointers, marks.places.tobytes()) if marks else None)


def unpack_marked(packed: Packed) -> Entry:
    """Return the entry of a tuple that ``pack_marked`` made."""
    marks = packed[-1]
    return unpack((*packed[:-1], Marks.shared(*marks) if marks else ()))


def pack_all(entries: Iterable[Entry]) -> bytes:
    """Return entries, without their marks, as bytes for the way to another process: a third of the time of a pickle."""
    return marshal.dumps(list(map(pack, entries)))


def unpack_all(packed: bytes) -> list[Entry]:
    """Return the entries that ``pack_all`` packed."""
    return list(map(unpack, marshal.loads(packed)))  # noqa: S302 - made by this program
