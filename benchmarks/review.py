"""``conect bench review``: what `conect review` costs among N records, of one changed record and of an import.

The records lie in a git repository, the changes on branches of it. Each review is a process of its own: first with an
empty cache, then with the one that this first review left.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from benchmarks.collection import Collection, batch_files, read_batch
from benchmarks.figures import machine, middle
from benchmarks.generator import ROOT, SEED
from benchmarks.measuring import Measured, measured
from conect.building.day import day
from conect.building.progress import bar
from conect.records.problems import ConectError, Text
from conect.records.record import Record
from conect.records.writer import dump, edit

ONE, IMPORT = "one", "import"
"""The changes, and their branches: an address in one profile, the status of every twentieth record."""

COLD, WARM = "cold", "warm"

PART = 20
"""An import changes one in so many records."""

AUTHORS = {ONE: "voluntar", IMPORT: "administrator"}


@dataclass
class Run:
    """What is measured."""

    count: int
    folder: Path
    rounds: int = 1
    lang: str = "ro"
    costs: dict[tuple[str, str], list[Measured]] = field(default_factory=dict)


def run(options: Run) -> dict[str, Any]:
    """Measure, and return the result as it is written down. Raises ``ConectError`` where something fails."""
    told = machine()
    collection = Collection(options.folder, options.count)
    with bar(_RECORDS.in_lang(options.lang), options.count) as shown:
        collection.make(shown)
    repository, cache = options.folder / f"reviewed-{options.count}", options.folder / "review-cache"
    shutil.rmtree(repository, ignore_errors=True)
    imported = _make(repository, collection)
    with bar(_REVIEWS.in_lang(options.lang), options.rounds * 4) as shown:
        for _ in range(options.rounds):
            for change in (ONE, IMPORT):
                shutil.rmtree(cache, ignore_errors=True)
                for state in (COLD, WARM):
                    options.costs.setdefault((change, state), []).append(_review(repository, cache, change))
                    shown.advance()
    for folder in (repository, cache):
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "command": "review",
        "records": options.count,
        "seed": SEED,
        "rounds": options.rounds,
        "machine": told,
        "changed": {ONE: 1, IMPORT: imported},
        "costs": {
            change: {state: _cost(options.costs[change, state]) for state in (COLD, WARM)} for change in (ONE, IMPORT)
        },
    }


def _cost(done: list[Measured]) -> dict[str, Any]:
    return {
        "seconds": middle([each.seconds for each in done]),
        "processor": middle([each.processor for each in done]),
        "memory_mb": middle([each.memory for each in done]),
        "report_bytes": max(len(each.printed) for each in done),
    }


def _review(repository: Path, cache: Path, change: str) -> Measured:
    command = [sys.executable, "-m", "conect", "review", "--base", "main", "--head", change]
    command += ["--author", AUTHORS[change], "--date", day().isoformat(), "--format", "markdown"]
    done = measured(command, repository, {"PYTHONPATH": str(ROOT / "plugins"), "XDG_CACHE_HOME": str(cache)})
    # 1 says that someone must look at the change: a review that was made all the same.
    if done.code not in {0, 1}:
        said = " ".join(done.printed.decode(errors="replace").strip().splitlines()[-2:])
        raise ConectError(f"verificarea a eșuat: {said}", f"the review failed: {said}")
    return done


def _make(repository: Path, collection: Collection) -> int:
    """Make the repository with a branch for each change; return how many records the import changes."""
    _git("init", "--quiet", "--initial-branch=main", str(repository))
    profile: tuple[str, str] | None = None
    imported: list[tuple[str, str]] = []
    with _importing(repository) as stream:
        _commit(stream, "main", None)
        for number, record in enumerate(_records(collection)):
            text = dump(record.values)
            if record.get("origin") == "register":
                if number % PART == 0:
                    imported.append((record.path, text))
            elif profile is None and record.get("email"):
                text = edit(text, {("maintainers",): [AUTHORS[ONE]]})
                profile = record.path, text
            _put(stream, f"content/{record.path}", text)
        for vocabulary in sorted((ROOT / "content" / "vocabularies").glob("*.yaml")):
            _put(stream, f"content/vocabularies/{vocabulary.name}", vocabulary.read_text(encoding="utf-8"))
        _put(stream, "content/administrators.yaml", f"administrators:\n  - {AUTHORS[IMPORT]}\n")
        if profile is None or not imported:
            raise ConectError(
                "prea puține fișe pentru o verificare; cereți măcar 100 (--n 100)",
                "too few records for a review; ask for 100 at least (--n 100)",
            )
        _commit(stream, ONE, "main")
        _put(stream, f"content/{profile[0]}", edit(profile[1], {("email",): "alta@organizatia.example"}))
        _commit(stream, IMPORT, "main")
        for path, text in imported:
            struck_off = edit(text, {("registry_status",): "radiata", ("sources", 0, "date"): day().isoformat()})
            _put(stream, f"content/{path}", struck_off)
    return len(imported)


def _records(collection: Collection) -> Iterator[Record]:
    return (record for file in batch_files(collection.batches) for record in read_batch(file))


@contextmanager
def _importing(repository: Path) -> Iterator[IO[bytes]]:
    """Give the stream of ``git fast-import``: 100,000 files need not be written to be committed."""
    command = ["git", "-C", str(repository), "fast-import", "--quiet"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        stream = cast("IO[bytes]", process.stdin)
        try:
            yield stream
        except BrokenPipeError:
            pass  # git has ended; it tells why
        except BaseException:
            process.kill()
            with suppress(BrokenPipeError):
                stream.close()  # what it was still to read would be told in place of the reason
            raise
        _, said = process.communicate()
    if process.returncode:
        why = said.decode(errors="replace").strip()
        raise ConectError(f"git fast-import a eșuat: {why}", f"git fast-import failed: {why}")


def _commit(stream: IO[bytes], branch: str, parent: str | None) -> None:
    stream.write(f"commit refs/heads/{branch}\ncommitter A <a@example.org> 1790000000 +0000\ndata 1\nx\n".encode())
    if parent:
        stream.write(f"from refs/heads/{parent}\n".encode())


def _put(stream: IO[bytes], path: str, text: str) -> None:
    data = text.encode()
    stream.write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")


def _git(*words: str) -> None:
    done = subprocess.run(["git", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip()
        raise ConectError(f"git {words[0]} a eșuat: {said}", f"git {words[0]} failed: {said}")


_RECORDS = Text("Se scriu fișele", "Writing the records")
_REVIEWS = Text("Se verifică schimbările", "Reviewing the changes")
