"""Settings for work on this machine: all records, also the invented ones, and no search engine.

``pelican content -s pelicanconf.py -o OUT`` and ``conect build`` both read them; ``publishconf.py`` changes them for
the public site.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

try:
    from conect.site import pelican
    from conect.site.log import hush_tracebacks

    if find_spec("conect.site.run") is None:  # it is loaded only where there is something for Pelican to do
        raise ImportError("conect.site.run")
except ImportError as error:
    # Pelican would log this and build a site without organisations.
    sys.exit(
        f"conect: pachetul conect nu poate fi încărcat ({error}); rulați „make setup” / "
        f"the package conect cannot be loaded ({error}); run “make setup”"
    )

hush_tracebacks()
ROOT = Path(__file__).resolve().parent

# The build: all or nothing, and the former output stays until the new one is whole.
PELICAN_CLASS = pelican
PLUGINS = ["conect.site"]
DELETE_OUTPUT_DIRECTORY = False
PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
THEME = str(ROOT / "themes" / "conect")

# The site.
SITENAME = "Conect"
SITEURL = ""  # without it there are no absolute addresses, and no sitemap
TIMEZONE = "Europe/Bucharest"
DEFAULT_LANG = "ro"
LOCALE = ["C.UTF-8", "en_US.UTF-8", ""]  # the same order and words on every machine; the last is the user's own
CONECT_TAGLINE = {
    "ro": "Catalogul organizațiilor neguvernamentale pentru evidență, consultare și transparență",
    "en": "The catalogue of non-governmental organisations for records, consultation and transparency",
}
CONECT_LANGUAGES = ["ro", "en"]  # ["ro"] leaves English out
CONECT_PAGE_SIZE = 100  # organisations on a page of a list
CONECT_DEMO = True  # invented records (demo: true) are shown
CONECT_NOINDEX = True
CONECT_PRECOMPRESS = ()  # compressed partners of text files, see publishconf.py
CONECT_GRACE_DAYS = 0  # parts of a former search index are not kept where nobody else has pages open
# Invented, so that every button of a page is there to see; publishconf.py has the real ones.
CONECT_EMAIL = "contact@conect.example"  # where visitors write when there is no forge
CONECT_FORGE_URL = "https://forge.example/conect/conect"  # the repository's web address: https://github.com/OWNER/NAME
CONECT_FORGE = "github"  # github, gitlab or forgejo; empty: told by the address
CONECT_BRANCH = "main"
CONECT_CONTENT_PATH = "content"  # the content folder inside the repository
# A content folder that has only organisations borrows vocabularies and ordinary pages from here.
CONECT_DEFAULTS = str(ROOT / "content")

# Pelican's own pages; of everything else that it can make, nothing.
PAGE_PATHS = ["pages"]
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
ARTICLE_PATHS = []
STATIC_PATHS = []
DIRECT_TEMPLATES = []
ARCHIVES_SAVE_AS = AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ""
CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = TAG_SAVE_AS = TAGS_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
