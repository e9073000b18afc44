"""What git is believed: that a file stands as its index says, and nothing where that is not certain."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from conect.building.checkout import Checkout, Look


def git(folder: Path, *words: str, check: bool = True) -> str:
    who = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", "-C", str(folder), *who, *words], capture_output=True, text=True, check=check)
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder below the root of a repository, its files committed."""
    content = tmp_path / "repository" / "content"
    for name in ("cj/a", "cj/b", "cj/c", "cjx/d", "cj-x/e", "tm/f"):
        path = content / "files" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name}\n", "utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "repository")
    git(content, "add", "--all")
    git(content, "commit", "--quiet", "-m", "files")
    return content


def look(folder: Path) -> Look:
    found = Checkout(folder, "files").look
    assert found is not None
    return found


def names(found: Look, folder: str) -> list[str]:
    return sorted(path.rpartition("/")[2] for path in found.files(folder))


def test_files_are_told_with_time_size_and_blob(folder: Path) -> None:
    found = look(folder)
    assert not found.differing
    assert names(found, "files/cj") == ["a.txt", "b.txt", "c.txt"]
    assert names(found, "files/cjx") == ["d.txt"]
    assert names(found, "files/tm") == ["f.txt"]
    assert found.files("files/none") == {}
    assert found.digests(["files/none"]) == {"files/none": b""}
    path = folder / "files" / "cj" / "a.txt"
    data = path.read_bytes()
    told = found.files("files/cj")["files/cj/a.txt"]
    assert told.blob == hashlib.sha1(b"blob %d\0" % len(data) + data).digest()  # noqa: S324 - as git does
    assert (told.time, told.size) == (path.stat().st_mtime_ns, len(data))


KINDS = {"2": [], "4": ["--index-version", "4"], "split": ["--split-index"]}
"""How git is told to keep its index; only some kinds are read here, of the others git lists the entries."""


def edited(folder: Path, path: Path) -> None:
    path.write_text("TEXT of cj/a\n", "utf-8")  # of the same size


def touched(folder: Path, path: Path) -> None:
    os.utime(path, (1_700_000_000, 1_700_000_000))


def removed(folder: Path, path: Path) -> None:
    path.unlink()


def linked(folder: Path, path: Path) -> None:
    path.unlink()
    path.symlink_to("b.txt")


def made_a_folder(folder: Path, path: Path) -> None:
    path.unlink()
    path.mkdir()


def assumed_unchanged(folder: Path, path: Path) -> None:
    git(folder, "update-index", "--assume-unchanged", "files/cj/a.txt")
    edited(folder, path)


def skipped(folder: Path, path: Path) -> None:
    git(folder, "update-index", "--skip-worktree", "files/cj/a.txt")
    edited(folder, path)


def forgotten(folder: Path, path: Path) -> None:
    git(folder, "rm", "--quiet", "--cached", "files/cj/a.txt")


def announced(folder: Path, path: Path) -> None:
    forgotten(folder, path)
    git(folder, "add", "--intent-to-add", "files/cj/a.txt")


def committed_as_a_link(folder: Path, path: Path) -> None:
    linked(folder, path)
    git(folder, "add", "--all")


def committed_as_a_repository(folder: Path, path: Path) -> None:
    path.unlink()
    git(folder, "init", "--quiet", "files/cj/a.txt")
    git(path, "commit", "--quiet", "--allow-empty", "-m", "inner")
    git(folder, "add", "--all")


def in_conflict(folder: Path, path: Path) -> None:
    git(folder, "checkout", "--quiet", "-b", "other")
    path.write_text("one\n", "utf-8")
    git(folder, "commit", "--quiet", "-am", "one")
    git(folder, "checkout", "--quiet", "main")
    path.write_text("two\n", "utf-8")
    git(folder, "commit", "--quiet", "-am", "two")
    git(folder, "merge", "--quiet", "other", check=False)


