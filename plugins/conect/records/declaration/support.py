"""How people can help: donations, the 3.5 % of income tax, volunteering."""

from __future__ import annotations

from conect.records.fields import ALWAYS, Boolean, Field, Mapping, Scalar
from conect.records.primitives import Mod97, Pattern, WebAddress
from conect.records.problems import Text

FIELDS: tuple[Field, ...] = (
    Field(
        "iban",
        Text("IBAN pentru donații", "IBAN for donations"),
        Text(
            "Contul organizației, 24 de caractere, fără spații.",
            "The organisation's account, 24 characters, without spaces.",
        ),
        Scalar(
            (
                Pattern(
                    r"RO[0-9]{2}[A-Z]{4}[0-9A-Z]{16}",
                    Text(
                        "IBAN-ul românesc de 24 de caractere, fără spații",
                        "the Romanian IBAN of 24 characters, without spaces",
                    ),
                ),
                Mod97(),
            ),
            normalise="iban",
        ),
        "RO49AAAA1B31007593840000",
        "support",
    ),
    Field(
        "donate_url",
        Text("Pagina de donații", "Donation page"),
        Text("Adresa https unde se poate dona.", "The https address where one can donate."),
        Scalar((WebAddress(),)),
        "https://example.org/doneaza",
        "support",
    ),
    Field(
        "redirect_url",
        Text("Redirecționarea a 3,5 %", "Redirecting 3.5 % of income tax"),
        Text("Adresa https a formularului 230.", "The https address of form 230."),
        Scalar((WebAddress(),)),
        "https://example.org/230",
        "support",
    ),
    Field(
        "volunteering",
        Text("Voluntariat", "Volunteering"),
        Text(
            "Dacă organizația primește voluntari și unde se pot înscrie.",
            "Whether the organisation takes volunteers and where they sign up.",
        ),
        Mapping(
            (
                Field(
                    "accepts",
                    Text("Primește voluntari", "Takes volunteers"),
                    Text("true sau false.", "true or false."),
                    Boolean(),
                    True,
                    "support",
                    required=ALWAYS,
                    asked=Text("Se găsește și la căutare.", "It can be searched for, too."),
                ),
                Field(
                    "url",
                    Text("Pagina de înscriere", "Sign-up page"),
                    Text("Adresa https.", "The https address."),
                    Scalar((WebAddress(),)),
                    "https://example.org/voluntari",
                    "support",
                ),
            )
        ),
        {"accepts": True, "url": "https://example.org/voluntari"},
        "support",
        facet=True,
    ),
)
