"""The words of a batch of records, worked out by workers while their pages cannot be printed yet.

What comes back is a ``Payload``, which depends on the records and the vocabularies alone.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from conect.records.record import Record
from conect.records.vocabularies import Vocabularies
from conect.search import identifiers
from conect.search.analysis import Lexicon, Words, words
from conect.search.documents import document_of, texts_of
from conect.search.encoding import varint
from conect.search.fields import FIELDS, NAMES
from conect.search.payloads import SIGNATURE_BITS, Documents, Payload, Postings

MOST = 1 << 14
"""Records of one payload at most."""

_IDS = NAMES.index("ids")
_NAME = NAMES.index("name")


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


class _Spelled(dict[str, int]):
    """Word as written → the place of its spelling in lower case."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        place = self[word] = self.places.setdefault(word.lower(), len(self.places))
        return place


class _Places(dict[bytes, int]):
    """Signature → its place among them, in the order in which they are met."""

    def __missing__(self, signature: bytes) -> int:
        place = self[signature] = len(self)
        return place


class _Batch:
    def __init__(self, analyst: _Analyst, vocabularies: Vocabularies) -> None:
        self._words = analyst.words
        self._lexicon = analyst.lexicon
        self._vocabularies = vocabularies
        self._signatures = _Places()
        self._inverted: defaultdict[str, list[int]] = defaultdict(list)
        self._lengths = [0] * len(FIELDS)
        self._spelled = _Spelled()
        self._written = array("I")
        self._named = array("I")
        self._written_of = array("I")
        self._named_of = array("I")

    def run(self, records: Sequence[Record]) -> Payload:
        documents = []
        for place, record in enumerate(records):
            documents.append(document_of(record, self._vocabularies))
            written, named = len(self._written), len(self._named)
            self._add(place, record)
            self._written_of.append(len(self._written) - written)
            self._named_of.append(len(self._named) - named)
        spelled = list(self._spelled.places)
        terms = sorted(self._inverted)
        postings = Postings(
            list(self._signatures),
            terms,
            array("H", [len(self._inverted[term]) for term in terms]),
            array("I", list(chain.from_iterable(map(self._inverted.__getitem__, terms)))),
        )
        # Two bytes a word, where they are enough, take a quarter less when they are packed.
        code = "H" if len(spelled) <= 1 << 16 else "I"
        written_words, named_words = array(code, self._written), array(code, self._named)
        return Payload.of(
            Documents(
                documents,
                self._lengths,
                spelled,
                written_words,
                named_words,
                self._written_of,
                self._named_of,
            ),
            postings,
        )

    def _add(self, place: int, record: Record) -> None:
        # Most of what happens here happens to every word: dictionaries and iterators do it, not lines of Python.
        entries: dict[str, bytes] = {}
        for field, texts in enumerate(texts_of(record, self._vocabularies)):
            if field == _IDS:
                terms = identifiers_of(record, texts, self._lexicon)
            elif texts:
                written = words(texts[0]) if len(texts) == 1 else [word for text in texts for word in words(text)]
                places = list(map(self._spelled.__getitem__, written))
                self._written.fromlist(places)
                if field == _NAME:
                    self._named.fromlist(places)
                terms = list(chain.from_iterable(map(self._words.__getitem__, written)))
            else:
                continue
            length = len(terms)
            if not length:
                continue
            self._lengths[field] += length
            start, ending = bytes([field]), varint(length)
            once = start + b"\1" + ending
            found = dict.fromkeys(terms, once)
            if len(found) < length:
                for term, frequency in Counter(terms).items():
                    if frequency > 1:
                        found[term] = start + varint(frequency) + ending
            for term in entries.keys() & found.keys():
                found[term] = entries[term] + found[term]
            entries.update(found)
        signatures, inverted = self._signatures, self._inverted
        high = place << SIGNATURE_BITS
        for term, signature in entries.items():
            inverted[term].append(high | signatures[signature])


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
