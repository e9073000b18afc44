"""The theme's templates: one environment a language, with what every template may use.

``lang`` and everything that depends on it are the environment's own, so that imported macros need no context.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from conect.records.problems import Text
from conect.site.addresses import THEME, localized
from conect.site.compiled import compiled_templates
from conect.site.folding import FoldingEnvironment
from conect.site.messages import load_messages
from conect.site.settings import CSP, SiteSettings

KEPT = 2000
"""Printed macros that an environment keeps: a few MB."""

# StrictUndefined: a template that asks for what it was not given fails the build instead of printing nothing.
OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [],
}
"""The options of every environment, Pelican's own too (``JINJA_ENVIRONMENT``)."""


def environment(site: SiteSettings, lang: str) -> Environment:
    """Return the environment for pages in ``lang``; templates are read once a process, and compiled once."""
    loader = FileSystemLoader(site.theme / "templates")
    prefix = site.prefix
    kept = compiled_templates(site.theme, lang, prefix)
    made = FoldingEnvironment(loader=loader, auto_reload=False, bytecode_cache=kept, **OPTIONS)
    messages = load_messages(site.theme, lang)

    def url(path: str, other: str | None = None) -> str:
        """Return the address of a path in the page's language, or in another one."""
        return prefix + localized(path, other or lang)

    def static(name: str) -> str:
        return f"{prefix}/{THEME}/{name}"

    printed: dict[tuple[object, ...], Markup] = {}

    def once(macro: Macro, *arguments: object) -> Markup:
        """Return what an imported macro prints for its arguments, printed once an environment."""
        # The macro itself, not its name: two files may each have one of a name.
        key = (macro, *arguments)
        found = printed.get(key)
        if found is None:
            if len(printed) >= KEPT:
                printed.clear()
            found = printed[key] = Markup(macro(*arguments))  # noqa: S704 - macros escape
        return found

    made.foldable = {"_": messages.gettext, "ngettext": messages.ngettext, "url": url, "static": static}
    made.globals |= {
        **made.foldable,
        "lang": lang,
        "once": once,
        "macros": Macros(made),
        "site": site,
        "today": site.today.isoformat(),
        "csp": CSP,
    }
    filters: dict[str, Callable[[Any], Any]] = {
        "t": lambda text: text.in_lang(lang) if isinstance(text, Text) else text,
        "labels": lambda terms: ", ".join([term.label.in_lang(lang) for term in terms]),
        "number": lambda value: number(value, lang),
        "date": lambda iso: spoken_date(iso, lang),
        "host": host,
        "paragraphs": paragraphs,
    }
    made.filters |= filters
    return made


_DAILY = frozenset({"statistics.html"})
"""Templates of pages that are printed anew on each day."""

_OF_DAY = frozenset({"today", "days"})
"""What other templates are given and that is another value on each day: ``site.today``, ``freshness.days``."""


def tell_day(made: Environment) -> bool:
    """Tell whether templates name what is another value on each day, so that every page could be another one then."""
    assert made.loader is not None  # noqa: S101 - ``environment`` gave it one
    for name in set(made.list_templates()) - _DAILY:
        # What cannot be read, like what an editor leaves beside its file, is no page's template.
        with suppress(UnicodeDecodeError, TemplateSyntaxError):
            source = made.loader.get_source(made, name)[0]
            # Taking a template apart takes long, and few hold one of the words at all.
            if any(word in source for word in _OF_DAY) and _names(made.parse(source)) & _OF_DAY:
                return True
    return False


def _names(template: nodes.Template) -> set[object]:
    """Return what a template names: variables, attributes, keys."""
    keys = (node.arg for node in template.find_all(nodes.Getitem))
    return {
        *(node.name for node in template.find_all(nodes.Name)),
        *(node.attr for node in template.find_all(nodes.Getattr)),
        *(key.value for key in keys if isinstance(key, nodes.Const)),
    }


class Macros:
    """The theme's macros by the name of their file, ``macros.dates.day``; an ``import`` would be made anew a page."""

    def __init__(self, made: Environment) -> None:
        self._made = made

    def __getattr__(self, file: str) -> Any:
        try:
            module = self._made.get_template(f"macros/{file}.html").module
        except TemplateNotFound:
            raise AttributeError(file) from None
        setattr(self, file, module)
        return module


def number(value: float, lang: str) -> str:
    """Return a number as it is written in ``lang``: 1.234 in Romanian, 1,234 in English."""
    if isinstance(value, int):
        text = f"{value:,}"
        return text.replace(",", ".") if lang == "ro" else text
    return str(format_decimal(value, locale=lang))


@lru_cache(maxsize=4096)
def spoken_date(iso: str, lang: str) -> str:
    """Return an ISO date (day, month or year alone) in words: „9 martie 2026”, “9 March 2026”."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return iso
    day = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    locale = {"ro": "ro_RO", "en": "en_GB"}[lang]
    return str(format_date(day, "d MMMM y" if len(parts) == 3 else "MMMM y", locale=locale))


def host(address: str) -> str:
    """Return the host of an address, to stand beside a link that nobody vouches for."""
    return urlsplit(address).hostname or ""


def paragraphs(text: str) -> Markup:
    """Return plain text as paragraphs; a blank line parts two of them, a single one breaks the line."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    escaped = (str(escape(part)).replace("\n", "<br>\n") for part in parts if part)
    return Markup("\n".join([f"<p>{part}</p>" for part in escaped]))  # noqa: S704 - escaped in the line above
