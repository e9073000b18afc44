"""``conect review``: may a proposal be made, what does it do; the answer for people, for a forge or for a program."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from conect.building.day import day
from conect.catalogue.names import skeleton
from conect.cli.terminal import UsageError
from conect.records.problems import ConectError
from conect.review.annotations import commands
from conect.review.answer import as_json
from conect.review.card import markdown
from conect.review.git import top_of
from conect.review.index import cache_folder
from conect.review.official import Listed, Sought
from conect.review.reviewing import Question, review

FORMS = {"markdown": markdown, "json": as_json, "github": commands}


def run(options: Namespace) -> int:
    """Review the proposal and return its verdict: 0 allowed, 1 refused, 3 an administrator decides.

    What cannot be judged at all (no such commit, git fails) is wrong use, so that nobody takes it for a refusal.
    """
    try:
        return _run(options)
    except ConectError as error:
        raise UsageError(*error.message) from None


def _run(options: Namespace) -> int:
    others = [_also(text) for text in options.also]
    today = day(options.date)
    place, content = _content(options.content)
    report = review(
        Question(
            place=place,
            content=content,
            base=options.base,
            head=options.head,
            author=options.author or None,
            today=today,
            register=_Register(Path(options.register), today) if options.register else None,
            cache=cache_folder(),
            lang=options.lang,
        )
    )
    for form, path in others:
        path.write_text(FORMS[form](report, options.lang), encoding="utf-8", errors="replace")
    sys.stdout.write(FORMS[options.format](report, options.lang))
    return report.exit_code


def _also(text: str) -> tuple[str, Path]:
    form, equals, path = text.partition("=")
    if form not in FORMS or not equals or not path:
        raise UsageError(
            f"--also {text}: scrieți FORMĂ=FIȘIER, de exemplu json=review.json",
            f"--also {text}: write FORM=FILE, for example json=review.json",
        )
    return form, Path(path)


def _content(name: str) -> tuple[Path, str]:
    """Return a folder of the repository, and the content folder (which need not exist) from the repository's top."""
    given = Path(os.path.realpath(name))
    place = next(folder for folder in (given, *given.parents) if folder.is_dir())
    top = top_of(place)
    if top is None:
        # In a bare repository there are no folders: the name is the path in its commits.
        return Path.cwd(), Path(name).as_posix().strip("/.")
    content = given.relative_to(Path(os.path.realpath(top))).as_posix()
    return place, "" if content == "." else content


class _Register:
    """A file of the register, read once for the records that are asked about."""

    def __init__(self, path: Path, today: date) -> None:
        self.path = path
        self.today = today

    def __call__(self, sought: Sequence[Sought]) -> list[list[Listed]]:
        # The importer takes half a second to load; most reviews do without it.
        from conect.register.mapping import Entry, entry
        from conect.register.source import read_rows

        numbers = {_first_number(each.number) for each in sought if each.number}
        names = {skeleton(each.name) for each in sought}
        by_number: dict[str, list[Listed]] = defaultdict(list)
        by_name: dict[str, list[Listed]] = defaultdict(list)
        for row in read_rows(self.path, self.today):
            cells = row.cells
            if _first_number(cells.get("number", "")) not in numbers and skeleton(cells.get("name", "")) not in names:
                continue
            made = entry(row)
            if isinstance(made, Entry):
                listed = Listed(made.values, f"{row.file}:{row.number}")
                by_number[str(made.values.get("national_registry_number"))].append(listed)
                by_name[skeleton(str(made.values["name"]))].append(listed)
        return [
            list({id(item): item for item in (*by_number[each.number or ""], *by_name[skeleton(each.name)])}.values())
            for each in sought
        ]


def _first_number(text: str | None) -> str:
    """Return the first digits of a register number, however it is written."""
    digits = "".join(c if c.isdigit() else " " for c in text or "").split()
    return digits[0].lstrip("0") if digits else ""
