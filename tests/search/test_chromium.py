"""The engine that visitors run: it answers as one whole lunr.js index does, and as its twin in Python."""

from __future__ import annotations

import random
from typing import Any

import pytest
from lunr.query import Query, QueryPresence
from lunr.query_parser import QueryParser

from conect.records.record import Record
from conect.search import File
from conect.search.documents import whole_id
from conect.search.engine import Engine, Result
from conect.search.fields import BOOSTS, NAMES
from conect.search.layout import Layout
from tests.search.conftest import Searches
from tests.search.samples import (
    PLAIN,
    TINY,
    Files,
    built,
    collection,
    has_all,
    lexicon,
    numbered,
    record,
    terms_by_field,
    typed,
)

SMALL = Layout.for_size(1)
PRESENCE = {
    QueryPresence.OPTIONAL: "OPTIONAL",
    QueryPresence.REQUIRED: "REQUIRED",
    QueryPresence.PROHIBITED: "PROHIBITED",
}
FILTERS: list[dict[str, list[str]]] = [
    {}, {}, {}, {"county": ["CJ"]}, {"domains": ["sport", "mediu"]}, {"registry_status": ["radiata", "inregistrata"]},
    {"county": ["CJ", "B"], "legal_form": ["fundatie"], "confirmed_on": ["fresh"]}, {"domains": ["nu-exista"]},
]  # fmt: skip

WHOLE = """
({fields, boosts, documents, queries}) => {
    const builder = new lunr.Builder();
    builder.ref("number");
    fields.forEach((field, at) => builder.field(field, { boost: boosts[at] }));
    for (const each of documents) builder.add(each);
    const index = builder.build();
    return queries.map((clauses) => index.query((query) => {
        for (const { term, fields: some, presence, boost } of clauses) {
            query.clause({ term, boost, usePipeline: false, fields: some.length ? some : fields,
                presence: lunr.Query.presence[presence ?? "OPTIONAL"] });
        }
    }).map(({ ref, score }) => [Number(ref), score]));
}
"""
EXPERT = """
async ({base, queries}) => {
    const store = new Store(new URL(base, document.baseURI).href);
    const found = [];
    for (const text of queries) {
        found.push((await expert.search(store, text)).map(({number, score}) => [number, score]));
    }
    return found;
}
"""
SEARCH = """
async ({base, asked}) => {
    const engine = engineOf(base);
    const found = [];
    for (const [text, options] of asked) found.push(await engine.search(text, options));
    engine.close();
    return found;
}
"""


def same(found: list[Any], expected: list[Any], what: str) -> None:
    """Fail unless numbers, order and scores agree."""
    assert [number for number, _ in found] == [number for number, _ in expected], what
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-9), what


def ordered(found: list[list[Any]]) -> list[list[Any]]:
    """Matches by score, equal ones by number."""
    return sorted(found, key=lambda item: (-round(item[1], 9), item[0]))


def whole(searches: Searches, records: list[Record], queries: list[list[dict[str, Any]]]) -> list[list[list[Any]]]:
    """The matches of one lunr.js index of all records, in order."""
    documents = [{"number": str(slot), **terms_by_field(each)} for slot, each in numbered(records)]
    asked = {"fields": list(NAMES), "boosts": list(BOOSTS), "documents": documents, "queries": queries}
    return [ordered(found) for found in searches.run(WHOLE, asked)]


