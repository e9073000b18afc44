"""Settings of the site that is measured: the public's, in Romanian only, so that a peer has one page a record."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from pelicanconf import *  # noqa: E402, F403 - how Pelican's settings files build upon one another

CONECT_LANGUAGES = os.environ.get("CONECT_BENCH_LANGUAGES", "ro").split(",")  # “ro,en”: what two languages cost
SITEURL = "https://conect.example"
