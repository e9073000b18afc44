"""The form's writer and Python's: the same bytes for a new record, and edits that Python reads back as meant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from conect.records.declaration import FIELDS
from conect.records.source import split_front_matter
from conect.records.writer import dump
from conect.records.yaml_events import parse
from tests.browser.visitor import Visitor

CONTENT = Path(__file__).resolve().parents[2] / "content" / "organizations"
ORDER = [field.key for field in FIELDS]
RECORDS = sorted(path for path in CONTENT.rglob("*") if path.suffix in {".yaml", ".md"})
ODD = (
    "NO", "yes", "null", "~", "2005", "010101", "1.10", "12:30:45", "0x1f", "1_000", ".inf", "2026-03-09", "=", "<<",
    "y", "true", "- a", "a: b", "a:", "a #b", "#a", "a, b", "[a]", "{a}", "a ", " a", "„a”", '"a"', "'a'", "a\\b", "@a",
    "&a", "*a", "!a", "%a", "|", ">", "?", "a?b", "²", "Ⅳ", "ș", "Șț", "a\tb", "a\nb", "a\n\nb", "a\n  b", "  a\nb",
    "a\n", "…", "🙂", "https://a.example/?q=1#x", "mailto:a@b.example", "0264", "e10", "1e3", "Infinity", "a" * 120,
    "x: |", "---",
)  # fmt: skip


@pytest.fixture(scope="module")
def page(chromium: Browser, site: str) -> Iterator[Page]:
    visitor = Visitor(chromium, site)
    page = visitor.open("/propune/")
    page.evaluate(
        """async () => {
          window.writer = await import("/theme/js/form/emit.js");
          window.editor = await import("/theme/js/form/edit.js");
        }"""
    )
    yield page
    visitor.close()
    assert visitor.faults == []


def written(page: Page, values: dict[str, Any]) -> str:
    text: str = page.evaluate(
        "([values, order]) => writer.dump(JSON.parse(values), order)", [json.dumps(values), ORDER]
    )
    return text


def edited(page: Page, text: str, changes: dict[str, Any], *, markdown: bool = False) -> str | None:
    """The text with changes made; None where the editor refuses. None as a change takes the key out."""
    found: str | None = page.evaluate(
        """([text, changes, order, markdown]) => {
          const wanted = Object.fromEntries(Object.entries(JSON.parse(changes)).map(([k, v]) => [k, v ?? undefined]));
          try { return editor.edit(text, wanted, order, markdown); }
          catch (error) { if (error instanceof editor.EditError) return null; throw error; }
        }""",
        [text, json.dumps(changes), ORDER, markdown],
    )
    return found


def front_of(text: str, *, markdown: bool) -> str:
    parts = split_front_matter(text) if markdown else None
    return parts[0] if parts else text


def said(text: str) -> dict[str, Any]:
    tree, problems = parse("", text)
    assert problems == [], problems
    return dict(tree.value)


def raw(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: raw(item) for key, item in value.items()}
    if isinstance(value, list):
        return [raw(item) for item in value]
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_records_are_read_as_python_reads_them(page: Page, path: Path) -> None:
    text, markdown = path.read_text("utf-8"), path.suffix == ".md"
    values = page.evaluate("([text, markdown]) => editor.parse(text, markdown)", [text, markdown])
    if markdown:
        values.pop("description")
    expected = said(front_of(text, markdown=markdown))
    assert values == expected
    assert list(values) == list(expected)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_records_are_written_as_python_writes_them(page: Page, path: Path) -> None:
    values = said(front_of(path.read_text("utf-8"), markdown=path.suffix == ".md"))
    assert written(page, values) == dump(values)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_written_as_python_writes_them(page: Page, text: str) -> None:
    values = {
        "name": text,
        "former_names": [text, "a"],
        "social": {"x": text},
        "projects": [{"title": text, "url": text}],
    }
    assert written(page, values) == dump(values)


_TEXT = st.one_of(
    st.sampled_from(ODD),
    st.text(st.sampled_from("aăș-:# ,[]{}?'\"\\\n0123456789.🙂&*!|>%@`~="), min_size=1, max_size=40),
)
_TIDY = _TEXT.map(lambda text: "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()).filter(bool)
_FLAT = st.one_of(_TIDY, st.booleans(), st.integers(0, 10**9))
_GROUP = st.dictionaries(st.sampled_from(["year", "title", "url", "start"]), _FLAT, min_size=1)
_VALUE = st.one_of(_FLAT, st.lists(_TIDY, min_size=1, max_size=5), _GROUP, st.lists(_GROUP, min_size=1, max_size=4))
_CHANGES = st.dictionaries(st.sampled_from(["name", "cui", "social", "domains", "finances", "address", "logo"]), _VALUE)
_SEARCHING = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@_SEARCHING
@given(values=_CHANGES.filter(bool))
def test_any_values_are_written_as_python_writes_them(page: Page, values: dict[str, Any]) -> None:
    assert written(page, values) == dump(values)


COMMENTED = """\
# sus
name: 'Asociația Exemplu' # numele

