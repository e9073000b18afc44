"""Files that stay for a while, and the marker that remembers them."""

from __future__ import annotations

from pathlib import Path

import pytest

from conect.building.grace import Grace
from conect.building.marker import MARKER, Mark
from conect.building.output import Output
from conect.building.replacing import Replacement
from tests.building.pages import contents


def start(target: Path) -> Output:
    """A site of one page."""
    output = Output(target)
    with output.staging() as tree:
        tree.write("a.html", b"1")
    return output


@pytest.mark.parametrize("modes", ["change whole", "whole change", "change change", "whole whole"])
def test_old_files_stay_until_their_time_has_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, modes: str
) -> None:
    target = tmp_path / "site"
    now = 1_800_000_000
    monkeypatch.setattr("time.time", lambda: now + 0.5)
    output = Output(target, Grace(r"s/.+\.[0-9a-f]{8}(\.bin|/.+)", ("s",), days=2))

    def publish(mode: str, *names: str) -> Mark:
        if mode == "whole":
            with output.staging() as tree:
                for name in names:
                    tree.write(name, name.encode())
        else:
            with output.replacing() as change:
                for name in names:
                    change.tree.write(name, name.encode())
                for name in set(contents(target)) - set(names):
                    change.remove(name)
        return output.mark

    mode, other = modes.split()
    one, two, three = "s/a.00000001.bin", "s/0.00000002/b.bin", "s/c.00000003.bin"
    publish("whole", one, "root.bin", "s/plain.bin")
    assert publish(mode, two, "root.bin").old == {one: now}
    assert set(contents(target, old=True)) == {one, two, "root.bin"}
    now += 86_400
    assert publish(other, three, "root.bin").old == {one: now - 86_400, two: now}
    # What comes back is new again, and counts from anew when it goes.
    assert publish(mode, one, three, "root.bin").old == {two: now}
    assert publish(other, three, "root.bin").old == {one: now, two: now}
    now += 2 * 86_400 - 1
    assert publish(mode, three, "root.bin").old.keys() == {one, two}
    now += 1
    assert publish(other, three, "root.bin").old == {}
    assert set(contents(target, old=True)) == {three, "root.bin"}


def test_a_clock_set_back_keeps_nothing_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    output = Output(target, Grace(r".+\.bin", ("",), days=1))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000)
    for names in (["a.bin", "x.html"], ["x.html"]):
        with output.staging() as tree:
            for name in names:
                tree.write(name, b"1")
    assert output.mark.old == {"a.bin": 2_000_000_000}
    monkeypatch.setattr("time.time", lambda: 1_000_000_000)
    with output.replacing() as change:
        change.tree.write("y.html", b"1")
    assert output.mark.old == {"a.bin": 1_000_000_000}


def test_a_marker_cannot_have_other_files_removed(tmp_path: Path) -> None:
    target = tmp_path / "site"
    start(target)
    (tmp_path / "x.00000000.bin").touch()
    output = Output(target, Grace(r".+\.[0-9a-f]{8}\.bin", ("",)))
    for old in ({"a.html": 1}, {"../x.00000000.bin": 1}):
        (target / MARKER).write_bytes(Mark(old=old).data())
        with output.replacing() as change:
            change.tree.write("b.html", b"1")
        assert output.mark == Mark()
    assert contents(target) == {"a.html": b"1", "b.html": b"1"}
    assert (tmp_path / "x.00000000.bin").exists()


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"x\ngeneration 7\n", b'x\nold x "a"\n', b"x\nold 5 [\n"])
def test_a_damaged_marker_says_nothing(tmp_path: Path, damage: bytes) -> None:
    target = tmp_path / "site"
    output = start(target)
    (target / MARKER).write_bytes(damage)
    assert output.mark == Mark()
    with output.replacing() as change:
        change.tree.write("a.html", b"2")
        output.declare("x")
    assert output.generation == "x"


def test_a_replacement_counts_old_files_as_absent(tmp_path: Path) -> None:
    target = tmp_path / "site"
    output = Output(target, Grace(r".+\.bin", ("",)))
    for names in (["a.bin"], ["b.bin"]):
        with output.staging() as tree:
            for name in names:
                tree.write(name, b"1")
    with output.replacing() as change:
        assert isinstance(change, Replacement)
        assert (change.has("a.bin"), change.has("b.bin")) == (False, True)
