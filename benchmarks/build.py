"""``conect bench build``: what a site of N records costs, beside peers that print the same pages.

In turn, round by round: Conect's pages and lists alone, Hugo's, Pelican's, everything that ``conect build`` makes,
Pagefind over Hugo's pages. So pages stand beside pages (``hugo``, ``pelican``), and the whole beside the whole
(``pagefind``: Hugo, then Pagefind).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import build_hugo, build_pelican, build_same, peers
from benchmarks.collection import Collection
from benchmarks.figures import machine, middle, ratio
from benchmarks.folders import Folders
from benchmarks.generator import ROOT, SEED
from benchmarks.measuring import Measured, completed
from conect.building.day import day
from conect.building.progress import Bar, bar
from conect.records.problems import Text

PAGES, WHOLE, BOTH = "pages", "whole", "languages"
HUGO, PAGEFIND, PELICAN = "hugo", "pagefind", "pelican"
"""What is measured: Conect's pages alone, its whole build, that in two languages, and the peers."""

PATIENCE = {PELICAN: 15 * 60}
"""Seconds after which a peer is stopped, whose time grows with the square of the records."""


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
    stopped: set[str] = field(default_factory=set)
    """The peers that did not finish; what their earlier rounds took is not told either."""


class Printer(NamedTuple):
    """A peer that prints pages."""

    name: str
    version: str
    make: Callable[[Collection, Path, date], None]
    """Write the collection's records as the peer reads them."""
    command: Callable[[Path, Path], list[str]]


def run(options: Run) -> dict[str, Any]:
    """Measure, and return the result as it is written down. Raises ``ConectError`` where something fails."""
    with Folders(options.folder, options.lang) as folders:
        return _run(options, folders)


def _run(options: Run, folders: Folders) -> dict[str, Any]:
    printers = _printers(options.against)
    pagefind = peers.pagefind() if PAGEFIND in options.against else None
    versions = {printer.name: printer.version for printer in printers}
    versions |= {PAGEFIND: pagefind.version} if pagefind else {}
    told = machine(**versions)
    today = day()
    collection = Collection(options.folder, options.count)
    with bar(_RECORDS.in_lang(options.lang), options.count) as shown:
        collection.make(shown)
    sources = {printer.name: folders.new(printer.name) for printer in printers}
    for printer in printers:
        printer.make(collection, sources[printer.name], today)
    environment = {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT)]),
        "CONECT_LANG": options.lang,
        "CONECT_DATE": today.isoformat(),
    }
    pages = [sys.executable, "-m", "benchmarks.build_pages", str(collection.content)]
    whole = [sys.executable, "-m", "conect", "build", "--content", str(collection.content), "--date", today.isoformat()]
    whole += ["--settings", str(ROOT / "benchmarks" / "settings.py"), "--output"]

    def ours(name: str, command: list[str], **more: str) -> Path:
        folder = folders.new(name)
        site = folder / "site"
        # What a build keeps for the next one lies here or beside the site: every build that is measured is a first one.
        kept = {"XDG_CACHE_HOME": str(folder / "cache")}
        _measure(options, name, [*command, str(site)], environment | kept | more, site, shown)
        return site

    same: dict[str, Any] = {}
    with bar(_BUILDS.in_lang(options.lang), options.rounds * (2 + len(versions)) + 1) as shown:
        for _ in range(options.rounds):
            output, theirs = ours(PAGES, pages), {}
            for printer in printers:
                theirs[printer.name] = folders.new(f"by-{printer.name}")
                command = printer.command(sources[printer.name], theirs[printer.name])
                _measure(options, printer.name, command, environment, theirs[printer.name], shown)
            finished = [folder for name, folder in theirs.items() if name not in options.stopped]
            same = same or (build_same.compared(output, finished) if finished else {})
            ours(WHOLE, whole)
            if pagefind:
                _measure(options, PAGEFIND, pagefind.command(theirs[HUGO]), environment, None, shown)
        ours(BOTH, whole, CONECT_BENCH_LANGUAGES="ro,en")
    return {
        "command": "build",
        "records": options.count,
        "seed": SEED,
        "rounds": options.rounds,
        "machine": told,
        "costs": _costs(options),
        "same": same,
        "ratios": _ratios(options),
    }


def _printers(against: Sequence[str]) -> list[Printer]:
    """Return the peers that print pages: those that are asked for, and Hugo where Pagefind needs its pages."""
    found = []
    if HUGO in against or PAGEFIND in against:
        hugo = peers.hugo()
        found.append(Printer(HUGO, hugo.version, build_hugo.make, hugo.command))
    if PELICAN in against:
        pelican = peers.pelican()
        found.append(Printer(PELICAN, pelican.version, build_pelican.make, pelican.command))
    return found


def _measure(
    options: Run, name: str, command: list[str], environment: dict[str, str], output: Path | None, shown: Bar
) -> None:
    """Measure a command that writes into ``output``, where nothing is yet; None: beside what is there already.

    One that runs out of patience is stopped, and not tried again in the next round.
    """
    if name in options.stopped:
        shown.advance()
        return
    try:
        done = completed(name, command, ROOT, environment, PATIENCE.get(name))
    except subprocess.TimeoutExpired:
        options.stopped.add(name)
    else:
        options.costs.setdefault(name, []).append(done)
        if name not in options.sizes and output:
            options.sizes[name] = build_same.counted(output)
    shown.advance()


def _costs(options: Run) -> dict[str, dict[str, Any]]:
    costs = {name: _cost(options, name) for name in options.costs}
    # Of one that was stopped nothing is known but that: its memory, too, would have grown.
    return costs | {name: {"stopped_after": PATIENCE[name]} for name in options.stopped}


def _cost(options: Run, name: str) -> dict[str, Any]:
    done = options.costs[name]
    return {
        "seconds": middle([each.seconds for each in done]),
        "processor": middle([each.processor for each in done]),
        "memory_mb": middle([each.memory for each in done]),
        **options.sizes.get(name, {}),
    }


def _ratios(options: Run) -> dict[str, Any]:
    """Return ours ÷ theirs: pages beside a peer's pages, the whole beside Hugo and then Pagefind; None if stopped."""
    costs = _costs(options)
    found: dict[str, Any] = {}
    for peer, ours, theirs in (
        (HUGO, PAGES, (HUGO,)),
        (PELICAN, PAGES, (PELICAN,)),
        (PAGEFIND, WHOLE, (HUGO, PAGEFIND)),
    ):
        if peer in options.stopped:
            found[peer] = dict.fromkeys(("wall", "processor", "memory"))
        elif peer in costs:
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
