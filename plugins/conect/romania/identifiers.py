"""Romanian identifiers: tax code, bank account, personal number, telephone. Check digits by python-stdnum.

That library and phonenumbers are loaded where one of them is met: few records need them to be read.
"""

import re

_DIGITS = re.compile(r"[0-9]{2,10}")
_CUI_FORM = re.compile(r"\s*(?:C\.?[UI]\.?[IF]\.?:?\s*)?(?:RO\s*)?([0-9][0-9 .]*[0-9])\s*", re.IGNORECASE)
_IBAN_RO = re.compile(r"RO[0-9]{2}[A-Z]{4}[A-Z0-9]{16}")
_IBAN_SPACED = re.compile(r"(?<![A-Za-z0-9])RO[0-9]{2}(?: ?[A-Za-z0-9]{4}){5}(?![A-Za-z0-9])", re.IGNORECASE)
# People also write the number in groups; a longer run of digits is something else.
_CNP_LIKE = re.compile(r"(?<![0-9])[1-9](?:[ .\-]?[0-9]){12}(?![0-9])")
_EACH_DIGIT = "0123456789"
_SEPARATOR = re.compile(r"[ .\-]")


def cui_valid(text: str) -> bool:
    """Tell whether *text* is a tax code (CUI/CIF): 2–10 digits without RO, check digit by key 753217532."""
    if _DIGITS.fullmatch(text) is None:
        return False
    from stdnum.ro import cui

    return bool(cui.is_valid(text))


def cui_digits(text: str) -> str | None:
    """Return the digits of a valid tax code with a prefix or spaces ("CUI: RO 30 339 344"), else None."""
    match = _CUI_FORM.fullmatch(text)
    if match is None:
        return None
    digits = _SEPARATOR.sub("", match.group(1))
    return digits if cui_valid(digits) else None


def iban_valid(text: str) -> bool:
    """Tell whether *text* is a Romanian IBAN in compact form: RO, 24 characters, modulus 97 (ISO 13616)."""
    if _IBAN_RO.fullmatch(text) is None:
        return False
    from stdnum import iban

    return bool(iban.is_valid(text, check_country=False))


def iban_compact(text: str) -> str | None:
    """Return in compact form a valid Romanian IBAN with spaces, hyphens or small letters, else None."""
    compact = _SEPARATOR.sub("", text.strip()).upper()
    return compact if iban_valid(compact) else None


def cnp_valid(text: str) -> bool:
    """Tell whether *text* is a personal numeric code (CNP): 13 digits, date, county, check digit."""
    if not (len(text) == 13 and text.isascii() and text.isdigit()):
        return False
    from stdnum.ro import cnp

    return bool(cnp.is_valid(text))


def find_cnp(text: str) -> str | None:
    """Return the first valid personal numeric code in *text* as it is written there, else None.

    Bank accounts are passed over: their digits form a valid code now and then by chance.
    """
    if sum(map(text.count, _EACH_DIGIT)) < 13:
        return None  # most texts; counting is many times as fast as looking for bank accounts
    for match in _CNP_LIKE.finditer(_IBAN_SPACED.sub("", text)):
        if cnp_valid(_SEPARATOR.sub("", match.group())):
            return match.group()
    return None


def phone_e164(text: str) -> str | None:
    """Return the telephone number *text* in the form +40264123456 (E.164), else None where it is not valid.

    A number without a country prefix is taken for a Romanian one.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "RO")
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
