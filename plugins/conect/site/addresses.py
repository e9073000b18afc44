"""The site's addresses: paths without language (``/judete/cluj/``), and the file that each one is.

Romanian stands at the root, other languages below ``/<lang>/``.
"""

from __future__ import annotations

from functools import lru_cache

from conect.romania.counties import county
from conect.romania.text import slug

DEFAULT_LANGUAGE = "ro"

HOME = "/"
ALL = "/organizatii/"
COUNTIES = "/judete/"
DOMAINS = "/domenii/"
FORMS = "/forme-juridice/"
LETTERS = "/a-z/"
STALE = "/de-confirmat/"
STRUCK_OFF = "/radiate/"
STATISTICS = "/statistici/"
PROPOSE = "/propune/"
LOGOS = "logo"
THEME = "theme"

UNKNOWN_COUNTY = "necunoscut"
PAGED = "pagina"

MENU = ("/despre/", "/cum-te-inscrii/", "/criterii/", "/accesibilitate/", "/confidentialitate/", "/date-deschise/")
"""Ordinary pages (Pelican's own) that every page of the site links to."""

OWN_ROOTS = frozenset(
    {path.strip("/") for path in (ALL, COUNTIES, DOMAINS, FORMS, LETTERS, STALE, STRUCK_OFF, STATISTICS, PROPOSE)}
    | {LOGOS, THEME}
)
"""First parts of the addresses that are made here; an ordinary page may not take them."""


def organization(id: str) -> str:
    """Return the path of an organisation's page."""
    return f"{ALL}{id}/"


@lru_cache(maxsize=64)
def county_slug(code: str | None) -> str:
    """Return the part of an address that names a county; the unknown one has its own."""
    found = county(code) if code else None
    return slug(found.name) if found else UNKNOWN_COUNTY


@lru_cache(maxsize=2048)
def county_list(code: str | None, domain: str | None = None) -> str:
    """Return the path of a county's list, or of the one of a field in it."""
    return f"{COUNTIES}{county_slug(code)}/" + (f"{domain}/" if domain else "")


def domain_list(id: str) -> str:
    """Return the path of a field's list."""
    return f"{DOMAINS}{id}/"


def form_list(id: str) -> str:
    """Return the path of a legal form's list; ids of legal forms have underscores, addresses hyphens."""
    return f"{FORMS}{id.replace('_', '-')}/"


def letter_list(letter: str) -> str:
    """Return the path of the list of a letter; ``#`` holds the names that begin with a digit."""
    return f"{LETTERS}{'0-9' if letter == '#' else letter.lower()}/"


def paged(path: str, page: int) -> str:
    """Return the path of a page of a list; the first one is the list itself."""
    return path if page == 1 else f"{path}{PAGED}/{page}/"


def localized(path: str, lang: str) -> str:
    """Return the path in a language."""
    return path if lang == DEFAULT_LANGUAGE else f"/{lang}{path}"


def file_of(path: str, lang: str) -> str:
    """Return the file (POSIX, relative to the output) that answers at a path in a language."""
    name = localized(path, lang)[1:]
    return f"{name}index.html" if not name or name.endswith("/") else name


def path_of(file: str, lang: str) -> str:
    """Return the language-independent path of a file of the output: the reverse of ``file_of``."""
    name = file if lang == DEFAULT_LANGUAGE else file.removeprefix(f"{lang}/")
    return "/" + (name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name)
