"""Settings of the site that the browser tests look at: as the public's, with the invented records and short lists."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from pelicanconf import *  # noqa: E402, F403 - how Pelican's settings files build upon one another

PATH = str(ROOT / "content")
THEME = str(ROOT / "themes" / "conect")
SITEURL = "https://conect.example"
CONECT_PAGE_SIZE = 25  # so that the example records fill several pages
CONECT_EMAIL = "contact@conect.example"
CONECT_FORGE_URL = "https://github.com/exemplu/conect"
