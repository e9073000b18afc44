"""``conect build``: the site, whole or not at all."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from conect import site
from conect.cli.terminal import content_folder, settings_file


def run(options: Namespace) -> int:
    """Build the site and return 0, or 1 after everything that failed was printed."""
    content, settings = content_folder(options.content), settings_file(options.settings)
    return site.build(content, Path(options.output), settings, today=options.date, lang=options.lang)
