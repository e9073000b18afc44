"""An index that is updated has the files of one that is assembled from the same records, whatever changed before."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from conect.records.record import Record
from conect.search import Changes, NeedsRebuild, Recorder, State, StateError, analyse, assemble, update
from conect.search.layout import Layout
from tests.search.samples import TINY, TODAY, WORDS, Files, built, collection, record, vocabularies

# A little wider than the smallest of tests, so that an edit does not change how everything is divided.
LAYOUT = Layout(
    inline=3,
    listed=30,
    best=8,
    block=6,
    single=0,
    shard=700,
    numbers=400,
    head=6,
    row_bits=2,
    page_bits=2,
    order=8,
    spelling=300,
)
BATCH = 20
EDITS = ["word", "word", "word", "summary", "name", "county", "status", "domains", "day", "new", "gone"]


class Index:
    """The files of an index on their way from change to change, with the state that leads there."""

    def __init__(self, folder: Path, records: Sequence[Record], layout: Layout | None = LAYOUT) -> None:
        self.path = folder / "search.db"
        self.records = {each.id: each for each in records}
        self.layout = layout
        self.today = TODAY
        self.files: dict[str, bytes] = {}
        self.rebuilt: Counter[str] = Counter()
        self.assemble([analyse(records[at : at + BATCH], vocabularies()) for at in range(0, len(records), BATCH)])

    def assemble(self, payloads: list[Any]) -> None:
        """Assemble it anew, and its state."""
        recorder = Recorder(self.path)
        self.files = Files(assemble(payloads, vocabularies(), self.today, layout=self.layout, recorder=recorder))
        recorder.commit()

    def change(self, removed: Sequence[str], changed: Sequence[Record]) -> Changes | None:
        """Remove and change records; returns None where the index had to be assembled anew."""
        for id in removed:
            self.records.pop(id, None)
        self.records |= {each.id: each for each in changed}
        payloads = [analyse(changed, vocabularies())] if changed else []
        state = State.open(self.path, vocabularies(), self.files["cautare/root.bin"])
        try:
            changes = update(state, removed, payloads, vocabularies(), self.today)
        except NeedsRebuild as why:
            self.rebuilt[str(why)] += 1
            whole = state.payloads(removed, payloads)
            state.rollback()
            self.assemble(whole)
            return None
        state.commit()
        assert not {file.path for file in changes.files} & set(changes.removed)
        assert set(changes.removed) <= set(self.files)
        for file in changes.files:
            self.files[file.path] = file.data
        for path in changes.removed:
            del self.files[path]
        return changes

    def expected(self) -> Files:
        """The files of the same records, assembled by themselves."""
        return Files(built(list(self.records.values()), self.layout, 13, self.today))


def edits(chance: random.Random, records: dict[str, Record]) -> Iterator[tuple[list[str], list[Record]]]:
    """Yield random changes of what is there: ids of records removed, and records that are new or changed."""
    for turn in range(12):
        removed, changed = [], []
        for at in range(chance.choice([1, 1, 1, 2, 4])):
            each = records[chance.choice(sorted(records))]
            values = dict(each.values)
            match chance.choice(EDITS):
                case "word":
                    words = values.get("summary", "").split() or ["școală"]
                    words[chance.randrange(len(words))] = chance.choice(WORDS)
                    values["summary"] = " ".join(words)
                case "summary":
                    values["summary"] = " ".join(chance.choices(WORDS, k=chance.randint(1, 8)))
                case "name":
                    values["name"] = " ".join(chance.choices(WORDS, k=3))
                case "county":
                    values["county"] = chance.choice(["CJ", "B", "AB"])
                case "status":
                    values["registry_status"] = chance.choice(["radiata", "inregistrata"])
                case "domains":
                    values["domains"] = chance.sample(["educatie", "sport", "mediu", "cultura"], 2)
                case "day":
                    values["confirmed_on"] = (TODAY - timedelta(chance.randint(1, 800))).isoformat()
                case "new":
                    changed.append(record(f"nou-{turn}-{at}", chance.choice(["CJ", "B"]), name="Școala de muzică nouă"))
                    continue
                case "gone":
                    removed.append(each.id)
                    continue
            changed = [other for other in changed if other.id != each.id]
            changed.append(record(each.id, values.pop("county", None), **values))
        yield [id for id in removed if all(id != each.id for each in changed)], changed


@pytest.mark.parametrize("seed", range(10))
def test_updated_as_if_assembled(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    layout = chance.choice([LAYOUT, LAYOUT, TINY, Layout(), None])
    index = Index(tmp_path, collection(seed, chance.choice([40, 150, 250])), layout)
    for removed, changed in edits(chance, index.records):
        index.today += timedelta(chance.choice([0, 0, 0, 1]))
        index.change(removed, changed)
        assert index.files == index.expected()


def one_word(index: Index, id: str, word: str = "lumina") -> Record:
    """A record of the index with another word in its summary."""
    values = dict(index.records[id].values)
    _, *others = (values.get("summary") or "apă").split()
    values["summary"] = " ".join([word, *others])
    return record(id, values.pop("county", None), **values)


def test_an_edit_is_an_update_of_few_files(tmp_path: Path) -> None:
    """The property above would say little if the index were always assembled anew, or all of it were written."""
    index = Index(tmp_path, collection(3, 250))
    updated = [index.change([], [one_word(index, id)]) for id in sorted(index.records)[:20]]
    assert sum(each is not None for each in updated) > 12
    assert all(len(each.files) < len(index.files) / 5 for each in updated if each)
    kinds = Counter(file.path.split("/")[1] for each in updated if each for file in each.files)
    assert {"t", "l", "c", "s", "root.bin"} <= set(kinds)
    assert index.files == index.expected()


def test_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    index = Index(tmp_path, collection(1, 60))
    assert index.change([], []) == Changes([], [])
    assert index.change(["unknown"], [index.records["org-1"]]) == Changes([], [])
    index.today += timedelta(1)
    changes = index.change([], [])
    assert changes
    assert [file.path for file in changes.files] == ["cautare/root.bin"]


def test_the_root_is_written_last(tmp_path: Path) -> None:
    index = Index(tmp_path, collection(1, 250), Layout())
    changes = index.change([], [one_word(index, "org-7")])
    assert changes
    assert changes.files[-1].path == "cautare/root.bin"
    assert "cautare/root.bin" not in changes.removed


def test_what_is_rolled_back_is_not_there(tmp_path: Path) -> None:
    index = Index(tmp_path, collection(1, 60), Layout())
    kept = index.path.read_bytes()
    for end in ("rollback", "commit"):
        state = State.open(index.path, vocabularies())
        update(state, [], [analyse([one_word(index, "org-7")], vocabularies())], vocabularies(), TODAY)
        getattr(state, end)()
        assert (index.path.read_bytes() == kept) == (end == "rollback")


def refusal(index: Index, changed: Sequence[Record], root: bytes | None = None) -> str:
    """Why an update is refused; the empty text where it is not."""
    try:
        state = State.open(index.path, vocabularies(), root)
    except StateError as error:
        return error.message.en
    try:
        update(state, [], [analyse(changed, vocabularies())], vocabularies(), TODAY)
    except StateError as error:
        return error.message.en
    finally:
        state.rollback()
    return ""


def test_a_foreign_state_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(tmp_path, collection(1, 60), Layout())
    changed = [one_word(index, "org-7")]
    assert refusal(index, changed, index.files["cautare/root.bin"]) == ""
    assert "another index" in refusal(index, changed, b"another root")
    domains = vocabularies()["domains"]
    others = {**vocabularies(), "domains": replace(domains, terms=dict(list(domains.terms.items())[1:]))}
    with pytest.raises(StateError, match="vocabular"):
        State.open(index.path, others)
    monkeypatch.setattr("conect.search.state.VERSION", 0)
    assert "version" in refusal(index, changed)
    index.path.write_bytes(b"no database at all")
    assert refusal(index, changed)
    index.path.unlink()
    assert "none" in refusal(index, changed)


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_state_is_noticed(tmp_path: Path, seed: int) -> None:
    """Wherever a byte of it is another one, an update is refused or right."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    index = Index(tmp_path, collection(seed, 60), Layout(inline=3, listed=20, best=8, block=6, single=0, shard=700))
    whole = index.path.read_bytes()
    changed = [one_word(index, "org-7")]
    state = State.open(index.path, vocabularies())
    right = update(state, [], [analyse(changed, vocabularies())], vocabularies(), TODAY)
    state.rollback()
    refused = 0
    for _ in range(60):
        damaged = bytearray(whole)
        for at in chance.choices(range(len(whole)), k=chance.choice([1, 200])):
            damaged[at] ^= 1 << chance.randrange(8)
        index.path.write_bytes(damaged[: chance.choice([len(whole), len(whole), len(whole) // 2])])
        try:
            state = State.open(index.path, vocabularies())
        except StateError:
            refused += 1
            continue
        try:
            found = update(state, [], [analyse(changed, vocabularies())], vocabularies(), TODAY)
            assert found == right
        except (StateError, NeedsRebuild):
            refused += 1
        finally:
            state.rollback()
    assert refused > 20


def test_a_state_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StateError):
        Recorder(tmp_path / "missing" / "search.db")
    path = tmp_path / "search.db"
    path.write_bytes(b"the former one")
    Recorder(path).abandon()
    assert path.read_bytes() == b"the former one"
    assert [each.name for each in tmp_path.iterdir()] == ["search.db"]
