"""The page is made of the committed results, and says plainly what is kept and what is not."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from benchmarks import command, report, scale
from conect.records.problems import ConectError


def spread(middle: float) -> dict[str, float]:
    return {"count": 3, "median": middle, "p95": 2 * middle, "max": 3 * middle}


def phase(time: float) -> dict[str, Any]:
    return {"ms": spread(time), "data_bytes": spread(30_000), "code_bytes": spread(9000), "requests": spread(7)}


def engine(time: float) -> dict[str, Any]:
    tasks = {"clock_ms": spread(9), "processor_ms": spread(4), "over_50_ms": 0, "answers": 12}
    return {
        **{each: phase(time) for each in ("cold", "later", "again")},
        "phone": {each: phase(10 * time) for each in ("cold", "later")},
        "kinds": {"rare": phase(time)},
        "without_results": 1,
        "main_thread": tasks,
    }


RESULT: dict[str, Any] = {
    "command": "search",
    "records": 2000,
    "seed": 1,
    "rounds": 1,
    "machine": {
        "cores": 2,
        "memory_gb": 8,
        "system": "Linux x86_64",
        "load_average": [3, 2, 1],
        "shared": True,
        "day": "2026-11-24",
        "versions": {"python": "3.11.2", "pagefind": "1.5.2"},
    },
    "mix": {"rare": 3},
    "build": {
        "site": {"seconds": 9, "memory_mb": 100},
        "conect": {"seconds": 2, "memory_mb": 90, "bytes": 1_000_000, "files": 10},
        "pagefind": {"seconds": 4, "memory_mb": 180, "bytes": 4_000_000, "files": 100},
    },
    "phone": {"name": "4G", "delay_ms": 170, "mbit_s": 9},
    "engines": {"conect": engine(20), "pagefind": engine(80)},
    "facet_counts": {"bytes": spread(60_000)},
    "quality": {
        "queries": 3,
        "forced": 2,
        "of_first_ten": spread(10),
        "fewest_of_first_ten": 9,
        "at_least_nine": 2,
        "cold_bytes": spread(41_000),
    },
    "ratios": {"pagefind": {"wall": 0.5, "memory": 0.5, "cold_ms": 0.25, "later_ms": 0.25, "again_ms": 0.1}},
}


def test_the_committed_pages_are_made_of_the_committed_results() -> None:
    results = command.read(command.RESULTS)
    for page, made in ((command.DOCUMENT, report.document(results)), (command.SCALE, scale.document(results))):
        assert page.read_text(encoding="utf-8") == made, "run: conect bench report"


SCHEMAS = {
    "search": "result.schema.json",
    "build": "build.schema.json",
    "incremental": "incremental.schema.json",
    "review": "review.schema.json",
}


@pytest.mark.parametrize(
    "result", [RESULT, *command.read(command.RESULTS)], ids=lambda each: f"{each['command']}-{each['records']}"
)
def test_results_have_the_shape_that_is_written_down(result: dict[str, Any]) -> None:
    schema = json.loads((command.RESULTS.parent / SCHEMAS[result["command"]]).read_bytes())
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(result)] == []


def test_targets_are_judged() -> None:
    page = report.document([RESULT])
    assert "| Bytes of a first query beyond the code, median | 40 kB | 41 kB | **no** |" in page
    assert "| Time of a first query ÷ Pagefind's (cold) | 0.33 | 0.25 | yes |" in page
    assert "| Time of a later query ÷ Pagefind's (our own wish) | 0.20 | 0.25 | **no** |" in page
    assert "| Time of the same query again ÷ Pagefind's (warm) | 0.20 | 0.10 | yes |" in page
    assert "| first query, ms | 20 / 40 | 80 / 160 | 0.25 |" in page
    assert "busy with other work" in page
    assert "forced a choice for 2 queries (67 %)" in page


def test_one_engine_alone_has_no_ratios() -> None:
    alone = copy.deepcopy(RESULT)
    del alone["engines"]["pagefind"], alone["build"]["pagefind"]
    alone["ratios"] = {}
    page = report.document([alone])
    assert "ratio" not in page
    assert "| first query, ms | 20 / 40 |" in page


def test_fewer_first_queries_than_queries_are_told() -> None:
    assert "of the queries were first ones too" not in report.document([RESULT])
    fewer = copy.deepcopy(RESULT)
    fewer["engines"]["conect"]["cold"]["ms"]["count"] = 1
    assert "Only 1 of the queries were first ones too." in report.document([fewer])


def test_bars_are_as_long_as_their_values() -> None:
    page = report.document([RESULT]).splitlines()
    start = page.index("First query, ms")
    lengths = [line.count("█") for line in page[start + 1 : start + 3]]
    assert lengths == [10, 40]


def test_nothing_measured_is_said() -> None:
    assert "Nothing was measured yet." in report.document([])


def test_results_are_read_in_the_order_of_their_size(tmp_path: Path) -> None:
    for count in (1000, 200):
        command.write(tmp_path, {**RESULT, "records": count})
    assert [each["records"] for each in command.read(tmp_path)] == [200, 1000]
    text = (tmp_path / "search-200.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n"


def test_a_broken_result_is_named(tmp_path: Path) -> None:
    (tmp_path / "search-1.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConectError, match=r"search-1\.json"):
        command.read(tmp_path)
