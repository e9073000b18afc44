"""Files that have changed are found, whatever git says of them; and no others are read."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conect.building.checkout import Checkout
from conect.catalogue import stamps as module
from conect.catalogue.files import ORGANIZATIONS, Content
from conect.catalogue.stamps import Changes, Folder, Stamp, at_first, changes, identities, stamps_at
from tests.building.test_checkout import git

MOMENT = 30_000_000
"""Nanoseconds that a test waits in the place of ``JUST_NOW``: several ticks of the clock."""


class Known:
    """A content folder in a repository (or in none), and what a build knows of it."""

    def __init__(self, content: Path, *, versioned: bool = True) -> None:
        self.content = content
        self.versioned = versioned
        self.stamps: dict[str, Stamp] = {}
        self.folders: dict[str, Folder] = {}

    def paths(self) -> list[str]:
        found = (self.content / ORGANIZATIONS).glob("*/*")
        return sorted(path.relative_to(self.content).as_posix() for path in found if path.is_file())

    def write(self, path: str, text: str) -> None:
        place = self.content / ORGANIZATIONS / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")

    def wait(self) -> None:
        time.sleep(1.5 * MOMENT / 1e9)

    def first(self) -> None:
        """Know the files as after a whole build."""
        before = identities(self.content)
        self.stamps = stamps_at(self.content, self.paths())
        self.folders = at_first(self.stamps, before, self.look())

    def look(self) -> object:
        return Checkout(self.content, ORGANIZATIONS).look if self.versioned else None

    def renew(self) -> Changes:
        """Compare, and know the files as they are now."""
        by_folder = module.stamps_by_folder(self.stamps)
        found = changes(self.content, self.folders, lambda folder: by_folder.get(folder, {}), self.look())  # type: ignore[arg-type]
        here = {module.folder_of(path) for path in found.stamps} | (self.folders.keys() - found.folders.keys())
        kept = {path: stamp for path, stamp in self.stamps.items() if module.folder_of(path) not in here}
        self.stamps, self.folders = kept | found.stamps, found.folders
        assert found.records == len([path for path in self.stamps if path.endswith(".yaml")])
        return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that were read."""
    paths: list[str] = []
    read = Content.read

    def noted(self: Content, path: str, *rest: int) -> bytes:
        paths.append(path)
        return read(self, path, *rest)

    monkeypatch.setattr(Content, "read", noted)
    return paths


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "JUST_NOW", MOMENT)


@pytest.fixture(params=["git", "none"])
def known(request: pytest.FixtureRequest, tmp_path: Path) -> Known:
    made = Known(tmp_path / "repository" / "content", versioned=request.param == "git")
    for folder in ("cj", "tm", "is"):
        for name in "abcd":
            made.write(f"{folder}/{name}.yaml", f"{folder} {name}\n")
    made.write("cj/a.png", "logo\n")
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "repository")
    git(made.content, "add", "--all")
    git(made.content, "commit", "--quiet", "-m", "records")
    made.wait()
    made.first()
    return made


def test_nothing_is_read_where_nothing_has_changed(known: Known, opened: list[str]) -> None:
    opened.clear()
    found = known.renew()
    assert (found.differing, found.gone, found.looked, opened) == ([], [], [], [])
    if known.versioned:
        assert all(folder.identity and folder.indexed for folder in found.folders.values())


@pytest.mark.parametrize("committed", [False, True])
def test_one_changed_file_is_the_only_one_read(known: Known, opened: list[str], committed: bool) -> None:
    known.write("cj/b.yaml", "CJ b\n")
    if committed:
        git(known.content, "commit", "--quiet", "-am", "change")
    opened.clear()
    found = known.renew()
    assert found.differing == opened == [f"{ORGANIZATIONS}/cj/b.yaml"]
    known.wait()
    known.renew()  # it was changed just now, so it is read once more
    opened.clear()
    assert (known.renew().differing, opened) == ([], [])


def test_who_comes_and_who_goes_is_seen(known: Known) -> None:
    known.write("tm/new.yaml", "new\n")
    known.write("b/first.yaml", "first\n")
    (known.content / ORGANIZATIONS / "cj" / "a.png").unlink()
    shutil.rmtree(known.content / ORGANIZATIONS / "is")
    (known.content / ORGANIZATIONS / "cj" / "a.yaml").rename(known.content / ORGANIZATIONS / "tm" / "e.yaml")
    found = known.renew()
    wanted = ["b/first.yaml", "tm/e.yaml", "tm/new.yaml"]
    assert sorted(found.differing) == [f"{ORGANIZATIONS}/{path}" for path in wanted]
    gone = ["cj/a.png", "cj/a.yaml", *(f"is/{name}.yaml" for name in "abcd")]
    assert sorted(found.gone) == [f"{ORGANIZATIONS}/{path}" for path in gone]
    assert sorted(known.stamps) == known.paths()


