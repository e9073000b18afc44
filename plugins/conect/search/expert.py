"""lunr's own query language (``+word -word field:word word^2 wor*``) over the shards. Twin of the tests' ``expert.js``.

The shards of the query's words become a lunr index that answers as one index of the whole collection would.
"""

from __future__ import annotations

from lunr.exceptions import QueryParseError  # type: ignore[import-untyped]  # lunr has no types
from lunr.pipeline import Pipeline  # type: ignore[import-untyped]
from lunr.query import Query  # type: ignore[import-untyped]
from lunr.query_parser import QueryParser  # type: ignore[import-untyped]
from lunr.token import Token  # type: ignore[import-untyped]

from conect.romania.text import fold
from conect.search.engine import EXPANSIONS
from conect.search.layout import START
from conect.search.postings import Postings, join
from conect.search.ranking import Clause, Ranker, in_order
from conect.search.reading import Entry, SearchError, Store


def search(store: Store, text: str) -> list[tuple[int, float]]:
    """Return (number, score) of the documents that lunr finds for a query in its own language.

    ``*`` may stand at the end of at least three letters. Raises ``SearchError`` where lunr cannot parse the query.
    """
    root = store.root
    ranker = Ranker(root.fields, root.boosts, root.averages, root.documents)
    query = Query(root.fields)
    try:
        QueryParser(fold(text), query).parse()
    except QueryParseError as error:
        raise SearchError(
            f"interogarea nu este în limbajul lunr: {error}", f"this is no query of lunr: {error}"
        ) from None
    entries: dict[str, Entry] = {}
    for clause in query.clauses:
        found = _prefix(store, clause.term) if not clause.use_pipeline else map(store.entry, _terms(store, clause.term))
        entries.update({entry.name: entry for entry in found if entry is not None})
    clauses = [Clause(entry, every_posting(store, entry), 1) for entry in entries.values()]
    pipeline = Pipeline()
    # Not registered: nothing is saved, and the registry is one for the whole process.
    analyse = _Analyse(store)
    pipeline.add(analyse)
    query.clauses = [clause for clause in query.clauses if not clause.use_pipeline or _terms(store, clause.term)]
    if not query.clauses:
        return []
    numbers = {number for clause in clauses for number in clause.postings.numbers}
    return in_order(ranker.index(clauses, numbers, pipeline).query(query))


class _Analyse:
    """The analysis as a function of lunr's pipeline."""

    label = "conect"

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, token: Token, *_: object) -> list[Token]:
        return [Token(term) for term in _terms(self._store, str(token))]


def _terms(store: Store, word: str) -> list[str]:
    return store.root.lexicon.terms(word)


def _prefix(store: Store, term: str) -> list[Entry]:
    letters = term.removesuffix("*")
    if "*" in letters or len(letters) < START:
        return []
    found = sorted(store.beginning(letters), key=lambda entry: (-entry.documents, entry.name))
    return found[:EXPANSIONS]


def every_posting(store: Store, entry: Entry) -> Postings:
    """Return all postings of a term, exactly, whatever they cost."""
    if entry.postings is not None:
        return entry.postings
    if entry.list is not None:
        postings: Postings = store.listed(entry.list)
        return postings
    blocks = entry.huge.blocks if entry.huge else []
    return join([store.listed(part.long) for _, part in blocks if part is not None])
