"""What stands in the content folder, as the system tells it: which files, when they were changed, and their sizes.

Asking for 100,000 files takes as long as importing all that a build needs, so a command has it done meanwhile by a
process of its own (``Ahead``): ``python -m conect.catalogue.sight CONTENT`` prints what it saw, for this program alone.
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from conect.catalogue.files import Listing, list_records

MISSING = -1
"""Size of a file that cannot be asked about."""


class Sight(NamedTuple):
    """The files of a content folder; ``times`` (ns since 1970) and ``sizes`` (bytes) are of records, then of images."""

    listing: Listing
    times: list[int]
    sizes: list[int]

    @property
    def paths(self) -> list[str]:
        """The paths of records, then of images."""
        return [*self.listing.records, *self.listing.images]


def look(content: Path) -> Sight:
    """Look at every file of a content folder, without opening any."""
    return look_at(content, list_records(content))


def look_at(content: Path, listing: Listing) -> Sight:
    """Look at the files of a listing."""
    times: list[int] = []
    sizes: list[int] = []
    folder, ask = f"{os.fspath(content)}/", os.lstat
    for path in (*listing.records, *listing.images):
        try:
            found = ask(folder + path)
            times.append(found.st_mtime_ns)
            sizes.append(found.st_size)
        except OSError:
            times.append(0)
            sizes.append(MISSING)
    return Sight(listing, times, sizes)


class Ahead:
    """Looks while others work; to be closed."""

    def __init__(self, content: Path) -> None:
        self._content = content
        command = [sys.executable, "-m", __name__, os.fspath(content.absolute())]
        # Where it fails it is done again in this process, which tells why.
        self._process = subprocess.Popen(  # noqa: S603 - this very program, its arguments are no shell's
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def sight(self) -> Sight:
        """Return what was seen."""
        try:
            data, _ = self._process.communicate()
            records, images, times, sizes = marshal.loads(data)  # noqa: S302 - printed by this very program
        except (OSError, ValueError, EOFError, TypeError):
            return look(self._content)
        return Sight(Listing(records, [], images), times, sizes)

    def __enter__(self) -> Ahead:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdout is not None and not self._process.stdout.closed:
            self._process.kill()
            self._process.communicate()


def main() -> int:
    """Print what was seen of a folder; fail where something is wrong there, which the reader finds out itself."""
    found = look(Path(sys.argv[1]))
    if found.listing.problems:
        return 1
    listing = found.listing
    sys.stdout.buffer.write(marshal.dumps((listing.records, listing.images, found.times, found.sizes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
