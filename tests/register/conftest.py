"""Small register files, made up for the tests."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

TITLES = (
    "Denumire", "Numar inreg Reg National", "Starea actuala", "sediu schimbat",
    "organizatia trece in circumscriptia altei instante", "Judet", "Localitate", "Adresa", "Scopul initial",
    "Modificari ale scopului 1", "Modificari ale scopului 2", "HG utilitate publica", "Data HG utilitate publica",
)  # fmt: skip

MakeCsv = Callable[..., Path]
MakeXlsx = Callable[..., Path]


def csv_text(rows: Sequence[dict[str, str]]) -> str:
    """Rows by the keys of the merged CSV; what is not given is empty."""
    keys = (
        "kind", "name", "national_registry_number", "status", "county", "locality", "purpose_initial",
        "public_utility_act", "public_utility_date", "source_file", "source_date",
    )  # fmt: skip
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, keys, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({"kind": "asociatie", "source_date": "2026-03-09", **row})
    return text.getvalue()


@pytest.fixture
def make_csv(tmp_path: Path) -> MakeCsv:
    """Write rows (dicts) as the merged CSV and return its path."""

    def make(*rows: dict[str, str], name: str = "registru.csv") -> Path:
        path = tmp_path / name
        path.write_text(csv_text(rows), encoding="utf-8")
        return path

    return make


@pytest.fixture
def make_xlsx(tmp_path: Path) -> MakeXlsx:
    """Write lines of cells as an XLSX with one sheet (inline strings) and return its path."""

    def make(*lines: Sequence[str | int], name: str = "09_03_2026Asociatii.xlsx") -> Path:
        rows = []
        for number, line in enumerate(lines, 1):
            cells = "".join(_cell(column, number, value) for column, value in enumerate(line))
            rows.append(f'<row r="{number}">{cells}</row>')
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as book:
            for part, text in _PARTS.items():
                book.writestr(part, text)
            book.writestr(
                "xl/worksheets/sheet1.xml", f"<worksheet {_MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>"
            )
        return path

    return make


def _cell(column: int, row: int, value: str | int) -> str:
    place = f"{chr(65 + column)}{row}"
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>' if value else ""


_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """An empty content folder."""
    folder = tmp_path / "content"
    folder.mkdir()
    return folder