def ask(searches: Searches, files: list[File], asked: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Search in the browser."""
    found: list[dict[str, Any]] = searches.run(SEARCH, {"base": searches.lay(files), "asked": asked})
    return found


def queries(chance: random.Random, count: int, prefixes: bool) -> list[str]:
    """Queries in lunr's language, not of prohibited words alone."""
    made: list[str] = []
    while len(made) < count:
        clauses = [
            chance.choice(["", "", "+", "-"])
            + chance.choice(["", "", "name:", "summary:", "domains:"])
            + chance.choice([*PLAIN, *(["sport*", "bibl*", "cop*"] if prefixes else [])])
            + chance.choice(["", "^3"])
            for _ in range(chance.randint(1, 4))
        ]
        if not all(clause.startswith("-") for clause in clauses):
            made.append(" ".join(clauses))
    return made


def clauses_of(text: str) -> list[dict[str, Any]]:
    """The clauses of a query in lunr's language, with terms that are analysed."""
    query = Query(list(NAMES))
    QueryParser(text, query).parse()
    return [
        {
            "term": clause.term if clause.term.endswith("*") else lexicon().terms(clause.term)[0],
            "fields": list(clause.fields),
            "presence": PRESENCE[clause.presence],
            "boost": clause.boost,
        }
        for clause in query.clauses
    ]


# A divided beginning completes its most frequent terms only, so that the tiny layout has other expansions than lunr.
@pytest.mark.parametrize(("seed", "layout"), [(0, TINY), (1, TINY), (2, TINY), (3, Layout()), (4, SMALL)])
def test_lunrs_own_queries_over_shards_and_over_one_whole_index(searches: Searches, seed: int, layout: Layout) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    records = collection(seed)
    asked = queries(chance, 50, layout is not TINY)
    expected = whole(searches, records, [clauses_of(text) for text in asked])
    found = searches.run(EXPERT, {"base": searches.lay(built(records, layout)), "queries": asked})
    for text, here, there in zip(asked, found, expected, strict=True):
        same(here, there, text)
    assert any(expected)


def clauses_used(result: Result) -> list[dict[str, Any]]:
    """The clauses by which the engine ranked, as lunr takes them."""
    return [
        {
            "term": clause.entry.name,
            "fields": [NAMES[field] for field in clause.fields or ()],
            "boost": clause.boost,
        }
        for clause in result.clauses
    ]


def matching(records: list[Record], result: Result, filters: dict[str, list[str]]) -> set[int]:
    """The numbers of the records that have what the engine looked for and pass the filters, by brute force."""
    groups = [{each.name for each in group} for group in result.groups]
    # An option that no vocabulary has is no filter.
    known = {key: values for key, values in filters.items() if values != ["nu-exista"]}
    wanted = {"registry_status": ["inregistrata"], **known}
    found = set()
    for slot, each in numbered(records):
        every = has_all(each, groups) if result.mode != "any" else any(has_all(each, [group]) for group in groups)
        if every and all(set(options(each, key)) & set(values) for key, values in wanted.items()):
            found.add(slot)
    return found


def options(record: Record, facet: str) -> list[str]:
    """The options of a record."""
    value: Any = record.get(facet)
    if facet == "confirmed_on":
        return [{"2026-09-01": "fresh", "2024-01-01": "stale"}.get(value, "never")]
    return value if isinstance(value, list) else [value] if value else []


@pytest.mark.parametrize(("seed", "layout"), [(10, TINY), (11, TINY), (12, Layout()), (13, SMALL)])
def test_what_people_type(searches: Searches, seed: int, layout: Layout) -> None:
    """Both engines agree; where no choice was forced, one whole lunr.js index agrees with them."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    records = collection(seed)
    files = built(records, layout)
    asked = [(typed(chance), chance.choice(FILTERS)) for _ in range(50)]
    engine = Engine(Files(files))
    results = [engine.search(text, filters, most=7) for text, filters in asked]
    found = ask(searches, files, [(text, {"filters": filters, "size": 7}) for text, filters in asked])
    ranked = whole(searches, records, [clauses_used(result) for result in results])
    exact = 0
    for (text, filters), there, here, lunrs in zip(asked, found, results, ranked, strict=True):
        what = f"{text} {filters}"
        assert (there["mode"], there["total"], there["struckOff"]) == (here.mode, here.total, here.struck_off), what
        assert (there["legalForm"], there["chosen"]) == (here.legal_form, here.chosen), what
        assert [(each["typed"], each["used"]) for each in there["corrected"] or []] == here.corrected, what
        assert there["suggestions"] == here.suggestions, what
        hits = [(hit["number"], hit["score"]) for hit in there["hits"]]
        same(hits, [(hit.number, hit.score) for hit in here.hits], what)
        for hit in there["hits"]:
            row = engine.store.row(hit["number"])
            assert hit["id"] == whole_id(row[1], row[0])
        if here.mode in {"all", "any", "similar"} and not here.chosen:
            expected = matching(records, here, filters)
            assert there["total"] == len(expected), what
            same(hits, [match for match in lunrs if match[0] in expected][:7], what)
            exact += 1
    assert exact > 10


def test_sorting_pages_and_marks(searches: Searches) -> None:
    letters = ["Țarcu", "Tabla", "Șoim", "Soare", "Îngeri", "Inel", "Ăsta", "Alt", "Zid", "Âne"]
    records = [
        record(f"o-{at}", name=f"Școala {letter}", confirmed_on=f"2026-0{1 + at % 9}-01")
        for at, letter in enumerate(letters)
    ]
    for layout in (TINY, Layout()):
        by_name, second, newest = ask(
            searches,
            built(records, layout),
            [
                ("școli", {"sort": "name", "size": 20}),
                ("școli", {"sort": "name", "size": 4, "page": 3}),
                ("scoala", {"sort": "confirmed", "size": 3}),
            ],
        )
        names = [hit["name"].removeprefix("Școala ") for hit in by_name["hits"]]
        assert names == ["Alt", "Ăsta", "Âne", "Inel", "Îngeri", "Soare", "Șoim", "Tabla", "Țarcu", "Zid"]
        assert [hit["name"] for hit in second["hits"]] == ["Școala Țarcu", "Școala Zid"]
        assert (second["page"], second["pages"], second["total"]) == (3, 3, 10)
        assert [hit["confirmedOn"] for hit in newest["hits"]] == ["2026-09-01", "2026-08-01", "2026-07-01"]
        assert by_name["hits"][0]["marks"]["name"] == [[0, 6]]


def test_a_synonym_that_begins_otherwise_is_marked(searches: Searches) -> None:
    files = built([record("o", name="Youth Center Bătrânul Tânăr"), record("p", name="Yacht")], Layout())
    (found,) = ask(searches, files, [("tineri", {})])
    assert [hit["marks"]["name"] for hit in found["hits"]] == [[[0, 5], [22, 27]]]


def test_ranked_pages_follow_each_other(searches: Searches) -> None:
    for layout in (TINY, Layout()):
        files = built(collection(3, 60), layout)
        pages = ask(searches, files, [("copii", {"page": page, "size": 5}) for page in range(1, 6)])
        (whole_page,) = ask(searches, files, [("copii", {"size": 25})])
        found = [hit["number"] for page in pages for hit in page["hits"]]
        assert len(set(found)) == len(found)
        assert found == [hit["number"] for hit in whole_page["hits"]]


@pytest.mark.parametrize("text", ["copii xyzq tineri", "copii tineri"])
def test_every_result_is_on_one_page(searches: Searches, text: str) -> None:
    """Also where a choice is forced, on the pages that know documents exactly and on those after them."""
    records = collection(5, 300)
    files = built(records, TINY)
    engine = Engine(Files(files))
    first = engine.search(text)
    assert first.chosen
    assert first.total > 110
    places = range(0, first.total, 10)
    here = [[hit.number for hit in engine.search(text, skip=skip).hits] for skip in places]
    there = ask(searches, files, [(text, {"page": 1 + skip // 10}) for skip in places])
    assert [[hit["number"] for hit in page["hits"]] for page in there] == here
    found = [number for page in here for number in page]
    assert len(found) == len(set(found)) == first.total


def test_suggestions_while_typing(searches: Searches) -> None:
    records = [
        record("a", name="Asociația Biblioteca Vie", locality="Cluj-Napoca"),
        record("b", "B", name="Asociația Bibliofililor"),
    ]
    found = searches.run(
        """async (base) => {
            const engine = engineOf(base);
            const names = async (text) => (await engine.suggest(text)).map(({name}) => name);
            return [await names("bi"), await names("bib"), await names("bibliot"), await names("bibl cl"),
                await names("bibl clu")];
        }""",
        searches.lay(built(records)),
    )
    assert found[0] == []
    assert len(found[1]) == 2
    assert found[2] == ["Asociația Biblioteca Vie"]
    assert len(found[3]) == 2  # two letters more are not held against what is found
    assert found[4] == ["Asociația Biblioteca Vie"]
