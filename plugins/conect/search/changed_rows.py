"""What is kept of documents beside their words, where it changes: rows, huge terms by documents, columns and orders."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, compress, filterfalse
from typing import Any, NamedTuple

from conect.search import columns, forward, rows
from conect.search.columns import Column
from conect.search.documents import Document
from conect.search.encoding import SHORT, Reader, deflate, digest, inflate, sized
from conect.search.fields import FACETS
from conect.search.forward import Group
from conect.search.huge import numbers_in, set_bits
from conect.search.layout import Layout
from conect.search.output import NeedsRebuild, Output
from conect.search.payloads import Taken
from conect.search.signatures import Signature
from conect.search.state import State


class Touched(NamedTuple):
    """A document that changes: its number before and now (None where it was not, or is no more), and what it holds."""

    before: int | None
    now: int | None
    old: Taken | None
    new: Taken | None

    @property
    def moves(self) -> bool:
        """Tell whether its number changes."""
        return self.before != self.now

    def differs(self, of: Callable[[Document], Any]) -> bool:
        """Tell whether its number changes, or something of it."""
        if self.old is None or self.new is None or self.moves:
            return True
        return bool(of(self.old.document) != of(self.new.document))


class RowUpdate:
    """Updates what an index keeps of documents that are touched, whose numbers have changed in the state already."""

    def __init__(self, state: State, output: Output, layout: Layout, touched: Sequence[Touched]) -> None:
        self._state = state
        self._output = output
        self._layout = layout
        self._touched = touched

    def rows(self, places: Mapping[str, int]) -> None:
        """Update rows and what stands beside them; ``places`` are those of the huge terms."""
        mask = (1 << self._layout.row_bits) - 1
        gone: dict[int, set[int]] = {}
        come: dict[int, list[tuple[int, Taken]]] = {}
        for each in self._touched:
            if each.before is not None:
                gone.setdefault(each.before >> self._layout.row_bits, set()).add(each.before & mask)
            if each.now is not None and each.new is not None:
                come.setdefault(each.now >> self._layout.row_bits, []).append((each.now & mask, each.new))
        pages: dict[int, list[int]] = {}
        for group in sorted({*gone, *come}):
            pages.setdefault(group >> self._layout.page_bits, []).append(group)
        for page, groups in pages.items():
            before = list(self._page(page)[0])
            for group in groups:
                self._rows(group, gone.get(group, set()), come.get(group, []))
                self._beside(group, gone.get(group, set()), come.get(group, []), places)
            self._publish(page, before)

    def _page(self, page: int) -> tuple[dict[int, bytes], dict[int, bytes]]:
        bits = self._layout.page_bits
        start, end = page << bits, page + 1 << bits
        return dict(self._state.between("rows", start, end)), dict(self._state.between("beside", start, end))

    def _rows(self, group: int, gone: set[int], come: Sequence[tuple[int, Taken]]) -> None:
        found = self._state.find("rows", group)
        before: list[list[Any]] = json.loads(rows.content_in(found)) if found else []
        lines = {at: columns.compact([at, *row]) for at, *row in before if at not in gone}
        lines |= {at: rows.line(at, each.document.row) for at, each in come}
        content = rows.content_of(lines[at] for at in sorted(lines))
        self._keep("rows", group, rows.made(group, content).data if lines else None)

    def _beside(self, group: int, gone: set[int], come: Sequence[tuple[int, Taken]], places: Mapping[str, int]) -> None:
        found = self._state.find("beside", group)
        entries = [entry for entry in forward.entries_of(inflate(found)) if entry[1] not in gone] if found else []
        for at, each in come:
            for term, signature in each.terms.items():
                place = places.get(term)
                if place is not None:
                    entries.append((place, at, Signature.of(signature)))
        entries.sort(key=lambda entry: entry[:2])
        self._keep("beside", group, deflate(forward.content_of(entries)) if entries else None)

    def _keep(self, table: str, group: int, data: bytes | None) -> None:
        if data is None:
            self._state.drop(table, group)
        else:
            self._state.put(table, group, data)

    def _publish(self, page: int, before: Iterable[int]) -> None:
        """Write the files of a page, ``before`` being their former numbers, under the path that its hash now gives."""
        hashes, bits = self._output.hashes["d"], self._layout.page_bits
        old = hashes.pop(page, None)
        shown, beside = self._page(page)
        groups = [rows.Rows(number, digest(rows.content_in(data), SHORT), data) for number, data in shown.items()]
        others = {number: Group(number, digest(inflate(data), SHORT), data) for number, data in beside.items()}
        files = []
        for file, _, short in rows.files(groups, others, self._layout):
            hashes[page] = short
            files.append(file)
        if hashes.get(page) == old:
            return
        self._output.files += files
        if old is not None:
            self._output.removed += [rows.path_of(number, old, bits) for number in before]

    def columns(self, slots: int, today: date, before: date) -> None:
        """Update the columns of the facets, the last ones having been made on the day ``before``."""
        changes = [each for each in self._touched if each.differs(lambda d: (d.facets, d.confirmed_on))]
        if not changes and today == before:
            return
        numbers = numbers_in(self._state.get("told", "taken"))
        facets = [self._column(place, facet.kind) for place, facet in enumerate(FACETS)]
        for each in changes:
            if each.before is not None:
                at = bisect_left(numbers, each.before)
                del numbers[at]
                for column in facets:
                    if column:
                        del column.values[at]
        for each in changes:
            if each.now is not None and each.new is not None:
                at = bisect_left(numbers, each.now)
                numbers.insert(at, each.now)
                for place, column in enumerate(facets):
                    if column:
                        column.values.insert(at, _set_place(column, columns.options_of(each.new.document, place)))
        for place, column in enumerate(facets):
            if column and changes:
                self._state.put("columns", place, column.encode())
        taken = set_bits(numbers, slots)
        self._state.put("told", "taken", taken)
        for at, content in enumerate([taken, *columns.encode_columns(facets, today)]):
            if content:
                self._output.numbered("f", at, content)

    def _column(self, place: int, kind: str) -> Column | None:
        return None if kind == "county" else Column.decode(self._state.get("columns", place))

    def orders(self) -> None:
        """Update the orders by name and by confirmation."""
        for kind in "nk":
            self._order(kind)

    def _order(self, kind: str) -> None:
        gone: set[int] = set()
        come: list[tuple[int, Document]] = []
        for each in self._touched:
            old = _place(kind, each.old.document) if each.old else None
            new = _place(kind, each.new.document) if each.new else None
            if old == new and not each.moves:
                continue
            if old is not None and each.before is not None:
                gone.add(each.before)
            if each.new and new is not None and each.now is not None:
                come.append((each.now, each.new.document))
        if not gone and not come:
            return
        before = self._parts(kind)
        ends = {part[-1] for part in before if columns.is_end(part[-1], self._layout)} - gone
        numbers = list(filterfalse(gone.__contains__, chain.from_iterable(before)))

        def place_of(number: int) -> Any:
            id, _, _, order, day = json.loads(self._state.get("documents", number))
            return _key(kind, id, tuple(order), day)

        for number, document in come:
            numbers.insert(bisect_left(numbers, _place(kind, document), key=place_of), number)
            if columns.is_end(number, self._layout):
                ends.add(number)
        self._write_order(kind, before, list(_cut(numbers, ends)))

    def _parts(self, kind: str) -> list[array[int]]:
        reader = Reader(self._state.get("orders", kind))
        parts = []
        while reader.at < len(reader.data):
            parts.append(array("I", reader.bytes(reader.varint())))
        return parts

    def _write_order(self, kind: str, before: Sequence[array[int]], parts: Sequence[array[int]]) -> None:
        self._state.put("orders", kind, b"".join(sized(part.tobytes()) for part in parts))
        for at, part in enumerate(parts):
            if at >= len(before) or part != before[at]:
                self._output.numbered(kind, at, columns.planes(part))
        for at in range(len(parts), len(before)):
            self._output.no_longer(kind, at)


def _place(kind: str, document: Document) -> Any:
    """Return by what a document has its place in an order, None where it has none."""
    if kind == "k" and document.confirmed_on is None:
        return None
    return _key(kind, document.id, document.order, document.confirmed_on)


def _key(kind: str, id: str, order: tuple[str, ...], day: str | None) -> Any:
    return (order, id) if kind == "n" else (_Later(day or ""), order, id)


class _Later:
    """A day by which the newest comes first."""

    def __init__(self, day: str) -> None:
        self._day = day

    def __lt__(self, other: _Later) -> bool:
        return self._day > other._day

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Later) and self._day == other._day

    def __hash__(self) -> int:
        return hash(self._day)


def _cut(numbers: Sequence[int], ends: set[int]) -> Iterator[array[int]]:
    start = 0
    for at in compress(range(1, len(numbers) + 1), map(ends.__contains__, numbers)):
        yield array("I", numbers[start:at])
        start = at
    if start < len(numbers):
        yield array("I", numbers[start:])


def _set_place(column: Column, options: tuple[str, ...]) -> int:
    """Return the place of a set of options, which may be a new one."""
    try:
        return column.sets.index(options)
    except ValueError:
        column.sets.append(options)
    if len(column.sets) > 1 << 16:
        raise NeedsRebuild("too many different sets of options")
    return len(column.sets) - 1
