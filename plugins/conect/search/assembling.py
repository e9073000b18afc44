"""From the payloads of all batches to the files of the index."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
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
    """Yield the files of the index of all records, the root last.

    The order of the payloads and the way the records were cut into them make no difference to the files. Paths are
    relative to the site's folder. ``crew`` may share the encoding among processes. What ``recorder`` keeps of it is
    whole when the root has been taken; raises ``StateError`` where that cannot be written.
    """
    documents: list[Document] = []
    counts: list[int] = []
    totals = [0] * len(NAMES)
    written: dict[str, int] = {}
    in_names: dict[str, int] = {}
    for payload in payloads:
        part = payload.read_documents()
        documents += part.documents
        counts.append(len(part.documents))
        totals = [total + length for total, length in zip(totals, part.lengths, strict=True)]
        for word, count in part.spellings().items():
            written[word] = written.get(word, 0) + count
        for word, count in part.in_names().items():
            in_names[word] = in_names.get(word, 0) + count
    layout = layout or Layout.for_size(len(documents))
    slots = numbering.number((document.id, document.county, document.struck_off) for document in documents)
    spellings = spelling.spellings(written, in_names)
    if recorder:
        recorder.words(written, in_names, spellings)
        recorder.blocks(slots.blocks, documents)
        start = 0
        for batch, (payload, count) in enumerate(zip(payloads, counts, strict=True)):
            end = start + count
            recorder.payload(batch, payload, documents[start:end], slots.numbers[start:end])
            start = end
    del written, in_names
    hashes: dict[str, dict[int, bytes]] = {}

    def numbered_files(kind: str, contents: Sequence[bytes]) -> Iterator[File]:
        hashes[kind] = {}
        for at, content in enumerate(contents):
            if content:
                file, hashes[kind][at] = named(kind, at, content)
                yield file

    bins, spelled = spelling.files(spellings, layout)
    spelled_files = list(numbered_files("s", spelled))
    yield from spelled_files
    numbered = sorted(zip(slots.numbers, documents, strict=True))
    shown = list(rows.of_all(numbered, layout))
    taken, facets = columns.taken(numbered, slots.slots), columns.columns_of(numbered)
    orders = {
        kind: list(columns.cut_order(order(numbered), layout))
        for kind, order in (("n", columns.by_name), ("k", columns.by_confirmation))
    }
    if recorder:
        recorder.spelled(spelled_files)
        recorder.columns(taken, facets)
        for kind, parts in orders.items():
            recorder.order(kind, parts)
    yield from numbered_files("f", [taken, *columns.encode_columns(facets, today)])
    for kind, parts in orders.items():
        yield from numbered_files(kind, [columns.planes(part) for part in parts])
    del numbered, documents, spellings, spelled, spelled_files, facets, orders
    averages = [rounded(total / max(1, len(slots.numbers))) for total in totals]
    terms, signatures = _merged(payloads, counts, slots.numbers)
    division = Division.of(((term, estimate(term, len(terms[term]), layout)) for term in terms), layout)
    huge = {term: array("Q", sorted(found)) for term, found in terms.items() if len(found) > layout.listed}
    terms.update(huge)
    places = forward.places(huge)
    setting = shards.Setting(
        layout, division, signatures, averages, BOOSTS, slots.slots, slots.active, places, recorder is not None
    )
    if recorder:
        recorder.terms(terms, layout)
    hashes["t"], hashes["d"] = {}, {}
    given: set[str] = set()
    with nullcontext(crew) if crew else Crew(0) as at_work:
        tasks = forward.tasks({places[term]: found for term, found in huge.items()}, slots.slots)
        also = forward.Setting(signatures, layout.row_bits)
        beside = {
            group.number: group for some in at_work.run(forward.encode, also, batches_of(tasks, 1)) for group in some
        }
        if recorder:
            recorder.rows(shown, beside)
        for file, page, short in rows.files(shown, beside, layout):
            hashes["d"][page] = short
            yield file
        del huge, shown, beside
        for encoded in at_work.run(shards.encode, setting, batches_of(_families(terms, division), FAMILIES)):
            for family in encoded:
                hashes["t"].update(family.hashes)
                if recorder:
                    recorder.family(family)
                for file in (*family.lists, *family.shards):
                    # Words that always stand together have the same postings, and so one file.
                    if file.path not in given:
                        given.add(file.path)
                        yield file
    told = root_told(
        Whole(len(slots.numbers), totals, averages, layout, division, columns.blocks(slots), bins), vocabularies, today
    )
    root = root_file(told, hashes)
    if recorder:
        recorder.finish(told, hashes, root, vocabularies, today, layout, len(payloads))
    yield root


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


def _merged(
    payloads: Sequence[Payload], counts: Sequence[int], numbers: Sequence[int]
) -> tuple[dict[str, array[int]], list[bytes]]:
    """Return term → postings of all payloads (number << LOW | signature, not sorted), and the signatures."""
    terms: dict[str, array[int]] = {}
    signatures: dict[bytes, int] = {}
    low = (1 << SIGNATURE_BITS) - 1
    start = 0
    for payload, count in zip(payloads, counts, strict=True):
        part = payload.read_postings()
        highs = [at << LOW for at in numbers[start : start + count]]
        lows = [signatures.setdefault(signature, len(signatures)) for signature in part.signatures]
        postings = array("Q", [highs[each >> SIGNATURE_BITS] | lows[each & low] for each in part.postings])
        start += count
        at = 0
        for term, length in zip(part.terms, part.counts, strict=True):
            there = terms.get(term)
            if there is None:
                terms[term] = postings[at : at + length]
            else:
                there.extend(postings[at : at + length])
            at += length
    return terms, list(signatures)


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
