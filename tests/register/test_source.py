"""The files of the Ministry: every form they come in, and files that are something else."""

from __future__ import annotations

import gzip
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from conect.register.source import RegisterError, read_rows

from .conftest import TITLES, MakeCsv, MakeXlsx

TODAY = date(2026, 11, 24)


def test_xlsx_as_published(make_xlsx: MakeXlsx) -> None:
    line = [
        "Asociația Unu",
        "1/A/2005",
        "",
        "",
        "",
        "CLUJ",
        "Turda",
        "str. Ascunsă nr. 1",
        "Scop_x000D_\nal doilea",
        "a",
        "b",
    ]
    rows = list(read_rows(make_xlsx(TITLES, line), TODAY))
    assert len(rows) == 1
    assert (rows[0].file, rows[0].number, rows[0].kind, rows[0].date) == (
        "09_03_2026Asociatii.xlsx", 2, "asociatie", "2026-03-09",
    )  # fmt: skip
    assert rows[0].cells["name"] == "Asociația Unu"
    assert rows[0].cells["changes"] == "b"
    assert not any("Ascuns" in cell for cell in rows[0].cells.values()), "addresses are never read"


def test_titles_in_any_order_case_and_with_diacritics(make_xlsx: MakeXlsx) -> None:
    titles = ["JUDEȚ", "numar inreg. reg. național", " Denumire ", "Ţara", "LOCALITATE"]
    path = make_xlsx(
        ["Registrul național"], [], titles, ["B", "7/E/2001", "Zwei", "Germania", "x"], name="PersJuridstr.xlsx"
    )
    rows = list(read_rows(path, TODAY))
    assert [(row.number, row.kind, row.date) for row in rows] == [(4, "persoana_juridica_straina", "2026-11-24")]
    assert rows[0].cells["country"] == "Germania"
    assert rows[0].cells["county"] == "B"


def test_rows_are_numbered_as_in_the_sheet_and_blank_lines_are_no_rows(make_xlsx: MakeXlsx) -> None:
    path = make_xlsx(TITLES, ["Unu", "1/A/2005"], [], ["Doi", "2/A/2005"], ["", "", "", " "])
    assert [(row.cells["name"], row.number) for row in read_rows(path, TODAY)] == [("Unu", 2), ("Doi", 4)]


def test_a_table_may_stand_anywhere_in_its_sheet(make_xlsx: MakeXlsx) -> None:
    path = make_xlsx([], [], ["", "", *TITLES], ["", "", "Unu", "1/A/2005"])
    assert [(row.cells["name"], row.cells["number"], row.number) for row in read_rows(path, TODAY)] == [
        ("Unu", "1/A/2005", 4)
    ]


def test_a_large_csv_is_never_there_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "asociatii.csv.gz"
    line = f"Asociația,1/A/2000,{'scop ' * 2000}\n"
    path.write_bytes(gzip.compress(("Denumire,Numar inreg Reg National,Scopul initial\n" + line * 500).encode()))
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_rows(path, TODAY)) == 500
        assert tracemalloc.get_traced_memory()[1] < 1_000_000 < len(line) * 500
    finally:
        tracemalloc.stop()


def test_numbers_in_cells_become_text(make_xlsx: MakeXlsx) -> None:
    rows = list(read_rows(make_xlsx(TITLES, [2005, "1/A/2005"]), TODAY))
    assert rows[0].cells["name"] == "2005"


def test_merged_csv_plain_and_compressed(make_csv: MakeCsv, tmp_path: Path) -> None:
    plain = make_csv({"kind": "fundatie", "name": 'Fundația "A",\ncu rând', "national_registry_number": "3/B/1999"})
    packed = tmp_path / "registru.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    for path in (plain, packed):
        rows = list(read_rows(path, TODAY))
        assert [(row.kind, row.date, row.number) for row in rows] == [("fundatie", "2026-03-09", 2)]
        assert rows[0].cells["name"] == 'Fundația "A",\ncu rând'


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_as_spreadsheets_save_it(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "federatii-2026-03-09.csv"
    text = delimiter.join(["Denumire", "Numar inreg Reg National", "Judet"]) + "\r\n"
    path.write_bytes(("\ufeff" + text + delimiter.join(["Federația", "1/C/2002", "Iași"]) + "\r\n").encode())
    rows = list(read_rows(path, TODAY))
    assert [(row.kind, row.date, row.cells["county"]) for row in rows] == [("federatie", "2026-03-09", "Iași")]


def test_more_cells_than_titles_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Denumire,Numar inreg Reg National\nA B C,1/A/2000,în plus\n", encoding="utf-8")
    assert [row.extra for row in read_rows(path, TODAY)] == [True]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("tabel.csv", b"Nume,Telefon\nIon,1\n", "Coloane găsite: Nume, Telefon"),
        ("gol.csv", b"", "lipsesc coloanele"),
        ("stricat.xlsx", b"PK\x03\x04 nu e zip", "deteriorat"),
        ("vechi.xls", b"\xd0\xcf\x11\xe0 nu e xls", "deteriorat"),
        ("stricat.csv.gz", b"\x1f\x8b nu e gzip", "deteriorat"),
        ("rupt.csv.gz", gzip.compress(b"Denumire,Numar inreg Reg National\nA,1/A/2000\n", mtime=0)[:30], "deteriorat"),
        ("schimbat.csv.gz", gzip.compress(b"", mtime=0)[:10] + b"\xff" * 40, "deteriorat"),
        ("tarziu.csv", b"Denumire,Numar inreg Reg National\n" + b"A,1/A/2000\n" * 9999 + b"\xaa,2", "UTF-8"),
        ("cp1250.csv", "Denumire,Numar\nŞ".encode("cp1250"), "UTF-8"),
        ("poza.png", b"\x89PNG\r\n\x1a\n", "UTF-8"),
        ("nul.csv", b"Denumire\0,\0\n", "lipsesc coloanele"),
    ],
)
def test_another_file_gives_one_clear_message_in_both_languages(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(RegisterError) as caught:
        list(read_rows(path, TODAY))
    assert says in caught.value.message.ro
    assert name in caught.value.message.en
    assert str(tmp_path) not in caught.value.message.ro


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"lipsa\.xlsx"):
        list(read_rows(tmp_path / "lipsa.xlsx", TODAY))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("federatii-2026-03-09.csv", "2026-03-09"),
        ("09_03_2026Federatii.csv", "2026-03-09"),
        ("Asociatii 9.3.csv", "2026-11-24"),
        ("Asociatii_20260309.csv", "2026-03-09"),
        ("Asociatii_2026-13-45.csv", "2026-11-24"),
    ],
)
def test_the_day_comes_from_the_name_else_it_is_today(tmp_path: Path, name: str, day: str) -> None:
    path = tmp_path / name
    path.write_text("Denumire,Numar inreg Reg National\nAbc,1/A/2000\n", encoding="utf-8")
    assert [row.date for row in read_rows(path, TODAY)] == [day]
