"""git as a reader of data: plumbing only, nothing checked out, nothing of the head run or obeyed.

Every command runs with an environment of its own: no system or user configuration, no attributes, hooks, filters,
external diffs or text conversions, no network, no replaced objects, a time limit and a limit on what is read.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from conect.records.problems import ConectError

SECONDS = 300
"""Time that one command may take."""

MOST_OUTPUT = 256 * 1024 * 1024
"""Bytes of one answer; a listing of a million files has some 120 MB."""

# What a configuration in the repository could otherwise make git run, follow or hide.
_SETTINGS = (
    "core.quotePath=off",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    f"core.excludesFile={os.devnull}",
    "core.pager=cat",
    "diff.external=",
    "diff.ignoreSubmodules=none",
    "diff.renames=false",
    "diff.orderFile=",
    "merge.renormalize=false",
    "protocol.allow=never",
    "submodule.recurse=false",
    "gc.auto=0",
    "maintenance.auto=false",
)

_EMPTY_TREE = {
    "sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


class GitError(ConectError):
    """git refused or failed; nothing was judged."""


@dataclass(frozen=True)
class Git:
    """Runs git in ``folder``; small and picklable, so that workers can read too.

    ``writes_to`` is a folder that takes new objects (the merge's), so that the repository itself stays as it is.
    """

    folder: Path
    objects: Path | None = None
    writes_to: Path | None = None
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    def environment(self) -> dict[str, str]:
        """Return the whole environment of a command: none of the caller's own ``GIT_…`` variables survive."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        made = {
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
            **self.extra,
        }
        if self.objects is not None and self.writes_to is not None:
            made["GIT_OBJECT_DIRECTORY"] = str(self.writes_to)
            made["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = _listed(self.objects)
        return kept | made

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of ``git ARGUMENTS``."""
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        return ["git", *settings, *arguments]

    def ask(self, *arguments: str, accept: Sequence[int] = (0,)) -> tuple[int, bytes]:
        """Run a command; return its exit code and what it printed. Raises ``GitError`` for any code not accepted."""
        with tempfile.TemporaryFile() as said, self._started(arguments, stderr=said.fileno()) as (process, out):
            answer = out.read(MOST_OUTPUT + 1)
            if len(answer) > MOST_OUTPUT:
                process.kill()
                raise GitError("propunerea este prea mare pentru a fi judecată", "the proposal is too large to judge")
            code = process.wait()
            if code not in accept:
                said.seek(0)
                raise _failed(arguments[0], code, said.read(2000).decode("utf-8", "replace"))
        return code, answer

    def line(self, *arguments: str) -> str:
        """Return the one line that a command prints, without its line break."""
        return self.ask(*arguments)[1].decode("utf-8", "surrogateescape").removesuffix("\n")

    @contextmanager
    def _started(
        self, arguments: Sequence[str], *, stdin: int = subprocess.DEVNULL, stderr: int = subprocess.DEVNULL
    ) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
        """Start a command and give it with what it prints; it is killed when its time is over or the caller leaves."""
        try:
            process = subprocess.Popen(  # noqa: S603 - a fixed program, its arguments are no shell's
                self.command(*arguments),
                cwd=self.folder,
                env=self.environment(),
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=stderr,
            )
        except FileNotFoundError:
            raise GitError("nu găsesc programul git; instalați-l", "the program git is missing; install it") from None
        timer = threading.Timer(SECONDS, process.kill)
        timer.daemon = True
        timer.start()
        try:
            with cast(IO[bytes], process.stdout) as out:
                yield process, out
        finally:
            timer.cancel()
            # It may still wait for a reader that has gone.
            process.kill()
            process.wait()

    def contents(self, names: Sequence[str], most: int) -> Iterator[bytes | int | None]:
        """Yield for each object name the blob's bytes; its size where that is over ``most``; None where none is.

        A name is an id, or ``TREE:path`` for a path without a line break. Large blobs are never held in memory.
        """
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"))
            asked.seek(0)
            with self._started(["cat-file", "--batch", "--buffer"], stdin=asked.fileno()) as (_, out):
                for _ in names:
                    head = out.readline(8192).split()
                    if len(head) != 3 or not head[2].isdigit():
                        if not head:
                            raise GitError("git nu a mai răspuns", "git has stopped answering")
                        yield None
                        continue
                    size = int(head[2])
                    if size > most or head[1] != b"blob":
                        left = size + 1
                        while left > 0 and (piece := out.read(min(left, 1 << 20))):
                            left -= len(piece)
                        yield size if head[1] == b"blob" else None
                        continue
                    data = out.read(size + 1)
                    if len(data) != size + 1:
                        raise GitError("git nu a mai răspuns", "git has stopped answering")
                    yield data[:-1]

    def stored(self, ids: Set[str]) -> Iterator[str]:
        """Yield those of some ids that the repository has, in the order in which it keeps them.

        What git itself leaves out (it may stop early) is missing; the order is for speed alone.
        """
        listing = ["cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)", "--buffer"]
        with self._started(listing) as (_, out):
            while lines := out.readlines(1 << 20):
                for line in lines:
                    if (id := line[:-1].decode("ascii", "replace")) in ids:
                        yield id

    def content(self, name: str, most: int) -> bytes | int | None:
        """Return one object as ``contents`` does."""
        return next(self.contents([name], most))


def _listed(folder: Path) -> str:
    """Return a folder as an item of a list that git splits at colons (quoted as git reads it)."""
    text = str(folder)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if any(c in text for c in ':"\\') else text


def _failed(what: str, code: int, complaint: str) -> GitError:
    if code < 0:
        return GitError(f"git {what} a durat prea mult", f"git {what} took too long")
    said = " ".join("".join(c if c.isprintable() else " " for c in complaint).split())[:300] or f"exit {code}"
    return GitError(f"git {what}: {said}", f"git {what}: {said}")


@contextmanager
def opened(place: Path) -> Iterator[Git]:
    """Give the repository that holds the folder ``place``; new objects go to a folder that is removed afterwards.

    Raises ``GitError`` where there is none.
    """
    git = Git(place)
    own = git.line("rev-parse", "--absolute-git-dir")
    objects = git.line("rev-parse", "--path-format=absolute", "--git-path", "objects")
    empty = _EMPTY_TREE.get(git.line("rev-parse", "--show-object-format"))
    # Attributes are looked for in the current folder: in git's own there are none. From git 2.41 on they are read from
    # the tree named here alone.
    extra = {"GIT_DIR": own} | ({"GIT_ATTR_SOURCE": empty} if empty else {})
    with tempfile.TemporaryDirectory(prefix="conect-review-") as made:
        yield Git(Path(own), Path(objects), Path(made), extra)


def top_of(place: Path) -> Path | None:
    """Return the top folder of the working tree around ``place``; None in a bare repository."""
    git = Git(place)
    if git.line("rev-parse", "--is-bare-repository") == "true":
        return None
    return Path(git.line("rev-parse", "--show-toplevel"))
