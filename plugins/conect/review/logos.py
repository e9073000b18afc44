"""The pictures of a proposal: whose they are, and whether they are pictures at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conect.records.file import SUFFIXES
from conect.records.problems import Problem
from conect.records.record import Record
from conect.records.rules import upkeep
from conect.review.index import Everyone
from conect.review.reasons import Reason, reason
from conect.review.sides import Before, Judged
from conect.review.trees import FileChange


def alone(logos: Sequence[FileChange], after: Everyone, top: str) -> Iterator[Reason]:
    """Refuse pictures beside which there is no record of their name."""
    stems = {path.rpartition(".")[0] for path in after.blobs} if logos else set()
    for change in logos:
        if not change.removed and change.path[len(top) :].rpartition(".")[0] not in stems:
            yield reason("logo-alone", change.path)


def unnamed(logos: Sequence[FileChange], judged: Sequence[Judged], new: Before, top: str) -> Iterator[Problem]:
    """Judge the pictures that their records do not name: bytes that nobody looked at must not come in either."""
    named = {each.pair.new_path for each in judged if each.new is not None and "logo" in each.new.values}
    context = new.files()
    for change in logos:
        path = change.path[len(top) :]
        if change.removed or any(f"{path.rpartition('.')[0]}{suffix}" in named for suffix in SUFFIXES):
            continue
        record = Record(path, {"logo": {"file": path.rpartition("/")[2]}})
        for finding in upkeep.logo(record, context):
            yield Problem(path, 1, 1, upkeep.logo.level, upkeep.logo.id, finding.message)
