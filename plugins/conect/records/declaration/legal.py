"""What the State's registers say: form, numbers, status (OG 26/2000 and the registers built on it)."""

from __future__ import annotations

from conect.records.fields import ALWAYS, PROFILE, Boolean, Field, Mapping, Scalar
from conect.records.primitives import DateValue, Pattern, Term, WeightedCheckDigit
from conect.records.problems import Text

FIELDS: tuple[Field, ...] = (
    Field(
        "legal_form",
        Text("Forma juridică", "Legal form"),
        Text("Forma din actul constitutiv.", "The form in the founding act."),
        Scalar((Term("legal-forms"),), vocabulary="legal-forms"),
        "asociatie",
        "legal",
        required=ALWAYS,
        facet=True,
    ),
    Field(
        "cui",
        Text("CUI/CIF", "Tax identification number"),
        Text("Codul de înregistrare fiscală, fără RO, între ghilimele.", "The fiscal code, without RO, in quotes."),
        Scalar(
            (
                Pattern(
                    r"[1-9][0-9]{1,9}",
                    Text("numai cifrele codului, fără RO", "the digits of the code alone, without RO"),
                ),
                # Ordinul MFP 262/2007 does not print it, but every CUI carries it: key 753217532, × 10 mod 11 mod 10.
                WeightedCheckDigit((7, 5, 3, 2, 1, 7, 5, 3, 2), 10, 11),
            ),
            normalise="cui",
        ),
        "30339344",
        "legal",
        required=PROFILE,
        weight=10,
        asked=Text("Codul de înregistrare fiscală, fără RO.", "The fiscal code, without RO."),
    ),
    Field(
        "national_registry_number",
        Text("Nr. în Registrul național ONG", "National NGO register number"),
        Text(
            "Număr/literă/an: A asociație, B fundație, C federație, D uniune, E persoană juridică străină.",
            "Number/letter/year: A association, B foundation, C federation, D union, E foreign legal person.",
        ),
        Scalar(
            (
                Pattern(
                    r"[1-9][0-9]{0,5}/[A-E]/(19|20)[0-9]{2}",
                    Text("„număr/literă/an”, de exemplu „12/A/2005”", "“number/letter/year”, for example “12/A/2005”"),
                ),
            ),
            normalise="registry_number",
        ),
        "12/A/2005",
        "legal",
        weight=10,
        setter="register",
    ),
    Field(
        "special_registry_number",
        Text("Nr. în Registrul special", "Special register number"),
        Text("Numărul și data din registrul judecătoriei.", "The number and date in the court's register."),
        Scalar(
            (
                Pattern(
                    r"[1-9][0-9]{0,5}(/[A-Z]{1,3})?/(0[1-9]|[12][0-9]|3[01])\.(0[1-9]|1[0-2])\.(19|20)[0-9]{2}",
                    Text(
                        "„număr/zz.ll.aaaa”, de exemplu „123/14.09.2020”",
                        "“number/dd.mm.yyyy”, for example “123/14.09.2020”",
                    ),
                ),
            )
        ),
        "123/14.09.2020",
        "legal",
        weight=6,
    ),
    Field(
        "court",
        Text("Instanța", "Court"),
        Text("Instanța care ține registrul special.", "The court that keeps the special register."),
        Scalar((Term("courts"),), vocabulary="courts"),
        "judecatoria-cluj-napoca",
        "legal",
    ),
    Field(
        "registry_status",
        Text("Starea juridică", "Registry status"),
        Text(
            "Starea din registru: o organizație dizolvată își păstrează fișa.",
            "The status in the register: a dissolved organisation keeps its record.",
        ),
        Scalar((Term("registry-statuses"),), vocabulary="registry-statuses"),
        "inregistrata",
        "legal",
        required=ALWAYS,
        facet=True,
    ),
    Field(
        "register_absent_since",
        Text("Absentă din registru de la", "Absent from the register since"),
        Text(
            "Data fișierului din registru în care organizația nu a mai apărut; o scrie importul.",
            "The date of the register file in which the organisation no longer stood; written by the import.",
        ),
        Scalar((DateValue("2000-01-01"),), normalise="date"),
        "2026-03-09",
        "legal",
        setter="register",
    ),
    Field(
        "founded_on",
        Text("Data înființării", "Founded on"),
        Text(
            "Data sau doar anul dobândirii personalității juridice.",
            "The date, or the year alone, of legal personality.",
        ),
        Scalar((DateValue("1850-01-01", year_alone=True),), normalise="date"),
        "2005-03-14",
        "legal",
        asked=Text(
            "Data la care ați dobândit personalitate juridică, sau doar anul.",
            "The day on which it became a legal person, or the year alone.",
        ),
    ),
    Field(
        "public_utility",
        Text("Utilitate publică", "Public utility"),
        Text(
            "Hotărârea Guvernului care o recunoaște (OG 26/2000, art. 38).",
            "The Government decision that recognises it (OG 26/2000, art. 38).",
        ),
        Mapping(
            (
                Field(
                    "act",
                    Text("Hotărârea", "Decision"),
                    Text("Numărul și anul hotărârii.", "The decision's number and year."),
                    Scalar(
                        (
                            Pattern(
                                r"HG [1-9][0-9]{0,4}/(19|20)[0-9]{2}",
                                Text(
                                    "„HG număr/an”, de exemplu „HG 123/2008”",
                                    "“HG number/year”, for example “HG 123/2008”",
                                ),
                            ),
                        )
                    ),
                    "HG 123/2008",
                    "legal",
                    required=ALWAYS,
                ),
                Field(
                    "date",
                    Text("Data hotărârii", "Date of the decision"),
                    Text("Data la care a fost dată.", "The day it was taken."),
                    Scalar((DateValue("1990-01-01"),), normalise="date"),
                    "2008-02-14",
                    "legal",
                ),
            )
        ),
        {"act": "HG 123/2008", "date": "2008-02-14"},
        "legal",
        facet=True,
    ),
    Field(
        "anaf_deductions",
        Text("Registrul entităților (deduceri fiscale)", "Register of entities for tax deductions"),
        Text(
            "Dacă organizația se află în registrul ANAF și când s-a verificat.",
            "Whether the organisation stands in ANAF's register and when that was checked.",
        ),
        Mapping(
            (
                Field(
                    "listed",
                    Text("Înscrisă", "Listed"),
                    Text("true sau false.", "true or false."),
                    Boolean(),
                    True,
                    "legal",
                    required=ALWAYS,
                    asked=Text("Se vede în registrul public de la ANAF.", "It can be seen in ANAF's public register."),
                ),
                Field(
                    "checked_on",
                    Text("Verificat la", "Checked on"),
                    Text("Ziua verificării în registrul public.", "The day it was looked up."),
                    Scalar((DateValue("2019-04-01"),), normalise="date"),
                    "2026-10-01",
                    "legal",
                    required=ALWAYS,
                ),
            )
        ),
        {"listed": True, "checked_on": "2026-10-01"},
        "legal",
    ),
    Field(
        "social_services_accredited",
        Text("Furnizor acreditat de servicii sociale", "Accredited provider of social services"),
        Text("Acreditare după Legea 197/2012.", "Accredited under Legea 197/2012."),
        Boolean(),
        True,
        "legal",
    ),
)
