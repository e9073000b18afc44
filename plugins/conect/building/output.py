"""A new tree beside the old one, switched in by rename: the public sees the former output or the new one, whole.

``OUT`` is the folder asked for; beside it, in the same parent, stand for a while ``.OUT.new`` (being built; once the
two have changed places, the former output while it is removed) and ``.OUT.lock``; where the system cannot exchange
two folders in one step, also ``.OUT.old`` (the former output between two renames and while it is removed). What a
killed build has left is recognised by these names and cleared, or put back, by the next one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO

from conect.building.errors import OutputError
from conect.building.exchange import exchange

MARKER = ".conect"
"""File that marks a folder as built by this program: only such a folder is ever replaced."""

_MARK = b"This folder is built by conect, which replaces it whole at the next build.\n"


class Tree:
    """A folder into which files are written, each path checked; picklable, so that workers can write too.

    ``repeated`` tells that work may be done again from its start, because the worker that began it has died: then a
    file that holds the beginning of what is to be written is completed instead of refused.
    """

    def __init__(self, root: Path, repeated: bool = False) -> None:
        self.root = root
        self.repeated = repeated
        self._made: set[str] = set()

    def __reduce__(self) -> tuple[type[Tree], tuple[Path, bool]]:
        return Tree, (self.root, self.repeated)

    def place(self, name: str) -> str:
        """Return the file system path of ``name`` (POSIX, relative), refusing any that would not stay inside.

        Raises ``OutputError``.
        """
        parts = name.split("/")
        if any(part in ("", ".", "..") or "\\" in part or "\0" in part or ":" in part for part in parts):
            raise OutputError(
                f"calea „{name}” ar ieși din dosarul site-ului sau nu este o cale; nu a fost scrisă",
                f"the path “{name}” would leave the site's folder or is no path; it was not written",
            )
        return os.path.join(self.root, *parts)  # noqa: PTH118 - twice per page of 200,000; Path is ten times slower

    def make_folder(self, name: str) -> None:
        """Make the folder ``name`` and those above it."""
        if name and name not in self._made:
            os.makedirs(self.place(name), exist_ok=True)  # noqa: PTH103 - see place
            self._made.add(name)

    def write(self, name: str, data: bytes) -> None:
        """Write a new file; its folder is made when it is not there.

        Raises ``OutputError`` where the path leaves the tree or the file exists already (two pages want one address).
        """
        path = self.place(name)
        try:
            self._write(path, data)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - see place
            self._write(path, data)

    def _write(self, path: str, data: bytes) -> None:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            if self.repeated and _completed(path, data):
                return
            name = PurePosixPath(Path(path).relative_to(self.root))
            raise OutputError(
                f"două pagini vor aceeași adresă, „{name}”; schimbați una dintre ele",
                f"two pages want the same address, “{name}”; change one of them",
            ) from None
        except FileNotFoundError:
            raise
        except OSError as error:
            raise _cannot_write(Path(path), error) from None
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            file.write(data)

    def has(self, name: str) -> bool:
        """Tell whether the file ``name`` was written."""
        return os.path.isfile(self.place(name))  # noqa: PTH113 - see place


class Output:
    """The output folder ``target`` and the new tree that is to take its place."""

    def __init__(self, target: Path) -> None:
        # A link to the folder stays a link: what it points to is replaced.
        self.target = Path(os.path.realpath(target))
        self._new = self.target.parent / f".{self.target.name}.new"
        self._old = self.target.parent / f".{self.target.name}.old"
        self._lock = self.target.parent / f".{self.target.name}.lock"

    @contextmanager
    def staging(self, *, repeated: bool = False) -> Iterator[Tree]:
        """Give the new tree; on leaving without an exception it takes the target's place, else it is removed.

        ``repeated`` is the tree's own.

        Raises ``OutputError`` where the target is not ours to replace, or another build is writing it.
        """
        self._check()
        with self._locked():
            self._recover()
            self._check()
            try:
                self._new.mkdir()
                tree = Tree(self._new, repeated=repeated)
                yield tree
                tree.write(MARKER, _MARK)
                self._switch()
            finally:
                _remove(self._new)
                if self.target.exists():
                    _remove(self._old)

    def _check(self) -> None:
        shown = str(self.target)
        if not self.target.name or self.target == Path.home():
            raise OutputError(
                f"dosarul „{shown}” nu poate fi înlocuit; alegeți altul pentru site",
                f"the folder “{shown}” cannot be replaced; choose another one for the site",
            )
        if not os.path.lexists(self.target):
            return
        if not self.target.is_dir():
            raise OutputError(
                f"„{shown}” este un fișier; alegeți un dosar pentru site",
                f"“{shown}” is a file; choose a folder for the site",
            )
        if not (self.target / MARKER).is_file() and any(self.target.iterdir()):
            raise OutputError(
                f"dosarul „{shown}” are fișiere care nu sunt ale unui site făcut de conect, așa că nu este înlocuit; "
                "alegeți alt dosar sau goliți-l",
                f"the folder “{shown}” holds files that are not of a site built by conect, so it is not replaced; "
                "choose another folder or empty it",
            )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self._lock.parent.mkdir(parents=True, exist_ok=True)
            file = self._lock.open("a")
        except OSError as error:
            raise _cannot_write(self._lock.parent, error) from None
        with file:
            # A lock file that its owner has removed meanwhile locks nothing.
            if not _lock(file) or not _same(file, self._lock):
                raise OutputError(
                    f"alt „conect build” scrie acum în „{self.target}”; așteptați să termine",
                    f"another “conect build” is writing to “{self.target}” now; wait until it has ended",
                )
            try:
                yield
            finally:
                with suppress(OSError):
                    self._lock.unlink()

    def _recover(self) -> None:
        """Finish or undo what a killed build has left."""
        if not os.path.lexists(self.target) and (self._old / MARKER).is_file():
            # It was killed between the two renames.
            self._old.rename(self.target)
        _remove(self._old)
        _remove(self._new)

    def _switch(self) -> None:
        try:
            if os.path.lexists(self.target):
                if exchange(self._new, self.target):
                    return
                self.target.rename(self._old)
            try:
                self._new.rename(self.target)
            except OSError:
                if os.path.lexists(self._old):
                    self._old.rename(self.target)
                raise
        except OSError as error:
            raise _cannot_write(self.target, error) from None


def _completed(path: str, data: bytes) -> bool:
    """Complete a file that holds the beginning of ``data``, or all of it; False where it holds something else."""
    with open(path, "r+b") as file:  # noqa: PTH123 - see place
        if not data.startswith(file.read(len(data) + 1)):
            return False
        file.seek(0)
        file.write(data)
    return True


def _cannot_write(path: Path, error: OSError) -> OutputError:
    why = error.strerror or type(error).__name__
    return OutputError(
        f"nu se poate scrie în „{path}” ({why}); alegeți alt dosar pentru site sau schimbați drepturile lui",
        f"“{path}” cannot be written ({why}); choose another folder for the site or change its permissions",
    )


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _same(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _lock(file: IO[str]) -> bool:
    """Lock an open file until it is closed or the process ends; False where another process has it."""
    try:
        import fcntl
    except ImportError:  # Windows: two builds at once are then not told apart
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
