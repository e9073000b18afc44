"""The rules behind the data primitives: what a value of a field must be, and what to type instead."""

from __future__ import annotations

import re
from datetime import date

from conect.records.characters import alphabet, foreign_letter
from conect.records.nearest import nearest
from conect.records.phrases import Phrase, phrase
from conect.records.problems import Text
from conect.records.rule import Verdict, rule

_TOO_SHORT = phrase(
    "length.short",
    "textul are {size|caracter|caractere}; scrieți cel puțin {least}",
    "the text has {size} characters; write at least {least}",
)
_TOO_LONG = phrase(
    "length.long",
    "textul are {size|caracter|caractere}, cel mult {most} sunt admise; scurtați-l cu {over}",
    "the text has {size} characters, at most {most} are allowed; shorten it by {over}",
)


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
        return Verdict(_TOO_SHORT.say(size=size, least=least))
    if size > most:
        return Verdict(_TOO_LONG.say(size=size, most=most, over=size - most))
    return None


_PATTERN = phrase(
    "pattern",
    "„{value}” nu are forma cerută; scrieți {says}",
    "“{value}” is not in the form asked for; write {says}",
)


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
    return Verdict(_PATTERN.say(value=_short(value), says=says))


_CHECK_DIGIT = phrase(
    "check-digit",
    "cifra de control din „{value}” nu se potrivește; verificați numărul pe certificatul organizației sau la bancă",
    "the check digit of “{value}” does not fit; compare the number with the organisation's certificate or bank",
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
    return Verdict(_CHECK_DIGIT.say(value=value))


_TERM_NEAR = phrase(
    "term.near",
    "„{value}” nu este în lista „{list}”; ați vrut să scrieți „{near}”?",
    "“{value}” is not in the list “{list}”; did you mean “{near}”?",
)
_TERM = phrase(
    "term",
    "„{value}” nu este în lista „{list}”; alegeți dintre: {ids}",
    "“{value}” is not in the list “{list}”; choose from: {ids}",
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
        return Verdict(_TERM_NEAR.say(value=_short(value), list=vocabulary, near=suggestion), suggestion)
    ids = sorted(set(names.values()))
    shown = ", ".join(ids[:12]) + (", …" if len(ids) > 12 else "")
    return Verdict(_TERM.say(value=_short(value), list=vocabulary, ids=shown))


_NOT_SECURE = phrase(
    "web-address.http",
    "adresa începe cu http://; scrieți „{better}”",
    "the address starts with http://; write “{better}”",
)
_NOT_WHOLE = phrase("web-address.bare", "scrieți adresa întreagă: „{better}”", "write the whole address: “{better}”")
_BAD_ADDRESS = phrase(
    "web-address",
    "„{value}” nu este o adresă web acceptată: {fault}; scrieți de exemplu „https://example.org”",
    "“{value}” is not an accepted web address: {fault}; write for example “https://example.org”",
)
_OTHER_HOST = phrase(
    "web-address.host",
    "adresa trebuie să fie pe {hosts}, nu pe „{host}”; copiați adresa paginii de acolo",
    "the address must be on {hosts}, not on “{host}”; copy the page's address from there",
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
        return Verdict(_NOT_SECURE.say(better=better), better)
    if re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(/\S*)?", value):
        better = "https://" + value
        return Verdict(_NOT_WHOLE.say(better=better), better)
    fault = _address_fault(value)
    if fault:
        return Verdict(_BAD_ADDRESS.say(value=_short(value), fault=fault.say()))
    host = _host(value)
    if hosts and not any(host == allowed or host.endswith("." + allowed) for allowed in hosts):
        return Verdict(_OTHER_HOST.say(hosts=", ".join(hosts), host=host))
    return None


_NO_HTTPS = phrase("web-address.start", "nu începe cu https://", "it does not start with https://")
_ODD_SIGNS = phrase(
    "web-address.signs", "are spații sau semne nepermise", "it has spaces or signs that are not allowed"
)
_USER = phrase("web-address.user", "conține un nume de utilizator („@”)", "it holds a user name (“@”)")
_PORT = phrase("web-address.port", "conține un port sau o adresă IP", "it holds a port or an IP address")
_HOST_FORM = phrase(
    "web-address.form",
    "numele de domeniu se scrie cu litere mici ASCII (xn--… pentru diacritice) și nu este o adresă IP",
    "its host is written in lower-case ASCII (xn--… for other letters) and is no IP address",
)
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$")


def _host(value: str) -> str:
    """Return what stands between https:// and the path, read as the browser's twin of this rule reads it."""
    return re.split(r"[/?#]", value.removeprefix("https://"), maxsplit=1)[0]


def _address_fault(value: str) -> Phrase | None:
    if not value.startswith("https://"):
        return _NO_HTTPS
    if len(value) > 500 or not re.fullmatch(r"[!-~\u00a1-\U000dffff]+", value) or re.search(r'[<>"\\^`{|}]', value):
        return _ODD_SIGNS
    host = _host(value)
    if "@" in host:
        return _USER
    if re.search(r"[:\[\]]", host):
        return _PORT
    if not _HOST.fullmatch(host):
        return _HOST_FORM
    return None


_NO_DATE = phrase(
    "date",
    "„{value}” nu este o dată; scrieți an-lună-zi, de exemplu „2005-03-14”",
    "“{value}” is not a date; write year-month-day, for example “2005-03-14”",
)
_NO_DATE_OR_YEAR = phrase(
    "date.or-year",
    "„{value}” nu este o dată; scrieți an-lună-zi, de exemplu „2005-03-14” sau doar anul, „2005”",
    "“{value}” is not a date; write year-month-day, for example “2005-03-14” or the year alone, “2005”",
)
_TOO_EARLY = phrase(
    "date.early",
    "data {value} este prea veche; cea mai veche admisă este {earliest}",
    "the date {value} is too early; the earliest allowed is {earliest}",
)
_IN_FUTURE = phrase(
    "date.future",
    "data {value} este în viitor; scrieți cel târziu ziua de azi, „{today}”",
    "the date {value} is in the future; write today at the latest, “{today}”",
)


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
            return Verdict((_NO_DATE_OR_YEAR if year_alone else _NO_DATE).say(value=_short(value)))
    if first < date.fromisoformat(earliest):
        return Verdict(_TOO_EARLY.say(value=value, earliest=earliest))
    if latest is not None and last > latest:
        return Verdict(_IN_FUTURE.say(value=value, today=latest.isoformat()))
    return None


_RANGE = phrase("range", "{value} nu este între {least} și {most}", "{value} is not between {least} and {most}")


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
    return Verdict(_RANGE.say(value=value, least=least, most=most))


_NOT_LATIN = phrase(
    "latin-script",
    "litera „{letter}” ({kind}) nu este latină; ștergeți-o și scrieți-o din nou de la tastatură",
    "the letter “{letter}” ({kind}) is not Latin; delete it and type it anew",
)


@rule("latin-script", scope="field")
def latin_script(value: str) -> Verdict | None:
    """Denumirile se scriu numai cu litere latine; literele care doar seamănă (а chirilic) sunt refuzate.

    Names use Latin letters only; look-alikes (Cyrillic а) are refused.

    Passes::

        short_name: Salvați

    Fails::

        short_name: Sаlvați
    """
    letter = foreign_letter(value)
    return None if letter is None else Verdict(_NOT_LATIN.say(letter=letter, kind=alphabet(letter)))


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:59] + "…"
