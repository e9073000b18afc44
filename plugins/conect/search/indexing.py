"""The words of a batch of records, worked out where the records are at hand: in the workers that render their pages.

What comes back is a ``Payload``: two compressed blobs, some 60–100 kB for 200 records of 150 words. It depends on the
records and the vocabularies alone, so it may be kept between builds under their hash.
"""

from __future__ import annotations

import pickle
import zlib
from array import array
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from conect.records.record import Record
from conect.records.vocabularies import Vocabularies
from conect.search import identifiers
from conect.search.analysis import Lexicon, Words, words
from conect.search.documents import Document, document_of, texts_of
from conect.search.encoding import varint
from conect.search.fields import FIELDS, NAMES

MOST = 1 << 14
"""Records of one payload at most."""

SIGNATURE_BITS = 18
"""A posting in a payload is the record's place in it and, in the lowest bits, the place of its signature."""

_IDS = NAMES.index("ids")
_NAME = NAMES.index("name")


class Documents(NamedTuple):
    """The documents of a payload and, by field, the sum of their lengths in terms."""

    documents: list[Document]
    lengths: list[int]
    spellings: dict[str, int]
    """How often each word was written, in lower case as it was spelled."""
    in_names: set[str]
    """Those of these that stand in names."""


class Postings(NamedTuple):
    """The inverted index of a payload: terms, how many postings each has, and these, one term's after another's.

    A signature is the entries of one document for one term: field, term frequency, field length, as varints.
    """

    signatures: list[bytes]
    terms: list[str]
    counts: array[int]
    postings: array[int]


class Payload(NamedTuple):
    """What the analysis of a batch gives; picklable and compact."""

    documents: bytes
    postings: bytes

    def read_documents(self) -> Documents:
        """Unpack the documents."""
        return Documents(*pickle.loads(zlib.decompress(self.documents)))  # noqa: S301 - own data

    def read_postings(self) -> Postings:
        """Unpack the postings."""
        return Postings(*pickle.loads(zlib.decompress(self.postings)))  # noqa: S301 - own data


def analyse(records: Sequence[Record], vocabularies: Vocabularies) -> Payload:
    """Return the payload of at most ``MOST`` records."""
    return _Batch(_analyst(vocabularies), vocabularies).run(records)


class _Analyst(NamedTuple):
    vocabularies: Vocabularies
    lexicon: Lexicon
    words: Words


_last: list[_Analyst] = []


def _analyst(vocabularies: Vocabularies) -> _Analyst:
    """Return the analyst of these vocabularies, made once in a process: what it remembers of words is worth keeping."""
    if not _last or _last[0].vocabularies is not vocabularies:
        lexicon = Lexicon.of(vocabularies)
        _last[:] = [_Analyst(vocabularies, lexicon, Words(lexicon))]
    return _last[0]


class _Batch:
    def __init__(self, analyst: _Analyst, vocabularies: Vocabularies) -> None:
        self._words = analyst.words
        self._lexicon = analyst.lexicon
        self._vocabularies = vocabularies
        self._signatures: dict[bytes, int] = {}
        self._inverted: dict[str, list[int]] = {}
        self._lengths = [0] * len(FIELDS)
        self._written: list[str] = []
        self._in_names: list[str] = []

    def run(self, records: Sequence[Record]) -> Payload:
        documents = []
        for place, record in enumerate(records):
            documents.append(document_of(record, self._vocabularies))
            self._add(place, record)
        spellings: dict[str, int] = {}
        for word, count in Counter(self._written).items():
            lower = word.lower()
            spellings[lower] = spellings.get(lower, 0) + count
        in_names = {word.lower() for word in set(self._in_names)}
        terms = sorted(self._inverted)
        postings = Postings(
            list(self._signatures),
            terms,
            array("H", [len(self._inverted[term]) for term in terms]),
            array("I", [posting for term in terms for posting in self._inverted[term]]),
        )
        return Payload(
            _packed((documents, self._lengths, spellings, in_names)),
            _packed(tuple(postings)),
        )

    def _add(self, place: int, record: Record) -> None:
        entries: dict[str, bytes] = {}
        known = self._words
        for field, texts in enumerate(texts_of(record, self._vocabularies)):
            if field == _IDS:
                frequencies = dict.fromkeys(identifiers_of(record, texts, self._lexicon), 1)
                length = len(frequencies)
            else:
                written = words(texts[0]) if len(texts) == 1 else [word for text in texts for word in words(text)]
                self._written += written
                if field == _NAME:
                    self._in_names += written
                frequencies, length = {}, 0
                for word, count in Counter(written).items():
                    for term in known[word]:
                        frequencies[term] = frequencies.get(term, 0) + count
                        length += count
            if not length:
                continue
            self._lengths[field] += length
            ending = varint(length)
            start = bytes([field])
            for term, frequency in frequencies.items():
                entry = start + (bytes([frequency]) if frequency < 128 else varint(frequency)) + ending
                before = entries.get(term)
                entries[term] = before + entry if before else entry
        signatures, inverted = self._signatures, self._inverted
        high = place << SIGNATURE_BITS
        for term, signature in entries.items():
            number = signatures.get(signature)
            if number is None:
                number = signatures[signature] = len(signatures)
            posting = high | number
            there = inverted.get(term)
            if there is None:
                inverted[term] = [posting]
            else:
                there.append(posting)


def identifiers_of(record: Record, numbers: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Return the terms of the field ``ids``: the official numbers and the keys of the names, former ones among them."""
    found = [identifiers.number(number) for number in numbers]
    name, _ = identifiers.core(record.get("name") or record.id, lexicon)
    if name:
        found.append(identifiers.key(name, record.get("legal_form") or ""))
    others = [record.get("short_name") or "", *(record.get("former_names") or ())]
    for other in (*others, *(id.replace("-", " ") for id in record.get("former_ids") or ())):
        joined, named = identifiers.core(other, lexicon)
        if joined:
            found.append(identifiers.key(joined, named[0] if named else ""))
    return list(dict.fromkeys(term for term in found if term))


def _packed(value: object) -> bytes:
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)
