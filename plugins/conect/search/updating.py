"""Changes an index where a few records changed, so that it has the files that ``assembling.assemble`` would give it.

What makes that cheap is that every file depends on few records (see ``numbering``, ``shards``, ``columns``); where a
change would move many of them, ``NeedsRebuild`` is raised: other averages of the field lengths, a county that outgrows
its numbers, a word that becomes very common, more or fewer shards.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from conect.records.vocabularies import Vocabularies
from conect.search import assembling, columns, forward, numbering
from conect.search.changed_rows import RowUpdate, Touched
from conect.search.changed_terms import Edit, TermUpdate, Whole
from conect.search.changed_words import WordUpdate
from conect.search.documents import Document
from conect.search.encoding import File
from conect.search.layout import Division, Layout
from conect.search.output import NeedsRebuild, Output
from conect.search.payloads import Payload, Taken, taken
from conect.search.scoring import rounded
from conect.search.signatures import Signature
from conect.search.state import State, document_told, packed_payload, refused, root_hash

MOST = 500
"""Documents that change or move at most: an assembly is cheaper where they are more."""


class Changes(NamedTuple):
    """What changes among the files of the site: files to write, the root last, and paths to remove after that."""

    files: list[File]
    removed: list[str]


def update(
    state: State, removed: Collection[str], changed: Sequence[Payload], vocabularies: Vocabularies, today: date
) -> Changes:
    """Update an index and its state, whose ``commit`` is left to the caller.

    ``removed`` are ids of records that are no more, those unknown are passed over; ``changed`` are payloads of the
    records that are new or not as they were, each in one of them. Raises ``NeedsRebuild`` where the index is to be
    assembled anew, from ``state.payloads(removed, changed)``, the state being as it was; and ``StateError`` where it is
    damaged. After both ``state.rollback`` is to be called.
    """
    output = None
    try:
        output = Output(state)
        return _Update(state, today, output).run(set(removed), changed, vocabularies)
    except NeedsRebuild:
        state.undo()
        raise
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise refused(f"{type(error).__name__}: {error}") from error
    finally:
        if output is not None:
            output.close()


class _Stored(NamedTuple):
    number: int
    batch: int
    place: int
    taken: Taken


class _Update:
    def __init__(self, state: State, today: date, output: Output) -> None:
        self._state = state
        self._today = today
        self._day = date.fromisoformat(state.told("day"))
        self._layout = Layout(**state.told("layout"))
        self._blocks = [numbering.Block(*each) for each in state.told("blocks")]
        self._output = output
        division = state.told("division")
        self._division = Division(division["bins"], division["numbers"], dict(division["big"]))

    def run(self, removed: set[str], changed: Sequence[Payload], vocabularies: Vocabularies) -> Changes:
        state, output = self._state, self._output
        new, stored_at = self._read(changed)
        old = self._stored(removed | set(new))
        touched = self._number(old, new, stored_at)
        documents = state.told("documents") + len(new) - len(old)
        if self._layout == Layout.for_size(state.told("documents")) != Layout.for_size(documents):
            raise NeedsRebuild("the collection needs another layout")
        places = forward.places(state.keys("huge"))
        totals, averages = self._totals(old.values(), new.values())
        if places and averages != state.told("rounded"):
            raise NeedsRebuild("the average length of a field is another one")
        self._forget(old.values())
        slots = sum(block.length for block in self._blocks)
        active = sum(block.length for block in self._blocks if not block.struck_off)
        whole = Whole(self._layout, self._division, averages, slots, active, places)
        TermUpdate(state, output, whole).run(_edits(touched))
        rows = RowUpdate(state, output, self._layout, touched)
        rows.rows(places)
        rows.columns(slots, self._today, self._day)
        rows.orders()
        WordUpdate(state, output, self._layout).run((each.taken for each in old.values()), new.values())
        output.finish()
        told = assembling.Whole(
            documents,
            totals,
            averages,
            self._layout,
            self._division,
            columns.block_rows(self._blocks),
            state.told("spelling"),
        )
        root = assembling.root_file(assembling.root_told(told, vocabularies, self._today), output.hashes)
        state.tell("documents", documents)
        state.tell("totals", totals)
        state.tell("rounded", averages)
        state.tell("day", self._today.isoformat())
        if root_hash(root.data) != state.told("root"):
            state.tell("root", root_hash(root.data))
            output.files.append(root)
        return Changes(output.files, output.removed)

    def _read(self, changed: Sequence[Payload]) -> tuple[dict[str, Taken], dict[str, tuple[int, int]]]:
        """Keep payloads; return what they hold, and where that stands, by id."""
        batch: int = self._state.told("batches")
        found: dict[str, Taken] = {}
        at: dict[str, tuple[int, int]] = {}
        for payload in changed:
            documents = payload.read_documents().documents
            if not documents:
                continue
            for place, each in taken(payload, range(len(documents))).items():
                found[each.document.id] = each
                at[each.document.id] = batch, place
            self._state.put("payloads", batch, packed_payload(payload, len(documents)))
            batch += 1
        if len(found) > MOST:
            raise NeedsRebuild("too many records")
        self._state.tell("batches", batch)
        return found, at

    def _stored(self, ids: Iterable[str]) -> dict[str, _Stored]:
        """Return what the state has of some records, those that it has."""
        numbers = self._state.numbers(ids)
        if len(numbers) > MOST:
            raise NeedsRebuild("too many records")
        return dict(zip(numbers, self._at(numbers.values()), strict=True))

    def _at(self, numbers: Iterable[int]) -> list[_Stored]:
        """Return what the state has of the records of some numbers."""
        told = [(number, json.loads(self._state.get("documents", number))) for number in numbers]
        batches: dict[int, list[int]] = {}
        for _, (_, batch, place, *_) in told:
            batches.setdefault(batch, []).append(place)
        read = {batch: taken(self._state.payload(batch), places) for batch, places in batches.items()}
        return [_Stored(number, batch, place, read[batch][place]) for number, (_, batch, place, *_) in told]

    def _number(
        self, old: dict[str, _Stored], new: dict[str, Taken], stored_at: dict[str, tuple[int, int]]
    ) -> list[Touched]:
        """Number the documents anew; return all that changed or have another number, which the state has then."""
        places = {numbering.group_of(block.county, block.struck_off): place for place, block in enumerate(self._blocks)}
        gone: dict[int, dict[int, str]] = {}
        come: dict[int, dict[int, str]] = {}
        for id, each in old.items():
            gone.setdefault(places[_group(each.taken.document)], {})[numbering.hash_of(id)] = id
        for id, one in new.items():
            place = places.get(_group(one.document))
            if place is None:
                raise NeedsRebuild("a county has its first record")
            come.setdefault(place, {})[numbering.hash_of(id)] = id
        now: dict[str, int] = {}
        moved: dict[int, int] = {}
        for place in sorted({*gone, *come}):
            block = self._blocks[place]
            hashes = array("Q", self._state.get("blocks", place))
            after = array("Q", sorted({*hashes} - {*gone.get(place, ())} | {*come.get(place, ())}))
            if len(after) != len(hashes) - len(gone.get(place, ())) + len(come.get(place, ())) or not after:
                raise NeedsRebuild("a county has no record any more, or ids have the same hash")
            slots, length = numbering.slots_of(after)
            if length != block.length:
                raise NeedsRebuild("a county needs more or fewer numbers")
            self._blocks[place] = numbering.Block(block.county, block.struck_off, block.base, length, len(after))
            self._state.put("blocks", place, after.tobytes())
            before = dict(zip(hashes, numbering.slots_of(hashes)[0], strict=True))
            for hashed, slot in zip(after, slots, strict=True):
                id_come = come.get(place, {}).get(hashed)
                if id_come is not None:
                    now[id_come] = block.base + slot
                elif before[hashed] != slot:
                    moved[block.base + before[hashed]] = block.base + slot
        if len(moved) > MOST:
            raise NeedsRebuild("too many records move")
        self._state.tell("blocks", [[b.county, b.struck_off, b.base, b.length, b.count] for b in self._blocks])
        others = self._at(moved)
        found = [Touched(each.number, moved[each.number], each.taken, each.taken) for each in others]
        for each in [*others, *old.values()]:
            self._state.drop("documents", each.number)
        for each in others:
            self._place(each.taken.document, moved[each.number], each.batch, each.place)
        for id in sorted({*old, *new}):
            known = old.get(id)
            found.append(
                Touched(
                    known.number if known else None,
                    now.get(id),
                    known.taken if known else None,
                    new.get(id),
                )
            )
            if id in new:
                self._place(new[id].document, now[id], *stored_at[id])
            else:
                self._state.drop("ids", id)
        return found

    def _place(self, document: Document, number: int, batch: int, place: int) -> None:
        self._state.put("documents", number, document_told(document, batch, place))
        self._state.put("ids", document.id, b"%d" % number)

    def _totals(self, old: Iterable[_Stored], new: Iterable[Taken]) -> tuple[list[int], list[float]]:
        totals: list[int] = self._state.told("totals")
        for sign, records in ((-1, [each.taken for each in old]), (1, list(new))):
            for each in records:
                totals = [total + sign * length for total, length in zip(totals, each.lengths(), strict=True)]
        documents = sum(block.count for block in self._blocks)
        return totals, [rounded(total / max(1, documents)) for total in totals]

    def _forget(self, old: Iterable[_Stored]) -> None:
        """Note which records of the payloads count no more; drop the payloads that have no others."""
        batches: dict[int, list[int]] = {}
        for each in old:
            batches.setdefault(each.batch, []).append(each.place)
        for batch, some in batches.items():
            places = [*self._state.gone(batch), *some]
            if len(places) < self._state.size(batch):
                self._state.put("gone", batch, json.dumps(places).encode())
            else:
                self._state.drop("payloads", batch)
                self._state.drop("gone", batch)


def _group(document: Document) -> tuple[bool, int]:
    return numbering.group_of(document.county, document.struck_off)


def _edits(touched: Iterable[Touched]) -> dict[str, Edit]:
    """Return what changes of each term."""
    edits: dict[str, Edit] = {}
    for each in touched:
        old = each.old.terms if each.old else {}
        new = each.new.terms if each.new else {}
        for term in {**old, **new}:
            if not each.moves and old.get(term) == new.get(term):
                continue
            edit = edits.setdefault(term, Edit([], []))
            if term in old and each.before is not None:
                edit.gone.append((each.before, Signature.of(old[term])))
            if term in new and each.now is not None:
                edit.come.append((each.now, Signature.of(new[term])))
    return edits
