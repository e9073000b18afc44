"""Check digits, and what only looks like an identifier."""

import subprocess
import sys

import pytest

from conect.romania import identifiers

# Made up for these tests: born 1 January 1900, county 52, nobody's.
MADE_UP_CNP = "1000101520010"


def _made_up_cnp() -> str:
    digits = MADE_UP_CNP[:12]
    total = sum(int(d) * int(k) for d, k in zip(digits, "279146358279", strict=True)) % 11
    return digits + str(1 if total == 10 else total)


@pytest.mark.parametrize("code", ["30339344", "3151288", "9232411", "4921504"])
def test_right_tax_codes(code: str) -> None:
    assert identifiers.cui_valid(code)
    assert identifiers.cui_digits(f"CUI: RO {code[:3]} {code[3:]}") == code
    assert identifiers.cui_digits(f"RO{code}") == code


@pytest.mark.parametrize("code", ["12345678", "RO30339344", "30339345", "", "1", "30339344\n", "٣٠٣٣٩٣٤٤", " 30339344"])
def test_wrong_tax_codes(code: str) -> None:
    assert not identifiers.cui_valid(code)


def test_iban() -> None:
    assert identifiers.iban_valid("RO49AAAA1B31007593840000")
    assert identifiers.iban_compact("ro49 AAAA 1B31 0075 9384 0000") == "RO49AAAA1B31007593840000"
    for wrong in ("RO38BTRLRONCRT0505050505", "DE89370400440532013000", "RO49 AAAA 1B31 0075 9384 0000", ""):
        assert not identifiers.iban_valid(wrong)
    assert identifiers.iban_compact("RO38BTRLRONCRT0505050505") is None


def test_personal_code_is_found_in_text() -> None:
    code = _made_up_cnp()
    assert identifiers.cnp_valid(code)
    assert identifiers.find_cnp(f"Reprezentant, CNP {code}, domiciliat") == code
    grouped = f"{code[0]} {code[1:7]} {code[7:]}"
    assert identifiers.find_cnp(grouped) == grouped


def test_other_numbers_are_not_personal_codes() -> None:
    code = _made_up_cnp()
    wrong_digit = code[:12] + str((int(code[12]) + 1) % 10)
    for text in (
        wrong_digit,
        f"9{code}",
        f"{code}1",
        "9999999999999",
        "RO49AAAA1B31007593840000",
        "0264123456",
        "",
    ):
        assert identifiers.find_cnp(text) is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0264 123 456", "+40264123456"),
        ("(0264) 123-456", "+40264123456"),
        ("+40 722 123 456", "+40722123456"),
        ("0040722123456", "+40722123456"),
        ("+36 1 268 4660", "+3612684660"),
        ("123", None),
        ("sunați", None),
        ("", None),
    ],
)
def test_telephone(written: str, number: str | None) -> None:
    assert identifiers.phone_e164(written) == number


def test_the_tables_of_telephones_are_loaded_only_when_needed() -> None:
    code = "import sys, conect.romania.identifiers; sys.exit('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
