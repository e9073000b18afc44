"""Which record a row is about, and ids that never change and are never used twice."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conect.records.rules.identity import MAX_ID, RECORD_ID, RESERVED_IDS
from conect.register.identity import Traits, entry_traits, match, new_ids
from conect.register.mapping import Entry


def entry(name: str, number: str = "", locality: str = "", county: str = "", **values: Any) -> Entry:
    """A row's values; what is empty is absent."""
    given = {"name": name, "national_registry_number": number, "county": county, "locality": locality, **values}
    return Entry("f.csv", 2, "asociatie", "2026-03-09", {key: value for key, value in given.items() if value}, ())


def test_an_id_is_the_name_where_it_is_nobody_elses() -> None:
    entries = [
        entry("Asociația Unu", "1/A/2000"),
        entry("„SPERANȚA”", "2/A/2000", "Turda", "CJ"),
        entry("Speranţa", "3/A/2000", "Dej", "CJ"),
        entry("Speranța", "4/A/2000", "", "CJ"),
        entry("Speranța", "5/A/2000"),
        entry("Speranța", "6/A/2000", "Dej", "CJ"),
    ]
    assert new_ids(entries, set()) == [
        "asociatia-unu",
        "speranta-turda",
        "speranta-3-a-2000",
        "speranta-4-a-2000",
        "speranta-5-a-2000",
        "speranta-6-a-2000",
    ]


def test_ids_in_use_former_and_reserved_are_passed_over() -> None:
    entries = [entry("Pagina", "1/A/2000", "Turda", "CJ"), entry("Unu", "2/A/2000", "Dej", "CJ")]
    assert new_ids(entries, {"unu", "unu-dej"}) == ["pagina-turda", "unu-cluj"]


def test_entries_alike_in_everything_that_makes_an_id_are_counted() -> None:
    entries = [entry("Unu", "1/A/2000", purpose=text) for text in ("b", "a", "c")]
    assert new_ids(entries, {"unu-1-a-2000-2"}) == ["unu-1-a-2000-3", "unu-1-a-2000-1", "unu-1-a-2000-4"]


def test_long_names_leave_room_for_what_tells_them_apart() -> None:
    name = "Asociația " + "foarte lungă " * 20
    ids = new_ids([entry(name, "1/A/2000", "Turda", "CJ"), entry(name, "2/A/2000", "Dej", "CJ")], set())
    assert ids[0].endswith("-turda")
    assert ids[1].endswith("-dej")
    assert all(len(made) <= MAX_ID for made in ids)


names = st.sampled_from(["Unu", "UNU", "„Unu”", "Doi", "Pagina", "Unu Turda", "Ж", "a" * 100])
rows = st.builds(
    entry,
    names,
    st.sampled_from(["", "1/A/2000", "2/A/2000"]),
    st.sampled_from(["", "Turda", "Dej"]),
    st.sampled_from(["", "CJ", "B"]),
    purpose=st.sampled_from(["", "x", "y"]),
)


@given(st.lists(rows, max_size=12, unique_by=lambda item: repr(sorted(item.values.items()))), st.randoms())
def test_ids_are_unique_well_formed_and_do_not_depend_on_the_order_of_rows(
    entries: list[Entry], chance: random.Random
) -> None:
    used = {"unu", "doi-turda", "1-a-2000"}
    ids = new_ids(entries, used)
    assert len(set(ids)) == len(ids)
    assert not set(ids) & (used | RESERVED_IDS)
    assert all(RECORD_ID.fullmatch(made) and len(made) <= MAX_ID for made in ids)
    shuffled = list(range(len(entries)))
    chance.shuffle(shuffled)
    again = new_ids([entries[index] for index in shuffled], used)
    assert [again[shuffled.index(index)] for index in range(len(entries))] == ids


def traits(number: str, name: str, place: str = "", county: str = "", kind: str = "asociatie", tie: str = "") -> Traits:
    """What a record or a row is known by."""
    return Traits(number, name, place or ":", county, kind, (0, tie))


@pytest.mark.parametrize(
    ("row", "records", "expected"),
    [
        (traits("1/A/2000", "unu", "1"), [traits("1/A/2000", "unu", "1")], 0),
        (traits("1/A/2000", "unu", "2"), [traits("1/A/2000", "unu", "1")], 0),  # moved
        (traits("1/A/2000", "nou", "1"), [traits("1/A/2000", "unu", "1")], 0),  # renamed
        (traits("1/A/2000", "nou", "2"), [traits("1/A/2000", "unu", "1")], 0),  # both: the number is still unique
        (traits("1/A/2000", "doi", "2"), [traits("1/A/2000", "unu", "1"), traits("1/A/2000", "doi", "2")], 1),
        (traits("1/A/2000", "trei", "3"), [traits("1/A/2000", "unu", "1"), traits("1/A/2000", "doi", "2")], None),
        (traits("2/A/2000", "unu", "1"), [traits("1/A/2000", "unu", "1")], None),  # another number: another one
        (traits("", "unu", "1"), [traits("", "unu", "1")], 0),
        (traits("", "unu", "1"), [traits("", "unu", "2")], None),
        # a profile's number was typed by somebody: the names must have something in common
        (traits("1/A/2000", "asociatiaunu", "1"), [traits("1/A/2000", "asociatiaunudinturda", "2", kind="")], 0),
        (traits("1/A/2000", "asociatiaunu", "1"), [traits("1/A/2000", "asociatiapescarilor", "1", kind="")], None),
        # a profile without a number, in the same place or elsewhere in the county
        (traits("1/A/2000", "unu", "1", "CJ"), [traits("", "unu", "1", "CJ", kind="")], 0),
        (traits("1/A/2000", "unu", "1", "CJ"), [traits("", "unu", "2", "CJ", kind="")], 0),
        (traits("1/A/2000", "unu", "1", "CJ"), [traits("", "unu", "2", "AB", kind="")], None),
        (traits("1/A/2000", "unu", "1"), [], None),
    ],
)  # fmt: skip
def test_matching(row: Traits, records: list[Traits], expected: int | None) -> None:
    assert match([row], records).get(0) == expected


def test_branches_with_one_number_keep_to_their_own_records() -> None:
    records = [traits("1/A/2000", "mama", "1"), traits("1/A/2000", "filiala", "2"), traits("1/A/2000", "filiala", "3")]
    assert match(list(reversed(records)), records) == {0: 2, 1: 1, 2: 0}


def test_two_profiles_of_one_name_are_not_guessed_between() -> None:
    profiles = [traits("", "unu", "1", "CJ", kind=""), traits("", "unu", "1", "CJ", kind="")]
    assert match([traits("1/A/2000", "unu", "1", "CJ")], profiles) == {}


def test_things_alike_are_paired_by_what_is_the_same_to_the_letter_first() -> None:
    twins = [traits("1/A/2000", "unu", "1", tie="a"), traits("1/A/2000", "unu", "1", tie="b")]
    assert match(twins, twins) == {0: 0, 1: 1}
    assert match(twins, twins, lambda row, record: row != record) == {0: 1, 1: 0}


def test_the_place_of_a_row_is_its_siruta_code_or_its_county_and_locality() -> None:
    assert entry_traits(entry("Unu", siruta="55268")).place == "55268"
    assert entry_traits(entry("Unu", locality="Valea Șoimului", county="CJ")).place == "CJ:valeasoimului"
