"""Asks the system's package manager for a program that the checks need and that is not there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache

SECONDS = 600
# Each manager's commands before the names of the packages; all but Homebrew's need to be root.
COMMANDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "apt-get": (("update", "-q"), ("install", "-q", "-y", "--no-install-recommends")),
    "dnf": (("install", "-y"),),
    "zypper": (("--non-interactive", "install"),),
    "pacman": (("-Sy", "--noconfirm"),),
    "apk": (("add",),),
    "brew": (("install",),),
}


def say(text: str) -> None:
    """Tell the person, on stderr: a script's stdout is its answer alone."""
    sys.stderr.write(f"setup: {text}\n")
    sys.stderr.flush()


def run(command: tuple[str, ...], seconds: int = SECONDS) -> bool:
    """Run an installer's command where the person can see it; whether it succeeded, and in time."""
    say(" ".join(command))
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            env=environment,
            check=False,
            timeout=seconds,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        say(f"gave up: {error}")
        return False
    return done.returncode == 0


@cache
def as_root() -> tuple[str, ...] | None:
    """What makes a command run as root: nothing, or a sudo that asks nothing; None where neither may."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") and run(("sudo", "-n", "true"), 10):
        return ("sudo", "-n")
    say("the system's package manager needs root, and there is no sudo without a password")
    return None


def install(names: Mapping[str, str]) -> None:
    """Install what is called `names[manager]` by the first package manager that is there and may do so.

    Whether it helped is for the caller to see: the program is there afterwards or it is not.
    """
    for manager, name in names.items():
        prefix = () if manager == "brew" else as_root()
        if shutil.which(manager) is None or prefix is None:
            continue
        *before, last = COMMANDS[manager]
        # Not all of them need to succeed: the lists may not be renewed and the package still be had.
        for command in before:
            run((*prefix, manager, *command))
        run((*prefix, manager, *last, *name.split()))
        return
