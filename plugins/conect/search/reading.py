"""Reads the files of the index, as the browser does (``js/search/store.js`` and ``terms.js``)."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from conect.records.problems import ConectError
from conect.search import forward
from conect.search.analysis import Lexicon
from conect.search.encoding import FORMAT, LONG, ROOT, SHORT, Reader, inflate, listed_path, numbered_path
from conect.search.layout import Division, Places
from conect.search.postings import Postings, cut, join, read_columns, read_gaps, read_postings
from conect.search.rows import path_of
from conect.search.scoring import LEVELS

Fetch = Callable[[str], bytes]
"""Returns the bytes of a file by its path in the site; raises ``OSError`` where it cannot be read."""


class SearchError(ConectError):
    """The index cannot be read."""


def from_folder(output: Path) -> Fetch:
    """Return a ``Fetch`` that reads from a built site."""

    def fetch(path: str) -> bytes:
        return (output / path).read_bytes()

    return fetch


@dataclass(frozen=True)
class Block:
    """A range of numbers, see ``numbering.Block``; the county is empty where it is not known."""

    county: str
    struck_off: bool
    base: int
    length: int
    count: int


class Root:
    """The root file: what a reader must know of the whole index."""

    def __init__(self, data: bytes) -> None:
        (length,) = struct.unpack_from("<I", data)
        self.told: dict[str, Any] = json.loads(data[4 : 4 + length])
        if self.told["format"] != FORMAT:
            raise SearchError(
                "indexul de căutare este al altei versiuni; construiți din nou site-ul",
                "the search index is of another version; build the site again",
            )
        self._hashes = data[4 + length :]
        self._kinds: dict[str, tuple[int, int]] = {}
        at = 0
        for kind, count in self.told["files"]:
            self._kinds[kind] = (at, count)
            at += count
        self.documents: int = self.told["documents"]
        self.fields: list[str] = self.told["fields"]
        self.boosts: list[int] = self.told["boosts"]
        self.averages = [total / max(1, self.documents) for total in self.told["totals"]]
        division = Division(
            self.told["division"]["bins"], self.told["division"]["numbers"], dict(self.told["division"]["big"])
        )
        self.places = Places(division)
        self.layout: dict[str, int] = self.told["layout"]
        self.blocks: list[Block] = []
        base = 0
        for county, struck_off, length, count in self.told["blocks"]:
            self.blocks.append(Block(county, bool(struck_off), base, length, count))
            base += length
        self.slots = base
        self.active = next((block.base for block in self.blocks if block.struck_off), base)
        synonyms = {stem: canonical for canonical, *stems in self.told["synonyms"] for stem in stems}
        roles = {token: role for role, tokens in self.told["roles"].items() for token in tokens.split()}
        self.lexicon = Lexicon(synonyms, roles, self.told["forms"])

    def short(self, kind: str, number: int) -> bytes:
        """Return the hash of a numbered file, or of a page; zeros or nothing where there is none."""
        start, count = self._kinds.get(kind, (0, 0))
        return self._hashes[SHORT * (start + number) : SHORT * (start + number + 1)] if number < count else b""

    def path(self, kind: str, number: int) -> str | None:
        """Return the path of a numbered file, None where there is none."""
        short = self.short(kind, number)
        return numbered_path(kind, number, short) if any(short) else None

    def count(self, kind: str) -> int:
        """Return how many numbered files of a kind there may be."""
        return self._kinds.get(kind, (0, 0))[1]


class Part(NamedTuple):
    """A file without a number: its hash and about how many bytes it has."""

    long: bytes
    size: int


@dataclass(frozen=True)
class Huge:
    """The files of a huge term.

    ``place`` is that in the files by documents. Of the ``best`` none has a smaller impact than ``least``, and no other
    document a greater one; ``means`` are the impacts that stand for the ``levels`` of the others. ``blocks`` holds, by
    number >> ``span``, the documents there and their file.
    """

    active: int
    place: int
    set: Part
    levels: Part
    best: Part
    least: int
    means: tuple[int, ...]
    span: int
    blocks: list[tuple[int, Part | None]]


@dataclass(frozen=True)
class Entry:
    """A term: documents, lunr's frequency, and its postings, or the file that holds them, or a huge term's files."""

    name: str
    documents: int
    frequency: int
    postings: Postings | None = None
    list: bytes | None = None
    huge: Huge | None = None


@dataclass
class Shard:
    """The terms of one shard file."""

    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes, layout: dict[str, int]) -> Shard:
        """Read a shard. Raises ``ValueError`` where its bytes make no sense."""
        reader = Reader(data)
        count = reader.varint()
        shared, endings = reader.bytes(count), reader.bytes(count)
        names, name = [], ""
        for same, more in zip(shared, endings, strict=True):
            name = name[:same] + reader.bytes(more).decode("ascii")
            names.append(name)
        documents = reader.varints(count)
        frequencies = [some + more for some, more in zip(documents, reader.varints(count), strict=True)]
        whole = [number for number in documents if number <= layout["inline"]]
        gaps = reader.sized()
        numbers: list[int] = []
        for number in whole:
            numbers += read_gaps(gaps, number)
        columns = read_columns(reader, numbers)
        entries: dict[str, Entry] = {}
        at = 0
        for name, number, frequency in zip(names, documents, frequencies, strict=True):
            if number <= layout["inline"]:
                entries[name] = Entry(name, number, frequency, cut(columns, at, at + number))
                at += number
        for name, number, frequency in zip(names, documents, frequencies, strict=True):
            if layout["inline"] < number <= layout["listed"]:
                entries[name] = Entry(name, number, frequency, list=reader.bytes(LONG))
        for name, number, frequency in zip(names, documents, frequencies, strict=True):
            if number > layout["listed"]:
                entries[name] = Entry(name, number, frequency, huge=_read_huge(reader))
        return cls(entries)


def _read_huge(reader: Reader) -> Huge:
    active, place = reader.varints(2)
    hashes = [reader.bytes(LONG) for _ in range(3)]
    sizes = [64 * size for size in reader.varints(3)]
    least = reader.varint()
    means = tuple(reader.varints(len(LEVELS) + 1))
    of_set, levels, best = map(Part, hashes, sizes)
    span = reader.varint()
    blocks: list[tuple[int, Part | None]] = []
    for _ in range(reader.varint()):
        count = reader.varint()
        blocks.append((count, Part(reader.bytes(LONG), 64 * reader.varint()) if count else None))
    return Huge(active, place, of_set, levels, best, least, means, span, blocks)


class _Near(NamedTuple):
    """A file of rows: the rows of its documents by their numbers, and their huge terms' postings by their places."""

    rows: dict[int, list[Any]]
    terms: dict[int, Postings]

    @classmethod
    def read(cls, data: bytes, base: int) -> _Near:
        """Read a file whose first number is ``base``."""
        reader = Reader(data)
        rows = json.loads(reader.bytes(reader.varint()))
        terms = forward.read(data[reader.at :], base) if reader.at < len(data) else {}
        return cls({base + at: row for at, *row in rows}, terms)


