"""``conect serve``: builds, serves on this machine, and builds again on each change."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from conect.cli.terminal import content_folder, say, settings_file
from conect.site.serving import Server

TICK = 200
"""Milliseconds between two answers of the watcher."""


def run(options: Namespace) -> int:
    """Serve until Ctrl-C; return 1 where the first build fails. A later one that fails leaves the site as it was."""
    lang: str = options.lang
    content, settings = content_folder(options.content), settings_file(options.settings)
    server = Server(Path(options.output).absolute(), options.port)
    # Watching starts before the first build reads anything, so that no edit falls between the two.
    changes = _changes(watched(content, settings))
    next(changes)
    if _build(options) != 0:
        server.close()
        return 1
    server.start()
    say(lang, f"Site-ul: {server.address} (Ctrl-C oprește)", f"The site: {server.address} (Ctrl-C stops)")
    sys.stdout.flush()
    try:
        for changed in changes:
            if changed and _build(options) != 0:
                say(lang, "Rămâne site-ul de dinainte.", "The former site stays.")
            sys.stdout.flush()
    except KeyboardInterrupt:
        # The ordinary way to end it, not a failure.
        return 0
    finally:
        server.stop()
    return 0


def watched(content: Path, settings: Path) -> list[Path]:
    """Return what the site is made of: the content, the settings, and the theme and code beside them."""
    beside = settings.absolute().parent
    places = [content, settings, *beside.glob("*conf.py"), beside / "themes", beside / "plugins"]
    return sorted({place.absolute() for place in places if place.exists()})


def _changes(places: list[Path]) -> Iterator[bool]:
    """Tell several times a second whether something has changed since; the first answer means that watching is on."""
    from watchfiles import watch

    for bundle in watch(*places, debounce=400, rust_timeout=TICK, yield_on_timeout=True):
        yield bool(bundle)


def _build(options: Namespace) -> int:
    """Build in a process of its own, so that changed code and settings count and a failure stays there."""
    command = [sys.executable, "-m", "conect", "build", "--content", options.content, "--output", options.output]
    command += ["--settings", options.settings, "--lang", options.lang]
    if options.date:
        command += ["--date", options.date]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - this program, with its own arguments
