"""The huge terms by documents hold what the lists hold, in places that a new term hardly disturbs."""

from __future__ import annotations

import pytest

from conect.search.engine import Engine
from conect.search.expert import every_posting
from conect.search.forward import places
from conect.search.huge import HugeTerm, packed
from conect.search.layout import SMALL, Layout
from conect.search.postings import Postings
from conect.search.ranking import in_order
from conect.search.reading import Entry, Store
from conect.search.scoring import LEVELS, of_impact
from tests.search.samples import TINY, Files, built, collection, whole_index


def huge_terms(store: Store) -> list[Entry]:
    """All terms that are huge."""
    shards = [store.shard(number) for number in range(store.root.count("t"))]
    return [entry for shard in shards for entry in shard.entries.values() if entry.huge]


def entries(postings: Postings) -> dict[int, list[tuple[int, int, int]]]:
    """Document → (field, frequency, length) of each of its fields."""
    return {number: list(postings.entries(number)) for number in postings.numbers}


@pytest.mark.parametrize("seed", range(3))
def test_by_documents_and_by_terms_they_say_the_same(seed: int) -> None:
    store = Store(Files(built(collection(seed, 60), TINY)))
    every = range(store.root.slots)
    taken = [
        number for number in every if any(number in every_posting(store, each).numbers for each in huge_terms(store))
    ]
    known = store.forwards(taken)
    found = huge_terms(store)
    assert len(found) > 5
    for entry in found:
        assert entry.huge
        assert entries(known[entry.huge.place]) == entries(every_posting(store, entry)), entry.name


def test_no_term_of_a_small_collection_is_huge() -> None:
    """A file has room for eight documents, and that of a small collection's rows holds 64."""
    for count in (1, SMALL, SMALL + 1):
        layout = Layout.for_size(count)
        assert layout.listed >= count or layout.row_bits <= 3


def test_places_are_different_and_stay() -> None:
    words = [f"cuvant{at}" for at in range(300)]
    before = places(words)
    assert len(set(before.values())) == len(words)
    after = places([*words, "altul"])
    moved = [word for word in words if before[word] != after[word]]
    assert len(moved) < 10
    assert places(words[::-1]) == before
    assert places([]) == {}


def test_levels_tell_the_heavy_from_the_light() -> None:
    told = HugeTerm("cuvant", b"", bytes([0] * 60 + [40] * 28 + [90] * 12)).told(1)
    assert told.levels == packed([0] * 60 + [1] * 28 + [2] * 12)
    assert len(told.means) == len(LEVELS) + 1
    assert told.means == sorted(told.means)
    assert of_impact(told.means[-1]) == pytest.approx(of_impact(90), rel=0.05)


def test_the_best_are_the_first_of_the_greatest() -> None:
    term = HugeTerm("cuvant", b"", bytes([3, 9, 3, 7, 9, 3]))
    for most, best in ((2, [1, 4]), (3, [1, 3, 4]), (5, [0, 1, 2, 3, 4]), (9, [0, 1, 2, 3, 4, 5])):
        told = term.told(most)
        assert term.best(told) == best
        assert told.least == min(term.impacts[place] for place in best)


def test_levels_are_packed_four_to_a_byte() -> None:
    assert packed([0, 1, 2, 3, 1]) == bytes([0b11100100, 1])
    assert packed([]) == b""


@pytest.mark.parametrize("seed", range(3))
def test_of_a_forced_choice_the_scores_are_lunrs_own(seed: int) -> None:
    records = collection(seed, 90)
    engine = Engine(Files(built(records, TINY)))
    result = engine.search("copii sport", most=3)
    assert result.mode == "all"
    assert result.chosen
    assert result.total > 3
    whole = whole_index(records)
    query = whole.create_query()
    for clause in result.clauses:
        fields = None if clause.fields is None else [whole.fields[field] for field in clause.fields]
        query.clause(clause.entry.name, fields=fields, boost=clause.boost, use_pipeline=False)
    theirs = dict(in_order(whole.query(query)))
    assert [hit.score for hit in result.hits] == pytest.approx([theirs[hit.number] for hit in result.hits], abs=1e-9)
