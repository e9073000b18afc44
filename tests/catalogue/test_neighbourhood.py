"""The few records among which an error of a changed catalogue is sought."""

from __future__ import annotations

import random

import pytest

from conect.catalogue import rules
from conect.catalogue.catalogue import linked_among
from conect.catalogue.entry import Entry
from conect.catalogue.rules.neighbourhood import neighbourhood
from tests.catalogue.made import entry
from tests.records.examples import context


def errors(entries: list[Entry]) -> list[tuple[str, str]]:
    """Return the records at fault and the rules that they break."""
    return [(problem.path, problem.rule) for problem in rules.check(entries, context(), level="error")]


def made(some: random.Random, id: str) -> Entry:
    """Return a record that has much in common with others."""

    def perhaps(*values: str) -> str | None:
        return some.choice(values) if some.random() < 0.2 else None

    ids = ("alfa", "beta", "gama", "delta", "Alfa", "omega")
    return entry(
        id,
        some.choice(("Asociația Alfa", "Asociația „ALFA”", f"Asociația {id}")),
        county="CJ",
        origin="organization",
        cui=perhaps("1", "2", "3"),
        parent=perhaps(*ids),
        merged_into=perhaps(*ids),
        memberships=tuple(filter(None, (perhaps(*ids),))),
        former_ids=tuple(filter(None, (perhaps(*ids, "veche"),))),
    )


@pytest.mark.parametrize("seed", range(8))
def test_every_error_of_a_change_shows_among_the_few(seed: int) -> None:
    some = random.Random(seed)  # noqa: S311 - a repeatable choice of examples
    found = 0
    for _ in range(400):
        ids = ["alfa", "beta", "gama", "delta", "epsilon", "alfa-doi", "beta-doi", "zeta"]
        before = {id: made(some, id) for id in some.sample(ids, 6)}
        while wrong := {path.rpartition("/")[2].rpartition(".")[0] for path, _ in errors(list(before.values()))}:
            before = {id: each for id, each in before.items() if id not in wrong}
        after = dict(before)
        gone = some.sample(sorted(after), min(len(after), some.randrange(2)))
        for id in gone:
            del after[id]
        changed = {id: made(some, id) for id in some.sample(ids, some.randrange(1, 3))}
        after |= changed
        ordered = sorted(after.values(), key=lambda each: each.path)
        expected = errors(ordered)
        assert errors(neighbourhood(ordered, list(changed.values()), linked_among(ordered))) == expected
        found += bool(expected)
    assert found > 50


def test_who_has_nothing_to_do_with_the_change_is_left_out() -> None:
    others = [entry(f"alta-{number}", f"Asociația {number} cu alt nume") for number in range(20)]
    one = entry("alfa", "Asociația Alfa")
    assert neighbourhood([*others, one], [one], []) == [one]
