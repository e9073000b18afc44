"""The plugin: Pelican's signals, received. The state of a build is in ``settings[STATE]``, set by ``ConectPelican``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pelican.contents import Page
from pelican.generators import Generator, PagesGenerator
from pelican.plugins import signals

from conect.building.output import Tree
from conect.records.problems import ConectError
from conect.site import ordinary
from conect.site.log import Failed
from conect.site.press import Press
from conect.site.publication import Printer

STATE = "CONECT_STATE"


@dataclass
class State:
    """One build: what is printed, and where to."""

    work: Printer
    press: Press
    tree: Tree
    commit: str
    context: dict[str, Any] = field(default_factory=dict)
    """Pelican's context, from the generator of pages."""


class OrganizationsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Prints the catalogue between Pelican's ordinary pages and the theme's files."""

    def generate_output(self, writer: object) -> None:
        """Print every page that is made of records; Pelican's writer knows nothing of batches and is not used."""
        del writer
        state: State = self.settings[STATE]
        state.work.print(state.tree)


def connect() -> None:
    """Connect the receivers. Signals hold them weakly, so they are functions of this module."""
    signals.initialized.connect(_check_class)
    signals.get_generators.connect(_generators)
    signals.generator_init.connect(_use_templates)
    signals.page_generator_finalized.connect(_check_pages)
    signals.page_generator_write_page.connect(_describe_page)


def _check_class(pelican: Any) -> None:
    from conect.site.run import ConectPelican

    if not isinstance(pelican, ConectPelican):
        raise ConectError(
            "setarea PELICAN_CLASS trebuie să fie ConectPelican (vedeți pelicanconf.py); fără ea, un site cu greșeli "
            "l-ar înlocui pe cel bun",
            "the setting PELICAN_CLASS must be ConectPelican (see pelicanconf.py); without it a faulty site would "
            "replace the good one",
        )


def _generators(pelican: object) -> type[OrganizationsGenerator]:
    del pelican
    return OrganizationsGenerator


def _state(generator: Generator) -> State | None:
    found: State | None = generator.settings.get(STATE)
    return found


def _use_templates(generator: Generator) -> None:
    # Only ordinary pages are printed by Pelican; its other generators look for templates that this theme has not.
    if isinstance(generator, PagesGenerator) and (state := _state(generator)):
        generator.env = state.press.environments[state.press.site.languages[0]]


def _check_pages(generator: PagesGenerator) -> None:
    if state := _state(generator):
        state.context = generator.context
        languages = state.press.site.languages
        ordinary.choose_languages(generator, languages)
        ordinary.put_below(generator, state.press.site.prefix)
        if faults := ordinary.address_faults(generator, languages):
            raise Failed(faults)


def _describe_page(generator: PagesGenerator, content: Page) -> None:
    if state := _state(generator):
        generator.env = state.press.environments[content.lang]
        # Pelican keeps templates by name; the same name is another template in another language.
        generator._templates.clear()
        generator.context.update(ordinary.page_context(state.press, content, dated=bool(state.commit)))
        generator.context["localsiteurl"] = state.press.site.prefix
