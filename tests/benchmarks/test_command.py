"""The command from end to end on a few records, without peer and network; and what it says when it cannot."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from benchmarks import command
from benchmarks.collection import Collection
from benchmarks.generator import ROOT, records
from benchmarks.index import build
from conect.building.day import day
from conect.building.progress import bar
from conect.cli import main


def test_a_few_records_give_a_whole_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = command.DOCUMENT.read_bytes()
    folder, results = tmp_path / "work", tmp_path / "results"
    words = ["bench", "search", "--n", "40", "--queries", "10", "--lang", "en"]
    assert main([*words, "--folder", str(folder), "--results", str(results)]) == 0
    assert command.DOCUMENT.read_bytes() == before, "results elsewhere leave the page alone"
    out = capsys.readouterr().out
    assert "search-40.json" in out and "| first query, ms |" in out
    result = json.loads((results / "search-40.json").read_bytes())
    schema = json.loads((command.RESULTS.parent / "result.schema.json").read_bytes())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(result)] == []
    ours = result["engines"]["conect"]
    assert [ours[phase]["ms"]["count"] for phase in ("cold", "later", "again")] == [10, 8, 10]
    assert ours["cold"]["code_bytes"]["median"] > 10_000
    assert ours["cold"]["data_bytes"]["median"] > 1000
    assert ours["later"]["code_bytes"]["max"] == 0
    assert ours["again"]["requests"]["max"] == 0
    assert ours["phone"]["cold"]["ms"]["median"] > ours["cold"]["ms"]["median"]
    assert result["build"]["conect"]["files"] > 5
    assert result["quality"]["queries"] == 10
    assert result["facet_counts"]["bytes"]["median"] > 0
    assert result["ratios"] == {}
    assert str(tmp_path) not in json.dumps(result)


def test_the_index_alone_is_the_index_of_the_site(tmp_path: Path) -> None:
    collection = Collection(tmp_path, 30)
    with bar("", None) as shown:
        collection.make(shown)
    assert collection.made
    assert sum(1 for _ in collection.content.rglob("*.yaml")) == 30
    build(collection.batches, tmp_path / "alone", day("2026-11-24"))
    site = tmp_path / "site"
    arguments = ["--content", str(collection.content), "--output", str(site), "--date", "2026-11-24"]
    assert main(["build", "--settings", str(ROOT / "benchmarks" / "settings.py"), *arguments]) == 0
    alone = {path.name: path.read_bytes() for path in (tmp_path / "alone").rglob("*.bin")}
    assert alone == {path.name: path.read_bytes() for path in (site / "cautare").rglob("*.bin")}
    assert not (site / "en").exists(), "one page a record"


def test_records_that_another_generator_made_are_made_again(tmp_path: Path) -> None:
    collection = Collection(tmp_path, 3)
    with bar("", None) as shown:
        collection.make(shown)
        (tmp_path / "batches-3" / "made.txt").write_text("of old", encoding="utf-8")
        assert not collection.made
        collection.make(shown)
    assert collection.made
    assert {path.stem for path in collection.content.rglob("*.yaml")} == {record.id for record in records(0, 3)}


def test_a_peer_that_cannot_be_installed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(words: list[str], **how: object) -> subprocess.CompletedProcess[str]:
        failed = "pip" in words
        return subprocess.CompletedProcess(words, int(failed), "", "WARNING: slow\nERROR: no network\nlast\n")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", failing)
    words = ["bench", "search", "--against", "pagefind", "--results", str(tmp_path), "--folder", str(tmp_path)]
    assert main([*words, "--lang", "ro"]) == 1
    err = capsys.readouterr().err
    assert err == (
        "conect: Pagefind nu a putut fi instalat cu pip (ERROR: no network); "
        "verificați rețeaua sau rulați fără --against\n"
    )


@pytest.mark.parametrize("words", [[], ["sleep"], ["search", "--n", "0"], ["search", "--against", "nobody"]])
def test_wrong_use_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["bench", *words])
    assert end.value.code == 2
    assert "wrong use" in capsys.readouterr().err
