"""What an index leaves to the next build, so that a few changed records cost a few files: one SQLite file.

It holds the payloads of all records and the contents of all files that may have to be changed, and where each stands.
Every value has a checksum, so that a damaged state is noticed where it is read; of another version, another layout or
other vocabularies it is refused when it is opened. It is never trusted further: whoever meets a ``StateError`` builds
the index anew.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from conect.records.problems import ConectError
from conect.records.vocabularies import Vocabularies
from conect.search.documents import Document
from conect.search.encoding import FORMAT, Reader, sized, varint
from conect.search.fields import FACETS, FIELDS
from conect.search.identifiers import fnv
from conect.search.layout import Layout
from conect.search.numbering import hash_of
from conect.search.payloads import Payload, without

VERSION = 2
"""Version of the state's tables."""

TABLES = {
    **dict.fromkeys(("payloads", "gone", "documents", "blocks", "spelled", "columns", "tokens"), "INTEGER"),
    **dict.fromkeys(("shards", "rows", "beside"), "INTEGER"),
    **dict.fromkeys(("told", "ids", "orders", "huge"), "TEXT"),
    **dict.fromkeys(("lists", "uses"), "BLOB"),
}

Key = int | str | bytes

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class StateError(ConectError):
    """The state is missing, of something else, or damaged: the index is to be built anew."""


class NoRoomError(StateError):
    """What changes could not be noted: the disk is full, or refuses."""


