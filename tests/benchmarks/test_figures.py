"""Figures are what their names say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.browser import longest_task
from benchmarks.figures import machine, middle, ratio, short, spread
from benchmarks.measuring import measured


def test_a_spread_has_median_and_nearest_rank() -> None:
    assert spread([]) == {"count": 0}
    assert spread([3, 1, 2]) == {"count": 3, "median": 2, "p95": 3, "max": 3}
    assert spread(range(1, 101)) == {"count": 100, "median": 50.5, "p95": 95, "max": 100}


@pytest.mark.parametrize(("value", "shown"), [(0.12345, 0.123), (12.3456, 12.3), (1234.56, 1235), (2.0, 2)])
def test_figures_have_the_digits_that_they_deserve(value: float, shown: float) -> None:
    assert short(value) == shown


def test_ratios_and_medians_of_what_is_known() -> None:
    assert ratio(1, 4) == 0.25
    assert ratio(1, 0) is None
    assert ratio(None, 2) is None
    assert middle([None, 4, 2]) == 3
    assert middle([None]) is None


def test_a_command_is_measured_with_what_it_starts(tmp_path: Path) -> None:
    child = "import time; kept = bytearray(60_000_000); kept[::4096] = b'1' * len(kept[::4096]); time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('said'); sys.exit(3)"
    done = measured([sys.executable, "-c", parent], tmp_path)
    assert (done.code, done.printed) == (3, b"said\n")
    assert done.seconds > 0.6
    if sys.platform == "linux":
        assert done.memory is not None and 60 < done.memory < 200


def test_the_machine_tells_nothing_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795500000")
    told = machine(pagefind="1.0")
    assert set(told) == {"cores", "memory_gb", "system", "load_average", "shared", "day", "versions"}
    assert told["day"] == "2026-11-24"
    assert set(told["versions"]) == {"python", "lunr", "pagefind"}


def test_the_longest_task_is_the_main_threads() -> None:
    def name(thread: int, said: str) -> str:
        return f'{{"name": "thread_name", "ph": "M", "pid": 1, "tid": {thread}, "args": {{"name": "{said}"}}}}'

    def task(thread: int, clock: int, processor: int) -> str:
        return f'{{"name": "RunTask", "ph": "X", "pid": 1, "tid": {thread}, "dur": {clock}, "tdur": {processor}}}'

    events = [name(1, "CrRendererMain"), name(2, "DedicatedWorker thread"), task(1, 9000, 500), task(1, 700, 600)]
    trace = f'{{"traceEvents": [{", ".join([*events, task(2, 99000, 98000)])}]}}'
    assert longest_task(trace.encode()) == (9, 0.6)
    assert longest_task(b'{"traceEvents": []}') == (0, 0)
