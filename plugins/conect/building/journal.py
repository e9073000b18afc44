"""What a publication is about to do, written down before it begins, so that the next build can finish it.

A line a step, JSON, and a last line with the checksum of all before it. A journal of which anything is missing or
changed is none: the file system is asked for its safety (``fsync``) before the first step is taken, so an incomplete
one means that no step was.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from conect.building.tree import cannot_write

_FIRST = ["conect journal", 1]


@dataclass(frozen=True)
class Move:
    """A staged file that takes its place in the output. Size and time (ns) tell whether it has done so already."""

    name: str
    size: int
    time: int


@dataclass(frozen=True)
class Removal:
    """A file that leaves the output."""

    name: str


@dataclass(frozen=True)
class Journal:
    """The steps of a publication, in order."""

    before: str
    """Checksum of the output's marker before the first step: the journal is for that output alone."""
    steps: tuple[Move | Removal, ...]

    def data(self) -> bytes:
        """Return the journal's bytes."""
        lines: list[list[object]] = [[*_FIRST, self.before]]
        for step in self.steps:
            if isinstance(step, Move):
                lines.append(["move", step.name, step.size, step.time])
            else:
                lines.append(["remove", step.name])
        text = "".join(f"{json.dumps(line)}\n" for line in lines).encode("ascii")
        return text + _last(text)

    def write(self, path: Path) -> None:
        """Write the journal, safe on the disk when this returns.

        Raises ``OutputError``; then there is no journal.
        """
        try:
            with path.open("wb") as file:
                file.write(self.data())
                file.flush()
                os.fsync(file.fileno())
            sync_folder(path.parent)
        except OSError as error:
            with suppress(OSError):
                path.unlink()
            raise cannot_write(path, error) from None

    @classmethod
    def read(cls, path: Path) -> Journal | None:
        """Return the journal at ``path``; None where there is none, or one that is not whole."""
        try:
            return cls.parsed(path.read_bytes())
        except (OSError, ValueError, TypeError):
            return None

    @classmethod
    def parsed(cls, data: bytes) -> Journal:
        """Read a journal's bytes; raises ``ValueError`` or ``TypeError`` for what is no whole journal."""
        text, _, _ = data[:-1].rpartition(b"\n")
        text += b"\n"
        if data != text + _last(text):
            raise ValueError("the journal is not whole")
        first, *lines = (json.loads(line) for line in text.splitlines())
        if first[:2] != _FIRST:
            raise ValueError("a journal of another kind")
        return cls(first[2], tuple(_step(*line) for line in lines))


def _last(text: bytes) -> bytes:
    return f"{json.dumps(['end', hashlib.sha256(text).hexdigest()])}\n".encode("ascii")


def _step(kind: str, name: str, *figures: int) -> Move | Removal:
    if kind == "move":
        return Move(name, *figures)
    if kind == "remove":
        return Removal(name, *figures)
    raise ValueError(kind)


def sync(path: Path) -> None:
    """Make a file's bytes safe on the disk."""
    # For writing: Windows does it for no other.
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Make the entries of a folder safe on the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
