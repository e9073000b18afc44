"""What ``conect bench`` does: measure, write the results as JSON, and from all results the pages for people."""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import Namespace
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from benchmarks import report, scale
from benchmarks.generator import ROOT
from conect.records.problems import ConectError, Text

RESULTS = ROOT / "benchmarks" / "results"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
SCALE = ROOT / "docs" / "scale.md"


def run(options: Namespace) -> int:
    """Measure each size in turn; 0 where all went well. Raises ``ConectError`` for an expected failure."""
    results = Path(options.results) if options.results else RESULTS
    if options.what != "report":
        with _folder(options.folder) as folder:
            for count in options.n:
                measured = _measure(options, count, Path(folder).resolve())
                file = write(results, measured)
                sys.stdout.write(f"{_DONE.in_lang(options.lang)} {file.name}\n{report.lines(measured)}")
    if results.resolve() == RESULTS:
        found = read(results)
        DOCUMENT.write_text(report.document(found), encoding="utf-8")
        SCALE.write_text(scale.document(found), encoding="utf-8")
    return 0


def _measure(options: Namespace, count: int, folder: Path) -> dict[str, Any]:
    # Imported only here: the page can be written anew without a browser.
    if options.what == "build":
        from benchmarks import build

        return build.run(build.Run(count, folder, options.rounds, options.against or (), options.lang))
    if options.what == "incremental":
        from benchmarks import incremental

        return incremental.run(incremental.Run(count, folder, options.rounds, options.lang))
    if options.what == "review":
        from benchmarks import review

        return review.run(review.Run(count, folder, options.rounds, options.lang))
    from benchmarks import search

    return search.run(
        search.Run(
            count=count,
            folder=folder,
            rounds=options.rounds,
            against="pagefind" if "pagefind" in (options.against or ()) else None,
            asked=options.queries,
            lang=options.lang,
        )
    )


def _folder(asked: str | None) -> AbstractContextManager[str]:
    if asked is None:
        return tempfile.TemporaryDirectory(prefix="conect-benchmark-")
    Path(asked).mkdir(parents=True, exist_ok=True)
    return nullcontext(asked)


def write(results: Path, measured: dict[str, Any]) -> Path:
    """Write a result under its name; keys are sorted, so that two results can be compared line by line."""
    results.mkdir(parents=True, exist_ok=True)
    file = results / f"{measured['command']}-{measured['records']}.json"
    text = json.dumps(measured, indent=2, sort_keys=True, ensure_ascii=False)
    file.write_text(f"{text}\n", encoding="utf-8")
    return file


def read(results: Path) -> list[dict[str, Any]]:
    """Return all results, by command and by size."""
    found = []
    for file in sorted(results.glob("*-*.json")):
        try:
            found.append(json.loads(file.read_bytes()))
        except ValueError as error:
            raise ConectError(
                f"„{file.name}” nu este un rezultat: {error}; ștergeți fișierul sau măsurați din nou",
                f"“{file.name}” is no result: {error}; remove it or measure again",
            ) from None
    return sorted(found, key=lambda result: (result["command"], result["records"]))


_DONE = Text("Scris:", "Written:")
