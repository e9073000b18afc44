"""The review of a proposal from beginning to end: the base's code on the head's data, read through git."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from conect.records.file import MAX_SIZE
from conect.records.problems import Problem
from conect.records.rule import Context
from conect.records.vocabularies import Vocabularies, VocabularyError, read_vocabularies
from conect.review import administrators, guard, logos, nearby, together, trees
from conect.review.evidence import examine
from conect.review.facts import Words
from conect.review.git import Git, opened
from conect.review.guard import Author
from conect.review.index import Everyone, everyone, rows_of
from conect.review.look import worth
from conect.review.nearby import Subject
from conect.review.official import Register, ask
from conect.review.pairs import Pair, Proposal, pair_up, sort_out, stem, with_logos
from conect.review.reasons import Reason, reason
from conect.review.report import MOST_SHOWN, Report, Shown, Tally
from conect.review.sides import Before, Judged, judge
from conect.review.trees import FileChange
from conect.romania.text import amount

MOST_VOCABULARY = 4 * 1024 * 1024
"""Bytes of one vocabulary."""

MOST_ASKED = 500
"""Records about which the register's file is asked."""


@dataclass(frozen=True)
class Question:
    """What to review. ``place`` is a folder of the repository, ``content`` the content folder from its top."""

    place: Path
    content: str
    base: str
    head: str
    author: str | None
    today: date
    register: Register | None = None
    cache: Path | None = None
    lang: str = "ro"
    quiet: bool = False


@dataclass
class _Change:
    """A proposal while it is being judged: both sides, the records before, and what was found so far."""

    old: Before
    new: Before
    before: Everyone
    proposal: Proposal
    reasons: list[Reason]
    judged: list[Judged] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    @cached_property
    def gone(self) -> set[str | None]:
        """The paths whose record is not what it was; asked for once a record, so made once."""
        return {pair.old_path for pair in self.proposal.pairs}


def review(question: Question) -> Report:
    """Review a proposal. Raises ``ConectError`` where a revision is none or git fails."""
    with opened(question.place) as git:
        return _Review(git, question).run()


