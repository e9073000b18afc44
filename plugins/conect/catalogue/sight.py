"""What stands in the content folder, as the system tells it: which files, when they were changed, and their sizes."""

from __future__ import annotations

import os
from pathlib import Path
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
