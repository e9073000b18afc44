"""A record read by its parts is the record that the strict parser reads as a whole, or it is left to that parser."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conect.records import blocks
from conect.records.blocks import read_sound
from conect.records.problems import Pointer
from conect.records.reader import read_whole
from conect.records.writer import dump
from tests.records.examples import BASE, PLACE, ROOT, context, with_keys

CONTEXT = context()

REGISTER = """\
name: Asociația „Exemplu” pentru Lectură
legal_form: asociatie
national_registry_number: "12/A/2005"
public_utility:
  act: "HG 123/2008"
  date: "2008-02-14"
county: CJ
locality: Cluj-Napoca
purpose: De sunt proiect siguranță. Copii (și) nouă în software; prima "cele" cursuri.
memberships: [una, alta]
former_names:
  - Una
  - 'Alta'
finances:
  - year: 2024
    revenue: 120000
demo: true
origin: register
sources:
  - field: name
    name: Registrul național ONG
    date: "2026-03-09"
"""

ODD = [
    "\n",
    "\n\n",
    " ",
    "  ",
    ": ",
    ":",
    " #",
    "#",
    '"',
    "'",
    "\\",
    "|",
    ">",
    "-",
    "- ",
    "?",
    "? ",
    "[",
    "]",
    "{",
    "}",
]
ODD += [
    ",",
    "&a ",
    "*a",
    "!",
    "%",
    "@",
    "`",
    "---\n",
    "...\n",
    "\n---\n",
    "\t",
    "\r",
    "\u00a0",
    "\ufeff",
    "\u2028",
    "a",
]
ODD += [
    "0",
    "null",
    "~",
    "true",
    "\ufffd",
    "\x85",
    "|-",
    "|+",
    "|1",
    ">-",
    "\n\n\n",
    "\n  ",
    "\nname: x\n",
    "\nid\n",
    "<<",
]


def pointers(value: Any, here: Pointer = ()) -> list[Pointer]:
    """Every pointer into a value, that of the value itself first."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(pointer for key, item in inside for pointer in pointers(item, (*here, key)))]


def same(text: str, remembering: bool = False) -> bool:
    """Hold the reading by parts to the reading as a whole; tell whether there was a record."""
    data = text.encode("utf-8", "surrogatepass")
    given = CONTEXT if remembering else context()
    record = read_sound(PLACE, data, given)
    if record is None:
        return False
    whole, problems = read_whole(PLACE, data, given)
    assert {problem.rule for problem in problems} <= {"missing-key"}, text
    assert whole is not None
    assert repr(record.values) == repr(whole.values), text  # the order of the keys and the types as well
    for pointer in [*pointers(whole.values), ("iban",), ("iban", 2), ("name", 1)]:
        assert record.mark(pointer) == whole.mark(pointer), (text, pointer)
        assert record.mark(pointer, key=True) == whole.mark(pointer, key=True), (text, pointer)
    return True


@pytest.mark.parametrize("text", [BASE, REGISTER])
def test_a_sound_record_is_read_by_its_parts(text: str) -> None:
    assert same(text)


def test_the_records_of_the_example_catalogue_are_read_by_their_parts() -> None:
    found = sorted((ROOT / "content" / "organizations").rglob("*.yaml"))
    read = [same(path.read_text("utf-8"), remembering=True) for path in found]
    assert sum(read) > len(read) / 2


@pytest.mark.parametrize("text", [BASE, REGISTER])
def test_changes_of_one_place_never_part_the_two_readings(text: str) -> None:
    # At every place some odd pieces, put in or in place of a character or two.
    for at in range(len(text)):
        for turn in range(3):
            odd = ODD[(7 * at + 17 * turn) % len(ODD)]
            same(text[:at] + odd + text[at + turn :], remembering=True)


_KEYS = ["name:", "summary:", "domains:", "volunteering:", "logo:", "demo: true", "county: CJ", 'cui: "30339344"']
_SIGNS = [" ", "\n", "\n  ", "- ", " |", " |-", " >", '"', "'", "#", ": ", "{", "}"]
_PIECES = st.sampled_from([*_KEYS, *_SIGNS, " [educatie]", "educatie", "x", "\n  accepts: true"])


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
@example('name: "A\nsummary: b"')
@example("name: [A,\nsummary: b]")
@example("name: A\n\n\nsummary: b")
@example("description: |\n\n  a\n   b\n\n\n")
@example("description: |+\n  a\n\ncounty: CJ")
@example("description: |1\n  a\ncounty: CJ")
@example("description: |\n  a\n b\ncounty: CJ")
@example("domains:\n- educatie\ncounty: CJ")
@example("name: A\nname: A\n")
@example("name:\nA\ncounty: CJ")
@example("name: A\n...\ncounty: CJ")
@example("name:\n  A\n  b\ncounty: CJ")
@example("name: A # b\ncounty:   CJ\n# c\n")
def test_pieces_of_yaml_never_part_the_two_readings(text: str) -> None:
    same(text + "\n")
    same(with_keys(text + "\n"))


_TEXT = st.text(st.sampled_from("aZșĂ09 .,:#'\"\\-|>&*!%@`[]{}?=~\n\u00a0\t"), min_size=1, max_size=60)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(["name", "summary", "purpose", "description", "locality", "court"]), _TEXT))
def test_what_the_writer_writes_is_never_read_otherwise(values: dict[str, str]) -> None:
    same(dump(values))
    same(with_keys(dump(values)))


def test_a_remembered_part_is_not_taken_for_a_second_key() -> None:
    assert read_sound(PLACE, (BASE + "county: CJ\n").encode(), CONTEXT) is None


def test_parts_count_together_towards_the_most_that_a_record_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    data = REGISTER.encode()
    monkeypatch.setattr(blocks, "MAX_NODES", 27)
    assert read_sound(PLACE, data, context()) is not None
    monkeypatch.setattr(blocks, "MAX_NODES", 26)
    assert read_sound(PLACE, data, context()) is None
