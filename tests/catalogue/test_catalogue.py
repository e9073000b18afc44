"""Order, what lists show, freshness, facets and counts."""

from __future__ import annotations

import random

import pytest

from conect.catalogue.catalogue import Catalogue
from conect.catalogue.entry import Entry
from conect.catalogue.facets import Facets
from conect.catalogue.freshness import NEVER, freshness
from conect.catalogue.names import letter, telling_name
from conect.catalogue.statistics import Figures, Statistics
from conect.romania.text import sort_key
from tests.catalogue.made import TODAY, entry


def catalogue(*entries: Entry) -> Catalogue:
    return Catalogue(entries, TODAY)


def test_names_stand_as_romanian_sorts_and_equal_names_by_id() -> None:
    names = ["Zidul", "Șansa", "Stejarul", "Sută", "Țara", "Tara", "Ăla", "Ara", "Âncora", "„Bucuria”", "Bucuria 2"]
    entries = [entry(f"x{at}", name) for at, name in enumerate(names)] + [entry("b"), entry("a", "Asociația B")]
    expected = [
        "Ara", "Asociația B", "Asociația B", "Ăla", "Âncora", "„Bucuria”", "Bucuria 2", "Stejarul", "Sută", "Șansa",
        "Tara", "Țara", "Zidul",
    ]  # fmt: skip
    for order in (entries, entries[::-1], entries[::2] + entries[1::2]):
        made = catalogue(*order)
        assert [e.name for e in made.entries] == expected
        assert [e.id for e in made.entries if e.name == "Asociația B"] == ["a", "b"]


def test_lists_leave_out_struck_off_and_merged_organisations() -> None:
    made = catalogue(
        entry("vie"),
        entry("radiata", registry_status="radiata"),
        entry("contopita", merged_into="vie", registry_status="dizolvata"),
        entry("in-lichidare", registry_status="in_lichidare"),
    )
    assert [e.id for e in made.current] == ["in-lichidare", "vie"]
    assert [e.id for e in made.struck_off] == ["radiata"]
    assert [e.id for e in made.listed] == ["in-lichidare", "radiata", "vie"]


@pytest.mark.parametrize(
    ("confirmed", "state", "days"),
    [
        ("2026-11-24", "fresh", 0),
        ("2025-11-24", "fresh", 365),
        ("2025-11-23", "stale", 366),
        (None, "never", None),
    ],
)
def test_a_record_is_fresh_for_365_days(confirmed: str | None, state: str, days: int | None) -> None:
    found = freshness(entry("a", confirmed_on=confirmed), TODAY)
    assert (found.state, found.days) == (state, days)


def test_freshness_says_when_it_ends() -> None:
    assert freshness(entry("a", confirmed_on="2026-09-01"), TODAY).due_on == "2027-09-01"
    # A faulty date makes no fresh record and no failure.
    assert freshness(entry("a", confirmed_on="2026-02-30"), TODAY) == NEVER


def test_to_confirm_are_stale_profiles_only() -> None:
    made = catalogue(
        entry("proaspata"),
        entry("veche", confirmed_on="2024-01-01"),
        entry("din-registru", origin="register", confirmed_on=None),
        entry("veche-si-radiata", confirmed_on="2024-01-01", registry_status="radiata"),
    )
    assert [e.id for e in made.stale] == ["veche"]
    assert [e.id for e in made.fresh(6)] == ["proaspata"]


@pytest.mark.parametrize(
    ("name", "telling", "under"),
    [
        ("Asociația Șansa", "sansa", "S"),
        ('ASOCIATIA "ȘANSA"', 'sansa"', "S"),
        ("Fundația „Casa Bunicilor”", "casa bunicilor”", "C"),
        ("Asociația Club Sportiv Fulgerul", "fulgerul", "F"),
        ("Clubul Copiilor", "copiilor", "C"),
        ("Asociația", "asociatia", "A"),
        ("Asociația 5 Minute", "5 minute", "#"),
        ("Asociativ", "asociativ", "A"),
    ],
)
def test_the_alphabetical_list_looks_past_the_legal_form(name: str, telling: str, under: str) -> None:
    assert telling_name(name) == telling
    assert letter(name) == under


