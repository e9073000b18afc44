"""Which postings a query fetches, and which documents it finds. The twin of ``js/search/gathering.js``.

Of a huge term, blocks of its exact postings are fetched only where they cost little; else its set of documents, which
gives the exact number of results. Of a few documents the exact postings of all huge terms are in a few small files;
of many, a huge term's best documents and the levels of the others tell which ones these few should be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from conect.search.postings import Postings, join, read_set
from conect.search.ranking import Clause, Rough
from conect.search.reading import Entry, Huge, Part, Store

BUDGET = 30_000
"""Bytes of the best and of the levels of huge terms that a query fetches at most."""

NONE = Postings((), b"", (), ())

STEM_BOOST = 10
PREFIX_BOOST = 3
FUZZY_BOOST = 1


@dataclass(frozen=True)
class Alternative:
    """A term that stands for a word of the query, and its boost."""

    entry: Entry
    boost: float = STEM_BOOST
    fields: tuple[int, ...] | None = None


@dataclass
class Group:
    """The alternatives of one word; a document needs one of them."""

    alternatives: list[Alternative]

    @property
    def huge(self) -> bool:
        """Tell whether one of the alternatives is a huge term."""
        return any(each.entry.huge for each in self.alternatives)

    @property
    def documents(self) -> int:
        """Return how many documents there are at most."""
        return sum(each.entry.documents for each in self.alternatives)


@dataclass
class Gathered:
    """The documents that a query finds, in rising order, and the clauses by which they are ranked.

    ``rough`` tells that levels stand for exact postings somewhere. ``numbers`` are all that match, those of
    organisations that are no more and those that filters leave out among them, unless the ranges said otherwise.
    """

    numbers: list[int] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    rough: bool = False
    huge: Entry | None = None
    """The one term of which only the best documents are here."""
    left_out: bool = False
    """Some score lacks a part: a key of names that very many share, or the word in a document found by name."""


class _Ranks(NamedTuple):
    """The files that rank documents by a huge term, but for those that would cost too much."""

    best: Part | None
    levels: Part | None


class Gatherer:
    """Gathers for one query. ``ranges`` are the numbers that may count at all (a county's, say)."""

    def __init__(self, store: Store, ranges: Sequence[tuple[int, int]], budget: int = BUDGET) -> None:
        self._store = store
        self._ranges = ranges
        self._budget = budget
        self._few, self._exact = store.root.layout["few"], store.root.layout["exact"]
        self._all = [(0, store.root.slots)]

    def gather(self, groups: Sequence[Group], extra: Sequence[Alternative], *, every: bool) -> Gathered:
        """Return the documents that have every group (or some group), ranked by all alternatives and by ``extra``.

        ``extra`` are terms that make no document a result: keys of names.
        """
        found: dict[int, Postings | Rough] = {}
        numbers: set[int] | None = None
        ordered = sorted(groups, key=lambda group: (group.huge, group.documents))
        later: list[tuple[Entry, Huge]] = []
        if not every or (self._ranges == self._all and all(group.huge for group in ordered)):
            self._ahead([each for group in ordered for each in self._huge(group)])
        if every:
            for group in ordered:
                mine = self._small_numbers(group, found)
                for huge, entry in self._huge(group):
                    mine.update(self._members(entry, huge, numbers, found, later))
                numbers = self._narrowed(numbers, mine)
        else:
            numbers = set()
            for group in ordered:
                numbers |= self._small_numbers(group, found)
                for huge, entry in self._huge(group):
                    numbers.update(self._set(entry, huge))
                    later.append((entry, huge))
            numbers = self._narrowed(None, numbers)
        rough = self._later(later, numbers or set(), found)
        clauses = [
            Clause(each.entry, found[id(each.entry)], each.boost, each.fields)
            for group in groups
            for each in group.alternatives
        ]
        left_out = False
        for each in extra:
            if (postings := self._small(each.entry)) is not None:
                clauses.append(Clause(each.entry, postings, each.boost, each.fields))
            else:
                left_out = True
        return Gathered(sorted(numbers or ()), clauses, rough, left_out=left_out)

    def best(self, alternative: Alternative, extra: Sequence[Alternative]) -> Gathered:
        """Return the best documents of a huge term alone: enough for the first pages, in one file."""
        entry = alternative.entry
        postings: Postings = self._store.listed(entry.huge.best.long) if entry.huge else NONE
        clauses = [Clause(entry, postings, alternative.boost)]
        known = set(postings.numbers)
        numbers = set(known)
        left_out = False
        for each in extra:
            if (some := self._small(each.entry)) is not None:
                clauses.append(Clause(each.entry, some, each.boost, each.fields))
                numbers.update(some.numbers)
            else:
                left_out = True
        # A document that is here for its name alone lacks the word's own part of its score.
        return Gathered(sorted(numbers), clauses, huge=entry, left_out=left_out or numbers != known)

    def _members(
        self,
        entry: Entry,
        huge: Huge,
        numbers: set[int] | None,
        found: dict[int, Postings | Rough],
        later: list[tuple[Entry, Huge]],
    ) -> Iterable[int]:
        """Return the documents of a huge term, at least those among ``numbers``; what ranks them may come ``later``."""
        if numbers is not None and len(numbers) <= self._few:
            return self._of_few(entry, huge, numbers, found).numbers
        if numbers is not None or self._ranges != self._all:
            cost, blocks = _blocks(huge, self._ranges if numbers is None else _as_ranges(numbers))
            if cost <= huge.set.size + huge.best.size + huge.levels.size + self._exact:
                postings = found[id(entry)] = self._joined(blocks)
                return postings.numbers
        later.append((entry, huge))
        return self._set(entry, huge)

    def _later(
        self, terms: Sequence[tuple[Entry, Huge]], numbers: set[int], found: dict[int, Postings | Rough]
    ) -> bool:
        """Find what ranks these documents by huge terms, the rarest first; tell whether some are not told exactly."""
        if len(numbers) <= self._few:
            for entry, huge in terms:
                self._of_few(entry, huge, numbers, found)
            return False
        rough = False
        for entry, huge, files in self._plan(terms, _as_ranges(numbers)):
            if isinstance(files, _Ranks):
                rough = True
                found[id(entry)] = Rough(self._set(entry, huge), *self._ranks(files), huge.means)
            else:
                found[id(entry)] = self._joined(files)
        return rough

    def _plan(
        self, terms: Sequence[tuple[Entry, Huge]], ranges: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[Entry, Huge, list[bytes] | _Ranks]]:
        """Yield which files rank documents in these ranges by huge terms, the rarest first.

        These are blocks, or as much of the best and of the levels as may be fetched.
        """
        left = self._budget
        for entry, huge in sorted(terms, key=lambda term: (term[0].documents, term[0].name)):
            cost, blocks = _blocks(huge, ranges)
            if cost <= huge.best.size + huge.levels.size + self._exact:
                yield entry, huge, blocks
                continue
            best = huge.best if huge.best.size <= left else None
            left -= best.size if best else 0
            levels = huge.levels if huge.levels.size <= left else None
            left -= levels.size if levels else 0
            yield entry, huge, _Ranks(best, levels)

    def _ranks(self, files: _Ranks) -> tuple[Postings, bytes]:
        best = self._store.listed(files.best.long) if files.best else NONE
        return best, self._store.listed(files.levels.long, bytes) if files.levels else b""

    def _of_few(self, entry: Entry, huge: Huge, numbers: Iterable[int], found: dict[int, Postings | Rough]) -> Postings:
        """Find the postings of a huge term in a few documents."""
        postings = self._store.forwards(numbers).get(huge.place, NONE)
        found[id(entry)] = postings
        return postings

    def _narrowed(self, numbers: set[int] | None, more: set[int]) -> set[int]:
        if numbers is None:
            if self._ranges == self._all:
                return more
            return {number for number in more if any(start <= number < end for start, end in self._ranges)}
        return numbers & more

    def _small_numbers(self, group: Group, found: dict[int, Postings | Rough]) -> set[int]:
        """Return the documents of a group's terms that are not huge, and keep their postings."""
        numbers: set[int] = set()
        for each in group.alternatives:
            postings = self._small(each.entry)
            if postings is None:
                continue
            found[id(each.entry)] = postings
            numbers.update(_of_fields(postings, each.fields))
        return numbers

    def _small(self, entry: Entry) -> Postings | None:
        if entry.postings is not None:
            return entry.postings
        if entry.list is not None:
            postings: Postings = self._store.listed(entry.list)
            return postings
        return None

    def _ahead(self, huge: Sequence[tuple[Huge, Entry]]) -> None:
        """Fetch all sets, and what will probably rank documents; the browser asks for it all together."""
        for each, entry in huge:
            self._set(entry, each)
        for _, _, files in self._plan([(entry, each) for each, entry in huge], self._all):
            if isinstance(files, _Ranks):
                self._ranks(files)

    def _huge(self, group: Group) -> Iterable[tuple[Huge, Entry]]:
        return [(each.entry.huge, each.entry) for each in group.alternatives if each.entry.huge is not None]

    def _set(self, entry: Entry, huge: Huge) -> list[int]:
        numbers: list[int] = self._store.listed(huge.set.long, lambda data: read_set(data, entry.documents))
        return numbers

    def _joined(self, blocks: Sequence[bytes]) -> Postings:
        return join([self._store.listed(long) for long in blocks])


def exact(store: Store, clauses: Sequence[Clause], numbers: Sequence[int]) -> list[Clause]:
    """Return the clauses with exact postings of these few documents where there were levels."""
    known = store.forwards(numbers)
    return [
        replace(clause, postings=known.get(clause.entry.huge.place, NONE))
        if clause.entry.huge and isinstance(clause.postings, Rough)
        else clause
        for clause in clauses
    ]


def best_alone(group: Group) -> Group:
    """Return a group whose huge terms have their best documents alone."""
    return Group(
        [
            replace(each, entry=replace(each.entry, huge=None, list=each.entry.huge.best.long))
            if each.entry.huge
            else each
            for each in group.alternatives
        ]
    )


def _of_fields(postings: Postings, fields: tuple[int, ...] | None) -> Iterable[int]:
    if fields is None:
        return postings.numbers
    wanted = sum(1 << each for each in fields)
    return [number for number, mask in zip(postings.numbers, postings.masks, strict=True) if mask & wanted]


def _as_ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    return [(number, number + 1) for number in sorted(numbers)]


def _blocks(huge: Huge, ranges: Sequence[tuple[int, int]]) -> tuple[int, list[bytes]]:
    """Return the bytes and the hashes of the blocks that hold documents in these ranges."""
    cost = 0
    hashes: list[bytes] = []
    starts = [start for start, _ in ranges]
    for place, (_, part) in enumerate(huge.blocks):
        if part is None:
            continue
        low, high = place << huge.span, (place + 1) << huge.span
        at = bisect_left(starts, high)
        if at and ranges[at - 1][1] > low:
            cost += part.size
            hashes.append(part.long)
    return cost, hashes
