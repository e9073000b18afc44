"""What git knows of the files below a folder: asked early, answered while this process does something else.

git keeps the time and size of each file in its index, and compares 100,000 of them with the disk in half Python's time,
in a process of its own. It is believed in what it saw and never in what it concludes: a file that has the time and the
size of its entry in the index stands as the entry says; of any other file, and of one that git was told not to look
at, nothing is known here. Nor is anything known where git is missing, refuses, or fails.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple

from conect.building.raw_index import Indexed as Indexed
from conect.building.raw_index import RawIndex

_PATIENCE = 60.0
"""Seconds."""

# The strict comparison, whatever the user's settings: hooks are not asked, and no kind of difference is passed over.
_STRICT = ("core.fsmonitor=false", "core.checkStat=default", "core.trustCtime=true", "core.preloadIndex=true")

_ENTRY = re.compile(
    rb"100(?:644|755) ([0-9a-f]+) 0\t([^\0]+)\0  ctime: \d+:\d+\n  mtime: (\d+):(\d+)\n  dev: \d+\tino: \d+\n"
    rb"  uid: \d+\tgid: \d+\n  size: (\d+)\tflags: 0\n"
)
"""An ordinary file, neither in conflict nor with a flag: git was not told to take it for unchanged."""

_LINES = 5
"""Lines that git writes of each entry, after its path."""

_END = re.compile(rb"\tflags: [0-9a-f]+\n")

_BEFORE_PATH = re.compile(rb"\d{6} [0-9a-f]+ \d\t")

_CONVERTED = ("filter", "ident", "working-tree-encoding")
"""Attributes by which a file may differ from its blob though both have as many bytes; line ends change their number."""


class _Where(NamedTuple):
    """Where a folder's index is."""

    prefix: bytes
    """The folder's path in the repository, with a slash at its end; empty for the repository's own."""
    place: str
    shared: bool
    """Whether some of its entries are in another file (split index)."""

    @classmethod
    def of(cls, folder: Path) -> _Where | None:
        """Ask git; None where it does not tell, or not with certainty."""
        told = _told(folder, ("rev-parse", "--show-prefix", "--git-path", "index", "--shared-index-path"))
        lines = told.split(b"\n")[:-1] if told else []
        if len(lines) not in (2, 3):
            return None
        return cls(lines[0], os.fsdecode(lines[1]), len(lines) == 3)


class Checkout:
    """The files in the folders of ``part``, itself a folder in ``folder``, in whatever repository that is; the question
    begins at once."""

    def __init__(self, folder: Path, part: str) -> None:
        self._folder = folder
        self._part = part
        self._where = _Where.of(folder)
        self._begun = self._index_now()
        words = ("diff-files", "-z", "--name-only", "--relative", "--ignore-submodules", "--", part)
        self._asked = _begun(folder, words) if self._begun else None

    @cached_property
    def look(self) -> Look | None:
        """What git answers, waited for; None where it does not, or the index was written meanwhile."""
        try:
            differing = _answer(self._asked)
        finally:
            self.close()
        where = self._where
        if differing is None or where is None or not self._begun:
            return None
        above = where.prefix + os.fsencode(f"{self._part}/")
        raw = None if where.shared else RawIndex.read(self._folder / where.place, above)
        if self._index_now() != self._begun:
            return None
        changed = frozenset(os.fsdecode(path) for path in differing.split(b"\0") if path)
        return Look(self._folder, self._part, changed, raw, self._listed)

    def _listed(self, path: str) -> bytes:
        """Return git's list of the entries below a path; empty where it has none that can be read with certainty."""
        listed = _told(self._folder, ("ls-files", "-z", "--stage", "--debug", "--", path))
        if listed is None or self._index_now() != self._begun:
            return b""
        # Where a file's name goes over two lines it is not certain where an entry ends.
        return listed if listed.count(b"\n") == _LINES * listed.count(b"\0") else b""

    def meanwhile(self, *steps: Callable[[], object]) -> None:
        """Do what may be needed, one step after the other, as long as git has not answered."""
        for step in steps:
            if self._asked is not None and self._asked[0].poll() is None:
                step()

    def close(self) -> None:
        """Leave the question, answered or not."""
        if self._asked is not None:
            self._asked[0].kill()
            self._asked[0].wait()
            self._asked[1].close()

    def _index_now(self) -> tuple[int, ...]:
        """Return what tells one state of the index's file from another; nothing where there is none."""
        try:
            found = (self._folder / self._where.place).stat() if self._where else None
        except OSError:
            return ()
        return (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size) if found else ()


