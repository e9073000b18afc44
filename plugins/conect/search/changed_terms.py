"""Terms whose postings change: their shards, lists and files of huge terms, made anew from what they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from conect.search.editing import Entry, Posted, Shard, fields_of
from conect.search.encoding import Reader, inflate, sized
from conect.search.fields import BOOSTS
from conect.search.huge import (
    BlockFile,
    Description,
    HugeTerm,
    Told,
    counts_of,
    counts_told,
    numbers_in,
    set_of,
    span_of,
)
from conect.search.layout import START, Division, Layout, Places, estimate
from conect.search.output import Kept, NeedsRebuild, Output
from conect.search.scoring import impact
from conect.search.shards import head_of, is_word
from conect.search.signatures import Signature
from conect.search.state import State


class Edit(NamedTuple):
    """What changes of a term: documents, with their signatures, that it had and has no more, and that it has now."""

    gone: list[tuple[int, Signature]]
    come: list[tuple[int, Signature]]


class Whole(NamedTuple):
    """What the terms depend on, none of which may have changed."""

    layout: Layout
    division: Division
    averages: list[float]
    slots: int
    active: int
    places: Mapping[str, int]
    """Of the huge terms, see ``forward``."""


class TermUpdate:
    """Updates the terms of an index."""

    def __init__(self, state: State, output: Output, whole: Whole) -> None:
        self._state = state
        self._output = output
        self._whole = whole
        self._layout = whole.layout
        self._places = Places(whole.division)
        self._shards: dict[int, Shard] = {}
        self._starts: dict[str, int] = state.told("starts")
        self._pending: list[tuple[Shard, Entry, Edit, Description]] = []

    def run(self, edits: Mapping[str, Edit]) -> None:
        """Make the changes. Raises ``NeedsRebuild`` where terms would be divided otherwise or be huge no more."""
        touched: dict[int, list[str]] = {}
        for term in sorted(edits):
            number = self._places.of(term)
            touched.setdefault(number, []).append(term)
            self._change(self._shard(number), term, edits[term])
        if edits:
            self._check_division()
        self._put_huge()
        heads: dict[int, set[str]] = {}
        starts = self._whole.division.starts
        for terms in touched.values():
            for term in terms:
                start = starts.get(term[:START])
                if start is not None:
                    heads.setdefault(start, set()).add(term)
        prefixes = {number: prefix for prefix, number in starts.items()}
        for number, words in heads.items():
            self._change_head(number, 1 << self._whole.division.big[prefixes[number]], words)
        for number in sorted({*touched, *heads}):
            self._output.numbered("t", number, self._shard(number).encode(), Kept("shards", number))

    def _shard(self, number: int) -> Shard:
        found = self._shards.get(number)
        if found is None:
            data = inflate(self._state.get("shards", number))
            found = self._shards[number] = Shard(data, self._layout)
        return found

    def _check_division(self) -> None:
        if Division.of_starts(self._starts, self._layout).told() != self._whole.division.told():
            raise NeedsRebuild("terms are divided otherwise among the shards")
        self._state.tell("starts", self._starts)

    def _change(self, shard: Shard, term: str, edit: Edit) -> None:
        entry = shard.find(term) or Entry(term, 0, 0, Posted([], b"", [], []), b"")
        before = entry.documents
        now = before - len(edit.gone) + len(edit.come)
        self._count(term, before, now)
        if (before > self._layout.listed) != (now > self._layout.listed):
            raise NeedsRebuild("another term is in very many documents, or one no more")
        if now > self._layout.listed:
            self._pending.append((shard, entry, edit, self._huge(entry, edit)))
            return
        posted = entry.posted or Posted.read(self._output.content(entry.reference))
        _apply(posted, edit)
        if entry.reference:
            self._output.untold(entry.reference)
        if not now:
            shard.drop(term)
            return
        more = fields_of(posted.masks) - now
        if now <= self._layout.inline:
            shard.put(Entry(term, now, more, posted, b""))
        else:
            shard.put(Entry(term, now, more, None, self._output.told(posted.encode())))

    def _put_huge(self) -> None:
        """Put the huge terms into their shards, now that the sizes of their files are known."""
        for shard, entry, edit, told in self._pending:
            sizes = [before or self._output.size(long) for long, before in zip(told.hashes, told.sizes, strict=True)]
            blocks = [
                file._replace(size=self._output.size(file.long)) if file.documents and not file.size else file
                for file in told.blocks
            ]
            reference = told._replace(sizes=(sizes[0], sizes[1], sizes[2]), blocks=blocks).encode()
            more = entry.more
            more += sum(len(signature.entries) - 1 for _, signature in edit.come)
            more -= sum(len(signature.entries) - 1 for _, signature in edit.gone)
            documents = entry.documents - len(edit.gone) + len(edit.come)
            shard.put(Entry(entry.name, documents, more, None, reference))

    def _count(self, term: str, before: int, now: int) -> None:
        start = term[:START]
        size = self._starts.get(start, 0)
        size -= estimate(term, before, self._layout) if before else 0
        size += estimate(term, now, self._layout) if now else 0
        if size:
            self._starts[start] = size
        else:
            self._starts.pop(start, None)

    def _huge(self, entry: Entry, edit: Edit) -> Description:
        """Change the files of a huge term; return its description, with 0 for sizes that are not known yet."""
        layout, slots, output = self._layout, self._whole.slots, self._output
        before = Description.read(Reader(entry.reference))
        term, counts = self._edited(entry.name, edit)
        told = term.told(layout.best, counts)
        blocks = _Blocks(output, before, span_of(slots, len(term.impacts), layout), slots)
        blocks.change(edit)
        best = self._best(before, edit, term, told, blocks)
        for long in before.hashes[:2]:
            output.untold(long)
        of_set, of_levels = output.told(set_of(term.documents, len(term.impacts))), output.told(told.levels)
        active = before.active
        active += sum(number < self._whole.active for number, _ in edit.come)
        active -= sum(number < self._whole.active for number, _ in edit.gone)
        return Description(
            active,
            self._whole.places[entry.name],
            (of_set, of_levels, best),
            (0, 0, before.sizes[2] if best == before.hashes[2] else 0),
            told.least,
            told.means,
            blocks.span,
            blocks.told(),
        )

    def _edited(self, name: str, edit: Edit) -> tuple[HugeTerm, Counter[int]]:
        reader = Reader(self._state.get("huge", name))
        bits = bytearray(reader.bytes(reader.varint()))
        counts = counts_of(reader.bytes(reader.varint()))
        impacts = bytearray(reader.data[reader.at :])
        for number, _ in edit.gone:
            counts[impacts.pop(_rank(bits, number))] -= 1
            bits[number >> 3] &= ~(1 << (number & 7))
        for number, signature in edit.come:
            value = self._impact(signature)
            counts[value] += 1
            impacts.insert(_rank(bits, number), value)
            bits[number >> 3] |= 1 << (number & 7)
        term = HugeTerm(name, bytes(bits), bytes(impacts))
        self._state.put("huge", name, sized(term.documents) + sized(counts_told(counts)) + term.impacts)
        return term, +counts

    def _best(self, before: Description, edit: Edit, term: HugeTerm, told: Told, blocks: _Blocks) -> bytes:
        """Return the hash of the list of the best documents."""
        long, most = before.hashes[2], self._layout.best
        touched = [*edit.gone, *edit.come]
        many = len(term.impacts) > most and len(term.impacts) - len(edit.come) + len(edit.gone) > most
        if many and all(self._impact(signature) < min(before.least, told.least) for _, signature in touched):
            return long
        posted = Posted.read(self._output.content(long))
        numbers = numbers_in(term.documents)
        wanted = {numbers[place] for place in term.best(told)}
        changed = {number for number, _ in touched}
        for number in [number for number in posted.numbers if number not in wanted or number in changed]:
            posted.drop(number)
        for number in wanted.difference(posted.numbers):
            posted.add(number, blocks.signature(number))
        self._output.untold(long)
        return self._output.told(posted.encode())

    def _impact(self, signature: Signature) -> int:
        return impact(signature.entries, self._whole.averages, BOOSTS)

    def _change_head(self, head: int, shards: int, changed: set[str]) -> None:
        """Bring the head of a big beginning up to date, whose shards follow it."""
        if self._head_stays(head, changed):
            return
        members = [self._shard(head + 1 + number) for number in range(shards)]
        names = [(-n, name) for each in members for n, name in zip(each.documents, each.names, strict=True)]
        wanted = head_of(names, self._layout)
        shard = self._shard(head)
        for name in set(shard.names).difference(wanted):
            shard.drop(name)
        for name in {*set(wanted).difference(shard.names), *changed.intersection(wanted)}:
            entry = self._shard(self._places.of(name)).find(name)
            if entry:
                shard.put(entry)

    def _head_stays(self, head: int, changed: set[str]) -> bool:
        """Bring a head up to date where the same terms are in it as before, the usual case; else return False."""
        shard = self._shard(head)
        words = {name for name in changed if is_word(name)}
        others = [(-n, name) for n, name in zip(shard.documents, shard.names, strict=True) if name not in words]
        if len(shard.names) < self._layout.head or not others:
            return False
        last = max(others)
        found = [(name, self._shard(self._places.of(name)).find(name)) for name in words]
        inside = set(words.intersection(shard.names))
        if any((entry is not None and (-entry.documents, name) < last) != (name in inside) for name, entry in found):
            return False
        for name, entry in found:
            if entry and name in inside:
                shard.put(entry)
        return True


class _Blocks:
    """The blocks of a huge term, taken apart where they are looked at."""

    def __init__(self, output: Output, before: Description, span: int, slots: int) -> None:
        self._output = output
        self._files = before.blocks
        self._read: dict[int, Posted] = {}
        self._same_span = span == before.span
        self.span = before.span
        if not self._same_span:
            self._recut(span, slots)

    def change(self, edit: Edit) -> None:
        for number, _ in edit.gone:
            self._block(number >> self.span).drop(number)
        for number, signature in edit.come:
            self._block(number >> self.span).add(number, signature)

    def signature(self, number: int) -> Signature:
        return self._block(number >> self.span).signature(number)

    def told(self) -> list[BlockFile]:
        """Tell the blocks that were taken apart anew."""
        files = list(self._files)
        for block, posted in sorted(self._read.items()):
            if files[block].documents:
                self._output.untold(files[block].long)
            long = self._output.told(posted.encode()) if posted.numbers else b""
            files[block] = BlockFile(len(posted.numbers), long, 0)
        return files

    def _block(self, block: int) -> Posted:
        found = self._read.get(block)
        if found is None:
            file = self._files[block]
            found = Posted.read(self._output.content(file.long)) if file.documents else Posted([], b"", [], [])
            self._read[block] = found
        return found

    def _recut(self, span: int, slots: int) -> None:
        parts = [Posted.read(self._output.content(file.long)) for file in self._files if file.documents]
        for file in self._files:
            if file.documents:
                self._output.untold(file.long)
        whole = Posted.joined(parts)
        blocks = (slots >> span) + 1
        self._files = [BlockFile(0, b"", 0)] * blocks
        start = 0
        for block in range(blocks):
            end = start
            while end < len(whole.numbers) and whole.numbers[end] >> span == block:
                end += 1
            self._read[block] = whole.part(start, end)
            start = end
        self.span = span


def _apply(posted: Posted, edit: Edit) -> None:
    for number, _ in edit.gone:
        posted.drop(number)
    for number, signature in edit.come:
        posted.add(number, signature)


def _rank(bits: bytearray, number: int) -> int:
    """Return how many numbers of a set are less."""
    whole = int.from_bytes(bits[: number >> 3], "little").bit_count()
    return whole + (bits[number >> 3] & ((1 << (number & 7)) - 1)).bit_count()
