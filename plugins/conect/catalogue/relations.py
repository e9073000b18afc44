"""Which record belongs to which: members, branches, mergers, old addresses, and look-alikes nearby."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from conect.catalogue.catalogue import Catalogue, Sorted, grouped
from conect.catalogue.entry import Entry
from conect.catalogue.names import folded_place
from conect.romania.text import sort_key

SIMILAR = 6
"""Similar organisations shown at most."""

_NEAR = 8
"""Neighbours on each side that are weighed, in each group: enough to choose from, whatever the group's size."""


class Kin(NamedTuple):
    """The records that one record belongs together with; each list in the catalogue's order."""

    parent: Entry | None = None
    branches: tuple[Entry, ...] = ()
    federations: tuple[Entry, ...] = ()
    members: tuple[Entry, ...] = ()
    merged_from: tuple[Entry, ...] = ()
    similar: tuple[Entry, ...] = ()


class Relations:
    """The relations between all records of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        linked = [entry for entry in catalogue.linked if entry.merged_into is None]
        self._members = grouped(
            [e for e in linked if e.memberships],
            lambda e: dict.fromkeys(self._final_id(id) for id in e.memberships),
        )
        self._branches = grouped([e for e in linked if e.parent], lambda e: [self._final_id(e.parent or "")])
        self._all_merged = [e for e in catalogue.linked if e.merged_into is not None]
        self._merged = grouped(self._all_merged, lambda e: [self._final_id(e.id)])
        self._near = _Neighbours(catalogue.current, catalogue.struck_off)

    def final(self, id: str) -> Entry | None:
        """Return the record that ``id`` names today, following mergers; None where there is none (or only a circle)."""
        seen: set[str] = set()
        while id not in seen:
            seen.add(id)
            entry = self.catalogue.by_id.get(id)
            if entry is None or entry.merged_into is None:
                return entry
            id = entry.merged_into
        return None

    def _final_id(self, id: str) -> str:
        found = self.final(id)
        return found.id if found else id

    def redirects(self) -> dict[str, Entry]:
        """Return old id → the record that it leads to today: former ids and merged records, sorted by old id."""
        found: dict[str, Entry] = {}
        for entry in self.catalogue.linked:
            target = self.final(entry.id)
            if target is None:
                continue
            old = list(entry.former_ids) + ([entry.id] if entry.merged_into is not None else [])
            found |= {id: target for id in old if id != target.id}
        by_id = self.catalogue.by_id
        return {id: found[id] for id in sorted(found) if id not in by_id or by_id[id].merged_into is not None}

    def kin(self, entry: Entry) -> Kin:
        """Return everything that ``entry`` belongs together with."""
        federations = [found for id in entry.memberships if (found := self.final(id)) and found.id != entry.id]
        return Kin(
            self.final(entry.parent) if entry.parent else None,
            tuple(self._branches.get(entry.id, ())),
            tuple(dict.fromkeys(federations)),
            tuple(self._members.get(entry.id, ())),
            tuple(self._merged.get(entry.id, ())),
            tuple(self._near.of(entry)),
        )

    def touched(self, changed: Iterable[Entry]) -> set[str]:
        """Return the ids of the records whose kin may be another, some more among them.

        ``changed`` are the entries that have come, gone or changed since: of these last ones both what they were and
        what they are.
        """
        found: set[str] = set()
        merged_into = {entry.merged_into for entry in self._all_merged}
        merger = False
        for entry in changed:
            found.update(self._touched(entry))
            merger = merger or entry.merged_into is not None or entry.id in merged_into
        if merger:
            # Names lead further than one step then, now or before: everyone who names another is looked at.
            holders = (e for e in self.catalogue.linked if e.parent or e.merged_into or e.memberships)
            found.update(id for entry in holders for id in self._touched(entry))
        return found

    def _touched(self, entry: Entry) -> Iterator[str]:
        yield entry.id
        for id in filter(None, (entry.parent, entry.merged_into, *entry.memberships)):
            yield id
            yield self._final_id(id)
        for group in (self._members, self._branches, self._merged):
            yield from (other.id for other in group.get(entry.id, ()))
        yield from (other.id for other in self._near.around(entry))


Key = tuple[str, ...]
_COUNTY = attrgetter("county")


class _Neighbours:
    """Organisations of the same county and field, or of the same place where a record names no field.

    Each group is kept in one order (place, then name); records ``apart`` stand in none. Those that stand next to a
    record in its groups are weighed by what they share with it, so that the work is the same for a group of ten and of
    ten thousand.
    """

    def __init__(self, entries: Sequence[Entry], apart: Sequence[Entry]) -> None:
        self._entries = Sorted(entries, _COUNTY)
        self._others = Sorted(apart, _COUNTY)
        self._made: set[str | None] = set()
        self._groups: dict[Key, list[Entry]] = {}
        self._apart: dict[Key, list[Entry]] = {}
        self._at: dict[Key, dict[str, int]] = {}

    def _of_county(self, entry: Entry) -> list[Key]:
        """Make the groups of an entry's county, if need be: a change of one record looks at few counties."""
        if entry.county not in self._made:
            self._made.add(entry.county)
            # The order is stable: names stay in order within a place.
            some = sorted(self._entries.get(entry.county), key=lambda e: folded_place(e.locality))
            self._groups |= grouped(some, _keys)
            self._apart |= grouped(self._others.get(entry.county), _keys)
        return _keys(entry)

    def around(self, entry: Entry) -> Iterator[Entry]:
        """Yield the records that weigh what stands where ``entry`` stands, or would stand."""
        for key in self._of_county(entry):
            group = self._groups.get(key, [])
            at = bisect_left(group, _order(entry), key=_order)
            yield from group[max(0, at - _NEAR - 1) : at + _NEAR + 2]
            if at <= _NEAR + 1:
                # Those that stand in no group look at its beginning.
                yield from self._apart.get(key, ())

    def _places(self, key: Key, group: Sequence[Entry]) -> Mapping[str, int]:
        if key not in self._at:
            self._at[key] = {entry.id: at for at, entry in enumerate(group)}
        return self._at[key]

    def of(self, entry: Entry) -> list[Entry]:
        found: dict[str, Entry] = {}
        for key in self._of_county(entry):
            group = self._groups.get(key, [])
            at = self._places(key, group).get(entry.id, 0)
            for other in group[max(0, at - _NEAR) : at + _NEAR + 1]:
                if other.id != entry.id:
                    found[other.id] = other
        kin = {entry.parent, entry.merged_into, *entry.memberships}
        domains, place = set(entry.domains), folded_place(entry.locality)

        def distance(other: Entry) -> tuple[int, bool, bool, str]:
            shared = len(domains.intersection(other.domains))
            first = shared > 0 and entry.domains[0] == other.domains[0]
            return (-shared, not first, folded_place(other.locality) != place, other.id)

        near = [other for other in found.values() if other.id not in kin and other.parent != entry.id]
        return sorted(near, key=distance)[:SIMILAR]


def _keys(entry: Entry) -> list[Key]:
    if entry.county is None:
        return []
    if entry.domains:
        return [(entry.county, domain) for domain in entry.domains]
    return [(entry.county, "", folded_place(entry.locality))] if entry.locality else []


def _order(entry: Entry) -> tuple[str, tuple[str, str, str], str]:
    return folded_place(entry.locality), sort_key(entry.name), entry.id
