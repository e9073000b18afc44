"""What the analysis of a batch of records gives, packed: made in the workers, merged by ``assembling``, kept by states.

It depends on the records and the vocabularies alone, so it may be kept between builds under their hash: some 100–150
kB for 200 records of 150 words.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import accumulate
from typing import Any, NamedTuple

from conect.search.documents import Document
from conect.search.encoding import Reader, sized
from conect.search.fields import FIELDS
from conect.search.signatures import Signature

_MOST_SETS = 10_000
_sets: dict[tuple[str, ...], tuple[str, ...]] = {}

SIGNATURE_BITS = 18
"""A posting in a payload is the record's place in it and, in the lowest bits, the place of its signature."""


class Documents(NamedTuple):
    """The documents of a payload and, by field, the sum of their lengths in terms."""

    documents: list[Document]
    lengths: list[int]
    words: list[str]
    """Words in lower case, as they are spelled."""
    written: array[int]
    """All words of all documents, as places in ``words``."""
    named: array[int]
    """Those of these that stand in names."""
    written_of: array[int]
    """How many of ``written`` each document has."""
    named_of: array[int]
    """How many of ``named`` each document has."""

    def spellings(self) -> dict[str, int]:
        """Return how often each word was written."""
        return {self.words[place]: count for place, count in Counter(self.written).items()}

    def in_names(self) -> dict[str, int]:
        """Return how often each word was written in names."""
        return {self.words[place]: count for place, count in Counter(self.named).items()}


class Postings(NamedTuple):
    """The inverted index of a payload: terms, how many postings each has, and these, one term's after another's.

    A signature is the entries of one document for one term: field, term frequency, field length, as varints.
    """

    signatures: list[bytes]
    terms: list[str]
    counts: array[int]
    postings: array[int]


class Payload(NamedTuple):
    """What the analysis of a batch gives; picklable and compact, and nothing but data when it is unpacked."""

    documents: bytes
    postings: bytes

    @classmethod
    def of(cls, documents: Documents, postings: Postings) -> Payload:
        """Pack."""
        rows = [
            (each.id, each.county, each.struck_off, each.row.decode(), each.facets, each.order, each.confirmed_on)
            for each in documents.documents
        ]
        return cls(
            _packed([rows, documents.lengths, documents.words], documents[3:]),
            _packed(
                postings.terms,
                [
                    array("H", map(len, postings.signatures)),
                    array("B", b"".join(postings.signatures)),
                    postings.counts,
                    postings.postings,
                ],
            ),
        )

    def read_documents(self) -> Documents:
        """Unpack the documents."""
        (rows, lengths, words), arrays = _unpacked(self.documents)
        # Few are the sets of options that occur: one object for each takes a third of the room of all documents.
        once = _sets.setdefault
        documents = [
            Document(
                id,
                county,
                struck_off,
                row.encode(),
                tuple([once(options, options) for options in map(tuple, facets)]),
                tuple(order),
                confirmed_on,
            )
            for id, county, struck_off, row, facets, order, confirmed_on in rows
        ]
        if len(_sets) > _MOST_SETS:
            _sets.clear()
        return Documents(documents, lengths, words, *arrays)

    def read_postings(self) -> Postings:
        """Unpack the postings."""
        terms, (sizes, data, counts, postings) = _unpacked(self.postings)
        whole = data.tobytes()
        signatures = [whole[end - size : end] for end, size in zip(accumulate(sizes), sizes, strict=True)]
        return Postings(signatures, terms, counts, postings)


def _packed(value: Any, arrays: Iterable[array[int]]) -> bytes:
    parts = [sized(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())]
    for each in arrays:
        parts += [each.typecode.encode(), sized(each.tobytes())]
    return zlib.compress(b"".join(parts), 1)


def _unpacked(data: bytes) -> tuple[Any, list[array[int]]]:
    reader = Reader(zlib.decompress(data))
    value = json.loads(reader.bytes(reader.varint()))
    arrays = []
    while reader.at < len(reader.data):
        code = reader.bytes(1).decode()
        arrays.append(array(code, reader.bytes(reader.varint())))
    return value, arrays


class Taken(NamedTuple):
    """What a payload holds of one record."""

    document: Document
    terms: dict[str, bytes]
    """Its terms, each with its signature."""
    spellings: dict[str, int]
    """How often each word was written, in lower case as it was spelled."""
    in_names: dict[str, int]

    def lengths(self) -> list[int]:
        """Return its fields' lengths in terms."""
        return _lengths(set(self.terms.values()))


def _lengths(signatures: Iterable[bytes]) -> list[int]:
    lengths = [0] * len(FIELDS)
    for signature in signatures:
        for field, _, length in Signature.of(signature).entries:
            lengths[field] = length
    return lengths


def taken(payload: Payload, places: Collection[int]) -> dict[int, Taken]:
    """Return what a payload holds of the records at some places in it."""
    documents, postings = payload.read_documents(), payload.read_postings()
    of_places: dict[int, dict[str, bytes]] = {place: {} for place in places}
    low = (1 << SIGNATURE_BITS) - 1
    at = 0
    for term, count in zip(postings.terms, postings.counts, strict=True):
        for posting in postings.postings[at : at + count]:
            terms = of_places.get(posting >> SIGNATURE_BITS)
            if terms is not None:
                terms[term] = postings.signatures[posting & low]
        at += count
    found = {}
    for place in places:
        written = _part(documents.written, documents.written_of, place)
        named = _part(documents.named, documents.named_of, place)
        found[place] = Taken(
            documents.documents[place],
            of_places[place],
            dict(Counter(documents.words[word] for word in written)),
            dict(Counter(documents.words[word] for word in named)),
        )
    return found


def _part(values: array[int], counts: array[int], place: int) -> array[int]:
    start = sum(counts[:place])
    return values[start : start + counts[place]]


def without(payload: Payload, places: Collection[int]) -> Payload | None:
    """Return the payload without the records at some places, None where none is left."""
    documents, postings = payload.read_documents(), payload.read_postings()
    kept = [place for place in range(len(documents.documents)) if place not in places]
    if not kept:
        return None
    new_place = {place: at for at, place in enumerate(kept)}
    lengths = documents.lengths
    for each in taken(payload, places).values():
        lengths = [whole - part for whole, part in zip(lengths, each.lengths(), strict=True)]
    terms, counts, left = [], array("H"), array(postings.postings.typecode)
    low = (1 << SIGNATURE_BITS) - 1
    at = 0
    for term, count in zip(postings.terms, postings.counts, strict=True):
        some = [
            new_place[posting >> SIGNATURE_BITS] << SIGNATURE_BITS | posting & low
            for posting in postings.postings[at : at + count]
            if posting >> SIGNATURE_BITS in new_place
        ]
        at += count
        if some:
            terms.append(term)
            counts.append(len(some))
            left.extend(some)
    written, named = array(documents.written.typecode), array(documents.named.typecode)
    for place in kept:
        written += _part(documents.written, documents.written_of, place)
        named += _part(documents.named, documents.named_of, place)
    return Payload.of(
        Documents(
            [documents.documents[place] for place in kept],
            lengths,
            documents.words,
            written,
            named,
            array("I", [documents.written_of[place] for place in kept]),
            array("I", [documents.named_of[place] for place in kept]),
        ),
        Postings(postings.signatures, terms, counts, left),
    )
