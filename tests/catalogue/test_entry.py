"""An entry says in short what its record says, keeps its places, and travels between processes."""

from __future__ import annotations

import pickle

import pytest

from conect.catalogue.entry import Entry
from conect.records.reader import read
from tests.catalogue.made import entry, profile
from tests.records.examples import context

TEXT = profile() + (
    "short_name: AEL\nformer_names: [Clubul Micilor Cititori]\nformer_ids: [vechi, foarte-vechi]\n"
    'founded_on: "2005-03-14"\n'
    "website: https://www.Exemplu.example/acasa\nmemberships:\n  - federatia-unu\n  - federatia-doi\n"
    "volunteering: {accepts: true}\ntranslations:\n  hu: {name: Példa Egyesület}\n  en: {name: Example Association}\n"
)


@pytest.fixture
def made() -> Entry:
    record = read("organizations/cj/exemplu.yaml", TEXT.encode("utf-8"), context()).record
    assert record is not None
    return Entry.of(record)


def test_it_holds_what_lists_and_rules_need(made: Entry) -> None:
    assert (made.id, made.path, made.folder) == ("exemplu", "organizations/cj/exemplu.yaml", "cj")
    assert made.name == "Asociația Exemplu pentru Lectură"
    assert made.names_elsewhere == ("Example Association", "Példa Egyesület")
    assert made.name_en == "Example Association"
    assert made.former_ids == ("vechi", "foarte-vechi")
    assert made.website == "exemplu.example"
    assert made.founded == 2005
    assert made.volunteering
    assert not made.public_utility
    assert made.profile
    assert not made.struck_off


def test_places_are_those_of_the_file(made: Entry) -> None:
    lines = TEXT.split("\n")
    for pointer, words in (
        (("name",), "name: "),
        (("cui",), "cui: "),
        (("memberships", 1), "  - federatia-doi"),
        (("former_ids", 1), "former_ids: "),
    ):
        line, _column = made.mark(*pointer)
        assert lines[line - 1].startswith(words)
    assert made.mark("memberships", 1)[1] == 5
    assert made.mark("memberships", 9) == (1, 1)
    assert made.mark("iban") == (1, 1)


def test_it_travels_and_stays_equal(made: Entry) -> None:
    again: Entry = pickle.loads(pickle.dumps(made))  # noqa: S301 - made in this line
    assert again == made
    assert again.mark("memberships", 1) == made.mark("memberships", 1)
    assert not hasattr(made, "__dict__")


def test_a_record_that_says_nothing_still_has_an_entry() -> None:
    bare = read("organizations/cj/gol.yaml", b"cui: '1'\n", context()).record
    assert bare is not None
    made = Entry.of(bare)
    assert made.name == "gol"
    assert made.county is None
    assert made.mark("name") == (1, 1)


@pytest.mark.parametrize(("status", "off"), [("radiata", True), ("dizolvata", True), ("in_lichidare", False)])
def test_struck_off_means_that_the_organisation_is_no_more(status: str, off: bool) -> None:
    assert entry("a", registry_status=status).struck_off is off
