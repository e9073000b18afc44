"""Which files of records and logos have changed since a former build, without reading those that have not."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from conect.catalogue.files import Content, Listing

Stamp = tuple[int, int, bytes]
"""A file's time of change (ns since 1970), its size in bytes, and the hash of its content as git has it (SHA-1)."""

JUST_NOW = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was looked at may change again within one tick of the clock."""

UNKNOWN = -1
"""Time of change of such a file: the next build reads it."""


class Changes(NamedTuple):
    """What has become of the files of records and logos since a former build."""

    stamps: dict[str, Stamp]
    """All files of today."""
    differing: list[str]
    """Paths whose content is not what it was, or that were not there."""
    gone: list[str]
    looked: list[str]
    """Paths that have another stamp than before, whether their content is another or not."""


def changes(content: Path, listing: Listing, before: Mapping[str, Stamp]) -> Changes:
    """Compare the files of ``listing`` with their stamps of ``before``; only those of another time or size are read."""
    stamps = dict(before)
    differing: list[str] = []
    looked: list[str] = []
    reader = Content(content)
    folder, ask = f"{os.fspath(content)}/", os.lstat
    for path in (*listing.records, *listing.images):
        known = before.get(path)
        try:
            found = ask(folder + path)
            if known is not None and known[0] == found.st_mtime_ns and known[1] == found.st_size:
                continue
            stamps[path] = stamp(found, reader.read(path, found.st_size + 1))
            looked.append(path)
        except OSError:
            # Whoever reads it next says why it cannot be read.
            stamps.pop(path, None)
            differing.append(path)
            continue
        if known is None or known[2] != stamps[path][2]:
            differing.append(path)
    there = {*listing.records, *listing.images}
    gone = [path for path in before if path not in there]
    for path in gone:
        del stamps[path]
    return Changes(stamps, differing, gone, looked)


def stamp(found: os.stat_result, data: bytes) -> Stamp:
    """Return the stamp of a file: ``found`` was asked before ``data`` was read, so that no change goes unseen."""
    when = found.st_mtime_ns
    return (when if when < time.time_ns() - JUST_NOW else UNKNOWN, found.st_size, blob(data))


def blob(data: bytes) -> bytes:
    """Return the id that git gives to a file of these bytes (SHA-1 object format)."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).digest()
