"""One table of values for both sides: what is said of each in Python stands in it, and the browser must say the same.

``python -m tests.form.test_vectors`` writes the table anew after a change of a rule; the change is then read as a diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conect.records.declaration import FIELDS
from conect.records.fields import Sequence, walk
from conect.records.implicit import taken_for_another_type
from conect.records.rule import RULES
from tests.form.cases import Case, cases, together
from tests.form.conftest import Judges
from tests.form.judging import ID, JUDGED, OF_THE_FILE, Values, base, by_python, differences
from tests.form.values import YAML

TABLE = Path(__file__).with_name("vectors.json")
QUOTES = [
    *YAML,
    "Exemplu",
    "30339344",
    "12/A/2005",
    "CJ",
    "NO",
    "+40264123456",
    "a: b",
    "e5",
    "1.2.3",
    "2005-13",
    "0o9",
    "yess",
    "-",
    ".",
]

IDS = [
    "asociatia-2",
    "a" * 80,
    "a" * 81,
    "Asociatia_Exemplu",
    "asociația",
    "-a",
    "a--b",
    "șșș!",
    "!",
    "pagina",
    "en",
    "404",
]


def said(values: Values, id: str = ID) -> list[list[str]]:
    return [[each.rule, each.level, each.ro, each.en] for each in by_python(values, id)[0]]


def table() -> dict[str, list[dict[str, Any]]]:
    """The whole table as Python fills it in."""
    return {
        "fields": [
            {"field": case.path, "value": case.value, "accepted": case.accepted, "says": said(case.record())}
            for case in cases()
        ],
        "records": [{"values": values, "says": said(values)} for values in together()],
        "ids": [{"id": id, "says": said(base(), id)} for id in IDS],
        "quotes": [{"text": text, "needed": taken_for_another_type(text)} for text in QUOTES],
    }


def shown(tables: dict[str, list[dict[str, Any]]]) -> str:
    """The table as its file holds it: one case a line."""
    parts = []
    for name, rows in tables.items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f"{json.dumps(name)}: [\n{lines}\n]")
    # A refused character would vanish in an editor.
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    return "".join(char if char == "\n" or char.isprintable() else f"\\u{ord(char):04x}" for char in text)


@pytest.fixture(scope="module")
def vectors() -> dict[str, list[dict[str, Any]]]:
    read: dict[str, list[dict[str, Any]]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return read


def test_python_says_what_the_table_holds(vectors: dict[str, list[dict[str, Any]]]) -> None:
    made = table()
    assert made.keys() == vectors.keys()
    for name, rows in made.items():
        for row, kept in zip(rows, vectors[name], strict=True):
            assert row == kept
    assert TABLE.read_text(encoding="utf-8") == shown(made)


def test_values_are_accepted_and_refused_as_their_author_meant(vectors: dict[str, list[dict[str, Any]]]) -> None:
    assert [row for row in vectors["fields"] if row["accepted"] == bool(row["says"])] == []


def test_the_browser_says_the_same(judges: Judges, vectors: dict[str, list[dict[str, Any]]]) -> None:
    records = [
        *(Case(row["field"], row["value"], row["accepted"]).record() for row in vectors["fields"]),
        *(row["values"] for row in vectors["records"]),
    ]
    found = judges.records(records)
    assert [diff for each in zip(records, found, strict=True) if (diff := differences(*each))] == []


def test_the_browser_says_the_same_of_ids(judges: Judges, vectors: dict[str, list[dict[str, Any]]]) -> None:
    for row in vectors["ids"]:
        [found] = judges.records([base()], id=row["id"])
        assert differences(base(), found, row["id"]) == []


def test_the_browser_quotes_the_same_texts(judges: Judges, vectors: dict[str, list[dict[str, Any]]]) -> None:
    texts = [row["text"] for row in vectors["quotes"]]
    needed = judges.run("(texts) => texts.map(judging.mustQuote)", texts)
    assert needed == [row["needed"] for row in vectors["quotes"]]
    assert set(needed) == {True, False}


def test_every_field_has_values_that_are_accepted_and_refused(vectors: dict[str, list[dict[str, Any]]]) -> None:
    for accepted in (True, False):
        assert {row["field"] for row in vectors["fields"] if row["accepted"] is accepted} == {
            ".".join(path) for path, _ in walk(FIELDS)
        }


def test_every_rule_that_the_browser_judges_refuses_and_lets_pass(vectors: dict[str, list[dict[str, Any]]]) -> None:
    fields, records = vectors["fields"], vectors["records"]
    refused = {rule for row in [*fields, *records, *vectors["ids"]] for rule, *_ in row["says"]}
    assert refused == JUDGED
    of_fields = {rule.id for rule in RULES.values() if rule.scope == "field"}
    assert of_fields - OF_THE_FILE <= refused
    # What a primitive judges passes it somewhere.
    judging = {
        check.rule_id: {".".join(path)}
        for path, field in walk(FIELDS)
        for check in getattr(field.kind.item if isinstance(field.kind, Sequence) else field.kind, "checks", ())
    }
    passing = {row["field"] for row in fields if not row["says"]}
    assert all(paths & passing for paths in judging.values())


if __name__ == "__main__":
    TABLE.write_text(shown(table()), encoding="utf-8")
