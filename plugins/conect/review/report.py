"""The review of a proposal as a value: what every form of the answer is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from conect.records.problems import Problem
from conect.review.evidence import Claim
from conect.review.facts import Fact
from conect.review.guard import Author
from conect.review.look import Look
from conect.review.nearby import Duplicate
from conect.review.official import Official
from conect.review.pairs import Kind, Pair
from conect.review.reasons import Reason
from conect.review.sides import Judged

Verdict = Literal["allowed", "refused", "decides"]

EXIT_CODES: dict[Verdict, int] = {"allowed": 0, "refused": 1, "decides": 3}
"""Exit code of ``conect review`` by verdict; 2 is wrong use, as for every command."""

MOST_SHOWN = 1000
"""Changed records of which the facts are kept; of the others only what is counted."""

_MOST_STEPS = 20_000
_SHORT = 60


@dataclass(frozen=True)
class Shown:
    """One changed record as the answer shows it. Paths are relative to the content folder."""

    kind: Kind
    path: str
    former_path: str | None
    name: str
    facts: list[Fact]
    more_facts: int

    @classmethod
    def of(cls, judged: Judged) -> Shown:
        """Take what is shown of a judged record."""
        pair = judged.pair
        side = judged.new if judged.new and judged.new.entry else judged.old
        name = side.entry.name if side and side.entry else pair.path
        former = pair.old_path if pair.kind in ("moved", "renamed") else None
        return cls(pair.kind, pair.path, former, name, judged.facts, judged.more_facts)


@dataclass
class Tally:
    """Counts over all changed records, however many."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    """In how many records each top-level key changes (new and removed records not counted)."""
    steps: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)
    """How often a short value (label, before, after) changes into another."""
    logos: int = 0

    def count(self, judged: Judged) -> None:
        """Count one record."""
        self.kinds[judged.pair.kind] += 1
        self.logos += judged.pair.logo
        if judged.pair.kind in ("added", "removed"):
            return
        self.fields.update(judged.keys)
        for fact in judged.facts:
            if not fact.of_list and len(fact.old or "") <= _SHORT and len(fact.new or "") <= _SHORT:
                self.steps[fact.label, fact.old, fact.new] += 1
        if len(self.steps) > _MOST_STEPS:
            # What happens often is met again; names, of which each is alone, are not.
            self.steps = Counter({step: number for step, number in self.steps.items() if number > 1})


@dataclass(frozen=True)
class Report:
    """The whole review. Problems and ``others`` have paths from the repository's top; other paths the content folder's.

    ``older`` counts errors and warnings that the changed records had before and keep.
    """

    base: str
    head: str
    merged: str | None
    author: Author
    reasons: list[Reason]
    content: str
    tally: Tally = field(default_factory=Tally)
    changes: Sequence[Shown] = ()
    problems: Sequence[Problem] = ()
    older: tuple[int, int] = (0, 0)
    duplicates: Sequence[Duplicate] = ()
    official: Sequence[Official] | None = None
    """None where no file of the register was given."""
    claims: Sequence[Claim] = ()
    look: Sequence[Look] = ()
    others: Sequence[str] = ()
    unjudged: int = 0
    """Changed files that were not looked at, since there are too many."""

    @property
    def verdict(self) -> Verdict:
        """Return the verdict: a reason to refuse outweighs one to decide."""
        weights = {reason.weight for reason in self.reasons}
        return "refused" if "refused" in weights else "decides" if weights else "allowed"

    @property
    def exit_code(self) -> int:
        """Return the exit code of the command."""
        return EXIT_CODES[self.verdict]

    @property
    def records(self) -> int:
        """Return the number of changed records."""
        return sum(self.tally.kinds.values())

    def count(self, level: str) -> int:
        """Return the number of problems of a level that the change brings."""
        return sum(1 for problem in self.problems if problem.level == level)


def place(content: str, path: str) -> str:
    """Return a path of the content folder from the repository's top."""
    return f"{content}/{path}" if content else path


__all__ = ["EXIT_CODES", "MOST_SHOWN", "Pair", "Report", "Shown", "Tally", "Verdict", "place"]
