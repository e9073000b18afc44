"""The rows of a list's page as they stand in the site, taken from there where only the numbers around them change.

A list's first page tells how many organisations other lists have. Who comes or goes changes that number on a hundred
and fifty pages and the rows of a few only, and rows are nearly all of a page's work. What was printed is known by its
checksum: whatever else has become of the page, its rows are the same, or they are printed anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from conect.building.errors import OutputError
from conect.building.tree import Tree


class Place(NamedTuple):
    """Where the rows of a page stand in its file, in bytes, and what they are. All of plain types."""

    start: int
    length: int
    checksum: bytes

    @classmethod
    def of(cls, page: bytes, rows: bytes) -> Place | None:
        """Return the place of rows in a page; None where the theme puts something between them, or there are none."""
        start = page.find(rows) if rows else -1
        return cls(start, len(rows), _checksum(rows)) if start >= 0 else None


class Standing:
    """The pages of a site, and where their rows were put (``places``, by file)."""

    def __init__(self, site: Tree, places: Mapping[str, Place]) -> None:
        self._site = site
        self._places = places

    def rows(self, file: str) -> Markup | None:
        """Return the rows of a page as they were printed; None where that is not certain."""
        place = self._places.get(file)
        if place is None:
            return None
        try:
            with self._site.path(file).open("rb") as page:
                page.seek(place.start)
                found = page.read(place.length)
        except (OSError, OutputError):
            return None
        return Markup(found.decode("utf-8")) if _checksum(found) == place.checksum else None  # noqa: S704 - our own


def _checksum(rows: bytes) -> bytes:
    return hashlib.blake2b(rows, digest_size=16).digest()
