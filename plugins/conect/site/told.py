"""The settings as their file tells them, read without Pelican: it takes longer to load than a small change to publish.

Pelican makes more of them (defaults, old names), always the same of the same ones. So what was built with these by
Pelican can be changed without it; whatever else is in them, Pelican is asked.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conect import site

PLUGIN = "conect.site"
_NEEDED = ("PATH", "OUTPUT_PATH", "THEME", "SITENAME")


def told_settings(file: Path, override: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the settings of ``file`` and ``override``; None where only Pelican can tell what they mean."""
    try:
        found = {**_run(file), **override}
    except (Exception, SystemExit):
        # It fails again where Pelican reads it, and is told then.
        return None
    if found.get("PELICAN_CLASS") is not site.pelican or found.get("PLUGINS") != [PLUGIN]:
        return None
    if not all(isinstance(found.get(key), str) for key in _NEEDED):
        return None
    for key in ("PATH", "OUTPUT_PATH", "THEME"):
        found[key] = os.path.abspath(os.path.join(file.parent, found[key]))  # noqa: PTH100, PTH118 - as Pelican does
    return found if os.path.isdir(found["PATH"]) and os.path.isdir(found["THEME"]) else None  # noqa: PTH112


def _run(file: Path) -> dict[str, Any]:
    """Run a settings file as Pelican does."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise ImportError(file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    return {key: getattr(module, key) for key in dir(module) if key.isupper()}
