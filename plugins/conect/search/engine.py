"""The engine: from a query and filters to ranked results. The twin of ``js/search/engine.js``, which visitors run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from conect.search import spelling
from conect.search.analysis import tokens
from conect.search.filters import Filters
from conect.search.gathering import (
    FUZZY_BOOST,
    PREFIX_BOOST,
    Alternative,
    Gathered,
    Gatherer,
    Group,
    best_alone,
    exact,
)
from conect.search.identifiers import KEY_SIGN
from conect.search.layout import START
from conect.search.postings import Postings
from conect.search.query import Query, Word, parse
from conect.search.ranking import MARGIN, STAGE, Clause, Ranker, in_stages, known
from conect.search.reading import Entry, Fetch, Store
from conect.search.scoring import idf, of_impact

EXPANSIONS = 50
FINISHED = 20
"""A last word is taken for whole where it stands in at least 1/20 of the documents of its likeliest continuation."""

SIMILAR = 8
"""Words one letter away that are looked up for a word that was not found."""

BEST_RESULTS = 100
"""Results for which the best documents of a huge word suffice, and which are ranked exactly."""

SLACK = 1.03
"""What the averages that impacts are made with may differ from the true ones."""

Mode = Literal["all", "any", "similar", "everything", "none"]


@dataclass(frozen=True)
class Hit:
    """A document that was found: its number and lunr's score (0 where nothing was ranked)."""

    number: int
    score: float


@dataclass
class Result:
    """What a search found: ``total`` passes the filters, ``struck_off`` more would if lists did not leave them out."""

    query: Query
    mode: Mode
    total: int = 0
    struck_off: int = 0
    chosen: bool = False
    legal_form: str | None = None
    hits: list[Hit] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    groups: list[list[Entry]] = field(default_factory=list)
    """The terms that were looked for, those of one word together."""
    corrected: list[tuple[str, list[str]]] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)


