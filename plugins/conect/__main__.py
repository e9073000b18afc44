"""``python -m conect``: the same as ``conect``."""

from conect.cli import command

command()
