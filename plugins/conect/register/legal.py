"""What the register says in law: number, form, status, public utility."""

import re
from datetime import date
from typing import NamedTuple

from conect.records.rules.legal import LETTERS
from conect.register.cleaning import clean, flat
from conect.register.notes import Note, note
from conect.register.source import Kind

_FORMS = {letter: form for form, letter in LETTERS.items()}
_NUMBER = re.compile(r"0*([1-9][0-9]{0,5})/([A-E])/((?:19|20)[0-9]{2})")
_NUMBER_AND_DATE = re.compile(r"0*([1-9][0-9]{0,5})/([A-E])/((?:19|20)[0-9]{2})[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
_FIRST_YEAR = 1900

_STATUSES = (("radia", "radiata"), ("lichid", "in_lichidare"), ("dizolv", "dizolvata"))
_ACTIVE = frozenset({"", "-", "activa", "activ", "inregistrata", "inregistrat", "normal", "normala"})

# Laws and ordinances that clerks wrote into the column; none of them recognises anyone's public utility.
_LAWS = frozenset(
    {(21, 1924), (26, 2000), (246, 2005), (356, 2001), (215, 2001), (54, 1991), (1, 2000), (122, 1996), (139, 1995)}
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie",
         "noiembrie", "decembrie"), 1,
    )
}  # fmt: skip
_ACT = re.compile(
    r"(?:(?P<hg>h\.? ?g\.?|hot[a-z]*(?:a|ea)? ?(?:a )?guvernului)\s*)?(?:nr\.?\s*)?"
    r"(?P<number>[0-9]{1,4}|[0-9]\.[0-9]{3})(?:\s*/\s*(?P<year>(?:19|20)[0-9]{2}))?"
)
_MOST_IN_A_YEAR = 3000


class Number(NamedTuple):
    """The register number, None where there is none of the right form, and its letter where one can be read."""

    number: str | None
    letter: str | None
    doubts: tuple[Note, ...]


def registry_number(cell: str, published: str) -> Number:
    """Return the number in the form ``12/A/2005``; *published* is the day the register was published, ISO 8601."""
    written = re.sub(r"[\s`'´’\"]", "", clean(cell)).upper().rstrip(".,;")
    letter = re.search(r"/([A-E])/", written)
    read = letter.group(1) if letter else None
    if not written:
        return Number(None, None, (note("number-missing"),))
    match = _NUMBER.fullmatch(written) or _NUMBER_AND_DATE.fullmatch(written)
    if match is None or not _FIRST_YEAR <= int(match.group(3)) <= int(published[:4]):
        return Number(None, read, (note("number-malformed", cell),))
    number = "/".join(match.groups())
    return Number(number, read, () if number == cell.strip() else (note("number-mended", cell),))


class Form(NamedTuple):
    """The legal form, a term of the vocabulary legal-forms."""

    form: str
    doubts: tuple[Note, ...]


def legal_form(kind: Kind, number: Number, name: str) -> Form:
    """Return the form by the number's letter, else by the register's part; a name that says branch makes a branch."""
    doubts: tuple[Note, ...] = ()
    form = kind
    if number.letter is not None and _FORMS[number.letter] != kind:
        form = _FORMS[number.letter]
        doubts = (note("number-letter", number.number or ""),)
    if form != "persoana_juridica_straina" and re.search(r"\bfiliala\b", flat(name)):
        form = "filiala"
    return Form(form, doubts)


def registry_status(cell: str) -> tuple[str, tuple[Note, ...]]:
    """Return the term of the vocabulary registry-statuses; an empty cell means registered."""
    folded = flat(clean(cell)).strip(" .")
    for word, status in _STATUSES:
        if word in folded:
            return status, ()
    if folded in _ACTIVE:
        return "inregistrata", ()
    return "inregistrata", (note("status-unknown", cell),)


class Utility(NamedTuple):
    """``{"act": "HG 123/2008", "date": "2008-02-14"}``, None where there is no decision; the date where it is known."""

    value: dict[str, str] | None
    doubts: tuple[Note, ...]


def public_utility(act: str, day: str) -> Utility:
    """Return the Government decision that recognises public utility (OG 26/2000, art. 38), if the cells name one.

    The column's title asks for a decision, yet most cells name the law under which the organisation was founded. A
    bare number counts only with a year, and where a whole date is given, only if the number can be of that day: the
    Government takes one to seven decisions a day.
    """
    written = flat(clean(act)).strip(" .")
    if not written:
        return Utility(None, ())
    match = _ACT.fullmatch(written)
    if match is None:
        doubtful = re.search(r"\bh\.? ?g\b|hotararea guvern", written) is not None
        return Utility(None, (note("utility-unclear", act),) if doubtful else ())
    number = int(match.group("number").replace(".", ""))
    taken = _day(day)
    years = re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", day)
    year = int(match.group("year") or (taken.year if taken else years[-1] if years else 0))
    if (number, year) in _LAWS:
        return Utility(None, ())
    sure = match.group("hg") is not None
    if not 1990 <= year <= 2100 or not 0 < number < _MOST_IN_A_YEAR or (taken and taken.year != year):
        return Utility(None, (note("utility-unclear", f"{act} {day}"),))
    if not sure and (number < 50 or not _plausible(number, taken)):
        return Utility(None, (note("utility-unclear", f"{act} {day}"),))
    value = {"act": f"HG {number}/{year}"}
    if taken:
        value["date"] = taken.isoformat()
    return Utility(value, ())


def _plausible(number: int, taken: date | None) -> bool:
    if taken is None:
        return True
    passed = taken.timetuple().tm_yday
    return passed * 0.9 <= number <= passed * 8 + 50


def _day(cell: str) -> date | None:
    written = flat(clean(cell)).strip(" .")
    if match := re.fullmatch(r"([0-9]{1,2})\s+([a-z]+)\s+([0-9]{4})", written):
        day, month, year = int(match.group(1)), _MONTHS.get(match.group(2), 0), int(match.group(3))
    elif match := re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", written):
        day, month, year = map(int, match.groups())
        if month > 12 >= day:  # a date written the American way, as some sheets show it
            day, month = month, day
    elif match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", written):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
