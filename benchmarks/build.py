"""``conect bench build``: what a site of N records costs, beside peers that print the same pages.

In turn, round by round: Conect's pages and lists alone, Hugo's, everything that ``conect build`` makes, Pagefind
over Hugo's pages. So pages stand beside pages (``hugo``), and the whole beside the whole (``pagefind``: Hugo, then
Pagefind).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import build_hugo, build_same, peers
from benchmarks.collection import Collection
from benchmarks.figures import machine, middle, ratio
from benchmarks.generator import ROOT, SEED
from benchmarks.measuring import Measured, completed
from conect.building.day import day
from conect.building.progress import Bar, bar
from conect.records.problems import Text

PAGES, WHOLE, BOTH, HUGO, PAGEFIND = "pages", "whole", "languages", "hugo", "pagefind"
"""What is measured: Conect's pages alone, its whole build, that in two languages, and the peers."""


@dataclass
class Run:
    """What is measured, and with what."""

    count: int
    folder: Path
    rounds: int = 1
    against: Sequence[str] = ()
    lang: str = "ro"
    costs: dict[str, list[Measured]] = field(default_factory=dict)
    sizes: dict[str, dict[str, int]] = field(default_factory=dict)


def run(options: Run) -> dict[str, Any]:
    """Measure, and return the result as it is written down. Raises ``ConectError`` where something fails."""
    hugo = peers.hugo() if HUGO in options.against or PAGEFIND in options.against else None
    pagefind = peers.pagefind() if PAGEFIND in options.against else None
    versions = {peer: found.version for peer, found in ((HUGO, hugo), (PAGEFIND, pagefind)) if found}
    told = machine(**versions)
    today = day()
    collection = Collection(options.folder, options.count)
    with bar(_RECORDS.in_lang(options.lang), options.count) as shown:
        collection.make(shown)
    source = options.folder / f"hugo-{options.count}"
    if hugo:
        build_hugo.make(collection, source, today)
    site, theirs = options.folder / f"built-{options.count}", options.folder / f"built-by-hugo-{options.count}"
    environment = {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT)]),
        "CONECT_LANG": options.lang,
        "CONECT_DATE": today.isoformat(),
        # What a build keeps for the next one lies here or beside the site: every build that is measured is a first one.
        "XDG_CACHE_HOME": str(site / "cache"),
    }
    output = site / "site"
    pages = [sys.executable, "-m", "benchmarks.build_pages", str(collection.content), str(output)]
    whole = [sys.executable, "-m", "conect", "build", "--content", str(collection.content)]
    whole += ["--settings", str(ROOT / "benchmarks" / "settings.py"), "--output", str(output)]
    whole += ["--date", today.isoformat()]
    same: dict[str, Any] = {}
    with bar(_BUILDS.in_lang(options.lang), options.rounds * (2 + len(versions)) + 1) as shown:
        for _ in range(options.rounds):
            _measure(options, PAGES, pages, environment, site, shown)
            if hugo:
                _measure(options, HUGO, hugo.command(source, theirs), environment, theirs, shown)
                same = same or build_same.compared(output, theirs)
            _measure(options, WHOLE, whole, environment, site, shown)
            if pagefind:
                _measure(options, PAGEFIND, pagefind.command(theirs), environment, None, shown)
        two = environment | {"CONECT_BENCH_LANGUAGES": "ro,en"}
        _measure(options, BOTH, whole, two, site, shown)
    for folder in (site, theirs):
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "command": "build",
        "records": options.count,
        "seed": SEED,
        "rounds": options.rounds,
        "machine": told,
        "costs": {name: _cost(options, name) for name in options.costs},
        "same": same,
        "ratios": _ratios(options),
    }


def _measure(
    options: Run, name: str, command: list[str], environment: dict[str, str], folder: Path | None, shown: Bar
) -> None:
    """Measure a command that writes into a new folder below ``folder``, or into what is there already."""
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    done = completed(name, command, ROOT, environment)
    options.costs.setdefault(name, []).append(done)
    if name not in options.sizes and folder:
        options.sizes[name] = build_same.counted(folder / "site" if (folder / "site").is_dir() else folder)
    shown.advance()


def _cost(options: Run, name: str) -> dict[str, Any]:
    done = options.costs[name]
    return {
        "seconds": middle([each.seconds for each in done]),
        "processor": middle([each.processor for each in done]),
        "memory_mb": middle([each.memory for each in done]),
        **options.sizes.get(name, {}),
    }


def _ratios(options: Run) -> dict[str, Any]:
    """Return ours ÷ theirs: pages beside Hugo's, the whole beside Hugo and then Pagefind."""
    costs = {name: _cost(options, name) for name in options.costs}
    found: dict[str, Any] = {}
    for peer, ours, theirs in ((HUGO, PAGES, (HUGO,)), (PAGEFIND, WHOLE, (HUGO, PAGEFIND))):
        if peer in costs:
            # One after the other: their times add up, and the larger memory counts.
            parts = [costs[name] for name in theirs]
            memory = [part["memory_mb"] for part in parts if part["memory_mb"] is not None]
            found[peer] = {
                "wall": ratio(costs[ours]["seconds"], sum(part["seconds"] for part in parts)),
                "processor": ratio(costs[ours]["processor"], sum(part["processor"] or 0 for part in parts)),
                "memory": ratio(costs[ours]["memory_mb"], max(memory, default=None)),
            }
    return found


_RECORDS = Text("Se scriu fișele", "Writing the records")
_BUILDS = Text("Se construiesc site-urile", "Building the sites")
