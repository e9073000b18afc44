"""The search index alone, in a process that can be measured: ``python -m benchmarks.index BATCHES OUTPUT DAY``.

The records come as JSON, which takes some 20 µs each to read, so that what is measured is the analysis of their words
and the writing of the shards, not YAML and not pages.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from benchmarks.collection import BATCH, batch_files, read_batch
from benchmarks.generator import ROOT
from conect import search
from conect.building.executor import Crew
from conect.records.vocabularies import Vocabularies, load_vocabularies


def build(batches: Path, output: Path, day: date) -> None:
    """Write the index of all batches into ``output``."""
    vocabularies = load_vocabularies(ROOT / "content")
    files = list(batch_files(batches))
    folders: set[Path] = set()
    with Crew(len(files) * BATCH) as crew:
        payloads = list(crew.run(_analysed, vocabularies, files))
        for file in search.assemble(payloads, vocabularies, day, crew=crew):
            path = output / file.path
            if path.parent not in folders:
                path.parent.mkdir(parents=True, exist_ok=True)
                folders.add(path.parent)
            path.write_bytes(file.data)


def _analysed(vocabularies: Vocabularies, file: Path) -> search.Payload:
    return search.analyse(read_batch(file), vocabularies)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3]))
