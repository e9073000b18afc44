"""What the form's page builds on: what the judge tells of the declaration, mends, asks for and never does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conect.records.declaration import FIELDS, SECTIONS, is_required
from conect.records.fields import walk
from conect.records.primitives import Pattern
from conect.romania.siruta import in_county
from tests.form.conftest import Judges
from tests.form.judging import ID, base
from tests.records.examples import vocabularies

FRESH = """
async ([lang, names]) => {
  const load = async (name) => (await fetch(name)).json();
  window.fresh = judging.open(await load("declaratie.json"), { lang, today: "2026-11-24" });
  for (const name of names) fresh.give(name, await load(name));
}
"""


@pytest.fixture
def fresh(judges: Judges) -> Judges:
    """A judge that knows the declaration alone, as ``fresh``."""
    judges.run(FRESH, ["ro", []])
    return judges


def test_fields_and_sections_have_their_words_in_the_language(judges: Judges) -> None:
    for lang, at in (("ro", 0), ("en", 1)):
        judges.run(FRESH, [lang, []])
        sections = judges.run("() => fresh.sections.map(({ key, label }) => [key, label])")
        assert sections == [[key, label[at]] for key, label in SECTIONS.items()]
        told = judges.run("() => fresh.fields.map((f) => [f.key, f.label, f.help, f.section, f.setter, f.shown])")
        assert told == [[f.key, f.label[at], f.help[at], f.section, f.setter, f.shown] for f in FIELDS]


def test_every_field_is_found_by_its_pointer(fresh: Judges) -> None:
    pointers: list[list[str | int]] = []
    for path, _ in walk(FIELDS):
        pointer: list[str | int] = []
        for key in path:
            if pointer and fresh.run("(p) => fresh.declared(p).kind.type", pointer) == "list":
                pointer.append(0)
            pointer.append(key)
        pointers.append(pointer)
    found = fresh.run("(all) => all.map((p) => fresh.declared(p)?.help)", pointers)
    assert found == [field.help.ro for _, field in walk(FIELDS)]
    for wrong in (["x"], ["cui", 0], ["domains", 0, "x"], ["cui", "x"], [0]):
        assert fresh.run("(p) => fresh.declared(p)", wrong) is None, wrong


def test_kinds_are_told_with_their_limits(fresh: Judges) -> None:
    kind = "(p) => { const { checks, ...rest } = fresh.declared(p).kind; return rest; }"
    assert fresh.run(kind, ["summary"]) == {
        "type": "text",
        "form": "plain",
        "normalise": None,
        "vocabulary": None,
        "reference": False,
        "least": 50,
        "most": 250,
    }
    domains = fresh.run("() => fresh.declared(['domains']).kind")
    assert (domains["type"], domains["least"], domains["most"], domains["unique_by"]) == ("list", 1, 5, None)
    assert domains["item"]["vocabulary"] == "domains"
    assert fresh.run("() => fresh.declared(['volunteering', 'accepts']).kind.type") == "boolean"


def test_required_keys_are_those_of_the_origin(fresh: Judges) -> None:
    for origin in ("organization", "register", None):
        values = {} if origin is None else {"origin": origin}
        told = fresh.run(
            "(v) => fresh.fields.filter(({ key }) => fresh.required(key, v)).map(({ key }) => key)", values
        )
        assert told == [field.key for field in FIELDS if is_required(field, origin)]


def test_vocabularies_are_told_whole(fresh: Judges) -> None:
    domains = vocabularies()["domains"]
    told = fresh.run("() => fresh.vocabulary('domains')")
    assert (told["label"], [term["id"] for term in told["terms"]]) == (domains.label.ro, list(domains))
    assert {group["id"]: group["label"] for group in told["groups"]} == {id: t.ro for id, t in domains.groups.items()}
    assert [(t["label"], t["group"]) for t in told["terms"]] == [(t.label.ro, t.group) for t in domains.terms.values()]
    assert fresh.run("() => fresh.vocabulary('nimic')") is None


def test_what_is_not_at_hand_is_asked_for_and_not_judged(fresh: Judges) -> None:
    values: dict[str, Any] = base() | {
        "locality": "Xyzw Qrst",
        "legal_form": "persoana_juridica_straina",
        "country": "Germania",
        "phone": "+49 30 123456",
    }
    asked = "(v) => fresh.needs(v)"
    said = "(v) => fresh.record(v, {}).map(({ rule }) => rule)"
    names = ["localitati/cj.json", "tari.json", "telefoane.json"]
    assert fresh.run(asked, values) == names
    assert fresh.run(said, values) == []
    assert fresh.run("() => [fresh.vocabulary('countries'), fresh.localities('CJ')]") == [None, []]

    fresh.run(FRESH, ["ro", names])
    assert fresh.run(asked, values) == []
    assert fresh.run(said, values) == ["locality", "term", "written-form"]
    assert fresh.run("(v) => fresh.best(v).phone", values) == "+4930123456"
    told = fresh.run("() => fresh.localities('CJ')")
    assert [each["siruta"] for each in told] == [each.siruta for each in in_county("CJ")]
    by_code = {each["siruta"]: each for each in told}
    assert all(each.parent is None or by_code[each.siruta]["parent"] for each in in_county("CJ"))


def test_what_nobody_needs_is_not_asked_for(fresh: Judges) -> None:
    for values in (
        {},
        {"county": "Cluj", "phone": "0264 123 456"},
        {"phone": "x"},
        {"county": "__proto__"},
        {"phone": 7},
    ):
        assert fresh.run("(v) => fresh.needs(v)", values) == []


def test_certain_fixes_are_made_and_nothing_else(fresh: Judges) -> None:
    typed = {
        "name": " Asociaţia\u200b  Ştiinţa ",
        "cui": "RO 30339344",
        "phone": "0264 123 456",
        "website": "example.org",
        "domains": ["educatia"],
        "volunteering": {"accepts": "Da"},
        "finances": [{"year": "2.024", "revenue": "o mie"}],
        "founded_on": "14.3.2005",
        "phon": "x",
    }
    mended = typed | {
        "name": "Asociația Știința",
        "cui": "30339344",
        "phone": "+40264123456",
        "volunteering": {"accepts": True},
        "finances": [{"year": 2024, "revenue": "o mie"}],
        "founded_on": "2005-03-14",
    }
    script = "(v) => { const kept = JSON.stringify(v); return [fresh.best(v), JSON.stringify(v) === kept]; }"
    assert fresh.run(script, typed) == [mended, True]
    assert fresh.run("(v) => fresh.best(v)", mended) == mended
    assert fresh.run("() => fresh.best('RO 30339344', ['cui'])") == "30339344"
    assert fresh.run("() => fresh.best(['jud. Cluj', 'SJ'], ['activity_counties'])") == ["CJ", "SJ"]
    assert fresh.run("() => fresh.best('2.024', ['finances', 3, 'year'])") == 2024


def test_one_value_is_judged_by_its_field_alone(fresh: Judges) -> None:
    assert fresh.run("() => fresh.field(['finances', 2, 'year'], '1989').map((p) => [p.pointer, p.rule])") == [
        [["finances", 2, "year"], "range"]
    ]
    assert fresh.run("() => fresh.field(['legal_form'], 'filiala')") == []  # that it needs a parent is the record's
    assert fresh.run("() => fresh.field(['necunoscut'], 'x')") == []


def test_ids(fresh: Judges) -> None:
    assert fresh.run("(id) => fresh.id(id)", ID) == []
    [told] = fresh.run("() => fresh.id('Asociația Mea')")
    assert (told["rule"], told["pointer"]) == ("id-form", [])
    assert "„asociatia-mea.yaml”" in told["message"]


def test_every_pattern_is_one_of_javascripts_unicode_mode(fresh: Judges) -> None:
    kinds = [getattr(field.kind, "item", field.kind) for _, field in walk(FIELDS)]
    patterns = sorted({c.regex for kind in kinds for c in getattr(kind, "checks", ()) if isinstance(c, Pattern)})
    assert patterns
    assert fresh.run("(all) => all.map((p) => new RegExp(`^(?:${p})$`, 'u').source.length > 6)", patterns) == [
        True
    ] * len(patterns)


def test_hostile_keys_reach_no_prototype(fresh: Judges) -> None:
    text = json.dumps(
        {"__proto__": {"polluted": "x"}, "constructor": {"prototype": {"polluted": "x"}}, "county": "toString"}
    )
    rules = fresh.run(
        "(text) => [fresh.record(JSON.parse(text)).map(({ rule }) => rule), fresh.best(JSON.parse(text)) !== null]",
        text,
    )
    assert rules[0].count("unknown-key") == 2
    assert fresh.run("() => ({}).polluted") is None


AT = """
(moment) => {
  const real = Date;
  globalThis.Date = class extends real {
    constructor(...given) {
      super(...(given.length ? given : [moment]));
    }
  };
  const day = judging.today();
  globalThis.Date = real;
  return day;
}
"""


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-23T21:59:59Z", "2026-11-23"),
        ("2026-11-23T22:00:00Z", "2026-11-24"),
        ("2026-07-01T20:59:59Z", "2026-07-01"),
        ("2026-07-01T21:00:00Z", "2026-07-02"),
    ],
)
def test_today_is_a_day_of_bucharest(fresh: Judges, moment: str, day: str) -> None:
    assert fresh.run(AT, moment) == day
