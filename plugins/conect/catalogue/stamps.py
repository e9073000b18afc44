"""Which files of records and logos have changed since a former build, without reading those that have not."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from conect.building.checkout import Indexed, Look
from conect.catalogue.files import ORGANIZATIONS, Content, list_records
from conect.records.file import SUFFIXES
from conect.records.problems import Problem

Stamp = tuple[int, int, bytes]
"""A file's time of change (ns since 1970), its size in bytes, and the hash of its content as git has it (SHA-1)."""

JUST_NOW = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was looked at may change again within one tick of the clock."""

UNKNOWN = -1
"""Time of change of such a file: the next build reads it."""


class Folder(NamedTuple):
    """A county's folder: by what the next build knows that nothing in it has changed. All of plain types."""

    records: int
    """How many it holds."""
    identity: tuple[int, ...] = ()
    """Of the folder itself; another one where a file came or went. Empty where the folder is not to be believed."""
    indexed: bytes = b""
    """Checksum of what git's index has of its files, each of which stood so (``Look.digest``); empty as above."""


class Changes(NamedTuple):
    """What has become of the files of records and logos since a former build."""

    folders: dict[str, Folder]
    """All folders that hold such files."""
    stamps: dict[str, Stamp]
    """All files of the folders that were looked into; in the others everything is as it was."""
    differing: list[str]
    """Paths whose content is not what it was, or that were not there."""
    gone: list[str]
    looked: list[str]
    """Paths that have another stamp than before, whether their content is another or not."""
    problems: list[Problem]
    """Of the names and kinds of files, in the folders where some came or went."""

    @property
    def some(self) -> bool:
        """Tell whether any record or logo has changed, or something stands among them that should not."""
        return bool(self.differing or self.gone or any(problem.level == "error" for problem in self.problems))

    @property
    def records(self) -> int:
        """Number of records of today."""
        return sum(folder.records for folder in self.folders.values())


def changes(
    content: Path, folders: Mapping[str, Folder], stamps_of: Callable[[str], Mapping[str, Stamp]], look: Look | None
) -> Changes:
    """Compare the files with what a former build knew of them; only those of another time or size are read.

    ``folders`` are those of then, ``stamps_of`` gives the stamps of the files in one of them, and ``look`` is what git
    saw of them just now.
    """
    start = time.time_ns()
    now = {path: _identity(content / path, start) for path in folders} | identities(content)
    resting = {path for path, known in folders.items() if known.identity and known.identity == now[path]}
    listing = list_records(content, resting)
    there: dict[str, list[str]] = {path: [] for path in now}
    for path in (*listing.records, *listing.images):
        there.setdefault(folder_of(path), []).append(path)
    found = Changes({}, {}, [], [], [], listing.problems)
    comparison = _Comparison(content, look, found, start - JUST_NOW)
    indexes = look.digests(there) if look else {}
    for folder in sorted(there):
        identity = now.get(folder, ())
        known = folders.get(folder)
        index = indexes.get(folder, b"")
        if folder in resting and known and index and index == known.indexed:
            differing = comparison.differing(folder)
            before = stamps_of(folder) if differing else {}
            paths: Iterable[str] = [path for path in differing if path in before]
            if not paths:
                found.folders[folder] = known
                continue
        else:
            before = stamps_of(folder) if known else {}
            paths = before if folder in resting else there[folder]
        certain = comparison.compare(folder, before, list(paths), resting=folder in resting)
        if stamps := comparison.stamps:
            found.folders[folder] = Folder(_records(stamps), identity, index if certain else b"")
    return found


