"""Pelican's own pages (``content/pages``), as far as that can be told without Pelican."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from conect.building.tree import Tree
from conect.records.problems import Text
from conect.site import addresses
from conect.site.settings import SiteSettings

TEXTS = frozenset({"md", "markdown", "mkd", "mdown", "rst", "html", "htm", "txt"})
"""Suffixes of files that someone means as a page, in lower case; other files are pictures and the like."""

ABOUT = "/despre/"
"""The page that tells the commit."""

COMMIT = "ConectCommit00stands00here"
"""What Pelican prints in the place of the commit: every change that is published is one, and only this differs then."""


def sources(content: Path) -> tuple[list[str], list[Text]]:
    """Return the page sources below ``content/pages`` (POSIX, relative to ``content``) and what is wrong with them."""
    found: list[str] = []
    faults: list[Text] = []
    for folder, folders, files in os.walk(content / "pages"):
        for name in sorted((*folders, *files)):
            path = Path(folder, name)
            shown = path.relative_to(content).as_posix()
            if name.startswith("."):
                continue
            if path.is_symlink():
                faults.append(
                    Text(
                        f"„{shown}” este o legătură simbolică; puneți în locul ei fișierul însuși",
                        f"“{shown}” is a symbolic link; put the file itself in its place",
                    )
                )
            elif name in files and name.rpartition(".")[2].lower() in TEXTS:
                found.append(shown)
    return found, faults


def dead_menu_links(has: Callable[[str], bool], languages: Iterable[str]) -> list[Text]:
    """Return a warning for each ordinary page that the menu links to and that is not there."""
    files = (addresses.file_of(path, lang) for lang in languages for path in addresses.MENU)
    return [
        Text(
            f"meniul duce la „{file}”, dar content/pages nu are o astfel de pagină",
            f"the menu leads to “{file}”, but content/pages has no such page",
        )
        for file in files
        if not has(file)
    ]


def undated(tree: Tree, site: SiteSettings) -> dict[str, bytes]:
    """Return the pages that tell the commit, as they were printed, with what stands in its place."""
    files = (addresses.file_of(ABOUT, lang) for lang in site.languages)
    found = {file: tree.path(file).read_bytes() for file in files if tree.has(file)}
    return {file: data for file, data in found.items() if COMMIT.encode() in data}


def date_pages(tree: Tree, pages: Mapping[str, bytes], commit: str) -> None:
    """Write pages with the commit in the place of what stands for it."""
    for file, data in pages.items():
        tree.path(file).unlink(missing_ok=True)  # the tree writes no file twice
        tree.write(file, data.replace(COMMIT.encode(), commit.encode()))


def folder_of(site: SiteSettings, part: str) -> Path:
    """Return the content folder that has ``part`` (``vocabularies``, ``pages``): the site's own, else the defaults."""
    return site.content if (site.content / part).is_dir() else site.defaults
