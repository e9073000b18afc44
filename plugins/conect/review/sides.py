"""Both versions of each changed record read in full: what changes, and which problems the change brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from conect.building.executor import Crew, batches_of
from conect.building.progress import bar
from conect.catalogue.entry import Entry
from conect.catalogue.files import IMAGES, MAX_IMAGE, ORGANIZATIONS
from conect.records.file import MAX_SIZE
from conect.records.problems import Level, Problem, Text
from conect.records.reader import read
from conect.records.record import Record
from conect.records.rule import Context
from conect.records.rules import yaml as yaml_rules
from conect.review.facts import Fact, Words, compare
from conect.review.git import Git
from conect.review.pairs import Pair

BATCH = 100
MOST_FACTS = 60
"""Facts of one record that are kept; how many more there are is counted."""

KEPT = (
    "name", "cui", "national_registry_number", "registry_status", "legal_form", "county", "locality", "origin",
    "maintainers", "verification", "demo", "former_ids", "merged_into", "email", "website", "iban", "donate_url",
    "redirect_url", "logo",
)  # fmt: skip
"""Keys whose values the guard and the reviewer's hints look at."""

_POINTER = b"version https://git-lfs.github.com/spec/"
_READING = Text("Se compară fișele", "Comparing records")


class Side(NamedTuple):
    """One version of a record; ``entry`` is None and ``values`` empty where it cannot be read."""

    entry: Entry | None
    values: dict[str, Any]


class Judged(NamedTuple):
    """A changed record. A side is None where there is no file on it.

    ``problems`` are those that the change brings, with paths relative to the content folder; of the others that the new
    version has, ``older`` counts errors and warnings. ``keys`` are the top-level keys that change.
    """

    pair: Pair
    old: Side | None
    new: Side | None
    facts: list[Fact]
    more_facts: int
    keys: frozenset[str]
    problems: list[Problem]
    older: tuple[int, int]
    pointer: bool = False
    """The new file is a pointer of Git LFS, not a record."""


@dataclass(frozen=True)
class TreeFiles:
    """Reads pictures beside the records of one tree, as ``Context.read_file``."""

    git: Git
    tree: str
    content: str

    def __call__(self, path: str) -> bytes | None:
        parts = path.split("/")
        if len(parts) != 3 or parts[0] != ORGANIZATIONS or not path.endswith(IMAGES) or not path.isprintable():
            return None
        found = self.git.content(f"{self.tree}:{_below(self.content, path)}", MAX_IMAGE)
        # Of a picture that is far too large only its size matters.
        return bytes(MAX_IMAGE) if isinstance(found, int) else found


@dataclass(frozen=True)
class Before:
    """What the records of one side are judged with."""

    git: Git
    tree: str
    content: str
    context: Context

    def files(self) -> Context:
        """Return the context, with the pictures of this tree."""
        return replace(self.context, read_file=TreeFiles(self.git, self.tree, self.content))


@dataclass(frozen=True)
class _Setting:
    old: Before
    new: Before
    lang: str


def judge(old: Before, new: Before, pairs: Sequence[Pair], lang: str, *, quiet: bool = False) -> Iterator[Judged]:
    """Yield each pair judged, in the order of the pairs."""
    setting = _Setting(old, new, lang)
    # Two full readings and a comparison: a hundred of them are worth a second process.
    with Crew(3 * len(pairs)) as crew, bar(_READING.in_lang(lang), len(pairs), quiet=quiet) as shown:
        for batch in crew.run(_judge_batch, setting, batches_of(pairs, BATCH)):
            shown.advance(len(batch))
            yield from batch


def read_entries(side: Before, blobs: Sequence[tuple[str, str]]) -> dict[str, Entry]:
    """Return full entries, with the places of their values, of some (path, blob id) that can be read."""
    contents = side.git.contents([id for _, id in blobs], MAX_SIZE)
    context = side.files()
    found: dict[str, Entry] = {}
    for (path, _), data in zip(blobs, contents, strict=True):
        record = read(path, data, context).record if isinstance(data, bytes) else None
        if record is not None:
            found[path] = Entry.of(record)
    return found


def _judge_batch(setting: _Setting, pairs: Sequence[Pair]) -> list[Judged]:
    git = setting.new.git
    wanted = [id for pair in pairs for id in (pair.old_id, pair.new_id) if id is not None]
    contents = git.contents(wanted, MAX_SIZE)
    old_context, new_context = setting.old.files(), setting.new.files()
    words = Words(setting.new.context.vocabularies, setting.lang)
    judged: list[Judged] = []
    for pair in pairs:
        old = _version(pair.old_path, contents, old_context) if pair.old_path and pair.old_id else None
        new = _version(pair.new_path, contents, new_context) if pair.new_path and pair.new_id else None
        judged.append(_judged(pair, old, new, words))
    return judged


class _Version(NamedTuple):
    record: Record | None
    problems: list[Problem]
    pointer: bool

    @property
    def side(self) -> Side:
        record = self.record
        if record is None:
            return Side(None, {})
        return Side(Entry.of(record), {key: record[key] for key in KEPT if key in record})

    @property
    def values(self) -> dict[str, Any]:
        return self.record.values if self.record is not None else {}


def _version(path: str, contents: Iterator[bytes | int | None], context: Context) -> _Version:
    data = next(contents)
    if isinstance(data, int):
        rule = yaml_rules.too_large
        return _Version(None, [Problem(path, 1, 1, rule.level, rule.id, rule(data, MAX_SIZE))], pointer=False)
    result = read(path, data or b"", context)
    return _Version(result.record, result.problems, pointer=(data or b"").startswith(_POINTER))


def _judged(pair: Pair, old: _Version | None, new: _Version | None, words: Words) -> Judged:
    before, after = (old.values if old else {}), (new.values if new else {})
    facts = compare(before, after, words)
    keys = frozenset(key for key in {*before, *after} if before.get(key) != after.get(key))
    moved = {pair.old_path: pair.new_path} if pair.old_path and pair.new_path else {}
    brought, older = added(old.problems if old else [], new.problems if new else [], moved)
    return Judged(
        pair,
        old.side if old else None,
        new.side if new else None,
        facts[:MOST_FACTS],
        max(len(facts) - MOST_FACTS, 0),
        keys,
        brought,
        older,
        new.pointer if new else False,
    )


def added(
    old: Sequence[Problem], new: Sequence[Problem], moved: Mapping[str, str]
) -> tuple[list[Problem], tuple[int, int]]:
    """Return the problems that are only in ``new``, and of the others the number of errors and warnings.

    ``moved`` gives new paths by old ones. A problem that only moved to another line is not a new one.
    """
    known = Counter((moved.get(problem.path, problem.path), problem.rule, problem.message.en) for problem in old)
    brought: list[Problem] = []
    older: Counter[Level] = Counter()
    for problem in new:
        identity = problem.path, problem.rule, problem.message.en
        if known[identity]:
            known[identity] -= 1
            older[problem.level] += 1
        else:
            brought.append(problem)
    return brought, (older["error"], older["warning"])


def _below(content: str, path: str) -> str:
    return f"{content}/{path}" if content else path
