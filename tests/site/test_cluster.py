"""A build on a Dask cluster: a real scheduler and two workers on the loopback, one of them killed on the way."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conect.catalogue import loading
from tests.catalogue.made import cui, profile, put
from tests.site.conftest import Build

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a part of a cluster; all end with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def run(part: str, *options: str) -> subprocess.Popen[bytes]:
        with (tmp_path / f"{part}-{len(started)}.log").open("wb") as log:
            command = [sys.executable, "-m", "dask", part, "--no-dashboard", *options]
            started.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def scheduler(start: Start, tmp_path: Path) -> str:
    """Address of a scheduler, ``host:port``."""
    file = tmp_path / "scheduler.json"
    start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    for _ in range(600):
        try:
            return str(json.loads(file.read_text())["address"]).removeprefix("tcp://")
        except (OSError, ValueError, KeyError):
            time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


def worker(start: Start, scheduler: str, threads: int = 1) -> subprocess.Popen[bytes]:
    return start("worker", scheduler, "--nthreads", str(threads), "--no-nanny", "--local-directory", "scratch")


def test_the_same_bytes_though_a_worker_is_killed(
    content: Path, build: Build, start: Start, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 10)
    for number in range(120):
        put(content, f"cj/exemplu-{number}.yaml", profile(f"Asociația Exemplu {number}", cui(1_000_000 + number)))
    alone = build(content, output="alone")
    assert alone.code == 0

    first = worker(start, scheduler)
    worker(start, scheduler)
    pages = content.parent / ".together.new" / "organizatii"
    killed = threading.Event()

    def kill() -> None:
        while len(list(pages.glob("*/index.html"))) < 15:
            time.sleep(0.01)
        first.kill()
        killed.set()

    threading.Thread(target=kill, daemon=True).start()
    monkeypatch.setenv("CONECT_EXECUTOR", f"dask://{scheduler}")
    together = build(content, output="together")
    assert (together.code, together.err) == (0, "")
    assert killed.is_set()
    assert together.files() == alone.files()


def test_a_scheduler_that_does_not_answer_is_told(content: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conect.building.cluster.WAIT", 1)
    monkeypatch.setenv("CONECT_EXECUTOR", "dask://127.0.0.1:1")
    built = build(content)
    assert built.code == 1
    assert "planificatorul de la 127.0.0.1:1 nu răspunde sau nu are lucrători" in built.err
    assert "Traceback" not in built.err


def test_workers_with_several_threads_are_refused(
    content: Path, build: Build, start: Start, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker(start, scheduler, threads=2)
    monkeypatch.setenv("CONECT_EXECUTOR", f"dask://{scheduler}")
    built = build(content)
    assert built.code == 1
    assert "dask worker --nthreads 1" in built.err
