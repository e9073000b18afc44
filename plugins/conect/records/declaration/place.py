"""Where the organisation sits and where it works from."""

from __future__ import annotations

from conect.records.declaration.identity import RECORD_ID
from conect.records.fields import PROFILE, Field, Scalar
from conect.records.primitives import Length, Pattern, Term
from conect.records.problems import Text

FIELDS: tuple[Field, ...] = (
    Field(
        "county",
        Text("Județ", "County"),
        Text("Codul județului (AB … VS, B pentru București).", "The county's code (AB … VS, B for Bucharest)."),
        Scalar((Term("counties"),), vocabulary="counties", normalise="county"),
        "CJ",
        "place",
        required=PROFILE,
        facet=True,
        asked=Text("Județul în care este sediul.", "The county of its seat."),
    ),
    Field(
        "locality",
        Text("Localitate", "Locality"),
        Text("Localitatea sediului, din județul de mai sus.", "The seat's locality, in the county above."),
        Scalar((Length(2, 100),)),
        "Cluj-Napoca",
        "place",
        required=PROFILE,
        weight=5,
    ),
    Field(
        "siruta",
        Text("Cod SIRUTA", "SIRUTA code"),
        Text("Codul localității din nomenclatorul SIRUTA.", "The locality's code in the SIRUTA nomenclature."),
        Scalar(
            (
                Pattern(
                    r"[1-9][0-9]{0,5}",
                    Text("codul SIRUTA, 1–6 cifre, între ghilimele", "the SIRUTA code, 1–6 digits, in quotes"),
                ),
            )
        ),
        "54975",
        "place",
        shown=False,
    ),
    Field(
        "country",
        Text("Țara de origine", "Country of origin"),
        Text(
            "Pentru persoane juridice străine: codul ISO al țării.",
            "For foreign legal persons: the country's ISO code.",
        ),
        Scalar((Term("countries"),), vocabulary="countries"),
        "DE",
        "place",
        asked=Text("Țara în care a fost înființată.", "The country in which it was founded."),
    ),
    Field(
        "parent",
        Text("Organizația-mamă", "Parent organisation"),
        Text(
            "Pentru filiale: identificatorul organizației de care țin.",
            "For branches: the id of the organisation they belong to.",
        ),
        Scalar((RECORD_ID,), reference=True),
        "asociatia-exemplu",
        "place",
        asked=Text("Organizația de care ține filiala.", "The organisation that the branch belongs to."),
    ),
    Field(
        "merged_into",
        Text("Contopită cu", "Merged into"),
        Text("Identificatorul organizației în care s-a contopit.", "The id of the organisation it merged into."),
        Scalar((RECORD_ID,), reference=True),
        "federatia-exemplu",
        "place",
    ),
    Field(
        "address",
        Text("Adresă", "Address"),
        Text(
            "Adresa sediului sau a biroului deschis publicului, niciodată a unei persoane private.",
            "The address of the seat or of the office open to the public, never a private person's.",
        ),
        Scalar((Length(5, 200),)),
        "Strada Exemplului nr. 1",
        "place",
    ),
    Field(
        "postal_code",
        Text("Cod poștal", "Postal code"),
        Text(
            "Șase cifre, între ghilimele; primele două arată județul.",
            "Six digits, in quotes; the first two tell the county.",
        ),
        Scalar(
            (
                Pattern(
                    r"[0-9]{6}",
                    Text(
                        "cele șase cifre ale codului poștal, între ghilimele",
                        "the six digits of the postal code, in quotes",
                    ),
                ),
            ),
            normalise="postal_code",
        ),
        "400001",
        "place",
        asked=Text("Șase cifre; primele două arată județul.", "Six digits; the first two tell the county."),
    ),
)
