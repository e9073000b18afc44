"""One changed record, measured on a few; the site is in the end the one that is built anew."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from benchmarks import command
from benchmarks.collection import Collection
from conect.cli import main


def test_a_few_records_give_a_whole_result_and_are_left_as_they_were(tmp_path: Path) -> None:
    folder, results = tmp_path / "work", tmp_path / "results"
    assert main(["bench", "incremental", "--n", "30", "--folder", str(folder), "--results", str(results)]) == 0
    result = json.loads((results / "incremental-30.json").read_bytes())
    schema = json.loads((command.RESULTS.parent / "incremental.schema.json").read_bytes())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(result)] == []
    assert set(result["costs"]) == {"first", "nothing", "page", "lists", "day"}
    same = result["same"]
    assert same["files"] > 200
    assert (same["different"], same["missing"], same["pages_too_many"]) == (0, 0, 0)
    collection = Collection(folder, 30)
    assert collection.made
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(collection.content.rglob("*.yaml")))
    assert text.count("origin: ") == 30
    assert "schimbată" not in text
