"""The rules over all records: like those over one, but they judge the whole catalogue and name the record at fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cached_property
from typing import NamedTuple

from conect.catalogue.entry import Entry
from conect.records.problems import Level, Text
from conect.records.rule import Context, Finding, Rule, rule


class Whole:
    """All entries, sorted by path, with what the rules look up in them.

    ``concerned`` holds the paths that a change is about: they are judged more closely. ``unread`` holds paths of
    records that exist but cannot be read: their ids are taken, and nothing more is known of them.
    """

    def __init__(self, entries: Iterable[Entry], concerned: Set[str] = frozenset(), unread: Iterable[str] = ()) -> None:
        self.entries = sorted(entries, key=lambda entry: entry.path)
        self.concerned = concerned
        self.unread = sorted(unread)

    @cached_property
    def by_id(self) -> dict[str, list[Entry]]:
        """Entries by id; more than one where files in two folders, or .yaml and .md, bear the same name."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.id, []).append(entry)
        return found

    @cached_property
    def former(self) -> dict[str, Entry]:
        """The entry that bore each former id; the first by path where two claim it."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            for id in entry.former_ids:
                found.setdefault(id, entry)
        return found

    @cached_property
    def unread_ids(self) -> frozenset[str]:
        """Ids of the records that cannot be read."""
        return frozenset(path.rpartition("/")[2].rpartition(".")[0] for path in self.unread)

    def get(self, id: str) -> Entry | None:
        """Return the entry of ``id``, None where there is none or it cannot be read."""
        found = self.by_id.get(id)
        return found[0] if found else None

    def exists(self, id: str) -> bool:
        """Tell whether a record of that id exists, be it readable or not."""
        return id in self.by_id or id in self.unread_ids


class Fault(NamedTuple):
    """A finding and the path of the record that it stands in; ``entry`` gives its place."""

    entry: Entry
    finding: Finding


CatalogueCheck = Callable[[Whole, Context], Iterator[Fault]]

CATALOGUE_RULES: list[Rule[[Whole, Context], Iterator[Fault]]] = []
"""The rules over all records, in the order in which their modules are imported."""


def catalogue_rule(
    id: str, *, level: Level = "error"
) -> Callable[[CatalogueCheck], Rule[[Whole, Context], Iterator[Fault]]]:
    """Register a rule over all records: a generator of faults."""

    def register(function: CatalogueCheck) -> Rule[[Whole, Context], Iterator[Fault]]:
        made = rule(id, level=level, scope="catalogue")(function)
        CATALOGUE_RULES.append(made)
        return made

    return register


Key = tuple[str, ...]


def groups(entries: Iterable[Entry], key: Callable[[Entry], Key | None]) -> Iterator[list[Entry]]:
    """Yield the groups of two entries or more with the same key, in the order of their first; None joins no group."""
    found: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        if (value := key(entry)) is not None:
            found[value].append(entry)
    return (group for group in found.values() if len(group) > 1)


def named(others: Iterable[Entry], most: int = 3) -> Text:
    """Return the paths of other records as they stand in a message; after ``most`` only how many more there are."""
    paths = [other.path for other in others]
    shown = ", ".join(paths[:most])
    more = len(paths) - most
    return Text(f"{shown} și încă {more}", f"{shown} and {more} more") if more > 0 else Text(shown, shown)
