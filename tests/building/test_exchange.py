"""Two folders change places, and whoever reads meanwhile finds one of them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from conect.building.exchange import exchange
from conect.building.output import Output


def two(folder: Path) -> tuple[Path, Path]:
    one, other = folder / "one", folder / "other"
    for path in (one, other):
        path.mkdir()
        (path / "name").write_text(path.name)
    return one, other


def test_both_change_places_or_neither(tmp_path: Path) -> None:
    one, other = two(tmp_path)
    done = exchange(one, other)
    names = ["other", "one"] if done else ["one", "other"]
    assert [(path / "name").read_text() for path in (one, other)] == names


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    one, other = two(tmp_path)
    if exchange(one, other):
        with pytest.raises(FileNotFoundError):
            exchange(one, tmp_path / "nowhere")


def test_a_reader_never_finds_nothing(tmp_path: Path) -> None:
    able = exchange(*two(tmp_path))
    target = tmp_path / "site"
    missed = 0
    ended = threading.Event()

    def read() -> None:
        nonlocal missed
        while not ended.is_set():
            try:
                (target / "page").read_bytes()
            except FileNotFoundError:
                missed += 1

    with Output(target).staging() as tree:
        tree.write("page", b"0")
    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 60):
        with Output(target).staging() as tree:
            tree.write("page", b"%d" % number)
    ended.set()
    reader.join()
    assert (target / "page").read_bytes() == b"59"
    # Where the system cannot exchange folders there is a moment between two renames.
    assert missed == 0 or not able


def test_without_the_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conect.building.output.exchange", lambda _new, _old: False)
    target = tmp_path / "site"
    for text in (b"1", b"2"):
        with Output(target).staging() as tree:
            tree.write("page", text)
    assert (target / "page").read_bytes() == b"2"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
