"""Pelican meets the catalogue: ``register`` is the plugin (``PLUGINS = ["conect.site"]``), ``build`` the whole build.

Neither imports Pelican before it is called: worker processes print pages without it.
"""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    from conect.site.plugin import connect

    connect()


def pelican(settings: dict[str, Any]) -> Any:
    """Return Pelican for this site, ``ConectPelican``; the setting ``PELICAN_CLASS``.

    A function in the place of the class, so that whoever only reads the settings does not wait for Pelican.
    """
    return loaded().ConectPelican(settings)


def loaded() -> Any:
    """Return the module that builds with Pelican; ends with what to do where something that it needs is not there."""
    try:
        from conect.site import run
    except ImportError as error:
        sys.exit(
            f"conect: pachetul conect nu poate fi încărcat ({error}); rulați „make setup” / "
            f"the package conect cannot be loaded ({error}); run “make setup”"
        )
    return run


def build(
    content: Path,
    output: Path,
    settings_file: Path = Path("pelicanconf.py"),
    *,
    today: date | str | None = None,
    lang: str | None = None,
) -> int:
    """Build the site of ``content`` into ``output``; return 0, or 1 after everything that failed was printed.

    The same as ``pelican CONTENT -s SETTINGS -o OUTPUT``: same bytes, same safety. ``today`` is a day or an ISO date
    (default: see ``building.day``), ``lang`` the language of messages (default: ``CONECT_LANG``, else Romanian). A
    former output stays as it was unless the whole new one is there.
    """
    from conect.building.checkout import Checkout
    from conect.records.file import ORGANIZATIONS

    # Asked first: git answers while this process imports.
    with closing(Checkout(Path(content).absolute(), ORGANIZATIONS)) as checkout:
        from conect.site.starting import build_site

        return build_site(content, output, settings_file, checkout, today=today, lang=lang)
