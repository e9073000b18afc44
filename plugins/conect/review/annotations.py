"""The review as workflow commands of GitHub: annotations on the files and lines of the proposal."""

from __future__ import annotations

from conect.records.problems import Level, Problem
from conect.review import wording
from conect.review.reasons import Reason
from conect.review.report import Report
from conect.review.reporters import as_it_is, github

MOST = 100
"""Annotations printed; GitHub shows ten errors and ten warnings a step, so the weightiest stand first."""


def commands(report: Report, lang: str) -> str:
    """Return reasons first, then errors, then warnings, each at its line; the last line tells the verdict."""
    reasons = [_reason(each) for each in sorted(report.reasons, key=lambda each: each.weight, reverse=True)]
    problems = sorted(report.problems, key=lambda each: (each.level, each.sort_key()))
    shown = [*reasons, *problems][:MOST]
    title, advice = wording.TITLES[report.verdict], wording.ADVICE[report.verdict]
    # A line of our own words: nothing of the proposal's stands in it.
    last = f"::notice title=conect review::{title.in_lang(lang)}. {advice.in_lang(lang)}\n"
    return github(shown, lang, as_it_is) + last


def _reason(reason: Reason) -> Problem:
    """Return a reason as a problem of the file's first line; one about the whole proposal stands at the readme."""
    level: Level = "error" if reason.weight == "refused" else "warning"
    return Problem(reason.path or "README.md", 1, 1, level, reason.code, reason.message)