class _Comparison:
    """The files of one folder after the other, compared with their stamps; what is found is put into ``found``."""

    def __init__(self, content: Path, look: Look | None, found: Changes, rested: int) -> None:
        self._look = look
        self._rested = rested
        self._found = found
        self._reader = Content(content)
        self._content = os.fspath(content)
        self._differing: dict[str, list[str]] = {}
        self.stamps: dict[str, Stamp] = {}
        """Of the folder that was compared last."""
        for path in sorted(look.differing) if look else ():
            self._differing.setdefault(folder_of(path), []).append(path)

    def differing(self, folder: str) -> list[str]:
        """Return the files of a folder that are not as git's index has them."""
        return self._differing.get(folder, [])

    def compare(self, folder: str, before: Mapping[str, Stamp], paths: list[str], *, resting: bool) -> bool:
        """Look at ``paths`` of a folder, all that could have changed; tell whether all stand as git's index has them.

        No file came or went where the folder is ``resting``.
        """
        found = self._found
        stamps = self.stamps = dict(before)
        indexed = self._look.files(folder) if self._look else {}
        alike = self._alike(before, indexed)
        for path in paths:
            known, there = before.get(path), indexed.get(path)
            if there is not None and known is not None and (there.time, there.size) == known[:2]:
                continue
            if there is not None and path in alike:
                if there.time < self._rested:
                    stamps[path] = (there.time, there.size, there.blob)
                    found.looked.append(path)
                continue
            self.look_at(path, known, stamps)
        if not resting:
            here = {*paths}
            gone = [path for path in before if path not in here]
            found.gone.extend(gone)
            for path in gone:
                del stamps[path]
        found.stamps.update(stamps)
        # A stamp that is not the index's own would be met by the index's checksum the next time.
        return _as_indexed(stamps, indexed)

    def _alike(self, before: Mapping[str, Stamp], indexed: Mapping[str, Indexed]) -> frozenset[str]:
        """Return the files of another time that hold the very bytes of before, as git has checked: a fresh clone."""
        if self._look is None:
            return frozenset()
        found = [
            path
            for path, (when, size, blob) in before.items()
            if (there := indexed.get(path)) and there.time != when and (there.size, there.blob) == (size, blob)
        ]
        return self._look.unconverted(found) if found else frozenset()

    def look_at(self, path: str, known: Stamp | None, stamps: dict[str, Stamp]) -> None:
        """Put the stamp of a file into ``stamps``; it is read where it has another time or size than ``known``."""
        found = self._found
        try:
            there = os.lstat(f"{self._content}/{path}")
            if known is not None and known[0] == there.st_mtime_ns and known[1] == there.st_size:
                return
            stamps[path] = stamp(there, self._reader.read(path, there.st_size + 1))
            found.looked.append(path)
        except OSError:
            # Whoever reads it next says why it cannot be read.
            stamps.pop(path, None)
            found.differing.append(path)
            return
        if known is None or known[2] != stamps[path][2]:
            found.differing.append(path)


def identities(content: Path) -> dict[str, tuple[int, ...]]:
    """Return what tells each county's folder of today from what it was; to be asked before they are looked through."""
    start = time.time_ns()
    try:
        with os.scandir(content / ORGANIZATIONS) as found:
            names = [item.name for item in found if item.is_dir(follow_symlinks=False)]
    except OSError:
        return {}
    return {path: _identity(content / path, start) for path in (f"{ORGANIZATIONS}/{name}" for name in sorted(names))}


def at_first(
    stamps: Mapping[str, Stamp], before: Mapping[str, tuple[int, ...]], look: Look | None
) -> dict[str, Folder]:
    """Return what to remember of the folders after a whole build; ``before`` are their identities before it."""
    folders = {}
    by_folder = stamps_by_folder(stamps)
    indexes = look.digests(by_folder) if look else {}
    for folder, some in by_folder.items():
        index = indexes[folder] if look and _as_indexed(some, look.files(folder)) else b""
        folders[folder] = Folder(_records(some), before.get(folder, ()), index)
    return folders


def _records(paths: Iterable[str]) -> int:
    return sum(path.endswith(SUFFIXES) for path in paths)


def _as_indexed(stamps: Mapping[str, Stamp], indexed: Mapping[str, Indexed]) -> bool:
    """Tell whether files of these stamps are known by what git's index has of them."""
    return all((there := indexed.get(path)) and (there.time, there.size) == stamps[path][:2] for path in stamps)


def stamps_at(content: Path, paths: Iterable[str]) -> dict[str, Stamp]:
    """Read some files, and return their stamps."""
    found = Changes({}, {}, [], [], [], [])
    comparison = _Comparison(content, None, found, 0)
    stamps: dict[str, Stamp] = {}
    for path in paths:
        comparison.look_at(path, None, stamps)
    return stamps


def stamps_by_folder(stamps: Mapping[str, Stamp]) -> dict[str, dict[str, Stamp]]:
    """Return the stamps under their folders, both sorted."""
    found: dict[str, dict[str, Stamp]] = {}
    for path in sorted(stamps):
        found.setdefault(folder_of(path), {})[path] = stamps[path]
    return found


def folder_of(path: str) -> str:
    """Return the folder of a file."""
    return path.rpartition("/")[0]


def stamp(found: os.stat_result, data: bytes) -> Stamp:
    """Return the stamp of a file: ``found`` was asked before ``data`` was read, so that no change goes unseen."""
    when = found.st_mtime_ns
    return (when if when < time.time_ns() - JUST_NOW else UNKNOWN, found.st_size, blob(data))


def blob(data: bytes) -> bytes:
    """Return the id that git gives to a file of these bytes (SHA-1 object format)."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).digest()


def _identity(folder: Path, now: int) -> tuple[int, ...]:
    """Return what changes where a file of the folder comes, goes or takes another's place; empty where nothing does.

    Asked before the folder is looked through, so that no change goes unseen.
    """
    if os.name != "posix":
        # Windows keeps no such time on every kind of disk.
        return ()
    try:
        found = os.lstat(folder)
    except OSError:
        return ()
    latest = max(found.st_mtime_ns, found.st_ctime_ns)
    return (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_ctime_ns) if latest < now - JUST_NOW else ()
