"""The import: rows in, records out; what is there already is compared, never overwritten blindly."""

import datetime
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from conect.records.problems import Text
from conect.records.writer import EditError
from conect.register import known as known_records
from conect.register import updating
from conect.register.identity import entry_traits, match, new_ids
from conect.register.known import FOLDER, Content, Known
from conect.register.mapping import Entry, Refused, entry
from conect.register.notes import Note, note
from conect.register.repeats import without_repeats
from conect.register.report import Doubtful, ImportReport, NotWritten
from conect.register.source import RegisterError, Row, read_rows

Progress = Callable[[Text, int, int], None]
"""Told the stage, how much of it is done, and how much there is (0 where that is not known)."""

READING = Text("Citesc fișierele registrului", "Reading the register's files")
COMPARING = Text("Citesc fișele existente", "Reading the existing records")
WRITING = Text("Scriu fișele", "Writing records")

_STEP = 500
# A file that lacks so many of the records it should hold is a part of one: a sample, one county, a broken download.
_FEW_ABSENT = 2000
_ABSENT_SHARE = 0.2

_TEMPORARY = ".conect-import-"


def _silent(stage: Text, done: int, total: int) -> None: ...


def import_files(
    files: Sequence[Path],
    content: Path,
    today: datetime.date,
    progress: Progress = _silent,
    *,
    mark_absent: bool | None = None,
) -> ImportReport:
    """Bring the records below ``content/organizations`` up to date with the register's *files*.

    Every row becomes a record or a line of the report. Each record is replaced whole or not at all, so that an import
    that was interrupted is completed by running it again. *mark_absent* tells whether records that the files no longer
    hold are marked: True always, False never, None unless so many are missing that the files must be incomplete.

    Raises RegisterError, before anything is written, where a file cannot be read or is not one of the register's, or
    where the content folder is missing.
    """
    if not files:
        raise RegisterError("Dați cel puțin un fișier al registrului.", "Give at least one file of the register.")
    if not content.is_dir():
        raise RegisterError(
            f"Dosarul de conținut „{content}” nu există; creați-l sau dați alt dosar cu --content.",
            f"The content folder “{content}” does not exist; create it or give another one with --content.",
        )
    report = ImportReport(files=[path.name for path in dict.fromkeys(files)])
    by_day: dict[str, list[Entry | Refused]] = defaultdict(list)
    done = 0
    for path in dict.fromkeys(files):
        for row in read_rows(path, today):
            by_day[row.date].append(_mapped(row))
            done += 1
            if done % _STEP == 0:
                progress(READING, done, 0)
    progress(READING, done, done)
    report.counts["rows"] = done
    for day in sorted(by_day):
        _Import(content, report, progress, mark_absent).run(day, by_day.pop(day))
    report.not_written.sort(key=lambda line: (line.file, line.row))
    report.doubts.sort(key=lambda line: (line.file, line.row))
    report.absent.sort()
    report.counts["not_written"] = len(report.not_written)
    report.counts["doubtful"] = len(report.doubts)
    report.counts["written"] = sum(report.counts[key] for key in ("new", "changed", "unchanged"))
    return report


def _mapped(row: Row) -> Entry | Refused:
    return entry(row)


