"""The shards answer as one whole lunr index of the collection would: same documents, same order, same scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunr.query_parser import QueryParser

from conect.records.record import Record
from conect.search import expert
from conect.search.engine import Engine
from conect.search.layout import Layout
from conect.search.ranking import in_order
from conect.search.reading import Store
from tests.search.samples import TINY, WORDS, Files, built, collections, has_all, numbered, record, whole_index

LAYOUTS = [TINY, Layout(), Layout.for_size(1)]
PLAIN = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

WORD = st.sampled_from([word for word in WORDS if word not in {"asociație", "fundație", "de", "pentru", "în"}])
CLAUSE = st.tuples(
    st.sampled_from(["", "", "+", "-"]),
    st.sampled_from(["", "", "name:", "summary:", "domains:", "ids:"]),
    WORD,
    st.sampled_from(["", "", "^2", "^10"]),
).map("".join)
QUERIES = st.lists(CLAUSE, min_size=1, max_size=4).map(" ".join)


def same(found: Sequence[tuple[int, float]], expected: Sequence[tuple[int, float]]) -> None:
    """Fail unless documents, order and scores agree."""
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-9)


@PLAIN
@given(collections(least=1), QUERIES, st.sampled_from(LAYOUTS))
def test_lunrs_own_queries(records: list[Record], query: str, layout: Layout) -> None:
    # A query of prohibited words alone gives all other documents, unranked: that is not a search.
    if all(clause.startswith("-") for clause in query.split()):
        return
    store = Store(Files(built(records, layout)))
    whole = whole_index(records)
    expected = whole.create_query()
    QueryParser(query, expected).parse()
    for clause in expected.clauses:
        (clause.term,) = store.root.lexicon.terms(clause.term)
        clause.use_pipeline = False
    same(expert.search(store, query), in_order(whole.query(expected)))


TYPED = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(
        ["șco", "bibl", "cop", "bibliotek", "sportt", "cluuj", "mediu copii", "AEL", "fundație copii", "xyz"]
    ),
)


@PLAIN
@given(collections(least=1), TYPED, st.sampled_from(LAYOUTS), st.booleans())
def test_what_people_type(records: list[Record], typed: str, layout: Layout, typing: bool) -> None:
    """Documents by brute force, order and scores by the whole index, given the same clauses."""
    engine = Engine(Files(built(records, layout)))
    result = engine.search(typed, most=100, typing=typing)
    if result.mode in {"everything", "none"}:
        return
    whole = whole_index(records)
    query = whole.create_query()
    for clause in result.clauses:
        fields = None if clause.fields is None else [whole.fields[field] for field in clause.fields]
        query.clause(clause.entry.name, fields=fields, boost=clause.boost, use_pipeline=False)
    groups = [{each.name for each in group} for group in result.groups]
    expected = set()
    for slot, each in numbered(records):
        every = has_all(each, groups) if result.mode != "any" else any(has_all(each, [group]) for group in groups)
        if every and each.get("registry_status") != "radiata":
            expected.add(slot)
    if typing and len(groups) == 1:  # then a very common word has its best documents alone
        assert {hit.number for hit in result.hits} <= expected
        return
    ranked = [(number, score) for number, score in in_order(whole.query(query)) if number in expected]
    assert result.total == len(expected)
    if not result.chosen:
        same([(hit.number, hit.score) for hit in result.hits], ranked)
    else:
        assert {hit.number for hit in result.hits} == expected


@PLAIN
@given(collections(least=12), st.sampled_from(["copii", "sport", "mediu", "biblioteca"]))
def test_the_best_of_a_huge_term_are_the_best(records: list[Record], typed: str) -> None:
    result = Engine(Files(built(records, TINY))).search(typed, most=2)
    expected = Engine(Files(built(records, Layout()))).search(typed, most=2)
    assert result.total == expected.total
    if not result.chosen:
        same([(h.number, h.score) for h in result.hits], [(h.number, h.score) for h in expected.hits])


def test_terms_of_every_kind_occur_in_these_tests() -> None:
    """The property tests would say little if no term were huge, listed or of a divided beginning."""
    words = ["copii", "sport", "sportiv", "sportivi", "sporturi", "mediu", "muzica"]
    records = [record(f"o-{at}", name=" ".join(words[: 1 + at % 7])) for at in range(30)]
    store = Store(Files(built(records, TINY)))
    kinds: dict[str, Any] = {term: store.entry(store.root.lexicon.term(term)) for term in words}
    assert kinds["copii"].huge and store.entry("muz" if store.entry("muz") else "muzic") is not None
    assert store.root.told["division"]["big"]
    assert any(entry.list for entry in kinds.values() if entry)
