"""How good the choice is where the budget of bytes forces one: how many of lunr's own first ten are in ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers import RESULTS
from benchmarks.queries import Asked
from conect.building.executor import Crew, batches_of
from conect.building.progress import Bar
from conect.search.engine import Engine, Result
from conect.search.expert import every_posting
from conect.search.filters import Filters
from conect.search.gathering import Alternative, Gathered, Gatherer, Group
from conect.search.postings import Postings
from conect.search.query import Query
from conect.search.reading import Entry, Huge, from_folder

BATCH = 10


class Judged(NamedTuple):
    """One query: whether a choice was forced, how many of lunr's first results are in ours, of how many.

    ``bytes`` are those of the index that a first query fetches, the rows of its results among them, as stored.
    """

    kind: str
    query: str
    forced: bool
    common: int
    of: int
    total: int
    bytes: int


class _Whole(Gatherer):
    """Takes every posting exactly, whatever it costs."""

    def _small(self, entry: Entry) -> Postings | None:
        return every_posting(self._store, entry)

    def _huge(self, group: Group) -> Iterable[tuple[Huge, Entry]]:  # noqa: ARG002 - the parent's signature
        return ()


class Exact(Engine):
    """The engine without a budget: it ranks by lunr's own weights only."""

    def _found(
        self,
        query: Query,
        passing: Filters,
        typing: bool,
        few: bool,  # noqa: ARG002 - the parent's signature; it would allow for the best of a huge word alone
    ) -> tuple[Result, Gathered]:
        return super()._found(query, passing, typing, False)

    def _gathered(
        self, groups: Sequence[Group], keys: Sequence[Alternative], passing: Filters, *, every: bool
    ) -> Gathered:
        return _Whole(self.store, passing.ranges).gather(groups, keys, every=every)


def judge(site: Path, queries: Sequence[Asked], bar: Bar) -> list[Judged]:
    """Ask the engine's Python twin every query, and where it had to choose, the exact engine too."""
    found: list[Judged] = []
    with Crew(len(queries)) as crew:
        for part in crew.run(_judged, site, batches_of(queries, BATCH)):
            found += part
            bar.advance(len(part))
    return found


def _judged(site: Path, queries: list[Asked]) -> list[Judged]:
    fetch = from_folder(site)
    found = []
    for kind, text in queries:
        engine = Engine(fetch)
        result = engine.search(text, most=RESULTS)
        for hit in result.hits:
            engine.store.row(hit.number)
        fetched = sum(engine.store.fetched.values())
        ours = [hit.number for hit in result.hits]
        theirs = [hit.number for hit in Exact(fetch).search(text, most=RESULTS).hits] if result.chosen else ours
        common = len(set(ours) & set(theirs))
        found.append(Judged(kind, text, result.chosen, common, len(theirs), result.total, fetched))
    return found
