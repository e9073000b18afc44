"""Whether two sites say the same: how many pages and bytes each has, and the words on the organisations' pages."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any

from conect.building.output import MARKER

COMPARED = 200
"""Pages of organisations whose words are compared."""

_SILENT = re.compile(r"<script.*?</script>|<head>.*?</head>", re.S)
_TAG = re.compile(r"<[^>]+>")


def counted(site: Path) -> dict[str, int]:
    """Return pages, files and bytes of a site."""
    pages = files = size = 0
    for folder, _, names in os.walk(site):
        for name in names:
            files += 1
            size += Path(folder, name).stat().st_size
            pages += name.endswith(".html")
    return {"pages": pages, "files": files, "bytes": size}


def compared(ours: Path, theirs: Sequence[Path]) -> dict[str, Any]:
    """Return of how many organisations' pages the words were compared, and on how many they are the same everywhere."""
    names = sorted(path.name for path in (theirs[0] / "organizatii").iterdir())
    chosen = names[:: max(1, len(names) // COMPARED)][:COMPARED]
    same = sum(_same(name, ours, theirs) for name in chosen)
    return {"compared": len(chosen), "same_words": same}


def _same(name: str, ours: Path, theirs: Sequence[Path]) -> bool:
    return all(words(_page(ours, name)) == words(_page(site, name)) for site in theirs)


def _page(site: Path, name: str) -> str:
    return (site / "organizatii" / name / "index.html").read_text(encoding="utf-8")


def words(html: str) -> list[str]:
    """Return the words that a page shows."""
    return unescape(_TAG.sub(" ", _SILENT.sub(" ", html))).split()


def differences(changed: Path, anew: Path) -> dict[str, int]:
    """Return how the files of a site that was changed differ from those of one built anew.

    ``left`` counts files that only the changed one has and that are no pages: those that it keeps for a while for pages
    that are open somewhere.
    """
    first, second = _files(changed), _files(anew)
    more = first - second
    pages = {name for name in more if name.endswith(".html")}
    return {
        "files": len(second),
        "different": sum(not _equal(changed / name, anew / name) for name in first & second),
        "missing": len(second - first),
        "pages_too_many": len(pages),
        "left": len(more - pages),
    }


def _files(site: Path) -> set[str]:
    found = set()
    for folder, _, names in os.walk(site):
        base = Path(folder).relative_to(site)
        found |= {(base / name).as_posix() for name in names}
    # It tells which build published the site, and is no part of it.
    return found - {MARKER}


def _equal(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()
