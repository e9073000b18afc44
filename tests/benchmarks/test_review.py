"""The review of a change, measured among a few records."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from benchmarks import command
from conect.cli import main


def test_a_few_records_give_a_whole_result(tmp_path: Path) -> None:
    folder, results = tmp_path / "work", tmp_path / "results"
    assert main(["bench", "review", "--n", "120", "--folder", str(folder), "--results", str(results)]) == 0
    result = json.loads((results / "review-120.json").read_bytes())
    schema = json.loads((command.RESULTS.parent / "review.schema.json").read_bytes())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(result)] == []
    assert 1 < result["changed"]["import"] <= 6
    assert all(cost["report_bytes"] > 200 for states in result["costs"].values() for cost in states.values())


def test_too_few_records_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "review", "--n", "1", "--folder", str(tmp_path), "--results", str(tmp_path)]) == 1
    assert "prea puține fișe" in capsys.readouterr().err


def test_why_git_stops_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "bin" / "git"
    script.parent.mkdir()
    stopping = '#!/bin/sh\ncase "$*" in *fast-import*) echo "fatal: no room" >&2; exit 128;; esac\n'
    script.write_text(f'{stopping}exec "{shutil.which("git")}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(script.parent), prepend=os.pathsep)
    # More than the pipe holds: writing fails too, and is not what is told.
    assert main(["bench", "review", "--n", "120", "--folder", str(tmp_path), "--results", str(tmp_path)]) == 1
    assert "git fast-import a eșuat: fatal: no room" in capsys.readouterr().err
