"""Filters and orders: what is kept for every document beside its words and its row. The reading side is ``reading.py``.

Columns hold one value for each document that is there, in the order of the numbers; which numbers are taken, one
bitmap tells for all of them.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from conect.records.vocabularies import Vocabularies
from conect.search.documents import Document
from conect.search.encoding import Reader, sized, varint, varints
from conect.search.fields import FACETS
from conect.search.identifiers import fnv
from conect.search.layout import Layout
from conect.search.numbering import NO_COUNTY, Block, Numbering

FRESH_DAYS = 365
"""A confirmation older than this is stale."""

KEY = "domains"
"""The facet by whose values the documents are grouped in the columns of the others."""

_KEY_PLACE = next(at for at, facet in enumerate(FACETS) if facet.key == KEY)

Numbered = Sequence[tuple[int, Document]]
"""Documents with their numbers, in the order of these."""


def compact(value: Any) -> bytes:
    """Return ``value`` as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def age(confirmed_on: str | None, today: date) -> str:
    """Return ``fresh``, ``stale`` or ``never``, as of ``today``."""
    if not confirmed_on:
        return "never"
    return "fresh" if confirmed_on >= (today - timedelta(FRESH_DAYS)).isoformat() else "stale"


def taken(numbered: Numbered, slots: int) -> bytes:
    """Return the bitmap of the numbers that are taken."""
    bits = bytearray(-(-slots // 8))
    for number, _ in numbered:
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(bits)


def facet_columns(numbered: Numbered, today: date) -> Iterator[bytes]:
    """Yield the column of each facet of ``FACETS``; that of the county is empty, since the numbers tell it.

    A column is: JSON of the options behind its length; the sets of them that occur, the most frequent first, each as
    its size and the places of its options; the bitmap of the documents that have another set than the first one,
    behind its length; for each of these the place of its set less one, 255 where it is greater; then these as two bytes
    each, lowest first. The documents stand in the order of the numbers in the column of ``KEY``, in the others grouped
    by that column's values: alike organisations have alike options, which saves a third of the bytes.
    """
    yield from encode_columns(columns_of(numbered), today)


class Column(NamedTuple):
    """What every document has for a facet: the sets of options that occur, and for each document the place of its."""

    sets: list[tuple[str, ...]]
    values: array[int]

    @classmethod
    def of(cls, values: Iterable[tuple[str, ...]]) -> Column:
        """Return the column of these sets of options, one for each document."""
        places: dict[tuple[str, ...], int] = {}
        found = [places.setdefault(each, len(places)) for each in values]
        return cls(list(places), array("H", found))

    def ranked(self) -> tuple[list[tuple[str, ...]], bytes | list[int]]:
        """Return the sets that occur, the most frequent first, and for each document the place of its among these.

        As bytes where there are no more than 256 sets, which is quicker.
        """
        low = self.values.tobytes()[sys.byteorder == "big" :: 2]
        if few := len(self.sets) <= 256:
            counts = {place: count for place in range(len(self.sets)) if (count := low.count(place))}
        else:
            counts = Counter(self.values)
        order = sorted(counts, key=lambda place: (-counts[place], self.sets[place]))
        ranks = {place: rank for rank, place in enumerate(order)}
        sets = [self.sets[place] for place in order]
        if few:
            return sets, low.translate(bytes(ranks.get(place, 0) for place in range(256)))
        return sets, list(map(ranks.__getitem__, self.values))

    def encode(self) -> bytes:
        """Return it as a state keeps it."""
        return sized(compact(self.sets)) + self.values.tobytes()

    @classmethod
    def decode(cls, data: bytes) -> Column:
        """Return what ``encode`` made."""
        reader = Reader(data)
        sets = json.loads(reader.bytes(reader.varint()))
        return cls([tuple(options) for options in sets], array("H", data[reader.at :]))

    def aged(self, today: date) -> Column:
        """Return the column of the ages of confirmations, from that of their days."""
        ages: list[tuple[str, ...]] = [(age(day[0] if day else None, today),) for day in self.sets]
        known = list(dict.fromkeys(ages))
        table = [known.index(each) for each in ages]
        return Column(known, array("H", map(table.__getitem__, self.values)))


def options_of(document: Document, place: int) -> tuple[str, ...]:
    """Return the options of a document for the facet at a place; for the age of the confirmation its day, if any."""
    if FACETS[place].kind == "age":
        return (document.confirmed_on,) if document.confirmed_on else ()
    return tuple(sorted(document.facets[place]))


def columns_of(numbered: Numbered) -> list[Column | None]:
    """Return the column of each facet, see ``options_of``; None for the county, which the numbers tell."""
    return [
        None if facet.kind == "county" else Column.of(options_of(document, place) for _, document in numbered)
        for place, facet in enumerate(FACETS)
    ]


def encode_columns(columns: Sequence[Column | None], today: date) -> Iterator[bytes]:
    """Yield the columns as files, see ``facet_columns``."""
    aged = [
        each.aged(today) if each and facet.kind == "age" else each for each, facet in zip(columns, FACETS, strict=True)
    ]
    ranked = [each.ranked() if each else ([], b"") for each in aged]
    _, keys = ranked[_KEY_PLACE]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    # One call for all documents; for a single one it would return no tuple.
    pick: Callable[[Any], Iterable[int]] = itemgetter(*order) if len(order) > 1 else list
    for place, ((sets, values), column) in enumerate(zip(ranked, aged, strict=True)):
        if column is None:
            yield b""
        else:
            grouped = values if place == _KEY_PLACE else pick(values)
            yield _encoded(sets, bytes(grouped) if len(sets) <= 256 else list(grouped))


_LESS_ONE = bytes([0, *range(255)])


def _encoded(sets: Sequence[tuple[str, ...]], values: bytes | list[int]) -> bytes:
    options = sorted({option for some in sets for option in some})
    at_option = {option: at for at, option in enumerate(options)}
    if isinstance(values, bytes):
        others = [values.translate(_LESS_ONE, b"\0")]
    else:
        less_one = [value - 1 for value in values if value]
        others = [bytes([min(value, 255) for value in less_one])]
        others.append(b"".join(value.to_bytes(2, "little") for value in less_one if value >= 255))
    return b"".join(
        [
            sized(compact(options)),
            varint(len(sets)),
            varints(number for some in sets for number in (len(some), *(at_option[option] for option in some))),
            sized(bitmap(values)),
            *others,
        ]
    )


def bitmap(values: Sequence[int]) -> bytes:
    """Return a bit for each value, the first ones lowest: whether it is other than 0."""
    flags = bytes(map(bool, values))
    bits = sum(int.from_bytes(flags[at::8], "little") << at for at in range(8))
    return bits.to_bytes(-(-len(flags) // 8), "little")


def by_name(numbered: Numbered) -> list[int]:
    """Return the numbers in the order of the names."""
    return [number for number, _ in sorted(numbered, key=lambda item: (item[1].order, item[1].id))]


def by_confirmation(numbered: Numbered) -> list[int]:
    """Return the numbers of confirmed records, the newest first, equal days in the order of the names."""
    dated = [(number, document) for number, document in numbered if document.confirmed_on]
    named_ = sorted(dated, key=lambda item: (item[1].order, item[1].id))
    return [number for number, _ in sorted(named_, key=lambda item: item[1].confirmed_on or "", reverse=True)]


def order_parts(numbers: Iterable[int], layout: Layout) -> Iterator[bytes]:
    """Yield an order in parts: numbers as three planes of bytes, lowest first.

    Where a part ends is told by the numbers themselves, so that a new record changes one part and not all after it.
    """
    return map(planes, cut_order(numbers, layout))


def cut_order(numbers: Iterable[int], layout: Layout) -> Iterator[list[int]]:
    """Yield the numbers of each part of an order."""
    part: list[int] = []
    for number in numbers:
        part.append(number)
        if is_end(number, layout):
            yield part
            part = []
    if part:
        yield part


def is_end(number: int, layout: Layout) -> bool:
    """Tell whether a part of an order ends behind a number."""
    return fnv(str(number)) % layout.order == 0


def planes(numbers: Sequence[int]) -> bytes:
    """Return the part of an order that holds these numbers."""
    return b"".join(bytes([number >> shift & 255 for number in numbers]) for shift in (0, 8, 16))


def labels(vocabularies: Vocabularies) -> dict[str, list[list[str]]]:
    """Return the labels of terms in rows and filters: by vocabulary [id, Romanian, English], in its order."""
    names = ["legal-forms", "registry-statuses", *(facet.vocabulary for facet in FACETS if facet.vocabulary)]
    return {
        name: [[term.id, term.label.ro, term.label.en] for term in vocabularies[name].values()]
        for name in dict.fromkeys(names)
    }


def blocks(numbering: Numbering) -> list[list[Any]]:
    """Return the blocks as the root tells them: county, 1 for the organisations that are no more, length, count."""
    return block_rows(numbering.blocks)


def block_rows(found: Iterable[Block]) -> list[list[Any]]:
    """Return blocks as the root tells them, see ``blocks``."""
    return [
        ["" if block.county == NO_COUNTY else block.county, int(block.struck_off), block.length, block.count]
        for block in found
    ]
