"""``conect search``: what the site's search finds for a query, and why; 0 where it finds something, 1 where nothing."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from conect.building.day import day
from conect.building.executor import Crew
from conect.building.progress import bar
from conect.catalogue.catalogue import Catalogue
from conect.catalogue.loading import Loaded, Packed, load
from conect.cli.terminal import UsageError, complain, content_folder, lists_folder
from conect.records.problems import Text
from conect.records.vocabularies import Vocabularies, load_vocabularies
from conect.romania.text import amount
from conect.search import Payload, analyse, assemble
from conect.search.encoding import ROOT
from conect.search.engine import Engine
from conect.search.explaining import explain, understood
from conect.search.reading import Fetch, from_folder
from conect.search.telling import FORMS, Answer

_WORDS = Text("Se citesc cuvintele", "Reading the words")
_INDEX = Text("Se face indexul de căutare", "Making the search index")


def run(options: Namespace) -> int:
    """Search, print the answer and return the exit code."""
    engine = Engine(_site(options.site) if options.site else _index(options))
    result = engine.search(options.query, most=options.limit)
    answer = Answer(options.query, understood(engine, options.query, result), result, list(explain(engine, result)))
    sys.stdout.write(FORMS[options.format](answer, options.lang))
    return int(not result.total)


def _site(name: str) -> Fetch:
    """Return the index of a built site. Raises ``UsageError`` where there is none."""
    folder = Path(name)
    if not (folder / ROOT).is_file():
        raise UsageError(
            f"dosarul „{name}” nu are un index de căutare; construiți întâi site-ul, cu conect build --output",
            f"the folder “{name}” holds no search index; build the site first, with conect build --output",
        )
    return from_folder(folder)


def _index(options: Namespace) -> Fetch:
    """Make the index of the content folder in memory, as a build would, and return what reads it."""
    content, today = content_folder(options.content), day(options.date)
    vocabularies = load_vocabularies(lists_folder(content))
    loaded = load(content, vocabularies, today, keep=True, lang=options.lang)
    broken = {problem.path for problem in loaded.problems if problem.level == "error"}
    if broken:
        files, left = ("files", "lăsate") if len(broken) > 1 else ("file", "lăsat")
        complain(
            options.lang,
            f"conect: {amount(len(broken), 'fișier', 'fișiere')} cu erori, {left} deoparte; vedeți conect validate",
            f"conect: {len(broken)} {files} with errors left out; see conect validate",
        )
    listed = {entry.path for entry in Catalogue(loaded.entries, today).listed} - broken
    made: dict[str, bytes] = {}
    with Crew(len(listed)) as crew:
        payloads = _payloads(loaded, listed, vocabularies, crew, options.lang)
        with bar(_INDEX.in_lang(options.lang), None) as shown:
            for file in assemble(payloads, vocabularies, today, crew=crew):
                made[file.path] = file.data
                shown.advance()
    return made.__getitem__


def _payloads(loaded: Loaded, listed: set[str], vocabularies: Vocabularies, crew: Crew, lang: str) -> list[Payload]:
    payloads = []
    with bar(_WORDS.in_lang(lang), len(loaded.entries)) as shown:
        for payload, size in crew.run(_analysed, vocabularies, _batches(loaded, listed)):
            payloads.append(payload)
            shown.advance(size)
    return payloads


def _batches(loaded: Loaded, listed: set[str]) -> Iterator[tuple[Packed, list[bool]]]:
    at = 0
    for packed in loaded.batches:
        yield packed, [entry.path in listed for entry in loaded.entries[at : at + packed.size]]
        at += packed.size


def _analysed(vocabularies: Vocabularies, batch: tuple[Packed, list[bool]]) -> tuple[Payload, int]:
    packed, kept = batch
    records = [record for record, wanted in zip(packed.unpack(), kept, strict=True) if wanted]
    return analyse(records, vocabularies), packed.size
