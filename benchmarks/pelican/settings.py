"""Settings of the peer's site: Pelican's own generators, reader of Markdown and writer, with nothing more to do.

What Pelican does by itself and this site does not have is off: feeds, authors, archives, translations (looking for
them takes a time that grows with the square of the articles), and the extensions of Markdown that no text uses.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

SITENAME = "Conect"
SITEURL = "https://conect.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "ro"
DEFAULT_DATE = "2026-01-01"  # an article must have one; none is shown

PATH = "content"
ARTICLE_PATHS = ["organizatii"]
PAGE_PATHS = ["pagini"]
STATIC_PATHS: list[str] = []
THEME = "theme"
PLUGINS: list[str] = []
FILENAME_METADATA = "(?P<slug>.*)"
MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}, "output_format": "html5"}
FORMATTED_FIELDS: list[str] = []

ARTICLE_URL = "organizatii/{slug}/"
ARTICLE_SAVE_AS = "organizatii/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
CATEGORY_URL = TAG_URL = "{slug}/"
CATEGORY_SAVE_AS = TAG_SAVE_AS = "{slug}/index.html"
# The name of a category or tag is the address of its list, and stays as it is: “judete/cluj”.
CATEGORY_REGEX_SUBSTITUTIONS: list[tuple[str, str]] = []
TAG_REGEX_SUBSTITUTIONS: list[tuple[str, str]] = []

ARTICLE_ORDER_BY = "title"
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None
AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

PAGINATED_TEMPLATES = {"category": 100, "tag": 100}
PAGINATION_PATTERNS = [
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/pagina/{number}/", "{base_name}/pagina/{number}/index.html"),
]

# A page of each kind of list, by a template of its own.
DIRECT_TEMPLATES = ["index", "sitemap", "judete", "judete_domenii", "domenii", "forme_juridice", "a_z", "liste"]
SITEMAP_SAVE_AS = "sitemap.xml"
JUDETE_SAVE_AS = "judete/index.html"
JUDETE_DOMENII_SAVE_AS = "judete-domenii/index.html"
DOMENII_SAVE_AS = "domenii/index.html"
FORME_JURIDICE_SAVE_AS = "forme-juridice/index.html"
A_Z_SAVE_AS = "a-z/index.html"
LISTE_SAVE_AS = "liste/index.html"

LABELS = json.loads(Path(__file__).with_name("labels.json").read_text(encoding="utf-8"))
COUNTS: dict[str, int] = {}


def counts(lists: list[tuple[Any, list[Any]]]) -> dict[str, int]:
    """Return how many organisations each list has, by its address; counted once, as Hugo knows it by itself."""
    if not COUNTS:
        COUNTS.update({wanted.slug: len(articles) for wanted, articles in lists})
    return COUNTS


@cache
def spoken(day: str) -> str:
    """Return a day in words."""
    year, month, number = day.split("-")
    return f"{int(number)} {LABELS['months'][int(month) - 1]} {year}"


JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
JINJA_GLOBALS = {"labels": LABELS}
JINJA_FILTERS = {"counts": counts, "spoken": spoken, "value": json.loads}
