"""``conect rename`` and ``conect merge``: one plan over all records, then all of it written."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from conect.building.day import day
from conect.catalogue.changes import write
from conect.catalogue.files import Content, list_records
from conect.catalogue.loading import load
from conect.catalogue.moves import Move, Mover
from conect.cli.terminal import complain, content_folder, lists_folder, place_of, say
from conect.records.rule import Context
from conect.records.vocabularies import load_vocabularies
from conect.review.reporters import one_line


def rename(options: Namespace) -> int:
    """Give a record another id."""
    return _move(options, lambda mover: mover.rename(options.old, options.new))


def merge(options: Namespace) -> int:
    """Note that one organisation merged into another."""
    return _move(options, lambda mover: mover.merge(options.source, options.target))


def _move(options: Namespace, plan: Callable[[Mover], Move]) -> int:
    folder, lang = content_folder(options.content), options.lang
    vocabularies, today = load_vocabularies(lists_folder(folder)), day(options.date)
    loaded = load(folder, vocabularies, today, lang=lang)
    read = {entry.path for entry in loaded.entries}
    unread = [path for path in list_records(folder).records if path not in read]
    context = Context(vocabularies, today, Content(folder).beside)
    move = plan(Mover(folder, context, loaded.entries, unread))
    write(folder, move.changes)
    place = place_of(folder)
    for change in move.changes:
        path = one_line(place(change.path))
        if change.data is None:
            say(lang, f"mutat: {path}", f"moved away: {path}")
        else:
            say(lang, f"scris: {path}", f"written: {path}")
    for note in move.notes:
        complain(lang, *note)
    return 0
