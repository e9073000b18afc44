"""Reach of activity and contact facts that depend on other facts."""

from __future__ import annotations

from collections.abc import Iterator

from conect.records.phrases import phrase
from conect.records.record import Record
from conect.records.rule import Context, Finding, record_rule
from conect.romania.identifiers import phone_e164

WITH_COUNTIES = frozenset({"local", "judetean", "regional"})

_COUNTIES = phrase(
    "activity-counties",
    "pentru această arie scrieți și județele, de exemplu „activity_counties: [{here}]”",
    "for this reach write the counties as well, for example “activity_counties: [{here}]”",
)


@record_rule("activity-counties")
def activity_counties(record: Record, context: Context) -> Iterator[Finding]:
    """Aria locală, județeană sau regională numește județele ei.

    A local, county or regional reach names its counties.

    Passes::

        activity_scope: judetean
        activity_counties: [CJ]

    Fails::

        activity_scope: regional
        activity_counties:
    """
    if record.get("activity_scope") in WITH_COUNTIES and "activity_counties" not in record:
        yield Finding(("activity_scope",), _COUNTIES.say(here=record.get("county", "CJ")))


_PHONE = phrase(
    "phone",
    "„{number}” nu este un număr de telefon existent; scrieți-l ca „+40264123456”",
    "“{number}” is no existing telephone number; write it like “+40264123456”",
)


@record_rule("phone")
def phone(record: Record, context: Context) -> Iterator[Finding]:
    """Numărul de telefon există în planul de numerotație al țării lui (libphonenumber).

    The telephone number exists in its country's numbering plan (libphonenumber).

    Passes::

        phone: "+40264123456"

    Fails::

        phone: "+40964123456"
    """
    number = record.get("phone")
    if isinstance(number, str) and number.startswith("+") and phone_e164(number) is None:
        yield Finding(("phone",), _PHONE.say(number=number))


_PROJECT_DATES = phrase(
    "project-dates",
    "proiectul se sfârșește ({end}) înainte să înceapă ({start}); verificați datele",
    "the project ends ({end}) before it starts ({start}); check the dates",
)


@record_rule("project-dates")
def project_dates(record: Record, context: Context) -> Iterator[Finding]:
    """Un proiect începe înainte de a se sfârși.

    A project starts before it ends.

    Passes::

        projects: [{title: Biblioteca mobilă, start: "2023-01-01", end: "2024-01-01"}]

    Fails::

        projects: [{title: Biblioteca mobilă, start: "2023-01-01", end: "2022-01-01"}]
    """
    for i, project in enumerate(record.get("projects") or []):
        start, end = project.get("start"), project.get("end")
        if isinstance(start, str) and isinstance(end, str) and start > end:
            yield Finding(("projects", i, "end"), _PROJECT_DATES.say(start=start, end=end))
