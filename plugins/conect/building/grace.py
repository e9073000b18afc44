"""Files that stay for a while though the new site no longer has them: a page that is open goes on working.

Only files whose name tells their content (a hash in it) may stay: whoever asks for one wants exactly that, while
another file of an earlier day would be a lie. How long each has been old stands in the marker; the clock is read
nowhere else.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from conect.building.marker import MARKER, Mark
from conect.building.tree import Tree, cannot_write

DAY = 86_400


@dataclass(frozen=True)
class Grace:
    """Which files stay, and how long."""

    pattern: str
    """Regular expression that the whole name of such a file matches."""
    folders: tuple[str, ...]
    """Folders of the output that have such files (an empty name: all of it): a whole build looks nowhere else."""
    days: float = 7
    """0: none stays."""

    def covers(self, name: str) -> bool:
        """Tell whether a file of this name may stay."""
        return name != MARKER and re.fullmatch(self.pattern, name) is not None

    def sorted_out(self, old: Iterable[str], since: Mark) -> tuple[dict[str, int], list[str]]:
        """Divide names that the site no longer has into those that stay, with their second, and those that go."""
        now = int(time.time())
        stay: dict[str, int] = {}
        go: list[str] = []
        for name in sorted(set(old)):
            # A clock that was set back does not prolong anything for ever.
            second = min(since.old.get(name, now), now)
            if self.covers(name) and now - second < self.days * DAY:
                stay[name] = second
            else:
                go.append(name)
        return stay, go

    def carry_over(self, former: Path, tree: Tree) -> dict[str, int]:
        """Take the files that stay from the folder ``former`` into the new tree; return them with their seconds.

        Raises ``OutputError``.
        """
        stay, _ = self.sorted_out((name for name in self._found(former) if not tree.has(name)), Mark.read(former))
        for name in stay:
            _take(Tree(former).place(name), tree, name)
        return stay

    def _found(self, root: Path) -> Iterator[str]:
        for start in self.folders:
            for folder, _, files in os.walk(root / start):
                inner = Path(folder).relative_to(root)
                yield from (name for file in files if self.covers(name := (inner / file).as_posix()))


def _take(source: str, tree: Tree, name: str) -> None:
    folder, _, _ = name.rpartition("/")
    tree.make_folder(folder)
    place = tree.place(name)
    try:
        os.link(source, place)
    except OSError:
        # No links here: another file system, or one without them.
        try:
            shutil.copyfile(source, place)
        except OSError as error:
            raise cannot_write(Path(place), error) from None
