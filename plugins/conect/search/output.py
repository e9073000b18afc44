"""What an update changes among the files of an index: files to write and paths to remove."""

from __future__ import annotations

from conect.search.encoding import LONG, SHORT, File, deflate, digest, inflate, listed_path, named, numbered_path
from conect.search.state import State


class NeedsRebuild(Exception):  # noqa: N818 - it tells what is to be done, not a kind of error
    """So much changes that the index is to be assembled anew; its text, for developers, tells why."""


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
        self._data: dict[bytes, bytes] = {}
        """Of lists, deflated."""

    def numbered(self, kind: str, at: int, content: bytes) -> File | None:
        """Write a numbered file where it is not as it was: then it is returned."""
        hashes = self.hashes.setdefault(kind, {})
        before = hashes.get(at)
        if before == digest(content, SHORT):
            return None
        if before is not None:
            self.removed.append(numbered_path(kind, at, before))
        file, hashes[at] = named(kind, at, content)
        self.files.append(file)
        return file

    def no_longer(self, kind: str, at: int) -> None:
        """Remove a numbered file."""
        self.removed.append(numbered_path(kind, at, self.hashes[kind].pop(at)))

    def content(self, long: bytes) -> bytes:
        """Return what a list holds that is told by ``long``. Raises ``StateError``."""
        return inflate(self._packed(long))

    def told(self, content: bytes) -> tuple[int, bytes]:
        """Tell a list once more; return its size and its hash."""
        long = digest(content, LONG)
        before, now = self._counts(long)
        if before == now == 0 and long not in self._data:
            self._data[long] = deflate(content)
        self._uses[long] = before, now + 1
        return len(self._packed(long)), long

    def untold(self, long: bytes) -> None:
        """Tell a list once less."""
        before, now = self._counts(long)
        self._uses[long] = before, now - 1

    def finish(self) -> None:
        """Settle which lists are written and which removed."""
        for long, (before, now) in self._uses.items():
            if now and not before:
                self._state.put("lists", long, self._data[long])
                self.files.append(File(listed_path(long), self._data[long]))
            elif before and not now:
                self._state.drop("lists", long)
                self._state.drop("uses", long)
                self.removed.append(listed_path(long))
            if now and now != before:
                self._state.put("uses", long, b"%d" % now)
        self._state.tell("hashes", {kind: {at: h.hex() for at, h in of.items()} for kind, of in self.hashes.items()})

    def _counts(self, long: bytes) -> tuple[int, int]:
        found = self._uses.get(long)
        if found is None:
            before = int(self._state.find("uses", long) or 0)
            found = before, before
        return found

    def _packed(self, long: bytes) -> bytes:
        data = self._data.get(long)
        if data is None:
            data = self._data[long] = self._state.get("lists", long)
        return data
