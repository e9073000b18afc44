"""What a record's page is given: one with everything, one as bare as the register makes it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from .values import (
    DESCRIPTION,
    ENTRIES,
    FACTS,
    FEDERATION_ENTRY,
    FRESH,
    NEVER,
    PURPOSE,
    REGISTERED,
    SOURCES,
    SUMMARY,
    term,
)


def record_page(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "record": {"purpose": PURPOSE},
        "entry": ENTRIES[0],
        "name": ENTRIES[0].name,
        "name_lang": "ro",
        "summary": SUMMARY,
        "summary_lang": "ro",
        "description_html": DESCRIPTION,
        "description_lang": "ro",
        "facts": FACTS,
        "freshness": FRESH,
        "verification": SimpleNamespace(level=term("verificat", "Verificat", "Verified"), date="2026-09-02"),
        "status": REGISTERED,
        "struck_off": False,
        "sources": SOURCES,
        "parent": None,
        "branches": [],
        "members": [],
        "federations": [FEDERATION_ENTRY],
        "merged_into": None,
        "merged_from": [],
        "similar": ENTRIES[1:4],
        "json_ld": {"@context": "https://schema.org", "@type": "NGO", "name": "</script><b>"},
        "actions": SimpleNamespace(
            propose="https://conect.example/propune/?id=exemplu",
            claim=None,
            confirm="https://conect.example/propune/?id=exemplu&confirmat=1",
            report="mailto:x@example.org",
            edit="https://forge.example/edit",
            history="https://forge.example/h",
        ),
        "finances": [
            {
                "year": 2024,
                "revenue": 1234567,
                "expenses": 1100000,
                "employees": 0,
                "source": "https://mfinante.gov.ro/x",
            },
            {"year": 2023, "revenue": 0},
        ],
        "projects": [
            {"title": "Lada de cărți", "start": "2023-01-01", "end": "2024-06-30", "url": "https://example.org/lada"},
            {"title": "Citim la prispă", "start": "2025", "summary": "Lecturi de vară pe prispa școlii, în 14 sate."},
            {"title": "Fără date"},
        ],
        "reports": [
            {"title": "Raport anual 2024", "year": 2024, "url": "https://example.org/r.pdf"},
            {"title": "Bilanț", "year": 2023},
        ],
        "logo": None,
        "demo": True,
        "translations_available": [],
        "title": ENTRIES[0].name,
        "path": ENTRIES[0].path,
        "breadcrumbs": [("Județe", "/judete/"), ("Cluj", "/judete/cluj/"), (ENTRIES[0].name, None)],
    }
    return values | changes


CLAIM = SimpleNamespace(
    propose="https://conect.example/propune/?id=a",
    claim="https://conect.example/propune/?id=a&revendica=1",
    confirm=None,
    report="mailto:x@example.org",
    edit=None,
    history=None,
)


def bare_record(entry_: SimpleNamespace, **changes: Any) -> dict[str, Any]:
    """A record as the register gives it: next to nothing."""
    values: dict[str, Any] = {
        "record": {},
        "entry": entry_,
        "name": entry_.name,
        "summary": None,
        "description_html": None,
        "freshness": NEVER,
        "facts": [FACTS[0].__class__(**(vars(FACTS[0]) | {"facts": FACTS[0].facts[2:4]}))],
        "verification": None,
        "federations": [],
        "similar": [],
        "finances": [],
        "projects": [],
        "reports": [],
        "demo": False,
        "actions": CLAIM,
        "title": entry_.name,
        "sources": SOURCES[:2],
    }
    return record_page(**(values | changes))
