"""The rows of a list's page as they stand in the site, taken from there where only the numbers around them change.

A list's first page tells how many organisations other lists have. Who comes or goes changes that number on a hundred
and fifty pages and the rows of a few only, and rows are nearly all of a page's work. What was printed is known by its
checksum: whatever else has become of the page, its rows are the same, or they are printed anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from conect.building.errors import OutputError
from conect.building.tree import Tree


class Place(NamedTuple):
    """Where the rows of a page stand in its file, in bytes, and what they are. All of plain types."""

    start: int
    length: int
    checksum: bytes
    rows: int
    """How many."""

    @classmethod
    def of(cls, page: bytes, rows: Sequence[Markup]) -> Place | None:
        """Return the place of rows in a page; None where the theme puts something between them, or there are none."""
        printed = "".join(rows).encode("utf-8")
        start = page.find(printed) if printed else -1
        return cls(start, len(printed), _checksum(printed), len(rows)) if start >= 0 else None


class Standing:
    """The pages of a site, and where their rows were put (``places``, by file)."""

    def __init__(self, site: Tree, places: Mapping[str, Place]) -> None:
        self._site = site
        self._places = places

    def rows(self, file: str) -> list[Markup]:
        """Return the rows of a page as they were printed, as many as a template expects though all of them are in the
        first; none where that is not certain."""
        place = self._places.get(file)
        if place is None:
            return []
        try:
            with self._site.path(file).open("rb") as page:
                page.seek(place.start)
                found = page.read(place.length)
        except (OSError, OutputError):
            return []
        if _checksum(found) != place.checksum:
            return []
        return [Markup(found.decode("utf-8")), *[Markup()] * (place.rows - 1)]  # noqa: S704 - our own


def _checksum(rows: bytes) -> bytes:
    return hashlib.blake2b(rows, digest_size=16).digest()
