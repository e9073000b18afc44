"""``conect serve``: builds, serves on this machine, and builds again on each change."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from conect.cli.readied import Readied
from conect.cli.terminal import content_folder, say, settings_file
from conect.site.serving import Server

TICK = 200
"""Milliseconds between two answers of the watcher where nothing happens."""
REST = 30
"""Milliseconds without a further change after which a change is whole: an editor writes in several steps."""


def run(options: Namespace) -> int:
    """Serve until Ctrl-C; return 1 where the first build fails. A later one that fails leaves the site as it was."""
    content, settings = content_folder(options.content), settings_file(options.settings)
    server = Server(Path(options.output).absolute(), options.port, live=True)
    # Watching starts before the first build reads anything, so that no edit falls between the two.
    changes = _changes(watched(content, settings))
    next(changes)
    readied = Readied()
    try:
        if readied.run(_build(options)) != 0:
            server.close()
            return 1
        return _serve(options, server, changes, readied)
    finally:
        readied.close()


def _serve(options: Namespace, server: Server, changes: Iterator[set[Path]], readied: Readied) -> int:
    lang: str = options.lang
    server.start()
    say(lang, f"Site-ul: {server.address} (Ctrl-C oprește)", f"The site: {server.address} (Ctrl-C stops)")
    sys.stdout.flush()
    content = Path(options.content).absolute()
    try:
        for changed in changes:
            if any(not path.is_relative_to(content) for path in changed):
                # Code or settings may have changed: what is ready is of the former.
                readied.renew()
            if not changed:
                continue
            if readied.run(_build(options)) == 0:
                server.changed()
            else:
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


def _changes(places: list[Path]) -> Iterator[set[Path]]:
    """Tell several times a second what has changed since; the first answer means that watching is on."""
    from watchfiles import watch

    for bundle in watch(*places, debounce=400, step=REST, rust_timeout=TICK, yield_on_timeout=True):
        yield {Path(path) for _, path in bundle}


def _build(options: Namespace) -> list[str]:
    """Return the command of a build. A process of its own does it: changed code counts, and a failure stays there."""
    command = ["build", "--content", options.content, "--output", options.output]
    command += ["--settings", options.settings, "--lang", options.lang]
    return [*command, "--date", options.date] if options.date else command
