"""The writer changes what it is asked to change and not a character more."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conect.records import emit
from conect.records.writer import DELETE, EditError, dump, edit
from conect.records.yaml_events import parse

SOURCE = """\
# Fișa noastră
name: Asociația "X"   # denumirea

# codul fiscal
cui: 30339344 # vechi
county:  CJ
domains: [ educatie,  cultura ]
description: |
  Una
  # nu este un comentariu

# legături
memberships:
  - alfa   # prima
  # despre beta
  - beta
translations:
  en:
    name: "X"  # în engleză
    summary: abc
sources:
  - field: name   # câmp
    name: R
    date: "2026-03-09"
"""

# Text that tempts YAML: indicators, breaks, spaces, numbers, letters of many scripts.
TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("ab :#-\n\"'\\,[]{}!&*|>%@`?~=<019țA\t. \r")), st.characters(codec="utf-8")
    ),
    min_size=1,
    max_size=20,
)


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({("cui",): "30339344"}, "cui: 30339344 # vechi", 'cui: "30339344" # vechi'),
        ({("county",): "NO"}, "county:  CJ", 'county:  "NO"'),
        ({("name",): "A: b"}, 'name: Asociația "X"   #', 'name: "A: b"   #'),
        ({("domains", 0): "joc, sport"}, "[ educatie,", '[ "joc, sport",'),
        ({("translations", "en", "name"): "Y z"}, '    name: "X"  # în', "    name: Y z  # în"),
        ({("sources", 0, "date"): "2026-04-01"}, '"2026-03-09"', '"2026-04-01"'),
        ({("county",): DELETE}, "county:  CJ\n", ""),
        ({("memberships",): ["beta"]}, "  - alfa   # prima\n", ""),
        ({("memberships",): ["alfa", "beta", "gama"]}, "  - beta\n", "  - beta\n  - gama\n"),
        ({("translations", "hu"): {"name": "No"}}, "    summary: abc\n", '    summary: abc\n  hu:\n    name: "No"\n'),
        ({("demo",): True}, "\nsources:", "\ndemo: true\nsources:"),
        ({("locality",): "Cluj-Napoca"}, "county:  CJ\n", "county:  CJ\nlocality: Cluj-Napoca\n"),
        (
            {("description",): "Nou\n\ntext"},
            "description: |\n  Una\n  # nu este un comentariu\n",
            "description: |-\n  Nou\n\n  text\n",
        ),
    ],
)
def test_an_edit_changes_one_place_and_nothing_else(
    changes: dict[tuple[str | int, ...], object], old: str, new: str
) -> None:
    assert SOURCE.count(old) == 1
    assert edit(SOURCE, changes) == SOURCE.replace(old, new)


def test_windows_line_ends_stay() -> None:
    assert edit("name: X\r\ncui: a\r\n", {("cui",): "1", ("demo",): True}) == 'name: X\r\ncui: "1"\r\ndemo: true\r\n'


def test_a_markdown_record_keeps_its_body_and_takes_a_new_one() -> None:
    source = "---\nname: X # nume\n---\n\nCorp.\n"
    assert edit(source, {("name",): "Y"}, markdown=True) == '---\nname: "Y" # nume\n---\n\nCorp.\n'
    assert edit(source, {("description",): "Nou."}, markdown=True) == "---\nname: X # nume\n---\n\nNou.\n"


@pytest.mark.parametrize("source", ["name: [", "- a\n", "name: a\nname: b\n"])
def test_text_that_cannot_be_read_is_refused(source: str) -> None:
    with pytest.raises(EditError):
        edit(source, {("name",): "X"})


def test_a_new_record_has_the_declared_order_and_quotes_only_what_needs_them() -> None:
    text = dump({"demo": True, "cui": "30339344", "name": "Asociația „X”", "domains": ["educatie"], "purpose": "a\nb"})
    assert text == ('name: Asociația „X”\ncui: "30339344"\ndomains: [educatie]\npurpose: |-\n  a\n  b\ndemo: true\n')


@settings(max_examples=300, deadline=None)
@given(TEXT, TEXT)
def test_what_is_written_reads_back_as_it_was(first: str, second: str) -> None:
    values = {"k": first, "l": [first, second], "m": {"n": second, "o": [{"p": first}]}}
    text = "".join(f"{line}\n" for key, value in values.items() for line in emit.block(key, value))
    tree, problems = parse("x", text)
    assert not [problem for problem in problems if problem.rule != "file-characters"]
    assert tree.value == values
    assert yaml.safe_load(text) == values


@settings(max_examples=200, deadline=None)
@given(TEXT, st.lists(TEXT, min_size=1, max_size=4))
def test_any_value_can_be_edited_in(value: str, items: list[str]) -> None:
    visible = [text for text in (value, *items) if not parse("", emit.double_quoted(text))[1]]
    if len(visible) < len(items) + 1:
        return
    edited = edit(SOURCE, {("county",): value, ("memberships",): items, ("purpose",): value})
    tree, problems = parse("x", edited)
    assert not problems
    assert (tree.value["county"], tree.value["memberships"], tree.value["purpose"]) == (value, items, value)
