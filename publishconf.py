"""Settings of the public site: ``conect build --settings publishconf.py`` or ``inv publish``."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pelicanconf import *  # noqa: F403 - how Pelican's settings files build upon one another

SITEURL = os.environ.get("CONECT_SITEURL", "https://conect.example")  # the address at which the site stands
CONECT_DEMO = False
CONECT_NOINDEX = False
CONECT_GRACE_DAYS = 7  # parts of a former search index stay so long, for pages that are open meanwhile
# ("gz",) or ("gz", "br"): files beside each page for a server that sends them as they are (nginx: gzip_static), each
# about a third more bytes on its disk; "br" needs `pip install brotli`. Leave it where the host compresses by itself.
CONECT_PRECOMPRESS = ()
CONECT_EMAIL = os.environ.get("CONECT_EMAIL", "contact@conect.example")  # where visitors and finders of faults write
CONECT_FORGE_URL = os.environ.get("CONECT_FORGE_URL", "")  # none: visitors write e-mails
CONECT_FORGE = ""
