"""Entries and record files made for one test."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from conect.catalogue.entry import Entry
from conect.records.record import Record

TODAY = date(2026, 11, 24)


def cui(body: int) -> str:
    """A fiscal code whose check digit is right: weights 7 5 3 2 1 7 5 3 2, times ten, modulo eleven."""
    digits = str(body).zfill(9)
    total = sum(int(digit) * weight for digit, weight in zip(digits, (7, 5, 3, 2, 1, 7, 5, 3, 2), strict=True))
    return f"{body}{total * 10 % 11 % 10}"


def entry(id: str, name: str = "", *, folder: str | None = None, **values: Any) -> Entry:
    """An entry of a valid, current profile in Cluj, changed as told; a value of None takes the key away."""
    whole: dict[str, Any] = {
        "name": name or f"Asociația {id.title()}",
        "legal_form": "asociatie",
        "registry_status": "inregistrata",
        "county": "CJ",
        "locality": "Cluj-Napoca",
        "domains": ["educatie"],
        "origin": "organization",
        "confirmed_on": "2026-09-01",
    } | values
    kept = {key: value for key, value in whole.items() if value is not None}
    where = folder or str(kept.get("county", "xx")).lower()
    return Entry.of(Record(f"organizations/{where}/{id}.yaml", kept))


PROFILE = """\
name: {name}
legal_form: asociatie
cui: "{cui}"
registry_status: inregistrata
county: CJ
locality: Cluj-Napoca
activity_scope: national
domains: [educatie]
summary: Ajutăm copiii din sate să citească, cu biblioteci mobile și cercuri de lectură.
description: |
  Mergem în sate cu o bibliotecă mobilă și cu oameni care citesc cu voce tare. Facem cercuri de lectură în școli, formăm
  profesori și lăsăm cărți în fiecare comună prin care trecem. Lucrăm din 2005, cu voluntari și cu donații mici.
email: contact@example.org
confirmed_on: "2026-09-01"
origin: organization
"""


def profile(name: str = "Asociația Exemplu pentru Lectură", cui: str = "30339344") -> str:
    """The file of a valid profile."""
    return PROFILE.format(name=name, cui=cui)


def put(content: Path, path: str, text: str | bytes) -> Path:
    """Write a file below ``content/organizations``."""
    file = content / "organizations" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return file
