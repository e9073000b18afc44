"""``conect bench search``: the index of N records and what queries cost the visitor, beside a peer.

In turn, round by round: ``conect build`` writes the site (timed), Conect's index is built alone (timed), the peer
indexes the same pages (timed). Then one Chromium asks both engines the committed queries, session by session.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import browser, peers, quality
from benchmarks.collection import Collection
from benchmarks.figures import machine, middle, ratio, short, size_of, spread
from benchmarks.folders import Folders
from benchmarks.generator import ROOT, SEED
from benchmarks.measuring import Measured, completed
from benchmarks.pages import pages
from benchmarks.peers import OURS
from benchmarks.queries import MIX, Asked, committed, mixed
from benchmarks.server import FAR, PHONE, Host, host
from conect.building.day import day
from conect.building.progress import bar
from conect.records.problems import Text


@dataclass
class Run:
    """What is measured, and with what."""

    count: int
    folder: Path
    rounds: int = 1
    against: str | None = None
    asked: int | None = None
    """Queries that are asked; None for all."""
    lang: str = "ro"
    builds: dict[str, list[Measured]] = field(default_factory=dict)
    sizes: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def engines(self) -> list[str]:
        """Return the engines that are asked, ours first."""
        return [OURS, *([self.against] if self.against else [])]


def run(options: Run) -> dict[str, Any]:
    """Measure, and return the result as it is written down. Raises ``ConectError`` where something fails."""
    with Folders(options.folder, options.lang) as folders:
        return _run(options, folders)


def _run(options: Run, folders: Folders) -> dict[str, Any]:
    peer = peers.pagefind() if options.against else None
    told = machine(**({options.against: peer.version} if options.against and peer else {}))
    collection = Collection(options.folder, options.count)
    with bar(_say(options, _RECORDS), options.count) as shown:
        collection.make(shown)
    site = _build(options, collection, folders, peer)
    queries = mixed(committed())[: options.asked]
    with bar(_say(options, _JUDGED), len(queries)) as shown:
        judged = quality.judge(site, queries, shown)
    with browser.browser() as started, host(site, pages()) as at:
        told["versions"]["chromium"] = started.version
        asked = _ask(options, started, at, queries)
    return {
        "command": "search",
        "records": options.count,
        "seed": SEED,
        "rounds": options.rounds,
        "machine": told,
        "mix": {kind: sum(each.kind == kind for each in queries) for kind in MIX},
        "build": {name: _cost(options, name) for name in options.builds},
        **asked,
        "quality": _quality(judged),
        "ratios": {options.against: _ratios(options, asked)} if options.against else {},
    }


def _build(options: Run, collection: Collection, folders: Folders, peer: peers.Pagefind | None) -> Path:
    """Measure what both indexes cost, and return the site that holds them."""
    today = day().isoformat()
    paths = os.pathsep.join([str(ROOT / "plugins"), str(ROOT)])
    environment = {"PYTHONPATH": paths, "CONECT_LANG": options.lang}
    build = [sys.executable, "-m", "conect", "build", "--content", str(collection.content), "--date", today]
    build += ["--settings", str(ROOT / "benchmarks" / "settings.py"), "--output"]
    index = [sys.executable, "-m", "benchmarks.index", str(collection.batches)]
    with bar(_say(options, _BUILDS), options.rounds * (3 if peer else 2)) as shown:
        for _ in range(options.rounds):
            site, alone = folders.new("site") / "site", folders.new("index") / "index"
            _measure(options, "site", [*build, str(site)], environment)
            shown.advance()
            _measure(options, OURS, [*index, str(alone), today], environment)
            shown.advance()
            if peer and options.against:
                _measure(options, options.against, peer.command(site), environment)
                shown.advance()
    options.sizes[OURS] = size_of(alone)
    if options.against:
        options.sizes[options.against] = size_of(site / options.against)
    return site


def _measure(options: Run, name: str, command: list[str], environment: dict[str, str]) -> None:
    done = completed(name, command, ROOT, environment)
    options.builds.setdefault(name, []).append(done)


def _cost(options: Run, name: str) -> dict[str, Any]:
    done = options.builds[name]
    seconds, memory = middle([each.seconds for each in done]), middle([each.memory for each in done])
    processor = middle([each.processor for each in done])
    return {"seconds": seconds, "processor": processor, "memory_mb": memory, **options.sizes.get(name, {})}


def _ask(options: Run, started: Any, at: Host, queries: Sequence[Asked]) -> dict[str, Any]:
    askers = [browser.Asker(started, at, name) for name in options.engines]
    near = [each for turn in range(options.rounds) for each in browser.sessions(queries, turn)]
    far = near[::FAR]
    # A session has one first query: so that all are first ones too, each of the others is also asked alone.
    alone = [[each] for session in near for each in session[1:]]
    common = [each for each in queries if each.kind in {"common", "two"}]
    with bar(_say(options, _ASKED), (len(near) + len(alone) + len(far)) * len(askers)) as shown:
        answers = list(_sessions(askers, near, shown))
        told = [*answers, *_sessions(askers, alone, shown, repeat=False)]
        counted = [short(sum(sent.bytes for sent in askers[0].counts(each[0]))) for each in far]
        at.link(PHONE)
        away = list(_sessions(askers, [each[:2] for each in far], shown, repeat=False))
    unanswered = {(a.engine, a.query) for a in told if a.total is None}
    tasks = {
        asker.engine: asker.main_thread([each for each in common if (asker.engine, each.text) not in unanswered])
        for asker in askers
    }
    return {
        "phone": {"name": PHONE.name, "delay_ms": PHONE.delay, "mbit_s": PHONE.rate},
        "engines": {
            name: {
                **{phase: _phase([a for a in told if a.phase == phase], name) for phase in ("cold", "later", "again")},
                "phone": {phase: _phase([a for a in away if a.phase == phase], name) for phase in ("cold", "later")},
                "kinds": {
                    kind: _phase([a for a in answers if a.kind == kind and a.phase in {"cold", "later"}], name)
                    for kind in MIX
                },
                "without_results": len({a.query for a in answers if a.engine == name and a.total == 0}),
                "unanswered": sum(a.total is None for a in [*told, *away] if a.engine == name),
                "main_thread": _tasks(tasks[name], [a for a in [*told, *away] if a.engine == name]),
            }
            for name in options.engines
        },
        "facet_counts": {"bytes": spread(counted)},
    }


def _sessions(
    askers: Sequence[browser.Asker], sessions: Sequence[Sequence[Asked]], shown: Any, *, repeat: bool = True
) -> Iterator[browser.Answer]:
    for place, queries in enumerate(sessions):
        # In turn, and neither always first.
        for asker in askers if place % 2 else reversed(askers):
            yield from asker.session(queries, repeat=repeat)
            shown.advance()


def _phase(answers: Sequence[browser.Answer], engine: str) -> dict[str, Any]:
    mine = [answer for answer in answers if answer.engine == engine]
    return {
        "ms": spread(answer.time for answer in mine),
        "data_bytes": spread(answer.bytes - answer.code for answer in mine),
        "code_bytes": spread(answer.code for answer in mine),
        "requests": spread(answer.requests for answer in mine),
    }


def _tasks(traced: Sequence[tuple[float, float]], answers: Sequence[browser.Answer]) -> dict[str, Any]:
    """Return the longest tasks: traced ones by clock and by processor, and how many were over 50 ms anywhere."""
    return {
        "clock_ms": spread(clock for clock, _ in traced),
        "processor_ms": spread(processor for _, processor in traced),
        "over_50_ms": sum(answer.longest > 50 for answer in answers),
        "answers": len(answers),
    }


def _quality(judged: Sequence[quality.Judged]) -> dict[str, Any]:
    forced = [each for each in judged if each.forced]
    full = [each for each in forced if each.of]
    return {
        "queries": len(judged),
        "forced": len(forced),
        "of_first_ten": spread(10 * each.common / each.of for each in full),
        "fewest_of_first_ten": min((short(10 * each.common / each.of) for each in full), default=None),
        "at_least_nine": sum(each.common >= 0.9 * each.of for each in full),
        "cold_bytes": spread(each.bytes for each in judged),
    }


def _ratios(options: Run, asked: dict[str, Any]) -> dict[str, Any]:
    peer = str(options.against)
    ours, theirs = _cost(options, OURS), _cost(options, peer)
    found = {"wall": ratio(ours["seconds"], theirs["seconds"]), "memory": ratio(ours["memory_mb"], theirs["memory_mb"])}
    found["size"] = ratio(ours["bytes"], theirs["bytes"])
    mine, other = asked["engines"][OURS], asked["engines"][peer]
    for phase in ("cold", "later", "again"):
        for what in ("ms", "data_bytes"):
            found[f"{phase}_{what}"] = ratio(mine[phase][what].get("median"), other[phase][what].get("median"))
    for phase in ("cold", "later"):
        found[f"phone_{phase}_ms"] = ratio(*(each["phone"][phase]["ms"].get("median") for each in (mine, other)))
    return found


def _say(options: Run, text: Text) -> str:
    return text.in_lang(options.lang)


_RECORDS = Text("Se scriu fișele", "Writing the records")
_BUILDS = Text("Se construiesc site-ul și indexurile", "Building the site and the indexes")
_JUDGED = Text("Se compară ordinea rezultatelor", "Comparing the order of results")
_ASKED = Text("Se pun întrebările în Chromium", "Asking the queries in Chromium")
