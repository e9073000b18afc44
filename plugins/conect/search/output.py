"""What an update changes among the files of an index: files to write and paths to remove."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from conect.search.encoding import LONG, SHORT, File, deflate, digest, inflate, listed_path, numbered_path
from conect.search.state import State


class NeedsRebuild(Exception):  # noqa: N818 - it tells what is to be done, not a kind of error
    """So much changes that the index is to be assembled anew; its text, for developers, tells why."""


THREADS = 2


class Kept(NamedTuple):
    """Where the state keeps a file, and what stands before it there."""

    table: str
    key: int
    before: bytes = b""


class Output:
    """Collects the changes; ``finish`` puts into the state what is left to put there."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.files: list[File] = []
        self.removed: list[str] = []
        told: dict[str, dict[str, str]] = state.told("hashes")
        self.hashes = {kind: {int(at): bytes.fromhex(each) for at, each in of.items()} for kind, of in told.items()}
        self._uses: dict[bytes, tuple[int, int]] = {}
        """Hash of a list → how often it was told, and is now."""
        self._data: dict[bytes, bytes | Future[bytes]] = {}
        """Of lists, deflated."""
        self._numbered: list[tuple[str, Future[bytes], Kept | None]] = []
        # Deflate lets other threads work; a third of an update's time is spent there.
        self._pool = ThreadPoolExecutor(THREADS)

    def numbered(self, kind: str, at: int, content: bytes, kept: Kept | None = None) -> None:
        """Write a numbered file where it is not as it was; the state keeps it too where ``kept`` tells so."""
        hashes = self.hashes.setdefault(kind, {})
        before, now = hashes.get(at), digest(content, SHORT)
        if before == now:
            return
        if before is not None:
            self.removed.append(numbered_path(kind, at, before))
        hashes[at] = now
        self._numbered.append((numbered_path(kind, at, now), self._pool.submit(deflate, content), kept))

    def no_longer(self, kind: str, at: int) -> None:
        """Remove a numbered file."""
        self.removed.append(numbered_path(kind, at, self.hashes[kind].pop(at)))

    def content(self, long: bytes) -> bytes:
        """Return what a list holds that is told by ``long``. Raises ``StateError``."""
        return inflate(self._packed(long))

    def told(self, content: bytes) -> bytes:
        """Tell a list once more; return its hash."""
        long = digest(content, LONG)
        before, now = self._counts(long)
        if before == now == 0 and long not in self._data:
            self._data[long] = self._pool.submit(deflate, content)
        self._uses[long] = before, now + 1
        return long

    def size(self, long: bytes) -> int:
        """Return the bytes of a list that is told."""
        return len(self._packed(long))

    def untold(self, long: bytes) -> None:
        """Tell a list once less."""
        before, now = self._counts(long)
        self._uses[long] = before, now - 1

    def finish(self) -> None:
        """Settle which files are written and which lists removed."""
        for path, packed, kept in self._numbered:
            data = packed.result()
            self.files.append(File(path, data))
            if kept:
                self._state.put(kept.table, kept.key, kept.before + data)
        for long, (before, now) in self._uses.items():
            if now and not before:
                data = self._packed(long)
                self._state.put("lists", long, data)
                self.files.append(File(listed_path(long), data))
            elif before and not now:
                self._state.drop("lists", long)
                self._state.drop("uses", long)
                self.removed.append(listed_path(long))
            if now and now != before:
                self._state.put("uses", long, b"%d" % now)
        self._state.tell("hashes", {kind: {at: h.hex() for at, h in of.items()} for kind, of in self.hashes.items()})

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown(cancel_futures=True)

    def _counts(self, long: bytes) -> tuple[int, int]:
        found = self._uses.get(long)
        if found is None:
            before = int(self._state.find("uses", long) or 0)
            found = before, before
        return found

    def _packed(self, long: bytes) -> bytes:
        found = self._data.get(long)
        if found is None:
            found = self._data[long] = self._state.get("lists", long)
        elif not isinstance(found, bytes):
            found = self._data[long] = found.result()
        return found
