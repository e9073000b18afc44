"""What the organisation does, where and for whom."""

from __future__ import annotations

from conect.records.fields import PROFILE, Field, Scalar, Sequence
from conect.records.primitives import Pattern, Term, WebAddress
from conect.records.problems import Text

FIELDS: tuple[Field, ...] = (
    Field(
        "activity_scope",
        Text("Aria de activitate", "Reach of activity"),
        Text("Cât de departe lucrează organizația.", "How far the organisation works."),
        Scalar((Term("activity-scopes"),), vocabulary="activity-scopes"),
        "local",
        "activity",
        required=PROFILE,
    ),
    Field(
        "activity_counties",
        Text("Județe în care lucrează", "Counties of activity"),
        Text(
            "Obligatoriu pentru aria locală, județeană și regională.",
            "Required for the local, county and regional reach.",
        ),
        Sequence(Scalar((Term("counties"),), vocabulary="counties", normalise="county"), most=42),
        ["CJ", "SJ"],
        "activity",
    ),
    Field(
        "domains",
        Text("Domenii", "Fields of activity"),
        Text(
            "Între unu și cinci domenii de activitate, cel mai important primul.",
            "One to five fields of activity, the most important first.",
        ),
        Sequence(Scalar((Term("domains"),), vocabulary="domains"), most=5),
        ["educatie", "cultura"],
        "activity",
        required=PROFILE,
        facet=True,
        weight=3,
    ),
    Field(
        "sdgs",
        Text("Obiective de dezvoltare durabilă (ODD)", "Sustainable Development Goals (SDGs)"),
        Text("Numerele obiectivelor ONU, între ghilimele.", "The numbers of the UN goals, in quotes."),
        Sequence(Scalar((Term("sdgs"),), vocabulary="sdgs"), most=17),
        ["4", "10"],
        "activity",
        asked=Text("Obiectivele ONU la care contribuiți.", "The UN goals that it contributes to."),
    ),
    Field(
        "beneficiaries",
        Text("Beneficiari", "Beneficiaries"),
        Text("Pentru cine lucrează organizația.", "Whom the organisation works for."),
        Sequence(Scalar((Term("beneficiaries"),), vocabulary="beneficiaries"), most=10),
        ["copii"],
        "activity",
        facet=True,
        weight=3,
    ),
    Field(
        "caen",
        Text("Cod CAEN Rev. 3", "CAEN Rev. 3 code"),
        Text("Patru cifre, între ghilimele.", "Four digits, in quotes."),
        Scalar(
            (
                Pattern(
                    r"[0-9]{4}",
                    Text(
                        "cele patru cifre ale codului CAEN, între ghilimele",
                        "the four digits of the CAEN code, in quotes",
                    ),
                ),
            )
        ),
        "9499",
        "activity",
        asked=Text("Cele patru cifre ale activității principale.", "The four digits of its main activity."),
    ),
    Field(
        "consultation_domains",
        Text("Teme pentru consultare publică", "Public consultation topics"),
        Text(
            "Domeniile în care organizația cere să fie consultată de autorități.",
            "Fields in which the organisation asks to be consulted by authorities.",
        ),
        Sequence(Scalar((Term("domains"),), vocabulary="domains"), most=10),
        ["educatie"],
        "activity",
        facet=True,
    ),
    Field(
        "ruti_url",
        Text("Pagina din RUTI", "Page in RUTI"),
        Text(
            "Adresa din Registrul Unic al Transparenței Intereselor.",
            "The address in the Unique Register of Interest Transparency.",
        ),
        Scalar((WebAddress(("ruti.gov.ro",)),)),
        "https://ruti.gov.ro/exemplu",
        "activity",
    ),
)
