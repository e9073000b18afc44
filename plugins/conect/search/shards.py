"""Terms and their postings as files. The reading side is ``reading.py`` here and ``terms.js`` in the browser.

A shard is columns, so that deflate finds what is alike: lengths of shared beginnings, lengths and letters of endings,
documents of each term, what lunr's frequency (a sum over fields) adds to that, then the postings of the terms that
stand whole in the shard, the hashes of the list files, and the descriptions of huge terms.

Postings hold what belongs to the document (term frequency, field length); the weight, which also depends on the
collection, is worked out by the reader. So a changed record touches the files of its own words alone.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conect.search.encoding import File, gaps, listed, named, sized, varint, varints
from conect.search.huge import BlockFile, Description, HugeTerm, set_bits, set_of, span_of
from conect.search.identifiers import KEY_SIGN
from conect.search.layout import START, Division, Layout, Places
from conect.search.scoring import impact
from conect.search.signatures import LOW, Signatures, known


class Setting(NamedTuple):
    """What the encoding of every family needs; travels to the workers once."""

    layout: Layout
    division: Division
    signatures: list[bytes]
    averages: list[float]
    """Rounded averages of the field lengths, for the impacts."""
    boosts: tuple[int, ...]
    slots: int
    active: int
    """The first number of an organisation that is no more."""
    places: dict[str, int]
    """The places of the huge terms in the files by documents, see ``forward``."""
    kept: bool = False
    """Whether a state is kept, which needs the huge terms."""


class Family(NamedTuple):
    """Terms that are encoded together: those of one bin, or all of one big beginning."""

    prefix: str
    """The big beginning, or the empty text."""
    number: int
    """The number of the bin, or of the head of the big beginning."""
    terms: list[str]
    postings: list[array[int]]


class Encoded(NamedTuple):
    """The files of a family: lists, and its shards in the order of their hashes, which are by number."""

    lists: list[File]
    """Files without numbers: each as often as it is told."""
    shards: list[File]
    hashes: dict[int, bytes]
    huge: list[HugeTerm]
    """The huge terms, where they are kept."""


class _Term(NamedTuple):
    """A term ready to be written into a shard, or into a shard and a head."""

    name: str
    documents: int
    more: int
    """What lunr's frequency has above the number of documents."""
    numbers: list[int]
    signatures: list[int]
    reference: bytes


def encode(setting: Setting, families: Sequence[Family]) -> list[Encoded]:
    """Encode families; a worker's task."""
    encoder = _Encoder(setting)
    return [encoder.run(family) for family in families]


def head_of(terms: Iterable[tuple[int, str]], layout: Layout) -> list[str]:
    """Return the terms that complete a beginning, in order; ``terms`` are (less than 0: documents, name)."""
    words = sorted(each for each in terms if is_word(each[1]))
    return sorted(name for _, name in words[: layout.head])


def is_word(term: str) -> bool:
    """Tell whether a term may complete a beginning."""
    return KEY_SIGN not in term and len(term) >= START


class _Impacts(dict[int, int]):
    """Number of a signature → its impact, worked out when it is first asked for."""

    def __init__(self, signatures: Signatures, setting: Setting) -> None:
        super().__init__()
        self.signatures = signatures
        self._setting = setting

    def __missing__(self, number: int) -> int:
        entries = self.signatures.entries[number]
        found = self[number] = impact(entries, self._setting.averages, self._setting.boosts)
        return found


_last_impacts: list[_Impacts] = []


