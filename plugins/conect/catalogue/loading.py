"""From the files of the content folder to entries and problems, in batches."""

from __future__ import annotations

import marshal
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from conect.building.executor import Crew, batches_of
from conect.building.progress import bar
from conect.catalogue import names, rules
from conect.catalogue.entry import Entry
from conect.catalogue.files import Content, Listing, file_unreadable, list_records
from conect.catalogue.packing import pack_marked, unpack_marked, work_out
from conect.catalogue.stamps import Stamp, stamp, stamps_at
from conect.records.problems import Problem, Text
from conect.records.reader import read
from conect.records.record import Record
from conect.records.rule import Context
from conect.records.vocabularies import Vocabularies

BATCH = 200
"""Records read together: some tenths of a second of work, so that processes share it evenly."""


class Packed(NamedTuple):
    """The records of one batch, packed small; ``unpack`` gives them back. A catalogue of 100,000 keeps some 30 MB."""

    data: bytes
    size: int
    """Number of records."""

    @classmethod
    def of(cls, records: Sequence[Record]) -> Packed:
        """Pack records; their marks are not kept."""
        values = [(record.path, record.values) for record in records]
        return cls(zlib.compress(marshal.dumps(values), 1), len(values))

    def unpack(self) -> list[Record]:
        """Return the records, in the order in which they were packed."""
        return [Record(path, values) for path, values in marshal.loads(zlib.decompress(self.data))]  # noqa: S302 - own data


@dataclass(frozen=True)
class Loaded:
    """What ``load`` found: ``entries`` sorted by path, ``problems`` sorted, and the records in batches of as many.

    ``batches`` is empty unless asked for; its records are those of ``entries``, in the same order. So are ``stamps``,
    those of the records' files.
    """

    entries: list[Entry]
    problems: list[Problem]
    batches: list[Packed] = field(default_factory=list)
    stamps: dict[str, Stamp] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Tell whether there is a problem that stops a build."""
        return any(problem.level == "error" for problem in self.problems)


class Read(NamedTuple):
    """What came of a batch of files; ``packed`` and ``stamps`` are there where records are kept."""

    entries: list[Entry]
    problems: list[Problem]
    unread: list[str]
    """Paths of files of which no record could be made."""
    packed: Packed | None
    stamps: dict[str, Stamp]

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel with the entries packed: the process that gathers 100,000 of them waits for nothing else."""
        return _read, (marshal.dumps([list(map(pack_marked, self.entries)), self.stamps]), *self[1:4])


def _read(data: bytes, problems: list[Problem], unread: list[str], packed: Packed | None) -> Read:
    entries, stamps = marshal.loads(data)  # noqa: S302 - made by this program
    return Read(list(map(unpack_marked, entries)), problems, unread, packed, stamps)


@dataclass(frozen=True)
class _Setting:
    """What every batch needs; travels to the workers."""

    content: Path
    vocabularies: Vocabularies
    today: date
    keep: bool


def load(
    content: Path,
    vocabularies: Vocabularies,
    today: date,
    *,
    listing: Listing | None = None,
    crew: Crew | None = None,
    keep: bool = False,
    concerned: Iterable[str] = (),
    quiet: bool = False,
    meanwhile: Callable[[Sequence[Packed]], None] | None = None,
    label: Text = Text("Se citesc fișele", "Reading records"),  # noqa: B008 - a constant
    lang: str = "ro",
) -> Loaded:
    """Read and judge every record below ``content/organizations``, and all of them together.

    Every problem of every file is returned; nothing stops at the first. ``listing`` are the files, where they were
    listed already. ``keep`` also returns the records, packed. ``concerned`` are the paths that a change is about, for
    the rules that look closer at these. ``meanwhile`` is given the packed records once all are read: what it lets
    others begin, they do while all records are judged together. A progress bar shows on a terminal unless ``quiet``.
    """
    listing = listing or list_records(content)
    context = _context(content, vocabularies, today)
    setting = _Setting(content, vocabularies, today, keep)
    entries: list[Entry] = []
    problems = list(listing.problems)
    unread: list[str] = []
    batches: list[Packed] = []
    stamps: dict[str, Stamp] = {}
    with (
        nullcontext(crew) if crew else Crew(len(listing.records)) as at_work,
        bar(label.in_lang(lang), len(listing.records), quiet=quiet) as shown,
    ):
        for done in at_work.run(_read_batch, setting, batches_of(listing.records, BATCH)):
            entries += done.entries
            problems += done.problems
            unread += done.unread
            stamps |= done.stamps
            if done.packed is not None:
                batches.append(done.packed)
            shown.advance(len(done.entries) + len(done.unread))
    if meanwhile is not None:
        meanwhile(batches)
    if keep:
        stamps |= stamps_at(content, listing.images)
    problems += rules.check(entries, context, concerned=frozenset(concerned), unread=unread)
    names.forget()
    return Loaded(entries, sorted(problems, key=Problem.sort_key), batches, stamps)


def read_some(
    content: Path, vocabularies: Vocabularies, today: date, paths: Sequence[str], crew: Crew
) -> Iterator[Read]:
    """Read and judge some records, each for itself, and yield what came of each batch; they are kept."""
    yield from crew.run(_read_batch, _Setting(content, vocabularies, today, True), batches_of(paths, BATCH))


def _context(content: Path, vocabularies: Vocabularies, today: date) -> Context:
    return Context(vocabularies, today, Content(content).beside)


def _read_batch(setting: _Setting, paths: Sequence[str]) -> Read:
    content = Content(setting.content)
    context = _context(setting.content, setting.vocabularies, setting.today)
    records: list[Record] = []
    entries: list[Entry] = []
    problems: list[Problem] = []
    unread: list[str] = []
    stamps: dict[str, Stamp] = {}
    folder = os.fspath(setting.content)
    for path in paths:
        try:
            found = os.stat(f"{folder}/{path}", follow_symlinks=False) if setting.keep else None  # noqa: PTH116 - slow
            data = content.read(path)
        except OSError as error:
            message = file_unreadable(error.strerror or type(error).__name__)
            problems.append(Problem(path, 1, 1, file_unreadable.level, file_unreadable.id, message))
            unread.append(path)
            continue
        if found is not None:
            stamps[path] = stamp(found, data)
        result = read(path, data, context)
        problems += result.problems
        if result.record is None:
            unread.append(path)
            continue
        entry = Entry.of(result.record)
        entries.append(work_out(entry) if setting.keep else entry)
        records.append(result.record)
    return Read(entries, problems, unread, Packed.of(records) if setting.keep else None, stamps)
