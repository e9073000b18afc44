"""The peers: installed once by their own registry's client into a cache of this user, outside of the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from conect.records.problems import ConectError

OURS = "conect"

RESULTS = 10
"""Results that a page shows, and that each engine must have ready."""

PAGES = "organizatii/*/index.html"
"""The pages that a peer indexes: one of each organisation, and no lists."""

PAGEFIND = "1.5.2"
PATIENCE = 600


class Pagefind(NamedTuple):
    """An installed Pagefind."""

    program: Path
    version: str

    def command(self, site: Path) -> list[str]:
        """Return the command that indexes the organisations' pages of a built site, into the site."""
        return [
            str(self.program),
            *("--site", str(site), "--output-subdir", "pagefind", "--glob", PAGES),
            # Without the frame of the page, which is the same everywhere.
            *("--root-selector", "main", "--silent"),
        ]


def pagefind() -> Pagefind:
    """Return Pagefind, installed with pip where it is not there. Raises ``ConectError`` where that fails."""
    folder = _cache() / f"pagefind-{PAGEFIND}"
    found = _program(folder)
    if found is None:
        _run([sys.executable, "-m", "venv", str(folder)], "venv")
        python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        _run([str(python), "-m", "pip", "install", "--quiet", f"pagefind[bin]=={PAGEFIND}"], "pip")
        found = _program(folder)
    if found is None:
        raise _failed("pagefind", "pip nu a adus programul", "pip did not bring the program")
    return Pagefind(found, PAGEFIND)


def _program(folder: Path) -> Path | None:
    found = sorted(file for file in folder.rglob("pagefind_bin/pagefind*") if file.suffix in {"", ".exe"})
    return found[0] if found else None


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "conect" / "benchmarks"


def _run(command: list[str], name: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(name, str(error), str(error)) from None
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "?").splitlines()
        last = next((line for line in reversed(said) if "ERROR" in line), said[-1])
        raise _failed(name, last, last)


def _failed(name: str, ro: str, en: str) -> ConectError:
    return ConectError(
        f"Pagefind nu a putut fi instalat cu {name} ({ro}); verificați rețeaua sau rulați fără --against",
        f"Pagefind could not be installed with {name} ({en}); check the network or run without --against",
    )
