"""Folders into which what is measured writes: each is new, and none is removed before everything is measured.

ext4 without a journal, as small virtual machines have it, gives the place of a removed file to no other for some
minutes, and looks over all of these places anew for every file that is made. A folder and a file took 48 µs on a disk
at rest, and 190 to 310 µs once 20,000 of them had been removed: what came after a removal paid for it, and not what
came before.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Self

from conect.building.progress import bar
from conect.records.problems import Text

REST = 300
"""Seconds for which places of removed files are avoided (``recently_deleted`` in fs/ext4/ialloc.c of Linux)."""

MANY = 5000
"""Removed files after which what comes next waits."""


class Folders:
    """New folders below ``top``, removed together at the end, and with them what an interrupted run has left there.

    To be entered; that waits until removals of an earlier run are long enough ago.
    """

    def __init__(self, top: Path, lang: str) -> None:
        self._here = top / "measured"
        self._removed = top / "removed.txt"
        self._lang = lang

    def __enter__(self) -> Self:
        """Wait for the disk to be at rest."""
        try:
            rested = time.time() - self._removed.stat().st_mtime
        except FileNotFoundError:
            rested = REST
        seconds = max(0, round(REST - rested))
        with bar(_WAITS.in_lang(self._lang), seconds) as shown:
            for _ in range(seconds):
                time.sleep(1)
                shown.advance()
        return self

    def __exit__(self, *unused: object) -> None:
        """Remove all folders; where that were many files, the next run will wait."""
        many = sum(len(names) for _, _, names in os.walk(self._here)) > MANY
        shutil.rmtree(self._here, ignore_errors=True)
        if many:
            self._removed.write_text("Many files were removed when this was written.\n", encoding="utf-8")

    def new(self, name: str) -> Path:
        """Return a folder in which nothing is yet."""
        self._here.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self._here))


_WAITS = Text("Discul se așază după ce s-a șters", "The disk comes to rest after a removal")
