"""The theme alone, rendered with invented values: what the site's generator gives, without the generator."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date as calendar_date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

THEME = Path(__file__).resolve().parents[2] / "themes" / "conect"
LANGUAGES = ("ro", "en")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types conect"
)
TODAY = "2026-11-24"


class Text(NamedTuple):
    """A text in both languages."""

    ro: str
    en: str


SITE = SimpleNamespace(
    name="Conect",
    tagline=Text(
        "Catalogul organizațiilor neguvernamentale pentru evidență, consultare și transparență",
        "The catalogue of non-governmental organisations for records, consultation and transparency",
    ),
    url="https://conect.example",
    email="contact@conect.example",
    forge_url="https://forge.example/conect",
    branch="main",
    languages=["ro", "en"],
    noindex=False,
)


def messages(lang: str) -> Catalog:
    """The theme's own catalogue of a language."""
    with (THEME / "translations" / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=lang)


def plural_form(lang: str, count: int) -> int:
    """The index of the plural form, by the rules of CLDR."""
    if count == 1:
        return 0
    return 2 if lang == "ro" and count and not 1 <= count % 100 <= 19 else 1


def map_data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((THEME / "map" / "romania.json").read_text("utf-8"))
    return data


def _filled(message: str, values: Mapping[str, Any]) -> Markup:
    # a message is the theme's own text: only what is put into it comes from strangers, and is escaped
    return Markup(message) % values if values else Markup(message)  # noqa: S704


class _Macros:
    """The theme's macros by the name of their file."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    def __getattr__(self, file: str) -> Any:
        return self._env.get_template(f"macros/{file}.html").module


def environment(lang: str) -> Environment:
    """An environment as the generator makes it: one a language, and everything bound to that language."""
    catalog = messages(lang)

    def gettext(message: str, **values: Any) -> Markup:
        known = catalog.get(message)
        return _filled(str(known.string) if known and known.string else message, values)

    def ngettext(one: str, many: str, count: int, **values: Any) -> Markup:
        known = catalog.get(one)
        assert known is not None, one
        return _filled(known.string[plural_form(lang, count)] or (one if count == 1 else many), values)

    def url(path: str, language: str = lang) -> str:
        return ("/en" if language == "en" else "") + path

    def date(iso: str) -> str:
        year, *rest = (int(part) for part in iso.split("-"))
        pattern = ("y", "MMMM y", "d MMMM y")[len(rest)]
        return format_date(calendar_date(year, *[*rest, 1, 1][:2]), pattern, locale=lang)

    env = Environment(
        loader=FileSystemLoader(THEME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {"_": gettext, "ngettext": ngettext, "url": url, "static": lambda name: f"/theme/{name}"}
    env.globals |= {"once": lambda macro, *arguments: macro(*arguments), "macros": _Macros(env)}
    env.globals |= {"lang": lang, "site": SITE, "csp": CSP, "today": TODAY}
    env.filters |= {
        "t": lambda text: getattr(text, lang),
        "labels": lambda terms: ", ".join(getattr(term.label, lang) for term in terms),
        "number": lambda number: format_decimal(number, locale=lang),
        "date": date,
        "host": lambda address: urlsplit(address).hostname or "",
        "paragraphs": lambda text: Markup("\n").join(Markup("<p>{}</p>").format(part) for part in text.split("\n\n")),
    }
    return env
