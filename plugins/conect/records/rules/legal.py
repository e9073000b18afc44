"""What registers and the law say: numbers, forms, status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from conect.records.phrases import phrase
from conect.records.record import Record
from conect.records.rule import Context, Finding, record_rule

LETTERS = {
    "asociatie": "A",
    "fundatie": "B",
    "federatie": "C",
    "uniune": "D",
    "persoana_juridica_straina": "E",
}
"""Letter of the national register by legal form; branches and religious associations bear several."""

DEDUCTIONS_MAX_AGE = 180
"""Days after which a look-up in ANAF's register of entities is old."""


_LETTER = phrase(
    "registry-letter",
    "litera din „{number}” nu corespunde formei juridice „{form}”; verificați: „{better}” sau altă formă juridică",
    "the letter in “{number}” does not agree with the legal form “{form}”; check: “{better}” or another legal form",
)


@record_rule("registry-letter", level="error")
def registry_letter(record: Record, context: Context) -> Iterator[Finding]:
    """Litera din numărul de registru corespunde formei juridice (A asociație, B fundație, C federație, D uniune, E străină).

    The register number's letter agrees with the legal form (A association, B foundation, C federation, D union, E foreign).

    Passes::

        legal_form: fundatie
        national_registry_number: "12/B/2005"

    Fails::

        legal_form: fundatie
        national_registry_number: "12/A/2005"
    """
    number, form = record.get("national_registry_number"), record.get("legal_form")
    expected = LETTERS.get(str(form))
    if isinstance(number, str) and expected and number.count("/") == 2 and number.split("/")[1] != expected:
        better = f"{number.split('/')[0]}/{expected}/{number.split('/')[2]}"
        yield Finding(("national_registry_number",), _LETTER.say(number=number, form=str(form), better=better))


_NO_NUMBER = phrase(
    "register-number-missing",
    "fișa importată nu are număr în Registrul național; completați „national_registry_number” dacă îl aflați",
    "the imported record has no national register number; add “national_registry_number” if you find it",
)


@record_rule("register-number-missing", level="warning")
def register_number_missing(record: Record, context: Context) -> Iterator[Finding]:
    """O fișă importată are numărul din Registrul național, dacă registrul îl dă.

    An imported record has its national register number, where the register gives one.

    Passes::

        origin: register
        national_registry_number: "12/A/2005"
        sources: [{field: name, name: Registrul național ONG, date: "2026-03-09"}]

    Fails::

        origin: register
        sources: [{field: name, name: Registrul național ONG, date: "2026-03-09"}]
    """
    if record.origin == "register" and "national_registry_number" not in record:
        yield Finding((), _NO_NUMBER.say())


_NO_PARENT = phrase(
    "branch-parent.missing",
    "o filială are nevoie de organizația ei; adăugați „parent: identificatorul-organizatiei”",
    "a branch needs its organisation; add “parent: id-of-the-organisation”",
)
_NO_BRANCH = phrase(
    "branch-parent",
    "numai filialele au organizație-mamă; ștergeți „parent” sau scrieți „legal_form: filiala”",
    "only branches have a parent; delete “parent” or write “legal_form: filiala”",
)


@record_rule("branch-parent")
def branch_parent(record: Record, context: Context) -> Iterator[Finding]:
    """O filială dintr-un profil își numește organizația-mamă, și numai filialele au una.

    A branch names its parent organisation in its profile, and only branches have one.

    Passes::

        legal_form: asociatie

    Fails::

        legal_form: filiala
    """
    if record.get("legal_form") == "filiala" and "parent" not in record and record.origin == "organization":
        yield Finding(("legal_form",), _NO_PARENT.say())
    elif "parent" in record and record.get("legal_form") not in {"filiala", None}:
        yield Finding(("parent",), _NO_BRANCH.say())


