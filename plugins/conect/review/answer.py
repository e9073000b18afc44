"""The review as JSON for programs; ``schema/review.schema.json`` describes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from conect.records.declaration import BY_KEY
from conect.records.problems import Text
from conect.review.facts import Fact
from conect.review.report import Report, Shown, place
from conect.review.reporters import one_line

VERSION = 1
"""Version of the form; a program that knows another must not read on."""

MOST_ITEMS = 1000
"""Items of each list."""

MOST_BYTES = 2_000_000
"""Size of the whole; where it would be more, every list is halved until it is not."""

_MOST_TEXT = 600


def as_json(report: Report, lang: str) -> str:
    """Return the review as one JSON object, never larger than ``MOST_BYTES``."""
    most = MOST_ITEMS
    while True:
        text = json.dumps(_object(report, lang, most), ensure_ascii=False, indent=1) + "\n"
        if len(text.encode("utf-8", "replace")) <= MOST_BYTES or most == 0:
            return text
        most //= 2


def _object(report: Report, lang: str, most: int) -> dict[str, Any]:
    def say(text: Text) -> str:
        return _text(text.in_lang(lang))

    def at(path: str) -> str:
        return _text(place(report.content, path))

    def listed(items: Sequence[Any], make: Callable[[Any], dict[str, Any] | str]) -> dict[str, Any]:
        """Return how many there are, and the first of them."""
        return {"total": len(items), "items": [make(item) for item in items[:most]]}

    tally = report.tally
    errors, warnings = report.count("error"), report.count("warning")
    changes: Sequence[Shown] = report.changes
    return {
        "version": VERSION,
        "verdict": report.verdict,
        "exit_code": report.exit_code,
        "base": report.base,
        "head": report.head,
        "merged_tree": report.merged,
        "author": {
            "name": None if report.author.name is None else _text(report.author.name),
            "role": report.author.role,
        },
        "reasons": listed(
            report.reasons,
            lambda each: {
                "weight": each.weight,
                "code": each.code,
                "path": None if each.path is None else _text(each.path),
                "message": say(each.message),
            },
        ),
        "counts": {
            **{kind: tally.kinds[kind] for kind in ("added", "changed", "moved", "renamed", "removed")},
            "logos": tally.logos,
            "other_files": len(report.others),
            "unjudged_files": report.unjudged,
            "errors": errors,
            "warnings": warnings,
            "older_errors": report.older[0],
            "older_warnings": report.older[1],
        },
        "fields": [
            {"key": key, "label": say(BY_KEY[key].label), "records": number}
            for key, number in sorted(tally.fields.items(), key=lambda item: (-item[1], item[0]))
        ],
        "changes": {
            "total": report.records,
            "items": [
                {
                    "kind": each.kind,
                    "path": at(each.path),
                    "former_path": None if each.former_path is None else at(each.former_path),
                    "name": _text(each.name),
                    "facts": _facts(each.facts),
                    "more_facts": each.more_facts,
                }
                for each in changes[:most]
            ],
        },
        "problems": listed(
            report.problems,
            lambda each: {
                "path": _text(each.path),
                "line": each.line,
                "column": each.column,
                "level": each.level,
                "rule": each.rule,
                "message": say(each.message),
            },
        ),
        "duplicates": listed(
            report.duplicates,
            lambda each: {
                "path": at(each.path),
                "other": at(each.other),
                "other_name": _text(each.name),
                "shared": list(each.shared),
            },
        ),
        "register": None
        if report.official is None
        else listed(
            report.official,
            lambda each: {
                "path": at(each.path),
                "found_by": each.found_by,
                "source": None if each.source is None else _text(each.source),
                "alike": each.alike,
                "differences": _facts(each.differences),
            },
        ),
        "claims": listed(
            report.claims,
            lambda each: {
                "path": at(each.path),
                "evidence": [{"weight": one.weight, "message": say(one.message)} for one in each.evidence],
            },
        ),
        "look": listed(
            report.look,
            lambda each: {
                "path": at(each.path),
                "key": each.key,
                "old": None if each.old is None else _text(each.old),
                "new": None if each.new is None else _text(each.new),
                "why": say(each.why),
            },
        ),
        "other_files": listed(report.others, _text),
    }


def _facts(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    return [
        {
            "key": fact.key,
            "label": fact.label,
            "item": None if fact.item is None else _text(fact.item),
            "old": None if fact.old is None else _text(fact.old),
            "new": None if fact.new is None else _text(fact.new),
            "of_list": fact.of_list,
        }
        for fact in facts
    ]


def _text(text: str) -> str:
    """Return a text on one line, its refused characters by number, cut where it is long."""
    line = one_line(text[: 4 * _MOST_TEXT])
    return line if len(line) <= _MOST_TEXT else f"{line[:_MOST_TEXT]}…"
