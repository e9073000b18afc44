"""``conect stale``: the profiles that were long not confirmed."""

from __future__ import annotations

import sys
from argparse import Namespace

from conect.building.day import day
from conect.catalogue.loading import load
from conect.cli.terminal import content_folder
from conect.records.vocabularies import load_vocabularies
from conect.review.staleness import FORMS, stale


def run(options: Namespace) -> int:
    """Print the list and return 0: a profile to be confirmed is no failure."""
    content, today = content_folder(options.content), day(options.date)
    entries = load(content, load_vocabularies(content), today, lang=options.lang).entries
    sys.stdout.write(FORMS[options.format](stale(entries, today, options.days), options.days, options.lang))
    return 0
