"""Ranking: lunr's own code on an index put together from the postings that a query needs, of the documents it needs.

lunr's score of a document is the product of the query with the document's vector of a field, divided by the query's
length, summed over the fields. So an index that holds the query's terms alone gives the scores of the whole index.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lunr.field_ref import FieldRef  # type: ignore[import-untyped]  # lunr has no types
from lunr.index import Index  # type: ignore[import-untyped]  # lunr has no types
from lunr.pipeline import Pipeline  # type: ignore[import-untyped]  # lunr has no types
from lunr.token_set import TokenSet  # type: ignore[import-untyped]  # lunr has no types
from lunr.vector import Vector  # type: ignore[import-untyped]  # lunr has no types

from conect.search.postings import Postings
from conect.search.reading import Entry
from conect.search.scoring import idf, of_impact, weight

DIGITS = 9
"""Digits of a score after the point that count: the rest is what additions in another order leave."""

EPSILON = 1e-7
"""Scores nearer than this are ordered by lunr, not by the choice of candidates."""


STAGE = 10
"""Results that are settled at a time where levels told which documents may be the best: those of a page."""

MARGIN = 14
"""Documents that are ranked exactly beyond the results that are wanted, where levels told which ones these may be."""

CLOSE = 0.95
"""Of these, only those to which levels give so much of the score of the last one that is wanted: others are far behind.

Levels are a few per cent off. At 100,000 records this spares 7 of 24 files and changes none of lunr's first ten; 0.97
would spare 9 and lose two of them.
"""


@dataclass
class Rough:
    """Documents of a huge term where its exact postings would be too many bytes: the best ones, and levels.

    ``levels`` is empty where they would be too many bytes as well; ``means`` are the impacts that stand for them.
    """

    numbers: Sequence[int]
    best: Postings
    levels: bytes
    means: Sequence[int]

    def __post_init__(self) -> None:
        self.places = {number: place for place, number in enumerate(self.numbers)}

    def impact(self, number: int) -> int | None:
        """Return the impact that stands for a document, None where the term is not in it."""
        place = self.places.get(number)
        if place is None:
            return None
        return self.means[self.levels[place >> 2] >> 2 * (place & 3) & 3 if self.levels else 0]


@dataclass(frozen=True)
class Clause:
    """A term that is looked for, with the boost of the query and the fields in which it counts (all where None)."""

    entry: Entry
    postings: Postings | Rough
    boost: float
    fields: tuple[int, ...] | None = None


class Ranker:
    """Scores documents by clauses; ``fields``, ``boosts`` and ``averages`` are those of the collection."""

    def __init__(self, fields: Sequence[str], boosts: Sequence[int], averages: Sequence[float], documents: int) -> None:
        self._fields = fields
        self._boosts = boosts
        self._averages = averages
        self._documents = documents

    def weights(self, clause: Clause, number: int) -> dict[int, float]:
        """Return lunr's weights of a clause's term in a document by field, without the query's boost.

        An impact stands for all fields and is given to the heaviest one that is not ``ids``.
        """
        term_idf = idf(clause.entry.frequency, self._documents)
        postings = clause.postings.best if isinstance(clause.postings, Rough) else clause.postings
        found = {
            field: weight(term_idf, frequency, length, self._averages[field], self._boosts[field])
            for field, frequency, length in postings.entries(number)
        }
        if not found and isinstance(clause.postings, Rough):
            impact = clause.postings.impact(number)
            return {} if impact is None else {self._rough_field: round(term_idf * of_impact(impact), 3)}
        return found

    @property
    def _rough_field(self) -> int:
        return next(place for place, name in enumerate(self._fields) if name != "ids")

    def lengths(self, clauses: Sequence[Clause]) -> list[float]:
        """Return the query's length in each field."""
        sums: list[dict[str, float]] = [defaultdict(float) for _ in self._fields]
        for clause in clauses:
            for field in range(len(self._fields)):
                if clause.fields is None or field in clause.fields:
                    sums[field][clause.entry.name] += clause.boost
        return [math.sqrt(sum(boost * boost for boost in of_field.values())) for of_field in sums]

    def scores(self, clauses: Sequence[Clause], numbers: Iterable[int]) -> dict[int, float]:
        """Return the score of each document; up to rounding lunr's own."""
        lengths = self.lengths(clauses)
        found: dict[int, float] = {}
        for number in numbers:
            score = 0.0
            for clause in clauses:
                for field, value in self.weights(clause, number).items():
                    if clause.fields is None or field in clause.fields:
                        score += value * clause.boost / lengths[field]
            found[number] = score
        return found

    def likeliest(self, clauses: Sequence[Clause], numbers: Sequence[int], most: int) -> list[tuple[int, float]]:
        """Return the ``most`` documents with the greatest scores, as far as these are known, the greatest first."""
        scores = {number: round(score, DIGITS) for number, score in self.scores(clauses, numbers).items()}
        return heapq.nsmallest(most, scores.items(), key=lambda item: (-item[1], item[0]))

    def best(self, clauses: Sequence[Clause], numbers: Sequence[int], most: int) -> list[tuple[int, float]]:
        """Return the best ``most`` documents as lunr ranks them, with lunr's scores."""
        candidates: Iterable[int] = numbers
        if len(numbers) > most:
            scores = self.scores(clauses, numbers)
            least = heapq.nlargest(most, scores.values())[-1] - EPSILON
            candidates = [number for number in numbers if scores[number] >= least]
        return self.ranked(clauses, candidates)[:most]

    def ranked(self, clauses: Sequence[Clause], numbers: Iterable[int]) -> list[tuple[int, float]]:
        """Return the documents in lunr's order with lunr's scores."""
        if not clauses:
            return []
        index = self.index(clauses, numbers)
        query = index.create_query()
        for clause in clauses:
            fields = None if clause.fields is None else [self._fields[field] for field in clause.fields]
            query.clause(clause.entry.name, fields=fields, boost=clause.boost, use_pipeline=False)
        return in_order(index.query(query))

    def index(self, clauses: Sequence[Clause], numbers: Iterable[int], pipeline: Pipeline | None = None) -> Index:
        """Return a lunr index of these documents that holds the clauses' terms alone."""
        inverted: dict[str, dict[str, Any]] = {}
        vectors: dict[str, Vector] = {}
        for clause in clauses:
            name = clause.entry.name
            if name not in inverted:
                inverted[name] = {"_index": len(inverted), **{field: {} for field in self._fields}}
        for number in sorted(numbers):
            for clause in clauses:
                posting = inverted[clause.entry.name]
                for field, value in self.weights(clause, number).items():
                    name = self._fields[field]
                    if str(number) in posting[name]:
                        continue
                    posting[name][str(number)] = {}
                    vectors.setdefault(str(FieldRef(str(number), name)), Vector()).insert(posting["_index"], value)
        terms = TokenSet.from_list(sorted(inverted))
        return Index(inverted, vectors, terms, list(self._fields), pipeline or Pipeline())


