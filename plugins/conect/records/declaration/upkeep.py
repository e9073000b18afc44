"""Where the record came from, who keeps it and when it was last confirmed."""

from __future__ import annotations

from conect.records.fields import ALWAYS, PROFILE, REGISTER, Boolean, Field, Mapping, Scalar, Sequence
from conect.records.primitives import DateValue, Length, Pattern, Term, WebAddress
from conect.records.problems import Text

FIELDS: tuple[Field, ...] = (
    Field(
        "logo",
        Text("Siglă", "Logo"),
        Text(
            "Fișier PNG sau WebP lângă fișă, cu numele ei, cel mult 100 kB.",
            "A PNG or WebP file beside the record, of its name, at most 100 kB.",
        ),
        Mapping(
            (
                Field(
                    "file",
                    Text("Fișier", "File"),
                    Text(
                        "Numele fișierului: identificatorul fișei și .png sau .webp.",
                        "The file's name: the record's id and .png or .webp.",
                    ),
                    Scalar(
                        (
                            Pattern(
                                r"[a-z0-9]+(-[a-z0-9]+)*\.(png|webp)",
                                Text(
                                    "numele fișierului, de exemplu „asociatia-exemplu.png”",
                                    "the file's name, for example “asociatia-exemplu.png”",
                                ),
                            ),
                        )
                    ),
                    "asociatia-exemplu.png",
                    "upkeep",
                    required=ALWAYS,
                ),
                Field(
                    "alt",
                    Text("Text alternativ", "Alternative text"),
                    Text(
                        "Ce se vede pe siglă, pentru cine nu o poate vedea.",
                        "What the logo shows, for those who cannot see it.",
                    ),
                    Scalar((Length(3, 120),)),
                    "Sigla: o carte deschisă",
                    "upkeep",
                    required=ALWAYS,
                ),
            )
        ),
        {"file": "asociatia-exemplu.png", "alt": "Sigla: o carte deschisă"},
        "upkeep",
        asked=Text(
            "O imagine PNG, JPEG sau WebP de pe dispozitivul dumneavoastră; se micșorează aici, fără să plece de la "
            "dumneavoastră.",
            "A PNG, JPEG or WebP picture from your device; it is scaled down here and does not leave it.",
        ),
    ),
    Field(
        "confirmed_on",
        Text("Confirmat la", "Confirmed on"),
        Text(
            "Ziua în care organizația a verificat ultima oară toată fișa.",
            "The day the organisation last checked the whole record.",
        ),
        Scalar((DateValue("2017-01-01"),), normalise="date"),
        "2026-09-01",
        "upkeep",
        required=PROFILE,
        facet=True,
    ),
    Field(
        "origin",
        Text("Proveniența", "Origin"),
        Text(
            "register: importată, minimală; organization: profil scris de organizație.",
            "register: imported, minimal; organization: a profile the organisation wrote.",
        ),
        Scalar((Term("origins"),), vocabulary="origins"),
        "organization",
        "upkeep",
        required=ALWAYS,
    ),
    Field(
        "maintainers",
        Text("Întreținători", "Maintainers"),
        Text("Conturile de pe forjă care pot schimba fișa.", "Forge accounts that may change the record."),
        Sequence(
            Scalar(
                (
                    Pattern(
                        r"[A-Za-z0-9](-?[A-Za-z0-9_]){0,38}",
                        Text("numele contului, fără @", "the account's name, without @"),
                    ),
                )
            ),
            most=10,
        ),
        ["asociatia-exemplu"],
        "upkeep",
        shown=False,
    ),
    Field(
        "verification",
        Text("Verificare", "Verification"),
        Text(
            "Ce au verificat administratorii; doar ei o scriu.", "What the administrators verified; only they write it."
        ),
        Mapping(
            (
                Field(
                    "level",
                    Text("Nivel", "Level"),
                    Text("Nivelul verificării.", "The level of verification."),
                    Scalar((Term("verification-levels"),), vocabulary="verification-levels"),
                    "verificat",
                    "upkeep",
                    required=ALWAYS,
                ),
                Field(
                    "date",
                    Text("Data", "Date"),
                    Text("Ziua verificării.", "The day of verification."),
                    Scalar((DateValue("2017-01-01"),), normalise="date"),
                    "2026-09-02",
                    "upkeep",
                    required=ALWAYS,
                ),
            )
        ),
        {"level": "verificat", "date": "2026-09-02"},
        "upkeep",
        setter="administrator",
    ),
    Field(
        "demo",
        Text("Fișă demonstrativă", "Demonstration record"),
        Text(
            "O fișă inventată: poartă un semn și lipsește din site-ul publicat.",
            "An invented record: it wears a mark and is left out of the published site.",
        ),
        Boolean(),
        True,
        "upkeep",
        setter="administrator",
    ),
    Field(
        "sources",
        Text("Surse", "Sources"),
        Text("Pentru fiecare valoare preluată: de unde și când.", "For each value taken over: from where and when."),
        Sequence(
            Mapping(
                (
                    Field(
                        "field",
                        Text("Câmp", "Field"),
                        Text("Cheia câmpului preluat.", "The key of the field taken over."),
                        Scalar(
                            (
                                Pattern(
                                    r"[a-z]+(_[a-z]+)*",
                                    Text(
                                        "cheia unui câmp, de exemplu „name”", "the key of a field, for example “name”"
                                    ),
                                ),
                            )
                        ),
                        "name",
                        "upkeep",
                        required=ALWAYS,
                    ),
                    Field(
                        "name",
                        Text("Sursa", "Source"),
                        Text("Numele sursei.", "The source's name."),
                        Scalar((Length(3, 120),)),
                        "Registrul național ONG",
                        "upkeep",
                        required=ALWAYS,
                    ),
                    Field(
                        "date",
                        Text("Data", "Date"),
                        Text("Ziua de la care sursa spune asta.", "The day from which the source says so."),
                        Scalar((DateValue("1990-01-01"),), normalise="date"),
                        "2026-03-09",
                        "upkeep",
                        required=ALWAYS,
                    ),
                    Field(
                        "url",
                        Text("Adresă", "Address"),
                        Text("Adresa https a sursei.", "The source's https address."),
                        Scalar((WebAddress(),)),
                        "https://example.org/registru",
                        "upkeep",
                    ),
                )
            ),
            most=60,
            unique_by="field",
        ),
        [{"field": "name", "name": "Registrul național ONG", "date": "2026-03-09"}],
        "upkeep",
        required=REGISTER,
    ),
)
