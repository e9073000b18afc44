"""The parts of a score are lunr's: they sum to it, and each says truly where it comes from."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conect.records.record import Record
from conect.search.engine import Engine
from conect.search.explaining import FIELD_LABELS, Explained, Understood, explain, understood
from conect.search.fields import NAMES
from conect.search.layout import Layout
from conect.search.scoring import weight
from conect.search.telling import WIDTH, Answer, as_json, as_text
from tests.search.samples import TINY, WORDS, Files, built, collections, record, terms_by_field

PLAIN = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TYPED = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(["șco", "bibliotek", "sportt mediu", "AEL", "asociația copii", "xyz copii", "copii sporti"]),
)


def ask(records: list[Record], text: str, layout: Layout | None = None) -> tuple[Understood, list[Explained]]:
    """How a query is understood, and its explained results."""
    engine = Engine(Files(built(records, layout)))
    result = engine.search(text)
    return understood(engine, text, result), list(explain(engine, result))


@PLAIN
@given(collections(least=1), TYPED, st.sampled_from([TINY, Layout()]))
def test_the_parts_sum_to_the_score(records: list[Record], text: str, layout: Layout) -> None:
    for hit in ask(records, text, layout)[1]:
        assert sum(part.share for part in hit.parts) == pytest.approx(hit.score, abs=1e-9)
        for part in hit.parts:
            assert part.share == pytest.approx(part.weight * part.boost / part.query_length, abs=1e-12)


@PLAIN
@given(collections(least=2), TYPED)
def test_frequencies_and_lengths_are_those_of_the_record(records: list[Record], text: str) -> None:
    by_id = {each.id: terms_by_field(each) for each in records}
    for hit in ask(records, text)[1]:
        for part in hit.parts:
            assert part.field is not None and part.average is not None
            assert part.frequency is not None and part.length is not None and part.field_boost is not None
            terms = by_id[hit.id][part.field]
            assert part.length == len(terms)
            assert part.frequency == terms.count(part.term)
            expected = weight(part.idf, part.frequency, part.length, part.average, part.field_boost)
            assert part.weight == expected


RECORDS = [
    record("lectura", name="Asociația Biblioteca din Deal", short_name="BDD", locality="Apahida", cui="30339344"),
    record("copii", name="Asociația Copiii Soarelui", summary="Teatru pentru copii și părinți.", locality="Dej"),
    record("sport", name="Club Sportiv Muntele", national_registry_number="12/A/2005"),
    record("vechi", name="Fundația Teatrul Vechi", legal_form="fundatie", registry_status="radiata"),
]


@pytest.mark.parametrize(
    ("typed", "first", "kind", "field"),
    [
        ("deal", "lectura", "exact", "name"),
        ("copii", "copii", "synonym", "name"),
        ("bibl", "lectura", "prefix", "name"),
        ("muntole", "sport", "typo", "name"),
        ("RO 30339344", "lectura", "identifier", "ids"),
        ("12a2005", "sport", "identifier", "ids"),
        ("BDD", "lectura", "name", "ids"),
        ("apahida", "lectura", "exact", "place"),
        ("teatru", "copii", "exact", "summary"),
    ],
)
def test_each_kind_is_named(typed: str, first: str, kind: str, field: str) -> None:
    hit = ask(RECORDS, typed)[1][0]
    assert hit.id == first
    assert (hit.parts[0].kind, hit.parts[0].field) == (kind, field)


def test_a_row_says_who_and_where() -> None:
    (hit,) = ask(RECORDS, "biblioteca")[1]
    assert (hit.id, hit.name) == ("lectura", "Asociația Biblioteca din Deal")
    assert (hit.locality, hit.county) == ("Apahida", "Cluj")


def test_what_is_dropped_is_told_with_its_reason() -> None:
    seen, _ = ask(RECORDS, "asociația pentru copii și copilul a b2 c3 d4 e5 f6 g7 h8 i9")
    assert ("asociatia", "legal form") in seen.dropped
    assert ("pentru", "filler") in seen.dropped
    assert ("copii", "same") in seen.dropped
    assert ("i9", "limit") in seen.dropped
    assert [typed for typed, _, _ in seen.words] == ["copilul", "b2", "c3", "d4", "e5", "f6", "g7", "h8"]


def test_a_legal_form_alone_is_a_filter() -> None:
    seen, hits = ask(RECORDS, "asociații")
    assert seen.legal_form == "asociatie"
    assert {hit.id for hit in hits} == {"lectura", "copii", "sport"}
    assert all(hit.parts == () and hit.score == 0 for hit in hits)


def test_words_say_how_they_were_found() -> None:
    seen, _ = ask(RECORDS, "copii parinti xqxqx")
    assert seen.words == (
        ("copii", "copil", "synonym"),
        ("parinti", "parint", "exact"),
        ("xqxqx", "xqxqx", None),
    )
    assert not seen.cut
    assert ask(RECORDS, "copii " * 60)[0].cut


def test_every_field_of_the_index_has_a_label() -> None:
    assert set(FIELD_LABELS) == set(NAMES)


def told(text: str, lang: str) -> str:
    engine = Engine(Files(built(RECORDS)))
    result = engine.search(text)
    return as_text(Answer(text, understood(engine, text, result), result, list(explain(engine, result))), lang)


@pytest.mark.parametrize("lang", ["ro", "en"])
@pytest.mark.parametrize(
    "text", ["copii teatru", "bibl", "muntole", "fundații", "xyzxyz", "asociația pentru copilul cu teatru", "x" * 300]
)
def test_the_text_fits_a_terminal(text: str, lang: str) -> None:
    for line in told(text, lang).splitlines():
        assert len(line) <= WIDTH or " " not in line.strip(), line
        assert line == line.rstrip()


def test_the_text_says_it_in_both_languages() -> None:
    romanian, english = told("teatru", "ro"), told("teatru", "en")
    assert "1 organizație găsită; 1 radiată sau dizolvată, lăsată deoparte." in romanian
    assert "1 organisation found; 1 struck off or dissolved left out." in english
    assert "rezumat" in romanian and "summary" in english
    assert "Nimic găsit." in told("xyzxyz", "ro") and "Nothing found." in told("xyzxyz", "en")
    assert "Poate ați vrut: muntele" in told("muntolle", "ro")


def test_a_name_cannot_steer_the_terminal() -> None:
    records = [record("rea", name="Copii \x1b[31m\nroșii")]
    engine = Engine(Files(built(records)))
    result = engine.search("copii")
    shown = as_text(
        Answer("copii\x07", understood(engine, "copii", result), result, list(explain(engine, result))), "ro"
    )
    assert "\x1b" not in shown and "\x07" not in shown


def test_the_json_holds_all_of_it() -> None:
    engine = Engine(Files(built(RECORDS)))
    text = "asociația copii teatru"
    result = engine.search(text)
    answer = json.loads(
        as_json(Answer(text, understood(engine, text, result), result, [*explain(engine, result)]), "ro")
    )
    assert answer["query"] == text
    assert answer["words"][0] == {"typed": "copii", "term": "copil", "found_as": "synonym"}
    assert answer["dropped"] == [{"typed": "asociatia", "reason": "legal form"}]
    assert (answer["mode"], answer["total"], answer["struck_off"]) == ("all", 1, 0)
    (hit,) = answer["hits"]
    assert hit["id"] == "copii"
    assert sum(part["share"] for part in hit["parts"]) == pytest.approx(hit["score"], abs=1e-9)
