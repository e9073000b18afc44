"""Why a result stands where it stands: every part of its score, from the very postings by which it was ranked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from conect.records.problems import Text
from conect.romania.counties import county
from conect.romania.text import fold
from conect.search.analysis import FILLER, stem, tokens
from conect.search.documents import whole_id
from conect.search.engine import Engine, Hit, Result
from conect.search.gathering import FUZZY_BOOST, PREFIX_BOOST
from conect.search.identifiers import KEY_SIGN
from conect.search.query import MAX_LENGTH
from conect.search.ranking import Clause, Rough
from conect.search.scoring import idf

Kind = Literal["exact", "synonym", "prefix", "typo", "identifier", "name"]
"""How a term came from what was typed: its stem, the stem of a group of synonyms, a beginning, one letter away, an
official number, or the whole query as an organisation's name."""

Reason = Literal["filler", "legal form", "same", "limit"]
"""Why a typed word is not looked for: it says nothing, it is a legal form's, another one has its term, too many."""


@dataclass(frozen=True)
class Part:
    """What one term in one field gives to a score: ``weight · boost / length``.

    ``field`` is None where an impact stands for all fields of a very common term; ``frequency`` and ``length`` are
    then not known. ``length`` counts terms, ``query_length`` is lunr's |query| in the field.
    """

    typed: str
    term: str
    kind: Kind
    field: str | None
    frequency: int | None
    length: int | None
    average: float | None
    idf: float
    field_boost: int | None
    weight: float
    boost: float
    query_length: float
    share: float


@dataclass(frozen=True)
class Explained:
    """One result: what its row says, its score and the parts of it, the greatest first."""

    number: int
    id: str
    name: str
    locality: str
    county: str
    score: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Understood:
    """A query as the engine took it.

    ``words`` are (typed, term, how it was found or None), ``dropped`` are (typed, reason); ``legal_form`` is the
    filter that the query means; ``cut`` tells that it was longer than is looked at.
    """

    words: tuple[tuple[str, str, Kind | None], ...]
    dropped: tuple[tuple[str, Reason], ...]
    identifiers: tuple[str, ...]
    legal_form: str | None
    cut: bool


def understood(engine: Engine, text: str, result: Result) -> Understood:
    """Return how ``engine`` understood ``text``, of which ``result`` is the result."""
    query, lexicon = result.query, engine.store.root.lexicon
    terms = {word.term: word.token for word in query.words}
    dropped: dict[str, Reason] = {}
    for token in tokens(query.rest):
        role = lexicon.roles.get(token)
        if role == FILLER:
            dropped[token] = "filler"
        elif role is not None:
            dropped[token] = "legal form"
        elif terms.get(lexicon.term(token), token) != token:
            dropped[token] = "same"
        elif lexicon.term(token) not in terms:
            dropped[token] = "limit"
    kinds: dict[str, Kind] = {}
    for clause in result.clauses:
        typed, kind = _origin(engine, result, clause)
        kinds.setdefault(typed, kind)
    words = tuple((word.token, word.term, kinds.get(word.token)) for word in query.words)
    cut = len(text) > MAX_LENGTH
    return Understood(words, tuple(dropped.items()), query.identifiers, result.legal_form, cut)


def explain(engine: Engine, result: Result) -> Iterator[Explained]:
    """Yield the results with the parts of their scores; these sum to the score within 1e-9."""
    origins = [_origin(engine, result, clause) for clause in result.clauses]
    lengths = engine.ranker.lengths(result.clauses)
    for hit in result.hits:
        parts = [
            part
            for clause, (typed, kind) in zip(result.clauses, origins, strict=True)
            for part in _parts(engine, clause, typed, kind, lengths, hit)
        ]
        parts.sort(key=lambda part: (-part.share, part.term, part.field or ""))
        row = engine.store.row(hit.number)
        place = next(b.county for b in engine.store.root.blocks if b.base <= hit.number < b.base + b.length)
        found = county(place)
        yield Explained(
            number=hit.number,
            id=whole_id(row[1], row[0]) if len(row) > 1 else whole_id("", row[0]),
            name=row[0],
            locality=row[3] if len(row) > 3 else "",
            county=found.name if found else "",
            score=hit.score,
            parts=tuple(parts),
        )


def _parts(engine: Engine, clause: Clause, typed: str, kind: Kind, lengths: list[float], hit: Hit) -> Iterator[Part]:
    root = engine.store.root
    weights = engine.ranker.weights(clause, hit.number)
    exact: Mapping[int, tuple[int, int]] = {}
    if not isinstance(clause.postings, Rough):
        exact = {field: (times, length) for field, times, length in clause.postings.entries(hit.number)}
    for field, weight in weights.items():
        if clause.fields is not None and field not in clause.fields:
            continue
        times, length = exact.get(field, (None, None))
        known = field in exact
        yield Part(
            typed=typed,
            term=clause.entry.name,
            kind=kind,
            field=root.fields[field] if known else None,
            frequency=times,
            length=length,
            average=root.averages[field] if known else None,
            idf=idf(clause.entry.frequency, root.documents),
            field_boost=root.boosts[field] if known else None,
            weight=weight,
            boost=clause.boost,
            query_length=lengths[field],
            share=weight * clause.boost / lengths[field],
        )


def _origin(engine: Engine, result: Result, clause: Clause) -> tuple[str, Kind]:
    """Return the typed word for which a clause stands (the text of an identifier or name), and how it came to be."""
    query, lexicon, term = result.query, engine.store.root.lexicon, clause.entry.name
    if clause.fields is not None:
        return (fold(query.rest).strip(), "name") if KEY_SIGN in term else (term, "identifier")
    if clause.boost == FUZZY_BOOST:
        for typed, near in result.corrected:
            if any(term in lexicon.terms(spelled) for spelled in near):
                return typed, "typo"
    if clause.boost == PREFIX_BOOST:
        return query.words[-1].token, "prefix"
    word = next(word for word in query.words if word.term == term)
    return word.token, "exact" if stem(word.token) == term else "synonym"


FIELD_LABELS = {
    "ids": Text("identificatori", "identifiers"),
    "name": Text("denumire", "name"),
    "other_names": Text("alte denumiri", "other names"),
    "place": Text("loc", "place"),
    "summary": Text("rezumat", "summary"),
    "domains": Text("activitate", "activity"),
    "text": Text("descriere", "description"),
    "details": Text("amănunte", "details"),
}
"""The fields of the index in words; one that is not here is called by its own name."""
