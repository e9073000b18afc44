"""The whole content folder judged at once: vocabularies, administrators, records, and all records together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from conect.catalogue.entry import Entry
from conect.catalogue.files import list_records
from conect.catalogue.loading import load
from conect.records.problems import Problem
from conect.records.vocabularies import VocabularyError, load_vocabularies
from conect.review import administrators


class Checked(NamedTuple):
    """Every problem, sorted; the paths of the files judged, sorted; and the entries, none without vocabularies."""

    problems: list[Problem]
    files: list[str]
    entries: list[Entry]


def check(
    content: Path,
    today: date,
    about: Sequence[str] = (),
    *,
    lists: Path | None = None,
    lang: str = "ro",
    quiet: bool = False,
) -> Checked:
    """Judge all of ``content``; paths are POSIX and relative to it.

    ``about`` are the files and folders that are asked about: their records are looked at more closely (similar names).
    ``lists`` is the folder whose vocabularies hold, where that is not ``content``. Where a vocabulary of ``content``
    cannot be used, no record can be judged: then its problems stand alone; one of ``lists`` raises ``VocabularyError``.
    """
    records = list_records(content).records
    own_lists = sorted(path.relative_to(content).as_posix() for path in (content / "vocabularies").glob("*.yaml"))
    others = [administrators.FILE] if (content / administrators.FILE).exists() else []
    problems = list(administrators.load_administrators(content).problems)
    entries: list[Entry] = []
    files = sorted([*own_lists, *others])
    try:
        vocabularies = load_vocabularies(lists or content)
    except VocabularyError as error:
        if lists not in (None, content):
            raise
        problems += error.problems
    else:
        loaded = load(content, vocabularies, today, concerned=concerned(records, about), quiet=quiet, lang=lang)
        problems += loaded.problems
        entries = loaded.entries
        files = sorted([*files, *records])
    return Checked(sorted(problems, key=Problem.sort_key), files, entries)


def concerned(records: Sequence[str], about: Sequence[str]) -> list[str]:
    """Return the records that ``about`` names, itself or by a county's folder; the whole catalogue concerns none."""
    files, folders = set(about), {path for path in about if path.count("/") == 1}
    return [path for path in records if path in files or path.rpartition("/")[0] in folders]
