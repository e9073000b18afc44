"""The records that an error could be about when a few of a sound catalogue have changed: those few, and who meets them.

Rules of warnings look further (similar names), and need the whole catalogue.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import attrgetter

from conect.catalogue.entry import Entry
from conect.catalogue.names import skeleton
from conect.catalogue.rules.relations import references


def neighbourhood(entries: Sequence[Entry], changed: Sequence[Entry], linked: Sequence[Entry]) -> list[Entry]:
    """Return the entries, in their order, among which each error of the whole is one too, and no other is.

    ``entries`` are the whole catalogue, in which everything but ``changed`` (and those that are gone) was there before
    and broke no rule; ``linked`` are those of ``linked_among``. Two records meet by id, tax code or name; whoever names
    another, now or formerly, is there with all that it names, for a name leads to one that is gone, or goes round in a
    circle, through any of them.
    """
    codes = {entry.cui for entry in changed} - {None}
    names = {_name(entry) for entry in changed}
    ids = {entry.id for entry in changed}
    for entry in linked:
        ids.add(entry.id)
        ids.update(entry.former_ids, (id for _, id in references(entry)))
    folded = {id.lower() for id in ids}
    chosen = bytearray(len(entries))
    # A value after the other, and not a record after the other: hardly anything of 100,000 is then done in Python.
    for known, values in (
        (codes, map(attrgetter("cui"), entries)),
        (names, map(_name, entries) if None in map(_SKELETON, entries) else map(_SKELETON, entries)),
        (folded, map(str.lower, map(attrgetter("id"), entries))),
    ):
        for at in compress(range(len(entries)), map(known.__contains__, values)):
            chosen[at] = 1
    return list(compress(entries, chosen))


_SKELETON = attrgetter("skeleton")


def _name(entry: Entry) -> str:
    return entry.skeleton or skeleton(entry.name)
