"""From the payloads of all batches to the files of the index."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from typing import Any, NamedTuple

from conect.building.executor import Crew, batches_of
from conect.records.vocabularies import Vocabularies
from conect.search import columns, forward, numbering, rows, shards, spelling
from conect.search.analysis import Lexicon
from conect.search.documents import Document
from conect.search.encoding import FORMAT, ROOT, SHORT, File, deflate, named
from conect.search.fields import BOOSTS, FACETS, NAMES
from conect.search.layout import START, Division, Layout, Places, estimate
from conect.search.payloads import SIGNATURE_BITS, Payload
from conect.search.recording import Recorder
from conect.search.scoring import rounded
from conect.search.signatures import LOW

FAMILIES = 8
"""Families of terms that a worker encodes at a time."""


def assemble(
    payloads: Sequence[Payload],
    vocabularies: Vocabularies,
    today: date,
    *,
    crew: Crew | None = None,
    layout: Layout | None = None,
    recorder: Recorder | None = None,
) -> Iterator[File]:
    """Yield the files of the index of all records, the root last: all steps of ``Assembly``, one after the other."""
    assembly = Assembly(vocabularies, today, layout=layout, recorder=recorder)
    for payload in payloads:
        assembly.add_documents(payload)
    yield from assembly.documents_done(payloads)
    for payload in payloads:
        assembly.add_postings(payload)
    with nullcontext(crew) if crew else Crew(0) as at_work:
        yield from assembly.finish(at_work)


class Assembly:
    """Assembles the files of an index, in steps between which a caller may do other work.

    Every payload is given twice, in one order: to ``add_documents``, then to ``add_postings``; ``documents_done`` comes
    between, ``finish`` last. Which order that is, and the way the records were cut into payloads, makes no difference
    to the files. Paths are relative to the site's folder. What ``recorder`` keeps of it is whole when the root, which
    ``finish`` yields last, has been taken; all steps raise ``StateError`` where that cannot be written.
    """

    def __init__(
        self,
        vocabularies: Vocabularies,
        today: date,
        *,
        layout: Layout | None = None,
        recorder: Recorder | None = None,
    ) -> None:
        self._vocabularies = vocabularies
        self._today = today
        self._given_layout = layout
        self._recorder = recorder
        self._documents: list[Document] = []
        self._counts: list[int] = []
        self._totals = [0] * len(NAMES)
        self._written: dict[str, int] = {}
        self._in_names: dict[str, int] = {}
        self._hashes: dict[str, dict[int, bytes]] = {}
        self._terms: dict[str, array[int]] = {}
        self._signatures: dict[bytes, int] = {}
        self._merged = self._started = 0

    def add_documents(self, payload: Payload) -> None:
        """Take the documents of a payload."""
        part = payload.read_documents()
        self._documents += part.documents
        self._counts.append(len(part.documents))
        self._totals = [total + length for total, length in zip(self._totals, part.lengths, strict=True)]
        for word, count in part.spellings().items():
            self._written[word] = self._written.get(word, 0) + count
        for word, count in part.in_names().items():
            self._in_names[word] = self._in_names.get(word, 0) + count

    def documents_done(self, payloads: Sequence[Payload]) -> Iterator[File]:
        """Number all documents, and yield the files that depend on nothing else; ``payloads`` are all of them."""
        documents, recorder = self._documents, self._recorder
        self._layout = layout = self._given_layout or Layout.for_size(len(documents))
        self._slots = slots = numbering.number((each.id, each.county, each.struck_off) for each in documents)
        written = spelling.by_token(self._written)
        spellings = spelling.spellings(written, self._in_names)
        if recorder:
            recorder.words(written, self._in_names, spellings)
            recorder.blocks(slots.blocks, documents)
            start = 0
            for batch, (payload, count) in enumerate(zip(payloads, self._counts, strict=True)):
                end = start + count
                recorder.payload(batch, payload, documents[start:end], slots.numbers[start:end])
                start = end
        self._written, self._in_names = {}, {}
        del written
        self._bins, spelled = spelling.files(spellings, layout)
        spelled_files = list(self._numbered("s", [content for _, content in spelled]))
        if recorder:
            recorder.spelled(zip([words for words, _ in spelled], spelled_files, strict=True))
        yield from spelled_files
        del spelled, spellings, spelled_files
        numbered = sorted(zip(slots.numbers, documents, strict=True))
        self._rows = list(rows.of_all(numbered, layout))
        taken, facets = columns.taken(numbered, slots.slots), columns.columns_of(numbered)
        orders = {
            kind: list(columns.cut_order(order(numbered), layout))
            for kind, order in (("n", columns.by_name), ("k", columns.by_confirmation))
        }
        if recorder:
            recorder.columns(taken, facets)
            for kind, parts in orders.items():
                recorder.order(kind, parts)
        yield from self._numbered("f", [taken, *columns.encode_columns(facets, self._today)])
        for kind, parts in orders.items():
            yield from self._numbered(kind, [columns.planes(part) for part in parts])
        self._documents = []

    def add_postings(self, payload: Payload) -> None:
        """Take the postings of a payload: number << LOW | signature, by term, not sorted."""
        part = payload.read_postings()
        count = self._counts[self._merged]
        highs = [at << LOW for at in self._slots.numbers[self._started : self._started + count]]
        self._merged += 1
        self._started += count
        terms, signatures = self._terms, self._signatures
        low = (1 << SIGNATURE_BITS) - 1
        lows = [signatures.setdefault(signature, len(signatures)) for signature in part.signatures]
        postings = array("Q", [highs[each >> SIGNATURE_BITS] | lows[each & low] for each in part.postings])
        at = 0
        for term, length in zip(part.terms, part.counts, strict=True):
            there = terms.get(term)
            if there is None:
                terms[term] = postings[at : at + length]
            else:
                there.extend(postings[at : at + length])
            at += length

    def finish(self, crew: Crew) -> Iterator[File]:
        """Yield the files of rows and of terms, and the root last; ``crew`` shares the encoding among processes."""
        layout, slots, recorder, terms = self._layout, self._slots, self._recorder, self._terms
        averages = [rounded(total / max(1, len(slots.numbers))) for total in self._totals]
        signatures = list(self._signatures)
        self._signatures = {}
        division = Division.of(((term, estimate(term, len(terms[term]), layout)) for term in terms), layout)
        huge = {term: array("Q", sorted(found)) for term, found in terms.items() if len(found) > layout.listed}
        terms.update(huge)
        places = forward.places(huge)
        setting = shards.Setting(
            layout, division, signatures, averages, BOOSTS, slots.slots, slots.active, places, recorder is not None
        )
        if recorder:
            recorder.terms(terms, layout)
        beside = self._beside(crew, {places[term]: found for term, found in huge.items()}, signatures)
        del huge
        # Others encode them while the files of rows are written here.
        encoded = crew.begin(shards.encode, setting, batches_of(_families(self._terms, division), FAMILIES))
        yield from self._row_files(beside)
        yield from self._term_files(encoded)
        whole = Whole(len(slots.numbers), self._totals, averages, layout, division, columns.blocks(slots), self._bins)
        told = root_told(whole, self._vocabularies, self._today)
        root = root_file(told, self._hashes)
        if recorder:
            recorder.finish(told, self._hashes, root, self._vocabularies, self._today, layout, len(self._counts))
        yield root

    def _numbered(self, kind: str, contents: Sequence[bytes]) -> Iterator[File]:
        hashes = self._hashes[kind] = {}
        for at, content in enumerate(contents):
            if content:
                file, hashes[at] = named(kind, at, content)
                yield file

    def _beside(self, crew: Crew, huge: dict[int, array[int]], signatures: list[bytes]) -> dict[int, forward.Group]:
        """Return what stands beside the files of rows: the postings of huge terms, by documents."""
        tasks = forward.tasks(huge, self._slots.slots)
        setting = forward.Setting(signatures, self._layout.row_bits)
        done = crew.run(forward.encode, setting, batches_of(tasks, 1))
        return {group.number: group for some in done for group in some}

    def _row_files(self, beside: Mapping[int, forward.Group]) -> Iterator[File]:
        if self._recorder:
            self._recorder.rows(self._rows, beside)
        hashes = self._hashes["d"] = {}
        for file, page, short in rows.files(self._rows, beside, self._layout):
            hashes[page] = short
            yield file
        self._rows = []

    def _term_files(self, encoded: Iterable[Sequence[shards.Encoded]]) -> Iterator[File]:
        hashes = self._hashes["t"] = {}
        given: set[str] = set()
        for some in encoded:
            for family in some:
                hashes.update(family.hashes)
                if self._recorder:
                    self._recorder.family(family)
                for file in (*family.lists, *family.shards):
                    # Words that always stand together have the same postings, and so one file.
                    if file.path not in given:
                        given.add(file.path)
                        yield file


class Whole(NamedTuple):
    """What is known of a whole index."""

    documents: int
    totals: list[int]
    """Terms of each field in all documents."""
    averages: list[float]
    """Rounded."""
    layout: Layout
    division: Division
    blocks: list[list[Any]]
    """See ``columns.blocks``."""
    bins: int
    """Of words, see ``spelling``."""


def root_told(whole: Whole, vocabularies: Vocabularies, today: date) -> dict[str, Any]:
    """Return what the root tells of an index beside its files."""
    return {
        "format": FORMAT,
        "documents": whole.documents,
        "day": today.isoformat(),
        "fields": list(NAMES),
        "boosts": list(BOOSTS),
        "totals": whole.totals,
        "rounded": whole.averages,
        "layout": whole.layout.told(),
        "division": whole.division.told(),
        "blocks": whole.blocks,
        "facets": [[facet.key, facet.kind, facet.vocabulary or ""] for facet in FACETS],
        "spelling": whole.bins,
        "labels": columns.labels(vocabularies),
        **_lexicon(Lexicon.of(vocabularies)),
    }


def root_file(told: dict[str, Any], hashes: dict[str, dict[int, bytes]]) -> File:
    """Return the root: the length of its JSON (four bytes, lowest first), the JSON, then four bytes for each file.

    The JSON's ``files`` tells how many hashes of each kind follow, in that order; zeros where there is no file.
    Those of kind ``d`` are of the pages of rows, and name folders.
    """
    files = {kind: max(of_kind, default=-1) + 1 for kind, of_kind in hashes.items()}
    text = columns.compact({**told, "files": [[kind, count] for kind, count in sorted(files.items())]})
    tail = b"".join(
        hashes[kind].get(number, b"\0" * SHORT) for kind, count in sorted(files.items()) for number in range(count)
    )
    return File(ROOT, deflate(struct.pack("<I", len(text)) + text + tail))


def _lexicon(lexicon: Lexicon) -> dict[str, Any]:
    """Return the lexicon as the root tells it: stems by group, tokens by role."""
    groups: dict[str, list[str]] = {}
    for stem, canonical in sorted(lexicon.synonyms.items()):
        if stem != canonical:
            groups.setdefault(canonical, []).append(stem)
    roles: dict[str, list[str]] = {}
    for token, role in sorted(lexicon.roles.items()):
        roles.setdefault(role, []).append(token)
    return {
        "synonyms": [[canonical, *stems] for canonical, stems in groups.items()],
        "roles": {role: " ".join(tokens) for role, tokens in roles.items()},
        "forms": list(lexicon.forms),
    }


def _families(terms: dict[str, array[int]], division: Division) -> Iterator[shards.Family]:
    places = Places(division)
    starts = division.starts
    members: dict[int, list[str]] = {number: [] for number in range(division.first_big)}
    members.update({number: [] for number in starts.values()})
    prefixes = {number: prefix for prefix, number in starts.items()}
    for term in sorted(terms):
        start = starts.get(term[:START])
        members[places.of(term) if start is None else start].append(term)
    for number in sorted(members):
        names = members[number]
        # Taken out, so that what is already encoded does not stay in memory.
        yield shards.Family(prefixes.get(number, ""), number, names, [terms.pop(name) for name in names])
