"""Federations, unions and coalitions that the organisation belongs to."""

from __future__ import annotations

from conect.records.declaration.identity import RECORD_ID
from conect.records.fields import Field, Scalar, Sequence
from conect.records.problems import Text

FIELDS: tuple[Field, ...] = (
    Field(
        "memberships",
        Text("Membră în", "Member of"),
        Text(
            "Identificatorii federațiilor și coalițiilor din catalog.",
            "Ids of federations and coalitions in the catalogue.",
        ),
        Sequence(Scalar((RECORD_ID,), reference=True), most=30),
        ["federatia-exemplu"],
        "relations",
        asked=Text(
            "Federațiile, uniunile și coalițiile din catalog.", "Federations, unions and coalitions in the catalogue."
        ),
    ),
)
