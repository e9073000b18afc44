"""Whatever is typed, the browser says of it what Python says: no more, no less, in the same words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conect.records.characters import FORBIDDEN
from conect.records.implicit import taken_for_another_type
from conect.records.normalise import NORMALISERS
from conect.romania import mojibake
from conect.romania.identifiers import phone_e164
from conect.romania.siruta import all_localities, in_county
from conect.romania.text import fold, slug
from tests.form.cases import DESCRIPTION
from tests.form.conftest import Judges
from tests.form.judging import Values, base, by_python, differences
from tests.form.values import ADDRESS_WORDS, BY_NORMALISER, MARKDOWN, TEXTS, YAML, anything, changes, mutated

# Batches are judged in one call each, the same ones every time; a record is small enough to be read unshrunk.
SAME = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def disagreement(judges: Judges, records: list[Values]) -> dict[str, object]:
    """The first record about which the two differ, with what they say; empty where they agree."""
    for values, found in zip(records, judges.records(records), strict=True):
        if different := differences(values, found):
            return {"values": values, "differences": different}
    return {}


@pytest.fixture(scope="module", autouse=True)
def every_plan(judges: Judges) -> None:
    """Numbers of other countries are judged from the start."""
    judges.run("() => give('telefoane.json')")


@settings(SAME, max_examples=40)
@given(st.lists(changes(), min_size=12, max_size=12))
def test_generated_records(judges: Judges, changed: list[Values]) -> None:
    assert disagreement(judges, [base() | each for each in changed]) == {}


def each_alike(judges: Judges, script: str, texts: list[str], python: Callable[[str], Any]) -> None:
    """What a function of the page makes of the texts is what Python's makes of them.

    A younger Unicode gives old letters new capitals (ƛ in 16.0): answers with letters that this Python does not know
    are passed over.
    """
    made = judges.run(f"(texts) => texts.map((text) => {script})", texts)
    different = {t: m for t, m in zip(texts, made, strict=True) if m != python(t)}
    assert {t: m for t, m in different.items() if all(unicodedata.category(c) != "Cn" for c in str(m))} == {}


def many(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=60, max_size=60)


@settings(SAME, max_examples=15)
@given(many(st.one_of(anything(), mutated(TEXTS), mutated(st.text('ãÃþÞºªõû■║├Ò¯öôÄƒÈ™› aăȘÎ.,"', max_size=12)))))
def test_broken_letters(judges: Judges, texts: list[str]) -> None:
    # Refused characters never get so far; some of them are spaces to one language and not to the other.
    texts = [text for text in texts if not FORBIDDEN.search(text)]
    each_alike(judges, "repair(text)", texts, mojibake.repair)


@settings(SAME, max_examples=12)
@given(many(st.one_of(anything(), mutated(st.sampled_from(YAML)))))
def test_text_that_needs_quotes(judges: Judges, texts: list[str]) -> None:
    each_alike(judges, "judging.mustQuote(text)", texts, taken_for_another_type)


@settings(SAME, max_examples=12)
@given(many(st.one_of(anything(120), TEXTS)))
def test_slugs_and_folded_text(judges: Judges, texts: list[str]) -> None:
    each_alike(judges, "judging.fold(text)", texts, fold)
    each_alike(judges, "judging.slug(text)", texts, slug)
    each_alike(judges, "judging.slug(text, 12)", texts, lambda text: slug(text, 12))


@settings(SAME, max_examples=15)
@given(many(st.one_of(BY_NORMALISER["phone"], mutated(BY_NORMALISER["phone"]))))
def test_telephones(judges: Judges, texts: list[str]) -> None:
    each_alike(judges, "judge.world.telephones.e164(text)", texts, phone_e164)


@pytest.mark.parametrize("name", sorted(NORMALISERS))
@settings(SAME, max_examples=6)
@given(data=st.data())
def test_written_forms(judges: Judges, name: str, data: st.DataObject) -> None:
    right = BY_NORMALISER[name]
    texts = data.draw(many(st.one_of(right, mutated(right), anything())))
    tidy = [text for text in map(" ".join, map(str.split, texts)) if not FORBIDDEN.search(text)]
    each_alike(judges, f"judge.normalise({name!r}, text)", tidy, NORMALISERS[name])


def only_in_one(judges: Judges, records: list[Values], rule: str) -> tuple[int, int]:
    """Over the records: how many problems of the rule the browser tells, and how many Python. None may be its own."""
    told = known = 0
    for values, found in zip(records, judges.records(records), strict=True):
        assert differences(values, found) == [], values
        told += sum(problem["rule"] == rule for problem in found)
        known += sum(each.rule == rule for each in by_python(values)[0])
    return told, known


@pytest.mark.parametrize("lang", ["ro", "uk"])
@settings(SAME, max_examples=8)
@given(pieces=st.lists(st.lists(st.sampled_from(MARKDOWN), min_size=4, max_size=12), min_size=12, max_size=12))
def test_markdown(judges: Judges, lang: str, pieces: list[list[str]]) -> None:
    texts = ["".join(each) + DESCRIPTION for each in pieces]
    keys = [
        {"description": text} if lang == "ro" else {"translations": {lang: {"description": text}}} for text in texts
    ]
    only_in_one(judges, [base() | each for each in keys], "markdown-link")


def test_plain_bad_links_are_told_in_the_browser(judges: Judges) -> None:
    bad = ["http://example.org", "//example.org", "javascript:x", "https://1.2.3.4/", "mailto:x", "../a"]
    records = [
        base() | {"description": f"{DESCRIPTION} [aici]({link}) și [acolo](https://example.org)"} for link in bad
    ]
    assert only_in_one(judges, records, "markdown-link") == (len(bad), len(bad))


@pytest.mark.parametrize("county", ["CJ", "B", "VL", "IF"])
@settings(SAME, max_examples=4)
@given(data=st.data())
def test_localities(judges: Judges, county: str, data: st.DataObject) -> None:
    here = st.sampled_from([each.name for each in in_county(county)])
    there = st.sampled_from([each.name for each in all_localities()])
    name = st.one_of(
        mutated(here), mutated(here), there, st.builds("{} {}".format, st.sampled_from(ADDRESS_WORDS), here)
    )
    names = data.draw(st.lists(name, min_size=30, max_size=30))
    own = {"county": county, "activity_counties": [county]}
    only_in_one(judges, [base() | own | {"locality": each} for each in names], "locality")


def test_most_wrong_localities_are_told_in_the_browser(judges: Judges) -> None:
    elsewhere = [each.name for each in all_localities()[::80] if each.county_code != "CJ"]
    told, known = only_in_one(judges, [base() | {"locality": name} for name in elsewhere], "locality")
    assert known > 50
    assert told / known > 0.9, (told, known)