def test_what_should_not_stand_there_is_seen(known: Known) -> None:
    place = known.content / ORGANIZATIONS / "cj"
    (place / "a.yaml").unlink()
    (place / "a.yaml").symlink_to("b.yaml")
    (place / "folder").mkdir()
    os.mkfifo(place / "pipe")
    found = known.renew()
    assert found.some
    assert {problem.path.rpartition("/")[2] for problem in found.problems} >= {"a.yaml", "folder", "pipe"}
    shutil.move(known.content / ORGANIZATIONS, known.content / "elsewhere")
    (known.content / ORGANIZATIONS).symlink_to("elsewhere")
    assert any(problem.level == "error" for problem in known.renew().problems)


def cloned(known: Known, tmp_path: Path) -> None:
    """Go on in a fresh clone of the repository."""
    git(tmp_path, "clone", "--quiet", "repository", "clone")
    known.content = tmp_path / "clone" / "content"
    known.wait()


def test_a_fresh_clone_is_believed_unread_where_git_tells(known: Known, tmp_path: Path, opened: list[str]) -> None:
    known.write("cj/b.yaml", "not committed when the build was made\n")
    known.wait()
    known.renew()
    cloned(known, tmp_path)
    opened.clear()
    changed = f"{ORGANIZATIONS}/cj/b.yaml"
    assert known.renew().differing == [changed]
    # Without git every file of a clone is another one until it is read.
    assert sorted(opened) == ([changed] if known.versioned else known.paths())
    opened.clear()
    assert known.renew().differing == opened == []
    assert all(folder.identity for folder in known.folders.values())
    assert all(folder.indexed for folder in known.folders.values()) == known.versioned


@pytest.mark.parametrize(
    ("attribute", "filters"),
    [
        ("text eol=crlf", {}),
        ("filter=some", {"filter.some.smudge": "tr a-z A-Z", "filter.some.clean": "tr A-Z a-z"}),
        ("working-tree-encoding=UTF-16", {}),
    ],
)
def test_a_clone_whose_files_are_written_otherwise_is_read(
    known: Known, tmp_path: Path, attribute: str, filters: dict[str, str]
) -> None:
    git(tmp_path, "clone", "--quiet", "--no-checkout", "repository", "clone")
    clone = tmp_path / "clone"
    for key, value in filters.items():
        git(clone, "config", key, value)
    (clone / ".git" / "info").mkdir(exist_ok=True)
    (clone / ".git" / "info" / "attributes").write_text(f"*.yaml {attribute}\n", "utf-8")
    git(clone, "checkout", "--quiet", "main")
    known.content = clone / "content"
    known.wait()
    assert sorted(known.renew().differing) == [path for path in known.paths() if path.endswith(".yaml")]
    known.wait()
    assert known.renew().differing == []


@pytest.mark.parametrize("seed", range(8))
def test_any_sequence_of_steps_is_followed(known: Known, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret

    def text() -> str:
        return "".join(chance.choices("ab", k=chance.choice([3, 3, 3, 9]))) + "\n"

    def step() -> None:
        paths = known.paths()
        path = chance.choice(paths).removeprefix(f"{ORGANIZATIONS}/")
        kind = chance.randrange(10)
        if kind < 3:
            known.write(path, text())
        elif kind == 3:
            known.write(f"{chance.choice(['cj', 'tm', 'ab'])}/n{chance.randrange(9)}.yaml", text())
        elif kind == 4 and len(paths) > 6:
            (known.content / ORGANIZATIONS / path).unlink()
        elif kind == 5:
            git(known.content, "add", "--all")
        elif kind == 6:
            git(known.content, "add", "--all")
            git(known.content, "commit", "--quiet", "--allow-empty", "-m", "step")
        elif kind == 7:
            flag = chance.choice(["assume-unchanged", "no-assume-unchanged", "skip-worktree", "no-skip-worktree"])
            with_index = git(known.content, "ls-files", "--", f"{ORGANIZATIONS}/{path}")
            if with_index:
                git(known.content, "update-index", f"--{flag}", f"{ORGANIZATIONS}/{path}")
        elif kind == 8:
            git(known.content, "status")
        else:
            os.utime(known.content / ORGANIZATIONS / path)

    truth = {path: (known.content / path).read_bytes() for path in known.paths()}
    for _ in range(25):
        for _ in range(chance.choice([0, 1, 1, 2, 3])):
            step()
        if chance.random() < 0.3:
            known.wait()
        now = {path: (known.content / path).read_bytes() for path in known.paths()}
        found = known.renew()
        assert sorted(found.differing) == sorted(path for path in now if truth.get(path) != now[path])
        assert sorted(found.gone) == sorted(truth.keys() - now.keys())
        assert {path: stamp[2] for path, stamp in known.stamps.items()} == {
            path: module.blob(data) for path, data in now.items()
        }
        truth = now