_NOT_FOREIGN = phrase(
    "foreign-country",
    "țara se scrie numai la persoane juridice străine; ștergeți „country”",
    "the country is for foreign legal persons only; delete “country”",
)
_NO_COUNTRY = phrase(
    "foreign-country.missing",
    "lipsește țara de origine; adăugați codul ei, de exemplu „country: DE”",
    "the country of origin is missing; add its code, for example “country: DE”",
)


@record_rule("foreign-country")
def foreign_country(record: Record, context: Context) -> Iterator[Finding]:
    """Țara de origine se scrie la persoanele juridice străine, și numai la ele.

    The country of origin is written for foreign legal persons, and for them alone.

    Passes::

        legal_form: persoana_juridica_straina
        country: DE
        national_registry_number: "12/E/2005"

    Fails::

        country: DE
    """
    form = record.get("legal_form")
    if "country" in record and form not in {"persoana_juridica_straina", None}:
        yield Finding(("country",), _NOT_FOREIGN.say())
    elif form == "persoana_juridica_straina" and "country" not in record and record.origin == "organization":
        yield Finding(("legal_form",), _NO_COUNTRY.say())


_DEDUCTIONS = phrase(
    "deductions-old",
    "verificarea din {day} are peste {days} de zile; căutați din nou în registrul ANAF și scrieți data de azi",
    "the look-up of {day} is over {days} days old; look again in ANAF's register and write today's date",
)


@record_rule("deductions-old", level="warning")
def deductions_old(record: Record, context: Context) -> Iterator[Finding]:
    """Înscrierea în registrul ANAF al entităților se verifică din nou după 180 de zile.

    The entry in ANAF's register of entities is looked up again after 180 days.

    Passes::

        anaf_deductions: {listed: true, checked_on: "2026-10-01"}

    Fails::

        anaf_deductions: {listed: true, checked_on: "2020-10-01"}
    """
    checked = (record.get("anaf_deductions") or {}).get("checked_on")
    day = parsed(checked)
    if day is not None and (context.today - day).days > DEDUCTIONS_MAX_AGE:
        yield Finding(("anaf_deductions", "checked_on"), _DEDUCTIONS.say(day=str(checked), days=DEDUCTIONS_MAX_AGE))


_UTILITY_YEAR = phrase(
    "public-utility-year",
    "data nu este din anul hotărârii „{act}”; verificați-o",
    "the date is not of the year of “{act}”; check it",
)


@record_rule("public-utility-year")
def public_utility_year(record: Record, context: Context) -> Iterator[Finding]:
    """Data hotărârii de utilitate publică este din anul hotărârii.

    The date of the public utility decision is of the decision's year.

    Passes::

        public_utility: {act: "HG 123/2008", date: "2008-02-14"}

    Fails::

        public_utility: {act: "HG 123/2008", date: "2009-02-14"}
    """
    utility = record.get("public_utility") or {}
    act, day = str(utility.get("act", "")), parsed(utility.get("date"))
    if day is not None and re.fullmatch(r"[0-9]{4}", act[-4:]) and int(act[-4:]) != day.year:
        yield Finding(("public_utility", "date"), _UTILITY_YEAR.say(act=act))


_MERGED = phrase(
    "merged-status",
    "organizația s-a contopit cu alta; scrieți „registry_status: dizolvata” sau „radiata”",
    "the organisation merged into another; write “registry_status: dizolvata” or “radiata”",
)


@record_rule("merged-status", level="warning")
def merged_status(record: Record, context: Context) -> Iterator[Finding]:
    """O organizație contopită cu alta nu mai este înregistrată ca activă.

    An organisation that merged into another is no longer registered as active.

    Passes::

        registry_status: dizolvata
        merged_into: asociatia-alta

    Fails::

        registry_status: inregistrata
        merged_into: asociatia-alta
    """
    if "merged_into" in record and record.get("registry_status") == "inregistrata":
        yield Finding(("registry_status",), _MERGED.say())


# Python also reads 2024-W09-3, which is no date of a record.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parsed(value: object) -> date | None:
    """Return an ISO date as a date; None for anything else (which its field rule reports)."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        return None
