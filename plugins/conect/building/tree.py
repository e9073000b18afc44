"""A folder into which files are written, each path checked."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from conect.building.errors import OutputError
from conect.building.executor import batches_of

_REMOVERS = 8
"""Threads that remove a tree together: each removal waits for the file system's journal, and they can wait at once.
On a busy disk 5,000 folders of a file each took 3 s instead of 41 s."""
_CROWD, _BATCH = 50, 20
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Tree:
    """A folder into which files are written; picklable, so that workers can write too.

    ``repeated`` tells that work may be done again from its start, because the worker that began it has died: then a
    file that holds the beginning of what is to be written is completed instead of refused.
    """

    def __init__(self, root: Path, repeated: bool = False) -> None:
        self.root = root
        self.repeated = repeated
        self._start = os.path.join(root, "")  # noqa: PTH118 - ends with what divides folders
        self._made: set[str] = set()

    def __reduce__(self) -> tuple[type[Tree], tuple[Path, bool]]:
        return Tree, (self.root, self.repeated)

    def again(self) -> Tree:
        """Return the tree for work that is done again from its start: another process has begun with it and died."""
        return Tree(self.root, repeated=True)

    def place(self, name: str) -> str:
        """Return the file system path of ``name`` (POSIX, relative), refusing any that would not stay inside.

        Raises ``OutputError``.
        """
        if not inside(name):
            raise OutputError(
                f"calea „{name}” ar ieși din dosarul site-ului sau nu este o cale; nu a fost scrisă",
                f"the path “{name}” would leave the site's folder or is no path; it was not written",
            )
        # Some times for each of 200,000 pages: joining paths takes ten times as long.
        return f"{self._start}{name if os.sep == '/' else name.replace('/', os.sep)}"

    def path(self, name: str) -> Path:
        """Return what ``place`` returns, as a path."""
        return Path(self.place(name))

    def make_folder(self, name: str) -> None:
        """Make the folder ``name`` and those above it.

        Raises ``OutputError``.
        """
        if name and name not in self._made:
            _make(self.place(name))
            self._made.add(name)

    def write(self, name: str, data: bytes) -> None:
        """Write a new file; its folder is made when it is not there.

        Raises ``OutputError`` where the path leaves the tree, the file exists already (two pages want one address) or
        it cannot be written whole.
        """
        path = self.place(name)
        try:
            self._write(path, data)
        except FileNotFoundError:
            _make(os.path.dirname(path))  # noqa: PTH120 - see place
            self._write(path, data)

    def _write(self, path: str, data: bytes) -> None:
        try:
            descriptor = os.open(path, _FLAGS, 0o666)
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
            raise cannot_write(Path(path), error) from None
        try:
            _fill(descriptor, data)
        except OSError as error:
            raise cannot_write(Path(path), error) from None
        finally:
            os.close(descriptor)

    def has(self, name: str) -> bool:
        """Tell whether the file ``name`` was written."""
        return os.path.isfile(self.place(name))  # noqa: PTH113 - see place

    def files(self) -> list[str]:
        """Return the names of all files, sorted."""
        root = str(self.root)
        cut = len(root) + 1
        return sorted(
            os.path.join(folder, file)[cut:].replace(os.sep, "/")  # noqa: PTH118 - see place
            for folder, _, files in os.walk(root)
            for file in files
        )


def inside(name: str) -> bool:
    """Tell whether a name (POSIX, relative) is a path that stays inside whatever folder it is taken from."""
    if _PLAIN(name):
        return True
    return not any(part in ("", ".", "..") or "\\" in part or "\0" in part or ":" in part for part in name.split("/"))


_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*(?:[./][a-z0-9][a-z0-9-]*)*").fullmatch
"""Most names: parts that begin with a letter or a digit, and stand apart from each other by a slash or a full stop."""


def _fill(descriptor: int, data: bytes) -> None:
    """Write all of ``data``: on a disk that is nearly full the system takes a part, and fails at the next."""
    taken = os.write(descriptor, data)
    while taken < len(data):
        taken += os.write(descriptor, data[taken:])


def _make(path: str) -> None:
    try:
        try:
            os.mkdir(path)  # noqa: PTH102 - see Tree.place
        except (FileExistsError, FileNotFoundError):
            os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except OSError as error:
        raise cannot_write(Path(path), error) from None


def _completed(path: str, data: bytes) -> bool:
    """Complete a file that holds the beginning of ``data``, or all of it; False where it holds something else."""
    try:
        with open(path, "r+b") as file:  # noqa: PTH123 - see Tree.place
            if not data.startswith(file.read(len(data) + 1)):
                return False
            file.seek(0)
            file.write(data)
    except OSError as error:
        raise cannot_write(Path(path), error) from None
    return True


def cannot_write(path: Path, error: OSError) -> OutputError:
    """Return the failure that says that ``path`` cannot be written, and what to do."""
    why = error.strerror or type(error).__name__
    return OutputError(
        f"nu se poate scrie în „{path}” ({why}); alegeți alt dosar pentru site, faceți loc pe disc sau schimbați "
        "drepturile dosarului",
        f"“{path}” cannot be written ({why}); choose another folder for the site, make room on the disk or change "
        "the folder's permissions",
    )


def remove(path: Path) -> None:
    """Remove a file, a link or a whole folder; nothing where there is none."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        with ThreadPoolExecutor(_REMOVERS) as threads:
            for _ in threads.map(_remove_all, batches_of(_crowds(str(path)), _BATCH)):
                pass
        shutil.rmtree(path)


def _remove_all(folders: list[str]) -> None:
    for folder in folders:
        shutil.rmtree(folder)


def _crowds(folder: str) -> Iterator[str]:
    """Yield the folders that stand in great number in one folder, wherever that is below ``folder``."""
    inner = [entry.path for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]
    if len(inner) >= _CROWD:
        yield from inner
    else:
        for place in inner:
            yield from _crowds(place)
