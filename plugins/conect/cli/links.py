"""``conect links``: the addresses that records name, tried; the results stand in a file of their own."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from conect.building.day import day
from conect.building.progress import bar
from conect.catalogue.loading import load as load_records
from conect.cli.terminal import UsageError, content_folder
from conect.records.vocabularies import load_vocabularies
from conect.review.links import check, due, dump, links, load
from conect.review.links_report import FORMS
from conect.review.net import Net

_MOST_RESULTS = 64 * 1024 * 1024


def run(options: Namespace) -> int:
    """Try the addresses that were not tried for longest, print what is wrong and return 0."""
    content, today = content_folder(options.content), day(options.date)
    kept = Path(options.results) if options.results else None
    if kept is not None and kept.resolve().is_relative_to(content.resolve()):
        raise UsageError(
            f"„{kept}” este în dosarul cu fișe; rezultatele stau în afara lui",
            f"“{kept}” is in the folder of the records; results stand outside it",
        )
    known = load(kept.read_bytes()[:_MOST_RESULTS]) if kept is not None and kept.is_file() else {}
    loaded = load_records(content, load_vocabularies(content), today, keep=True, lang=options.lang)
    found = links(record for batch in loaded.batches for record in batch.unpack())
    wanted = due(found, known, options.most)
    label = "Se încearcă adresele" if options.lang == "ro" else "Trying addresses"
    with bar(label, len(wanted)) as shown:
        results = known | check(wanted, known, today, Net(), told=shown.advance)
    here = {link.address for link in found}
    results = {address: result for address, result in results.items() if address in here}
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(dump(results))
    sys.stdout.write(FORMS[options.format](found, results, options.lang))
    return 0
