"""Operations of the file system, counted, at any of which a build can be killed or the disk be full.

Started as a program it does, for each line ``how target seed moment`` that it reads, the publication in a child
process that kills itself before its ``moment``-th operation (below zero: its ``-moment``-th rename), and prints how
the child ended. (A child of a process without threads: forking is safe there, and a hundred times faster than starting
Python anew.)
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from tests.building.pages import change, whole

_write = os.write
_WRITING = os.O_WRONLY | os.O_RDWR
_GROWING = {"open", "os.rename", "os.mkdir", "os.link", "shutil.copyfile", "write", "fsync"}
_SHRINKING = {"os.remove", "os.rmdir"}


def renamed(target: Path, seed: int) -> None:
    """Publish a whole site where the system cannot let two folders change places."""
    with patch("conect.building.output.exchange", return_value=False):
        whole(target, seed)


HOWS = {"change": change, "whole": whole, "renamed": renamed}
"""The ways to publish."""


class Operations:
    """Counts what changes the file system, and calls ``meet`` with the number and the name of each before it is done.

    Python's own audit events tell of most; ``os.write`` and ``os.fsync`` have none and are replaced meanwhile.
    """

    def __init__(self) -> None:
        self.meet: Callable[[int, str], None] | None = None
        self.count = 0
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.meet is None:
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITING):
            return
        if event in _GROWING or event in _SHRINKING:
            self._pass(event)

    def _write(self, descriptor: int, data: bytes) -> int:
        self._pass("write")
        return _write(descriptor, data)

    def _fsync(self, _: int) -> None:
        # Without waiting for the disk: no test here takes the current away.
        self._pass("fsync")

    def _pass(self, event: str) -> None:
        self.count += 1
        assert self.meet is not None
        self.meet(self.count, event)

    @contextmanager
    def met(self, meet: Callable[[int, str], None]) -> Iterator[None]:
        """Call ``meet`` inside, with the count from 1."""
        self.count, self.meet = 0, meet
        with patch("os.write", self._write), patch("os.fsync", self._fsync):
            try:
                yield
            finally:
                self.meet = None


def full(moment: int, *, lasting: bool) -> Callable[[int, str], None]:
    """No space is left at an operation, and at all later ones where it is ``lasting``; removals need none."""

    def meet(count: int, event: str) -> None:
        if event in _GROWING and (count >= moment if lasting else count == moment):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return meet


def _main() -> None:
    operations = Operations()

    renames = 0

    def kill(count: int, event: str) -> None:
        nonlocal renames
        renames += event == "os.rename"
        if moment in (count, -renames):
            os.kill(os.getpid(), signal.SIGKILL)

    for line in sys.stdin:
        how, target, seed, number = line.split("\t")
        moment = int(number)
        child = os.fork()
        if child == 0:
            with operations.met(kill):
                HOWS[how](Path(target), int(seed))
            os._exit(0)
        sys.stdout.write(f"{os.waitpid(child, 0)[1]}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
