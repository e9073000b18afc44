"""A file with a fault of every rule that can share one: all of them in one run, in their place, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conect.catalogue import files
from conect.catalogue import rules as catalogue_rules
from conect.records.rule import RULES
from conect.review import administrators
from tests.cli.conftest import Run

NAME = "ASOCIAȚIA " + "LECTURII " * 27 + "DIN CLUJ"
PROFILE = f"""\
%YAML 1.1
---
name: {NAME}
short_name: S\u0430lvați
former_names: ["=SUMA", asociaþia de cãtre, Ştiinţă, "Nume  vechi", "Cafe\u0301", AB, "Cu\\u200Bspațiu"]
former_ids: [Id_Vechi]
legal_form: fundatie
cui: 12345678
national_registry_number: "12/A/2005"
special_registry_number: 123 din 2020
court: judecatoria-cluj
registry_status: inregistrata
founded_on: "2005-02-30"
public_utility: {{act: "HG 123/2008", date: "2009-02-14"}}
anaf_deductions: {{listed: "true", checked_on: "2020-10-01"}}
county: BN
locality: Constanța
siruta: "999999"
country: DE
parent: asociatia-mama
merged_into: asociatia-alta
postal_code: "400001"
activity_scope: regional
domains: [educatie, educatie, lectura, sanatate, cultura, mediu]
caen: &cod "9499"
summary: Ajutăm **copiii din sate** să citească, cu biblioteci mobile și cercuri de lectură.
description: |
  Mergem în sate cu o <b>bibliotecă mobilă</b> ![foto](https://example.org/f.png) și citim [împreună](javascript:alert)
  cu copiii. Cercurile de lectură au loc în fiecare sâmbătă, iar cărțile se împrumută gratuit. Voluntarii noștri vin
  din liceele orașului, pregătiți pentru asta de bibliotecari.
purpose: Președinte, CNP 1960101221141
email: !adresa contact@example.org
phone: "+40964123456"
website: http://example.org
contact_role:
contact_rol: Secretariat
finances: [{{year: 2224}}, {{revenue: 120.000}}]
projects: [{{title: Biblioteca mobilă, start: "2023-01-01", end: "2022-01-01"}}]
logo: {{file: alt-nume.png, alt: Sigla asociației}}
confirmed_on: "2020-09-01"
confirmed_on: "2021-09-01"
origin: organization
maintainers: cont
sources: [{{field: address, name: Registrul, date: "2026-03-09"}}]
---
name: a doua
"""

# Line, column, rule, and words of the message in Romanian and in English.
EXPECTED: list[tuple[int, int, str, str, str]] = [
    (1, 1, "yaml-directive", "liniile care încep cu „%”", "lines that start with “%”"),
    (3, 1, "id-form", "redenumiți-l „fisa-cu-tot.yaml”", "rename it to “fisa-cu-tot.yaml”"),
    (3, 7, "name-length", "denumirea are 261 de caractere", "the name has 261 characters"),
    (3, 7, "name-capitals", "scrieți de exemplu „Asociația Lecturii", "write for example “Asociația Lecturii"),
    (
        4,
        13,
        "latin-script",
        "litera „\u0430” (U+0430, chirilică)",
        "the letter “\u0430” (U+0430, Cyrillic)",
    ),
    (5, 16, "pattern", "scrieți denumirea fără semnele =, +, - sau @", "write the name without =, +, - or @"),
    (5, 25, "mojibake", "scrieți „asociația de către”", "write “asociația de către”"),
    (5, 45, "cedilla", "scrieți „Știință”", "write “Știință”"),
    (5, 54, "spaces", "scrieți „Nume vechi”", "write “Nume vechi”"),
    (5, 69, "unicode-nfc", "scrieți „Café”", "write “Café”"),
    (5, 78, "length", "scrieți cel puțin 3", "write at least 3"),
    (5, 82, "file-characters", "U+200B ZERO WIDTH SPACE nu este admis", "U+200B ZERO WIDTH SPACE is not allowed"),
    (6, 14, "pattern", "scrieți un identificator din litere mici", "write an id of lower-case letters"),
    (8, 6, "check-digit", "cifra de control din „12345678”", "the check digit of “12345678”"),
    (8, 6, "quotes", 'puneți ghilimele: "12345678"', 'put it in quotes: "12345678"'),
    (9, 27, "registry-letter", "„12/B/2005” sau altă formă juridică", "“12/B/2005” or another legal form"),
    (10, 26, "pattern", "de exemplu „123/14.09.2020”", "for example “123/14.09.2020”"),
    (11, 8, "term", "ați vrut să scrieți „judecatoria-", "did you mean “judecatoria-"),
    (12, 18, "merged-status", "scrieți „registry_status: dizolvata”", "write “registry_status: dizolvata”"),
    (13, 13, "date", "sau doar anul, „2005”", "or the year alone, “2005”"),
    (14, 44, "public-utility-year", "nu este din anul hotărârii „HG 123/2008”", "not of the year of “HG 123/2008”"),
    (15, 27, "no-quotes", "scrieți fără ghilimele: true", "write it without quotes: true"),
    (15, 47, "deductions-old", "are peste 180 de zile", "is over 180 days old"),
    (16, 9, "folder", "mutați-l în „organizations/bn/", "move it to “organizations/bn/"),
    (
        17,
        11,
        "locality",
        "„Constanța” nu este o localitate din județul Bistrița-Năsăud",
        "not a locality of the county",
    ),
    (18, 9, "siruta", "codul SIRUTA „999999” nu există", "there is no SIRUTA code “999999”"),
    (19, 10, "foreign-country", "ștergeți „country”", "delete “country”"),
    (20, 9, "branch-parent", "numai filialele au organizație-mamă", "only branches have a parent"),
    (20, 9, "reference-missing", "nu există nicio fișă „asociatia-mama”", "there is no record “asociatia-mama”"),
    (21, 14, "reference-missing", "nu există nicio fișă „asociatia-alta”", "there is no record “asociatia-alta”"),
    (22, 14, "postal-code", "„400001” nu este din județul BN (CJ)", "“400001” is not of the county BN (CJ)"),
    (23, 17, "activity-counties", "„activity_counties: [BN]”", "“activity_counties: [BN]”"),
    (
        24,
        10,
        "list-length",
        "lista are 6 elemente; sunt admise între 1 și 5",
        "the list has 6 items; 1 to 5 are allowed",
    ),
    (24, 21, "list-distinct", "„educatie” apare de două ori", "“educatie” stands twice"),
    (24, 31, "term", "„lectura” nu este în lista „Domenii de activitate”", "“lectura” is not in the list"),
    (25, 7, "yaml-anchor", "„&cod” la începutul unei valori", "“&cod” at the start of a value"),
    (26, 10, "summary-plain", "ștergeți „**”", "delete “**”"),
    (27, 14, "markdown-html", "conține HTML („<b>”)", "holds HTML (“<b>”)"),
    (27, 14, "markdown-image", "conține o imagine", "holds an image"),
    (
        27,
        14,
        "markdown-link",
        "„javascript:alert” nu este o adresă web",
        "“javascript:alert” is not an accepted web address",
    ),
    (31, 10, "personal-code", "cod numeric personal (CNP)", "personal numeric code (CNP)"),
    (32, 8, "yaml-tag", "eticheta „!adresa” nu este admisă", "the tag “!adresa” is not allowed"),
    (33, 8, "phone", "nu este un număr de telefon existent", "is no existing telephone number"),
    (34, 10, "web-address", "scrieți „https://example.org”", "write “https://example.org”"),
    (35, 1, "empty-value", "„contact_role” este gol", "“contact_role” is empty"),
    (36, 1, "unknown-key", "ați vrut să scrieți „contact_role”?", "did you mean “contact_role”?"),
    (37, 19, "range", "2224 nu este între 1990 și 2026", "2224 is not between 1990 and 2026"),
    (37, 26, "missing-key", "adăugați de exemplu „year: 2024”", "add for example “year: 2024”"),
    (37, 36, "written-form", "scrieți „120000” în loc de „120.000”", "write “120000” instead of “120.000”"),
    (38, 65, "project-dates", "(2022-01-01) înainte să înceapă", "(2022-01-01) before it starts"),
    (39, 14, "logo", "redenumiți-l „Fisa_cu_tot.png”", "rename it to “Fisa_cu_tot.png”"),
    (40, 15, "stale", "acum 2.275 de zile", "2275 days ago"),
    (41, 1, "yaml-duplicate-key", "(prima este pe linia 40)", "(the first is on line 40)"),
    (43, 14, "kind", "„maintainers” trebuie să fie o listă", "“maintainers” must be a list"),
    (44, 19, "source-field", "fișa nu are câmpul „address”", "the record has no field “address”"),
    (45, 1, "yaml-documents", "ștergeți a doua linie „---”", "delete the second “---” line"),
]

REGISTER = """\
\ufeffname: Asociația Exemplu pentru Lectură
legal_form: asociatie
registry_status: inregistrata
county: CJ
locality: Constanța
memberships: [pagina]
origin: register
sources: [{field: name, name: Registrul național ONG, date: "2026-03-09"}]
"""
EXPECTED_REGISTER: list[tuple[int, int, str, str, str]] = [
    (1, 1, "file-byte-order-mark", "„UTF-8 fără BOM”", "“UTF-8 without BOM”"),
    (1, 1, "id-reserved", "„asociatia-pagina”", "“asociatia-pagina”"),
    (1, 1, "register-number-missing", "completați „national_registry_number”", "add “national_registry_number”"),
    (4, 9, "source-missing", "„county” nu are o sursă", "“county” has no source"),
    (5, 11, "locality-register", "nu este o localitate din județul Cluj", "is not a locality of the county Cluj"),
    (5, 11, "source-missing", "„locality” nu are o sursă", "“locality” has no source"),
    (6, 15, "reference-self", "„pagina” este chiar această fișă", "“pagina” is this very record"),
]

# What cannot share a file with others: it ends the reading of the file, or is about files and folders, or needs others.
ALONE = {
    *{"file-size", "file-empty", "file-encoding", "yaml-syntax", "yaml-not-a-mapping", "yaml-key", "yaml-depth"},
    *{"yaml-nodes", "front-matter", "front-matter-description", "vocabulary", "administrators"},
    *{"file-kind", "file-place", "file-suffix", "file-name", "file-hidden", "file-unreadable", "logo-alone"},
    *{"duplicate-id", "former-id-taken", "duplicate-cui", "duplicate-register-number", "duplicate-name"},
    *{"duplicate-name-register", "similar-name", "reference-cycle", "parent-branch", "membership-form"},
}


def found(run: Run, lang: str, path: Path) -> list[dict[str, Any]]:
    done = run("validate", "--format", "json", "--lang", lang, str(path))
    assert done.code == 1
    listed: list[dict[str, Any]] = json.loads(done.out)
    return listed


@pytest.mark.parametrize("lang", ["ro", "en"])
@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [("cj/Fisa_cu_tot.yaml", PROFILE, EXPECTED), ("cj/pagina.yaml", REGISTER, EXPECTED_REGISTER)],
)
def test_every_fault_is_told_in_its_place(
    run: Run,
    write: Callable[..., Path],
    lang: str,
    name: str,
    text: str,
    expected: list[tuple[int, int, str, str, str]],
) -> None:
    problems = found(run, lang, write(name, text.encode("utf-8")))
    assert {p["path"] for p in problems} == {f"content/organizations/{name}"}
    by_place = sorted((p["line"], p["column"], p["rule"]) for p in problems)
    assert by_place == sorted((line, column, rule) for line, column, rule, _, _ in expected)
    for line, column, rule, ro, en in expected:
        words = ro if lang == "ro" else en
        said = [p["message"] for p in problems if (p["line"], p["column"], p["rule"]) == (line, column, rule)]
        assert [message for message in said if words in message], (line, column, rule, said)
        assert {p["level"] for p in problems if p["rule"] == rule} == {RULES[rule].level}


def test_these_files_hold_a_fault_of_every_rule_that_can_share_one() -> None:
    assert files and catalogue_rules and administrators  # their rules are registered
    covered = {rule for _, _, rule, _, _ in [*EXPECTED, *EXPECTED_REGISTER]}
    assert covered.isdisjoint(ALONE)
    assert covered | ALONE == set(RULES)
