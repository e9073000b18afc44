"""What has become of the records since the site was published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from conect.building.executor import Crew
from conect.catalogue.entry import Entry
from conect.catalogue.files import Content
from conect.catalogue.loading import Read, read_some
from conect.catalogue.stamps import Changes, folder_of
from conect.records.file import SUFFIXES
from conect.records.problems import Problem
from conect.records.record import Record
from conect.records.vocabularies import Vocabularies
from conect.site.files import stamps_of
from conect.site.guarding import RecordsFailed
from conect.site.memory import Memory
from conect.site.settings import SiteSettings

if TYPE_CHECKING:
    from conect.site.book import Book

PART = 10
"""A whole build is made where more than one in so many records has changed: it reads them all at least as fast."""


class TooMuchError(Exception):
    """So much has changed, or in such a way, that only a whole build can tell what comes of it."""


class Difference:
    """The records that are not as they were: their entries ``before`` and ``after``, by id, and the ``records`` read.

    ``since`` is the day of the site as it stands, today or before: a record without an error has none on a later day.
    Raises ``RecordsFailed`` where one of them has an error, ``TooMuchError`` where a whole build is to tell.
    """

    def __init__(
        self,
        site: SiteSettings,
        vocabularies: Vocabularies,
        memory: Memory,
        crew: Crew,
        changes: Changes,
        since: date,
    ) -> None:
        self.site = site
        self.since = since
        self.changes = changes
        self.warnings = 0
        """Warnings about the records that have changed."""
        self.before: dict[str, Entry] = {}
        self.after: dict[str, Entry] = {}
        self.records: dict[str, Record] = {}
        self._vocabularies = vocabularies
        self._memory = memory
        self._crew = crew
        _fail_on(changes.problems)
        self._read(self._paths(), changes.records)

    @property
    def nothing(self) -> bool:
        """Tell whether no record and no logo has changed."""
        return not self.changes.differing and not self.changes.gone

    @property
    def new_day(self) -> bool:
        """Tell whether the site is of an earlier day."""
        return self.since != self.site.today

    @property
    def wide(self) -> bool:
        """Tell whether other pages than those of the records that have changed could be others."""
        return bool(self.altered) or self.new_day

    @property
    def organizations(self) -> int:
        """Number of records that have a page."""
        return len(self.book.catalogue.listed) if self.wide else self._memory.number("organizations")

    @cached_property
    def altered(self) -> frozenset[str]:
        """The ids of the records that lists, relations or rules see with other eyes."""
        every = self.before.keys() | self.after.keys()
        return frozenset(id for id in every if self.before.get(id) != self.after.get(id))

    @cached_property
    def turned(self) -> dict[str, Entry]:
        """The entries of today, by id, whose freshness is another one only because it is another day.

        Raises ``TooMuchError`` where they are many.
        """
        if not self.new_day:
            return {}
        from conect.catalogue.freshness import freshness_of

        every = self.book.catalogue.by_id
        days = {
            day
            for day in {entry.confirmed_on for entry in every.values()}
            if freshness_of(day, self.since).state != freshness_of(day, self.site.today).state
        }
        found = {id: entry for id, entry in every.items() if entry.confirmed_on in days}
        if len(found) > max(PART, len(every) // PART):
            raise TooMuchError
        return found

    def to_be_shown(self, entry: Entry) -> bool:
        """Tell what ``Book.has_page`` tells of a changed record, before all entries are read."""
        return entry.merged_into is None and (self.site.demo or not entry.demo)

    @cached_property
    def book(self) -> Book:
        """The whole catalogue of today. Raises ``TooMuchError`` where it breaks a rule: a whole build tells how."""
        # Most changes are seen by no list: they need nothing of all this.
        from conect.catalogue import rules
        from conect.catalogue.catalogue import ID, MEASURES, Former, linked_among
        from conect.catalogue.rules.neighbourhood import neighbourhood
        from conect.records.rule import Context
        from conect.site.book import Book
        from conect.site.list_pages import first_ones

        entries = self._memory.entries()
        for id in self.before:
            entries.pop(id, None)
        entries |= self.after
        here = [path for path in self.changes.stamps if path.endswith(SUFFIXES)]
        if len(entries) != self.changes.records or any(
            (entry := entries.get(id_of(path))) is None or entry.path != path for path in here
        ):
            raise TooMuchError
        every = list(entries.values())
        context = Context(self._vocabularies, self.site.today, Content(self.site.content).beside)
        altered = [found for id in self.altered if (found := self.after.get(id))]
        linked = linked_among(every)
        if rules.check(neighbourhood(every, altered, linked), context, level="error"):
            raise TooMuchError
        gone = [found for id in self.altered if (found := self.before.get(id))]
        counts = self._memory.counts()
        letters = {MEASURES["letter"](entry) for entry in (*altered, *gone)}
        # Who will be shown otherwise on a new day is not known yet.
        under = self._memory.under(letters.union(counts.get("letter", ())) if self.new_day else letters)
        former = Former(self._memory.order(), counts, self.altered, gone, under, frozenset(map(ID, linked)))
        beginnings = self._memory.beginnings() | first_ones(self.after, self.site.page_size)
        return Book(self.site, self._vocabularies, every, former=former, beginnings=beginnings)

    def take(self, entries: Iterable[Entry]) -> None:
        """Read the records of more entries, which have not changed. Raises ``TooMuchError`` where they do meanwhile."""
        for done in self._read_some([entry.path for entry in entries]):
            for path, stamp in done.stamps.items():
                known = self.changes.stamps.get(path) or stamps_of(self._memory.state, folder_of(path)).get(path)
                if known is None or stamp[2] != known[2]:
                    raise TooMuchError

    def _paths(self) -> list[str]:
        """Return the paths of the records to read: changed ones, and those whose logo has changed."""
        stamps = self.changes.stamps
        paths = {path for path in self.changes.differing if path.endswith(SUFFIXES)}
        for path in (*self.changes.differing, *self.changes.gone):
            if not path.endswith(SUFFIXES):
                stem = path.rpartition(".")[0]
                paths.update(found for suffix in SUFFIXES if (found := stem + suffix) in stamps)
        return sorted(paths)

    def _read(self, paths: list[str], total: int) -> None:
        gone = [path for path in self.changes.gone if path.endswith(SUFFIXES)]
        if len(paths) + len(gone) > max(PART, total // PART):
            raise TooMuchError
        for id in dict.fromkeys(id_of(path) for path in (*gone, *paths)):
            if entry := self._memory.entry(id):
                self.before[id] = entry
        # A file that stands beside another one of its name, or in another folder than the one remembered.
        left = {*paths, *gone}
        if any(entry.path not in left for entry in self.before.values()) or len(set(map(id_of, paths))) < len(paths):
            raise TooMuchError
        for done in self._read_some(paths):
            self.changes.stamps.update(done.stamps)
            self.after |= {entry.id: entry for entry in done.entries}

    def _read_some(self, paths: list[str]) -> list[Read]:
        found = list(read_some(self.site.content, self._vocabularies, self.site.today, paths, self._crew))
        problems = [problem for done in found for problem in done.problems]
        _fail_on(problems)
        self.warnings += len(problems)
        for done in found:
            self.records |= {record.id: record for record in (done.packed.unpack() if done.packed else ())}
        return found


def _fail_on(problems: Iterable[Problem]) -> None:
    every = sorted(problems, key=Problem.sort_key)
    if any(problem.level == "error" for problem in every):
        raise RecordsFailed(every)


def id_of(path: str) -> str:
    """Return the id of the record at a path."""
    return path.rpartition("/")[2].rpartition(".")[0]
