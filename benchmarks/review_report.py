"""The part of ``docs/benchmarks.md`` that tells what the review of a change costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.build_report import machine
from benchmarks.writing import number, plain, table

Result = dict[str, Any]

_HOW = """
The records lie in a git repository, the changes on branches of it: an address in one profile, and an import that
strikes off one in twenty of the records that came from the register. `conect review` compares each branch with `main`,
in a process that starts from nothing; *cold* with an empty cache, *warm* with what the cold one left there.
"""


def section(results: Sequence[Result]) -> Iterator[str]:
    """Yield the lines of the section, from the results of ``conect bench review`` by size."""
    if not results:
        return
    yield from ["## Review", "", *_HOW.strip().splitlines(), ""]
    for result in results:
        yield from [f"### A change among {number(result['records'])}", "", machine(result, {}), ""]
        yield from [*compared(result), ""]
    sizes = " ".join(str(result["records"]) for result in results)
    yield from ["```sh", f"conect bench review --n {sizes}", "```", ""]


def compared(result: Result) -> Iterator[str]:
    """Yield the table of one size: a row a review."""
    rows = []
    for change, states in result["costs"].items():
        changed = result["changed"][change]
        said = "one changed record" if changed == 1 else f"{number(changed)} changed records"
        for state, cost in states.items():
            shown = [plain(cost[key]) for key in ("seconds", "processor", "memory_mb")]
            rows.append([f"{said}, {state}", *shown, plain(cost["report_bytes"] / 1000)])
    yield from table(["", "s", "s of processor", "MB of memory", "report, kB"], rows)
