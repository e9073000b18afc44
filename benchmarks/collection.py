"""The collection that is measured: the generator's records as a content folder and, for the index alone, as batches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generator import ROOT, SEED, records
from conect.building.executor import Crew, batches_of
from conect.building.progress import Bar
from conect.records.record import Record
from conect.records.writer import dump

BATCH = 200


class Collection:
    """``count`` records in a folder: ``content`` for ``conect build``, ``batches`` for the index alone.

    Made by ``make``; a folder that holds the same collection already is used again.
    """

    def __init__(self, folder: Path, count: int) -> None:
        self.content = folder / f"content-{count}"
        self.batches = folder / f"batches-{count}"
        self.count = count
        self._mark = self.batches / "made.txt"

    @property
    def made(self) -> bool:
        """Tell whether the folder holds the very records that today's generator makes."""
        return self._mark.is_file() and self._mark.read_text(encoding="utf-8") == _digest(self.count)

    def make(self, bar: Bar) -> None:
        """Write all records, unless they are there."""
        if self.made:
            return
        self._mark.unlink(missing_ok=True)
        for record_folder in (self.content, self.batches):
            record_folder.mkdir(parents=True, exist_ok=True)
        with Crew(self.count) as crew:
            for done in crew.run(_write, (self.content, self.batches), batches_of(range(self.count), BATCH)):
                bar.advance(done)
        self._mark.write_text(_digest(self.count), encoding="utf-8")


def _write(folders: tuple[Path, Path], numbers: list[int]) -> int:
    content, batches = folders
    made = records(numbers[0], numbers[-1] + 1)
    for record in made:
        path = content / record.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(record.values), encoding="utf-8")
    text = json.dumps([[record.path, record.values] for record in made], ensure_ascii=False)
    (batches / f"{numbers[0]:09}.json").write_text(text, encoding="utf-8")
    return len(made)


def read_batch(file: Path) -> list[Record]:
    """Return the records of one batch."""
    return [Record(path, values) for path, values in json.loads(file.read_bytes())]


def batch_files(folder: Path) -> Iterator[Path]:
    """Yield the files of all batches, in the order of the records."""
    yield from sorted(folder.glob("*.json"))


def _digest(count: int) -> str:
    """Return what the records depend on, in short: seed, number, and the generator with its words."""
    found = hashlib.sha256(f"{SEED} {count}\n".encode())
    words = sorted((ROOT / "content" / "vocabularies").glob("*.yaml"))
    here = Path(__file__).parent
    for file in (here / "generator.py", here / "words.txt", *words):
        found.update(file.read_bytes())
    return found.hexdigest()
