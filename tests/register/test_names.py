"""Official names: made fit, never invented. All names here are made up."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conect.register.cleaning import clean, mend_capitals
from conect.register.names import official_name
from conect.register.quotes import romanian_quotes


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("ASOCIAŢIA EXEMPLU", "ASOCIAȚIA EXEMPLU"),
        ("ASOCIAÞIA PENTRU COPII NOROCOªI", "ASOCIAȚIA PENTRU COPII NOROCOȘI"),
        ("Fundatia  Exemplu_x000D_\n Nou ", "Fundatia Exemplu Nou"),
        ('"ASOCIATIA EXEMPLU"', "ASOCIATIA EXEMPLU"),
        ('"""ASOCIATIA EXEMPLU"""', "ASOCIATIA EXEMPLU"),
        (",, ASOCIAȚIA DE PĂRINȚI – GRĂDINIȚA NR. 4 ”,", "ASOCIAȚIA DE PĂRINȚI – GRĂDINIȚA NR. 4"),
        ('ASOCIATIA"EXEMPLU"TURDA', "ASOCIATIA „EXEMPLU” TURDA"),
        ("ASOCIATIA ,,EXEMPLU'' TURDA", "ASOCIATIA „EXEMPLU” TURDA"),
        ("ASOCIATIA ˝EXEMPLU˝", "ASOCIATIA „EXEMPLU”"),
        ("ASOCIATIA <<EXEMPLU>>", "ASOCIATIA „EXEMPLU”"),
        ("ASOCIATIA <EXEMPLU> BUZAU", "ASOCIATIA „EXEMPLU” BUZAU"),
        ("ASOCIATIA ° EXEMPLU °", "ASOCIATIA „EXEMPLU”"),
        ("ASOCIATIA „CLUBUL «EXEMPLU»”", "ASOCIATIA „CLUBUL «EXEMPLU»”"),
        ("ASOCIATIA EXEMPLU\" TURDA", "ASOCIATIA EXEMPLU TURDA"),
        ("ASOCIATIA ANGLER'S DREAM", "ASOCIATIA ANGLER'S DREAM"),
        (": ASOCIAŢIA EXEMPLU;", "ASOCIAȚIA EXEMPLU"),
        ("=ASOCIATIA EXEMPLU", "ASOCIATIA EXEMPLU"),
        ("- ASOCIATIA EXEMPLU.", "ASOCIATIA EXEMPLU"),
        ("@EXEMPLU 2020", "EXEMPLU 2020"),
        ("ASOCIATIA C.A.R. EXEMPLU S.R.L.", "ASOCIATIA C.A.R. EXEMPLU S.R.L."),
        ("ASOCIAțIA șI MÒGURA", "ASOCIAȚIA ȘI MĂGURA"),
        ("ASOCIA?IA PENTRU SPERAN?A", "ASOCIAȚIA PENTRU SPERANȚA"),
        ("ASOCIA'IA PRODUC[TORILOR ;I V\\N[TORILOR", "ASOCIAȚIA PRODUCĂTORILOR ȘI VÂNĂTORILOR"),
        ("Asociația\u200b \u202eExemplu\u00a0Nou", "Asociația Exemplu Nou"),
        ("20 PENTRU EXEMPLU", "20 PENTRU EXEMPLU"),
        ("ASOCIATIA EXEMPLU &amp; FIII", "ASOCIATIA EXEMPLU & FIII"),
    ],
)  # fmt: skip
def test_names_are_made_fit(cell: str, name: str) -> None:
    found = official_name(cell)
    assert found.name == name
    assert found.reason is None


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("ASOCIATIA EXEMPLU, conform dovezii disponibilitatii denumirii nr. 123456/01.02.2020", "ASOCIATIA EXEMPLU"),
        ('ASOCIATIA "EXEMPLU" DOVADA DISPONIBILITATII DENUMIRII MJ NR. 1/2.03.2021', "ASOCIATIA „EXEMPLU”"),
        ("FUNDAŢIA EXEMPLU - DOS.NR. 1/271/2018 AL JO - DIZOLVATĂ+RADIATĂ", "FUNDAȚIA EXEMPLU"),
        ("ASOCIAŢIA EXEMPLU - CU SCOP PATRIMONIAL, NU SE MAI IMPUNE ACTUALIZAREA, AZI 1.02.2021", "ASOCIAȚIA EXEMPLU"),
        ("FUNDAŢIA EXEMPLU-RADIATĂ", "FUNDAȚIA EXEMPLU"),
        ("ASOCIATIA EXEMPLU cu sediul în Turda, str. Ascunsă nr. 2", "ASOCIATIA EXEMPLU"),
        ("ASOCIAŢIA EXEMPLU, REPREZENTATĂ DE PREŞEDINTE POPESCU ION, CU SEDIUL ÎN TURDA", "ASOCIAȚIA EXEMPLU"),
    ],
)
def test_what_clerks_wrote_after_a_name_is_left_out_and_said(cell: str, name: str) -> None:
    found = official_name(cell)
    assert found.name == name
    assert "name-cut" in [doubt.code for doubt in found.doubts]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Se schimbă denumirea din Asociaţia Veche în ASOCIAŢIA EXEMPLU", "ASOCIAȚIA EXEMPLU"),
        ('Modificarea denumirii fundaţiei în: FUNDAŢIA "EXEMPLU".', "FUNDAȚIA „EXEMPLU”"),
        ("noua denumire este ASOCIATIA CLUB EXEMPLU conform disponibilitatii nr. 1/2/2020", "ASOCIATIA CLUB EXEMPLU"),
        ("DENUMIREA: ASOCIAŢIA EXEMPLU NOU.", "ASOCIAȚIA EXEMPLU NOU"),
    ],
)  # fmt: skip
def test_a_name_is_taken_out_of_a_decision_where_it_certainly_stands(cell: str, name: str) -> None:
    found = official_name(cell)
    assert found.name == name
    assert [doubt.code for doubt in found.doubts] == ["name-taken"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "name-missing"),
        (" . ", "name-missing"),
        ("AB", "name-too-short"),
        ("A" * 301, "name-too-long"),
        ("Asociația " + "foarte " * 2000, "name-too-long"),
        ("Admite cererea formulată de petenta Asociaţia X, prin Popescu Ion, domiciliat în Turda", "name-decision"),
        ("Dispune îndreptarea erorii materiale din încheierea nr. 1/2020", "name-decision"),
        ("com. Exemplu, str. Principală, nr. 129, jud. Cluj", "name-address"),
        ("Asociația Сolind", "name-letters"),
    ],
)
def test_what_is_no_name_is_refused_with_its_reason(cell: str, code: str) -> None:
    found = official_name(cell)
    assert found.name is None
    assert found.reason is not None
    assert found.reason.code == code
    assert "Popescu" not in found.reason.detail


def test_ordinary_words_are_no_decisions() -> None:
    for name in (
        "ASOCIATIA TINERII SCHIMBA ROMANIA",
        "ASOCIATIA PURTATORILOR DE DISPOZITIVE MEDICALE",
        "FUNDATIA PENTRU MANAGEMENTUL SCHIMBARII",
        "ASOCIATIA DISPONIBILIZATILOR DIN MINERIT",
        "ASOCIATIA ZECE HOTARE",
        "MEMBRII COMPOSESORI",
        "ASOCIATIA RADIAȚII ȘI LASER",
    ):
        assert official_name(name).name == name
        assert official_name(name).doubts == ()


@given(st.text(alphabet="aA șȘ\"'„”«»<>,.;:=+-@#№°■? \n\u200bЖ1_x000D", max_size=40))
def test_any_cell_gives_a_name_that_a_record_may_bear_or_a_reason(cell: str) -> None:
    found = official_name(cell)
    assert (found.name is None) != (found.reason is None)
    if found.name is not None:
        assert 3 <= len(found.name) <= 300
        assert found.name == " ".join(found.name.split())
        assert found.name[0] not in "=+-@ "
        assert clean(found.name) == found.name


@given(st.text(alphabet="ab „”\"«»'<>,°", max_size=20))
def test_quotes_come_out_paired(text: str) -> None:
    made = romanian_quotes(text)
    assert made.count("„") == made.count("”")
    assert made.count("«") == made.count("»")
    assert '"' not in made


def test_capitals_are_mended_only_amid_capitals() -> None:
    assert mend_capitals("POPEșTI și LEORDENI, Știință, șI, aș") == "POPEȘTI și LEORDENI, Știință, ȘI, aș"


@given(st.text())
@example("ª\u00ad0")
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text, lines=True)
    assert clean(once, lines=True) == once
    assert clean(clean(text)) == clean(text)
