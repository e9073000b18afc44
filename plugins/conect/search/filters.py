"""Filters and counts. The twin of ``js/search/filters.js``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from conect.search.columns import KEY
from conect.search.documents import AGES
from conect.search.encoding import Reader
from conect.search.fields import Facet
from conect.search.reading import Store

Column = tuple[list[tuple[str, ...]], Sequence[int]]
"""The sets of options that occur, and for each document, in the order of the numbers, the place of its set."""

STATUS = "registry_status"


class Columns:
    """Reads the columns of a store, each when it is first needed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.facets = [Facet(key, kind, vocabulary or None) for key, kind, vocabulary in store.root.told["facets"]]
        self._ranks: list[int] | None = None
        self._taken = b""
        self._in_order: dict[int, Column] = {}

    def rank(self, number: int) -> int:
        """Return how many documents have a smaller number: the place of a taken number in every column."""
        if self._ranks is None:
            self._taken = self._store.numbered("f", 0, bytes) or b""
            self._ranks = [0, *accumulate(byte.bit_count() for byte in self._taken)]
        before = self._taken[number >> 3] & ((1 << (number & 7)) - 1)
        return self._ranks[number >> 3] + before.bit_count()

    def numbers(self) -> list[int]:
        """Return all numbers that are taken."""
        self.rank(0)
        return [8 * at + bit for at, byte in enumerate(self._taken) for bit in range(8) if byte >> bit & 1]

    def _column(self, place: int) -> Column:
        found: Column | None = self._store.numbered("f", 1 + place, self._read)
        return found or ([()], [])

    def _read(self, data: bytes) -> Column:
        reader = Reader(data)
        options: list[str] = json.loads(reader.sized().data)
        sets = [tuple(options[at] for at in reader.varints(reader.varint())) for _ in range(reader.varint())]
        bits = reader.sized().data
        count = self._store.root.documents
        having = [at for at in range(count) if bits[at >> 3] >> (at & 7) & 1]
        small = reader.bytes(len(having))
        values = [0] * count
        for at, value in zip(having, small, strict=True):
            values[at] = 1 + (int.from_bytes(reader.bytes(2), "little") if value == 255 else value)
        return sets, values

    def _grouped(self, place: int) -> Column:
        """Return a column whose values are grouped by those of the key's, in the order of the numbers."""
        if place not in self._in_order:
            sets, values = self._column(place)
            key = next(at for at, facet in enumerate(self.facets) if facet.key == KEY)
            if place != key:
                keys = self._column(key)[1]
                order = sorted(range(len(values)), key=lambda at: keys[at])
                ungrouped = [0] * len(values)
                for value, at in zip(values, order, strict=True):
                    ungrouped[at] = value
                values = ungrouped
            self._in_order[place] = sets, values
        return self._in_order[place]

    def options(self, place: int, number: int) -> tuple[str, ...]:
        """Return the options of a document for the facet at this place."""
        if self.facets[place].kind == "county":
            block = next(b for b in self._store.root.blocks if b.base <= number < b.base + b.length)
            return (block.county,) if block.county else ()
        sets, values = self._grouped(place)
        return sets[values[self.rank(number)]]

    def known(self, facet: Facet, value: str) -> bool:
        """Tell whether a facet has this option, whether or not a record has it."""
        if facet.kind in {"given", "accepts"}:
            return value == "yes"
        if facet.kind == "age":
            return value in AGES
        return any(value == term[0] for term in self._store.root.told["labels"].get(facet.vocabulary or "", ()))


class Filters:
    """The filters of one query: facet → chosen options; unknown ones are left out."""

    def __init__(self, store: Store, chosen: Mapping[str, Iterable[str]]) -> None:
        self._store = store
        self.columns = Columns(store)
        self.chosen: dict[int, frozenset[str]] = {}
        for place, facet in enumerate(self.columns.facets):
            options = frozenset(v for v in chosen.get(facet.key, ()) if self.columns.known(facet, v))
            if options:
                self.chosen[place] = options
        self.default_status = not any(self.columns.facets[place].key == STATUS for place in self.chosen)

    @property
    def narrowed(self) -> bool:
        """Tell whether counties are chosen."""
        return self.ranges != [(0, self._store.root.slots)]

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """Return the numbers that the chosen counties have, all where none is chosen."""
        counties = next((c for p, c in self.chosen.items() if self.columns.facets[p].kind == "county"), None)
        if counties is None:
            return [(0, self._store.root.slots)]
        return [(b.base, b.base + b.length) for b in self._store.root.blocks if b.county in counties]

    def kept(self, numbers: Sequence[int]) -> list[int]:
        """Return the documents that pass all filters; the default of the status is left to the caller."""
        passing = list(numbers)
        for place, options in self.chosen.items():
            passing = [n for n in passing if not options.isdisjoint(self.columns.options(place, n))]
        return passing

    def everything(self) -> list[int]:
        """Return all documents."""
        return self.columns.numbers()

    def ordered(self, kind: str, numbers: set[int], most: int) -> list[int]:
        """Return the first ``most`` of some documents in an order: ``n`` by name, ``k`` by confirmation."""
        found: list[int] = []
        for part in range(self._store.root.count(kind)):
            for number in self._store.numbered(kind, part, read_order) or ():
                if number in numbers:
                    found.append(number)
                    if len(found) == most:
                        return found
        return found

    def counts(self, numbers: Iterable[int]) -> dict[str, dict[str, int]]:
        """Return facet → option → documents that there would be were this option alone chosen in its facet."""
        counts: dict[str, dict[str, int]] = {facet.key: {} for facet in self.columns.facets}
        status = next(place for place, facet in enumerate(self.columns.facets) if facet.key == STATUS)
        for number in numbers:
            options = [self.columns.options(place, number) for place in range(len(self.columns.facets))]
            failing = [place for place, wanted in self.chosen.items() if wanted.isdisjoint(options[place])]
            if self.default_status and number >= self._store.root.active:
                failing.append(status)
            if len(failing) > 1:
                continue
            for place in failing or range(len(options)):
                counted = counts[self.columns.facets[place].key]
                for option in options[place]:
                    counted[option] = counted.get(option, 0) + 1
        return counts


def read_order(data: bytes) -> list[int]:
    """Read a part of an order."""
    count = len(data) // 3
    return [data[at] | data[count + at] << 8 | data[2 * count + at] << 16 for at in range(count)]
