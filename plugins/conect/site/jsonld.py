"""A record as schema.org data (JSON-LD), printed into its page for search engines and other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from conect.catalogue.entry import Entry
from conect.catalogue.relations import Kin
from conect.records.record import Record
from conect.romania.counties import county
from conect.site import addresses
from conect.site.settings import SiteSettings

CONTEXT = "https://schema.org"


def json_ld(site: SiteSettings, record: Record, kin: Kin, logo: str | None = None) -> dict[str, Any]:
    """Return the ``NGO`` of a record; keys without a value are left out.

    Its ``@id`` is the same on the pages of both languages. Names and texts are the record's own, Romanian.
    """
    get = record.get
    page = _address(site, record.id)
    english: dict[str, Any] = (get("translations") or {}).get("en") or {}
    names = [get("short_name"), english.get("name"), *(get("former_names") or ())]
    register = get("national_registry_number")
    data = {
        "@context": CONTEXT,
        "@type": "NGO",
        "@id": f"{page}#organizatie",
        "mainEntityOfPage": page,
        "name": get("name"),
        "legalName": get("name"),
        "alternateName": _some([name for name in names if name]),
        "description": get("summary"),
        "taxID": get("cui"),
        "identifier": _some(
            [
                {"@type": "PropertyValue", "propertyID": label, "value": value}
                for label, value in (("CUI", get("cui")), ("Registrul național ONG", register))
                if value
            ]
        ),
        "foundingDate": get("founded_on"),
        "address": _place(record),
        "email": get("email"),
        "telephone": get("phone"),
        "url": get("website") or page,
        "sameAs": _some([*(get("social") or {}).values(), *([get("ruti_url")] if get("ruti_url") else [])]),
        "logo": (site.url or site.prefix) + logo.removeprefix(site.prefix) if logo else None,
        "parentOrganization": _other(site, kin.parent) if kin.parent else None,
        "subOrganization": _others(site, kin.branches),
        "memberOf": _others(site, kin.federations),
        "member": _others(site, kin.members),
    }
    return {key: value for key, value in data.items() if value is not None}


def _address(site: SiteSettings, id: str) -> str:
    return (site.url or site.prefix) + addresses.organization(id)


def _place(record: Record) -> dict[str, str] | None:
    found = county(record.get("county") or "")
    parts = {
        "streetAddress": record.get("address"),
        "addressLocality": record.get("locality"),
        "addressRegion": found.name if found else None,
        "postalCode": record.get("postal_code"),
    }
    known = {key: value for key, value in parts.items() if value}
    # A foreign legal person without a seat in Romania is at home in its own country.
    country = "RO" if found else record.get("country") or "RO"
    return {"@type": "PostalAddress", **known, "addressCountry": country} if known else None


def _other(site: SiteSettings, entry: Entry) -> dict[str, str]:
    return {"@type": "NGO", "@id": f"{_address(site, entry.id)}#organizatie", "name": entry.name}


def _others(site: SiteSettings, entries: Sequence[Entry]) -> Any:
    return _some([_other(site, entry) for entry in entries])


def _some(values: list[Any]) -> Any:
    """Return nothing for an empty list, the value itself for a list of one."""
    return None if not values else values[0] if len(values) == 1 else values
