"""What a build leaves to the next one: named values in one file, each with its checksum.

The state is never trusted further than it can be checked. Whoever reads it tells the hash of everything that goes into
the build besides the content, under the name by which it was put there; of any other code, theme or settings, from
another program, cut short or damaged it counts as absent, and the next build is a whole one.
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

FORMAT = "conect state 2"
FINGERPRINT, _GENERATION = "fingerprint", "generation"

_TABLE = "kept (name TEXT PRIMARY KEY, digest BLOB, data BLOB) WITHOUT ROWID"


class StateError(Exception):
    """The state is missing, of something else, or damaged; its text is for developers alone."""


class State:
    """Named values of plain Python types (what ``marshal`` knows) in the SQLite file ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._changed: dict[str, bytes] = {}
        self._new = False

    @contextmanager
    def read(self, fingerprint: str, generation: str, name: str = FINGERPRINT) -> Iterator[State]:
        """Open the state that a build of ``fingerprint`` left of the site ``generation``; changes need ``commit``.

        ``name`` is that under which the fingerprint stands. Raises ``StateError`` where there is none of these.
        """
        if not fingerprint or not generation or not self.path.is_file():
            raise StateError("none")
        with closing(self._connected()):
            try:
                told = (self.get("format"), self.get(name), self.get(_GENERATION))
                if told != (FORMAT, fingerprint, generation):
                    raise StateError("of another build")
                yield self
            finally:
                self._connection = None
                self._changed.clear()

    @contextmanager
    def write(self, fingerprint: str) -> Iterator[State]:
        """Begin a new state beside the former one, whose place it takes with ``commit``."""
        new = self.path.with_name(f"{self.path.name}.new")
        new.unlink(missing_ok=True)
        final, self.path, self._new = self.path, new, True
        try:
            with closing(self._connected()) as connection:
                try:
                    connection.execute(f"CREATE TABLE {_TABLE}")
                except sqlite3.Error as error:
                    raise StateError(str(error)) from None
                self.put("format", FORMAT)
                self.put(FINGERPRINT, fingerprint)
                yield self
            if self._committed:
                new.replace(final)
        finally:
            self.path, self._new = final, False
            self._connection = None
            new.unlink(missing_ok=True)

    def get(self, name: str) -> Any:
        """Return a value. Raises ``StateError`` where it is missing or not as it was put there."""
        if name in self._changed:
            return marshal.loads(self._changed[name])  # noqa: S302 - made by this program
        try:
            row = self._open.execute("SELECT digest, data FROM kept WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error as error:
            raise StateError(str(error)) from None
        if row is None or row[0] != _digest(name, row[1]):
            raise StateError(name)
        return marshal.loads(row[1])  # noqa: S302 - its checksum was told by this program

    def get_all(self, names: Iterable[str]) -> Iterator[Any]:
        """Yield several values."""
        return map(self.get, names)

    def put(self, name: str, value: Any) -> None:
        """Set a value. In a standing state it is written by ``commit``: nothing fails for want of room before.

        Raises ``StateError`` where there is none for a new state.
        """
        self.put_stored(name, stored(value))

    def put_stored(self, name: str, data: bytes) -> None:
        """Set a value, as ``put`` does, of which ``stored`` has been asked already."""
        if not self._new:
            self._changed[name] = data
            return
        try:
            self._write({name: data})
        except sqlite3.Error as error:
            raise StateError(str(error)) from None

    def commit(self, generation: str) -> None:
        """Keep what was put, as the state of the site ``generation``.

        Raises ``StateError`` where that fails: the state is that of no site then, and so it is meanwhile, for whoever
        is killed in the middle. What was put is kept in one step only as far as SQLite sees to it without waiting for
        the disk.
        """
        try:
            for values in ({_GENERATION: stored("")}, self._changed, {_GENERATION: stored(generation)}):
                self._write(values)
                self._open.commit()
        except sqlite3.Error as error:
            raise StateError(str(error)) from None
        self._changed.clear()
        self._committed = True

    def forget(self) -> None:
        """Remove the state: what it told of is no more."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _write(self, values: Mapping[str, bytes]) -> None:
        rows = ((name, _digest(name, data), data) for name, data in values.items())
        self._open.executemany("REPLACE INTO kept VALUES (?, ?, ?)", rows)

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StateError("closed")
        return self._connection

    def _connected(self) -> sqlite3.Connection:
        self._committed = False
        try:
            connection = sqlite3.connect(self.path)
            try:
                # A damaged state costs a whole build and nothing else: waiting for the disk would cost more.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("PRAGMA journal_mode = MEMORY")
                connection.execute("BEGIN")
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as error:
            raise StateError(str(error)) from None
        self._connection = connection
        return connection


def stored(value: Any) -> bytes:
    """Return a value as a state holds it."""
    return marshal.dumps(value)


def _digest(name: str, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16, key=name.encode()[:64]).digest()
