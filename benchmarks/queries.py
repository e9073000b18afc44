"""The questions that are asked: a committed set with a stated mix, made of the words of the generator's own records.

``python -m benchmarks.queries`` writes ``queries.txt`` anew. All words come from the first thousand records, so that
every collection of at least a thousand has them. Every other query is typed without diacritics, as many people type.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.generator import LISTS, SEED, records, world
from conect.records.record import Record
from conect.romania.text import fold

FILE = Path(__file__).with_name("queries.txt")

MIX = {"rare": 40, "common": 40, "two": 60, "three": 40, "locality": 50, "typo": 30, "prefix": 40}
"""How many queries there are of each kind."""

MEANING = {
    "rare": "one word that few records have",
    "common": "one of the words that most records are made of",
    "two": "two words of one record, of its text or of its name",
    "three": "three words of one record",
    "locality": "a word of a record and its locality",
    "typo": "a word with a letter left out, doubled, exchanged with its neighbour, or wrong",
    "prefix": "the first letters of a word, as one who stops typing",
}

WAIT = 15_000
"""Milliseconds after which an engine is taken not to answer: as long then counts, though it would have been longer."""

LETTERS = 4
"""Letters of a word that somebody looks for, at least."""

_WORD = re.compile(r"[^\W\d_]+")
_POOL = 1000


class Asked(NamedTuple):
    """One query and its kind."""

    kind: str
    text: str


def committed() -> list[Asked]:
    """Return the committed queries, one kind after another."""
    found: list[Asked] = []
    kind = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append(Asked(kind, line))
    return found


def mixed(queries: Sequence[Asked]) -> list[Asked]:
    """Return the queries with the kinds interleaved, so that any stretch of the list has the mix of the whole."""
    total = Counter(each.kind for each in queries)
    seen: Counter[str] = Counter()
    placed = []
    for place, each in enumerate(queries):
        placed.append(((seen[each.kind] + 0.5) / total[each.kind], place, each))
        seen[each.kind] += 1
    return [each for _, _, each in sorted(placed)]


def made() -> str:
    """Return the text of ``queries.txt``."""
    lines = [
        "# 300 queries over the generator's records; made by python -m benchmarks.queries, see there.",
        *(f"# {kind}: {count}, {MEANING[kind]}" for kind, count in MIX.items()),
    ]
    chance = random.Random(f"{SEED} queries")  # noqa: S311 - not for secrets
    pool = records(0, _POOL)
    for kind, texts in zip(MIX, _all(chance, pool), strict=True):
        lines += ["", f"[{kind}]"]
        lines += [fold(text) if place % 2 else text for place, text in enumerate(texts)]
    return "\n".join(lines) + "\n"


def _all(chance: random.Random, pool: Sequence[Record]) -> Iterator[list[str]]:
    shared = world()
    common = [word for word in [*shared.common.items, *_labels()] if len(word) >= LETTERS]
    frequent = set(common)
    tail = [word for record in pool for word in _text(record) if word not in frequent]
    once = Counter(tail)
    # In some two of a thousand records: in two hundred of a hundred thousand.
    rare = sorted(word for word, count in once.items() if count <= 2)
    yield chance.sample(rare, MIX["rare"])
    # The commonest and, of the others, one here and there.
    yield common[: MIX["common"] // 2] + chance.sample(common[MIX["common"] // 2 :], MIX["common"] // 2)
    yield [_some(chance, record, 2, named=place % 3 == 0) for place, record in _picked(chance, pool, "two")]
    yield [_some(chance, record, 3, named=place % 3 == 0) for place, record in _picked(chance, pool, "three")]
    yield [
        f"{chance.choice(_text(record) if place % 2 else common)} {record['locality']}"
        for place, record in _picked(chance, pool, "locality")
    ]
    yield [_mistyped(chance, chance.choice(common if place % 2 else rare)) for place in range(MIX["typo"])]
    longer = [word for word in common if len(word) > LETTERS + 2]
    yield [_begun(chance, chance.choice(longer if place % 2 else rare)) for place in range(MIX["prefix"])]


def _labels() -> list[str]:
    """Return the words of the domains' labels, which stand in many records."""
    labels = " ".join(term.label.ro for term in world().vocabularies["domains"].values())
    return sorted({word.lower() for word in _WORD.findall(labels) if len(word) > LETTERS})


def _text(record: Record) -> list[str]:
    """Return the words of a record that somebody may look for, as often as they stand there."""
    text = record.get("description") or record.get("purpose") or ""
    words = [word.lower() for word in _WORD.findall(text) if len(word) >= LETTERS]
    return [word for word in words if word not in LISTS["function"]]


def _picked(chance: random.Random, pool: Sequence[Record], kind: str) -> Iterator[tuple[int, Record]]:
    return enumerate(chance.sample(pool, MIX[kind]))


def _some(chance: random.Random, record: Record, count: int, *, named: bool) -> str:
    """Return ``count`` words of a record; the first ones of its name, after the legal form, where it is ``named``."""
    if named:
        name = [word for word in _WORD.findall(record["name"])[1:] if len(word) >= LETTERS]
        if len(name) >= count:
            return " ".join(name[:count])
    return " ".join(chance.sample(sorted(set(_text(record))), count))


def _mistyped(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word) - 1)
    wrong = chance.choice("aeioulnrst")
    made = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + wrong + word[at + 1 :],
    )
    return chance.choice([each for each in made if fold(each) != fold(word)])


def _begun(chance: random.Random, word: str) -> str:
    return word[: chance.randint(3, max(3, min(6, len(word) - 2)))]


if __name__ == "__main__":
    FILE.write_text(made(), encoding="utf-8")
