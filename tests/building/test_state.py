"""What a build leaves to the next one, and when it is not trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from conect.building.state import State, StateError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / ".site.state"
    with State(path).write("code") as state:
        state.put("names", {"a": (1, b"x", None), "ș": ["ț"]})
        state.put("count", 3)
        state.commit("first")
    return path


def read(path: Path, fingerprint: str = "code", generation: str = "first") -> object:
    with State(path).read(fingerprint, generation) as state:
        return state.get("names"), state.get("count")


def test_values_come_back(path: Path) -> None:
    assert read(path) == ({"a": (1, b"x", None), "ș": ["ț"]}, 3)
    assert [each.name for each in path.parent.iterdir()] == [".site.state"]


@pytest.mark.parametrize(("fingerprint", "generation"), [("other", "first"), ("code", "second"), ("code", "")])
def test_the_state_of_another_build_counts_as_absent(path: Path, fingerprint: str, generation: str) -> None:
    with pytest.raises(StateError):
        read(path, fingerprint, generation)


def test_no_state_counts_as_absent(tmp_path: Path) -> None:
    with pytest.raises(StateError):
        read(tmp_path / "none")
    assert not list(tmp_path.iterdir())


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def foreign(path: Path) -> None:
    path.write_bytes(b"GIF89a" * 1000)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def changed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE kept SET data = (SELECT data FROM kept WHERE name = 'count') WHERE name = 'names'")


def missing(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM kept WHERE name = 'names'")


@pytest.mark.parametrize("harm", [cut, foreign, emptied, changed, missing])
def test_a_damaged_state_is_noticed_and_closed(
    path: Path, harm: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    harm(path)
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(place: Path) -> sqlite3.Connection:
        opened.append(connect(place))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    with pytest.raises(StateError):
        read(path)
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
    assert opened


def test_every_changed_byte_is_noticed_or_makes_no_difference(path: Path) -> None:
    whole, told = path.read_bytes(), read(path)
    for at in range(0, len(whole), 37):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            assert read(path) == told
        except StateError:
            continue


def test_changes_that_are_not_committed_are_as_if_they_had_not_been(path: Path) -> None:
    with State(path).read("code", "first") as state:
        state.put("count", 4)
    assert read(path) == ({"a": (1, b"x", None), "ș": ["ț"]}, 3)
    with State(path).read("code", "first") as state:
        state.put("count", 4)
        state.commit("second")
    assert read(path, generation="second") == ({"a": (1, b"x", None), "ș": ["ț"]}, 4)


def test_a_new_state_that_is_not_committed_leaves_the_former_one(path: Path) -> None:
    with pytest.raises(RuntimeError), State(path).write("code") as state:
        state.put("count", 9)
        raise RuntimeError
    assert read(path)
    State(path).forget()
    assert not path.exists()
