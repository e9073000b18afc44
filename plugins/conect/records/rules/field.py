"""The rules behind the data primitives: what a value of a field must be, and what to type instead."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from conect.records.problems import Text
from conect.records.rule import Verdict, rule
from conect.romania.text import amount, fold


@rule("length", scope="field")
def length(least: int, most: int, size: int) -> Verdict | None:
    """Un text are între o lungime minimă și una maximă, numărate în caractere.

    A text keeps to its minimum and maximum length, counted in characters.

    Passes::

        summary: Ajutăm copiii din sate să citească, cu biblioteci mobile și cercuri de lectură.

    Fails::

        summary: Prea scurt.
    """
    if size < least:
        return Verdict(
            Text(
                f"textul are {amount(size, 'caracter', 'caractere')}; scrieți cel puțin {least}",
                f"the text has {size} characters; write at least {least}",
            )
        )
    if size > most:
        return Verdict(
            Text(
                f"textul are {amount(size, 'caracter', 'caractere')}, cel mult {most} sunt admise; scurtați-l cu {size - most}",
                f"the text has {size} characters, at most {most} are allowed; shorten it by {size - most}",
            )
        )
    return None


@rule("pattern", scope="field")
def pattern(regex: re.Pattern[str], says: Text, value: str) -> Verdict | None:
    """O valoare cu formă fixă (număr de registru, cod poștal, e-mail) respectă acea formă.

    A value of a fixed form (register number, postal code, e-mail) keeps to it.

    Passes::

        national_registry_number: "12/A/2005"

    Fails::

        national_registry_number: 12-A-2005
    """
    if regex.fullmatch(value):
        return None
    return Verdict(
        Text(
            f"„{_short(value)}” nu are forma cerută; scrieți {says.ro}",
            f"“{_short(value)}” is not in the form asked for; write {says.en}",
        )
    )


@rule("check-digit", scope="field")
def check_digit(value: str, valid: bool) -> Verdict | None:
    """Cifra de control a unui CUI sau IBAN este corectă (CUI: cheia 753217532; IBAN: ISO 13616, mod 97).

    The check digit of a CUI or IBAN is right (CUI: key 753217532; IBAN: ISO 13616, mod 97).

    Passes::

        cui: "30339344"

    Fails::

        cui: "12345678"
    """
    if valid:
        return None
    return Verdict(
        Text(
            f"cifra de control din „{value}” nu se potrivește; verificați numărul pe certificatul organizației sau la bancă",
            f"the check digit of “{value}” does not fit; compare the number with the organisation's certificate or bank",
        )
    )


@rule("term", scope="field")
def term(value: str, names: dict[str, str], vocabulary: Text) -> Verdict | None:
    """O valoare dintr-o listă este identificatorul unui termen din lista respectivă.

    A value of a list is the id of a term of that vocabulary.

    Passes::

        legal_form: fundatie

    Fails::

        legal_form: fundatia
    """
    suggestion = nearest(value, names)
    if suggestion:
        return Verdict(
            Text(
                f"„{_short(value)}” nu este în lista „{vocabulary.ro}”; ați vrut să scrieți „{suggestion}”?",
                f"“{_short(value)}” is not in the list “{vocabulary.en}”; did you mean “{suggestion}”?",
            ),
            suggestion,
        )
    ids = sorted(set(names.values()))
    shown = ", ".join(ids[:12]) + (", …" if len(ids) > 12 else "")
    return Verdict(
        Text(
            f"„{_short(value)}” nu este în lista „{vocabulary.ro}”; alegeți dintre: {shown}",
            f"“{_short(value)}” is not in the list “{vocabulary.en}”; choose from: {shown}",
        )
    )


@rule("web-address", scope="field")
def web_address(hosts: tuple[str, ...], value: str) -> Verdict | None:
    """O adresă web începe cu https:// și are un nume de domeniu curat: fără utilizator, port, adresă IP sau litere amestecate.

    A web address starts with https:// and has a clean host: no user, port, IP address or mixed scripts.

    Passes::

        website: https://example.org

    Fails::

        website: http://example.org
    """
    if value.startswith("http://"):
        better = "https://" + value.removeprefix("http://")
        return Verdict(
            Text(f"adresa începe cu http://; scrieți „{better}”", f"the address starts with http://; write “{better}”"),
            better,
        )
    if re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(/\S*)?", value):
        better = "https://" + value
        return Verdict(Text(f"scrieți adresa întreagă: „{better}”", f"write the whole address: “{better}”"), better)
    fault = _address_fault(value)
    if fault:
        return Verdict(
            Text(
                f"„{_short(value)}” nu este o adresă web acceptată: {fault.ro}; scrieți de exemplu „https://example.org”",
                f"“{_short(value)}” is not an accepted web address: {fault.en}; write for example “https://example.org”",
            )
        )
    host = urlsplit(value).hostname or ""
    if hosts and not any(host == allowed or host.endswith("." + allowed) for allowed in hosts):
        shown = ", ".join(hosts)
        return Verdict(
            Text(
                f"adresa trebuie să fie pe {shown}, nu pe „{host}”; copiați adresa paginii de acolo",
                f"the address must be on {shown}, not on “{host}”; copy the page's address from there",
            )
        )
    return None


_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$")


def _address_fault(value: str) -> Text | None:
    if not value.startswith("https://"):
        return Text("nu începe cu https://", "it does not start with https://")
    if len(value) > 500 or not re.fullmatch(r"[!-~\u00a1-\U000dffff]+", value) or re.search(r'[<>"\\^`{|}]', value):
        return Text("are spații sau semne nepermise", "it has spaces or signs that are not allowed")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return Text("numele de domeniu este greșit", "its host is malformed")
    if "@" in parts.netloc:
        return Text("conține un nume de utilizator („@”)", "it holds a user name (“@”)")
    if port is not None or ":" in parts.netloc:
        return Text("conține un port sau o adresă IP", "it holds a port or an IP address")
    if not _HOST.fullmatch(parts.netloc):
        return Text(
            "numele de domeniu se scrie cu litere mici ASCII (xn--… pentru diacritice) și nu este o adresă IP",
            "its host is written in lower-case ASCII (xn--… for other letters) and is no IP address",
        )
    return None


@rule("date", scope="field")
def date_value(earliest: str, latest: date | None, year_alone: bool, value: str) -> Verdict | None:
    """O dată se scrie AAAA-LL-ZZ, există în calendar și nu este în viitor.

    A date is written YYYY-MM-DD, exists in the calendar and is not in the future.

    Passes::

        founded_on: "2005-03-14"

    Fails::

        founded_on: "2005-02-30"
    """
    if year_alone and re.fullmatch(r"[0-9]{4}", value):
        first, last = date(max(int(value), 1), 1, 1), date(max(int(value), 1), 1, 1)
    else:
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                raise ValueError
            first = last = date.fromisoformat(value)
        except ValueError:
            year_ro, year_en = (" sau doar anul, „2005”", " or the year alone, “2005”") if year_alone else ("", "")
            return Verdict(
                Text(
                    f"„{_short(value)}” nu este o dată; scrieți an-lună-zi, de exemplu „2005-03-14”{year_ro}",
                    f"“{_short(value)}” is not a date; write year-month-day, for example “2005-03-14”{year_en}",
                )
            )
    if first < date.fromisoformat(earliest):
        return Verdict(
            Text(
                f"data {value} este prea veche; cea mai veche admisă este {earliest}",
                f"the date {value} is too early; the earliest allowed is {earliest}",
            )
        )
    if latest is not None and last > latest:
        return Verdict(
            Text(
                f"data {value} este în viitor; scrieți cel târziu ziua de azi, „{latest.isoformat()}”",
                f"the date {value} is in the future; write today at the latest, “{latest.isoformat()}”",
            )
        )
    return None


@rule("range", scope="field")
def number_range(least: int, most: int, value: int) -> Verdict | None:
    """Un număr stă între limitele lui: sume în lei întregi, de la zero în sus; ani din trecut.

    A number keeps to its limits: sums in whole lei from zero up; years of the past.

    Passes::

        finances: [{year: 2024, revenue: 120000}]

    Fails::

        finances: [{year: 2224, revenue: 120000}]
    """
    if least <= value <= most:
        return None
    return Verdict(Text(f"{value} nu este între {least} și {most}", f"{value} is not between {least} and {most}"))


@rule("latin-script", scope="field")
def latin_script(value: str) -> Verdict | None:
    """Denumirile se scriu numai cu litere latine; literele care doar seamănă (а chirilic) sunt refuzate.

    Names use Latin letters only; look-alikes (Cyrillic а) are refused.

    Passes::

        short_name: Salvați

    Fails::

        short_name: Sаlvați
    """
    for char in value:
        if char.isalpha() and not unicodedata.name(char, "").startswith(("LATIN", "FEMININE", "MASCULINE", "MODIFIER")):
            name = unicodedata.name(char, f"U+{ord(char):04X}")
            return Verdict(
                Text(
                    f"litera „{char}” ({name}) nu este latină; ștergeți-o și scrieți-o din nou de la tastatură",
                    f"the letter “{char}” ({name}) is not Latin; delete it and type it anew",
                )
            )
    return None


def nearest(value: str, names: dict[str, str]) -> str | None:
    """Return the id in ``names`` (folded label or id → id) that ``value`` most likely means, or None."""
    folded = fold(value).strip()
    if folded in names:
        return names[folded]
    found = process.extractOne(folded, names.keys(), scorer=fuzz.ratio, score_cutoff=72)
    return names[found[0]] if found else None


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:59] + "…"
