"""What a build keeps of each organisation's page, to tell the next one whether it is still as it should be."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from conect.catalogue.entry import Entry
from conect.catalogue.packing import digest
from conect.catalogue.relations import Kin

KinIds = tuple[tuple[str, ...], ...]
"""The ids of a record's kin, in the order of ``Kin``; the first one holds one at most."""


class Kept(NamedTuple):
    """One page: the record's id, the ids of its kin, what they looked like, and the file of the logo (or none)."""

    id: str
    kin: KinIds
    look: bytes
    """Eight bytes, others where one of the kin or its entry is another."""
    logo: str

    @classmethod
    def of(cls, entry: Entry, kin: Kin, logo: str) -> Kept:
        """Return what to keep of a page."""
        return cls(entry.id, ids(kin), look(kin), logo)


def pack(kept: Iterable[Kept]) -> bytes:
    """Pack what is kept of some pages: of 100,000 it takes 15 MB so, and 60 as objects."""
    return marshal.dumps(list(map(tuple, kept)))


def unpack(packed: bytes) -> Iterator[Kept]:
    """Yield what ``pack`` packed."""
    yield from map(Kept._make, marshal.loads(packed))  # noqa: S302 - made by this program


def groups(kin: Kin) -> Iterator[tuple[Entry, ...]]:
    """Yield the groups of kin, in the order of ``Kin``."""
    yield (kin.parent,) if kin.parent else ()
    yield from kin[1:]


def ids(kin: Kin) -> KinIds:
    """Return the ids of the kin."""
    return tuple(tuple(entry.id for entry in group) for group in groups(kin))


def look(kin: Kin) -> bytes:
    """Return eight bytes that tell these kin, as they look, from all others (BLAKE2b)."""
    found = hashlib.blake2b(digest_size=8)
    for group in groups(kin):
        found.update(len(group).to_bytes(4, "big"))
        for entry in group:
            found.update(digest(entry) + entry.id.encode() + b"\0")
    return found.digest()


def members(kin: KinIds) -> Iterator[str]:
    """Yield the ids of all kin."""
    return chain.from_iterable(kin)
