"""From the payloads of all batches to the files of the index."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import date
from typing import Any

from conect.building.executor import Crew, batches_of
from conect.records.vocabularies import Vocabularies
from conect.search import columns, forward, numbering, shards, spelling
from conect.search.analysis import Lexicon
from conect.search.documents import Document
from conect.search.encoding import FORMAT, ROOT, SHORT, File, deflate, named
from conect.search.fields import BOOSTS, FACETS, NAMES
from conect.search.indexing import SIGNATURE_BITS, Payload
from conect.search.layout import START, Division, Layout, Places
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
) -> Iterator[File]:
    """Yield the files of the index of all records, the root last.

    The order of the payloads and the way the records were cut into them make no difference to the files. Paths are
    relative to the site's folder. ``crew`` may share the encoding among processes.
    """
    documents: list[Document] = []
    counts: list[int] = []
    totals = [0] * len(NAMES)
    written: dict[str, int] = {}
    in_names: set[str] = set()
    for payload in payloads:
        part = payload.read_documents()
        documents += part.documents
        counts.append(len(part.documents))
        totals = [total + length for total, length in zip(totals, part.lengths, strict=True)]
        for word, count in part.spellings.items():
            written[word] = written.get(word, 0) + count
        in_names |= part.in_names
    layout = layout or Layout.for_size(len(documents))
    slots = numbering.number((document.id, document.county, document.struck_off) for document in documents)
    spellings = spelling.spellings(written, in_names)
    del written, in_names
    hashes: dict[str, dict[int, bytes]] = {}

    def numbered_files(kind: str, contents: Sequence[bytes]) -> Iterator[File]:
        hashes[kind] = {}
        for at, content in enumerate(contents):
            if content:
                file, hashes[kind][at] = named(kind, at, content)
                yield file

    bins, spelled = spelling.files(spellings, layout)
    yield from numbered_files("s", spelled)
    numbered = sorted(zip(slots.numbers, documents, strict=True))
    rows = list(columns.row_groups(numbered, layout))
    yield from numbered_files("f", [columns.taken(numbered, slots.slots), *columns.facet_columns(numbered, today)])
    yield from numbered_files("n", list(columns.order_parts(columns.by_name(numbered), layout)))
    yield from numbered_files("k", list(columns.order_parts(columns.by_confirmation(numbered), layout)))
    del numbered, documents, spellings, spelled
    averages = [rounded(total / max(1, len(slots.numbers))) for total in totals]
    terms, signatures = _merged(payloads, counts, slots.numbers)
    division = Division.of(((term, _estimate(term, len(terms[term]), layout)) for term in terms), layout)
    huge = {term: array("Q", sorted(found)) for term, found in terms.items() if len(found) > layout.listed}
    terms.update(huge)
    places = forward.places(huge)
    setting = shards.Setting(layout, division, signatures, averages, BOOSTS, slots.slots, slots.active, places)
    hashes["t"], hashes["d"] = {}, {}
    given: set[str] = set()
    with nullcontext(crew) if crew else Crew(0) as at_work:
        tasks = forward.tasks({places[term]: found for term, found in huge.items()}, slots.slots)
        also = forward.Setting(signatures, layout.row_bits)
        beside = {
            group.number: group for some in at_work.run(forward.encode, also, batches_of(tasks, 1)) for group in some
        }
        for file, page, short in columns.row_files(rows, beside, layout):
            hashes["d"][page] = short
            yield file
        del huge, rows, beside
        for encoded in at_work.run(shards.encode, setting, batches_of(_families(terms, division), FAMILIES)):
            for family in encoded:
                hashes["t"].update(family.hashes)
                for file in family.files:
                    # Words that always stand together have the same postings, and so one file.
                    if file.path not in given:
                        given.add(file.path)
                        yield file
    told = {
        "format": FORMAT,
        "documents": len(slots.numbers),
        "day": today.isoformat(),
        "fields": list(NAMES),
        "boosts": list(BOOSTS),
        "totals": totals,
        "rounded": averages,
        "layout": layout.told(),
        "division": division.told(),
        "blocks": columns.blocks(slots),
        "facets": [[facet.key, facet.kind, facet.vocabulary or ""] for facet in FACETS],
        "spelling": bins,
        "labels": columns.labels(vocabularies),
        **_lexicon(Lexicon.of(vocabularies)),
    }
    yield root_file(told, hashes)


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


def _estimate(term: str, documents: int, layout: Layout) -> int:
    """Return about how many bytes a term takes in its shard."""
    return 3 + len(term) // 2 + (4 * documents if documents <= layout.inline else 24)


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