cui: "9999989"
# adresa
address: Strada Exemplului nr. 1
domains: # toate
  # prima
  - educatie # a
  - cultura
description: |
  Un rând.

  Al doilea.

# contact
social:
  # una
  facebook: https://www.facebook.com/exemplu
  x: https://x.com/exemplu # alta
finances:
  # primul an
  - year: 2023 # da
    revenue: 1
  - year: 2024
    # sub el
    revenue: 2
logo: {file: a.png, alt: Sigla}
"""


@_SEARCHING
@given(changes=_CHANGES.filter(bool), gone=st.sets(st.sampled_from(["cui", "address", "social", "domains"])))
def test_any_change_reads_back_as_it_was_meant(page: Page, changes: dict[str, Any], gone: set[str]) -> None:
    wanted = said(COMMENTED) | raw(changes)
    asked = changes | dict.fromkeys(gone - set(changes))
    for key in gone - set(changes):
        del wanted[key]
    text = edited(page, COMMENTED, asked)
    assert text is not None
    assert said(text) == wanted
    assert text.startswith("# sus\n")
    assert "\n# contact\n" in text or "social" in gone
    untouched = "description: |\n  Un rând.\n\n  Al doilea.\n"
    assert untouched in text


@pytest.mark.parametrize("path", RECORDS[::6], ids=lambda path: path.stem)
def test_each_key_can_go_and_come_back(page: Page, path: Path) -> None:
    text, markdown = path.read_text("utf-8"), path.suffix == ".md"
    values = said(front_of(text, markdown=markdown))
    for key in values:
        without = edited(page, text, {key: None}, markdown=markdown)
        assert without is not None
        assert said(front_of(without, markdown=markdown)) == {k: v for k, v in values.items() if k != key}
        back = edited(page, without, {key: values[key]}, markdown=markdown)
        assert back is not None
        assert said(front_of(back, markdown=markdown)) == values


@pytest.mark.parametrize(
    ("text", "changes", "result"),
    [
        ("name: a\r\ncui: b\r\n", {"cui": "12"}, 'name: a\r\ncui: "12"\r\n'),
        ("\ufeffname: a\n", {"name": "b"}, "\ufeffname: b\n"),
        ("name: a", {"name": "b", "cui": "12"}, 'name: b\ncui: "12"\n'),
        ("cui: a\n", {"name": "b"}, "name: b\ncui: a\n"),
        ("name: a\ndomains: [a, b] # două\n", {"domains": ["a", "c", "d"]}, "name: a\ndomains: [a, c, d] # două\n"),
        (
            "name: a\ndomains:\n- a # unu\n- b\n",
            {"domains": ["a", "b", "c"]},
            "name: a\ndomains:\n- a # unu\n- b\n- c\n",
        ),
        ("name: a\nsocial:\n    x: b # unu\n", {"social": {"x": "c"}}, "name: a\nsocial:\n    x: c # unu\n"),
        ("---\nname: a\n---\n\nText.\n", {"description": "Alt text."}, "---\nname: a\n---\n\nAlt text.\n"),
    ],
)
def test_line_ends_marks_and_styles_stay(page: Page, text: str, changes: dict[str, Any], result: str) -> None:
    assert edited(page, text, changes, markdown=text.startswith("---")) == result


@pytest.mark.parametrize("text", ["{name: a, cui: b}\n", "- a\n", "name: [a\n", "name: a\nname: b\n"])
def test_what_cannot_be_kept_is_refused(page: Page, text: str) -> None:
    assert edited(page, text, {"name": "b"}) is None
