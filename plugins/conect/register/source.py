"""The Ministry's files as a stream of rows: XLSX as published, or merged to CSV (also compressed)."""

import csv
import datetime
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

import python_calamine

from conect.records.problems import ConectError
from conect.romania.text import fold

Kind = str
"""One of ``KINDS``: the register's five parts."""

KINDS = ("asociatie", "fundatie", "federatie", "uniune", "persoana_juridica_straina")

MAX_CELL = 1 << 20
"""Characters of one cell; the longest purposes have some 30,000."""


class RegisterError(ConectError):
    """A file that cannot be imported; the message says in both languages what to do. Nothing was written."""


class Row(NamedTuple):
    """One entry of the register as its file has it."""

    file: str
    """The file's name, without folder."""
    number: int
    """Its row in the sheet, the row of the titles counted, from 1."""
    kind: Kind
    date: str
    """The day of publication, ISO 8601."""
    cells: dict[str, str]
    """By canonical name: name, number, status, country, county, locality, purpose, changes, act, act_date."""
    extra: bool
    """There are more filled cells than titles."""


# Titles as the Ministry writes them and as the merged CSV does, folded to letters and digits. The address column
# is known and never read: seats are often private homes.
_TITLES = {
    "denumire": "name",
    "name": "name",
    "numarinregregnational": "number",
    "numarinregistraregnational": "number",
    "nrinregregnational": "number",
    "numarinregistrareregistrulnational": "number",
    "nationalregistrynumber": "number",
    "stareaactuala": "status",
    "status": "status",
    "tara": "country",
    "country": "country",
    "judet": "county",
    "judetul": "county",
    "county": "county",
    "localitate": "locality",
    "localitatea": "locality",
    "locality": "locality",
    "scopulinitial": "purpose",
    "scopinitial": "purpose",
    "purposeinitial": "purpose",
    "purpose": "purpose",
    "hgutilitatepublica": "act",
    "publicutilityact": "act",
    "datahgutilitatepublica": "act_date",
    "publicutilitydate": "act_date",
    "kind": "kind",
    "sourcedate": "date",
    "sourcefile": "file",
}
_CHANGE = re.compile(r"(?:modificarialescopului|modificarescop|purposechange)([0-9]*)")
_NEEDED = ("name", "number")
_HEADER_WITHIN = 20

_KIND_WORDS = (
    ("asociati", "asociatie"),
    ("fundati", "fundatie"),
    ("federati", "federatie"),
    ("uniun", "uniune"),
    ("persjurid", "persoana_juridica_straina"),
    ("persoanejurid", "persoana_juridica_straina"),
    ("strain", "persoana_juridica_straina"),
)
_LETTERS = dict(zip("ABCDE", KINDS, strict=True))
_DAY_FIRST = re.compile(r"(?<![0-9])([0-3][0-9])[._\- ]?([01][0-9])[._\- ]?((?:19|20)[0-9]{2})(?![0-9])")
_YEAR_FIRST = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[._\- ]?([01][0-9])[._\- ]?([0-3][0-9])(?![0-9])")


def read_rows(path: Path, today: datetime.date) -> Iterator[Row]:
    """Yield the rows of one file, whatever its form. The day of publication is the row's, the file name's, or *today*.

    Raises RegisterError where the file is missing, broken, or not one of the register's.
    """
    try:
        file = path.open("rb")
    except OSError:
        raise RegisterError(
            f"Fișierul „{path.name}” nu poate fi citit; verificați numele și drepturile de acces.",
            f"The file “{path.name}” cannot be read; check its name and its permissions.",
        ) from None
    found = False
    titles: list[str] = []
    with file:
        for sheet in _tables(path.name, file):
            lines = enumerate(sheet, 1)
            header = _header(lines, titles)
            if header is not None:
                found = True
                yield from _rows(path.name, lines, header, today)
    if not found:
        raise _unknown(path.name, titles)


def _unknown(name: str, titles: list[str]) -> RegisterError:
    seen = ", ".join(titles[:12]) or "–"
    return RegisterError(
        f"„{name}” nu este un fișier al Registrului național ONG: lipsesc coloanele „Denumire” și „Numar inreg Reg "
        f"National”. Coloane găsite: {seen}. Descărcați din nou fișierul de pe site-ul Ministerului Justiției.",
        f"“{name}” is not a file of the national NGO register: the columns “Denumire” and “Numar inreg Reg National” "
        f"are missing. Columns found: {seen}. Download the file again from the Ministry of Justice.",
    )


