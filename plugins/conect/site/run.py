"""A build from the settings to the switched-in site, by Pelican and yet safe: ``PELICAN_CLASS = ConectPelican``.

Pelican logs what fails and goes on. Here nothing is published unless everything went well: records are judged before
anything is written, the new site grows in a folder of its own, every error that Pelican logs counts, and only a site
without any takes the former one's place.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import read_settings

from conect import site
from conect.building.checkout import Checkout
from conect.building.output import Tree
from conect.records.problems import ConectError
from conect.site import checking, ordinary
from conect.site.guarding import LANGUAGE, fail_on, guarded, language
from conect.site.log import Watch, explain_exception
from conect.site.pages import date_pages, folder_of, undated
from conect.site.plugin import STATE, State
from conect.site.press import Press
from conect.site.publication import PelicanRun, Printer, Publication, Written
from conect.site.scripts import lighten_scripts
from conect.site.settings import SiteSettings
from conect.site.starting import report
from conect.site.templates import OPTIONS
from conect.site.told import PLUGIN


class ConectPelican(Pelican):  # type: ignore[misc]  # Pelican has no types
    """Pelican that publishes all or nothing.

    Whatever fails is printed as one sentence each, in the language of ``CONECT_LANG`` (setting or environment
    variable), and ends in ``SystemExit(1)``, which Pelican's own command passes on.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self._lang = language(settings.get(LANGUAGE))
        self.told: Mapping[str, Any] | None = None
        """The settings as their file tells them, where that is known."""
        self.checkout: Checkout | None = None
        """The records as git knows them, where it was asked already."""
        settings["JINJA_ENVIRONMENT"] = dict(OPTIONS)
        with guarded(self._lang, settings["PATH"]):
            super().__init__(settings)
            if PLUGIN not in self.settings["PLUGINS"]:
                # The log may already say why; this says what it means.
                raise ConectError(
                    f"PLUGINS din setări trebuie să cuprindă „{PLUGIN}”",
                    f"PLUGINS in the settings must hold “{PLUGIN}”",
                )

    def run(self) -> None:
        """Build the site, or what has changed of it, and publish it."""
        start = time.monotonic()
        target = Path(self.settings["OUTPUT_PATH"])
        with guarded(self._lang, self.settings["PATH"]) as watch:
            site_settings = SiteSettings.of(self.settings)
            publication = Publication.of(site_settings, self.settings, self._lang, self.told, self.checkout)
            with publication.output.held():
                # Cold or not, the bytes are the same; only what has changed is much less work.
                published = publication.renewed(self._pages_of(watch)) or publication.built(self._pages_of(watch))
        report(published, target, time.monotonic() - start, self._lang)

    def _pages_of(self, watch: Watch) -> PelicanRun:
        """Return what lets Pelican write into a tree and checks what it did."""

        def run(publication: Publication, work: Printer, tree: Tree) -> Written:
            settings = publication.site
            state = State(work, Press(settings, publication.vocabularies, tree), tree, publication.commit)
            changed = {
                "OUTPUT_PATH": str(tree.root),
                "PATH": str(folder_of(settings, "pages")),
                STATE: state,
            }
            before = {key: self.settings.get(key) for key in changed}
            self.settings.update(changed)
            self.path, self.output_path, self.delete_outputdir = changed["PATH"], changed["OUTPUT_PATH"], False
            try:
                with _silent_console():
                    super(ConectPelican, self).run()
            finally:
                # Pelican's own objects refer to each other in a circle, and to the state: they would keep 100,000
                # entries until the collector has looked through them, for a second.
                del state.work
                self.settings.update(before)
                self.path, self.output_path = before["PATH"], before["OUTPUT_PATH"]
            lighten_scripts(tree)
            fail_on(watch.errors or ordinary.missing(state.context, publication.pages, tree, settings.languages))
            files = ordinary.written(state.context, tree)
            dated = undated(tree, settings)
            date_pages(tree, dated, publication.commit)
            return Written(files, dict(checking.ordinary_links(tree, files)), dated)

        return run


def build_by_pelican(
    settings_file: Path, override: dict[str, Any], told: Mapping[str, Any] | None, checkout: Checkout
) -> int:
    """Build the site by Pelican and return the exit code.

    ``told`` are the settings as their file tells them, ``checkout`` the records as git knows them.
    """
    init_logging()
    try:
        settings = read_settings(str(settings_file), override=override)
        made = settings["PELICAN_CLASS"]
        if made is not site.pelican and not (isinstance(made, type) and issubclass(made, ConectPelican)):
            raise ConectError(
                "setarea PELICAN_CLASS trebuie să fie ConectPelican (vedeți pelicanconf.py)",
                "the setting PELICAN_CLASS must be ConectPelican (see pelicanconf.py)",
            )
        pelican: ConectPelican = made(settings)
        pelican.told, pelican.checkout = told, checkout
        pelican.run()
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
        return end.code if isinstance(end.code, int) else 1
    except Exception as error:
        sys.stderr.write(f"conect: {explain_exception(error).in_lang(language(override.get(LANGUAGE)))}\n")
        return 1
    return 0


@contextmanager
def _silent_console() -> Iterator[None]:
    """Keep Pelican's spinner and its count of articles off the screen; the build has its own words."""
    before, console.quiet = console.quiet, True
    try:
        yield
    finally:
        console.quiet = before
