"""The huge terms once more, by documents: what ranks a few documents exactly costs a few small files, not whole lists.

The postings of ``2 ** row_bits`` neighbouring numbers, of huge terms alone, stand behind their rows in one file (see
``rows``). They are columns: how many terms, the differences of their places, for each term a byte that
tells its documents, for each of these postings its mask of fields, its frequencies, and at last, for each document and
each field in which it has a huge term, the field's length.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from conect.search.encoding import SHORT, Reader, deflate, digest, gaps, varint, varints
from conect.search.identifiers import fnv
from conect.search.postings import Postings
from conect.search.signatures import LOW, Signature, Signatures, known

RANGE_BITS = 12
"""2 ** RANGE_BITS neighbouring numbers are a worker's task."""


def places(terms: Iterable[str]) -> dict[str, int]:
    """Return the places of huge terms in these files: by their hash, so that a new one moves few others."""
    hashed = sorted((fnv(term), term) for term in terms)
    bits = (len(hashed) * 4 // 3).bit_length()
    found: dict[str, int] = {}
    last = -1
    for value, term in hashed:
        last = found[term] = max(value >> (32 - bits), last + 1)
    return found


class Setting(NamedTuple):
    """What every task needs; travels to the workers once."""

    signatures: list[bytes]
    row_bits: int
    """At most 3: which documents of a file have a term is one byte."""


class Task(NamedTuple):
    """The huge terms of a range of numbers: places, rising, and for each its postings, rising."""

    places: list[int]
    postings: list[array[int]]


class Group(NamedTuple):
    """The part of a file: that one's number, the hash of the part's content, and its bytes."""

    number: int
    digest: bytes
    data: bytes


def tasks(huge: dict[int, array[int]], slots: int) -> Iterator[Task]:
    """Yield the tasks of all huge terms, given as place → postings, rising."""
    ordered = sorted(huge.items())
    starts = [0] * len(ordered)
    for end in range(1 << RANGE_BITS, slots + (1 << RANGE_BITS), 1 << RANGE_BITS):
        found, cut = [], []
        for at, (place, postings) in enumerate(ordered):
            start = starts[at]
            stop = bisect_left(postings, end << LOW, start)
            if stop > start:
                found.append(place)
                cut.append(postings[start:stop])
                starts[at] = stop
        if found:
            yield Task(found, cut)


def encode(setting: Setting, batch: Sequence[Task]) -> list[Group]:
    """Encode tasks; a worker's task."""
    signatures = known(setting.signatures)
    found: list[Group] = []
    for task in batch:
        for number, postings in _groups(task, setting.row_bits):
            content = _content(postings, signatures, setting.row_bits)
            found.append(Group(number, digest(content, SHORT), deflate(content)))
    return found


def _groups(task: Task, row_bits: int) -> Iterator[tuple[int, list[int]]]:
    """Yield number and postings of each file: the term's place, the document in the file and the signature, rising."""
    shift = LOW + row_bits
    place_bits = max(task.places, default=0).bit_length()
    start = shift + place_bits
    low = (1 << shift) - 1
    postings: list[int] = []
    for place, some in zip(task.places, task.postings, strict=True):
        high = place << shift
        postings += [posting >> shift << start | high | posting & low for posting in some]
    postings.sort()
    mask = (1 << start) - 1
    at = 0
    while at < len(postings):
        number = postings[at] >> start
        end = bisect_left(postings, number + 1 << start, at)
        yield number, [posting & mask for posting in postings[at:end]]
        at = end


def _content(postings: Sequence[int], signatures: Signatures, row_bits: int) -> bytes:
    """Return a file as ``content_of`` does, of postings as ``_groups`` gives them."""
    shift, low, at_mask = LOW + row_bits, (1 << LOW) - 1, (1 << row_bits) - 1
    documents: dict[int, int] = {}
    for posting in postings:
        place = posting >> shift
        documents[place] = documents.get(place, 0) | 1 << (posting >> LOW & at_mask)
    lengths: dict[tuple[int, int], int] = {}
    below = (1 << shift) - 1
    # Most terms of a document stand in it alike.
    for posting in {posting & below for posting in postings}:
        for field, _, length in signatures.entries[posting & low]:
            lengths[posting >> LOW, field] = length
    numbers = [posting & low for posting in postings]
    return b"".join(
        [
            varint(len(documents)),
            gaps(list(documents)),
            bytes(documents.values()),
            bytes(map(signatures.masks.__getitem__, numbers)),
            b"".join(map(signatures.frequencies.__getitem__, numbers)),
            varints(lengths[key] for key in sorted(lengths)),
        ]
    )


def content_of(entries: Sequence[tuple[int, int, Signature]]) -> bytes:
    """Return a file: ``entries`` are (place of the term, document in the file, signature), rising."""
    documents: dict[int, int] = {}
    lengths: dict[tuple[int, int], int] = {}
    for place, at, signature in entries:
        documents[place] = documents.get(place, 0) | 1 << at
        for field, _, length in signature.entries:
            lengths[at, field] = length
    return b"".join(
        [
            varint(len(documents)),
            gaps(list(documents)),
            bytes(documents.values()),
            bytes([signature.mask for _, _, signature in entries]),
            b"".join([signature.frequencies for _, _, signature in entries]),
            varints(lengths[key] for key in sorted(lengths)),
        ]
    )


def entries_of(data: bytes) -> list[tuple[int, int, Signature]]:
    """Return what ``content_of`` made a file of."""
    return [
        (place, number, Signature.made(postings.entries(number)))
        for place, postings in read(data, 0).items()
        for number in postings.numbers
    ]


def read(data: bytes, base: int) -> dict[int, Postings]:
    """Read a file whose first number is ``base``: place of a term → its postings."""
    reader = Reader(data)
    count = reader.varint()
    terms, place = [], 0
    for gap in reader.varints(count):
        place += gap
        terms.append(place)
    documents = [[at for at in range(8) if bits >> at & 1] for bits in reader.bytes(count)]
    masks = reader.bytes(sum(map(len, documents)))
    frequencies = reader.varints(sum(mask.bit_count() for mask in masks))
    fields: dict[int, int] = {}
    for at, mask in zip([at for some in documents for at in some], masks, strict=True):
        fields[at] = fields.get(at, 0) | mask
    lengths = {(at, field): reader.varint() for at in sorted(fields) for field in range(8) if fields[at] >> field & 1}
    found: dict[int, Postings] = {}
    start = frequency = 0
    for term, some in zip(terms, documents, strict=True):
        of_term = masks[start : start + len(some)]
        entries = [
            lengths[at, field]
            for at, mask in zip(some, of_term, strict=True)
            for field in range(8)
            if mask >> field & 1
        ]
        found[term] = Postings(
            [base + at for at in some], of_term, frequencies[frequency : frequency + len(entries)], entries
        )
        start += len(some)
        frequency += len(entries)
    return found
