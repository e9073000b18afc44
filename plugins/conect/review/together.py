"""What a change does to the catalogue as a whole: the problems between records that it brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from conect.catalogue import rules
from conect.catalogue.entry import Entry
from conect.records.problems import Problem
from conect.review.index import Everyone
from conect.review.nearby import Subject, concerned
from conect.review.sides import Before, added, read_entries

MOST_IN_FULL = 300
"""Unchanged records that are read in full, so that a problem in one of them has its line and column."""


def problems(
    subjects: Sequence[Subject],
    before: Everyone,
    unchanged: Mapping[str, str],
    old: Before,
    new: Before,
    *,
    unread: Sequence[str],
    alike: Set[str],
) -> tuple[list[Problem], tuple[int, int]]:
    """Return the problems between records that the change brings, and how many errors and warnings were there before.

    ``unchanged`` are paths and blob ids of the records that stay as they are, ``unread`` the paths of records that
    cannot be read after the change, ``alike`` those of records with nearly the name of a changed one. What was there
    before is counted for the changed records alone.
    """
    rows = {path: before.rows[path] for path in unchanged if path in before.rows}
    paths = sorted(concerned(subjects, rows) | {path for path in alike if path in rows})
    if len(paths) <= MOST_IN_FULL:
        full = read_entries(old, [(path, unchanged[path]) for path in paths])
        around: list[Entry] = [full[path] for path in paths if path in full]
    else:
        around = [rows[path].entry(path) for path in paths]
    changed = [subject.new for subject in subjects if subject.new is not None]
    former = [subject.old for subject in subjects if subject.old is not None]
    moved = {each.old.path: each.new.path for each in subjects if each.old and each.new}
    names = frozenset(entry.path for entry in changed)
    former_names = frozenset(entry.path for entry in former)
    was = rules.check([*around, *former], old.context, concerned=former_names, unread=before.unread)
    will = rules.check([*around, *changed], new.context, concerned=names, unread=unread)
    found, _ = added(was, will, moved)
    _, older = added(was, [problem for problem in will if problem.path in names], moved)
    return found, older
