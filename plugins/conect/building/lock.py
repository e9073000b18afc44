"""One build at a time: a lock beside the output, which the system gives back when its owner ends in any way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from conect.building.errors import OutputError
from conect.building.tree import cannot_write


@contextmanager
def locked(path: Path, target: Path) -> Iterator[None]:
    """Hold the lock ``path`` of the output ``target``.

    Raises ``OutputError`` where another build has it, or its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    except OSError as error:
        raise cannot_write(path.parent, error) from None
    with file:
        # A lock file that its owner has removed meanwhile locks nothing.
        if not _lock(file) or not _same(file, path):
            raise OutputError(
                f"alt „conect build” scrie acum în „{target}”; așteptați să termine",
                f"another “conect build” is writing to “{target}” now; wait until it has ended",
            )
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink()


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
