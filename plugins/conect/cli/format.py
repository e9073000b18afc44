"""``conect format``: the certain fixes, made in place; ``--check`` only tells which files are due."""

from __future__ import annotations

import sys
from argparse import Namespace

from conect.building.day import day
from conect.building.progress import bar
from conect.catalogue.changes import Change, write
from conect.catalogue.files import Content, list_records
from conect.cli.terminal import complain, content_folder, covers, lists_folder, paths_inside, place_of, say
from conect.records.mend import mend
from conect.records.rule import Context
from conect.records.vocabularies import load_vocabularies
from conect.review.reporters import counted, one_line


def run(options: Namespace) -> int:
    """Mend the records asked for. Return 0, or with ``--check`` 1 where a file would change."""
    lang: str = options.lang
    folder = content_folder(options.content)
    wanted = paths_inside(options.paths, folder) or [""]
    content, place = Content(folder), place_of(folder)
    context = Context(load_vocabularies(lists_folder(folder)), day(options.date), content.beside)
    records = [path for path in list_records(folder).records if covers(wanted, path)]
    changes: list[Change] = []
    with bar("Se îndreaptă fișele" if lang == "ro" else "Mending records", len(records)) as shown:
        for path in records:
            data = content.read(path)
            mended = mend(path, data, context)
            if mended.data != data:
                changes.append(Change(path, mended.data))
            elif not mended.readable:
                complain(
                    lang,
                    f"{one_line(place(path))}: nu se poate citi, a rămas neschimbat; „conect validate” arată de ce",
                    f"{one_line(place(path))}: cannot be read and is left as it is; “conect validate” shows why",
                )
            shown.advance()
    if not options.check:
        write(folder, changes)
    for change in changes:
        sys.stdout.write(f"{one_line(place(change.path))}\n")
    number = (
        counted(len(changes), "fișă", "fișe", lang) if lang == "ro" else counted(len(changes), "file", "files", lang)
    )
    if options.check:
        say(lang, f"De îndreptat: {number}.", f"To be mended: {number}.")
    else:
        say(lang, f"Îndreptate: {number}.", f"Mended: {number}.")
    return int(bool(changes) and options.check)