def known(likeliest: Sequence[tuple[int, float]], wanted: int) -> int:
    """Return how many of the likeliest documents must be known exactly for the first ``wanted`` results."""
    some = likeliest[: wanted + MARGIN]
    if len(some) <= wanted:
        return len(some)
    least = CLOSE * some[wanted - 1][1]
    return sum(score >= least for _, score in some)


def in_stages(ranked: Sequence[tuple[int, float]], likeliest: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return matches in the order in which pages show them, where each page knows more of the likeliest than the last.

    A stage takes the best ``STAGE`` that are left among those ``known`` for it: so what a page shows does not depend on
    which later pages somebody reads, and nothing stands on two of them.
    """
    places = {number: place for place, (number, _) in enumerate(likeliest)}
    left = list(ranked)
    shown: list[tuple[int, float]] = []
    while left:
        end = known(likeliest, len(shown) + STAGE)
        some = [match for match in left if places[match[0]] < end][:STAGE] or left
        shown += some
        left = [match for match in left if match not in some]
    return shown


def in_order(found: Iterable[dict[str, Any]]) -> list[tuple[int, float]]:
    """Return lunr's matches as (number, score), in the order of the scores, equal ones in that of the numbers.

    lunr itself leaves documents of equal score in the order in which it met them, field by field.
    """
    matches = [(int(match["ref"]), float(match["score"])) for match in found]
    return sorted(matches, key=lambda item: (-round(item[1], DIGITS), item[0]))
