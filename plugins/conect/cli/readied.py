"""A process that has imported all that a build needs and waits to be told to build: half of what a small build takes.

Each does one command and ends, so that every build begins with nothing remembered; the next one is started at once.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

IMPORTED = (
    "conect.cli.build",
    "conect.site.run",
    "conect.site.plugin",
    "phonenumbers",
    "markdown.extensions.extra",
    "PIL.PngImagePlugin",
    "pygments.styles.default",
)
"""What a build imports, also late and by others; a name that is no more costs time and nothing else."""


_PATIENCE = 3.0
"""Seconds."""


class Readied:
    """Runs commands of ``conect``, each in a process of its own that stood ready. To be closed at the end."""

    def __init__(self) -> None:
        self._waiting = _start()

    def run(self, arguments: Sequence[str]) -> int:
        """Run one command to its end; return its exit code."""
        process = self._waiting
        assert process.stdin is not None  # noqa: S101 - it was started with one
        # Where it has died meanwhile, its exit code tells.
        with suppress(BrokenPipeError), process.stdin as told:
            told.write(f"{json.dumps(list(arguments))}\n".encode("ascii"))
        code = process.wait()
        self._waiting = _start()
        return code

    def renew(self) -> None:
        """Begin again: what the waiting process has imported may have changed."""
        self._waiting.kill()
        self._waiting.communicate()
        self._waiting = _start()

    def close(self) -> None:
        """End the process that waits, or that Ctrl-C has reached in its work: then it still clears up."""
        assert self._waiting.stdin is not None  # noqa: S101 - as above
        self._waiting.stdin.close()
        try:
            self._waiting.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._waiting.kill()
            self._waiting.wait()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "conect.cli.readied"], stdin=subprocess.PIPE)


def main() -> int:
    """Import, wait for a line with a command's arguments, and do it; nothing where the parent has ended."""
    # Ctrl-C in the terminal is for the command that runs, and none does yet.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in IMPORTED:
        # What cannot be imported is told by the command.
        with suppress(Exception):
            importlib.import_module(name)
    # Every record with a locality asks for them, and the first one waits while they are read.
    from conect.romania.siruta import all_localities

    all_localities()
    gc.freeze()
    line = sys.stdin.readline()
    if not line:
        return 0
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    signal.signal(signal.SIGINT, before)
    from conect.cli import main as command

    return command(json.loads(line))


if __name__ == "__main__":
    sys.exit(main())
