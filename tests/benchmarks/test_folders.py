"""What is measured writes into new folders, and does not pay for what was removed before."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from benchmarks import folders
from benchmarks.folders import Folders


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting."""
    found: list[float] = []
    monkeypatch.setattr(folders.time, "sleep", found.append)
    return found


def test_nothing_is_removed_before_the_end(tmp_path: Path) -> None:
    with Folders(tmp_path, "en") as made:
        first, second = made.new("site"), made.new("site")
        (first / "page.html").touch()
        third = made.new("site")
        assert len({first, second, third}) == 3
        assert list(third.iterdir()) == []
        assert (first / "page.html").exists()
    assert list(tmp_path.iterdir()) == []


def test_what_an_interrupted_run_left_goes_with_the_next(tmp_path: Path) -> None:
    left = tmp_path / "measured" / "site-left"
    left.mkdir(parents=True)
    with Folders(tmp_path, "en") as made:
        made.new("site")
        assert left.exists()
    assert not left.exists()


def test_after_many_removals_the_next_run_waits(
    tmp_path: Path, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MANY", 2)
    for files, seconds in ((2, 0), (3, 0), (0, folders.REST)):
        with Folders(tmp_path, "en") as made:
            assert sum(waited) == seconds
            folder = made.new("site")
            for number in range(files):
                (folder / f"{number}.html").touch()
    long_ago = time.time() - folders.REST - 1
    os.utime(tmp_path / "removed.txt", (long_ago, long_ago))
    waited.clear()
    with Folders(tmp_path, "en"):
        assert waited == []
