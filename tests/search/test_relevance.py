"""What people type finds the organisation they mean: the table of ``relevance.yaml``, in Python and in Chromium."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from conect.catalogue.loading import load
from conect.records.record import Record
from conect.search import File
from conect.search.documents import whole_id
from conect.search.engine import Engine
from tests.search.conftest import Searches
from tests.search.samples import TODAY, Files, built, record, vocabularies

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("relevance.yaml").read_text(encoding="utf-8"))


@cache
def files() -> list[File]:
    """The index of the example content and the invented records."""
    return built(records(), batch=200)


@cache
def records() -> list[Record]:
    """The example content, but what merged into others, and the invented records."""
    loaded = load(Path("content"), vocabularies(), TODAY, keep=True, quiet=True)
    examples = [each for batch in loaded.batches for each in batch.unpack() if not each.get("merged_into")]
    return examples + [
        record(id, county, locality=locality, name=name, **more)
        for id, county, locality, name, more in TABLE["records"]
    ]


@cache
def engine() -> Engine:
    """The engine over that index."""
    return Engine(Files(files()))


def row_id(search: Engine, number: int) -> str:
    """The id of the organisation with this number."""
    row = search.store.row(number)
    return whole_id(row[1], row[0])


def first(query: str, most: int = 3) -> list[str]:
    """The ids of the first results of a query."""
    return [row_id(engine(), hit.number) for hit in engine().search(query, most=most).hits]


def offered(query: str, id: str) -> bool:
    """Whether one of the spellings that are offered leads to the organisation."""
    return any(id in first(better) for better in engine().search(query).suggestions)


def missed(cases: list[tuple[str, str, str]], *, offers: bool) -> list[str]:
    """The cases whose organisation is not among the first three, nor (``offers``) behind an offered spelling."""
    return [
        f"{kind}: „{query}” → {id}, but {first(query) or 'nothing'}"
        for kind, query, id in cases
        if id not in first(query) and not (offers and offered(query, id))
    ]


CASES = [(kind, query, id) for kind, cases in TABLE["cases"].items() for query, id in cases]
TYPOS = [("typo", query, id) for query, id in TABLE["typos"]]


def test_the_table_is_large_and_sound() -> None:
    assert len(CASES) >= 150
    assert len(TYPOS) >= 40
    queries = [query for _, query, _ in CASES + TYPOS]
    assert len(queries) == len(set(queries))
    ids = {each.id for each in records()}
    assert len(ids) == len(records())
    assert {id for _, _, id in CASES + TYPOS} <= ids


def test_at_least_95_of_100_are_among_the_first_three() -> None:
    misses = missed(CASES, offers=False)
    assert len(misses) <= 0.05 * len(CASES), "\n" + "\n".join(misses)


@pytest.mark.parametrize("kind", TABLE["cases"])
def test_no_kind_of_query_is_neglected(kind: str) -> None:
    mine = [case for case in CASES if case[0] == kind]
    misses = missed(mine, offers=False)
    assert len(misses) <= 0.15 * len(mine), "\n" + "\n".join(misses)


def test_at_least_90_of_100_typos_are_found_or_offered() -> None:
    misses = missed(TYPOS, offers=True)
    assert len(misses) <= 0.1 * len(TYPOS), "\n" + "\n".join(misses)


@pytest.mark.parametrize("kind", ["tax numbers", "register numbers"])
def test_an_official_number_finds_its_organisation_first(kind: str) -> None:
    for query, id in TABLE["cases"][kind]:
        assert first(query, 1) == [id], query


def test_chromium_finds_the_same_ten(searches: Searches) -> None:
    queries = [query for _, query, _ in CASES + TYPOS]
    found = searches.run(
        """async ({base, queries}) => {
            const engine = engineOf(base);
            const all = [];
            for (const query of queries) {
                const {total, mode, hits, suggestions} = await engine.search(query, {size: 10});
                all.push({query, total, mode, ids: hits.map(({id}) => id), suggestions});
            }
            engine.close();
            return all;
        }""",
        {"base": searches.lay(files()), "queries": queries},
    )
    for there in found:
        here = engine().search(there["query"])
        expected = {
            "query": there["query"],
            "total": here.total,
            "mode": here.mode,
            "ids": [row_id(engine(), hit.number) for hit in here.hits],
            "suggestions": here.suggestions,
        }
        assert there == expected
