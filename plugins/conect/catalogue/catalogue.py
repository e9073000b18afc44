"""All entries in order, and which of them lists show."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from functools import cached_property, partial
from itertools import compress
from operator import attrgetter, eq
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from conect.catalogue.entry import Entry
from conect.catalogue.freshness import Freshness, freshness, freshness_of
from conect.catalogue.names import letter
from conect.records.rules.upkeep import STRUCK_OFF
from conect.romania.text import sort_key

Key = TypeVar("Key")
Order = tuple[tuple[str, str, str], str]
"""What entries are ordered by: the key of a name, then the id."""

ID = attrgetter("id")

_FEW = 2_000
"""Entries that are put in their places one by one; sorting all anew is faster from some thousands on."""

_MOVED = 200
"""Entries that are put in their places again for every next catalogue; where more have moved the order is told anew."""


Counts = Mapping[str, Mapping[Any, int]]
"""How many organisations have each value of a measure, by the measure's name."""


class Former(NamedTuple):
    """A catalogue of before, as far as the next one can follow it: ``changed`` are the ids of the entries that are not
    as they were, or were not there, ``gone`` those that were there and are not as they were."""

    order: FormerOrder
    counts: Counts = MappingProxyType({})
    changed: Set[str] = frozenset()
    gone: Sequence[Entry] = ()
    under: Mapping[str, Sequence[str]] = MappingProxyType({})
    """The ids under some letters, in their order there."""
    linked: Set[str] | None = None
    """The ids of today's entries that are those of ``linked_among``, where that is known."""


class FormerOrder(NamedTuple):
    """The order of a catalogue, as the next one can follow it: ids as they once stood, and those that have another
    place since, or none, or had none then."""

    ids: Sequence[str]
    moved: Set[str] = frozenset()


class Catalogue:
    """Every record in short, on one day; the order is Romanian, by name, then by id.

    ``entries`` may come in any order. Ids are unique (the rules see to it before). Where the catalogue follows a
    ``former`` one, only what has changed since is put in its place and counted.
    """

    def __init__(self, entries: Iterable[Entry], today: date, *, former: Former | None = None) -> None:
        self.today = today
        self.by_id: dict[str, Entry] = {entry.id: entry for entry in entries}
        self._former = former
        self._changed = former.changed if former else frozenset()
        self._counted: dict[str, Counter[Any]] = {}
        self._moved = former.order.moved | former.changed if former else frozenset()
        self.entries: tuple[Entry, ...] = tuple(self._ordered(former.order.ids if former else None))

    @property
    def order(self) -> FormerOrder:
        """The order, for the next catalogue: the one that this one followed, as long as few have moved since."""
        if self._former is None or len(self._moved) > _MOVED:
            return FormerOrder(list(map(ID, self.entries)))
        return FormerOrder(self._former.order.ids, self._moved)

    def _ordered(self, former: Sequence[str] | None) -> list[Entry]:
        if former is None or len(self._moved) > _FEW:
            return sorted(self.by_id.values(), key=_by_name)
        come = filter(None, map(self.by_id.get, self._moved))
        return self._followed(former, self._moved, come, _by_name)

    def _followed(
        self, former: Sequence[str], moved: Set[str], come: Iterable[Entry], key: Callable[[Entry], Any]
    ) -> list[Entry]:
        """Return the entries of ``former`` ids as they stood, without those that have ``moved``, and those that have
        ``come`` where their keys, all different, put them."""
        ids = list(former)
        for at in reversed(list(compress(range(len(ids)), map(moved.__contains__, ids)))):
            del ids[at]
        found = list(filter(None, map(self.by_id.get, ids)))
        for entry in come:
            insort(found, entry, key=key)
        return found

    def under(self, letter: str, key: Callable[[Entry], Any]) -> list[Entry] | None:
        """Return the current organisations under a letter, in the order of their keys; None where it is not known who
        stood there in the former catalogue."""
        former = self._former.under.get(letter) if self._former else None
        if former is None or len(self._changed) > _FEW:
            return None
        changed = filter(None, map(self.by_id.get, self._changed))
        come = (e for e in changed if e.merged_into is None and not e.struck_off and _letter(e) == letter)
        return self._followed(former, self._changed, come, key)

    @cached_property
    def linked(self) -> list[Entry]:
        """The records that name others, or had another id."""
        known = self._former.linked if self._former else None
        if known is None:
            return linked_among(self.entries)
        return list(compress(self.entries, map(known.__contains__, map(ID, self.entries))))

    @cached_property
    def listed(self) -> list[Entry]:
        """The records that have a page of their own: all but those merged into another."""
        return [entry for entry in self.entries if entry.merged_into is None]

    @cached_property
    def current(self) -> list[Entry]:
        """The organisations that ordinary lists show: neither struck off nor merged."""
        return [e for e in self.entries if e.merged_into is None and e.registry_status not in STRUCK_OFF]

    @cached_property
    def struck_off(self) -> list[Entry]:
        """The organisations that are no more."""
        return [e for e in self.entries if e.registry_status in STRUCK_OFF and e.merged_into is None]

    @cached_property
    def stale(self) -> list[Entry]:
        """Profiles that their organisations have not confirmed for over a year."""
        return [e for e in self.current if e.confirmed_on and e.profile and self.freshness(e).state == "stale"]

    def fresh(self, most: int) -> list[Entry]:
        """Return current organisations whose record was confirmed within a year, the latest first, ``most`` at most."""
        days: set[str] = set()
        found = 0
        confirmed = self.counted("confirmed_on")
        for day in sorted(filter(None, confirmed), reverse=True):
            if found < most and freshness_of(day, self.today).state == "fresh":
                days.add(day)
                found += confirmed[day]
        some = [e for e in self.current if e.confirmed_on in days]
        return sorted(some, key=lambda e: e.confirmed_on or "", reverse=True)[:most]

    def counted(self, measure: str) -> Counter[Any]:
        """Return how many organisations have each value of a measure (``MEASURES``, else a field of entries).

        Current ones are counted, or all that are listed where the measure is one of ``OF_ALL``.
        """
        found = self._counted.get(measure)
        if found is None:
            value = MEASURES.get(measure) or attrgetter(measure)
            former = self._former.counts.get(measure) if self._former else None
            if former is None:
                found = Counter(map(value, self.listed if measure in OF_ALL else self.current))
            else:
                found = self._recounted(former, measure, value)
            self._counted[measure] = found
        return found

    def _recounted(self, former: Mapping[Any, int], measure: str, value: Callable[[Entry], Any]) -> Counter[Any]:
        """Count anew what has changed since a former catalogue."""
        assert self._former is not None  # noqa: S101 - it was asked for its counts
        found = Counter(former)
        sides = ((-1, self._former.gone), (1, [self.by_id[id] for id in self._changed if id in self.by_id]))
        for sign, entries in sides:
            for entry in entries:
                if entry.merged_into is None and (measure in OF_ALL or not entry.struck_off):
                    found[value(entry)] += sign
        return Counter({key: count for key, count in found.items() if count})

    @property
    def counts(self) -> dict[str, dict[Any, int]]:
        """Everything that was counted, here or for the former catalogue: the next one follows it too."""
        for measure in self._former.counts if self._former else ():
            self.counted(measure)
        return {measure: dict(found) for measure, found in self._counted.items()}

    def freshness(self, entry: Entry) -> Freshness:
        """Return how fresh the record is on the catalogue's day."""
        return freshness(entry, self.today)