class Look:
    """What git saw. Paths are POSIX and relative to the folder asked about; ``differing`` are others than the index.

    ``raw`` is the index itself, where it is of a known kind, ``listed`` gives git's list of what is below a path.
    """

    def __init__(
        self,
        folder: Path,
        part: str,
        differing: frozenset[str],
        raw: RawIndex | None,
        listed: Callable[[str], bytes],
    ) -> None:
        self.differing = differing
        self._folder = folder
        self._part = part
        self._raw = raw
        self._listed = listed

    @cached_property
    def _entries(self) -> bytes:
        return self._listed(self._part)

    def digests(self, folders: Iterable[str]) -> dict[str, bytes]:
        """Return checksums of what the index has of the files in folders of the part; empty where it has none."""
        if self._raw is None:
            parts = {folder: _of_folder(self._entries, folder) for folder in folders}
            return {
                each: hashlib.blake2b(part, digest_size=16).digest() if part else b"" for each, part in parts.items()
            }
        names = {folder: folder.removeprefix(f"{self._part}/") for folder in folders}
        found = self._raw.digests(names.values())
        return {folder: found[name] for folder, name in names.items()}

    def files(self, folder: str) -> dict[str, Indexed]:
        """Return the files of a folder that stand as the index has them, by their paths."""
        if self._raw is not None:
            files = self._raw.files(folder.removeprefix(f"{self._part}/"))
            paths = ((f"{self._part}/{name}", entry) for name, entry in files.items())
            return {path: entry for path, entry in paths if path not in self.differing}
        found: dict[str, Indexed] = {}
        for blob, path, seconds, nanoseconds, size in _ENTRY.findall(_of_folder(self._entries, folder)):
            name = os.fsdecode(path)
            if name not in self.differing:
                time = int(seconds) * 1_000_000_000 + int(nanoseconds)
                found[name] = Indexed(time, int(size), bytes.fromhex(blob.decode()))
        return found

    def unconverted(self, paths: Sequence[str]) -> frozenset[str]:
        """Return those of some paths whose files git writes as their blobs are, but for line ends."""
        names = b"".join(os.fsencode(path) + b"\0" for path in paths)
        told = _told(self._folder, ("check-attr", "-z", "--stdin", *_CONVERTED), names)
        if told is None:
            return frozenset()
        fields = told.split(b"\0")
        files, values = fields[:-1:3], fields[2::3]
        if len(files) != len(values) or len(files) != len(paths) * len(_CONVERTED):
            return frozenset()
        plain = (b"unspecified", b"unset")
        other = {name for name, value in zip(files, values, strict=True) if value not in plain}
        return frozenset(path for path in paths if os.fsencode(path) not in other)


def _of_folder(data: bytes, folder: str) -> bytes:
    """Return the part of a list of entries that tells of the files of a folder, which stand together in it."""
    first, last = os.fsencode(f"{folder}/"), os.fsencode(f"{folder}0")  # “0” follows “/”
    places = range(len(data) + 1)
    start, end = (bisect_left(places, key, key=lambda at: _path_after(data, at)) for key in (first, last))
    return data[_entry_after(data, start) : _entry_after(data, end)]


def _entry_after(data: bytes, at: int) -> int:
    """Return where the first entry begins that does not begin before ``at``."""
    if at == 0:
        return 0
    # Each entry but the first follows the line with the flags of the one before.
    found = _END.search(data, at - 1)
    return found.end() if found else len(data)


def _path_after(data: bytes, at: int) -> bytes:
    entry = _entry_after(data, at)
    found = _BEFORE_PATH.match(data, entry)
    if found is None:
        return b"\xff"
    return data[found.end() : data.find(b"\0", found.end())]


def _command(folder: Path, words: Sequence[str]) -> list[str]:
    settings = [word for setting in _STRICT for word in ("-c", setting)]
    return ["git", "-C", os.fspath(folder), *settings, *words]


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}


def _told(folder: Path, words: Sequence[str], given: bytes = b"") -> bytes | None:
    """Return what git answers, ``given`` something to read; None where it does not."""
    asked = _command(folder, words)
    try:
        done = subprocess.run(  # noqa: S603 - fixed words
            asked, input=given, capture_output=True, check=False, timeout=_PATIENCE, env=_environment()
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def _begun(folder: Path, words: Sequence[str]) -> tuple[subprocess.Popen[bytes], IO[bytes]] | None:
    try:
        # Written to a file, not to a pipe: nobody reads meanwhile.
        out = tempfile.TemporaryFile()  # noqa: SIM115 - closed by ``close``
        null = subprocess.DEVNULL
        asked = _command(folder, words)
        return subprocess.Popen(asked, stdin=null, stdout=out, stderr=null, env=_environment()), out  # noqa: S603 - fixed words
    except OSError:
        return None


def _answer(asked: tuple[subprocess.Popen[bytes], IO[bytes]] | None) -> bytes | None:
    if asked is None:
        return None
    process, out = asked
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return None
    out.seek(0)
    return out.read() if code == 0 else None
