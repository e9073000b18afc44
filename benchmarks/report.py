"""From the results to ``docs/benchmarks.md``: tables, charts of text, and how to repeat it all.

The page depends on the files in ``benchmarks/results/`` and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from benchmarks import build_report, incremental_report, review_report
from benchmarks.peers import OURS
from benchmarks.queries import MEANING, MIX, WAIT
from benchmarks.server import FAR
from benchmarks.writing import bars, figure, into, middle_of, number, part, plain, ratio, table, thousands, two

Result = dict[str, Any]

NAMES = {OURS: "Conect", "pagefind": "Pagefind"}


class Target(NamedTuple):
    """What the largest collection is held to: the figure as measured, and the most that it may be."""

    what: str
    unit: str
    most: float
    found: Callable[[Result], float | None]


def _of(*keys: str) -> Callable[[Result], float | None]:
    def found(result: Result) -> float | None:
        at: Any = result
        for key in keys:
            at = at.get(key) if isinstance(at, dict) else None
        return at if isinstance(at, int | float) else None

    return found


def _kb(found: Callable[[Result], float | None]) -> Callable[[Result], float | None]:
    def kilobytes(result: Result) -> float | None:
        value = found(result)
        return None if value is None else value / 1000

    return kilobytes


_ENGINE = ("engines", OURS)

TARGETS = (
    Target("Bytes of a first query beyond the code, median", "kB", 40, _kb(_of("quality", "cold_bytes", "median"))),
    Target(
        "Bytes of a first query beyond the code, 95th percentile", "kB", 120, _kb(_of("quality", "cold_bytes", "p95"))
    ),
    Target("Counts of all options of all facets, once", "kB", 150, _kb(_of("facet_counts", "bytes", "max"))),
    Target("Time of a first query ÷ Pagefind's (cold)", "", 1 / 3, _of("ratios", "pagefind", "cold_ms")),
    Target("Time of a later query ÷ Pagefind's (our own wish)", "", 1 / 5, _of("ratios", "pagefind", "later_ms")),
    Target("Time of the same query again ÷ Pagefind's (warm)", "", 1 / 5, _of("ratios", "pagefind", "again_ms")),
    Target("Longest task of the main thread, processor", "ms", 50, _of(*_ENGINE, "main_thread", "processor_ms", "max")),
    Target("Building the index alone", "s", 90, _of("build", OURS, "seconds")),
    Target("Memory of building the index alone", "MB", 1200, _of("build", OURS, "memory_mb")),
)


def document(results: Sequence[Result]) -> str:
    """Return the text of ``docs/benchmarks.md``."""
    builds, changes, reviews, searches = (
        [result for result in results if result["command"] == command]
        for command in ("build", "incremental", "review", "search")
    )
    return (
        "\n".join(
            [
                "# Benchmarks",
                "",
                "This page is made by `conect bench` from the files in `benchmarks/results/`; do not edit it.",
                "",
                *build_report.section(builds),
                *incremental_report.section(changes),
                *review_report.section(reviews),
                *(_search(searches) if searches else []),
                *([] if results else ["Nothing was measured yet."]),
            ]
        ).rstrip()
        + "\n"
    )


def lines(result: Result) -> str:
    """Return the table of one result, for the terminal."""
    made = {
        "build": build_report.compared,
        "incremental": incremental_report.compared,
        "review": review_report.compared,
    }
    return "\n".join(made.get(result["command"], _compared)(result)) + "\n"


def _search(results: Sequence[Result]) -> Iterator[str]:
    yield from ["## Search", "", *_HOW.strip().splitlines(), ""]
    yield from _mix()
    yield from _targets(results[-1])
    for result in results:
        yield from [
            f"### {number(result['records'])} records",
            "",
            _machine(result),
            *_asked(result),
            "",
            *_compared(result),
            "",
        ]
        yield from _quality(result)
    yield from _charts(results)
    yield from _repeat(results)


_HOW = f"""
A seeded generator writes records of some 150 words with word frequencies as in real texts. `conect build` makes the
site of them, in Romanian only, so that there is one page a record. Conect's index is also built alone, in processes
that do nothing else; the peer indexes the same pages (the content of `main`, organisations only, no lists).