def linked_among(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that name others, or had another id."""
    return [e for e in entries if e.former_ids or e.memberships or e.parent or e.merged_into is not None]


def _letter(entry: Entry) -> str:
    return entry.letter or letter(entry.name)


def _year(entry: Entry) -> int | None:
    """Return the year of founding; where the record has none, the year in its national register number."""
    year = (entry.national_registry_number or "").rpartition("/")[2]
    return entry.founded or (int(year) if len(year) == 4 and year.isdigit() else None)


MEASURES: Mapping[str, Callable[[Entry], Any]] = {
    "letter": _letter,
    "place": attrgetter("county", "domains"),
    "upkeep": attrgetter("origin", "confirmed_on"),
    "profiled": attrgetter("county", "origin"),
    "standing": attrgetter("registry_status", "county"),
    "year": _year,
}
"""What is counted that is no field of entries."""

OF_ALL = frozenset({"registry_status", "standing"})
"""Measures of all listed organisations, not of current ones alone."""


def grouped(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[Key]]) -> dict[Key, list[Entry]]:
    """Return the entries under each of their keys, in the order given."""
    groups: defaultdict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry):
            groups[key].append(entry)
    groups.default_factory = None
    return groups


class Sorted(Generic[Key]):
    """Entries under the value of one of their fields; a group is made when it is asked for.

    The first few, so many as may be ``picked``, are picked out one by one, for a change of one record looks at few;
    who asks for more gets all of them sorted at once.
    """

    def __init__(self, entries: Sequence[Entry], value: Callable[[Entry], Key], picked: int = 4) -> None:
        self._entries = entries
        self._value = value
        self._most = picked
        self._groups: dict[Key, list[Entry]] = {}
        self._whole = False

    def get(self, key: Key) -> list[Entry]:
        """Return the entries with a value, in the order given."""
        if key not in self._groups and not self._whole:
            if len(self._groups) >= self._most:
                self._groups, self._whole = grouped_by(self._entries, self._value), True
            else:
                values = map(self._value, self._entries)
                self._groups[key] = list(compress(self._entries, map(partial(eq, key), values)))
        return self._groups.get(key, [])

    def picked(self, key: Key) -> bool:
        """Tell whether a group was made for itself."""
        return not self._whole and key in self._groups


def grouped_by(entries: Sequence[Entry], key: Callable[[Entry], Key]) -> dict[Key, list[Entry]]:
    """Return the entries under the one key that each has, in the order given."""
    groups: defaultdict[Key, list[Entry]] = defaultdict(list)
    for value, entry in zip(map(key, entries), entries, strict=True):
        groups[value].append(entry)
    groups.default_factory = None
    return groups


def _by_name(entry: Entry) -> Order:
    return sort_key(entry.name), entry.id
