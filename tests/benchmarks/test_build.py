"""Building measured on a few records: the pages alone are those of a build, and Hugo is given the same ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from benchmarks import build_hugo, build_pages, build_same, command
from benchmarks.collection import Collection
from benchmarks.generator import ROOT
from conect.building.day import day
from conect.building.progress import bar
from conect.cli import main

TODAY = "2026-11-24"


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    made = Collection(tmp_path, 30)
    with bar("", None) as shown:
        made.make(shown)
    return made


def test_a_few_records_give_a_whole_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = command.DOCUMENT.read_bytes()
    words = ["bench", "build", "--n", "30", "--lang", "en", "--folder", str(tmp_path / "work")]
    assert main([*words, "--results", str(tmp_path / "results")]) == 0
    assert command.DOCUMENT.read_bytes() == before, "results elsewhere leave the page alone"
    assert "| Conect, everything |" in capsys.readouterr().out
    result = json.loads((tmp_path / "results" / "build-30.json").read_bytes())
    schema = json.loads((command.RESULTS.parent / "build.schema.json").read_bytes())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(result)] == []
    pages, whole, both = (result["costs"][name] for name in ("pages", "whole", "languages"))
    assert 30 < pages["pages"] < whole["pages"]
    assert both["pages"] == 2 * whole["pages"]
    assert pages["files"] < whole["files"]
    assert result["ratios"] == {}
    assert str(tmp_path) not in json.dumps(result)


def test_pages_alone_are_those_of_a_build(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONECT_DATE", TODAY)
    alone, site = tmp_path / "alone", tmp_path / "site"
    build_pages.build(collection.content, alone)
    arguments = ["--content", str(collection.content), "--output", str(site), "--date", TODAY]
    assert main(["build", "--settings", str(ROOT / "benchmarks" / "settings.py"), *arguments]) == 0
    pages = [path.relative_to(alone) for path in alone.rglob("*.html")]
    assert len(pages) > 100
    assert [str(path) for path in pages if (alone / path).read_bytes() != (site / path).read_bytes()] == []
    left_out = {path.relative_to(site).parts[0] for path in site.rglob("*.html")} - {path.parts[0] for path in pages}
    ordinary = {
        "404.html",
        "accesibilitate",
        "confidentialitate",
        "criterii",
        "cum-te-inscrii",
        "date-deschise",
        "despre",
    }
    assert left_out == {*ordinary, "propune"}


def test_hugo_is_given_each_record_and_whose_lists_it_stands_in(collection: Collection, tmp_path: Path) -> None:
    build_hugo.make(collection, tmp_path / "hugo", day(TODAY))
    given = sorted((tmp_path / "hugo" / "content" / "organizatii").rglob("*.md"))
    assert {path.stem for path in given} == {path.stem for path in collection.content.rglob("*.yaml")}
    for path in given:
        head = path.read_text(encoding="utf-8").split("---\n")[1]
        assert head.count('liste: ["') == 1
        assert ("judete: [" in head) != ('liste: ["radiate"]' in head)
    layout = (tmp_path / "hugo" / "layouts" / "page.html").read_text(encoding="utf-8")
    assert "@@" not in layout
    assert "Revendicați fișa" in layout
    assert "Denumire oficială" in layout


def test_words_are_what_a_page_shows() -> None:
    html = "<html><head><title>A</title></head><body><p>Șansa &amp; <b>noi</b></p><script>x()</script></body></html>"
    assert build_same.words(html) == ["Șansa", "&", "noi"]


def test_differences_of_two_sites_are_counted(tmp_path: Path) -> None:
    for site, files in (
        ("changed", {"a.html": "1", "b.html": "2", "old.js": ""}),
        ("anew", {"a.html": "1", "c/c.html": ""}),
    ):
        for name, text in files.items():
            path = tmp_path / site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    found = build_same.differences(tmp_path / "changed", tmp_path / "anew")
    assert found == {"files": 2, "different": 0, "missing": 1, "pages_too_many": 1, "left": 1}
    (tmp_path / "anew" / "a.html").write_text("2", encoding="utf-8")
    assert build_same.differences(tmp_path / "changed", tmp_path / "anew")["different"] == 1