class State:
    """The state in the file ``path``, open; what is changed is kept by ``commit`` alone.

    The tables are, each by key → bytes: ``told`` (name → JSON of what is known of the whole), ``payloads`` (batch →
    payload), ``gone`` (batch → JSON of the places in it that count no more), ``documents`` (number → JSON [id, batch,
    place, order, day of confirmation]), ``ids`` (id → number), ``blocks`` (block → hashes of its members, rising),
    ``tokens`` (bucket → JSON of tokens, each with its words and [times written, times in names]), ``columns`` and
    ``orders`` (whole numbers), ``spelled`` (number → tokens, file), ``rows``, ``beside`` (group → file), ``shards``
    (number → file), ``lists`` (hash → file), ``uses`` (hash → how often terms tell it), and ``huge`` (term → documents
    as bits, how many have each impact, impacts).
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path, vocabularies: Vocabularies, root: bytes | None = None) -> State:
        """Open the state of an index with these vocabularies.

        ``root`` are the bytes of the published ``root.bin``: given, the state must be of that very index. Raises
        ``StateError`` where there is none that fits.
        """
        if not path.is_file():
            raise refused("none")
        try:
            connection = sqlite3.connect(path, isolation_level=None)
            try:
                # After a loss of power it may be damaged, which is noticed: waiting for the disk would cost more.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("PRAGMA cache_size = -32000")
                connection.execute("BEGIN IMMEDIATE")
                state = cls(connection)
                if state.told("made") != made(vocabularies):
                    raise refused("of another version or other vocabularies")
                if root is not None and state.told("root") != root_hash(root):
                    raise refused("of another index")
            except BaseException:
                connection.close()
                raise
        except (sqlite3.Error, ValueError) as error:
            raise refused(str(error)) from None
        return state

    def commit(self) -> None:
        """Keep all changes and close the file. Raises ``StateError`` where that fails: then nothing is changed."""
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self.rollback()
            raise refused(str(error)) from None
        self._connection.close()

    def rollback(self) -> None:
        """Drop all changes and close the file."""
        with suppress(sqlite3.Error):
            self._connection.execute("ROLLBACK")
        self._connection.close()

    def undo(self) -> None:
        """Drop all changes; the file stays open. Raises ``StateError`` where that fails."""
        if self._connection.in_transaction:  # a full disk may have ended it
            self._run("ROLLBACK", ())
        self._run("BEGIN IMMEDIATE", ())

    def get(self, table: str, key: Key) -> bytes:
        """Return a value. Raises ``StateError`` where it is missing or not as it was put there."""
        found = self.find(table, key)
        if found is None:
            raise refused(f"{table} {key!r}")
        return found

    def find(self, table: str, key: Key) -> bytes | None:
        """Return a value, None where there is none. Raises ``StateError`` where it is not as it was put there."""
        for row in self._run(f"SELECT data FROM {table} WHERE key = ?", (key,)):  # noqa: S608 - names of this module
            return _opened(table, key, row[0])
        return None

    def between(self, table: str, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """Yield key and value of numbered rows, rising, from ``start`` to before ``end``; raises as ``get``."""
        select = f"SELECT key, data FROM {table} WHERE key >= ? AND key < ? ORDER BY key"  # noqa: S608 - as above
        for key, data in self._run(select, (start, end)):
            yield key, _opened(table, key, data)

    def put(self, table: str, key: Key, data: bytes) -> None:
        """Set a value."""
        self.put_all(table, [(key, data)])

    def put_all(self, table: str, rows: Iterable[tuple[Key, bytes]]) -> None:
        """Set values, whose keys and bytes are given. Raises ``NoRoomError`` where there is no room."""
        try:
            self._connection.executemany(
                f"REPLACE INTO {table} VALUES (?, ?)",  # noqa: S608 - as above
                ((key, _sealed(table, key, data)) for key, data in rows),
            )
        except sqlite3.OperationalError as error:
            raise _no_room(error) from None
        except sqlite3.Error as error:
            raise refused(str(error)) from None

    def drop(self, table: str, key: Key) -> None:
        """Remove a value, if it is there."""
        try:
            self._connection.execute(f"DELETE FROM {table} WHERE key = ?", (key,))  # noqa: S608 - as above
        except sqlite3.OperationalError as error:
            raise _no_room(error) from None
        except sqlite3.Error as error:
            raise refused(str(error)) from None

    def told(self, name: str) -> Any:
        """Return what is known of the whole index, see ``Recorder.finish``; raises as ``get``."""
        return json.loads(self.get("told", name))

    def keys(self, table: str) -> list[Any]:
        """Return the keys of a table, rising."""
        return [key for (key,) in self._run(f"SELECT key FROM {table} ORDER BY key", ())]  # noqa: S608 - as above

    def tell(self, name: str, value: Any) -> None:
        """Set what is known of the whole index."""
        self.put("told", name, json.dumps(value).encode())

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of records by their ids, of those that are there; raises as ``get``."""
        hashes = {each for key in self.keys("blocks") for each in array("Q", self.get("blocks", key))}
        numbers = {}
        for id in ids:
            found = self.find("ids", id)
            if (found is not None) != (hash_of(id) in hashes):
                raise refused(f"ids {id!r}")
            if found is not None:
                numbers[id] = int(found)
        return numbers

    def payload(self, batch: int) -> Payload:
        """Return a payload, with the records in it that count no more; raises as ``get``."""
        reader = Reader(self.get("payloads", batch))
        reader.varint()
        return Payload(reader.bytes(reader.varint()), reader.data[reader.at :])

    def size(self, batch: int) -> int:
        """Return how many records a payload holds; raises as ``get``."""
        return Reader(self.get("payloads", batch)).varint()

    def gone(self, batch: int) -> list[int]:
        """Return the places of the records of a payload that count no more; raises as ``get``."""
        found: list[int] = json.loads(self.find("gone", batch) or b"[]")
        return found

    def payloads(self, removed: Iterable[str] = (), changed: Iterable[Payload] = ()) -> list[Payload]:
        """Return payloads of all records, less those of some ids and those in ``changed``, and ``changed``.

        What an index can be assembled anew from where it cannot be updated. Raises as ``get``.
        """
        others = list(changed)
        ids = {*removed, *(each.id for payload in others for each in payload.read_documents().documents)}
        out: dict[int, set[int]] = {}
        try:
            for number in self.numbers(ids).values():
                _, batch, place, *_ = json.loads(self.get("documents", number))
                out.setdefault(batch, set()).add(place)
        except ValueError as error:
            raise refused(str(error)) from None
        found = []
        for batch in self.keys("payloads"):
            places = out.get(batch, set()) | set(self.gone(batch))
            payload = self.payload(batch)
            left = without(payload, places) if places else payload
            if left is not None:
                found.append(left)
        return found + others

    def _run(self, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except (sqlite3.Error, ValueError) as error:
            raise refused(str(error)) from None


def refused(why: str) -> StateError:
    """Return the error that tells why a state is not used."""
    return StateError(
        f"ce a reținut construcția trecută despre căutare nu se poate folosi ({why})",
        f"what the last build kept of the search cannot be used ({why})",
    )


def _no_room(error: sqlite3.OperationalError) -> NoRoomError:
    return NoRoomError(
        f"nu se poate reține ce se schimbă la căutare ({error})", f"what changes of the search cannot be kept ({error})"
    )


def create(path: Path) -> sqlite3.Connection:
    """Begin an empty state in a new file. Raises ``StateError`` where it cannot be written."""
    try:
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise refused(str(error)) from None
    try:
        for pragma in ("page_size = 8192", "synchronous = OFF", "journal_mode = OFF", "cache_size = -32000"):
            connection.execute(f"PRAGMA {pragma}")
        for table, kind in TABLES.items():
            connection.execute(f"CREATE TABLE {table} (key {kind} PRIMARY KEY, data BLOB)")
        connection.execute("BEGIN")
    except sqlite3.Error as error:
        connection.close()
        with suppress(OSError):
            path.unlink()
        raise refused(str(error)) from None
    return connection


def made(vocabularies: Vocabularies) -> str:
    """Return the hash of what a state depends on beside the records: versions, fields and vocabularies."""
    terms = [
        [name, [[term.id, term.label.ro, term.label.en, dict(term.attributes)] for term in vocabularies[name].values()]]
        for name in sorted(vocabularies)
    ]
    versions = [VERSION, FORMAT, sys.byteorder, zlib.ZLIB_RUNTIME_VERSION]
    told = [versions, repr(FIELDS), repr(FACETS), terms]
    return hashlib.blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=16).hexdigest()


def root_hash(root: bytes) -> str:
    """Return the hash of a root file's bytes, by which a state knows its index."""
    return hashlib.blake2b(root, digest_size=16).hexdigest()


def layout_told(layout: Layout) -> dict[str, int]:
    """Return a layout as a state tells it."""
    return asdict(layout)


def packed_payload(payload: Payload, records: int) -> bytes:
    """Return a payload of so many records as one value."""
    return varint(records) + sized(payload.documents) + payload.postings


def document_told(document: Document, batch: int, place: int) -> bytes:
    """Return where a document stands among the payloads, and what orders it."""
    told = [document.id, batch, place, document.order, document.confirmed_on]
    return _ENCODER.encode(told).encode()


def bucket_of(token: str, buckets: int) -> int:
    """Return where among so many buckets, a power of two, a token stands."""
    return fnv(token) & (buckets - 1)


def _sealed(table: str, key: Key, data: bytes) -> bytes:
    return _sum(table, key, data) + data


def _opened(table: str, key: Key, data: Any) -> bytes:
    if not isinstance(data, bytes) or data[:4] != _sum(table, key, data[4:]):
        raise refused(f"{table} {key!r}")
    return data[4:]


def _sum(table: str, key: Key, data: bytes) -> bytes:
    return zlib.crc32(data, zlib.crc32(f"{table} {key!r}".encode())).to_bytes(4, "little")
