"""What the register's file says of the changed records. The file is read by whoever asks; here it is only compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from conect.catalogue.names import skeleton
from conect.review.facts import Fact, Words, compare
from conect.review.nearby import place
from conect.review.sides import Judged

COMPARED = ("name", "legal_form", "national_registry_number", "registry_status", "county", "locality")
"""What the register and a record both say."""


class Sought(NamedTuple):
    """By what a record is looked for."""

    number: str | None
    name: str


class Listed(NamedTuple):
    """One entry of the register as values of a record, and where it stands (file and row)."""

    values: Mapping[str, Any]
    source: str


Register = Callable[[Sequence[Sought]], Sequence[Sequence[Listed]]]
"""Returns for each record sought the entries that bear its number or its name."""


class Official(NamedTuple):
    """What the register says of a record: by what it was found, where, and in what the two differ (register → record).

    ``alike`` counts the entries that fit equally well.
    """

    path: str
    found_by: Literal["number", "name", "nothing"]
    source: str | None
    differences: list[Fact]
    alike: int = 1


def ask(register: Register, judged: Sequence[Judged], words: Words) -> list[Official]:
    """Return what the register says of each readable record that is new or in which it has a say."""
    asked = [each for each in judged if _concerned(each)]
    sought = [
        Sought(_values(each).get("national_registry_number"), str(_values(each).get("name", ""))) for each in asked
    ]
    answers = register(sought)
    return [_official(each, listed, words) for each, listed in zip(asked, answers, strict=True)]


def _concerned(each: Judged) -> bool:
    if each.new is None or each.new.entry is None:
        return False
    return each.old is None or bool(each.keys & {*COMPARED, "origin", "cui"})


def _values(each: Judged) -> dict[str, Any]:
    return each.new.values if each.new else {}


def _official(each: Judged, listed: Sequence[Listed], words: Words) -> Official:
    values = {key: value for key, value in _values(each).items() if key in COMPARED}
    number, name = values.get("national_registry_number"), skeleton(str(values.get("name", "")))
    here = place(values.get("county"), values.get("locality"))

    def likeness(item: Listed) -> tuple[bool, bool, bool]:
        said = item.values
        return (
            number is not None and said.get("national_registry_number") == number,
            skeleton(str(said.get("name", ""))) == name,
            place(said.get("county"), said.get("locality")) == here,
        )

    ranked = sorted(listed, key=likeness, reverse=True)
    if not ranked or not any(likeness(ranked[0])[:2]):
        return Official(each.pair.path, "nothing", None, [])
    best = ranked[0]
    by_number = likeness(best)[0]
    alike = sum(1 for item in ranked if likeness(item) == likeness(best))
    said = {key: best.values[key] for key in COMPARED if key in best.values}
    # What one of the two does not say is no contradiction, nor is a name written in another way.
    differences = [
        fact
        for fact in compare(said, values, words)
        if fact.old is not None and fact.new is not None and not (fact.key == "name" and likeness(best)[1])
    ]
    return Official(each.pair.path, "number" if by_number else "name", best.source, differences, alike)
