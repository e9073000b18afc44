"""A changed record rewrites the files of its own words and little else; built from kept payloads, all is equal."""

from __future__ import annotations

import pickle
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from conect.records.record import Record
from conect.search import analyse, assemble
from conect.search.analysis import tokens
from conect.search.documents import texts_of
from conect.search.encoding import listed_path
from conect.search.identifiers import KEY_SIGN
from conect.search.layout import START, Layout
from conect.search.reading import Store
from conect.search.spelling import places
from tests.search.samples import TODAY, Files, built, numbered, record, terms_by_field, vocabularies

LAYOUT = Layout(
    inline=4,
    listed=12,
    best=6,
    block=6,
    single=0,
    shard=700,
    numbers=700,
    head=5,
    row_bits=2,
    page_bits=2,
    order=16,
    spelling=300,
)
BATCH = 10
MANY = 160
WHERE = 50
"""The record that changes: one whose neighbours leave it room."""


def collection() -> list[Record]:
    """Records of a few hundred words, some of which many records share."""
    chance = random.Random(2)  # noqa: S311 - not for secrets
    words = [
        "".join(chance.choices(["ba", "ce", "di", "lor", "mu", "ne", "pri", "ra", "su", "to"], k=3)) for _ in range(300)
    ]
    weights = [1 / (at + 2) for at in range(len(words))]

    def text(count: int) -> str:
        return " ".join(chance.choices(words, weights, k=count))

    return [
        record(
            f"org-{at}",
            chance.choice(["CJ", "B", "AB"]),
            name=text(3),
            summary=text(8),
            description=text(15),
            domains=[chance.choice(["educatie", "sport", "mediu"])],
        )
        for at in range(MANY)
    ]


def postings(records: Iterable[Record]) -> set[tuple[int, str, str, int, int]]:
    """(number, term, field, frequency, length) of all words of all records."""
    found = set()
    for number, each in numbered(list(records)):
        for field, terms in terms_by_field(each).items():
            found |= {(number, term, field, terms.count(term), len(terms)) for term in terms}
    return found


def of_term(store: Store, term: str) -> Iterator[str]:
    """The paths of the files in which a term stands."""
    root = store.root
    yield root.path("t", root.places.of(term)) or ""
    if term[:START] in dict(root.told["division"]["big"]) and KEY_SIGN not in term:
        yield root.path("t", root.places.of_prefix(term[:START])) or ""
    entry = store.entry(term)
    if entry is None:
        return
    hashes: list[bytes] = [entry.list] if entry.list else []
    if entry.huge:
        hashes += [part.long for part in (entry.huge.set, entry.huge.levels, entry.huge.best)]
        hashes += [part.long for _, part in entry.huge.blocks if part]
    yield from map(listed_path, hashes)


def rewritten_cards(before: Sequence[Record], after: Sequence[Record], new: Files) -> set[str]:
    """The paths of the rows beside which a record is not what it was: all of a page have its hash in their paths."""
    rows = {number: each.values for number, each in numbered(before)}
    now = {number: each.values for number, each in numbered(after)}
    bits = LAYOUT.row_bits + LAYOUT.page_bits
    pages = {number >> bits for number in {*rows, *now} if rows.get(number) != now.get(number)}
    return {path for path in new if path.startswith(tuple(f"cautare/c/{page}." for page in pages))}


def words_rewritten(before: Sequence[Record], after: Sequence[Record], new: Store) -> set[str]:
    """The paths of the words that may be offered, in which the words of a changed record stand."""
    bins = new.root.told["spelling"]
    changed = [r for these, others in ((before, after), (after, before)) for r in _missing(these, others)]
    texts = [text for r in changed for field in texts_of(r, vocabularies()) for text in field]
    found = {token for text in texts for token in tokens(text)}
    return {new.root.path("s", place) or "" for token in found for place in places(token, bins)}


def _missing(these: Sequence[Record], others: Sequence[Record]) -> list[Record]:
    """The records that are not, or not so, among the others."""
    known = {each.id: each.values for each in others}
    return [each for each in these if known.get(each.id) != each.values]


def moved(before: Sequence[Record], after: Sequence[Record]) -> int:
    """How many records change their numbers without a change of their own."""
    old, new = ({each.id: number for number, each in numbered(some)} for some in (before, after))
    own = {each.id for each in _missing(before, after)}
    return sum(old[id] != new[id] for id in old.keys() & new.keys() - own)


def by_kind(paths: Iterable[str]) -> dict[str, int]:
    """How many files of each kind there are."""
    return dict(sorted(Counter(path.split("/")[1] for path in paths).items()))


def with_other(records: list[Record], **values: Any) -> list[Record]:
    """The collection with other values in one record."""
    each = records[WHERE]
    return [*records[:WHERE], record(each.id, **{**each.values, **values}), *records[WHERE + 1 :]]


def summary(records: list[Record]) -> list[Record]:
    """One word of a summary is another one."""
    _, *rest = records[WHERE]["summary"].split()
    return with_other(records, summary=" ".join(["lumina", *rest]))


