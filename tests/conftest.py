"""Fixtures for every room's tests."""

from __future__ import annotations

import fcntl
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The day for which the tests build the site: with it the example records are always equally fresh or stale.
TODAY = "2026-11-24"

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # So it is for what a script runs in the background, and all that this starts would be deaf to Ctrl-C, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The site of content/, built by the command that people use; once for all processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    output = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not output.exists():
            command = [str(Path(sys.executable).with_name("conect")), "build", "--date", TODAY]
            done = subprocess.run(
                [*command, "--settings", "tests/browser/settings.py", "--output", str(output)],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"conect build failed:\n{done.stdout}\n{done.stderr}"
    return output
