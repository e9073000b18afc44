"""The file that marks a folder as built by this program, and what it remembers of that build.

It is no part of the site: servers do not give it, and comparisons of two builds leave it out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from conect.building.tree import inside

MARKER = ".conect"
"""Only a folder with this file is ever replaced or changed."""

_FIRST = "This folder is built by conect, which replaces it, or files of it, at the next build.\n"
_GENERATION = "generation "
_OLD = "old "


@dataclass(frozen=True)
class Mark:
    """What the marker says."""

    generation: str = ""
    """What the build called the state of the site that it published; empty: nothing that could be trusted."""
    old: Mapping[str, int] = field(default_factory=dict)
    """Files that the site no longer has and that still stand, with the second since 1970 in which they became old."""

    def data(self) -> bytes:
        """Return the marker's bytes."""
        lines = [_FIRST]
        if self.generation:
            lines.append(f"{_GENERATION}{json.dumps(self.generation)}\n")
        lines += [f"{_OLD}{since} {json.dumps(name)}\n" for name, since in sorted(self.old.items())]
        return "".join(lines).encode("ascii")

    @classmethod
    def read(cls, folder: Path) -> Mark:
        """Return what the marker of ``folder`` says; a marker that is missing or damaged says nothing."""
        try:
            return cls.parsed((folder / MARKER).read_bytes())
        except (OSError, ValueError):
            return cls()

    @classmethod
    def parsed(cls, data: bytes) -> Mark:
        """Read a marker's bytes; raises ``ValueError`` for what is none."""
        generation, old = "", {}
        for line in data.decode("ascii").splitlines()[1:]:
            if line.startswith(_GENERATION):
                generation = _text(line.removeprefix(_GENERATION))
            elif line.startswith(_OLD):
                since, _, name = line.removeprefix(_OLD).partition(" ")
                old[_inside(_text(name))] = int(since)
        return cls(generation, old)


def _inside(name: str) -> str:
    if not inside(name):
        raise ValueError(name)
    return name


def _text(written: str) -> str:
    value = json.loads(written)
    if not isinstance(value, str):
        raise ValueError(written)
    return value