class Store:
    """Fetches files of the index, each once; ``fetched`` tells which, with their bytes as stored."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._kept: dict[str, Any] = {}
        self.fetched: dict[str, int] = {}
        self.root = Root(self._bytes(ROOT))

    def _bytes(self, path: str) -> bytes:
        try:
            data = self._fetch(path)
            self.fetched[path] = len(data)
            return inflate(data)
        except (OSError, ValueError) as error:
            raise SearchError(
                f"fișierul „{path}” al indexului de căutare lipsește sau este stricat; construiți din nou site-ul",
                f"the file “{path}” of the search index is missing or broken; build the site again",
            ) from error

    def _read(self, path: str, read: Callable[[bytes], Any]) -> Any:
        if path not in self._kept:
            self._kept[path] = read(self._bytes(path))
        return self._kept[path]

    def numbered(self, kind: str, number: int, read: Callable[[bytes], Any]) -> Any:
        """Return what ``read`` makes of a numbered file, None where there is none."""
        path = self.root.path(kind, number)
        return None if path is None else self._read(path, read)

    def listed(self, long: bytes, read: Callable[[bytes], Any] = read_postings) -> Any:
        """Return what ``read`` makes of a file without a number."""
        return self._read(listed_path(long), read)

    def shard(self, number: int) -> Shard:
        """Return a shard."""
        found = self.numbered("t", number, lambda data: Shard.read(data, self.root.layout))
        return found if isinstance(found, Shard) else Shard()

    def entry(self, term: str) -> Entry | None:
        """Return the entry of a term, None where the collection does not have it."""
        return self.shard(self.root.places.of(term)).entries.get(term)

    def beginning(self, prefix: str) -> list[Entry]:
        """Return terms that begin with ``prefix``; of very many, the most frequent ones."""
        entries = self.shard(self.root.places.of_prefix(prefix)).entries
        return [entry for name, entry in entries.items() if name.startswith(prefix)]

    def _near(self, file: int) -> _Near:
        """Return what a file of rows holds."""
        page_bits = self.root.layout["page_bits"]
        path = path_of(file, self.root.short("d", file >> page_bits), page_bits)
        near: _Near = self._read(path, partial(_Near.read, base=file << self.root.layout["row_bits"]))
        return near

    def forwards(self, numbers: Iterable[int]) -> dict[int, Postings]:
        """Return the postings of all huge terms in these documents, by their places; other documents may be there."""
        row_bits = self.root.layout["row_bits"]
        parts: dict[int, list[Postings]] = {}
        for file in sorted({number >> row_bits for number in numbers}):
            for place, postings in self._near(file).terms.items():
                parts.setdefault(place, []).append(postings)
        return {place: join(some) for place, some in parts.items()}

    def row(self, number: int) -> list[Any]:
        """Return the row of a document, see ``documents.row_of``."""
        row_bits = self.root.layout["row_bits"]
        return self._near(number >> row_bits).rows[number]
