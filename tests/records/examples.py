"""The examples of the rules' docstrings as files: a small valid record in which an example's keys replace its own."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from conect.catalogue import rules
from conect.catalogue.entry import Entry
from conect.records.problems import Problem
from conect.records.reader import read
from conect.records.rule import Context
from conect.records.vocabularies import Vocabularies, load_vocabularies

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 24)
PLACE = "organizations/cj/asociatia-exemplu.yaml"
BASE = """\
name: Asociația Exemplu pentru Lectură
legal_form: asociatie
cui: "30339344"
registry_status: inregistrata
county: CJ
locality: Cluj-Napoca
activity_scope: local
activity_counties: [CJ]
domains: [educatie]
summary: Ajutăm copiii din sate să citească, cu biblioteci mobile și cercuri de lectură.
description: |
  Mergem în sate cu o bibliotecă mobilă și citim împreună cu copiii. Cercurile de lectură au loc în fiecare
  sâmbătă, iar cărțile se împrumută gratuit. Voluntarii noștri vin din liceele orașului și sunt instruiți de noi.
email: contact@example.org
confirmed_on: "2026-09-01"
origin: organization
"""

_FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
_KEY = re.compile(r"^(\w+):", re.MULTILINE)


@cache
def vocabularies() -> Vocabularies:
    """The repository's vocabularies."""
    return load_vocabularies(ROOT / "content")


def context(today: date = TODAY) -> Context:
    """What rules may know beside a record."""
    return Context(vocabularies(), today)


def with_keys(keys: str, base: str = BASE) -> str:
    """The base record in which the top-level keys of ``keys`` stand as written there, at the end."""
    given = set(_KEY.findall(keys))
    kept = (block for block in re.split(r"^(?=\w)", base, flags=re.MULTILINE) if block.split(":")[0] not in given)
    return "".join(kept) + keys


def files(example: str) -> dict[str, str]:
    """Path and text of each file of an example, cut at its ``# file: …`` lines."""
    first, *rest = _FILE.split(example)
    made = {PLACE: with_keys(first)} if first.strip() or not rest else {}
    for name, keys in zip(rest[::2], rest[1::2], strict=True):
        made[f"organizations/{name}"] = with_keys(keys)
    return made


def problems_of(example: str, today: date = TODAY) -> list[Problem]:
    """Every problem of the example's files, those of all rules over one record and over all."""
    found: list[Problem] = []
    entries: list[Entry] = []
    for path, text in files(example).items():
        result = read(path, text.encode("utf-8"), context(today))
        found += result.problems
        if result.record is not None:
            entries.append(Entry.of(result.record))
    return found + rules.check(entries, context(today))
