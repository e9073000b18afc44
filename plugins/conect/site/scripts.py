"""The theme's scripts as visitors get them: without the comments of the repository, and joined where many are one."""

from __future__ import annotations

from collections.abc import Mapping

from conect.building.output import Tree
from conect.site.addresses import THEME
from conect.site.joining import joined

VENDOR = "vendor"
"""Folder of scripts that stay to the byte as they were published, with their licences."""

ENTRIES: Mapping[str, frozenset[str]] = {
    "finder/finder.js": frozenset({"finder/page.js"}),
    "search/worker.js": frozenset(),
}
"""Scripts into which the modules that they import are joined: one request where there were a dozen, one behind another,
and fewer bytes. Some modules stay apart: ``page.js`` holds the page's one search engine, which the suggestions ask too.
"""


def lighten_scripts(tree: Tree) -> None:
    """Write the theme's own scripts anew in their place in ``tree``, without comments and indentation, and joined."""
    folder = tree.root / THEME / "js"
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.js"))}
    light = {name: text if VENDOR in name.split("/") else lightened(text) for name, text in texts.items()}
    for name in texts:
        entry = name in ENTRIES
        text = joined(name, light, ENTRIES[name]) if entry else light[name]
        if text != texts[name]:
            path = folder / name
            path.unlink()  # the tree writes no file twice
            tree.write(path.relative_to(tree.root).as_posix(), text.encode("utf-8"))


def lightened(text: str) -> str:
    """Return a script without the lines that are nothing but comment, and without indentation.

    What stands behind code is left alone, and so is a whole script in which a template literal may go over several
    lines: there, what looks like a comment could be text.
    """
    lines = text.splitlines()
    if any(line.count("`") % 2 for line in lines):
        return text
    kept = []
    comment = False
    for line in map(str.strip, lines):
        if comment or line.startswith("/*"):
            comment = "*/" not in line
            if not comment and not line.endswith("*/"):
                kept.append(line.partition("*/")[2].strip())
        elif line and not line.startswith("//"):
            kept.append(line)
    return "\n".join(kept) + "\n"
