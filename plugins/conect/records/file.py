"""What the file of a record may be: how its name ends, and how long it is."""

from __future__ import annotations

SUFFIXES = (".yaml", ".md")

MAX_SIZE = 64 * 1024
"""Bytes; a larger file is refused before it is parsed (libyaml's scanner is not linear on hostile input)."""

ORGANIZATIONS = "organizations"
"""Folder of the records, below the content folder."""
