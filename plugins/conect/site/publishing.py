"""Where the site is published, and which of its former files stay for a while."""

from __future__ import annotations

import re
from pathlib import Path

from conect.building.grace import Grace
from conect.building.output import Output
from conect.search.encoding import FOLDER, ROOT
from conect.site.settings import SiteSettings


def output_of(site: SiteSettings, target: Path) -> Output:
    """Return the output folder of the site.

    A page that was opened before a build goes on searching the index that it began with: every file of the index but
    its root is named by its content, and stays for the days of ``CONECT_GRACE_DAYS``.
    """
    return Output(target, Grace(rf"(?!{re.escape(ROOT)}$){FOLDER}/.+\.bin", (FOLDER,), site.grace_days))
