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
IN_TURDA = """\
  - {field: county, name: Registrul național ONG, date: "2026-03-09"}
  - {field: locality, name: Registrul național ONG, date: "2026-03-09"}
"""

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


def _register(
    name: str, number: str, form: str = "asociatie", status: str = "inregistrata", *, turda: bool = True
) -> str:
    place = "county: CJ\nlocality: Turda\n" if turda else ""
    text = REGISTER.format(name=name, number=number, form=form, status=status, place=place)
    return text + (IN_TURDA if turda else "")


def write_sample(content: Path) -> None:
    """Write the catalogue."""
    records = {
        "cj/exemplu": profile().replace("domains: [educatie]", "domains: [educatie, cultura]") + RICH,
        "cj/veche": _profile("Fundația Șansa <i>Veche</i>", "3151288", confirmed_on='"2024-03-02"'),
        "cj/asemanatoare": _profile("Asociația Ămbele Maluri", "9232411"),
        "b/federatia-cititorilor": _profile(
            "Federația Cititorilor",
            "4921504",
            county="B",
            locality="București",
            legal_form="federatie",
            domains="[cultura]",
        ),
        "cj/din-registru": _register("ASOCIAȚIA DIN REGISTRU", "12/A/2005"),
        "xx/fara-judet": _register("Asociația Fără Județ", "13/A/2006", turda=False),
        "cj/radiata": _register("Asociația Cojocarilor", "14/A/2001", status="radiata"),
        "cj/contopita": _register("Asociația Contopită", "15/A/2002", status="dizolvata") + "merged_into: exemplu\n",
        "cj/filiala-turda": _register("Asociația Exemplu Filiala Turda", "16/A/2007", "filiala") + "parent: exemplu\n",
        "cj/demonstrativa": _profile("Asociația „Inventată”", "9904717") + "demo: true\n",
    }
    for name, text in records.items():
        put(content, f"{name}.yaml", text)
    put(content, "cj/exemplu.png", picture())
