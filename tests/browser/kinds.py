"""One page of each kind, by its Romanian path; the English one stands under /en."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "home": "/",
    "all": "/organizatii/",
    "second-page": "/organizatii/pagina/2/",
    "profile": "/organizatii/biblioteca-din-cartier/",
    "federation": "/organizatii/federatia-bibliotecilor-de-cartier/",
    "imported": "/organizatii/cercul-filatelistilor-sighet/",
    "struck-off": "/organizatii/scena-din-cetate/",
    "long-name": "/organizatii/asociatia-cu-denumire-foarte-lunga/",
    "counties": "/judete/",
    "county": "/judete/cluj/",
    "county-domain": "/judete/cluj/cultura/",
    "county-unknown": "/judete/necunoscut/",
    "domains": "/domenii/",
    "domain": "/domenii/cultura/",
    "forms": "/forme-juridice/",
    "form": "/forme-juridice/asociatie/",
    "letters": "/a-z/",
    "letter": "/a-z/a/",
    "to-confirm": "/de-confirmat/",
    "struck-off-list": "/radiate/",
    "statistics": "/statistici/",
    "propose": "/propune/",
    "about": "/despre/",
    "how-to-join": "/cum-te-inscrii/",
    "criteria": "/criterii/",
    "accessibility": "/accesibilitate/",
    "privacy": "/confidentialitate/",
    "open-data": "/date-deschise/",
    "not-found": "/404.html",
}
LANGUAGES = ("ro", "en")


def path_of(kind: str, language: str) -> str:
    """The path of a kind's page in a language."""
    return KINDS[kind] if language == "ro" else f"/{language}{KINDS[kind]}"
