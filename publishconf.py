"""Settings of the public site: ``conect build --settings publishconf.py`` or ``inv publish``."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pelicanconf import *  # noqa: F403 - how Pelican's settings files build upon one another

SITEURL = os.environ.get("CONECT_SITEURL", "https://conect.example")  # the address at which the site stands
CONECT_DEMO = False
CONECT_NOINDEX = False
CONECT_EMAIL = os.environ.get("CONECT_EMAIL", "contact@conect.example")  # where visitors and finders of faults write
CONECT_FORGE_URL = os.environ.get("CONECT_FORGE_URL", "")  # none: visitors write e-mails
CONECT_FORGE = ""
