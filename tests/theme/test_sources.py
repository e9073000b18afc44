"""What templates, styles and scripts may not hold: markup let through, anything inline, anything from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .harness import THEME

TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
SHIPPED = [
    *TEMPLATES,
    *sorted(path for path in (THEME / "static").rglob("*") if path.is_file() and "vendor" not in path.parts),
]
# Pelican's own pages are the repository's, reviewed as code is; everything else that is not text comes as Markup.
SAFE = {("page.html", "page.content|safe")}


def named(path: Path) -> str:
    return path.relative_to(THEME).as_posix()


def without_comments(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S)


def test_markup_is_let_through_only_where_it_is_known() -> None:
    found = {
        (path.name, use.replace(" ", ""))
        for path in TEMPLATES
        for use in re.findall(r"[\w.]+\s*\|\s*safe\b", without_comments(path))
    }
    assert found == SAFE
    for path in TEMPLATES:
        text = without_comments(path)
        assert text.count("|safe") + text.count("| safe") == sum(1 for name, _ in SAFE if name == path.name)
        assert not re.search(r"autoescape|Markup|mark_safe|forceescape", text), named(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_nothing_inline(path: Path) -> None:
    text = without_comments(path)
    assert not re.search(r"<style\b", text, re.I)
    assert not re.search(r"\sstyle\s*=", text, re.I)
    assert not re.search(r"\son[a-z]+\s*=", text, re.I)
    assert not re.search(r"javascript:", text, re.I)
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.I | re.S):
        if re.search(r'type="application/(ld\+)?json"', attributes):
            assert re.fullmatch(r"\{\{ \w+\|tojson \}\}", body)  # data, which is never run
        else:
            assert "src=" in attributes
            assert not body.strip()


@pytest.mark.parametrize("path", SHIPPED, ids=named)
def test_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?://|[\"'(=]//", text, re.I)
    if path.suffix == ".css":
        assert not re.search(r"@import|url\(|expression\(", text)


def test_the_script_is_small_and_writes_only_text() -> None:
    path = THEME / "static" / "js" / "conect.js"
    text = path.read_text("utf-8")
    assert path.stat().st_size <= 2048
    writes = r"innerHTML|outerHTML|insertAdjacent|document\.write|setAttribute"
    assert not re.search(rf"{writes}|eval\(|Function\(|import\b", text)


OWN_SCRIPTS = [path for path in sorted((THEME / "static" / "js").rglob("*.js")) if path.parent.name != "vendor"]
SINKS = ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", ".style")


@pytest.mark.parametrize("path", OWN_SCRIPTS, ids=named)
def test_nothing_but_text_goes_into_the_page(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not [sink for sink in SINKS if sink in text]
    # The one policy is the search's, and admits its worker's address alone.
    assert "createPolicy" not in text or named(path) == "static/js/search/client.js"


def test_no_empty_or_unknown_control_characters() -> None:
    for path in SHIPPED:
        text = path.read_text("utf-8")
        assert text.strip(), named(path)
        unseen = r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
        assert not re.search(unseen, text), named(path)
