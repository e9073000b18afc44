"""``conect rename``."""

from conect.cli.moves import rename as run

__all__ = ["run"]
