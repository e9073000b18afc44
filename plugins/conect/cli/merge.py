"""``conect merge``."""

from conect.cli.moves import merge as run

__all__ = ["run"]
