"""The rules over all records, by subject; importing this package registers them, ``check`` runs them."""

from __future__ import annotations

from collections.abc import Iterable, Set

from conect.catalogue.entry import Entry
from conect.catalogue.rule import CATALOGUE_RULES, Whole
from conect.catalogue.rules import ids, names, relations, similar
from conect.records.problems import Level, Problem
from conect.records.rule import Context

__all__ = ["check", "ids", "names", "relations", "similar"]


def check(
    entries: Iterable[Entry],
    context: Context,
    *,
    concerned: Set[str] = frozenset(),
    unread: Iterable[str] = (),
    level: Level | None = None,
) -> list[Problem]:
    """Judge all records together and return every problem, sorted.

    ``concerned``: paths of the records that a change is about (similar names are sought for these and for profiles).
    ``unread``: paths of records that exist but cannot be read, so that what names them is not reported in vain.
    ``level``: the rules of this level alone are run.
    """
    whole = Whole(entries, concerned, unread)
    problems = [
        Problem(
            fault.entry.path,
            *fault.entry.mark(*fault.finding.pointer),
            rule.level,
            rule.id,
            fault.finding.message,
            fault.finding.fix,
        )
        for rule in CATALOGUE_RULES
        if level in (None, rule.level)
        for fault in rule(whole, context)
    ]
    return sorted(problems, key=Problem.sort_key)
