"""What is generated from the declaration: it is up to date, a true JSON Schema, and judges as the reader does."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from conect.cli.schema import generated
from conect.records.declaration import FIELDS
from conect.records.fields import walk
from conect.records.reference import fields_page
from conect.records.schema import organization_schema
from tests.records.examples import BASE, ROOT, problems_of, vocabularies, with_keys

SCHEMA = organization_schema(vocabularies())
GENERATED = generated(ROOT / "content")


@pytest.mark.parametrize("name", GENERATED)
def test_generated_files_are_up_to_date(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == GENERATED[name], "write “conect schema”"


def faults(values: dict[str, Any]) -> list[str]:
    """Where the schema refuses a record."""
    return sorted("/".join(map(str, e.absolute_path)) for e in Draft202012Validator(SCHEMA).iter_errors(values))


def values(keys: str = "") -> dict[str, Any]:
    """The small valid record with ``keys``, as a YAML 1.1 editor reads it."""
    read: dict[str, Any] = yaml.safe_load(with_keys(keys))
    return read


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_valid_record_passes() -> None:
    assert faults(values()) == []


def test_all_example_records_pass() -> None:
    paths = sorted((ROOT / "content/organizations").glob("*/*.yaml"))
    assert paths
    assert {path.name: found for path in paths if (found := faults(yaml.safe_load(path.read_text("utf-8"))))} == {}


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ("cui: 30339344\n", "cui"),
        ("legal_form: fundatia\n", "legal_form"),
        ("county: Cluj\n", "county"),
        ("domains: []\n", "domains"),
        ("domains: [educatie, educatie]\n", "domains"),
        ("domains: [educatie, lectura]\n", "domains/1"),
        ("summary: Scurt\n", "summary"),
        ("website: http://example.org\n", "website"),
        ("social: {facebook: https://example.org/x}\n", "social/facebook"),
        ("social: {facebook: https://facebook.com.example.org/x}\n", "social/facebook"),
        ("founded_on: '2005-13-01'\n", "founded_on"),
        ("postal_code: 010101\n", "postal_code"),
        ("finances: [{year: 2024, revenue: -1}]\n", "finances/0/revenue"),
        ("finances: [{revenue: 1}]\n", "finances/0"),
        ("public_utility: {date: '2008-02-14'}\n", "public_utility"),
        ("volunteering: {accepts: da}\n", "volunteering/accepts"),
        ("telefon: '1'\n", ""),
        ("origin: register\n", ""),
    ],
)
def test_what_the_reader_refuses_the_editor_marks(keys: str, where: str) -> None:
    assert faults(values(keys)) == [where]
    assert [problem for problem in problems_of(keys) if problem.level == "error"]


@pytest.mark.parametrize("keys", ["founded_on: '2005'\n", "social: {x: https://www.twitter.com/exemplu}\n"])
def test_what_the_reader_takes_the_editor_does_not_mark(keys: str) -> None:
    assert faults(values(keys)) == []


def test_a_profile_lacks_what_it_needs() -> None:
    whole = values()
    needed = {f.key for f in FIELDS if f.required & {"always", "organization"}}
    for key in whole:
        lacking = {k: v for k, v in whole.items() if k != key}
        assert faults(lacking) == ([""] if key in needed else []), key


@pytest.mark.parametrize("field", [f for f in FIELDS if f.example != ""], ids=lambda field: field.key)
def test_a_fields_example_is_a_good_one(field: Any) -> None:
    found = Draft202012Validator(SCHEMA["properties"][field.key]).iter_errors(field.example)
    assert list(found) == [] or field.key == "description"  # its example is only the beginning of one


def test_terms_have_their_labels() -> None:
    form = SCHEMA["properties"]["legal_form"]
    assert form["enum"][0] == "asociatie"
    assert form["enumDescriptions"][0] == "Asociație / Association"
    assert len(form["enum"]) == len(form["enumDescriptions"]) == len(vocabularies()["legal-forms"])


def test_the_reference_has_every_field_in_both_languages() -> None:
    page = fields_page()
    for path, field in walk(FIELDS):
        heading = f"### {path[0]}\n" if len(path) == 1 else f"- `{field.key}`: {field.label.ro} / {field.label.en}"
        assert heading in page, path
        assert field.label.en in page
    assert "250 de caractere" in page and "20 caractere" not in page


def test_editors_judge_records_alone() -> None:
    patterns = re.findall(r"content/[^\"]+", GENERATED[".vscode/settings.json"])
    assert patterns == ["content/organizations/**/*.yaml"]


def test_the_base_of_these_tests_is_valid() -> None:
    assert problems_of(BASE) == []
