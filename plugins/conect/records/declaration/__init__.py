"""The organisation, declared once.

The reader's checks, the JSON Schema, ``docs/fields.md``, the page, the facets, the search weights, the form and the
messages come from this declaration; adding a field is one edit in the file of its section.
"""

from __future__ import annotations

from conect.records.declaration import (
    about,
    accounts,
    activity,
    contact,
    identity,
    legal,
    place,
    relations,
    support,
    upkeep,
)
from conect.records.fields import Field, Mapping
from conect.records.problems import Text

FIELDS: tuple[Field, ...] = (
    *identity.FIELDS,
    *legal.FIELDS,
    *place.FIELDS,
    *activity.FIELDS,
    *about.FIELDS,
    *contact.FIELDS,
    *support.FIELDS,
    *relations.FIELDS,
    *accounts.FIELDS,
    *upkeep.FIELDS,
)
"""Every field, in the order in which a record is written."""

ORGANIZATION = Mapping(FIELDS)

BY_KEY: dict[str, Field] = {each.key: each for each in FIELDS}

SECTIONS: dict[str, Text] = {
    "identity": Text("Identitate", "Identity"),
    "legal": Text("Date juridice", "Legal facts"),
    "place": Text("Sediu", "Place"),
    "activity": Text("Activitate", "Activity"),
    "about": Text("Despre", "About"),
    "contact": Text("Contact", "Contact"),
    "support": Text("Susținere", "Support"),
    "relations": Text("Federații și coaliții", "Federations and coalitions"),
    "accounts": Text("Rapoarte și cifre", "Reports and figures"),
    "upkeep": Text("Îngrijirea fișei", "Upkeep of the record"),
}
"""Headings of the sections, in order."""


def is_required(field: Field, origin: str | None) -> bool:
    """Tell whether ``field`` must stand in a record of this ``origin``."""
    return "always" in field.required or (origin in field.required)
