"""Which state of the repository a site was built from."""

from __future__ import annotations

import subprocess
from pathlib import Path


def commit_of(folder: Path) -> str:
    """Return the short hash of the commit that ``folder`` is at, empty where git does not know it."""
    command = ["git", "-C", str(folder), "rev-parse", "--verify", "--quiet", "--short=12", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 - fixed words
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
