"""Writes the state of an index while it is assembled, so that the next build can update it (``updating.update``)."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from conect.records.vocabularies import Vocabularies
from conect.search.columns import Column
from conect.search.documents import Document
from conect.search.encoding import File, digest_told, sized
from conect.search.forward import Group
from conect.search.huge import counts_told
from conect.search.layout import START, Layout, estimate
from conect.search.numbering import Block, group_of, hash_of
from conect.search.payloads import Payload
from conect.search.rows import Rows
from conect.search.shards import Encoded
from conect.search.state import (
    Key,
    NoRoomError,
    State,
    StateError,
    bucket_of,
    create,
    document_told,
    layout_told,
    made,
    packed_payload,
    refused,
    root_hash,
)

BUCKET = 32
"""Tokens of words that are kept together, about."""


class _Lenient(State):
    """A state that is written on end, and goes without what there is no room for."""

    full = False

    def put_all(self, table: str, rows: Iterable[tuple[Key, bytes]]) -> None:
        """Set values, unless the disk is full."""
        try:
            if not self.full:
                super().put_all(table, rows)
        except NoRoomError:
            self.full = True


class Recorder:
    """A new state for the file ``path``; it takes the former one's place with ``commit``.

    Raises ``StateError`` where it cannot be written; the index is assembled without it then. So it is where there is
    no room any more on the way: then ``commit`` tells.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._new = path.with_name(f"{path.name}.new")
        self._connection = create(self._new)
        self._state = _Lenient(self._connection)
        self._uses: Counter[bytes] = Counter()
        self._starts: dict[str, int] = {}

    def commit(self) -> None:
        """Keep the state, in the place of the former one. Raises ``StateError`` where there was no room for it."""
        try:
            if self._state.full:
                raise refused("no room")
            self._state.commit()
            self._new.replace(self._path)
        except StateError:
            self.abandon()
            raise
        except OSError as error:
            raise refused(str(error)) from None

    def abandon(self) -> None:
        """Drop the state; the former one stays as it is."""
        self._state.rollback()
        with suppress(OSError):
            self._new.unlink(missing_ok=True)

    def payload(self, batch: int, payload: Payload, documents: Sequence[Document], numbers: Sequence[int]) -> None:
        """Keep a payload and its documents, whose numbers are given."""
        put = self._state.put_all
        put("payloads", [(batch, packed_payload(payload, len(documents)))])
        numbered = list(zip(numbers, documents, strict=True))
        put("documents", ((at, document_told(each, batch, place)) for place, (at, each) in enumerate(numbered)))
        put("ids", ((each.id, b"%d" % at) for at, each in numbered))

    def blocks(self, blocks: Sequence[Block], documents: Iterable[Document]) -> None:
        """Keep the hashes of the members of each block."""
        members: dict[tuple[bool, int], list[int]] = {}
        for each in documents:
            members.setdefault(group_of(each.county, each.struck_off), []).append(hash_of(each.id))
        hashes = (array("Q", sorted(members[group])).tobytes() for group in sorted(members))
        self._state.put_all("blocks", enumerate(hashes))
        self._state.tell("blocks", [[b.county, b.struck_off, b.base, b.length, b.count] for b in blocks])

    def words(
        self, written: Mapping[str, Mapping[str, int]], in_names: Mapping[str, int], chosen: Iterable[str]
    ) -> None:
        """Keep how often words were written (see ``spelling.by_token``), and how many letters are in those offered."""
        count = 1 << (len(written) // BUCKET).bit_length()
        buckets: list[dict[str, dict[str, tuple[int, int]]]] = [{} for _ in range(count)]
        for token, words in written.items():
            buckets[bucket_of(token, count)][token] = {
                word: (times, in_names.get(word, 0)) for word, times in words.items()
            }
        self._state.put_all("tokens", ((at, json.dumps(some).encode()) for at, some in enumerate(buckets)))
        self._state.tell("buckets", count)
        self._state.tell("letters", sum(map(len, chosen)))

    def spelled(self, files: Iterable[tuple[Sequence[str], File]]) -> None:
        """Keep the files of words, each with the tokens of these, which take long to work out."""
        for at, (words, file) in enumerate(files):
            self._state.put("spelled", at, sized(" ".join(words).encode()) + file.data)

    def columns(self, taken: bytes, columns: Sequence[Column | None]) -> None:
        """Keep which numbers are taken, and the columns of the facets."""
        self._state.put("told", "taken", taken)
        for place, column in enumerate(columns):
            if column:
                self._state.put("columns", place, column.encode())

    def order(self, kind: str, parts: Iterable[Sequence[int]]) -> None:
        """Keep the parts of an order, ``n`` or ``k``."""
        self._state.put("orders", kind, b"".join(sized(array("I", part).tobytes()) for part in parts))

    def rows(self, rows: Iterable[Rows], beside: Mapping[int, Group]) -> None:
        """Keep the files of rows and those beside them."""
        self._state.put_all("rows", ((each.number, each.data) for each in rows))
        self._state.put_all("beside", ((number, each.data) for number, each in beside.items()))

    def terms(self, terms: Mapping[str, Sequence[int]], layout: Layout) -> None:
        """Keep the sizes by which terms are divided among shards."""
        for term, postings in terms.items():
            start = term[:START]
            self._starts[start] = self._starts.get(start, 0) + estimate(term, len(postings), layout)

    def family(self, encoded: Encoded) -> None:
        """Keep what terms of a family take."""
        put = self._state.put_all
        for each in encoded.huge:
            counts = counts_told(Counter(each.impacts))
            put("huge", [(each.name, sized(each.documents) + sized(counts) + each.impacts)])
        put("shards", zip(encoded.hashes, (file.data for file in encoded.shards), strict=True))
        new = []
        for file in encoded.lists:
            long = digest_told(file.path)
            if not self._uses[long]:
                new.append((long, file.data))
            self._uses[long] += 1
        put("lists", new)

    def finish(
        self,
        told: Mapping[str, Any],
        hashes: Mapping[str, Mapping[int, bytes]],
        root: File,
        vocabularies: Vocabularies,
        today: date,
        layout: Layout,
        batches: int,
    ) -> None:
        """Keep what is known of the whole index, ``told`` being what its root tells; ``commit`` is left to do."""
        state = self._state
        state.put_all("uses", ((long, b"%d" % count) for long, count in self._uses.items()))
        state.tell("starts", self._starts)
        for name in ("documents", "totals", "rounded", "spelling", "division"):
            state.tell(name, told[name])
        state.tell("hashes", {kind: {at: each.hex() for at, each in of.items()} for kind, of in hashes.items()})
        state.tell("day", today.isoformat())
        state.tell("layout", layout_told(layout))
        state.tell("batches", batches)
        state.tell("root", root_hash(root.data))
        state.tell("made", made(vocabularies))
