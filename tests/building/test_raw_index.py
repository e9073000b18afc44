"""What is read of git's index itself: nothing in it changes unseen, and its files are those that git lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building.test_checkout import KINDS, folder, git, look, names

__all__ = ["folder"]

FOLDERS = [f"files/{name}" for name in ("cj", "cjx", "cj-x", "tm")]


def digests(folder: Path) -> dict[str, bytes]:
    return look(folder).digests(FOLDERS)


def other_than(before: dict[str, bytes], folder: Path) -> set[str]:
    after = digests(folder)
    return {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_folders_checksum_changes_with_its_own_files_alone(kind: str, folder: Path) -> None:
    if KINDS[kind]:
        git(folder, "update-index", *KINDS[kind])
    before = digests(folder)
    assert len(set(before.values())) == 4
    (folder / "files" / "cjx" / "d.txt").write_text("other\n", "utf-8")
    git(folder, "add", "--all")
    assert other_than(before, folder) == {"files/cjx"}


def test_an_index_of_version_3_is_read_too(folder: Path) -> None:
    # A flag that only this version has.
    (folder / "files" / "tm" / "new.txt").write_text("new\n", "utf-8")
    git(folder, "add", "--intent-to-add", "--all")
    assert (folder.parent / ".git" / "index").read_bytes()[4:8] == b"\0\0\0\3"
    before = digests(folder)
    (folder / "files" / "cj" / "a.txt").write_text("other\n", "utf-8")
    git(folder, "add", "files/cj")
    assert other_than(before, folder) == {"files/cj"}


@pytest.mark.parametrize(
    "change",
    [
        ["update-index", "--assume-unchanged", "files/cj/c.txt"],
        ["update-index", "--skip-worktree", "files/cj/a.txt"],
        ["rm", "--quiet", "--cached", "files/cj/b.txt"],
        ["update-index", "--chmod=+x", "files/cj/c.txt"],
    ],
)
def test_the_checksum_tells_of_everything_that_an_entry_says(change: list[str], folder: Path) -> None:
    before = digests(folder)
    git(folder, *change)
    assert other_than(before, folder) == {"files/cj"}


@pytest.mark.parametrize("decoy", ["aaa", "files/aaa", "files/cj-w", "files/zzz", "zzz"])
def test_a_path_that_holds_another_one_hides_nothing(decoy: str, folder: Path) -> None:
    """The path of a folder is met in others, before and after its own files."""
    for name in ("cj", "cjx", "tm"):
        path = folder / decoy / "content" / "files" / name / "x.txt"
        path.parent.mkdir(parents=True)
        path.write_text("x\n", "utf-8")
    git(folder, "add", "--all")
    for name in ("cj/a", "cj/c", "cjx/d", "cj-x/e", "tm/f"):
        before = digests(folder)
        (folder / "files" / f"{name}.txt").write_text(f"other {name}\n", "utf-8")
        git(folder, "add", "--all")
        assert f"files/{name.partition('/')[0]}" in other_than(before, folder)
    assert names(look(folder), "files/cj") == ["a.txt", "b.txt", "c.txt"]


def test_at_the_root_of_a_repository_there_is_no_path_before_the_part(folder: Path) -> None:
    root = folder.parent
    (root / "files" / "cj").mkdir(parents=True)
    (root / "files" / "cj" / "a.txt").write_text("a\n", "utf-8")
    git(root, "add", "--all")
    before = look(root).digests(["files/cj"])
    assert before["files/cj"]
    (root / "files" / "cj" / "a.txt").write_text("b\n", "utf-8")
    git(root, "add", "--all")
    assert look(root).digests(["files/cj"]) != before


def test_what_is_read_is_what_git_lists(folder: Path) -> None:
    long = folder / "files" / "cj" / ("d" * 200)
    while len(str(long)) < 3900:
        long = long / ("e" * 150)
    (folder / "files" / "cj" / "ș ț.txt").write_text("x", "utf-8")
    (folder / "files" / "cj" / "run.sh").write_text("x", "utf-8")
    (folder / "files" / "cj" / "run.sh").chmod(0o755)
    long.mkdir(parents=True)
    (long / "file").write_text("x", "utf-8")
    git(folder, "add", "--all")
    read = {name: look(folder).files(name) for name in FOLDERS}
    git(folder, "update-index", "--index-version", "4")
    assert read == {name: look(folder).files(name) for name in FOLDERS}
    assert len(read["files/cj"]) == 6