class Engine:
    """Searches one built index, read through ``fetch``."""

    def __init__(self, fetch: Fetch) -> None:
        self.store = Store(fetch)
        root = self.store.root
        self.ranker = Ranker(root.fields, root.boosts, root.averages, root.documents)
        self._ids = (root.fields.index("ids"),)

    def search(
        self,
        text: str,
        filters: Mapping[str, Iterable[str]] | None = None,
        *,
        most: int = 10,
        skip: int = 0,
        typing: bool = False,
    ) -> Result:
        """Return results ``skip`` … ``skip + most`` by relevance.

        ``typing`` takes the last word as a beginning; a single word then finds the best documents of huge terms alone.
        """
        query, form, passing = self._asked(text, filters)
        few = not passing.chosen and most + skip <= BEST_RESULTS
        result, gathered = self._found(query, passing, typing, few)
        if gathered.huge is not None and self._short(gathered, skip + most):
            result, gathered = self._found(query, passing, typing, False)
        result.legal_form = form
        result.clauses = gathered.clauses
        if gathered.huge is not None:
            return self._best_of(gathered.huge, result, gathered, most, skip)
        kept = passing.kept(gathered.numbers)
        if passing.default_status:
            result.struck_off = len(kept)
            kept = [number for number in kept if number < self.store.root.active]
            result.struck_off -= len(kept)
        result.total = len(kept)
        result.chosen = gathered.left_out
        if result.mode == "everything":
            ordered = passing.ordered("n", set(kept), skip + most)
            result.hits = [Hit(number, 0.0) for number in ordered[skip : skip + most]]
        else:
            if gathered.rough and skip + most <= BEST_RESULTS:
                ranked = self._likeliest(result, kept, skip + most)
            else:
                result.chosen |= gathered.rough
                ranked = self.ranker.best(result.clauses, kept, skip + most)
            result.hits = [Hit(number, score) for number, score in ranked[skip : skip + most]]
        if not result.total and result.mode != "everything":
            result.mode = "none" if not gathered.numbers else result.mode
        return result

    def _likeliest(self, result: Result, kept: list[int], wanted: int) -> list[tuple[int, float]]:
        """Return at least the first ``wanted`` of the likeliest documents, and make the result's clauses exact there.

        The last stages know no more than ``BEST_RESULTS``: the first pages show these, and later ones the others.
        """
        settled = -(-wanted // STAGE) * STAGE
        likeliest = self.ranker.likeliest(result.clauses, kept, min(settled + MARGIN, BEST_RESULTS))
        numbers = [number for number, _ in likeliest[: known(likeliest, settled)]]
        result.chosen |= len(kept) > len(numbers)
        result.clauses = exact(self.store, result.clauses, sorted(numbers))
        return in_stages(self.ranker.ranked(result.clauses, numbers), likeliest)

    def counts(self, text: str, filters: Mapping[str, Iterable[str]] | None = None) -> dict[str, dict[str, int]]:
        """Return facet → option → results that there would be were this option alone chosen in its facet."""
        query, _, passing = self._asked(text, filters)
        # Every document of the query, also beyond the chosen counties: other counties have counts too.
        _, gathered = self._found(query, Filters(self.store, {}), typing=False, few=False)
        return passing.counts(gathered.numbers)

    def _asked(self, text: str, filters: Mapping[str, Iterable[str]] | None) -> tuple[Query, str | None, Filters]:
        """Return the query, the legal form that it means where it names nothing else, and the filters."""
        query = parse(text, self.store.root.lexicon, self._is_identifier)
        chosen = {key: list(values) for key, values in (filters or {}).items()}
        form = query.forms[0] if query.nothing and query.forms else None
        if form and "legal_form" not in chosen:
            chosen["legal_form"] = [form]
        passing = Filters(self.store, chosen)
        # An official number finds its organisation even where that is no more.
        passing.default_status &= not query.identifiers
        return query, form, passing

    def _short(self, gathered: Gathered, wanted: int) -> bool:
        """Tell whether too few of a huge word's best are organisations that still exist."""
        if gathered.huge is None or gathered.huge.huge is None:
            return False
        active = sum(number < self.store.root.active for number in gathered.numbers)
        return active < min(wanted, gathered.huge.huge.active)

    def _best_of(self, entry: Entry, result: Result, gathered: Gathered, most: int, skip: int) -> Result:
        """Complete the result of one huge word, of which only the best documents were fetched."""
        huge = entry.huge
        if huge is None:
            return result
        root = self.store.root
        result.total, result.struck_off = huge.active, entry.documents - huge.active
        active = [number for number in gathered.numbers if number < root.active]
        ranked = self.ranker.best(gathered.clauses, active, skip + most)
        result.hits = [Hit(number, score) for number, score in ranked[skip : skip + most]]
        result.chosen = gathered.left_out
        if entry.documents > root.layout["best"] and result.hits:
            # No other document has a greater impact than the least of the best, so none has a greater score than this.
            most_elsewhere = idf(entry.frequency, root.documents) * of_impact(huge.least + 0.5) * SLACK
            result.chosen |= result.hits[-1].score < most_elsewhere
        return result

    def _found(self, query: Query, passing: Filters, typing: bool, few: bool) -> tuple[Result, Gathered]:
        """Find documents: those with all words, else with similar ones, else with some of the words."""
        if query.nothing:
            return Result(query, "everything"), Gathered(passing.everything())
        known = [
            Group([Alternative(entry, fields=self._ids)]) for id in query.identifiers if (entry := self.store.entry(id))
        ]
        groups = {word.term: Group(self._alternatives(query, word, typing)) for word in query.words}
        keys = [
            Alternative(entry, fields=self._ids) for key in query.keys if (entry := self.store.entry(key)) is not None
        ]
        missing = [word for word in query.words if not groups[word.term].alternatives]
        result = Result(query, "all")
        if missing:
            for word in missing:
                near = self._near(word.token)
                groups[word.term] = Group(self._similar(near))
                result.corrected.append((word.token, [spelled for spelled, _, _ in near]))
            result.mode = "similar"
            result.suggestions = self._suggestions(query, result.corrected)
        present = [*known, *(group for group in groups.values() if group.alternatives)]
        # While one types, a last word of a letter or two is not held against what is found.
        begun = typing and query.open and len(query.words[-1].token) < START and query.words[-1] in missing
        whole = len(present) == len(known) + len(groups) - begun
        gathered = Gathered()
        result.groups = [[each.entry for each in group.alternatives] for group in present]
        if typing and len(present) == 1:
            present = [best_alone(group) for group in present]
        if whole and few and len(present) == 1 and len(present[0].alternatives) == 1 and present[0].huge:
            return result, Gatherer(self.store, passing.ranges).best(present[0].alternatives[0], keys)
        if whole:
            gathered = self._gathered(present, keys, passing, every=True)
            if not gathered.numbers and passing.narrowed:
                # Elsewhere some may have all the words: then these counties have no result, as with any other filter.
                gathered = self._gathered(present, keys, Filters(self.store, {}), every=True)
        if not gathered.numbers and len(present) > (1 if whole else 0):
            result.mode = "any"
            gathered = self._gathered(present, keys, passing, every=False)
        return result, gathered

    def _gathered(
        self, groups: Sequence[Group], keys: Sequence[Alternative], passing: Filters, *, every: bool
    ) -> Gathered:
        return Gatherer(self.store, passing.ranges).gather(groups, keys, every=every)

    def _alternatives(self, query: Query, word: Word, typing: bool) -> list[Alternative]:
        exact = self.store.entry(word.term)
        found = [Alternative(exact)] if exact else []
        last = query.words[-1] == word and query.open
        if (exact and not last) or len(word.token) < START:
            return found
        longer = self.expansions(word)
        if not longer:
            return found
        if exact and not typing and exact.documents * FINISHED >= longer[0].documents:
            return found
        return found + [Alternative(entry, PREFIX_BOOST) for entry in longer]

    def expansions(self, word: Word) -> list[Entry]:
        """Return the terms that begin with what was typed, the most frequent first."""
        found = [
            entry
            for entry in self.store.beginning(word.token)
            if entry.name != word.term and KEY_SIGN not in entry.name
        ]
        return sorted(found, key=lambda entry: (-entry.documents, entry.name))[:EXPANSIONS]

    def _similar(self, near: Iterable[tuple[str, int, int]]) -> list[Alternative]:
        lexicon = self.store.root.lexicon
        terms = dict.fromkeys(term for spelled, distance, _ in near if distance == 1 for term in lexicon.terms(spelled))
        entries = [self.store.entry(term) for term in terms]
        return [Alternative(entry, FUZZY_BOOST) for entry in entries if entry is not None]

    def _near(self, token: str) -> list[tuple[str, int, int]]:
        """Return (spelling, distance, magnitude of its count) of the words most like a token, the likeliest first."""
        most = spelling.tolerance(token)
        if not most:
            return []
        found: dict[str, tuple[str, int, int]] = {}
        for number in spelling.places(token, self.store.root.told["spelling"]):
            for spelled, magnitude in self.store.numbered("s", number, spelling.read) or ():
                other = tokens(spelled)[0]
                distance = spelling.near(token, other, most)
                if distance != 1 and spelling.another_form(token, other):
                    distance = 1
                if distance is not None:
                    found[other] = (spelled, distance, magnitude)
        ordered = sorted(found.items(), key=lambda item: (item[1][1], -item[1][2], item[0]))
        return [value for _, value in ordered[:SIMILAR]]

    def _suggestions(self, query: Query, corrected: Sequence[tuple[str, list[str]]]) -> list[str]:
        """Return whole queries with the words that were not found replaced by the likeliest ones."""
        better = {token: words for token, words in corrected if words}
        if not better:
            return []
        found = []
        for place in range(3):
            words = [
                better[word.token][min(place, len(better[word.token]) - 1)] if word.token in better else word.token
                for word in query.words
            ]
            found.append(" ".join([*query.identifiers, *words]))
        return list(dict.fromkeys(found))

    def _is_identifier(self, term: str) -> bool:
        entry = self.store.entry(term)
        return entry is not None and any(mask & 1 << self._ids[0] for mask in self._masks(entry))

    def _masks(self, entry: Entry) -> Iterator[int]:
        postings = entry.postings
        if postings is None and entry.list is not None:
            postings = self.store.listed(entry.list)
        if isinstance(postings, Postings):
            yield from postings.masks
