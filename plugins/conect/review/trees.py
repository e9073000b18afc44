"""Commits and trees: which commit a name means, what a merge would give, what differs between two trees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conect.records.problems import ConectError
from conect.review.git import Git, GitError

FILE, EXECUTABLE, LINK, SUBMODULE = "100644", "100755", "120000", "160000"
NOTHING = "000000"
"""Mode of a side on which the path is not there."""


class RevisionError(ConectError):
    """A name that is no commit of this repository."""


class Merge(NamedTuple):
    """What merging would give: the tree, or None with the paths that are in conflict (none where nothing is shared)."""

    tree: str | None
    conflicts: tuple[str, ...] = ()


class FileChange(NamedTuple):
    """One path that differs; ids are of blobs, modes as git writes them (``NOTHING`` where the path is not there)."""

    path: str
    old_mode: str
    new_mode: str
    old_id: str
    new_id: str

    @property
    def added(self) -> bool:
        """Tell whether the path is new."""
        return self.old_mode == NOTHING

    @property
    def removed(self) -> bool:
        """Tell whether the path is gone."""
        return self.new_mode == NOTHING


class Item(NamedTuple):
    """One file of a tree."""

    path: str
    mode: str
    id: str


def commit(git: Git, name: str) -> str:
    """Return the id of the commit that ``name`` means. Raises ``RevisionError`` where it means none."""
    if not name or name.startswith("-") or not name.isprintable():
        raise _no_commit(name)
    code, answer = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", accept=(0, 1))
    if code:
        raise _no_commit(name)
    return answer.decode().split()[-1]


def _no_commit(name: str) -> RevisionError:
    shown = "".join(c if c.isprintable() else "?" for c in name)
    return RevisionError(f"„{shown}” nu este un commit al depozitului", f"“{shown}” is no commit of this repository")


def tree_of(git: Git, commit_id: str) -> str:
    """Return the id of a commit's tree."""
    return git.line("rev-parse", "--verify", "--quiet", f"{commit_id}^{{tree}}")


def merge(git: Git, base: str, head: str) -> Merge:
    """Merge two commits without touching a file (git 2.38 or newer)."""
    try:
        code, answer = git.ask(
            "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", base, head, accept=(0, 1)
        )
    except GitError as error:
        if "unrelated histories" in error.message.en:
            return Merge(None)
        if "usage:" in error.message.en:
            raise GitError("git este prea vechi; instalați 2.38 sau mai nou", "git is too old; install 2.38") from None
        raise
    tree, *paths = (part.decode("utf-8", "surrogateescape") for part in answer.split(b"\0"))
    if code == 0:
        return Merge(tree)
    return Merge(None, tuple(sorted({path for path in paths if path})))


def changes(git: Git, old_tree: str, new_tree: str) -> list[FileChange]:
    """Return every path that differs between two trees, sorted; renames are left as removal and addition."""
    _, answer = git.ask(
        "diff-tree",
        "-r",
        "-z",
        "--raw",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
        "--ignore-submodules=none",
        "--no-abbrev",
        old_tree,
        new_tree,
    )
    parts = answer.split(b"\0")
    found: list[FileChange] = []
    for head, path in zip(parts[::2], parts[1::2], strict=False):
        old_mode, new_mode, old_id, new_id, _ = head.decode().removeprefix(":").split(" ")
        found.append(FileChange(path.decode("utf-8", "surrogateescape"), old_mode, new_mode, old_id, new_id))
    return sorted(found)


def items(git: Git, tree: str, folder: str) -> Iterator[Item]:
    """Yield every file below ``folder`` (POSIX, from the top) of a tree, in git's order."""
    _, answer = git.ask("ls-tree", "-r", "-z", "--full-tree", tree, "--", f"{folder}/" if folder else ".")
    for line in answer.split(b"\0"):
        if line:
            head, _, path = line.partition(b"\t")
            mode, _, id = head.decode().split(" ")
            yield Item(path.decode("utf-8", "surrogateescape"), mode, id)
