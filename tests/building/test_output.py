"""The new tree takes the former one's place whole, or not at all."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from conect.building.errors import OutputError
from conect.building.output import MARKER, Output, Tree
from conect.building.tree import remove


def tree_of(folder: Path) -> dict[str, str]:
    """Every file with its text, the marker apart."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def build(target: Path, **files: str) -> None:
    with Output(target).staging() as tree:
        for name, text in files.items():
            tree.write(f"{name}/index.html", text.encode())


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path != target)


def test_a_first_build_and_a_second_one(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "site"
    build(target, a="1", b="1")
    assert tree_of(target) == {"a/index.html": "1", "b/index.html": "1"}
    build(target, a="2", c="2")
    assert tree_of(target) == {"a/index.html": "2", "c/index.html": "2"}
    assert beside(target) == []


def test_a_failure_leaves_the_former_site_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, a="1")
    with pytest.raises(ZeroDivisionError), Output(target).staging() as tree:
        tree.write("a/index.html", b"2")
        _ = 1 // 0
    assert tree_of(target) == {"a/index.html": "1"}
    assert beside(target) == []


def test_while_the_new_site_grows_the_former_one_is_served(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, a="1")
    with Output(target).staging() as tree:
        tree.write("a/index.html", b"2")
        assert tree_of(target) == {"a/index.html": "1"}
        # A second build at the same time would take the first one's tree away.
        with pytest.raises(OutputError, match="another"), Output(target).staging():
            pass
    assert tree_of(target) == {"a/index.html": "2"}


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "documents"
    target.mkdir()
    (target / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError) as caught, Output(target).staging():
        pass
    assert str(target) in caught.value.ro
    assert (target / "thesis.txt").read_text() == "years of work"
    assert beside(target) == []


def test_an_empty_folder_may_be_used_and_a_file_may_not(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    build(target, a="1")
    assert tree_of(target) == {"a/index.html": "1"}
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(OutputError, match="is a file"), Output(file).staging():
        pass
    with pytest.raises(OutputError, match="cannot be replaced"), Output(Path("/")).staging():
        pass


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    build(real, a="1")
    link.symlink_to(real)
    build(link, a="2")
    assert link.is_symlink()
    assert tree_of(real) == {"a/index.html": "2"}


@pytest.mark.parametrize("moment", ["building", "between the renames", "removing the former one"])
def test_what_a_killed_build_left_is_put_right_by_the_next(tmp_path: Path, moment: str) -> None:
    target = tmp_path / "site"
    build(target, a="1")
    new, old = tmp_path / ".site.new", tmp_path / ".site.old"
    if moment == "building":
        (new / "half").mkdir(parents=True)
    elif moment == "between the renames":
        target.rename(old)
        (new / "half").mkdir(parents=True)
        # Whoever looks after the next build has failed finds the former site in its place again.
        with pytest.raises(ZeroDivisionError), Output(target).staging():
            _ = 1 // 0
        assert tree_of(target) == {"a/index.html": "1"}
    else:
        (old / "a").mkdir(parents=True)
    build(target, a="2")
    assert tree_of(target) == {"a/index.html": "2"}
    assert beside(target) == []


def test_a_build_that_is_killed_leaves_the_former_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, a="1")
    code = (
        "import os, sys; from pathlib import Path; from conect.building.output import Output\n"
        "with Output(Path(sys.argv[1])).staging() as tree:\n"
        "    tree.write('a/index.html', b'2'); os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert done.returncode == -9
    assert tree_of(target) == {"a/index.html": "1"}
    assert beside(target) != []
    build(target, a="3")
    assert tree_of(target) == {"a/index.html": "3"}
    assert beside(target) == []


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/etc/x", "a//b", "", ".", "a/./b", "..\\x", "a\0b", "c:/x", "a/"]
)
def test_no_path_leaves_the_tree(tmp_path: Path, name: str) -> None:
    tree = Tree(tmp_path / "site")
    tree.root.mkdir()
    with pytest.raises(OutputError):
        tree.write(name, b"x")
    assert list(tmp_path.rglob("*")) == [tree.root]


def test_two_files_for_one_address_are_refused_also_from_two_processes(tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    tree.write("a/index.html", b"1")
    elsewhere: Tree = pickle.loads(pickle.dumps(tree))  # noqa: S301 - made in this line
    with pytest.raises(OutputError, match=r"a/index\.html"):
        elsewhere.write("a/index.html", b"2")
    assert tree.has("a/index.html")
    assert not tree.has("b/index.html")


def test_the_same_bytes_twice_are_two_pages_all_the_same(tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    for first in (b"", b"1", b"12"):
        tree.write(f"{len(first)}/index.html", first)
        with pytest.raises(OutputError):
            tree.write(f"{len(first)}/index.html", b"12")


def test_work_that_is_done_again_completes_what_it_had_begun_and_nothing_else(tmp_path: Path) -> None:
    tree: Tree = pickle.loads(pickle.dumps(Tree(tmp_path, repeated=True)))  # noqa: S301 - made in this line
    for begun in (b"", b"1", b"12"):
        name = f"{len(begun)}/index.html"
        tree.write(name, begun)
        tree.write(name, b"12")
        assert (tmp_path / name).read_bytes() == b"12"
        with pytest.raises(OutputError):
            tree.write(name, b"1")
    assert (tmp_path / "0/index.html").read_bytes() == b"12"


def test_a_tree_of_any_shape_is_removed_and_nothing_beside_it(tmp_path: Path) -> None:
    target, beside_it = tmp_path / "tree", tmp_path / "kept"
    beside_it.mkdir()
    (beside_it / "file").touch()
    for crowd in ("a", "deep/er/b", "deep/er/b/7/crowd"):
        for number in range(60):
            (target / crowd / str(number) / "inner").mkdir(parents=True)
            (target / crowd / str(number) / "index.html").touch()
    (target / "a" / "link").symlink_to(beside_it)
    (target / "few" / "one").mkdir(parents=True)
    remove(target)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (beside_it / "file").exists()
    remove(target)
    (tmp_path / "link").symlink_to(beside_it)
    remove(tmp_path / "link")
    remove(beside_it / "file")
    assert list(tmp_path.rglob("*")) == [beside_it]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError) as caught, Output(tmp_path / "file" / "site").staging():
        pass
    assert str(tmp_path / "file") in caught.value.ro
