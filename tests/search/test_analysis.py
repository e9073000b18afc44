"""One analysis in two languages: the same table in Python and in Chromium, and the fast way equals the slow one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from conect.romania.text import slug
from conect.search import identifiers
from conect.search.analysis import Lexicon, Words, stem, tokens, words
from conect.search.documents import cut, short_id, whole_id
from conect.search.query import parse
from tests.search.conftest import Searches
from tests.search.samples import lexicon, vocabularies

TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
TOLD = TABLE["lexicon"]
SMALL = Lexicon(
    {other: canonical for canonical, *others in TOLD["synonyms"] for other in others},
    {token: role for role, listed in TOLD["roles"].items() for token in listed.split()},
    TOLD["forms"],
)
TEXT = st.text(max_size=60) | st.text("ăâîșțşţĂÎȘȚaeiost.'’-/„” 12AB\u0306\u0326", max_size=40)


def test_the_table_in_python() -> None:
    for case in TABLE["cases"]:
        assert tokens(case["text"]) == case["tokens"], case
        assert SMALL.terms(case["text"]) == case["terms"], case


def test_the_table_in_chromium(searches: Searches) -> None:
    found = searches.run(
        """({lexicon, cases}) => {
            const made = new analysis.Lexicon(lexicon);
            return cases.map(({text}) => ({text, tokens: analysis.tokens(text), terms: made.terms(text)}));
        }""",
        TABLE,
    )
    assert found == TABLE["cases"]


@settings(deadline=None, max_examples=300)
@given(TEXT)
@example("Acme™ m² ½ №5")
@example("a.b.c x.y z")
@example("A.B, ab.c a.bc a1.b ă.b _a.b_ 1.a a.1 a.b")
def test_splitting_first_gives_the_same_terms(text: str) -> None:
    known = Words(lexicon())
    assert [term for word in words(text) for term in known[word]] == lexicon().terms(text)


@settings(deadline=None, max_examples=15)
@given(st.lists(TEXT, min_size=40, max_size=40))
def test_any_text_in_both_languages(searches: Searches, texts: list[str]) -> None:
    # Lone surrogates are no text: they do not travel to the browser.
    sound = [text for text in texts if text.isprintable()]
    found = searches.run(
        """texts => texts.map((text) => {
            const found = analysis.tokens(text);
            return [found, found.map(analysis.stem), rows.slug(text)];
        })""",
        sound,
    )
    assert found == [[tokens(text), [stem(token) for token in tokens(text)], slug(text)] for text in sound]


QUERIES = [
    "RO 30339344", "ro30339344", "CUI: 30339344", "cif 30339344", "12/A/2005", "12a2005", "12 a 2005", "nr. 12/A/2005",
    "123/14.09.2020", "123 14.09.2020", "123/PJ/14.09.2020", "Școala nr. 5 Cluj", "fundația Podul de Lumină", "ONG",
    "asociația", "copii și tineri", "copii ", "", "  ", "cărți 2020", "a b c d e f g h i j k", "ș" * 300,
]  # fmt: skip


def test_shorter_ways_for_most_texts_give_the_same(searches: Searches) -> None:
    """Of every character below U+3000: folding, and the words that a result marks."""
    different = searches.run(
        """() => {
            const found = [];
            for (let code = 0; code < 0x3000; code += 1) {
                const character = String.fromCharCode(code);
                for (const text of [character, `a${character}b`, `Ș ${character}ă„${character}”`]) {
                    const folded = text.normalize("NFKD").toLowerCase().replace(/\\p{M}/gu, "");
                    const words = Array.from(text.matchAll(/[\\p{L}\\p{N}\\p{M}]+/gu));
                    const told = (some) => JSON.stringify(some.map((match) => [match.index, match[0]]));
                    const same = analysis.fold(text) === folded && told(rows.words(text)) === told(words);
                    if (!same) found.push(text);
                }
            }
            return found;
        }"""
    )
    assert different == []


def test_queries_are_understood_alike(searches: Searches) -> None:
    known = {"30339344", "12a2005", "12314092020"}
    table = {
        "synonyms": [[canonical, stem] for stem, canonical in lexicon().synonyms.items()],
        "roles": {},
        "forms": list(lexicon().forms),
    }
    for token, role in lexicon().roles.items():
        table["roles"][role] = f"{table['roles'].get(role, '')} {token}".strip()
    found = searches.run(
        """async ({table, queries, known}) => {
            const made = new analysis.Lexicon(table);
            return Promise.all(queries.map((text) => query.parse(text, made, async (term) => known.includes(term))));
        }""",
        {"table": table, "queries": QUERIES, "known": sorted(known)},
    )
    for text, there in zip(QUERIES, found, strict=True):
        here = parse(text, lexicon(), known.__contains__)
        assert [word["term"] for word in there["words"]] == [word.term for word in here.words], text
        assert [word["token"] for word in there["words"]] == [word.token for word in here.words], text
        assert there["identifiers"] == list(here.identifiers), text
        assert there["keys"] == list(here.keys), text
        assert there["forms"] == list(here.forms), text
        assert (there["open"], there["nothing"]) == (here.open, here.nothing), text


def test_numbers_are_found_however_they_are_written() -> None:
    for text in ("30339344", "RO30339344", "RO 30339344", "cui 30339344", "CIF: RO30339344"):
        assert parse(text, lexicon(), lambda term: term == "30339344").identifiers == ("30339344",), text
    for text in ("12/A/2005", "12a2005", "12 A 2005", "12-A-2005", "nr. 12/a/2005"):
        assert "12a2005" in parse(text, lexicon(), lambda term: term == "12a2005").identifiers, text
    assert parse("123/14.09.2020", lexicon(), bool).identifiers[0] == "12314092020"


def test_no_word_belongs_to_two_groups() -> None:
    owners: dict[str, str] = {}
    for group in vocabularies()["synonyms"].values():
        plain = not (group.attributes.get("legal_form") or group.attributes.get("role"))
        listed = [group.id, *group.label.ro.split(","), *group.label.en.split(",")]
        for token in (token for word in listed for token in tokens(word)):
            key = stem(token) if plain else token
            assert owners.setdefault(key, group.id) == group.id, f"{token}: {owners[key]} and {group.id}"


def test_legal_forms_of_synonyms_exist() -> None:
    roles = set(lexicon().roles.values()) - {"filler"}
    assert roles <= set(vocabularies()["legal-forms"])
    assert {"asociatie", "fundatie", "federatie", "uniune", "filiala"} <= roles


@given(st.text(min_size=1), st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))
def test_ids_come_back_from_their_short_form(name: str, id: str) -> None:
    assert whole_id(short_id(id, name), name) == id


def test_a_summary_is_cut_after_a_word() -> None:
    assert cut("unu doi  trei", 20) == "unu doi trei"
    assert cut("unu doi trei patru", 13) == "unu doi trei…"
    assert len(cut("x" * 400)) <= 160


def test_keys_of_names_lie_by_their_first_word() -> None:
    joined, forms = identifiers.core("Fundația „Podul de Lumină”", lexicon())
    assert (joined, forms) == ("podullumina", ("fundatie",))
    assert identifiers.key(joined, "fundatie").startswith("podul~")
    assert identifiers.key(joined, "fundatie") != identifiers.key(joined, "asociatie")
