"""Compressed partners: which files have them, that they say the same, and that they go with their files."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from conect.building.errors import BuildingError
from conect.building.executor import Crew
from conect.building.output import Output
from conect.building.precompress import kinds_of, partners, precompress, precompress_change, precompress_tree
from conect.building.tree import Tree
from tests.building.pages import contents

LONG = b"<p>Asociatia</p>" * 100
OTHER = b"<p>Fundatia</p>" * 100


@pytest.fixture
def brotli(monkeypatch: pytest.MonkeyPatch) -> None:
    """A brotli that only turns the bytes round and halves them."""
    made = SimpleNamespace(MODE_TEXT=1, compress=lambda data, **_: data[::-1][: len(data) // 2])
    monkeypatch.setitem(sys.modules, "brotli", made)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A site with files of all sorts."""
    made = Tree(tmp_path / "site")
    made.root.mkdir()
    for name, data in {
        "index.html": LONG,
        "a/index.html": LONG[:1024],
        "b/index.html": LONG[:1023],
        "x.bin": LONG,
        "logo.png": LONG,
        "data.json": LONG,
        "_headers": LONG,
        ".conect": LONG,
        "noise.csv": bytes(range(256)) * 4,
    }.items():
        made.write(name, data)
    return made


def test_text_that_is_worth_it_has_partners(tree: Tree) -> None:
    with Crew(1, mode="serial") as crew:
        assert precompress_tree(crew, tree, ("gz",)) == 4
    made = {name: (tree.root / name).read_bytes() for name in tree.files() if name.endswith(".gz")}
    assert sorted(made) == ["a/index.html.gz", "data.json.gz", "index.html.gz", "noise.csv.gz"]
    for name, data in made.items():
        assert gzip.decompress(data) == (tree.root / name.removesuffix(".gz")).read_bytes()
        # No time, no name, no system: a build is the same anywhere and at any time.
        assert data[:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"


def test_workers_do_it_with_the_same_bytes(tree: Tree, tmp_path: Path) -> None:
    other = Tree(tmp_path / "other")
    for name in tree.files():
        other.write(name, tree.path(name).read_bytes())
    with Crew(1, mode="serial") as crew:
        precompress_tree(crew, tree, ("gz",))
    with Crew(1, mode="processes") as crew:
        precompress_tree(crew, other, ("gz",))
    assert contents(tree.root) == contents(other.root)


def test_what_does_not_become_smaller_has_none(tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    # Bytes without any order, which no program makes smaller.
    state, noise = 1, bytearray()
    for _ in range(3000):
        state = state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        noise.append(state >> 56)
    tree.write("noise.txt", bytes(noise))
    assert precompress(tree, ["noise.txt"], ("gz",)) == []


@pytest.mark.usefixtures("brotli")
def test_both_kinds(tree: Tree) -> None:
    assert kinds_of(["br", "gz"]) == ("gz", "br")
    assert precompress(tree, ["index.html"], ("gz", "br")) == ["index.html.gz", "index.html.br"]
    assert (tree.root / "index.html.br").read_bytes() == LONG[::-1][: len(LONG) // 2]


def test_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kinds_of(()) == ()
    assert kinds_of(("gz",)) == ("gz",)
    for wrong in ("gz", None, ("zip",), 5, {"gz"}):
        with pytest.raises(BuildingError, match="CONECT_PRECOMPRESS"):
            kinds_of(wrong)
    monkeypatch.setitem(sys.modules, "brotli", None)
    with pytest.raises(BuildingError, match="pip install brotli") as caught:
        kinds_of(("gz", "br"))
    assert "lipsește" in caught.value.ro


def test_partners_go_with_their_files(tmp_path: Path) -> None:
    target = tmp_path / "site"
    output = Output(target)
    with Crew(1, mode="serial") as crew:
        with output.staging() as tree:
            for name in "abcd":
                tree.write(f"{name}.html", LONG)
            precompress_tree(crew, tree, ("gz",))
        with output.replacing() as change:
            change.tree.write("a.html", OTHER)
            change.tree.write("b.html", b"short")
            change.tree.write("e.html", LONG)
            change.remove("c.html")
            assert precompress_change(crew, change, ("gz",)) == 2
        found = contents(target)
        assert sorted(found) == ["a.html", "a.html.gz", "b.html", "d.html", "d.html.gz", "e.html", "e.html.gz"]
        assert gzip.decompress(found["a.html.gz"]) == OTHER
        # Nothing is asked for: nothing is done.
        with output.replacing() as change:
            change.tree.write("d.html", OTHER)
            assert precompress_change(crew, change, ()) == 0
            assert precompress_tree(crew, change.tree, ()) == 0


def test_names() -> None:
    assert partners("a/index.html", ("gz", "br")) == ["a/index.html.gz", "a/index.html.br"]
    assert partners("a.bin", ("gz",)) == partners("a.html.gz", ("gz",)) == partners("a.html", ()) == []