class _Encoder:
    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._signatures = known(setting.signatures)
        if not _last_impacts or _last_impacts[0].signatures is not self._signatures:
            _last_impacts[:] = [_Impacts(self._signatures, setting)]
        self._impacts = _last_impacts[0]
        self._places = Places(setting.division)
        self._files: list[File] = []
        self._huge_terms: list[HugeTerm] = []

    def run(self, family: Family) -> Encoded:
        self._files = []
        self._huge_terms = []
        terms = [self._term(name, postings) for name, postings in zip(family.terms, family.postings, strict=True)]
        shards: dict[int, list[_Term]] = {}
        if family.prefix:
            shards[family.number] = self._head(terms)
            for number in range(1 << self._setting.division.big[family.prefix]):
                shards[family.number + 1 + number] = []
        else:
            shards[family.number] = []
        for term in terms:
            shards[self._places.of(term.name)].append(term)
        files, hashes = [], {}
        for number, members in shards.items():
            file, hashes[number] = named("t", number, self._shard(members))
            files.append(file)
        return Encoded(self._files, files, hashes, self._huge_terms)

    def _head(self, terms: list[_Term]) -> list[_Term]:
        names = set(head_of([(-term.documents, term.name) for term in terms], self._setting.layout))
        return [term for term in terms if term.name in names]

    def _term(self, name: str, postings: array[int]) -> _Term:
        ordered = sorted(postings)
        numbers = [posting >> LOW for posting in ordered]
        low = (1 << LOW) - 1
        signatures = [posting & low for posting in ordered]
        documents = len(numbers)
        more = sum(map(len, map(self._signatures.entries.__getitem__, signatures))) - documents
        layout = self._setting.layout
        reference = b""
        if documents > layout.listed:
            reference = self._huge(name, numbers, signatures)
        elif documents > layout.inline:
            reference = self._list(numbers, signatures)[1]
        if reference:
            # What stands in files of its own is not written into the shard: a family may have millions of these.
            numbers, signatures = [], []
        return _Term(name, documents, more, numbers, signatures, reference)

    def _list(self, numbers: list[int], signatures: list[int]) -> tuple[int, bytes]:
        """Make the file of these postings: how many, gaps, masks, frequencies, lengths; return its size and hash."""
        parts = [varint(len(numbers)), sized(gaps(numbers)), *self._signatures.columns(signatures)]
        file, long = listed(b"".join(parts))
        self._files.append(file)
        return len(file.data), long

    def _huge(self, name: str, numbers: list[int], signatures: list[int]) -> bytes:
        """Make the files of a huge term; return its description."""
        setting = self._setting
        active = sum(1 for number in numbers if number < setting.active)
        of_term = HugeTerm(name, set_bits(numbers, setting.slots), bytes(map(self._impacts.__getitem__, signatures)))
        if setting.kept:
            self._huge_terms.append(of_term)
        told = of_term.told(setting.layout.best)
        set_file, set_hash = listed(set_of(of_term.documents, len(numbers)))
        levels_file, levels_hash = listed(told.levels)
        self._files += [set_file, levels_file]
        best = of_term.best(told)
        best_size, best_hash = self._list([numbers[at] for at in best], [signatures[at] for at in best])
        return Description(
            active,
            setting.places[name],
            (set_hash, levels_hash, best_hash),
            (len(set_file.data), len(levels_file.data), best_size),
            told.least,
            told.means,
            span_of(setting.slots, len(numbers), setting.layout),
            self._blocks(numbers, signatures),
        ).encode()

    def _blocks(self, numbers: list[int], signatures: list[int]) -> list[BlockFile]:
        """Make the files of the blocks: ranges of numbers, so that a new document changes its own block alone."""
        setting = self._setting
        span = span_of(setting.slots, len(numbers), setting.layout)
        found = []
        at = 0
        for block in range((setting.slots >> span) + 1):
            end = at
            while end < len(numbers) and numbers[end] >> span == block:
                end += 1
            size, long = self._list(numbers[at:end], signatures[at:end]) if end > at else (0, b"")
            found.append(BlockFile(end - at, long, size))
            at = end
        return found

    def _shard(self, terms: list[_Term]) -> bytes:
        layout = self._setting.layout
        whole = [term for term in terms if term.documents <= layout.inline]
        signatures = [signature for term in whole for signature in term.signatures]
        return b"".join(
            [
                names_of([term.name for term in terms]),
                varints(term.documents for term in terms),
                varints(term.more for term in terms),
                sized(b"".join(gaps(term.numbers) for term in whole)),
                *self._signatures.columns(signatures),
                *(term.reference for term in terms if layout.inline < term.documents <= layout.listed),
                *(term.reference for term in terms if term.documents > layout.listed),
            ]
        )


def names_of(names: Sequence[str]) -> bytes:
    """Return the names of a shard's terms: how many, lengths of shared beginnings and of endings, and the endings."""
    shared, endings, previous = [], [], ""
    for name in names:
        same = 0
        for mine, other in zip(name, previous, strict=False):
            if mine != other:
                break
            same += 1
        shared.append(same)
        endings.append(name[same:])
        previous = name
    return b"".join([varint(len(names)), bytes(shared), bytes(map(len, endings)), "".join(endings).encode("ascii")])
