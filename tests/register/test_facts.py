"""Numbers, forms, states, decisions, places and purposes: what a cell certainly says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conect.register.legal import Number, legal_form, public_utility, registry_number, registry_status
from conect.register.places import place
from conect.register.purposes import MAX_PURPOSE, purpose

DAY = "2026-03-09"


@pytest.mark.parametrize(
    ("cell", "number", "codes"),
    [
        ("12/A/2005", "12/A/2005", []),
        (" 012/a/2005 ", "12/A/2005", ["number-mended"]),
        ("99/B/2000`", "99/B/2000", ["number-mended"]),
        ("3099/B/200620.01.2007", "3099/B/2006", ["number-mended"]),
        ("", None, ["number-missing"]),
        ("1/A/924", None, ["number-malformed"]),
        ("1/B/2901", None, ["number-malformed"]),
        ("1/B/2034", None, ["number-malformed"]),
        ("1/F/2000", None, ["number-malformed"]),
        ("0/A/2000", None, ["number-malformed"]),
        ("da", None, ["number-malformed"]),
    ],
)
def test_registry_number(cell: str, number: str | None, codes: list[str]) -> None:
    found = registry_number(cell, DAY)
    assert found.number == number
    assert [doubt.code for doubt in found.doubts] == codes


@pytest.mark.parametrize(
    ("kind", "letter", "name", "form", "codes"),
    [
        ("asociatie", "A", "ASOCIAȚIA X", "asociatie", []),
        ("fundatie", "A", "FUNDAȚIA X", "asociatie", ["number-letter"]),
        ("fundatie", None, "FUNDAȚIA X", "fundatie", []),
        ("asociatie", "E", "X", "persoana_juridica_straina", ["number-letter"]),
        ("asociatie", "A", "UNIUNEA X – FILIALA CLUJ", "filiala", []),
        ("asociatie", "A", "UNIUNEA FILIALELOR", "asociatie", []),
        ("uniune", "D", "UNIUNEA X", "uniune", []),
    ],
)
def test_legal_form(kind: str, letter: str | None, name: str, form: str, codes: list[str]) -> None:
    found = legal_form(kind, Number(f"1/{letter}/2000" if letter else None, letter, ()), name)
    assert found.form == form
    assert [doubt.code for doubt in found.doubts] == codes


@pytest.mark.parametrize(
    ("cell", "status", "doubtful"),
    [
        ("", "inregistrata", False),
        ("radiata", "radiata", False),
        ("RADIATĂ", "radiata", False),
        ("in lichidare", "in_lichidare", False),
        ("Dizolvată", "dizolvata", False),
        ("suspendata", "inregistrata", True),
    ],
)
def test_status(cell: str, status: str, doubtful: bool) -> None:
    found, doubts = registry_status(cell)
    assert found == status
    assert bool(doubts) is doubtful


@pytest.mark.parametrize(
    ("act", "day", "value"),
    [
        ("884", "13.09.2001", {"act": "HG 884/2001", "date": "2001-09-13"}),
        ("1.035", "29.09.2021", {"act": "HG 1035/2021", "date": "2021-09-29"}),
        ("Hotararea Guvernului nr 599", "4.06.2008", {"act": "HG 599/2008", "date": "2008-06-04"}),
        ("632/2015", "28.07.2015", {"act": "HG 632/2015", "date": "2015-07-28"}),
        ("855/2008", "", {"act": "HG 855/2008"}),
        ("451", "2014", {"act": "HG 451/2014"}),
        ("884", "13.13.2001", {"act": "HG 884/2001"}),
        ("313", "8 iunie 1992", {"act": "HG 313/1992", "date": "1992-06-08"}),
        ("561", "04/15/2004", {"act": "HG 561/2004", "date": "2004-04-15"}),
        ("H.G. nr. 12/2003", "", {"act": "HG 12/2003"}),
    ],
)
def test_public_utility_is_a_government_decision(act: str, day: str, value: dict[str, str]) -> None:
    assert public_utility(act, day).value == value


@pytest.mark.parametrize(
    ("act", "day"),
    [
        ("", ""),
        ("legea 21/1924", ""),
        ("21/1924", ""),
        ("26/2000", "30.01.2000"),
        ("26", "2000"),
        ("OG 26/2000", ""),
        ("art.7 din OG 26/2000", ""),
        ("246/2005", ""),
        ("356", "10.07.2001"),
        ("da", ""),
        ("nu", ""),
        ("28", "2006"),
        ("4", "24.02.2001"),
        ("52761", "23.05.2007"),
        ("7223.01.2008", ""),
        ("884", ""),
        ("Decret 31/1931", ""),
        ("Prin sentinta civila nr 6/7.02.1996", ""),
    ],
)
def test_what_is_no_government_decision_gives_no_public_utility(act: str, day: str) -> None:
    assert public_utility(act, day).value is None


@pytest.mark.parametrize(
    ("county", "locality", "expected", "codes"),
    [
        ("CLUJ", "TURDA", ("CJ", "Turda", "55268"), []),
        ("CLUJ", "Turda, str. Ascunsă nr. 5, ap. 2", ("CJ", "Turda", "55268"), []),
        ("CLUJ", "", ("CJ", None, None), []),
        ("BUCURESTI", "", ("B", "București", "179132"), []),
        ("BUCURESTI", "str. Ascunsă nr. 5, sector 2", ("B", "Sectorul 2", "179150"), []),
        ("MARAMURES", "BAIA AMRE", ("MM", "Baia Mare", "106327"), ["locality-guessed"]),
        ("HARGHITA", "OD-SECUIESC", ("HR", "Odorheiu Secuiesc", "83142"), ["locality-guessed"]),
        ("SALAJ", "JIBOU-CUCEU", ("SJ", "Cuceu", "139839"), ["locality-guessed"]),
        ("CARAS-SEVERIN", "MOLDOVA NOUA", ("CS", "Moldova Nouă", "51065"), []),
        ("", "BUCURESTI, SECTOR 3", ("B", "Sectorul 3", "179169"), ["county-inferred"]),
        ("", "ORAŞ VOLUNTARI, JUDEŢUL ILFOV", ("IF", "Voluntari", "179560"), ["county-inferred"]),
        ("", "OTOPENI", ("IF", "Otopeni", "179490"), ["county-inferred"]),
        ("", "", (None, None, None), ["county-unknown"]),
        ("", "str. Ascunsă nr. 16", (None, None, None), ["county-unknown", "locality-left-out"]),
        ("TULCEA", "Constanţa, Jud.Constanţa", ("CT", "Constanța", "60428"), ["county-differs"]),
        ("VALCEA", "SIBIU", ("VL", "Sibiu", None), ["locality-elsewhere"]),
        ("SUCEAVA", "BOTOSANI", ("SV", "Botoșani", None), ["locality-elsewhere"]),
        ("CLUJ", "VALEA NEMAIPOMENITA", ("CJ", "Valea Nemaipomenita", None), ["locality-kept"]),
        ("CLUJ", "com. Nemaipomenita, str. Ascunsă nr. 3", ("CJ", "Nemaipomenita", None), ["locality-kept"]),
        ("CLUJ", "str. Ascunsă nr. 7, bl. 3, ap. 9", ("CJ", None, None), ["locality-left-out"]),
        ("CLUJ", "Modificat sediul din Dej în Turda, str. Ascunsă", ("CJ", None, None), ["locality-left-out"]),
        ("CLUJ", "BRASOV, STR. ASCUNSĂ NR. 4", ("CJ", "Brașov", None), ["locality-elsewhere"]),
        ("CLUJ", "VALEA CRIVEțULUI", ("CJ", "Valea Crivețului", None), ["locality-kept"]),
        ("CLUJ", "Completare adresă", ("CJ", None, None), ["locality-left-out"]),
        ("CLUJ", "0722 123 456", ("CJ", None, None), []),
    ],
)
def test_places(county: str, locality: str, expected: tuple[str | None, ...], codes: list[str]) -> None:
    found = place(county, locality)
    assert found[:3] == expected
    assert [doubt.code for doubt in found.doubts] == codes


@given(
    st.lists(
        st.sampled_from(
            ["str. Ascunsă", "nr. 5", "Turda", "com. Florești", "sat Luna", "ap. 3", "jud. Cluj", "bl. B2",
             "Bd. Ascuns 4", "Popescu Ion", "tel. 0722123456", "MUN. CLUJ-NAPOCA", "sector 3", "casa 7", "■", ",", "-"]
        ),
        max_size=6,
    ),
    st.sampled_from(["CLUJ", "BUCURESTI", ""]),
)  # fmt: skip
def test_no_street_and_no_number_is_ever_handed_on(pieces: list[str], county: str) -> None:
    for joined in (", ".join(pieces), " ".join(pieces)):
        locality = place(county, joined).locality or ""
        assert "Ascuns" not in locality
        assert not any(c.isdigit() for c in locality.removeprefix("Sectorul 3"))


@pytest.mark.parametrize(
    ("initial", "changes", "text"),
    [
        ("Promovarea lecturii", "", "Promovarea lecturii"),
        ("", "Scop nou, după modificare", "Scop nou, după modificare"),
        ("Inițial", "Scop nou", "Inițial"),
        ("promovarea educaþiei ºi culturii", "", "promovarea educației și culturii"),
        ("Scopul este:_x000D_\n- a_x000D_\n\n\n\n- b", "", "Scopul este:\n- a\n\n- b"),
        ("Scopul este:,-lectura;,-cultura,,,", "", "Scopul este:\n-lectura;\n-cultura"),
        ("-", "", None),
        ("NU", "", None),
        ("  ", "...", None),
        ("sprijinul școlii din Turda, str. Ascunsă, nr. 5, și al ei", "", "sprijinul școlii din Turda, și al ei"),
        ("Modificarea actelor constitutive: schimbarea sediului din str. A nr. 1 în str. B nr. 2", "", None),
    ],
)  # fmt: skip
def test_purpose(initial: str, changes: str, text: str | None) -> None:
    assert purpose(initial, changes).text == text


@pytest.mark.parametrize(
    "cell",
    [
        "Ajutorarea minorului Popescu Ionel, diagnosticat cu o boală rară",
        "ACTIVITĂȚI CARITABILE PENTRU MINORUL POPESCU IONEL",
        "sprijinirea minorei P. I.",
        "recuperarea copilului Ionel Popescu",
        "strângerea de fonduri pentru recuperarea medicală a lui Popescu Ionel",
        "ajutorarea familiei, președinte născut la 1.02.1980",
        "membru fondator domiciliat în Turda",
        "reprezentant cu CNP 1000101520010",
        "reprezentant legitimat cu C.I. seria KX nr. 123456",
    ],
)
def test_a_purpose_that_tells_of_a_person_is_left_out(cell: str) -> None:
    found = purpose(cell, "")
    assert found.text is None
    assert [doubt.code for doubt in found.doubts] == ["purpose-personal"]
    assert "Popescu" not in found.doubts[0].detail


@pytest.mark.parametrize(
    "cell",
    [
        "apărarea drepturilor minorilor și ale tinerilor",
        "promovarea operei lui Mihai Eminescu",
        "ajutorarea persoanelor domiciliate în județul Cluj",
        "ajutarea bolnavilor, după pilda lui Iisus Hristos",
        "îngrijirea copiilor bolnavi de cancer",
    ],
)
def test_ordinary_purposes_stay(cell: str) -> None:
    assert purpose(cell, "").text == cell


def test_a_long_purpose_is_cut_after_a_sentence_and_said_so() -> None:
    found = purpose("Promovăm lectura în sate. " * 200, "")
    assert found.text is not None
    assert 2500 < len(found.text) <= MAX_PURPOSE
    assert found.text.endswith("sate. …")
    assert [doubt.code for doubt in found.doubts] == ["purpose-cut"]
    unbroken = purpose("cuvânt " * 900, "").text
    assert unbroken is not None
    assert len(unbroken) <= MAX_PURPOSE
    assert unbroken.endswith("cuvânt …")
