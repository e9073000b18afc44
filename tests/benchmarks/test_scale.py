"""The page about scale says what the results say, and what a straight line through them says."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import build_report, scale


def result(records: int, seconds: float, *, shared: bool = False) -> dict[str, Any]:
    cost = {
        "seconds": seconds,
        "processor": 2 * seconds,
        "memory_mb": 100 + records / 1000,
        "pages": records,
        "files": 2 * records,
        "bytes": 10_000 * records,
    }
    both = {key: 2 * value for key, value in cost.items()}
    machine = {
        "cores": 2,
        "memory_gb": 8,
        "system": "Linux x86_64",
        "load_average": [0.1],
        "shared": shared,
        "day": "2026-11-24",
        "versions": {"hugo": "0.168.0"},
    }
    return {
        "command": "build",
        "records": records,
        "rounds": 1,
        "machine": machine,
        "costs": {"pages": cost, "whole": cost, "languages": both, "hugo": both},
        "same": {"compared": 10, "same_words": 10},
        "ratios": {"hugo": {"wall": 0.5, "processor": 0.5, "memory": 0.25}},
    }


def test_a_million_lies_on_the_line() -> None:
    before, after = result(100_000, 60), result(200_000, 110)
    assert scale.modelled(before, after, "seconds") == pytest.approx(510)
    page = scale.document([before, after])
    assert "| time | 8.5 minutes |" in page
    assert "| memory of all processes | 1.1 GB |" in page
    assert "| files | 2,000,000 |" in page


def test_limits_are_told_in_records() -> None:
    page = scale.document([result(100_000, 60)])
    assert "some 100,000 records in one language, 50,000 in two" in page
    assert "some 10,000 records in one language (50,000 where one pays), 5,000 in two" in page
    assert "100,000 records need 300,000, which a disk of 5 GB has" in page
    assert "### A million" not in page
    assert "### A million" not in scale.document([result(1000, 2), result(10_000, 6)]), "too small to tell"


def test_a_busy_machine_is_told() -> None:
    assert "busy" not in scale.document([result(1000, 1)])
    assert "busy" in scale.document([result(1000, 1, shared=True)])


def test_growth_is_judged_from_ten_thousand_on() -> None:
    lines = list(build_report.section([result(1000, 9), result(10_000, 6), result(100_000, 60), result(200_000, 150)]))
    assert "| Time of a record, 100,000 ÷ 10,000 | 1.15 | 1.00 | yes |" in lines
    assert "| Time of a record, 200,000 ÷ 100,000 | 1.15 | 1.25 | **no** |" in lines
    assert "| Conect, pages | 9 | 0.50 | 18 | 0.50 | 101 | 0.25 | 1,000 | 2,000 | 10 |" in lines
    assert not any("10,000 ÷ 1,000 |" in line for line in lines)


def test_a_hundred_thousand_are_asked_for_whatever_larger_ones_tell() -> None:
    alone = {**result(200_000, 150), "ratios": {}}
    lines = list(build_report.section([result(10_000, 6), result(100_000, 60), alone]))
    assert "### What is asked of building 100,000 records" in lines
    assert "| Pages: time ÷ Hugo's | 0.50 | 0.50 | yes |" in lines
    assert "conect bench build --n 10000 100000 --against hugo" in lines
    assert "conect bench build --n 200000" in lines


def test_nothing_measured_is_said() -> None:
    assert "Nothing was measured yet." in scale.document([])
