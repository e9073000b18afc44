"""The home page and the indexes of counties, fields, legal forms and letters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from conect.catalogue.catalogue import Catalogue
from conect.catalogue.statistics import Figures
from conect.records.problems import ConectError, Text
from conect.romania.counties import COUNTIES
from conect.site import addresses
from conect.site.list_pages import link_to
from conect.site.listing import Counted
from conect.site.lists import (
    COUNTIES_LABEL,
    DOMAINS_LABEL,
    FORMS_LABEL,
    LETTERS_LABEL,
    STRUCK_OFF_LABEL,
    Lists,
)
from conect.site.press import Press, head
from conect.site.rows import CountyCount, TermCount, county_view

RECENT = 6
"""Recently confirmed organisations on the home page."""


class Front:
    """Prints the pages that lead into the lists."""

    def __init__(self, press: Press, catalogue: Catalogue, lists: Lists) -> None:
        self.press = press
        self.catalogue = catalogue
        self.lists = lists

    def print(self) -> None:
        """Print the home page and all indexes, in every language."""
        for lang in self.press.site.languages:
            self._home(lang)
            self._index(
                lang,
                addresses.COUNTIES,
                COUNTIES_LABEL,
                Text("Organizațiile după județul în care au sediul.", "Organisations by the county of their seat."),
                [(None, self.lists.by_county())],
                mapped=True,
            )
            self._index(
                lang,
                addresses.DOMAINS,
                DOMAINS_LABEL,
                Text(
                    "Organizațiile după domeniile pe care și le-au ales.",
                    "Organisations by the fields that they chose.",
                ),
                self._domains(),
            )
            self._index(
                lang,
                addresses.FORMS,
                FORMS_LABEL,
                Text("Organizațiile după forma juridică.", "Organisations by legal form."),
                [(None, self.lists.by_form())],
            )
            letters = self.lists.by_letter()
            off = self.lists.facets.struck_off_counties.total()
            apart = [Counted(STRUCK_OFF_LABEL, addresses.STRUCK_OFF, off)] if off else []
            self._index(
                lang,
                addresses.LETTERS,
                LETTERS_LABEL,
                Text(
                    "Organizațiile după numele propriu, fără cuvinte ca „Asociația” sau „Fundația”.",
                    "Organisations by their own name, without words like „Asociația” or „Fundația”.",
                ),
                [(None, letters), *([(Text("Altele", "Others"), apart)] if apart else [])],
            )

    def _home(self, lang: str) -> None:
        site, words = self.press.site, self.press.words
        domains = self.press.vocabularies["domains"]
        counts = {link.path: link.count for link in (*self.lists.by_domain(), *self.lists.by_form())}

        def counted(vocabulary: str, id: str, path: str) -> TermCount:
            return TermCount(words.term(vocabulary, id), path, counts[path] or 0)

        groups = [
            (label, [counted("domains", t.id, addresses.domain_list(t.id)) for t in domains.values() if t.group == id])
            for id, label in domains.groups.items()
        ]
        forms = [counted("legal-forms", id, addresses.form_list(id)) for id in self.press.vocabularies["legal-forms"]]
        counties = self._counties()
        context = head(site, lang, addresses.HOME, "", site.tagline.in_lang(lang), [])
        self.press.page(
            "home.html",
            lang,
            context
            | self._mapped(counties)
            | {
                "figures": Figures.of(self.catalogue),
                "counties": counties,
                "domain_groups": [(label, terms) for label, terms in groups if terms],
                "recent": [words.row(entry, lang) for entry in self.catalogue.fresh(RECENT)],
                "forms": [form for form in forms if form.count],
            },
        )

    def _index(
        self,
        lang: str,
        path: str,
        label: Text,
        lead: Text,
        groups: Sequence[tuple[Text | None, list[Counted]]],
        *,
        mapped: bool = False,
    ) -> None:
        site = self.press.site
        context = head(site, lang, path, label.in_lang(lang), lead.in_lang(lang), [(label, None)])
        shown = self._mapped(self._counties()) if mapped else {"map": None, "map_viewbox": None, "map_labels": None}
        self.press.page(
            "links.html",
            lang,
            context
            | shown
            | {
                "heading": label.in_lang(lang),
                "lead": lead.in_lang(lang),
                "groups": [
                    (heading.in_lang(lang) if heading else None, [link_to(site, link, lang) for link in links])
                    for heading, links in groups
                ],
            },
        )

    def _domains(self) -> list[tuple[Text | None, list[Counted]]]:
        vocabulary = self.press.vocabularies["domains"]
        links = {link.path: link for link in self.lists.by_domain()}
        ungrouped = [links[addresses.domain_list(t.id)] for t in vocabulary.values() if t.group is None]
        groups: list[tuple[Text | None, list[Counted]]] = [
            (label, [links[addresses.domain_list(t.id)] for t in vocabulary.values() if t.group == id])
            for id, label in vocabulary.groups.items()
        ]
        return [group for group in (*groups, (None, ungrouped)) if group[1]]

    def _counties(self) -> list[CountyCount]:
        found = []
        for code, link in zip(self.lists.counties, self.lists.by_county(), strict=True):
            view = county_view(code)
            if view is not None:
                found.append(CountyCount(view.code, view.name, view.slug, link.path, link.count or 0))
        return found

    @cached_property
    def _shapes(self) -> dict[str, Any]:
        return _read_map(self.press.site.theme / "map" / "romania.json")

    def _mapped(self, counties: Sequence[CountyCount]) -> dict[str, Any]:
        shapes = self._shapes
        return {
            "map": [(county, shapes["counties"][county.code]) for county in counties],
            "map_viewbox": shapes["viewbox"],
            "map_labels": shapes.get("labels"),
        }


def _read_map(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if {county.code for county in COUNTIES} <= set(found["counties"]) and found["viewbox"]:
            return found
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise ConectError(
        "harta temei (map/romania.json) lipsește sau nu are toate județele",
        "the theme's map (map/romania.json) is missing or does not hold every county",
    )
