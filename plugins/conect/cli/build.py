"""``conect build``: the site, whole or not at all."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import nullcontext
from pathlib import Path

from conect import site
from conect.catalogue.sight import Ahead
from conect.cli.terminal import content_folder, settings_file


def run(options: Namespace) -> int:
    """Build the site and return 0, or 1 after everything that failed was printed."""
    content, settings = content_folder(options.content), settings_file(options.settings)
    # In a process that has imported all before there is nothing to do meanwhile.
    with Ahead(content) if "pelican" not in sys.modules else nullcontext() as ahead:
        return site.build(content, Path(options.output), settings, today=options.date, lang=options.lang, ahead=ahead)
