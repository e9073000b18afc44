"""All entries in order, and which of them lists show."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from conect.catalogue.entry import Entry
from conect.catalogue.freshness import Freshness, freshness
from conect.catalogue.names import telling_name
from conect.records.rules.upkeep import STRUCK_OFF
from conect.romania.text import sort_key

Key = TypeVar("Key")
Order = tuple[tuple[str, str, str], str]
"""What entries are ordered by: the key of a name, then the id."""

_FEW = 2_000
"""Changed entries that are put in their places one by one; sorting all anew is faster from some thousands on."""


class Orders(NamedTuple):
    """Ids in the two orders of a catalogue, kept for the next one: most of it will still be true."""

    by_name: list[str]
    by_telling_name: list[str]


class Catalogue:
    """Every record in short, on one day; the order is Romanian, by name, then by id.

    ``entries`` may come in any order. Ids are unique (the rules see to it before). ``orders`` are those of a former
    catalogue and ``changed`` the ids of the entries that are not as they were in it, or were not there: these alone
    are put in their places then.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        today: date,
        *,
        orders: Orders | None = None,
        changed: Set[str] = frozenset(),
    ) -> None:
        self.today = today
        self.by_id: dict[str, Entry] = {entry.id: entry for entry in entries}
        self._former = orders
        self._changed = changed
        self._counted: dict[str, Counter[Any]] = {}
        self.entries: tuple[Entry, ...] = tuple(self._ordered(orders.by_name if orders else None, _by_name))

    @cached_property
    def alphabetical(self) -> list[Entry]:
        """The records in the order of their telling names, as they stand under a letter."""
        return self._ordered(self._former.by_telling_name if self._former else None, _by_telling_name)

    @property
    def orders(self) -> Orders:
        """The ids in both orders."""
        return Orders([entry.id for entry in self.entries], [entry.id for entry in self.alphabetical])

    def _ordered(self, former: list[str] | None, key: Callable[[Entry], Order]) -> list[Entry]:
        if former is None or len(self._changed) > _FEW:
            return sorted(self.by_id.values(), key=key)
        found = [entry for id in former if id not in self._changed and (entry := self.by_id.get(id))]
        for id in sorted(self._changed):
            if entry := self.by_id.get(id):
                insort(found, entry, key=key)
        return found

    @cached_property
    def listed(self) -> list[Entry]:
        """The records that have a page of their own: all but those merged into another."""
        return [entry for entry in self.entries if entry.merged_into is None]

    @cached_property
    def current(self) -> list[Entry]:
        """The organisations that ordinary lists show: neither struck off nor merged."""
        return _current(self.entries)

    @cached_property
    def current_alphabetical(self) -> list[Entry]:
        """The same, in the order of their telling names."""
        return _current(self.alphabetical)

    @cached_property
    def struck_off(self) -> list[Entry]:
        """The organisations that are no more."""
        return [entry for entry in self.listed if entry.struck_off]

    @cached_property
    def stale(self) -> list[Entry]:
        """Profiles that their organisations have not confirmed for over a year."""
        return [e for e in self.current if e.confirmed_on and e.profile and self.freshness(e).state == "stale"]

    @cached_property
    def fresh(self) -> list[Entry]:
        """Current organisations whose record was confirmed within a year, the latest first."""
        found = [e for e in self.current if e.confirmed_on and self.freshness(e).state == "fresh"]
        return sorted(found, key=lambda e: e.confirmed_on or "", reverse=True)

    def counted(self, key: str) -> Counter[Any]:
        """Return how many current organisations have each value of a field of entries; it is counted once."""
        if key not in self._counted:
            self._counted[key] = Counter(map(attrgetter(key), self.current))
        return self._counted[key]

    def freshness(self, entry: Entry) -> Freshness:
        """Return how fresh the record is on the catalogue's day."""
        return freshness(entry, self.today)


def _current(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.merged_into is None and entry.registry_status not in STRUCK_OFF]


def grouped(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[Key]]) -> dict[Key, list[Entry]]:
    """Return the entries under each of their keys, in the order given."""
    groups: defaultdict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry):
            groups[key].append(entry)
    groups.default_factory = None
    return groups


def grouped_by(entries: Sequence[Entry], key: Callable[[Entry], Key]) -> dict[Key, list[Entry]]:
    """Return the entries under the one key that each has, in the order given."""
    groups: defaultdict[Key, list[Entry]] = defaultdict(list)
    for value, entry in zip(map(key, entries), entries, strict=True):
        groups[value].append(entry)
    groups.default_factory = None
    return groups


def _by_name(entry: Entry) -> Order:
    return sort_key(entry.name), entry.id


def _by_telling_name(entry: Entry) -> Order:
    return sort_key(telling_name(entry.name)), entry.id
