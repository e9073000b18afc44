"""The rules over all records: what they find, where, and that they neither repeat one another nor take for ever."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process

from conect.catalogue import rules
from conect.catalogue.entry import Entry
from conect.catalogue.names import core, core_of, numbers, skeleton
from conect.catalogue.rules.relations import cycles
from conect.records.problems import Problem
from conect.records.reader import read
from conect.records.record import Record
from tests.records.examples import context, files


def entries(example: str) -> list[Entry]:
    """The entries of an example's files."""
    found = []
    for path, text in files(example).items():
        record = read(path, text.encode("utf-8"), context()).record
        assert record is not None
        found.append(Entry.of(record))
    return found


def check(example: str, rule: str = "", **how: object) -> list[Problem]:
    """The problems of an example, of one rule where it is named."""
    found = rules.check(entries(example), context(), **how)  # type: ignore[arg-type]  # how: as check takes it
    return [problem for problem in found if rule in ("", problem.rule)]


def places(problems: list[Problem]) -> list[str]:
    """Path, line and column of each problem."""
    return [f"{p.path.removeprefix('organizations/')}:{p.line}:{p.column}" for p in problems]


TWO = """\
# file: cj/alfa.yaml
name: Asociația Alfa
# file: tm/beta.yaml
name: Fundația Beta
cui: "3151288"
"""


def test_two_different_records_have_no_problem() -> None:
    assert check(TWO) == []


def test_an_id_in_two_folders_in_two_forms_and_in_capitals() -> None:
    example = "# file: cj/alfa.yaml\nname: A1b\n# file: tm/alfa.yaml\nname: B2c\n# file: tm/Alfa.yaml\nname: C3d\n"
    found = check(example, "duplicate-id")
    assert places(found) == ["cj/alfa.yaml:1:1", "tm/Alfa.yaml:1:1", "tm/alfa.yaml:1:1"]
    assert "organizations/tm/Alfa.yaml, organizations/tm/alfa.yaml" in found[0].message.ro
    markdown = Entry.of(Record("organizations/cj/alfa.md", {"name": "Altceva"}))
    [first] = entries("# file: cj/alfa.yaml\nname: Asociația Alfa\n")
    assert len([p for p in rules.check([first, markdown], context()) if p.rule == "duplicate-id"]) == 2


def test_an_unreadable_record_still_has_its_id() -> None:
    example = "# file: cj/alfa.yaml\nmemberships: [stricata]\n"
    assert places(check(example, "reference-missing")) == ["cj/alfa.yaml:17:15"]
    assert check(example, "reference-missing", unread=["organizations/cj/stricata.yaml"]) == []
    assert check(example, "duplicate-id", unread=["organizations/tm/alfa.yaml"])


@pytest.mark.parametrize(
    ("example", "where"),
    [
        (
            "# file: cj/alfa.yaml\nformer_ids: [ok, beta]\n# file: cj/beta.yaml\nname: Fundația Beta\n",
            ["cj/alfa.yaml:17:18"],
        ),
        (
            "# file: cj/alfa.yaml\nformer_ids: [veche]\n# file: cj/beta.yaml\nformer_ids: [veche]\n",
            ["cj/alfa.yaml:17:14", "cj/beta.yaml:17:14"],
        ),
        ("# file: cj/alfa.yaml\nformer_ids: [alfa]\n", ["cj/alfa.yaml:17:14"]),
    ],
)
def test_former_ids_lead_to_one_place(example: str, where: list[str]) -> None:
    assert places(check(example, "former-id-taken")) == where


def test_a_cui_three_times_names_the_others() -> None:
    example = "".join(f"# file: cj/{name}.yaml\nname: Asociația {name.title()}\n" for name in ("alfa", "beta", "gama"))
    found = check(example, "duplicate-cui")
    assert places(found) == ["cj/alfa.yaml:2:6", "cj/beta.yaml:2:6", "cj/gama.yaml:2:6"]
    assert "organizations/cj/alfa.yaml, organizations/cj/gama.yaml" in found[1].message.en


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ("", "duplicate-name"),
        ("origin: register\n", "duplicate-name-register"),
        ("registry_status: radiata\n", "duplicate-name-register"),
        ("legal_form: filiala\nparent: alfa\n", None),
        ("merged_into: alfa\n", None),
        ("locality: Turda\n", None),
        ("county: TM\n", None),
    ],
)
def test_equal_names_in_one_place(more: str, rule: str | None) -> None:
    example = f"# file: cj/alfa.yaml\nname: Asociația „Șansa”\n# file: cj/beta.yaml\nname: ASOCIATIA SANSA\n{more}"
    found = [p for p in check(example) if p.rule.startswith("duplicate-name")]
    assert {p.rule for p in found} == ({rule} if rule else set())
    assert len(found) == (2 if rule else 0)


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("Fundația Biblioteca Mobila", True),
        ("Asociația Bibliotecca Mobilă", True),
        ("Asociația Mobilă Biblioteca", True),
        ("Asociația B\u0456blioteca M\u043ebil\u0103 a", True),
        ("Asociația Biblioteca Digitală", False),
        ("Asociația Biblioteca Mobilă 2", False),
    ],
)
def test_names_that_differ_by_a_letter(name: str, alike: bool) -> None:
    example = f"# file: cj/alfa.yaml\nname: Asociația Biblioteca Mobilă\n# file: cj/beta.yaml\nname: {name}\n"
    assert len(check(example, "similar-name")) == (2 if alike else 0)


