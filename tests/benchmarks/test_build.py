"""Building measured on a few records: the pages alone are those of a build, and the peers are given the same ones."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from benchmarks import build, build_hugo, build_pages, build_pelican, build_report, build_same, command
from benchmarks.collection import Collection
from benchmarks.generator import ROOT
from benchmarks.measuring import Measured, measured
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
    words = ["bench", "build", "--n", "30", "--against", "pelican", "--lang", "en", "--folder", str(tmp_path / "work")]
    assert main([*words, "--results", str(tmp_path / "results")]) == 0
    assert command.DOCUMENT.read_bytes() == before, "results elsewhere leave the page alone"
    assert "| Conect, everything |" in capsys.readouterr().out
    result = json.loads((tmp_path / "results" / "build-30.json").read_bytes())
    assert faults(result) == []
    pages, whole, both = (result["costs"][name] for name in ("pages", "whole", "languages"))
    assert 30 < pages["pages"] < whole["pages"]
    assert both["pages"] == 2 * whole["pages"]
    assert pages["files"] < whole["files"]
    assert result["same"] == {"compared": 30, "same_words": 30}, "Pelican's pages show the same words"
    assert result["costs"]["pelican"]["pages"] > 100, "it prints the lists too"
    assert list(result["ratios"]) == ["pelican"]
    assert result["ratios"]["pelican"]["wall"] > 0
    assert str(tmp_path) not in json.dumps(result)


def faults(result: dict[str, Any]) -> list[str]:
    schema = json.loads((command.RESULTS.parent / "build.schema.json").read_bytes())
    return [error.message for error in Draft202012Validator(schema).iter_errors(result)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is measured, without doing it: each takes a second, and Pelican does not finish."""
    names: list[str] = []

    def done(name: str, words: Sequence[str], *more: object) -> Measured:
        names.append(name)
        if name == "pelican":
            raise subprocess.TimeoutExpired(words, 900)
        return Measured(1.0, 50.0, 0, b"", 1.0)

    monkeypatch.setattr(build, "completed", done)
    return names


def test_a_peer_that_does_not_finish_is_said_to(tmp_path: Path, asked: list[str]) -> None:
    result = build.run(build.Run(5, tmp_path, 2, ("pelican",)))
    assert asked == ["pages", "pelican", "whole", "pages", "whole", "languages"], "it is not waited for twice"
    assert faults(result) == []
    assert result["costs"]["pelican"] == {"stopped_after": 900}
    assert result["ratios"] == {"pelican": {"wall": None, "processor": None, "memory": None}}
    assert result["same"] == {}
    page = "\n".join(build_report.section([result]))
    assert "| Pelican's own generators | not finished in 15 minutes |" in page
    assert "had not finished in 15 minutes, and were stopped" in page
    assert "--against pelican" in page


def test_without_peers_there_are_no_ratios(tmp_path: Path, asked: list[str]) -> None:
    result = build.run(build.Run(5, tmp_path))
    assert asked == ["pages", "whole", "languages"]
    assert faults(result) == []
    assert result["ratios"] == {}
    assert "--against" not in "\n".join(build_report.section([result]))


def test_what_takes_too_long_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    waiting = "import pathlib, time; time.sleep(2); pathlib.Path('late').touch()"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {waiting!r}])"
    with pytest.raises(subprocess.TimeoutExpired):
        measured([sys.executable, "-c", script], tmp_path, patience=1.5)
    time.sleep(2)
    assert not (tmp_path / "late").exists()


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


def test_pelican_is_given_each_record_and_whose_lists_it_stands_in(collection: Collection, tmp_path: Path) -> None:
    build_pelican.make(collection, tmp_path / "pelican", day(TODAY))
    given = sorted((tmp_path / "pelican" / "content" / "organizatii").rglob("*.md"))
    assert {path.stem for path in given} == {path.stem for path in collection.content.rglob("*.yaml")}
    for path in given:
        head = path.read_text(encoding="utf-8").partition("\n\n")[0]
        assert head.count("category: liste/") == 1
        assert ("judete/" in head) != ("category: liste/radiate" in head)
    templates = tmp_path / "pelican" / "theme" / "templates"
    assert not [path.name for path in templates.iterdir() if "@@" in path.read_text(encoding="utf-8")]
    assert (templates / "judete_domenii.html").is_file()


def test_words_are_the_same_only_if_they_are_in_every_site(tmp_path: Path) -> None:
    for site, text in (("ours", "a b"), ("one", "a  b"), ("other", "a c")):
        page = tmp_path / site / "organizatii" / "x" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<p>{text}</p>", encoding="utf-8")
    ours, one, other = (tmp_path / name for name in ("ours", "one", "other"))
    assert build_same.compared(ours, [one]) == {"compared": 1, "same_words": 1}
    assert build_same.compared(ours, [one, other]) == {"compared": 1, "same_words": 0}


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
