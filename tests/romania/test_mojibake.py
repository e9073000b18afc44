"""Wrongly decoded text, and text that only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conect.romania.mojibake import repair

ROMANIAN = "Învățătorii și școlarii din Târgoviște țin fără greș cărțile; ÎNVĂȚĂTURĂ, ȘCOALĂ, ȚARĂ"


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("Asociaþia creºtinã", "Asociația creștină"),
        ("NOROIOªI DIN ÞARÃ, RAÞ", "NOROIOȘI DIN ȚARĂ, RAȚ"),
        ("ºcoala din Timiº", "școala din Timiș"),
        ("GÃEªTI, TÃºNAD, GÃESTI", "GĂEȘTI, TĂșNAD, GĂESTI"),
        ("educa■ie ║i via■Ò ¯n natură", "educație și viață în natură"),
        ("PERSONALÒ șI REUȘIT├", "PERSONALĂ șI REUȘITĂ"),
        ("Asociația „EQUITATIONö ¯n viața", "Asociația „EQUITATION” în viața"),
        ("S┬NTIONUL ╬N F├G├RAȘ", "SÂNTIONUL ÎN FĂGĂRAȘ"),
        ("asociaÈ›ia creÈ™tinÄƒ", "asociația creștină"),
        ("Târgu MureÅŸ", "Târgu Mureș"),
        ("ASOCIAÞIA „VÖRÖSFENYÕ”", "ASOCIAȚIA „VÖRÖSFENYŐ”"),
    ],
)
def test_repaired(broken: str, right: str) -> None:
    assert repair(broken).replace("ş", "ș") == right


@pytest.mark.parametrize("page", ["cp1252", "cp1250"])
def test_utf8_read_in_a_windows_page(page: str) -> None:
    shown = b"".join(ROMANIAN.encode().split(b"\x83")).decode(page, errors="ignore")
    for letter in "ăâîșțĂÂÎ":
        if letter.encode().decode(page, errors="ignore").encode(page) == letter.encode():
            assert repair("a" + letter.encode().decode(page) + "b") == f"a{letter}b"
    assert repair(ROMANIAN) == ROMANIAN
    assert shown != ROMANIAN


@pytest.mark.parametrize(
    "text",
    [
        "Asociația culturală São João",
        "Fundação Lourenço, mãe",
        "articolul nº 5, ediția a 2ª",
        "Sæþór ð",
        "CHADÔ URASENKE",
        "Bözödi György, Szülők Öröme",
        "Città di Forlì – PERÒ",
        "Ünnep és Őszi, Großschenk",
        ROMANIAN,
    ],
)
def test_left_alone(text: str) -> None:
    assert repair(text) == text


@given(st.text(alphabet="aeoșăþãºªÞÃ■║├Ò¯nö ÈÄ™ƒ›1NA„"))
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    assert repair(repair(text)) == repair(text)