class _Import:
    """One day's files against the content folder."""

    def __init__(self, content: Path, report: ImportReport, progress: Progress, mark_absent: bool | None) -> None:
        self.content = content
        self.report = report
        self.progress = progress
        self.mark_absent = mark_absent

    def run(self, day: str, rows: list[Entry | Refused]) -> None:
        refused = [row for row in rows if isinstance(row, Refused)]
        entries, repeated = without_repeats([row for row in rows if isinstance(row, Entry)])
        for line in (*refused, *repeated):
            self.report.not_written.append(NotWritten(line.file, line.row, line.reason))
        self.progress(COMPARING, 0, 0)
        _remove_leftovers(self.content)
        content = known_records.load(self.content)
        names = [path.relative_to(self.content).as_posix() for path in content.unreadable]
        self.report.unreadable = sorted({*self.report.unreadable, *names})
        self.report.counts["unreadable"] = len(self.report.unreadable)
        pairs = match(
            [entry_traits(item) for item in entries],
            [item.traits for item in content.records],
            lambda row, record: updating.is_unchanged(content.records[record], entries[row]),
        )
        new = [index for index in range(len(entries)) if index not in pairs]
        ids = dict(zip(new, new_ids([entries[index] for index in new], content.used_ids), strict=True))
        profiles = {
            record.head["national_registry_number"]: record.id
            for record in content.records
            if not record.kind and "national_registry_number" in record.head
        }
        total = len(entries)
        for index, item in enumerate(entries):
            if index in pairs:
                self._update(content.records[pairs[index]], item)
            else:
                same_number = profiles.get(item.values.get("national_registry_number", ""))
                self._create(ids[index], item, (note("number-in-profile", same_number),) if same_number else ())
            if index % _STEP == 0:
                self.progress(WRITING, index, total)
        self.progress(WRITING, total, total)
        self._mark_absent(day, rows, refused, content, set(pairs.values()))

    def _create(self, record_id: str, item: Entry, doubts: tuple[Note, ...]) -> None:
        folder = str(item.values.get("county", "xx")).lower()
        _write(self.content / FOLDER / folder / f"{record_id}.yaml", updating.new_text(item))
        self.report.counts["new"] += 1
        self._doubt(item, record_id, (*item.doubts, *doubts))
        if item.values["registry_status"] == "radiata":
            self.report.counts["struck_off"] += 1

    def _update(self, record: Known, item: Entry) -> None:
        doubts = item.doubts
        if not record.head.get("national_registry_number") and record.head.get("origin") == "organization":
            doubts = (*doubts, note("profile-matched", record.id))
        if updating.is_unchanged(record, item):
            self.report.counts["unchanged"] += 1
            self._doubt(item, record.id, doubts)
            return
        try:
            update = updating.update(record, item)
        except EditError as error:
            update = updating.Update(None, "", (note("record-not-changed", error.message.ro),))
        if update is None:
            update = updating.Update(None, "", (note("record-not-changed"),))
        doubts = (*doubts, *update.doubts)
        if update.text is None:
            self.report.counts["unchanged"] += 1
        else:
            self.report.counts["changed"] += 1
            self.report.counts["struck_off"] += update.struck_off
            self.report.counts["returned"] += update.returned
            _write(self._moved(record, update.county), update.text)
        self._doubt(item, record.id, doubts)

    def _moved(self, record: Known, county: str) -> Path:
        """Return the record's path in the folder of its county, having moved it and its logo there if need be."""
        folder = county.lower() or "xx"
        if folder == record.folder:
            return record.path
        target = self.content / FOLDER / folder / record.path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        for path in sorted(record.path.parent.glob(f"{record.id}.*")):
            path.replace(target.parent / path.name)
        return target

    def _mark_absent(
        self, day: str, rows: Iterable[Entry | Refused], refused: Iterable[Refused], content: Content, found: set[int]
    ) -> None:
        kinds = {row.kind for row in rows}
        # A row that could not be written may be about a record all the same: its number says so.
        numbers = {row.number for row in refused if row.number}
        concerned = [record for record in content.records if record.kind in kinds]
        missing = [
            record
            for index, record in enumerate(content.records)
            if index not in found
            and record.kind in kinds
            and record.head.get("national_registry_number") not in numbers
        ]
        fresh = [record for record in missing if updating.ABSENT not in record.head]
        incomplete = len(fresh) > _FEW_ABSENT and len(fresh) > _ABSENT_SHARE * len(concerned)
        if self.mark_absent is False or (self.mark_absent is None and incomplete):
            self.report.counts["absent_kept"] += len(fresh)
            return
        for record in fresh:
            try:
                text = updating.mark_absent(record, day)
            except EditError:
                self.report.unreadable.append(record.path.relative_to(self.content).as_posix())
                continue
            _write(record.path, text)
            self.report.absent.append(record.id)
        self.report.counts["absent"] = len(self.report.absent)
        self.report.counts["unreadable"] = len(self.report.unreadable)

    def _doubt(self, item: Entry, record_id: str, doubts: Sequence[Note]) -> None:
        if doubts:
            self.report.doubts.append(Doubtful(item.file, item.row, record_id, tuple(doubts)))


def _write(path: Path, text: str) -> None:
    """Put the whole text in place at once: a reader, or a crash, never sees half of it."""
    temporary = path.with_name(f"{_TEMPORARY}{path.name}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text.encode("utf-8"))
    temporary.replace(path)


def _remove_leftovers(content: Path) -> None:
    """Remove what an interrupted import left behind: files that never took their name."""
    for path in sorted((content / FOLDER).glob(f"*/{_TEMPORARY}*")):
        path.unlink()
