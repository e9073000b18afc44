"""The part of ``docs/benchmarks.md`` that tells what one changed record costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.build_report import machine
from benchmarks.writing import figure, number, plain, table

Result = dict[str, Any]

MEANING = {
    "first": "first build",
    "nothing": "nothing changed",
    "page": "one description changed",
    "lists": "one name, county and field changed",
    "day": "another day",
}

MOST = {"nothing": 1.0, "page": 1.5, "lists": 3.0}
"""Seconds at most, of the largest collection."""

_HOW = """
The records lie in a git repository, one of them changes, the change is committed, and `conect build` runs again over
its former output, in a process that starts from nothing, once what was written before is safe on the disk. “Another
day” is the next one on which some profiles have not been confirmed for a year. At the end the site is compared with one
built anew, file by file and byte by byte.
"""


def section(results: Sequence[Result]) -> Iterator[str]:
    """Yield the lines of the section, from the results of ``conect bench incremental`` by size."""
    if not results:
        return
    yield from ["## One changed record", "", *_HOW.strip().splitlines(), ""]
    last = results[-1]
    yield from [f"### What is asked of one change among {number(last['records'])}", ""]
    rows = []
    for name, most in MOST.items():
        value = last["costs"][name]["seconds"]
        rows.append([MEANING[name], figure(most, "s"), figure(value, "s"), "yes" if value <= most else "**no**"])
    yield from [*table(["", "at most", "measured", "kept"], rows), ""]
    for result in results:
        yield from [f"### One change among {number(result['records'])}", "", machine(result, {}), ""]
        yield from [*compared(result), "", _same(result), ""]
    sizes = " ".join(str(result["records"]) for result in results)
    yield from ["```sh", f"conect bench incremental --n {sizes}", "```", ""]


def compared(result: Result) -> Iterator[str]:
    """Yield the table of one size: a row a build."""
    rows = [
        [MEANING[name], plain(cost["seconds"]), plain(cost["processor"]), plain(cost["memory_mb"])]
        for name in MEANING
        if (cost := result["costs"].get(name))
    ]
    yield from table(["", "s", "s of processor", "MB of memory"], rows)


def _same(result: Result) -> str:
    same = result["same"]
    wrong = same["different"] + same["missing"] + same["pages_too_many"]
    if wrong:
        return (
            f"**Not the same** as a site built anew: of {number(same['files'])} files {number(same['different'])} "
            f"differ, {number(same['missing'])} are missing, {number(same['pages_too_many'])} pages are too many."
        )
    kept = f"; {number(same['left'])} older files are kept for pages that are open" if same["left"] else ""
    return f"The same bytes as a site built anew, in all {number(same['files'])} files{kept}."
