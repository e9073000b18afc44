"""From the results to ``docs/scale.md``: what a site of each size costs, and what a larger one would.

The page depends on the files in ``benchmarks/results/`` and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.writing import number, plain, table

Result = dict[str, Any]

MILLION = 1_000_000
LARGE = 100_000
"""Records from which on a line through two sizes tells something of a million: below, starting costs too much of it."""

GITHUB_BYTES = 1_000_000_000
CLOUDFLARE_FILES = 20_000
CLOUDFLARE_PAID_FILES = 100_000

_HEAD = """
# Scale

This page is made by `conect bench` from the files in `benchmarks/results/`; do not edit it. What a site costs to build,
what it weighs, and where that meets the limits of a host. The records are those of the benchmarks (seven of ten as the
register gives them, the others whole profiles, some 150 words each); yours may be shorter, and cost less.
"""

_MODEL = """
### A million, by a model

No million was built. This is a straight line through the two largest sizes that were measured, and no more than that:
a step that grows faster than the records would not show in it. What the line leaves out: the folder `organizatii/`
would hold a million folders, for which a file system needs an index (ext4's `dir_index`, XFS and Btrfs have one); the
sitemap would have more files (50,000 addresses each), the search index more shards.
"""

_HOSTS = Path(__file__).with_name("scale_hosts.txt").read_text(encoding="utf-8")


def document(results: Sequence[Result]) -> str:
    """Return the text of ``docs/scale.md``."""
    builds = [result for result in results if result["command"] == "build"]
    changes = {result["records"]: result for result in results if result["command"] == "incremental"}
    lines = [*_HEAD.strip().splitlines(), ""]
    if not builds:
        return "\n".join([*lines, "Nothing was measured yet."]) + "\n"
    lines += ["## Measured", "", *_measured(builds), ""]
    if changes:
        lines += ["### One changed record", "", *_changes(changes), ""]
    if len(builds) > 1 and builds[-1]["records"] >= LARGE:
        lines += [*_MODEL.strip().splitlines(), "", *_modelled(*builds[-2:]), ""]
    lines += _hosts(builds[-1]).strip().splitlines()
    return "\n".join(lines) + "\n"


def _measured(builds: Sequence[Result]) -> Iterator[str]:
    rows = []
    for result in builds:
        for name, languages in (("whole", "Romanian"), ("languages", "both")):
            cost = result["costs"][name]
            rows.append(
                [
                    number(result["records"]),
                    languages,
                    f"{plain(cost['seconds'])} s",
                    f"{plain(cost['processor'])} s",
                    f"{plain(cost['memory_mb'])} MB",
                    number(cost["pages"]),
                    number(cost["files"]),
                    f"{plain(cost['bytes'] / 1e6)} MB",
                ]
            )
    yield from table(["records", "languages", "time", "of processor", "memory", "pages", "files", "size"], rows)
    if any(result["machine"]["shared"] for result in builds):
        yield ""
        yield "The machine was busy with other work during some of these, so that times are too long."


def _changes(changes: dict[int, Result]) -> Iterator[str]:
    rows = [
        [number(records), *(f"{plain(result['costs'][name]['seconds'])} s" for name in ("nothing", "page", "lists"))]
        for records, result in sorted(changes.items())
    ]
    yield from table(["records", "nothing changed", "a summary", "name, county and field"], rows)


def modelled(before: Result, after: Result, key: str, records: int = MILLION) -> float:
    """Return what a figure of the whole build would be at ``records``, on the line through two results."""
    low, high = (float(each["costs"]["whole"][key]) for each in (before, after))
    start, end = (int(each["records"]) for each in (before, after))
    return high + (high - low) * (records - end) / (end - start)


def _modelled(before: Result, after: Result) -> Iterator[str]:
    sizes = f"{number(before['records'])} and {number(after['records'])}"
    rows = [
        ["time", f"{plain(modelled(before, after, 'seconds') / 60)} minutes"],
        ["memory of all processes", f"{plain(modelled(before, after, 'memory_mb') / 1000)} GB"],
        ["files", number(round(modelled(before, after, "files") / 1000) * 1000)],
        ["size", f"{plain(modelled(before, after, 'bytes') / 1e9)} GB"],
    ]
    yield f"From {sizes} records, in Romanian alone, on the same machine:"
    yield ""
    yield from table(["", "a million records"], [[what, value.replace(".0 ", " ")] for what, value in rows])


def _hosts(last: Result) -> str:
    records = last["records"]
    one, both = last["costs"]["whole"], last["costs"]["languages"]

    def most(limit: int, key: str, cost: dict[str, float]) -> str:
        return number(int(limit / (cost[key] / records) // 100 * 100))

    inodes = one["files"] + one["pages"]
    taken = inodes * 4096 + one["bytes"]
    return _HOSTS.format(
        github_one=most(GITHUB_BYTES, "bytes", one),
        github_two=most(GITHUB_BYTES, "bytes", both),
        files=number(CLOUDFLARE_FILES),
        paid=number(CLOUDFLARE_PAID_FILES),
        cloudflare_one=most(CLOUDFLARE_FILES, "files", one),
        cloudflare_paid=most(CLOUDFLARE_PAID_FILES, "files", one),
        cloudflare_two=most(CLOUDFLARE_FILES, "files", both),
        records=number(records),
        inodes=number(inodes),
        disk=_disk(inodes),
        size=plain(one["bytes"] / 1e9),
        taken=plain(taken / 1e9),
    )


def _disk(inodes: int) -> str:
    return plain(max(1, round(inodes * 16_384 / 1e9)))