def test_similar_names_are_told_where_a_profile_or_a_change_is_concerned() -> None:
    registered = "# file: cj/{0}.yaml\nname: Asociația Biblioteca {1}\norigin: register\n"
    example = registered.format("alfa", "Mobilă") + registered.format("beta", "Mobille")
    assert check(example, "similar-name") == []
    assert places(check(example, "similar-name", concerned={"organizations/cj/beta.yaml"})) == ["cj/beta.yaml:15:7"]


def test_equal_names_are_not_also_similar() -> None:
    example = "# file: cj/alfa.yaml\nname: Asociația Șansa Mare\n# file: cj/beta.yaml\nname: ASOCIATIA SANSA MARE\n"
    assert check(example, "similar-name") == []


def test_a_missing_reference_gets_its_likely_id_as_fix() -> None:
    example = (
        "# file: cj/alfa.yaml\nmemberships: [federatia-bta, nicaieri]\nparent: gama\n"
        "# file: cj/federatia-beta.yaml\nlegal_form: federatie\nformer_ids: [gama]\n"
    )
    found = check(example, "reference-missing")
    assert places(found) == ["cj/alfa.yaml:17:15", "cj/alfa.yaml:17:30", "cj/alfa.yaml:18:9"]
    assert [p.fix and p.fix.value for p in found] == ["federatia-beta", None, "federatia-beta"]
    assert found[2].message.ro.startswith("fișa „gama” se numește acum „federatia-beta”")


@pytest.mark.parametrize("key", ["parent: {}", "merged_into: {}", "memberships: [{}]"])
def test_circles_are_told_to_each_member_with_the_way_round(key: str) -> None:
    example = "".join(
        f"# file: cj/{one}.yaml\n{key.format(other)}\n"
        for one, other in (("alfa", "beta"), ("beta", "gama"), ("gama", "alfa"), ("delta", "alfa"))
    )
    found = check(example, "reference-cycle")
    assert [p.path for p in found] == [f"organizations/cj/{name}.yaml" for name in ("alfa", "beta", "gama")]
    assert "beta → gama → alfa → beta" in found[1].message.en


def test_a_long_chain_is_no_circle_and_breaks_nothing() -> None:
    chain = {f"a{n}": (f"a{n + 1}",) for n in range(5000)}
    assert list(cycles(chain)) == []
    assert [len(found) for found in cycles({**chain, "a5000": ("a0",)})] == [5001]


def test_a_record_that_names_itself_is_told_once() -> None:
    found = check("# file: cj/alfa.yaml\nmemberships: [alfa]\n")
    assert [p.rule for p in found] == ["reference-self"]


def test_problems_are_sorted_and_the_order_of_entries_changes_nothing() -> None:
    example = "# file: cj/alfa.yaml\nmemberships: [x1, x2]\n# file: cj/beta.yaml\nparent: x3\n"
    found = rules.check(entries(example), context())
    assert found == sorted(found, key=Problem.sort_key) == rules.check(entries(example)[::-1], context())


def test_only_one_level_when_asked() -> None:
    example = (
        "# file: cj/alfa.yaml\nname: Asociația Alfa Mare\nmemberships: [x]\n"
        "# file: cj/beta.yaml\nname: Fundația Alfa Marre\n"
    )
    assert {p.level for p in check(example)} == {"error", "warning"}
    assert {p.level for p in check(example, level="error")} == {"error"}


def test_the_key_of_a_name() -> None:
    assert skeleton("Asociaţia „A.E.L.” – Filiala Cluj") == "asociatia ael filiala cluj"
    assert skeleton("S\u0430lva\u021bi Copiii") == skeleton("SALVATI COPIII")  # а is Cyrillic
    assert core("Fundația pentru Lectură din România") == "lectura"
    assert core("Asociația") == "asociatia"
    assert numbers("Școala nr. 12") == ("12",)
    assert skeleton("Sper4nța") == "speranta"


def test_many_names_are_compared_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    # All pairs of 3,000 names would be nine million comparisons: a catalogue of 150,000 would never be judged.
    # Made of few syllables, these names share more groups of letters than real ones do.
    syllables = [first + second for first in "bcdfghlmnprstvz" for second in "aeo"]
    words = [one + two + three for one in syllables for two in syllables for three in syllables]
    given = [
        Entry.of(
            Record(
                f"organizations/cj/r{n}.yaml",
                {
                    "name": " ".join(["asociația", *(words[n * k % len(words)] for k in (7, 11, 13))]).title(),
                    "origin": "organization",
                    "county": "CJ",
                    "locality": f"Sat {n % 97}",
                },
            )
        )
        for n in range(3000)
    ]
    compared = 0

    def counting(query: str, choices: dict[int, str], **how: Any) -> Any:
        nonlocal compared
        compared += len(choices)
        return process.extract(query, choices, **how)

    monkeypatch.setattr("rapidfuzz.process", SimpleNamespace(extract=counting))
    rules.check(given, context())
    assert 0 < compared < 3000 * 3000 / 4


@given(
    st.text()
    | st.lists(st.sampled_from(["Asociația", "de", "„Șansa”", "A.E.L.", "nr. 3", "Sper4nța", "\x1f"])).map(" ".join)
)
def test_a_skeleton_has_the_core_of_its_name(name: str) -> None:
    assert core_of(skeleton(name)) == core(name)