def name(records: list[Record]) -> list[Record]:
    """An organisation has another name."""
    return with_other(records, name="Lumina satului")


def domain(records: list[Record]) -> list[Record]:
    """An organisation works in another field."""
    return with_other(records, domains=["tineret"])


def county(records: list[Record]) -> list[Record]:
    """An organisation has moved."""
    return with_other(records, county="AB")


def added(records: list[Record]) -> list[Record]:
    """There is one more."""
    return [*records, newcomer("podul-nou")]


def crowded(records: list[Record]) -> list[Record]:
    """There is one more, for whom three others change their numbers."""
    return [*records, newcomer("pod-nou")]


def newcomer(id: str) -> Record:
    """A record of some words."""
    return record(id, "B", name="Podul nou", summary="Un pod peste apă")


def removed(records: list[Record]) -> list[Record]:
    """There is one less."""
    return [*records[:WHERE], *records[WHERE + 1 :]]


OTHERS_MOVED: dict[Callable[[list[Record]], list[Record]], int] = {crowded: 3}
"""The records beside the one of an edit that change their numbers; elsewhere there is room, as mostly."""

# The most files of each kind that an edit may rewrite, of some thousand. Moving or removing a record touches all its
# words; who is added or removed stands in every column, a field of activity orders them (see columns.facet_columns).
# The rows of a page, four files here, get another path together.
EDITS: dict[Callable[[list[Record]], list[Record]], dict[str, int]] = {
    summary: {"t": 2, "l": 6, "c": 4, "s": 4},
    name: {"t": 8, "l": 24, "c": 4, "s": 8, "n": 2},
    domain: {"t": 4, "l": 12, "c": 4, "s": 8, "f": 9},
    county: {"t": 22, "l": 80, "c": 12, "s": 4, "n": 2, "f": 2},
    added: {"t": 8, "l": 24, "c": 8, "s": 8, "n": 2, "f": 9},
    crowded: {"t": 40, "l": 160, "c": 16, "s": 8, "n": 3, "f": 9},
    removed: {"t": 22, "l": 80, "c": 8, "s": 8, "n": 2, "f": 9},
}


@pytest.fixture(scope="module")
def before() -> list[Record]:
    return collection()


@pytest.fixture(scope="module")
def payloads(before: list[Record]) -> list[bytes]:
    """The payloads of its batches, as a build keeps them."""
    return [pickle.dumps(analyse(before[at : at + BATCH], vocabularies())) for at in range(0, MANY, BATCH)]


def incremental(before: list[Record], after: list[Record], kept: list[bytes]) -> Files:
    """Build with the kept payloads of all batches in which nothing changed."""
    found = []
    for at in range(0, len(after), BATCH):
        batch = after[at : at + BATCH]
        if [r.values for r in batch] == [r.values for r in before[at : at + BATCH]]:
            found.append(pickle.loads(kept[at // BATCH]))  # noqa: S301 - own data
        else:
            found.append(analyse(batch, vocabularies()))
    return Files(assemble(found, vocabularies(), TODAY, layout=LAYOUT))


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_rewrites_the_files_of_its_words(
    before: list[Record], payloads: list[bytes], edit: Callable[[list[Record]], list[Record]]
) -> None:
    after = edit(before)
    assert moved(before, after) == OTHERS_MOVED.get(edit, 0)
    old, new = Files(built(before, LAYOUT, BATCH)), incremental(before, after, payloads)
    assert new == Files(built(after, LAYOUT, 7))
    rewritten = {path for path, data in new.items() if old.get(path) != data}
    store = Store(new)
    changed = {term for _, term, *_ in postings(before) ^ postings(after)}
    explained = {path for term in changed for path in of_term(store, term)}
    # Every shard of a word that changed, and no other; the files that a shard names change only where they differ.
    shards = {path for path in rewritten if "/t/" in path}
    assert {store.root.path("t", store.root.places.of(term)) for term in changed} <= shards <= explained
    assert {path for path in rewritten if "/l/" in path} <= explained
    assert {path for path in rewritten if path[7:10] == "/c/"} == rewritten_cards(before, after, new)
    assert {path for path in rewritten if "/s/" in path} <= words_rewritten(before, after, store)
    kinds = by_kind(rewritten)
    assert kinds.pop("root.bin") == 1
    assert all(count <= EDITS[edit].get(kind, 0) for kind, count in kinds.items()), kinds


def test_nothing_changed_rewrites_nothing(before: list[Record], payloads: list[bytes]) -> None:
    whole = Files(built(before, LAYOUT, 9))
    assert incremental(before, before, payloads) == whole == Files(built(before[::-1], LAYOUT, 16))


def test_a_day_rewrites_what_grows_old(before: list[Record]) -> None:
    """The age of a confirmation is a column; all else of a day is in the root."""
    dated = [record(r.id, **{**r.values, "confirmed_on": "2026-01-01"}) for r in before]
    old, new = (Files(built(dated, LAYOUT, BATCH, today=day)) for day in (date(2027, 1, 1), date(2027, 1, 2)))
    assert by_kind(path for path in new if old.get(path) != new[path]) == {"f": 1, "root.bin": 1}
