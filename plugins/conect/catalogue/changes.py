"""Changes to files of the content folder: all of them or none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from conect.records.problems import ConectError


class Change(NamedTuple):
    """New bytes of the file ``path`` (POSIX, relative to the content folder); None takes the file away."""

    path: str
    data: bytes | None


def write(content: Path, changes: Sequence[Change]) -> None:
    """Make the changes: each file is replaced whole, and where one fails those made before are taken back.

    A new file's bytes are on disk before the first old file is touched. Raises ``OSError`` where the disk refuses, and
    ``ConectError`` for a path that leaves the folder (a mistake of the caller, refused all the same).
    """
    staged: list[tuple[Path, Path | None]] = []
    former: list[tuple[Path, bytes | None]] = []
    try:
        for number, change in enumerate(changes):
            target = _target(content, change.path)
            if change.data is None:
                staged.append((target, None))
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            # Beside its target, so that the rename stays within one file system; hidden, so that no reader takes it.
            fresh = target.with_name(f".{number}.conect-new")
            staged.append((target, fresh))
            _write_new(fresh, change.data, target)
        for target, new in staged:
            former.append((target, target.read_bytes() if target.exists() else None))
            if new is None:
                target.unlink()
            else:
                new.replace(target)
    except BaseException:
        for target, data in reversed(former):
            with suppress(OSError):
                if data is None:
                    target.unlink(missing_ok=True)
                else:
                    target.write_bytes(data)
        raise
    finally:
        for _, new in staged:
            if new is not None:
                with suppress(OSError):
                    new.unlink(missing_ok=True)


def _target(content: Path, path: str) -> Path:
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
        raise ConectError(f"calea „{path}” ar ieși din dosarul cu fișe", f"the path “{path}” would leave the folder")
    return content.joinpath(*parts)


def _write_new(fresh: Path, data: bytes, target: Path) -> None:
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        fresh.chmod(target.stat().st_mode & 0o777)
