"""Prints pages: a template, its context and what every page has, written into the new tree."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from jinja2 import Environment

from conect.building.output import Tree
from conect.records.problems import Text
from conect.records.vocabularies import Vocabularies
from conect.site import addresses
from conect.site.checking import Links
from conect.site.printed_rows import PrintedRows
from conect.site.rows import Words
from conect.site.settings import SiteSettings
from conect.site.templates import environment

Crumbs = list[tuple[Text, str | None]]
"""The way to a page: labels and paths without language; the last is the page itself, without a path."""


class Press:
    """What a worker needs to make pages; it travels as its three parts, the rest is made where it is used."""

    def __init__(self, site: SiteSettings, vocabularies: Vocabularies, tree: Tree) -> None:
        self.site = site
        self.vocabularies = vocabularies
        self.tree = tree
        self.links = Links()

    def __reduce__(self) -> tuple[type[Press], tuple[SiteSettings, Vocabularies, Tree]]:
        return Press, (self.site, self.vocabularies, self.tree)

    def again(self) -> Press:
        """Return a press for work that is done again from its start: another process has begun with it and died."""
        return Press(self.site, self.vocabularies, self.tree.again())

    @cached_property
    def words(self) -> Words:
        """The terms of the vocabularies."""
        return Words(self.site, self.vocabularies)

    @cached_property
    def environments(self) -> dict[str, Environment]:
        """The templates, in each of the site's languages."""
        return {lang: environment(self.site, lang) for lang in self.site.languages}

    @cached_property
    def kin(self) -> dict[str, PrintedRows]:
        """Organisations as they stand on the pages of those that they belong with, in each of the site's languages.

        Those of a county are each other's kin, and their pages are printed one after another.
        """
        return {lang: PrintedRows(self, lang, "kin") for lang in self.site.languages}

    def page(self, template: str, lang: str, context: Mapping[str, Any]) -> bytes:
        """Render a page whose context has ``path`` (without language), write it to its place, and return it."""
        html = self.environments[lang].get_template(template).render(context)
        file = addresses.file_of(context["path"], lang)
        self.links.note(html, file)
        data = html.encode("utf-8")
        self.tree.write(file, data)
        return data


def head(
    site: SiteSettings,
    lang: str,
    path: str,
    title: str,
    description: str = "",
    crumbs: Crumbs | None = None,
    *,
    robots: str = "",
    canonical: str | None = None,
    languages: list[str] | None = None,
) -> dict[str, Any]:
    """Return the part of a context that every page has.

    ``canonical`` is the path of the page that this one stands for, itself unless told otherwise. ``languages`` are
    those in which the page exists, by default all of the site.
    """

    def address(where: str, other: str) -> str:
        return (site.url or site.prefix) + addresses.localized(where, other)

    others = [other for other in site.languages if other in (languages or site.languages)]
    alternates = {other: address(path, other) for other in others} if len(others) > 1 and canonical is None else {}
    if addresses.DEFAULT_LANGUAGE in alternates:
        alternates["x-default"] = alternates[addresses.DEFAULT_LANGUAGE]
    return {
        "path": path,
        "title": title,
        "description": description,
        "canonical": address(canonical or path, lang),
        "alternates": alternates,
        "robots": robots or ("noindex" if site.noindex else ""),
        "breadcrumbs": [
            (label.in_lang(lang), site.prefix + addresses.localized(where, lang) if where else None)
            for label, where in crumbs or []
        ],
    }


def make_folders(tree: Tree, site: SiteSettings, path: str) -> None:
    """Make the folders of a page in all languages."""
    for lang in site.languages:
        tree.make_folder(addresses.file_of(path, lang).rpartition("/")[0])
