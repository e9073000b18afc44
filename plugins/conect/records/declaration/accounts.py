"""Figures, reports and projects: what the organisation did and with what means."""

from __future__ import annotations

from conect.records.fields import ALWAYS, Field, Integer, Mapping, Scalar, Sequence
from conect.records.primitives import DateValue, Length, Range, WebAddress
from conect.records.problems import Text

YEAR = Integer((Range(1990, 2100, until_this_year=True),))


def _amount(key: str, ro: str, en: str, example: int, most: int = 10**12) -> Field:
    return Field(
        key,
        Text(ro, en),
        Text(
            "Număr întreg; lipsa cheii înseamnă „necunoscut”, nu zero.",
            "A whole number; leaving the key out means “unknown”, not zero.",
        ),
        Integer((Range(0, most),)),
        example,
        "accounts",
        asked=Text("Număr întreg. Lăsați gol ce nu știți.", "A whole number. Leave blank what you do not know."),
    )


def _link(key: str, ro: str, en: str, *, required: bool = False) -> Field:
    return Field(
        key,
        Text(ro, en),
        Text("Adresa https.", "The https address."),
        Scalar((WebAddress(),)),
        "https://example.org/raport-2024",
        "accounts",
        required=ALWAYS if required else frozenset(),
    )


_TITLE = Field(
    "title",
    Text("Titlu", "Title"),
    Text("Titlul, așa cum apare pe document.", "The title, as printed."),
    Scalar((Length(3, 200),)),
    "Raport anual 2024",
    "accounts",
    required=ALWAYS,
)

FIELDS: tuple[Field, ...] = (
    Field(
        "finances",
        Text("Date financiare", "Finances"),
        Text("Câte o intrare pe an, în lei întregi.", "One entry a year, in whole lei."),
        Sequence(
            Mapping(
                (
                    Field(
                        "year",
                        Text("An", "Year"),
                        Text("Anul exercițiului financiar.", "The financial year."),
                        YEAR,
                        2024,
                        "accounts",
                        required=ALWAYS,
                    ),
                    _amount("revenue", "Venituri (lei)", "Revenue (lei)", 120000),
                    _amount("expenses", "Cheltuieli (lei)", "Expenses (lei)", 110000),
                    _amount("employees", "Angajați", "Employees", 3, 10**6),
                    _amount("volunteers", "Voluntari", "Volunteers", 20, 10**7),
                    _link("source", "Sursa", "Source"),
                )
            ),
            most=40,
            unique_by="year",
        ),
        [{"year": 2024, "revenue": 120000}],
        "accounts",
    ),
    Field(
        "reports",
        Text("Rapoarte", "Reports"),
        Text("Rapoarte anuale publicate.", "Annual reports published."),
        Sequence(
            Mapping(
                (
                    _TITLE,
                    Field(
                        "year",
                        Text("An", "Year"),
                        Text("Anul la care se referă.", "The year it is about."),
                        YEAR,
                        2024,
                        "accounts",
                    ),
                    _link("url", "Adresă", "Address", required=True),
                )
            ),
            unique_by="url",
        ),
        [{"title": "Raport anual 2024", "year": 2024, "url": "https://example.org/raport-2024"}],
        "accounts",
    ),
    Field(
        "projects",
        Text("Proiecte", "Projects"),
        Text("Proiecte în curs sau încheiate.", "Projects running or ended."),
        Sequence(
            Mapping(
                (
                    _TITLE,
                    Field(
                        "start",
                        Text("Început", "Start"),
                        Text("Data începerii.", "The day it starts."),
                        Scalar((DateValue("1850-01-01", until_today=False),), normalise="date"),
                        "2023-01-01",
                        "accounts",
                    ),
                    Field(
                        "end",
                        Text("Sfârșit", "End"),
                        Text("Data încheierii.", "The day it ends."),
                        Scalar((DateValue("1850-01-01", until_today=False),), normalise="date"),
                        "2024-06-30",
                        "accounts",
                    ),
                    _link("url", "Adresă", "Address"),
                    Field(
                        "summary",
                        Text("Pe scurt", "In short"),
                        Text("O frază, cel mult 300 de caractere.", "One sentence, at most 300 characters."),
                        Scalar((Length(10, 300),)),
                        "Biblioteci mobile în zece sate.",
                        "accounts",
                    ),
                )
            ),
            unique_by="title",
        ),
        [{"title": "Biblioteca mobilă", "start": "2023-01-01"}],
        "accounts",
    ),
)
