"""The written form of identifiers: what a person typed, brought into the one form that a record keeps.

Each function returns the value in its written form, or unchanged where it cannot tell. The caller judges the result by
the field's primitives; only a result that passes becomes a certain fix.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from conect.romania.counties import match_county
from conect.romania.identifiers import phone_e164

Form = Literal["plain", "lines", "markdown"]
"""One line, several plain lines, or Markdown."""


def _cui(value: str) -> str:
    return re.sub(r"^(RO|CUI|CIF)", "", re.sub(r"[\s.]", "", value).upper())


def _iban(value: str) -> str:
    return re.sub(r"[\s.\-]", "", value).upper()


def _phone(value: str) -> str:
    if re.fullmatch(r"\+[0-9]+", value):
        return value
    return phone_e164(value) or value


_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})")


def _date(value: str) -> str:
    if match := _DAY_FIRST.fullmatch(value):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(value):
        year, month, day = match.groups()
    else:
        return value
    return f"{year}-{int(month):02}-{int(day):02}"


def _registry_number(value: str) -> str:
    match = re.fullmatch(r"0*([0-9]{1,9})\s*/\s*([A-Ea-e])\s*/\s*([0-9]{4})", value)
    return f"{match[1]}/{match[2].upper()}/{match[3]}" if match else value


def _postal_code(value: str) -> str:
    return re.sub(r"\s", "", value)


def _county(value: str) -> str:
    found = match_county(value)
    return found.code if found else value


NORMALISERS: dict[str, Callable[[str], str]] = {
    "cui": _cui,
    "iban": _iban,
    "phone": _phone,
    "date": _date,
    "registry_number": _registry_number,
    "postal_code": _postal_code,
    "county": _county,
}
"""By the name that a field's kind gives."""


_SPACES = re.compile(r"[^\S\n]+")
_AROUND_BREAKS = re.compile(r"[^\S\n]*\n")


def spaces(value: str, *, lines: bool) -> str:
    """Return the value with single plain spaces and none at its ends; ``lines`` keeps line breaks (blank ones too)."""
    if not lines:
        return " ".join(value.split())
    return _AROUND_BREAKS.sub("\n", _SPACES.sub(" ", value)).strip()