def _broken(name: str) -> RegisterError:
    return RegisterError(
        f"Fișierul „{name}” este deteriorat și nu poate fi deschis; descărcați-l din nou.",
        f"The file “{name}” is damaged and cannot be opened; download it again.",
    )


def _tables(name: str, file: BinaryIO) -> Iterator[Iterable[Sequence[object]]]:
    """Yield each table of a file, a line at a time: neither a CSV nor the rows of a sheet are ever there as a whole."""
    try:
        if _start(file)[:2] == b"\x1f\x8b":
            file = cast("BinaryIO", gzip.GzipFile(fileobj=file))
        if _start(file) in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.read()))
            for sheet in book.sheet_names:
                # Empty lines count too: the report names the row that a person finds in the sheet.
                yield book.get_sheet_by_name(sheet).iter_rows()
            return
    except (python_calamine.CalamineError, zipfile.BadZipFile, ValueError, *_DAMAGED):
        raise _broken(name) from None
    yield _csv(name, file)


_DAMAGED = (OSError, EOFError, zlib.error)
"""What reading a damaged compressed file raises."""


def _start(file: BinaryIO) -> bytes:
    start = file.read(4)
    file.seek(0)
    return start


def _csv(name: str, file: BinaryIO) -> Iterator[Sequence[object]]:
    limit = csv.field_size_limit(MAX_CELL)
    try:
        with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            first_line = text.readline()
            text.seek(0)
            yield from csv.reader(text, delimiter=max(",;\t", key=first_line.count))
    except UnicodeDecodeError:
        raise RegisterError(
            f"Fișierul „{name}” nu este scris în UTF-8; salvați-l ca „CSV UTF-8” sau folosiți fișierul XLSX.",
            f"The file “{name}” is not in UTF-8; save it as “CSV UTF-8” or use the XLSX file.",
        ) from None
    except (csv.Error, *_DAMAGED):
        raise _broken(name) from None
    finally:
        csv.field_size_limit(limit)


def _title(cell: object) -> str:
    return re.sub("[^a-z0-9]", "", fold(_text(cell)))


class _Header(NamedTuple):
    columns: dict[int, str]
    """Canonical name by position."""
    width: int
    """How many columns have a title or stand before one."""


def _header(lines: Iterator[tuple[int, Sequence[object]]], titles: list[str]) -> _Header | None:
    """Read lines up to the titles; None where there are none. What was found instead is added to *titles*."""
    for number, line in lines:
        columns: dict[int, str] = {}
        for index, cell in enumerate(line):
            title = _title(cell)
            change = _CHANGE.fullmatch(title)
            canonical = f"change{change.group(1) or 1}" if change else _TITLES.get(title)
            if canonical is not None and canonical not in columns.values():
                columns[index] = canonical
        if all(needed in columns.values() for needed in _NEEDED):
            return _Header(columns, len(line))
        if not titles:
            titles += [_text(cell)[:40] for cell in line if _text(cell)]
        if number >= _HEADER_WITHIN:
            break
    return None


def _rows(
    name: str, lines: Iterator[tuple[int, Sequence[object]]], header: _Header, today: datetime.date
) -> Iterator[Row]:
    file_kind, file_date = _kind(name), _date(name)
    for number, line in lines:
        cells = {title: _text(line[index]) for index, title in header.columns.items() if index < len(line)}
        extra = any(_text(cell) for cell in line[header.width :])
        if not any(_text(cell).strip() for cell in line):
            continue  # a blank line is no entry
        cells["changes"] = _last_change(cells)
        kind = _kind(cells.pop("kind", "")) or _kind(cells.get("file", "")) or file_kind
        letter = re.search(r"/\s*([A-E])\s*/", cells.get("number", "").upper())
        kind = kind or (_LETTERS[letter.group(1)] if letter else KINDS[0])
        day = _date(cells.pop("date", "")) or _date(cells.pop("file", "")) or file_date or today.isoformat()
        cells.pop("file", None)
        yield Row(name, number, kind, day, cells, extra)


def _last_change(cells: dict[str, str]) -> str:
    """Return the newest of the columns "Modificari ale scopului 1…5", which are taken out of *cells*."""
    numbered = sorted(
        (key for key in cells if key.startswith("change") and key[6:].isdigit()), key=lambda k: int(k[6:])
    )
    values = [cells.pop(key) for key in numbered]
    return next((value for value in reversed(values) if value.strip()), "")


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell)


def _kind(text: str) -> Kind | None:
    folded = re.sub("[^a-z]", "", fold(text))
    return next((kind for word, kind in _KIND_WORDS if word in folded), None)


def _date(text: str) -> str | None:
    if match := _YEAR_FIRST.search(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.search(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
