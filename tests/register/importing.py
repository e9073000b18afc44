"""What the tests of whole imports share: rows, and ways to look at what was written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from conect.records.reader import read
from conect.records.rule import Context
from conect.records.vocabularies import load_vocabularies
from conect.register import ImportReport, import_files

TODAY = date(2026, 11, 24)

ONE = {
    "name": 'ASOCIAÞIA "UNU"',
    "national_registry_number": "1/A/2005",
    "county": "CLUJ",
    "locality": "Turda, str. Ascunsă nr. 1",
    "purpose_initial": "Promovarea lecturii",
}
TWO = {
    "kind": "fundatie",
    "name": "FUNDAŢIA DOI",
    "national_registry_number": "2/B/1999",
    "county": "BUCURESTI",
    "locality": "SECTOR 3",
    "status": "in lichidare",
    "public_utility_act": "884",
    "public_utility_date": "13.09.2001",
}
THREE = {"name": "TREI", "national_registry_number": "1/A/924"}
FOREIGN = {
    "kind": "persoana_juridica_straina",
    "name": "STIFTUNG VIER",
    "national_registry_number": "4/E/2010",
    "county": "SIBIU",
    "locality": "SIBIU",
}


def run(content: Path, *files: Path, **options: Any) -> ImportReport:
    """Import as the command does."""
    return import_files(files, content, TODAY, **options)


def snapshot(content: Path) -> dict[str, bytes]:
    """Every file below the content folder with its bytes."""
    return {
        path.relative_to(content).as_posix(): path.read_bytes() for path in sorted(content.rglob("*")) if path.is_file()
    }


def errors(content: Path, root: Path) -> list[str]:
    """What the project's own validation refuses in the records."""
    context = Context(load_vocabularies(root / "content"), TODAY)
    return [
        f"{problem.path}: {problem.rule}: {problem.message.en}"
        for name, data in snapshot(content).items()
        for problem in read(name, data, context).problems
        if problem.level == "error"
    ]
