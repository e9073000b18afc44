"""What the settings file says about the site, checked once and small enough to travel to every worker."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from conect.building.day import day
from conect.building.precompress import kinds_of
from conect.records.problems import ConectError, Text
from conect.site.addresses import DEFAULT_LANGUAGE

LANGUAGES = ("ro", "en")
FORGES = ("github", "gitlab", "forgejo")

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types conect"
)
"""The policy of every page: nothing from elsewhere, nothing inline, no HTML built from text."""


@dataclass(frozen=True)
class SiteSettings:
    """The site's own settings. Templates see ``name``, ``tagline``, ``url``, ``email``, ``forge_url``, ``branch``,
    ``languages`` and ``noindex`` as ``site``."""

    name: str
    tagline: Text
    url: str
    """Address without a slash at the end; empty where the site has none yet."""
    email: str
    forge_url: str
    forge: str
    branch: str
    content_path: str
    """Where the content folder stands in the repository on the forge."""
    languages: list[str]
    page_size: int
    noindex: bool
    demo: bool
    """Whether records marked ``demo: true`` are shown."""
    today: date
    content: Path
    defaults: Path
    """Content folder that lends what the other lacks: vocabularies and ordinary pages."""
    theme: Path
    precompress: tuple[str, ...]
    """Kinds of compressed partners that text files get."""
    grace_days: int
    """Days for which files with a hash in their names stay though the site no longer has them."""

    @property
    def prefix(self) -> str:
        """Return the path below which the site stands, without a slash at the end; empty at the root of its host."""
        return urlsplit(self.url).path.rstrip("/")

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> SiteSettings:
        """Read and check Pelican's settings.

        Raises ``ConectError`` for the first setting that cannot be used, ``BuildingError`` for a wrong day and for
        compressed partners that cannot be made.
        """
        languages = settings.get("CONECT_LANGUAGES", list(LANGUAGES))
        if (
            not isinstance(languages, list | tuple)
            or not set(languages) <= set(LANGUAGES)
            or DEFAULT_LANGUAGE not in languages
        ):
            raise _wrong("CONECT_LANGUAGES", languages, '["ro", "en"] sau ["ro"]', '["ro", "en"] or ["ro"]')
        size = settings.get("CONECT_PAGE_SIZE", 100)
        if not isinstance(size, int) or isinstance(size, bool) or not 1 <= size <= 1000:
            raise _wrong("CONECT_PAGE_SIZE", size, "un număr între 1 și 1000", "a number from 1 to 1000")
        days = settings.get("CONECT_GRACE_DAYS", 7)
        if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= 365:
            raise _wrong("CONECT_GRACE_DAYS", days, "un număr între 0 și 365", "a number from 0 to 365")
        forge_url = _address("CONECT_FORGE_URL", settings.get("CONECT_FORGE_URL", ""))
        forge = settings.get("CONECT_FORGE") or _forge_of(forge_url)
        if forge not in FORGES:
            raise _wrong("CONECT_FORGE", forge, "github, gitlab sau forgejo", "github, gitlab or forgejo")
        email = settings.get("CONECT_EMAIL", "")
        if not isinstance(email, str) or (email and not re.fullmatch(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+", email)):
            raise _wrong("CONECT_EMAIL", email, "o adresă de e-mail", "an e-mail address")
        tagline = settings.get("CONECT_TAGLINE") or {}
        return cls(
            name=str(settings.get("SITENAME") or "Conect"),
            tagline=Text(str(tagline.get("ro", "")), str(tagline.get("en", ""))),
            url=_address("SITEURL", settings.get("SITEURL", "")),
            email=email,
            forge_url=forge_url,
            forge=forge,
            branch=str(settings.get("CONECT_BRANCH") or "main"),
            content_path=str(settings.get("CONECT_CONTENT_PATH") or "content").strip("/"),
            languages=[lang for lang in LANGUAGES if lang in languages],
            page_size=size,
            noindex=bool(settings.get("CONECT_NOINDEX", False)),
            demo=bool(settings.get("CONECT_DEMO", True)),
            today=day(str(settings.get("CONECT_DATE") or "") or None),
            content=Path(settings["PATH"]),
            defaults=Path(settings.get("CONECT_DEFAULTS") or settings["PATH"]),
            theme=Path(settings["THEME"]),
            precompress=kinds_of(settings.get("CONECT_PRECOMPRESS", ())),
            grace_days=days,
        )


def _wrong(name: str, value: object, ro: str, en: str) -> ConectError:
    return ConectError(
        f"setarea {name} are valoarea {value!r}; scrieți {ro}",
        f"the setting {name} is {value!r}; write {en}",
    )


def _address(name: str, value: object) -> str:
    text = value.rstrip("/") if isinstance(value, str) else "?"
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment):
        raise _wrong(
            name, value, "o adresă ca https://exemplu.ro sau nimic", "an address like https://example.org, or nothing"
        )
    return text


def _forge_of(address: str) -> str:
    host = urlsplit(address).hostname or "github.com"
    return next((forge for forge in ("github", "gitlab") if forge in host), "forgejo")
