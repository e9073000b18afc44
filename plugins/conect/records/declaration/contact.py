"""How to reach the organisation: only what it published itself, never a private person's data."""

from __future__ import annotations

from conect.records.fields import PROFILE, Field, Mapping, Scalar
from conect.records.primitives import Length, Pattern, WebAddress
from conect.records.problems import Text

EMAIL = Pattern(
    r"[a-zA-Z0-9._%+\-]+@([a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?\.)+[a-zA-Z]{2,}",
    Text(
        "o adresă de e-mail, de exemplu „contact@example.org”",
        "an e-mail address, for example “contact@example.org”",
    ),
)

_NETWORKS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("facebook", "Facebook", ("facebook.com",)),
    ("instagram", "Instagram", ("instagram.com",)),
    ("linkedin", "LinkedIn", ("linkedin.com",)),
    ("youtube", "YouTube", ("youtube.com",)),
    ("x", "X", ("x.com", "twitter.com")),
    ("tiktok", "TikTok", ("tiktok.com",)),
)

FIELDS: tuple[Field, ...] = (
    Field(
        "email",
        Text("E-mail", "E-mail"),
        Text("Adresa de contact a organizației, publică.", "The organisation's contact address, public."),
        Scalar(
            (
                Length(6, 120),
                EMAIL,
            )
        ),
        "contact@example.org",
        "contact",
        required=PROFILE,
    ),
    Field(
        "phone",
        Text("Telefon", "Telephone"),
        Text("În formă internațională, +40 urmat de nouă cifre.", "In international form, +40 and nine digits."),
        Scalar(
            (
                Pattern(
                    r"\+[1-9][0-9]{7,14}",
                    Text(
                        "numărul în formă internațională, de exemplu „+40264123456”",
                        "the number in international form, for example “+40264123456”",
                    ),
                ),
            ),
            normalise="phone",
        ),
        "+40264123456",
        "contact",
    ),
    Field(
        "website",
        Text("Site", "Website"),
        Text("Adresa https a site-ului.", "The https address of the website."),
        Scalar((WebAddress(),)),
        "https://example.org",
        "contact",
    ),
    Field(
        "social",
        Text("Rețele sociale", "Social networks"),
        Text("Adresele paginilor organizației.", "Addresses of the organisation's pages."),
        Mapping(
            tuple(
                Field(
                    key,
                    Text(name, name),
                    Text(f"Adresa paginii de pe {name}.", f"The address of the page on {name}."),
                    Scalar((WebAddress(hosts),)),
                    f"https://www.{hosts[0]}/exemplu",
                    "contact",
                )
                for key, name, hosts in _NETWORKS
            )
        ),
        {"facebook": "https://www.facebook.com/exemplu"},
        "contact",
    ),
    Field(
        "contact_role",
        Text("Persoana de contact (rol)", "Contact (role)"),
        Text(
            "Rolul celui care răspunde, de exemplu „Secretariat”; niciun nume de persoană.",
            "The role of who answers, for example “Secretariat”; no person's name.",
        ),
        Scalar((Length(2, 80),)),
        "Secretariat",
        "contact",
    ),
)
