"""The last look before a site is published: everything planned is there, and every link within it leads somewhere."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from conect.building.errors import OutputError
from conect.building.output import Tree
from conect.records.problems import Text
from conect.site import addresses
from conect.site.settings import SiteSettings

SHOWN = 10
"""Broken links told one by one; the others are counted."""

_LINK = re.compile(r"""="/(?:(?<=\shref="/)|(?<=\ssrc="/))((?!/)[^"'#?]*)""")
"""Takes an address without its first slash, which is of the fixed part that the pattern begins with: that part is found
fast, and other attributes, five times as many as links, need no second look."""

_QUOTED_OTHERWISE = re.compile(r"""='/(?:(?<=\shref='/)|(?<=\ssrc='/))((?!/)[^"'#?]*)""")


class Links:
    """The addresses within the site that pages lead to, each with one page that does.

    An address is told once: a process that prints thousands of pages, all with the same menu, sends it home once.
    """

    def __init__(self) -> None:
        self._told: set[str] = set()
        """Addresses without their first slash."""
        self._fresh: dict[str, str] = {}

    def note(self, html: str, page: str) -> None:
        """Take the links of a page."""
        found = set(_LINK.findall(html))
        if "='/" in html:
            found.update(_QUOTED_OTHERWISE.findall(html))
        for address in found - self._told:
            self._told.add(address)
            self._fresh[f"/{address}"] = page

    def take(self) -> dict[str, str]:
        """Return the addresses that have come since the last time, with the page that leads there."""
        fresh, self._fresh = self._fresh, {}
        return fresh


def faults(
    there: Callable[[str], bool], site: SiteSettings, links: Mapping[str, str], paths: Iterable[str]
) -> list[Text]:
    """Return what keeps a site from being published.

    ``there`` tells whether it has a file, and something in it; ``links`` are addresses and the pages that lead to
    them; ``paths`` (without language) are all pages that were planned. Pages that only the menu leads to may be
    missing: a catalogue may do without them, and is told so.
    """
    # Most links lead to pages that were planned: each file is looked at once.
    there = cache(there)
    excused = {addresses.file_of(path, lang) for path in addresses.MENU for lang in site.languages}
    missing = [
        Text(f"pagina „{file}” nu a fost scrisă sau este goală", f"the page “{file}” was not written, or is empty")
        for path in paths
        for lang in site.languages
        if (file := addresses.file_of(path, lang)) not in excused and not there(file)
    ]
    broken = [
        Text(
            f"pagina „{page}” duce la „{address}”, care nu există în site",
            f"the page “{page}” leads to “{address}”, which the site does not have",
        )
        for address, page in sorted(links.items())
        if not (target := _file_at(site, address)) or (target not in excused and not there(target))
    ]
    return [*_few(missing), *_few(broken)]


def _few(texts: Sequence[Text]) -> list[Text]:
    left = len(texts) - SHOWN
    more = Text(f"și încă {left} la fel", f"and {left} more of the same")
    return [*texts[:SHOWN], *([more] if left > 0 else [])]


def _file_at(site: SiteSettings, address: str) -> str | None:
    """Return the file that answers at an address; None where it lies outside the site."""
    if not address.startswith(f"{site.prefix}/"):
        return None
    name = unquote(address.removeprefix(site.prefix))[1:]
    return f"{name}index.html" if not name or name.endswith("/") else name


def stands(tree: Tree, file: str) -> bool:
    """Tell whether a tree has a file, and something in it."""
    try:
        found = os.stat(tree.place(file))  # noqa: PTH116 - hundreds of thousands of times
    except (OSError, OutputError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size > 0


def ordinary_links(tree: Tree, files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the links of pages that were printed by Pelican, with the page of each."""
    for file in files:
        links = Links()
        links.note(Path(tree.place(file)).read_text("utf-8"), file)
        yield from links.take().items()
