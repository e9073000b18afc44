"""A build from the command line: what has changed of the site that stands; by Pelican where that needs it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from conect import site
from conect.building.checkout import Checkout
from conect.records.problems import Text
from conect.site.guarding import LANGUAGE, guarded, language
from conect.site.publication import Publication, Published
from conect.site.settings import SiteSettings
from conect.site.told import told_settings


def build_site(
    content: Path,
    output: Path,
    settings_file: Path,
    checkout: Checkout,
    *,
    today: date | str | None = None,
    lang: str | None = None,
) -> int:
    """Do what ``conect.site.build`` says; ``checkout`` are the records as git knows them."""
    override: dict[str, Any] = {
        "PATH": os.path.abspath(content),  # noqa: PTH100 - as Pelican's own command does
        "OUTPUT_PATH": os.path.abspath(output),  # noqa: PTH100
    }
    if today is not None:
        override["CONECT_DATE"] = str(today)
    if lang is not None:
        override[LANGUAGE] = lang
    told = told_settings(settings_file, override)
    try:
        if told is not None and _renewed(told, checkout):
            return 0
    except SystemExit:
        return 1
    code: int = site.loaded().build_by_pelican(settings_file, override, told, checkout)
    return code


def _renewed(told: Mapping[str, Any], checkout: Checkout) -> bool:
    """Publish what has changed, without Pelican; False where that cannot be done."""
    start = time.monotonic()
    lang = language(told.get(LANGUAGE))
    with guarded(lang, told["PATH"]):
        publication = Publication.of(SiteSettings.of(told), None, lang, told, checkout)
        with publication.output.held():
            published = publication.renewed()
    if published is None:
        return False
    report(published, Path(told["OUTPUT_PATH"]), time.monotonic() - start, lang)
    return True


def report(published: Published, target: Path, seconds: float, lang: str) -> None:
    """Print what came of a build."""
    from conect.review.reporters import counted

    for message in published.texts:
        sys.stderr.write(f"conect: {message.in_lang(lang)}\n")
    number = counted(published.organizations, *_ORGANIZATIONS[lang], lang)
    took = f"{seconds:.1f} s"
    if published.changed is not None:
        files = counted(published.changed, *_FILES[lang], lang)
        number = f"{number}, {files}"
    done = Text(
        f"Site-ul este gata: {number}, {took.replace('.', ',')}, în {target}",
        f"The site is ready: {number}, {took}, in {target}",
    )
    sys.stdout.write(f"{done.in_lang(lang)}\n")
    if published.warnings:
        found = counted(published.warnings, *_WARNINGS[lang], lang)
        hint = Text(f"{found}; „conect validate” le arată", f"{found}; “conect validate” shows them")
        sys.stdout.write(f"{hint.in_lang(lang)}\n")


_WARNINGS = {"ro": ("avertisment", "avertismente"), "en": ("warning", "warnings")}
_FILES = {"ro": ("fișier schimbat", "fișiere schimbate"), "en": ("file changed", "files changed")}
_ORGANIZATIONS = {"ro": ("organizație", "organizații"), "en": ("organisation", "organisations")}
