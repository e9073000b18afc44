"""The counts beside the filters are what counting the records one by one gives, in Python and in Chromium."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from conect.records.record import Record
from conect.search.engine import Engine
from tests.search.conftest import Searches
from tests.search.samples import TODAY, Files, built, lexicon, record, terms_by_field, vocabularies
from tests.search.test_relevance import records as examples

COMBINATIONS = 200
GENERATED = 400

Filters = Mapping[str, Sequence[str]]
Counts = dict[str, dict[str, int]]

VOCABULARY = {
    "legal_form": "legal-forms",
    "registry_status": "registry-statuses",
    "domains": "domains",
    "beneficiaries": "beneficiaries",
    "consultation_domains": "domains",
}
COUNTIES = ["CJ", "B", "SJ", "VS", "MM"]
GONE = {"dizolvata", "radiata"}
WORDS = ["copii", "lectură", "muzică", "sport", "mediu", "voluntari"]


@cache
def records() -> list[Record]:
    """The example content, the invented records and generated ones with every option of every facet."""
    chance = random.Random(20261124)  # noqa: S311 - not for secrets
    ids = {facet: list(vocabularies()[name]) for facet, name in VOCABULARY.items()}
    made = []
    for at in range(GENERATED):
        values: dict[str, Any] = {
            "name": f"Asociația {' '.join(chance.sample(WORDS, 2))} {at}",
            "legal_form": chance.choice(ids["legal_form"]),
            "registry_status": chance.choice(ids["registry_status"]),
        }
        for facet, most in (("domains", 5), ("beneficiaries", 3), ("consultation_domains", 2)):
            if some := chance.sample(ids[facet], chance.randint(0, most)):
                values[facet] = some
        if chance.random() < 0.2:
            values["public_utility"] = {"act": "HG 1/2008", "date": "2008-02-14"}
        if chance.random() < 0.5:
            values["volunteering"] = {"accepts": chance.random() < 0.5}
        if chance.random() < 0.7:
            days = chance.choice([0, 30, 364, 365, 366, 900])
            values["confirmed_on"] = (TODAY - timedelta(days)).isoformat()
        made.append(record(f"facut-{at}", chance.choice([*COUNTIES, None]), **values))
    return [*examples(), *made]


def options_of(each: Record, facet: str) -> set[str]:
    """The options of a record, read from its values."""
    value = each.values.get(facet)
    if facet == "public_utility":
        return {"yes"} if value else set()
    if facet == "volunteering":
        return {"yes"} if (value or {}).get("accepts") else set()
    if facet == "confirmed_on":
        if value is None:
            return {"never"}
        return {"fresh" if value >= (TODAY - timedelta(365)).isoformat() else "stale"}
    if value is None:
        return set()
    return set(value) if isinstance(value, list) else {value}


FACETS = [*VOCABULARY, "county", "public_utility", "volunteering", "confirmed_on"]


def matching(text: str) -> list[Record]:
    """The records that have all words of a text, else those that have one of them, else, without words, all."""
    wanted = set(lexicon().terms(text))
    terms = {each.id: {term for found in terms_by_field(each).values() for term in found} for each in records()}
    every = [each for each in records() if wanted <= terms[each.id]]
    return every or [each for each in records() if wanted & terms[each.id]]


def counted(text: str, filters: Filters) -> tuple[int, Counts]:
    """How many records pass, and the count of each option, by looking at every record."""
    counts: Counts = {facet: {} for facet in FACETS}
    total = 0
    for each in matching(text):
        failing = {facet for facet, wanted in filters.items() if not options_of(each, facet) & set(wanted)}
        if "registry_status" not in filters and each.values["registry_status"] in GONE:
            failing.add("registry_status")
        total += not failing
        for facet in FACETS:
            if failing <= {facet}:
                for option in options_of(each, facet):
                    counts[facet][option] = counts[facet].get(option, 0) + 1
    return total, counts


@cache
def asked() -> list[tuple[str, dict[str, list[str]]]]:
    """The random combinations: a text, mostly empty, and filters of up to four facets."""
    chance = random.Random(3)  # noqa: S311 - not for secrets
    all_options: dict[str, list[str]] = {
        **{facet: list(vocabularies()[name]) for facet, name in VOCABULARY.items()},
        "county": [*COUNTIES, "TL", "AB"],
        "public_utility": ["yes"],
        "volunteering": ["yes"],
        "confirmed_on": ["fresh", "stale", "never"],
    }
    found = []
    for _ in range(COMBINATIONS):
        filters = {}
        for facet in chance.sample(FACETS, chance.randint(0, 4)):
            filters[facet] = chance.sample(all_options[facet], chance.randint(1, min(4, len(all_options[facet]))))
        # With a space at its end no word is taken for a beginning.
        words = " ".join(chance.sample(WORDS, chance.choice([0, 0, 1, 2])))
        found.append((words and words + " ", filters))
    return found


@pytest.fixture(scope="module")
def expected() -> list[tuple[int, Counts]]:
    """What counting gives for each combination."""
    return [counted(text, filters) for text, filters in asked()]


def test_the_combinations_say_something(expected: list[tuple[int, Counts]]) -> None:
    assert len(asked()) == COMBINATIONS
    assert sum(total > 0 for total, _ in expected) > COMBINATIONS / 3
    assert {facet for _, filters in asked() for facet in filters} == set(FACETS)
    assert all(any(counts[facet] for _, counts in expected) for facet in FACETS)


def test_python_counts_as_one_would(expected: list[tuple[int, Counts]]) -> None:
    engine = Engine(Files(built(records(), batch=200)))
    for (text, filters), (total, counts) in zip(asked(), expected, strict=True):
        assert engine.counts(text, filters) == counts, (text, filters)
        assert engine.search(text, filters, most=1).total == total, (text, filters)


def test_chromium_counts_as_one_would(searches: Searches, expected: list[tuple[int, Counts]]) -> None:
    found = searches.run(
        """async ({base, asked}) => {
            const engine = engineOf(base);
            const all = [];
            for (const [text, filters] of asked) {
                const {total} = await engine.search(text, {filters, size: 1});
                all.push({total, counts: await engine.facets(text, {filters})});
            }
            engine.close();
            return all;
        }""",
        {"base": searches.lay(built(records(), batch=200)), "asked": asked()},
    )
    for (text, filters), there, (total, counts) in zip(asked(), found, expected, strict=True):
        assert there["counts"]["facets"] == counts, (text, filters)
        assert (there["total"], there["counts"]["total"]) == (total, total), (text, filters)


BOTH = [
    record("copii", "CJ", name="Copii din Deal"),
    record("sport", "CJ", name="Sport în Vale"),
    record("copii-sport", "B", name="Copii și Sport", domains=["sport"]),
    record("veche", "AB", name="Fanfara Veche", registry_status="radiata", cui="30339344"),
]
SPECIAL: list[tuple[str, dict[str, list[str]], str, int, Counts]] = [
    # A county where no record has both words: as with any other filter nothing is found, and the counts agree.
    ("copii sport ", {"county": ["CJ"]}, "all", 0, {"county": {"B": 1}}),
    ("copii sport ", {"domains": ["mediu"]}, "all", 0, {"domains": {"sport": 1}}),
    # An official number finds an organisation that is no more, and it is counted.
    ("30339344", {}, "all", 1, {"county": {"AB": 1}, "registry_status": {"radiata": 1}}),
]


@pytest.mark.parametrize(("text", "filters", "mode", "total", "counts"), SPECIAL)
def test_results_and_counts_agree(
    text: str, filters: dict[str, list[str]], mode: str, total: int, counts: Counts
) -> None:
    engine = Engine(Files(built(BOTH)))
    result = engine.search(text, filters)
    assert (result.mode, result.total) == (mode, total)
    found = engine.counts(text, filters)
    assert {facet: found[facet] for facet in counts} == counts


def test_results_and_counts_agree_in_chromium(searches: Searches) -> None:
    found = searches.run(
        """async ({base, asked}) => {
            const engine = engineOf(base);
            const all = [];
            for (const [text, filters] of asked) {
                const {mode, total} = await engine.search(text, {filters});
                all.push({mode, total, counts: await engine.facets(text, {filters})});
            }
            engine.close();
            return all;
        }""",
        {"base": searches.lay(built(BOTH)), "asked": [(text, filters) for text, filters, *_ in SPECIAL]},
    )
    for (_, _, mode, total, counts), there in zip(SPECIAL, found, strict=True):
        assert (there["mode"], there["total"], there["counts"]["total"]) == (mode, total, total)
        assert {facet: there["counts"]["facets"][facet] for facet in counts} == counts