One Chromium asks both, in turn, from a page that holds nothing else but a list: Conect by the client that the finder
uses, Pagefind by its JavaScript interface, the data of its first ten results included. Both pages preload the
engine's first script, as the finder's page does, and write the same ten rows: a name that is a link, and a text. A
session is a visitor with an empty cache who asks five of the queries one after another: the *first* one stands in the
address and loads page, code and index, the four *later* ones come in the same page, and at the end each is asked
*again*. Each of the later ones is asked as a first one too, by a visitor who asks nothing else. The page tells the
host what it measured: the browser's tools for developers, through which tests usually drive it, would see every
request and make each take some milliseconds more, which no visitor has. Time runs until ten rows are in the page, for
the first query from the beginning of the navigation (the browser and its process are there already), for the others
from the question. What an engine has not answered after {WAIT // 1000} s counts as that long, and that visitor does
not ask it again. Conect keeps its last answers for those who go back and forward, so that *again* costs it no search;
Pagefind keeps only what it has loaded. A server on the same machine, in a process of its own, sends text compressed
(gzip), keeps connections open (HTTP/1.1), lets files be cached, and counts the bytes that leave it, heads included.
For the *phone* it holds each answer back as a 4G network would; every {FAR}th session is asked that way too. Neither
processor is slowed down.

Time by the clock grows where others work on the machine; seconds of processor, of all processes, hardly do. “Code” is
what is the same for every query (JavaScript, WebAssembly), “data” all the rest. Memory is that of all processes
together (PSS). Figures are medians, with the 95th percentile after the stroke.
"""


def _mix() -> Iterator[str]:
    yield f"The {sum(MIX.values())} queries (`benchmarks/queries.txt`), half of them typed without diacritics:"
    yield ""
    yield from (f"- {count} × {kind}: {MEANING[kind]}" for kind, count in MIX.items())
    yield ""


def _asked(result: Result) -> Iterator[str]:
    asked = sum(result["mix"].values())
    if asked < sum(MIX.values()):
        yield f"Of the queries {asked} were asked in the browser, in the same mix."
    first = result["engines"][OURS]["cold"]["ms"]["count"]
    if first < asked * result["rounds"]:
        yield f"Only {first} of the queries were first ones too."


def _targets(result: Result) -> Iterator[str]:
    yield f"### What is asked of {number(result['records'])} records"
    yield ""
    rows = []
    for target in TARGETS:
        value = target.found(result)
        if value is not None:
            verdict = "yes" if value <= target.most else "**no**"
            rows.append([target.what, figure(target.most, target.unit), figure(value, target.unit), verdict])
    yield from table(["", "at most", "measured", "kept"], rows)
    yield ""


def _machine(result: Result) -> str:
    return build_report.machine(result, NAMES)


def _compared(result: Result) -> Iterator[str]:
    """Yield the table of one size: a row a figure, a column an engine, and the ratio."""
    engines = list(result["engines"])
    peer = engines[1] if len(engines) > 1 else None

    def row(what: str, values: Sequence[Any], shown: Callable[[Any], str]) -> list[str]:
        beside = [] if peer is None else [ratio(*(middle_of(value) for value in values))]
        return [what, *(shown(value) for value in values), *beside]

    def build(key: str) -> list[Any]:
        return [result["build"].get(name, {}).get(key) for name in engines]

    def phase(*keys: str) -> list[Any]:
        return [into(result["engines"][name], keys) for name in engines]

    rows = [
        row("index alone, s", build("seconds"), plain),
        row("index alone, s of processor", build("processor"), plain),
        row("index alone, memory, MB", build("memory_mb"), plain),
        row("index, MB", [part(value, 1e6) for value in build("bytes")], plain),
        row("index, files", build("files"), plain),
    ]
    for name, said in (("cold", "first query"), ("later", "later query"), ("again", "same query again")):
        rows.append(row(f"{said}, ms", phase(name, "ms"), two))
        if name == "cold":
            rows.append(row(f"{said}, code, kB", phase(name, "code_bytes"), thousands))
        if name != "again":
            rows.append(row(f"{said}, data, kB", phase(name, "data_bytes"), thousands))
            rows.append(row(f"{said}, requests", phase(name, "requests"), two))
    for name, said in (("cold", "first query"), ("later", "later query")):
        rows.append(row(f"{said} on the phone, ms", phase("phone", name, "ms"), two))
    rows.append(
        row("longest task of the main thread, ms of processor", phase("main_thread", "processor_ms", "max"), plain)
    )
    rows.append(row("queries without results", phase("without_results"), plain))
    if any(phase("unanswered")):
        rows.append(row(f"not answered in {WAIT // 1000} s, and counted so", phase("unanswered"), plain))
    yield from table(["", *(NAMES.get(name, name) for name in engines), *(["ratio"] if peer else [])], rows)
    site = result["build"].get("site")
    if site:
        yield ""
        seconds, memory = plain(site["seconds"]), plain(site["memory_mb"])
        yield f"The whole site (`conect build`, index included): {seconds} s, {memory} MB."


def _quality(result: Result) -> Iterator[str]:
    found = result["quality"]
    median, high = (plain(part(found["cold_bytes"][key], 1000)) for key in ("median", "p95"))
    yield (
        f"Index files that a first query needs, counted over all {found['queries']} queries: median {median} kB, "
        f"95th percentile {high} kB. The counts of all options of all facets follow a moment later: "
        f"{thousands(result['facet_counts']['bytes'])} kB, once."
    )
    yield ""
    if found["forced"]:
        share = 100 * found["forced"] / found["queries"]
        common = plain(found["of_first_ten"].get("median"))
        yield (
            f"The budget of bytes forced a choice for {found['forced']} queries ({share:.0f} %). Of lunr's own first "
            f"ten, {common} are in Conect's (median), at worst {found['fewest_of_first_ten']}; at least nine for "
            f"{found['at_least_nine']} of these queries."
        )
    else:
        yield "The budget of bytes never forced a choice: all results are lunr's own."
    yield ""


def _charts(results: Sequence[Result]) -> Iterator[str]:
    yield "### Charts"
    yield ""
    shown = (
        ("First query, ms", lambda result, name: result["engines"][name]["cold"]["ms"].get("median")),
        ("Later query, ms", lambda result, name: result["engines"][name]["later"]["ms"].get("median")),
        (
            "First query on the phone, ms",
            lambda result, name: result["engines"][name]["phone"]["cold"]["ms"].get("median"),
        ),
        (
            "First query, data, kB",
            lambda result, name: part(result["engines"][name]["cold"]["data_bytes"].get("median"), 1000),
        ),
        ("Index alone, s", lambda result, name: result["build"][name]["seconds"]),
        ("Index alone, memory, MB", lambda result, name: result["build"][name]["memory_mb"]),
    )
    yield "```text"
    for title, value in shown:
        yield title
        yield from bars(
            [(f"{number(r['records']):>8} {NAMES.get(n, n)}", value(r, n)) for r in results for n in r["engines"]]
        )
        yield ""
    for kind_title, key in (("By kind of query at {}: data of a query in its session, kB", "data_bytes"),):
        result = results[-1]
        yield kind_title.format(number(result["records"]))
        yield from bars(
            [
                (f"{kind:>8} {NAMES.get(n, n)}", part(result["engines"][n]["kinds"][kind][key].get("median"), 1000))
                for kind in result["mix"]
                for n in result["engines"]
            ]
        )
    yield "```"
    yield ""


def _repeat(results: Sequence[Result]) -> Iterator[str]:
    sizes = " ".join(str(result["records"]) for result in results)
    yield from [
        "### To repeat it",
        "",
        "```sh",
        f"conect bench search --n {sizes} --against pagefind",
        "```",
        "",
        "It needs Chromium, and the network once, to install Pagefind from PyPI into this user's cache. Records, site",
        "and indexes are written to a temporary folder (`--folder` names one and uses its records again); 100,000",
        "records need 4 GB of disk. `--rounds` repeats everything and takes medians; each round begins its sessions",
        "with other queries. `--queries 20` asks only that many. Numbers go to `benchmarks/results/`, and this page is",
        "written anew; `conect bench report` does that last step alone.",
    ]