class _Review:
    def __init__(self, git: Git, question: Question) -> None:
        self.git = git
        self.question = question
        self.top = f"{question.content}/" if question.content else ""
        self.base = trees.commit(git, question.base)
        self.head = trees.commit(git, question.head)
        self.old_tree = trees.tree_of(git, self.base)
        self.author = Author.of(question.author, self._administrators(self.old_tree).accounts)

    def run(self) -> Report:
        merged = trees.merge(self.git, self.base, self.head)
        report = Report(self.base, self.head, merged.tree, self.author, [], self.question.content)
        if merged.tree is None:
            reasons = [reason("conflict", path) for path in merged.conflicts] or [reason("unrelated")]
            return replace(report, reasons=reasons)
        files = trees.changes(self.git, self.old_tree, merged.tree)
        records, proposal = sort_out(files, self.question.content)
        reasons = guard.of_files(proposal, self.author, len(files))
        unjudged = 0
        if not self.author.administrator and len(files) > guard.MOST_FILES:
            unjudged = max(len(records) - guard.MOST_FILES, 0)
            records = records[: guard.MOST_FILES]
            proposal.logos.clear()
        others = [change.path for change in (*proposal.others, *proposal.strange)]
        report = replace(report, reasons=reasons, others=others, unjudged=unjudged)
        try:
            change = self._change(merged.tree, files, records, proposal, reasons)
        except VocabularyError as error:
            return replace(report, reasons=[*reasons, reason("vocabularies")], problems=self._placed(error.problems))
        return self._answer(report, change)

    def _change(
        self,
        merged: str,
        files: Sequence[FileChange],
        records: Sequence[FileChange],
        proposal: Proposal,
        reasons: list[Reason],
    ) -> _Change:
        """Read what there is and what changes. Raises ``VocabularyError``."""
        old, new = self._sides(merged, files)
        question = self.question
        before = everyone(
            self.git,
            self.old_tree,
            question.content,
            old.context,
            question.cache,
            lang=question.lang,
            quiet=question.quiet,
        )
        fresh = rows_of(self.git, [(each.path, each.new_id) for each in records if each.added], old.context)
        pairs = pair_up(records, before.rows, fresh)
        after = _after(before, pairs)
        proposal = proposal._replace(pairs=with_logos(pairs, proposal.logos, question.content, after))
        change = _Change(old, new, before, proposal, reasons)
        change.reasons += logos.alone(proposal.logos, after, self.top)
        for each in judge(old, new, proposal.pairs, question.lang, quiet=question.quiet):
            change.tally.count(each)
            # Of a great import only the first are shown; what the guard looks at stays of all.
            change.judged.append(each if len(change.judged) < MOST_SHOWN else each._replace(facts=[]))
            change.problems += each.problems
        change.problems += logos.unnamed(proposal.logos, change.judged, new, self.top)
        if self.author.administrator and any(each.path == f"{self.top}{administrators.FILE}" for each in files):
            change.problems += self._administrators(merged).problems
        return change

    def _answer(self, report: Report, change: _Change) -> Report:
        """Judge what was read."""
        question, judged, before = self.question, change.judged, change.before
        reasons = [*change.reasons, *guard.of_records(judged, self.author, self.top), *self._look_alikes(change)]
        subjects = [_subject(each) for each in judged]
        rows = ((path, row) for path, row in before.rows.items() if path not in change.gone)
        alike = nearby.duplicates(subjects, rows)
        between, older = together.problems(
            subjects,
            before,
            {path: id for path, id in before.blobs.items() if path not in change.gone},
            change.old,
            change.new,
            unread=_unread(change),
            alike=alike.paths,
        )
        problems = change.problems + between + self._by_vocabularies(change)
        if errors := sum(1 for problem in problems if problem.level == "error"):
            english = f"{errors:,} error{'' if errors == 1 else 's'}"
            reasons.append(reason("errors", number_ro=amount(errors, "eroare", "erori"), number_en=english))
        claimed = {each.path for each in reasons if each.code == "claim"}
        words = Words(change.new.context.vocabularies, question.lang)
        return replace(
            report,
            reasons=reasons,
            tally=change.tally,
            changes=[Shown.of(each) for each in judged[:MOST_SHOWN]],
            problems=self._placed(problems),
            older=(
                sum(each.older[0] for each in judged) + older[0],
                sum(each.older[1] for each in judged) + older[1],
            ),
            duplicates=alike.duplicates,
            official=ask(question.register, judged[:MOST_ASKED], words) if question.register else None,
            claims=[examine(each, self.author, before) for each in judged if self.top + each.pair.path in claimed],
            look=worth(judged),
        )

    def _administrators(self, tree: str) -> administrators.Administrators:
        listed = self.git.content(f"{tree}:{self.top}{administrators.FILE}", MAX_SIZE)
        if not isinstance(listed, bytes):
            return administrators.Administrators((), [])
        return administrators.read_administrators(listed)

    def _sides(self, merged: str, files: Sequence[FileChange]) -> tuple[Before, Before]:
        """Return what both sides are judged with: an administrator's proposal by its own vocabularies."""
        folder = f"{self.top}vocabularies"
        content, today = self.question.content, self.question.today
        old = new = Context(self._vocabularies(self.old_tree, folder), today)
        if self.author.administrator and any(change.path.startswith(f"{folder}/") for change in files):
            new = Context(self._vocabularies(merged, folder), today)
        return Before(self.git, self.old_tree, content, old), Before(self.git, merged, content, new)

    def _vocabularies(self, tree: str, folder: str) -> Vocabularies:
        items = [item for item in trees.items(self.git, tree, folder) if item.path.endswith(".yaml")]
        contents = self.git.contents([item.id for item in items], MOST_VOCABULARY)
        return read_vocabularies(
            {stem(item.path): data for item, data in zip(items, contents, strict=True) if isinstance(data, bytes)}
        )

    def _look_alikes(self, change: _Change) -> list[Reason]:
        if self.author.administrator:
            return []
        fresh = [pair.path for pair in change.proposal.pairs if pair.kind in ("added", "renamed")]
        paths = {stem(path): path for path in fresh}
        ids = [stem(path) for path in change.before.blobs if path not in change.gone] if fresh else []
        found = nearby.look_alikes(paths, ids)
        return [reason("look-alike-id", self.top + paths[id], other=other) for id, other in sorted(found.items())]

    def _by_vocabularies(self, change: _Change) -> list[Problem]:
        """Judge all other records anew where the lists that they choose from change."""
        if change.new.context is change.old.context:
            return []
        blobs = change.before.blobs
        same = [Pair("changed", path, path, id, id) for path, id in blobs.items() if path not in change.gone]
        judged = judge(change.old, change.new, same, self.question.lang, quiet=self.question.quiet)
        return [problem for each in judged for problem in each.problems]

    def _placed(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return the problems with paths from the repository's top, sorted."""
        return sorted((replace(each, path=self.top + each.path) for each in problems), key=Problem.sort_key)


def _subject(judged: Judged) -> Subject:
    return Subject(judged.old.entry if judged.old else None, judged.new.entry if judged.new else None)


def _after(before: Everyone, pairs: Sequence[Pair]) -> Everyone:
    """Return which records there are after the change."""
    blobs = dict(before.blobs)
    for pair in pairs:
        if pair.old_path is not None and pair.old_path != pair.new_path:
            blobs.pop(pair.old_path, None)
    blobs |= {pair.new_path: pair.new_id for pair in pairs if pair.new_path and pair.new_id}
    return Everyone(blobs, {})


def _unread(change: _Change) -> list[str]:
    """Return the paths of the records that cannot be read after the change."""
    kept = [path for path in change.before.unread if path not in change.gone]
    broken = [each.pair.path for each in change.judged if each.new is not None and each.new.entry is None]
    return sorted([*kept, *broken])
