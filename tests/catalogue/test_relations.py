"""Who belongs together with whom, and which look alike: the same answer whatever order the records came in."""

from __future__ import annotations

import time
from typing import Any

from conect.catalogue.catalogue import Catalogue
from conect.catalogue.entry import Entry
from conect.catalogue.relations import SIMILAR, Kin, Relations
from tests.catalogue.made import TODAY, entry


def relations(*entries: Entry) -> Relations:
    return Relations(Catalogue(entries, TODAY))


def kin(made: Relations, id: str) -> Kin:
    return made.kin(made.catalogue.by_id[id])


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [e.id for e in entries]


def test_memberships_and_branches_are_seen_from_both_ends() -> None:
    made = relations(
        entry("federatia", legal_form="federatie", domains=None),
        entry("a", memberships=["federatia"]),
        entry("b", memberships=["federatia"], parent="a"),
        entry("c", memberships=["disparuta"]),
    )
    assert ids(kin(made, "federatia").members) == ["a", "b"]
    assert ids(kin(made, "a").federations) == ["federatia"]
    assert ids(kin(made, "a").branches) == ["b"]
    parent = kin(made, "b").parent
    assert parent is not None
    assert parent.id == "a"
    assert kin(made, "c").federations == ()


def test_mergers_are_followed_to_the_end() -> None:
    made = relations(
        entry("x", merged_into="y", former_ids=["vechiul-x"]),
        entry("y", merged_into="z"),
        entry("z", former_ids=["vechiul-z"]),
        entry("membra", memberships=["x"]),
        entry("filiala", parent="y"),
    )
    assert {old: target.id for old, target in made.redirects().items()} == {
        "x": "z", "y": "z", "vechiul-x": "z", "vechiul-z": "z",
    }  # fmt: skip
    assert ids(kin(made, "z").merged_from) == ["x", "y"]
    assert ids(kin(made, "membra").federations) == ["z"]
    assert ids(kin(made, "z").members) == ["membra"]
    assert ids(kin(made, "z").branches) == ["filiala"]


def test_a_circle_of_mergers_and_a_target_that_is_gone_end_nowhere() -> None:
    made = relations(entry("x", merged_into="y"), entry("y", merged_into="x"), entry("w", merged_into="nimeni"))
    assert made.redirects() == {}
    assert made.final("x") is None


def test_a_former_id_never_hides_a_record_that_bears_it_now() -> None:
    made = relations(entry("nou", former_ids=["vechi"]), entry("vechi"))
    assert made.redirects() == {}


def test_similar_share_county_and_field_and_the_most_alike_come_first() -> None:
    made = relations(
        entry("eu", domains=["educatie", "cultura"], locality="Turda"),
        entry("la-fel", domains=["educatie", "cultura"], locality="Turda"),
        entry("un-domeniu", domains=["cultura"], locality="Turda"),
        entry("alt-loc", domains=["educatie", "cultura"], locality="Dej"),
        entry("alt-judet", county="TM", domains=["educatie", "cultura"]),
        entry("alt-domeniu", domains=["sport"]),
        entry("radiata", domains=["educatie", "cultura"], registry_status="radiata"),
        entry("federatia", domains=["educatie"], legal_form="federatie"),
        entry("membra", domains=["educatie"], memberships=["eu"]),
    )
    found = ids(kin(made, "eu").similar)
    assert found[:2] == ["la-fel", "alt-loc"]
    assert set(found) == {"la-fel", "alt-loc", "un-domeniu", "federatia", "membra"}


def test_without_a_field_the_same_place_counts() -> None:
    register: dict[str, Any] = {"domains": None, "origin": "register", "confirmed_on": None}
    made = relations(
        entry("eu", locality="Turda", **register),
        entry("vecina", locality="TURDA", **register),
        entry("departe", locality="Dej", **register),
        entry("fara-judet", county=None, locality="Turda", **register),
    )
    assert ids(kin(made, "eu").similar) == ["vecina"]
    assert kin(made, "fara-judet").similar == ()


def test_kin_are_not_also_similar() -> None:
    made = relations(entry("mama"), entry("fiica", parent="mama"), entry("alta"))
    assert ids(kin(made, "fiica").similar) == ["alta"]
    assert ids(kin(made, "mama").similar) == ["alta"]


def test_the_order_of_the_records_changes_nothing() -> None:
    entries = [
        entry(f"o-{at}", f"Asociația {at % 7}", domains=[("educatie", "cultura", "sport")[at % 3]], locality="Turda")
        for at in range(60)
    ]
    expected = {e.id: ids(kin(relations(*entries), e.id).similar) for e in entries}
    for order in (entries[::-1], entries[::2] + entries[1::2]):
        made = relations(*order)
        assert {id: ids(kin(made, id).similar) for id in expected} == expected
    assert {len(found) for found in expected.values()} == {SIMILAR}


def test_the_work_grows_with_the_number_of_records_and_not_with_its_square() -> None:
    def seconds(number: int) -> float:
        entries = [entry(f"o-{at}", domains=["educatie"]) for at in range(number)]
        start = time.process_time()
        made = relations(*entries)
        for one in made.catalogue.listed:
            made.kin(one)
        return time.process_time() - start

    def least(number: int) -> float:
        # What else runs on the machine only ever adds.
        return min(seconds(number) for _ in range(3))

    seconds(100)
    assert least(4000) < 12 * max(least(800), 0.01)
