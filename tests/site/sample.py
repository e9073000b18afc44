"""A small catalogue with something of everything: relations, translations, old addresses, every state of a record."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from tests.catalogue.made import profile, put

REGISTER = """\
name: {name}
legal_form: {form}
national_registry_number: "{number}"
registry_status: {status}
{place}purpose: |
  Sprijinirea lecturii <b>în sate</b>.

  Editarea de publicații.
origin: register
sources:
  - {{field: name, name: Registrul național ONG, date: "2026-03-09", url: "https://www.just.ro/registrul-national-ong/"}}
  - {{field: national_registry_number, name: Registrul național ONG, date: "2026-03-09"}}
  - {{field: purpose, name: Registrul național ONG, date: "2026-03-09"}}
"""

CJ = "county: CJ\nlocality: Turda\n"

RICH = """\
short_name: AEL
former_names: [Clubul Micilor Cititori]
former_ids: [clubul-micilor-cititori]
founded_on: "2005-03-14"
public_utility: {act: "HG 123/2008", date: "2008-02-14"}
anaf_deductions: {listed: true, checked_on: "2026-10-01"}
address: Strada Exemplu nr. 1
postal_code: "400001"
phone: "+40264123456"
website: https://exemplu.example/acasa
social: {facebook: "https://www.facebook.com/exemplu"}
iban: RO49AAAA1B31007593840000
volunteering: {accepts: true, url: "https://exemplu.example/voluntari"}
memberships: [federatia-cititorilor]
translations:
  en:
    name: Example Association for Reading
    summary: We help children in villages to read, with mobile libraries and reading circles in schools.
  hu:
    name: Olvasó Példa Egyesület
finances:
  - {year: 2023, revenue: 0}
  - {year: 2024, revenue: 1234567, expenses: 1100000, employees: 3}
projects:
  - {title: Biblioteca mobilă, start: "2023-01-01", url: "https://exemplu.example/biblioteca"}
reports:
  - {title: Raport anual 2024, year: 2024, url: "https://exemplu.example/raport"}
logo: {file: exemplu.png, alt: Sigla asociației}
verification: {level: verificat, date: "2026-09-02"}
"""


def picture(side: int = 700) -> bytes:
    """A PNG with something in its metadata."""
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "ascuns aici")
    out = io.BytesIO()
    Image.new("RGB", (side, side // 2), "navy").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def _profile(name: str, cui: str, **lines: str) -> str:
    text = profile(name, cui)
    for key, line in lines.items():
        kept = [row for row in text.splitlines(keepends=True) if not row.startswith(f"{key}:")]
        text = "".join(kept) + f"{key}: {line}\n"
    return text


def write_sample(content: Path) -> None:
    """Write the catalogue."""
    put(content, "cj/exemplu.yaml", profile().replace("domains: [educatie]", "domains: [educatie, cultura]") + RICH)
    put(content, "cj/exemplu.png", picture())
    put(content, "cj/veche.yaml", _profile("Fundația Șansa <i>Veche</i>", "3151288", confirmed_on='"2024-03-02"'))
    put(content, "cj/asemanatoare.yaml", _profile("Asociația Ămbele Maluri", "9232411"))
    put(
        content,
        "b/federatia-cititorilor.yaml",
        _profile(
            "Federația Cititorilor",
            "4921504",
            county="B",
            locality="București",
            legal_form="federatie",
            domains="[cultura]",
        ),
    )
    put(
        content,
        "cj/din-registru.yaml",
        REGISTER.format(
            name="ASOCIAȚIA DIN REGISTRU", form="asociatie", number="12/A/2005", status="inregistrata", place=CJ
        ),
    )
    put(
        content,
        "xx/fara-judet.yaml",
        REGISTER.format(
            name="Asociația Fără Județ", form="asociatie", number="13/A/2006", status="inregistrata", place=""
        ),
    )
    put(
        content,
        "cj/radiata.yaml",
        REGISTER.format(name="Asociația Cojocarilor", form="asociatie", number="14/A/2001", status="radiata", place=CJ),
    )
    put(
        content,
        "cj/contopita.yaml",
        REGISTER.format(name="Asociația Contopită", form="asociatie", number="15/A/2002", status="dizolvata", place=CJ)
        + "merged_into: exemplu\n",
    )
    put(
        content,
        "cj/filiala-turda.yaml",
        REGISTER.format(
            name="Asociația Exemplu Filiala Turda", form="filiala", number="16/A/2007", status="inregistrata", place=CJ
        )
        + "parent: exemplu\n",
    )
    put(content, "cj/demonstrativa.yaml", _profile("Asociația „Inventată”", "9904717") + "demo: true\n")