def test_facets_hold_current_organisations_under_each_of_their_values() -> None:
    made = Facets(
        catalogue(
            entry("a", domains=["educatie", "cultura"]),
            entry("b", county="TM"),
            entry("c", county=None, domains=None, legal_form="fundatie", origin="register"),
            entry("d", registry_status="radiata"),
        )
    )
    assert made.counties == {"CJ": 1, "TM": 1, None: 1}
    assert {code: [e.id for e in made.of_county(code)] for code in made.counties} == {
        "CJ": ["a"],
        "TM": ["b"],
        None: ["c"],
    }
    assert made.domains == {"educatie": 2, "cultura": 1}
    assert made.county_domains == {("CJ", "educatie"): 1, ("CJ", "cultura"): 1, ("TM", "educatie"): 1}
    assert made.forms == {"asociatie": 2, "fundatie": 1}
    assert made.struck_off_counties == {"CJ": 1}


def test_each_group_holds_as_many_as_are_counted_in_the_catalogues_order() -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    counties, domains = ["CJ", "TM", "IS", "AB", "B", "SJ", None], ["educatie", "cultura", "sport"]
    some = [
        entry(
            f"x{number}",
            f"Asociația {chance.choice('ABCDEFGH')}{number}",
            county=chance.choice(counties),
            domains=chance.sample(domains, chance.randrange(3)) or None,
            legal_form=chance.choice(["asociatie", "fundatie"]),
            registry_status=chance.choice(["inregistrata"] * 4 + ["radiata"]),
        )
        for number in range(120)
    ]
    made = catalogue(*some)
    facets = Facets(made)
    for find, counted, value in (
        (facets.of_county, facets.counties, lambda e: [e.county]),
        (facets.of_domain, facets.domains, lambda e: e.domains),
        (facets.of_form, facets.forms, lambda e: [e.legal_form]),
        (facets.of_letter, facets.letters, lambda e: [letter(e.name)]),
    ):
        # Twice: the first groups are picked out one by one, the later ones sorted all at once.
        for key in [*counted, *counted]:
            order = (
                sorted(made.current, key=lambda e: (sort_key(telling_name(e.name)), e.id))
                if find == facets.of_letter
                else made.current
            )
            assert find(key) == [e for e in order if key in value(e)]
            assert len(find(key)) == counted[key] > 0
    for (county, domain), count in facets.county_domains.items():
        found = facets.of_county_domain(county, domain)
        assert found == [e for e in made.current if e.county == county and domain in e.domains]
        assert len(found) == count


def test_counts() -> None:
    made = catalogue(
        entry("a", founded_on="2005-03-14"),
        entry("b", county="TM", confirmed_on="2020-01-01", national_registry_number="1/A/2010"),
        entry("c", county=None, origin="register", confirmed_on=None, domains=None),
        entry("d", registry_status="radiata", founded_on="1999"),
    )
    assert Figures.of(made) == Figures(organizations=3, profiles=2, counties_covered=2, confirmed_year=1)
    counted = Statistics.of(made)
    assert dict(counted.counties) == {"CJ": 1, "TM": 1, None: 1}
    assert dict(counted.years) == {2005: 1, 2010: 1}
    assert counted.undated == 1
    assert dict(counted.freshness) == {"fresh": 1, "stale": 1, "register": 1}


def test_an_empty_catalogue_counts_nothing() -> None:
    made = catalogue()
    assert Figures.of(made) == Figures(0, 0, 0, 0)
    assert Statistics.of(made).undated == 0
    assert Facets(made).letters == {}
    assert Facets(made).of_letter("A") == []
