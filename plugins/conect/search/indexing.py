"""The words of a batch of records, worked out where the records are at hand: in the workers that render their pages.

What comes back is a ``Payload``, which depends on the records and the vocabularies alone.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
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


class _Batch:
    def __init__(self, analyst: _Analyst, vocabularies: Vocabularies) -> None:
        self._words = analyst.words
        self._lexicon = analyst.lexicon
        self._vocabularies = vocabularies
        self._signatures: dict[bytes, int] = {}
        self._inverted: dict[str, list[int]] = {}
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
            array("I", [posting for term in terms for posting in self._inverted[term]]),
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
        entries: dict[str, bytes] = {}
        known, spelled = self._words, self._spelled
        for field, texts in enumerate(texts_of(record, self._vocabularies)):
            if field == _IDS:
                frequencies = dict.fromkeys(identifiers_of(record, texts, self._lexicon), 1)
                length = len(frequencies)
            else:
                written = words(texts[0]) if len(texts) == 1 else [word for text in texts for word in words(text)]
                places = [spelled[word] for word in written]
                self._written.extend(places)
                if field == _NAME:
                    self._named.extend(places)
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
