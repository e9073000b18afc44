"""The data primitives: what each accepts, what it refuses and what it suggests."""

from __future__ import annotations

from datetime import date

import pytest

from conect.records.declaration import BY_KEY, FIELDS
from conect.records.fields import Scalar, walk
from conect.records.primitives import (
    DateValue,
    LatinScript,
    Length,
    Mod97,
    Pattern,
    Primitive,
    Range,
    Term,
    WebAddress,
    WeightedCheckDigit,
)
from conect.records.problems import Text
from conect.records.rule import Context
from conect.records.vocabularies import Term as VocabularyTerm
from conect.records.vocabularies import Vocabulary

DOMAINS = Vocabulary(
    "domains",
    Text("Domenii", "Domains"),
    {
        "educatie": VocabularyTerm("educatie", Text("Educație", "Education")),
        "sport": VocabularyTerm("sport", Text("Sport", "Sport")),
    },
)
CONTEXT = Context({"domains": DOMAINS}, date(2026, 11, 24))
CUI = WeightedCheckDigit((7, 5, 3, 2, 1, 7, 5, 3, 2), 10, 11)


def accepts(primitive: Primitive, value: str) -> bool:
    return primitive.check(value, CONTEXT) is None


@pytest.mark.parametrize("cui", ["30339344", "3151288", "9232411", "4921504"])
def test_a_known_cui_passes_and_any_other_last_digit_fails(cui: str) -> None:
    assert [digit for digit in "0123456789" if accepts(CUI, cui[:-1] + digit)] == [cui[-1]]


def test_ibans() -> None:
    assert accepts(Mod97(), "RO49AAAA1B31007593840000")
    assert not accepts(Mod97(), "RO38BTRLRONCRT0505050505")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://sub.example.org/pagina?a=b&c=d#e",
        "https://xn--coal-x9a.example.org/",
        "https://example.org/școală",
    ],
)
def test_clean_addresses_pass(address: str) -> None:
    assert accepts(WebAddress(), address)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "//evil.example",
        "javascript:alert(1)",
        "https://mfinante.gov.ro@evil.example",
        "https://example.org:8080",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://[::1",
        "https://examplе.org",
        "https://example",
        "https://example.org/a b",
        'https://example.org/"onclick=',
        "https://-example.org",
        "https://EXAMPLE.org",
        "https://example.org" + "/a" * 300,
        "https://",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    assert not accepts(WebAddress(), address)


def test_an_address_is_held_to_its_hosts() -> None:
    facebook = WebAddress(("facebook.com",))
    assert accepts(facebook, "https://www.facebook.com/exemplu")
    assert accepts(facebook, "https://facebook.com/exemplu")
    assert not accepts(facebook, "https://notfacebook.com/exemplu")
    assert not accepts(facebook, "https://facebook.com.example.org/exemplu")


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("http://example.org/x", "https://example.org/x"),
        ("www.example.org", "https://www.example.org"),
        ("ftp://x", None),
    ],
)
def test_what_to_type_instead_of_an_address(typed: str, suggestion: str | None) -> None:
    verdict = WebAddress().check(typed, CONTEXT)
    assert verdict is not None
    assert verdict.suggestion == suggestion


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("2005-03-14", True),
        ("2026-11-24", True),
        ("2026-11-25", False),
        ("2005-02-29", False),
        ("1849-12-31", False),
        ("2005", False),
        ("14.03.2005", False),
        ("٢٠٠٥-03-14", False),
    ],
)
def test_dates(value: str, good: bool) -> None:
    assert accepts(DateValue(), value) is good


@pytest.mark.parametrize(
    ("value", "good"), [("2005", True), ("1849", False), ("2026", True), ("2027", False), ("0000", False)]
)
def test_years_alone(value: str, good: bool) -> None:
    assert accepts(DateValue(year_alone=True), value) is good


def test_a_term_is_known_by_its_id_and_suggested_by_its_label() -> None:
    term = Term("domains")
    assert accepts(term, "educatie")
    verdicts = {typed: term.check(typed, CONTEXT) for typed in ("Educație", "educatia", "zzz")}
    assert {typed: verdict.suggestion for typed, verdict in verdicts.items() if verdict} == {
        "Educație": "educatie",
        "educatia": "educatie",
        "zzz": None,
    }
    assert verdicts["zzz"] is not None
    assert "educatie, sport" in verdicts["zzz"].message.ro


def test_lengths_count_code_points_and_patterns_match_whole() -> None:
    assert accepts(Length(3, 4), "șțăâ")
    assert not accepts(Length(3, 4), "șțăâî")
    pattern = Pattern(r"[0-9]{6}", Text("șase cifre", "six digits"))
    assert accepts(pattern, "400001")
    assert not accepts(pattern, "400001\n")


def test_numbers_keep_to_their_range() -> None:
    assert accepts(Range(0, 10), "10")
    assert not accepts(Range(0, 10), "-1")
    assert not accepts(Range(1990, 2100, until_this_year=True), "2027")


def test_only_latin_letters() -> None:
    assert accepts(LatinScript(), "Salvați „Ștrandul” nr. 2 & cie")
    assert not accepts(LatinScript(), "Sаlvați")


def test_every_field_speaks_both_languages_and_its_primitives_are_plain_data() -> None:
    for path, field in walk(FIELDS):
        assert all(field.label), path
        assert all(field.help), path
        for check in getattr(field.kind, "checks", ()):
            assert check.to_json()["rule"] == check.rule_id


def test_every_example_passes_its_own_field() -> None:
    for path, field in walk(FIELDS):
        if isinstance(field.kind, Scalar) and field.kind.vocabulary is None and field.example:
            for check in field.kind.checks:
                if not (isinstance(check, Length) and field.key == "description"):
                    assert check.check(field.example, CONTEXT) is None, path
    assert BY_KEY["cui"].example == "30339344"
