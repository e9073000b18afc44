"""The theme's scripts as visitors get them: people read the comments in the repository, browsers need not load them."""

from __future__ import annotations

from conect.building.output import Tree
from conect.site.addresses import THEME

VENDOR = "vendor"
"""Folder of scripts that stay to the byte as they were published, with their licences."""


def lighten_scripts(tree: Tree) -> None:
    """Write the theme's own scripts anew in their place in ``tree``, without comments and indentation."""
    folder = tree.root / THEME / "js"
    for path in sorted(folder.rglob("*.js")):
        if VENDOR not in path.relative_to(folder).parts:
            text = path.read_text("utf-8")
            path.unlink()  # the tree writes no file twice
            tree.write(path.relative_to(tree.root).as_posix(), lightened(text).encode("utf-8"))


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
