"""A standing site changed file by file: what is moved, what is not, in which order, and what refuses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conect.building.errors import NotInPlaceError, OutputError
from conect.building.marker import MARKER
from conect.building.output import Output
from conect.building.replacing import by_kind
from tests.building.pages import beside, change, contents, faults, reading, site, whole


def start(target: Path, **files: str) -> Output:
    """A site of some files; ``__`` stands for a slash."""
    output = Output(target)
    with output.staging() as tree:
        for name, text in files.items():
            tree.write(f"{name.replace('__', '/')}.html", text.encode())
    return output


def texts(target: Path) -> dict[str, str]:
    """The files of a site."""
    return {name: data.decode() for name, data in contents(target).items()}


def test_files_are_added_changed_and_removed(tmp_path: Path) -> None:
    target = tmp_path / "site"
    output = start(target, a="1", b__c__d="2", e="3", same="4")
    kept = (target / "same.html").stat()
    with output.replacing() as change:
        change.tree.write("a.html", b"new")
        change.tree.write("f/g.html", b"5")
        change.tree.write("same.html", b"4")
        change.remove("b/c/d.html")
        change.remove("never.html")
        assert [change.has(f"{name}.html") for name in ("a", "f/g", "e", "b/c/d", "x")] == [
            True,
            True,
            True,
            False,
            False,
        ]
        assert not change.tree.has("e.html")
        found = [Path(change.place(f"{name}.html")) for name in ("a", "e", "b/c/d", "x")]
        assert [path.read_text() for path in found[:2]] == ["new", "3"]
        assert not any(path.exists() for path in found[2:])
        assert texts(target)["a.html"] == "1"
    assert texts(target) == {"a.html": "new", "e.html": "3", "f/g.html": "5", "same.html": "4"}
    assert not (target / "b").exists()
    assert (change.written, change.removed, change.unchanged) == (2, 1, 1)
    # What has not changed is not touched: its date and its place on the disk stay.
    assert os.path.samestat(kept, (target / "same.html").stat())
    assert kept.st_mtime_ns == (target / "same.html").stat().st_mtime_ns
    assert beside(target) == []


def test_a_failure_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "site"
    output = start(target, a="1")
    with pytest.raises(ZeroDivisionError), output.replacing() as change:
        change.tree.write("a.html", b"2")
        change.remove("a.html")
        _ = 1 // 0
    assert texts(target) == {"a.html": "1"}
    assert beside(target) == []


def test_what_is_written_and_removed_is_written(tmp_path: Path) -> None:
    target = tmp_path / "site"
    output = start(target, a="1")
    with output.replacing() as change:
        change.remove("a.html")
        change.tree.write("a.html", b"2")
    assert texts(target) == {"a.html": "2"}


def test_nothing_to_change_touches_nothing(tmp_path: Path) -> None:
    target = tmp_path / "site"
    whole(target, 1)
    before = {path: path.stat().st_mtime_ns for path in target.rglob("*")}
    change(target, 1)
    assert {path: path.stat().st_mtime_ns for path in target.rglob("*")} == before


def test_where_there_is_no_site_only_a_whole_build_helps(tmp_path: Path) -> None:
    for folder in ("absent", "empty"):
        if folder == "empty":
            (tmp_path / folder).mkdir()
        with pytest.raises(NotInPlaceError, match="whole site"), Output(tmp_path / folder).replacing():
            pass
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "thesis.txt").touch()
    with pytest.raises(OutputError, match="not of a site"), Output(tmp_path / "foreign").replacing():
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "foreign"]


@pytest.mark.parametrize("name", ["a.html/b/index.html", "a.html/b.html", "b"])
def test_a_folder_where_a_file_was_is_left_to_a_whole_build(tmp_path: Path, name: str) -> None:
    target = tmp_path / "site"
    output = start(target, a="1", b__c="2")
    before = sorted(target.rglob("*"))
    with pytest.raises(NotInPlaceError), output.replacing() as change:
        change.tree.write("new/page.html", b"x")
        change.tree.write(name, b"x")
        change.remove("a.html")
    assert sorted(target.rglob("*")) == before
    assert beside(target) == []


def test_two_builds_at_once(tmp_path: Path) -> None:
    target = tmp_path / "site"
    start(target, a="1")
    with Output(target).replacing() as change:
        for second in (Output(target).replacing(), Output(target).staging(), Output(target).held()):
            with pytest.raises(OutputError, match="another"), second:
                pass
        change.tree.write("a.html", b"2")
    assert texts(target) == {"a.html": "2"}


def test_a_decision_and_what_follows_are_under_one_lock(tmp_path: Path) -> None:
    target = tmp_path / "site"
    output = start(target, a="1")
    with output.held():
        assert output.generation == ""
        with output.staging() as tree:
            output.declare("first")
            tree.write("a.html", b"2")
        assert output.generation == "first"
        with pytest.raises(OutputError, match="another"):
            Output(target).recover()
        with output.replacing() as change:
            change.tree.write("a.html", b"3")
            output.declare("secundă")
        assert output.generation == "secundă"
    assert texts(target) == {"a.html": "3"}
    # Who declares nothing has published something of which nothing is known.
    with Output(target).replacing() as change:
        change.tree.write("a.html", b"4")
    assert Output(target).generation == ""


def test_the_order_in_which_files_take_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    names = ["index.html", "a/index.html", "s.css", "sitemap.xml", "gone/index.html", "gone/logo.png"]
    output = Output(target)
    with output.staging() as tree:
        for name in names:
            tree.write(name, b"1")
    done: list[str] = []
    replace, unlink = os.replace, os.unlink

    def replaced(place: str | Path, to: str | Path) -> None:
        done.append(Path(to).relative_to(target).as_posix())
        replace(place, to)

    def unlinked(place: str | Path) -> None:
        if Path(place).is_relative_to(target):
            done.append(f"-{Path(place).relative_to(target).as_posix()}")
        unlink(place)

    with output.replacing() as change:
        for name in ["new/sitemap.xml", "new/index.html", "new/x.css", *names[:4]]:
            change.tree.write(name, b"2")
        for name in names[4:]:
            change.remove(name)
        monkeypatch.setattr(os, "replace", replaced)
        monkeypatch.setattr(os, "unlink", unlinked)
    fresh = ["new/x.css", "new/index.html", "new/sitemap.xml"]
    changed = ["s.css", "a/index.html", "index.html", "sitemap.xml"]
    assert done == [*fresh, *changed, "-gone/index.html", "-gone/logo.png", MARKER]


def test_kinds() -> None:
    ranks = {
        0: ["theme/css/a.css", "theme/js/a.js.gz", "cautare/t/0.4b23a0c6.bin", "date/catalog.csv"],
        1: ["index.html", "a/index.html.gz", "404.html.br"],
        2: ["sitemap.xml", "cautare/root.bin", "flux.atom", "_headers", ".well-known/security.txt", "sitemap.xml.gz"],
    }
    assert {name: by_kind(name) for names in ranks.values() for name in names} == {
        name: rank for rank, names in ranks.items() for name in names
    }


def test_the_callers_own_rank(tmp_path: Path) -> None:
    target = tmp_path / "site"
    output = start(target, a="1", b="1")
    with output.replacing(rank=lambda name: -ord(name[0])) as change:
        change.tree.write("a.html", b"2")
        change.tree.write("b.html", b"2")
    assert (target / "b.html").stat().st_ctime_ns <= (target / "a.html").stat().st_ctime_ns


@pytest.mark.parametrize("together", [1000, 1])
def test_what_is_staged_is_safe_before_the_journal_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    target = tmp_path / "site"
    output = start(target, a="1", b="1")
    done: list[str] = []
    fsync, journal = os.fsync, tmp_path / ".site.journal"

    def synced(descriptor: int) -> None:
        done.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        # Nothing stands in the journal while the files it will tell of are not safe.
        assert done[-1] in {journal.name, tmp_path.name} or journal.read_bytes() == b""
        fsync(descriptor)

    monkeypatch.setattr("os.fsync", synced)
    monkeypatch.setattr("os.sync", lambda: done.append("all"))
    monkeypatch.setattr("conect.building.replacing._SYNCED_TOGETHER", together)
    with output.replacing() as change:
        change.tree.write("a.html", b"2")
        change.tree.write("c.html", b"2")
        change.tree.write("b.html", b"1")
    files = ["all"] if together == 1 else [MARKER, "a.html", "c.html"]
    assert sorted(done[: len(files)]) == sorted(files)
    assert done[len(files) :] == [journal.name, tmp_path.name]


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", "", "a/../../x"])
def test_nothing_outside_is_removed(tmp_path: Path, name: str) -> None:
    output = start(tmp_path / "site", a="1")
    with pytest.raises(OutputError), output.replacing() as change:
        change.remove(name)


def test_any_sequence_of_changes_ends_at_the_site_of_the_last(tmp_path: Path) -> None:
    target = tmp_path / "site"
    whole(target, 0)
    for seed in (1, 2, 1, 3, 4, 4, 0):
        change(target, seed)
        assert contents(target) == site(seed)
        assert faults(reading(target)) == []
        assert beside(target) == []