@pytest.mark.parametrize(
    "change",
    [
        edited,
        touched,
        removed,
        linked,
        made_a_folder,
        assumed_unchanged,
        skipped,
        forgotten,
        announced,
        committed_as_a_link,
        committed_as_a_repository,
        in_conflict,
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_of_a_file_that_may_be_another_nothing_is_known(
    kind: str, folder: Path, change: Callable[[Path, Path], None]
) -> None:
    if KINDS[kind]:
        git(folder, "update-index", *KINDS[kind])
    change(folder, folder / "files" / "cj" / "a.txt")
    assert set(names(look(folder), "files/cj")) - {"b.txt", "c.txt"} == set()
    if kind != "split":  # there, some entries have marks of its own
        assert names(look(folder), "files/cj") == ["b.txt", "c.txt"]


def test_the_users_settings_make_no_difference(folder: Path) -> None:
    hook = folder.parent / "hook"
    hook.write_text("#!/bin/sh\nprintf 'token\\0'\n", "utf-8")
    hook.chmod(0o755)
    for setting, value in (
        ("core.fsmonitor", str(hook)),
        ("core.checkStat", "minimal"),
        ("core.trustCtime", "false"),
        ("core.quotePath", "true"),
        ("core.untrackedCache", "true"),
        ("feature.manyFiles", "true"),
    ):
        git(folder, "config", setting, value)
    path = folder / "files" / "cj" / "a.txt"
    when = path.stat().st_mtime_ns
    edited(folder, path)
    os.utime(path, ns=(when, when))
    assert names(look(folder), "files/cj") == ["b.txt", "c.txt"]
    # Files of a split index have marks of its own.
    git(folder, "update-index", "--split-index")
    assert "a.txt" not in names(look(folder), "files/cj")


def test_a_sparse_checkout_tells_of_what_is_there(folder: Path) -> None:
    git(folder, "sparse-checkout", "set", "files/cj")
    found = look(folder)
    assert names(found, "files/cj") == ["a.txt", "b.txt", "c.txt"]
    assert names(found, "files/tm") == []


def test_nothing_is_known_without_a_repository(tmp_path: Path) -> None:
    assert Checkout(tmp_path, "files").look is None


def test_nothing_is_known_where_there_is_no_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert Checkout(folder, "files").look is None


def test_nothing_is_known_where_git_refuses_someone_elses_repository(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    assert Checkout(folder, "files").look is None


def test_nothing_is_known_where_the_index_is_damaged(folder: Path) -> None:
    index = folder.parent / ".git" / "index"
    whole = index.read_bytes()
    index.write_bytes(b"X" + whole[1:])
    assert Checkout(folder, "files").look is None
    # git does not check the whole of it before it tells.
    index.write_bytes(whole[:100])
    found = Checkout(folder, "files").look
    assert found is None or found.files("files/cj") == {}


def test_nothing_is_known_where_the_index_is_written_meanwhile(folder: Path) -> None:
    checkout = Checkout(folder, "files")
    (folder / "files" / "tm" / "new.txt").write_text("new\n", "utf-8")
    git(folder, "add", "--all")
    assert checkout.look is None


def test_what_git_lists_of_an_index_written_meanwhile_is_not_believed(folder: Path) -> None:
    git(folder, "update-index", "--index-version", "4")
    found = look(folder)
    (folder / "files" / "tm" / "new.txt").write_text("new\n", "utf-8")
    git(folder, "add", "--all")
    assert found.files("files/cj") == {}


def test_a_name_that_could_pass_for_an_entry_does_not(folder: Path) -> None:
    (folder / "files" / "cj" / "x\tflags: 0\n100644 0 0\ty").write_text("x", "utf-8")
    git(folder, "add", "--all")
    assert len(names(look(folder), "files/cj")) == 4
    git(folder, "update-index", "--index-version", "4")
    # In a list of lines it is not certain where such an entry ends.
    assert names(look(folder), "files/cj") == []


def test_a_file_that_git_writes_otherwise_than_its_blob_is_told(folder: Path) -> None:
    paths = [f"files/cj/{name}.txt" for name in "abc"]
    assert look(folder).unconverted(paths) == frozenset(paths)
    (folder / ".gitattributes").write_text("*.txt text=auto eol=lf\na.txt ident\nc.txt filter=some\n", "utf-8")
    assert look(folder).unconverted(paths) == {"files/cj/b.txt"}
    (folder / ".gitattributes").write_text("b.txt working-tree-encoding=latin1\nc.txt -ident\n", "utf-8")
    assert look(folder).unconverted(paths) == {"files/cj/a.txt", "files/cj/c.txt"}


@pytest.mark.parametrize("asks", [0, 1, 2])
def test_as_long_as_git_is_at_it_one_step_after_the_other_is_done(
    asks: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git is a program here that answers when it is told to, which the last of so many steps does."""
    told = tmp_path / "told"
    wait = f"import pathlib, time\nwhile not pathlib.Path({str(told)!r}).exists(): time.sleep(0.01)"
    begun = subprocess.Popen([sys.executable, "-c", wait])
    done: list[str] = []

    def step(name: str) -> None:
        done.append(name)
        answer()

    def answer() -> None:
        if len(done) == asks:
            told.touch()
            begun.wait()

    checkout = Checkout(tmp_path, "files")
    monkeypatch.setattr(checkout, "_asked", (begun, (tmp_path / "out").open("wb")))
    answer()
    checkout.meanwhile(partial(step, "one"), partial(step, "two"))
    checkout.close()
    begun.wait()
    assert done == ["one", "two"][:asks]


def test_where_nobody_is_asked_there_is_no_meanwhile(tmp_path: Path) -> None:
    Checkout(tmp_path, "files").meanwhile(pytest.fail)
