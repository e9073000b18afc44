"""The profiles that were long not confirmed, as an administrator's list."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from conect.catalogue.entry import Entry
from conect.catalogue.freshness import freshness
from conect.records.problems import Text
from conect.review.escaping import code, fitting
from conect.review.reporters import counted, one_line

MOST = 30_000
"""Characters of a Markdown list: two such lists fit into one issue."""


class Stale(NamedTuple):
    """A profile; ``confirmed_on`` and ``days`` are None where nobody has confirmed it."""

    path: str
    id: str
    name: str
    county: str
    confirmed_on: str | None
    days: int | None


def stale(entries: Iterable[Entry], today: date, days: int) -> list[Stale]:
    """Return the current profiles whose confirmation is older than ``days``, never confirmed ones first."""
    found: list[Stale] = []
    for entry in entries:
        if not entry.profile or entry.struck_off or entry.merged_into is not None:
            continue
        state = freshness(entry, today)
        if state.days is None or state.days > days:
            county = entry.county or ""
            found.append(Stale(entry.path, entry.id, entry.name, county, state.confirmed_on, state.days))
    return sorted(found, key=lambda each: (each.confirmed_on or "", each.path))


Form = Callable[[Sequence[Stale], int, str], str]


def text(found: Sequence[Stale], days: int, lang: str) -> str:
    """Return a line a profile, then the count."""
    never = Text("niciodată", "never").in_lang(lang)
    lines = [f"{each.confirmed_on or never:10}  {one_line(each.path)}  {one_line(each.name)}\n" for each in found]
    return "".join(lines) + _count(found, days, lang) + "\n"


def markdown(found: Sequence[Stale], days: int, lang: str) -> str:
    """Return a list for an issue, names in code spans; of a long one the first ``MOST`` characters."""
    never = Text("niciodată", "never").in_lang(lang)
    lines = (f"- {each.confirmed_on or never}: {code(each.name, 120)} ({code(each.path, 120)})" for each in found)
    kept = fitting(lines, MOST)
    if (more := len(found) - len(kept)) > 0:
        kept.append(Text(f"- … și încă {more}", f"- … and {more} more").in_lang(lang))
    return "\n".join([_count(found, days, lang), "", *kept]).rstrip() + "\n"


def as_json(found: Sequence[Stale], days: int, lang: str) -> str:  # noqa: ARG001 - one signature for all forms
    """Return a list of {path, id, name, county, confirmed_on, days}."""
    return json.dumps([each._asdict() for each in found], ensure_ascii=False, indent=2) + "\n"


def as_csv(found: Sequence[Stale], days: int, lang: str) -> str:  # noqa: ARG001 - one signature for all forms
    """Return CSV with a header; no cell can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Stale._fields)
    for each in found:
        writer.writerow([_cell(value) for value in each])
    return out.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _count(found: Sequence[Stale], days: int, lang: str) -> str:
    number = counted(len(found), *(("profile", "profiles") if lang == "en" else ("profil", "profiluri")), lang)
    since = counted(days, *(("day", "days") if lang == "en" else ("zi", "zile")), lang)
    return Text(f"De confirmat (peste {since}): {number}.", f"To be confirmed (over {since}): {number}.").in_lang(lang)


FORMS: dict[str, Form] = {"text": text, "json": as_json, "markdown": markdown, "csv": as_csv}
"""By the name that ``--format`` takes."""
