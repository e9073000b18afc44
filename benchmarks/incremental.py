"""``conect bench incremental``: what one changed record costs in a site of N that was built before.

The records lie in a git repository, as they do in life. Each build is a process of its own, started from nothing; what
it knows of the former one it reads from the disk. At the end the site that was changed step by step is compared byte by
byte with one that is built anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks import build_same
from benchmarks.collection import Collection, batch_files, read_batch
from benchmarks.figures import machine, middle
from benchmarks.folders import Folders
from benchmarks.generator import ROOT, SEED
from benchmarks.measuring import Measured, completed
from conect.building.day import day
from conect.building.progress import bar
from conect.records.problems import ConectError, Text
from conect.records.record import Record
from conect.records.rules.upkeep import FRESH_DAYS
from conect.records.writer import edit
from conect.romania.localities import in_county

FIRST, NOTHING, PAGE, LISTS, DAY = "first", "nothing", "page", "lists", "day"
"""The builds: a first one, one without a change, one of a changed description, one of a changed name,
county and field, one of a later day."""


@dataclass
class Run:
    """What is measured."""

    count: int
    folder: Path
    rounds: int = 1
    lang: str = "ro"
    costs: dict[str, list[Measured]] = field(default_factory=dict)


class Changed:
    """The collection in a git repository, one of whose records is changed again and again."""

    def __init__(self, collection: Collection) -> None:
        self.content = collection.content
        self._batches = collection.batches
        self.record: Record = next(
            record
            for record in self._records()
            if record.get("description") and record["registry_status"] == "inregistrata"
        )
        self.path = self.record.path
        self.original = (self.content / self.path).read_text(encoding="utf-8")
        if not (self.content / ".git").is_dir():
            self._git("init", "--quiet", "--initial-branch=main")
        self._commit("records")

    def turning(self, today: date) -> date:
        """Return the first day after ``today`` on which some profile has not been confirmed for too long."""
        confirmed = {str(record["confirmed_on"]) for record in self._records() if record.get("confirmed_on")}
        days = (date.fromisoformat(day) + timedelta(days=FRESH_DAYS + 1) for day in confirmed)
        return min((day for day in days if day > today), default=today + timedelta(days=1))

    def _records(self) -> Iterator[Record]:
        return (record for file in batch_files(self._batches) for record in read_batch(file))

    def page(self, turn: int) -> None:
        """Change what only the record's own page shows: its description."""
        text = f"{self.record['description'].rstrip()}\n\nSchimbată a {turn + 1}-a oară.\n"
        self._write(edit(self._read(), {("description",): text}))

    def lists(self, turn: int) -> None:
        """Change name, county and fields: the record leaves lists and comes into others."""
        county = ("CJ", "IS", "TM")[turn % 3]
        domains = (["sport"], ["cultura"], ["educatie"])[turn % 3]
        text = edit(
            self._read(),
            {
                ("name",): f"Asociația Schimbată a {turn + 1}-a oară",
                ("county",): county,
                ("locality",): in_county(county)[0].name,
                ("domains",): domains,
            },
        )
        self._remove()
        self.path = f"organizations/{county.lower()}/{self.record.id}.yaml"
        self._write(text)

    def restore(self) -> None:
        """Leave the records as the generator made them."""
        self._remove()
        self.path = self.record.path
        self._write(self.original)

    def _read(self) -> str:
        return (self.content / self.path).read_text(encoding="utf-8")

    def _remove(self) -> None:
        (self.content / self.path).unlink()

    def _write(self, text: str) -> None:
        path = self.content / self.path
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self._commit("change")

    def _commit(self, message: str) -> None:
        self._git("add", "--all")
        who = ["-c", "user.name=benchmark", "-c", "user.email=benchmark@example.org", "-c", "gc.auto=0"]
        self._git(*who, "commit", "--quiet", "--allow-empty", "-m", message)

    def _git(self, *words: str) -> None:
        done = subprocess.run(["git", "-C", str(self.content), *words], capture_output=True, text=True, check=False)
        if done.returncode:
            said = done.stderr.strip()
            raise ConectError(f"git {words[0]} a eșuat: {said}", f"git {words[0]} failed: {said}")


def run(options: Run) -> dict[str, Any]:
    """Measure, and return the result as it is written down. Raises ``ConectError`` where something fails."""
    with Folders(options.folder, options.lang) as folders:
        return _run(options, folders)


def _run(options: Run, folders: Folders) -> dict[str, Any]:
    told = machine()
    collection = Collection(options.folder, options.count)
    with bar(_RECORDS.in_lang(options.lang), options.count) as shown:
        collection.make(shown)
    changed, today = Changed(collection), day()
    site, anew = folders.new("changed"), folders.new("anew")
    try:
        with bar(_BUILDS.in_lang(options.lang), 2 + 4 * options.rounds) as shown:
            _build(options, FIRST, changed.content, site, today)
            shown.advance()
            for turn in range(options.rounds):
                _build(options, NOTHING, changed.content, site, today)
                shown.advance()
                changed.page(turn)
                _build(options, PAGE, changed.content, site, today)
                shown.advance()
                changed.lists(turn)
                _build(options, LISTS, changed.content, site, today)
                shown.advance()
                today = changed.turning(today)
                _build(options, DAY, changed.content, site, today)
                shown.advance()
            _build(options, FIRST, changed.content, anew, today)
            shown.advance()
        same = build_same.differences(site / "site", anew / "site")
    finally:
        changed.restore()
    return {
        "command": "incremental",
        "records": options.count,
        "seed": SEED,
        "rounds": options.rounds,
        "machine": told,
        "costs": {
            name: {
                "seconds": middle([each.seconds for each in done]),
                "processor": middle([each.processor for each in done]),
                "memory_mb": middle([each.memory for each in done]),
            }
            for name, done in options.costs.items()
        },
        "same": same,
    }


def _build(options: Run, name: str, content: Path, folder: Path, today: date) -> None:
    command = [sys.executable, "-m", "conect", "build", "--content", str(content), "--date", today.isoformat()]
    command += ["--settings", str(ROOT / "benchmarks" / "settings.py"), "--output", str(folder / "site")]
    environment = {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT)]),
        "CONECT_LANG": options.lang,
        "XDG_CACHE_HOME": str(folder / "cache"),
        # As in life, and whatever is said where this is run: Python keeps what it has compiled of the program.
        "PYTHONDONTWRITEBYTECODE": "",
    }
    done = completed(name, command, ROOT, environment)
    options.costs.setdefault(name, []).append(done)


_RECORDS = Text("Se scriu fișele", "Writing the records")
_BUILDS = Text("Se construiește site-ul", "Building the site")
