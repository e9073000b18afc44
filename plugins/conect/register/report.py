"""What an import did: counts, every row that was not written with its reason, every doubt."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from conect.records.problems import Text
from conect.register.notes import MESSAGES, Note


class NotWritten(NamedTuple):
    """A row that has no record: the file's name, its row in the sheet, and why."""

    file: str
    row: int
    reason: Note


class Doubtful(NamedTuple):
    """A row whose record was written, with what a person should look at."""

    file: str
    row: int
    id: str
    notes: tuple[Note, ...]


_COUNTS: dict[str, Text] = {
    "rows": Text("rânduri citite", "rows read"),
    "written": Text("rânduri scrise", "rows written"),
    "new": Text("  fișe noi", "  new records"),
    "changed": Text("  fișe schimbate", "  records changed"),
    "unchanged": Text("  fișe neschimbate", "  records unchanged"),
    "not_written": Text("rânduri nescrise", "rows not written"),
    "doubtful": Text("rânduri scrise cu îndoieli", "rows written with doubts"),
    "struck_off": Text("fișe trecute acum ca radiate", "records now marked as struck off"),
    "absent": Text("fișe care nu mai apar în registru, marcate acum", "records no longer in the register, marked now"),
    "returned": Text("fișe care apar din nou în registru", "records that are in the register again"),
    "absent_kept": Text(
        "fișe care lipsesc din fișiere, nemarcate: prea multe, fișierele par incomplete",
        "records missing from the files, not marked: too many, the files seem incomplete",
    ),
    "unreadable": Text(
        "fișe existente care nu pot fi citite, neatinse", "existing records that cannot be read, untouched"
    ),
}


@dataclass
class ImportReport:
    """The result of ``import_files``.

    ``counts``: rows = written + not_written; written = new + changed + unchanged. Further: doubtful, struck_off,
    absent, returned, absent_kept, unreadable.
    """

    files: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTS, 0))
    not_written: list[NotWritten] = field(default_factory=list)
    doubts: list[Doubtful] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    """Ids of the records marked as no longer in the register."""
    unreadable: list[str] = field(default_factory=list)
    """Paths of existing records that cannot be read, relative to the content folder."""

    def render(self, lang: str = "ro", doubts: int = 200) -> str:
        """Return the report for a terminal: the summary, every row not written, and the first *doubts* doubts."""
        lines = [self.summary(lang)]
        if self.not_written:
            lines.append(_NOT_WRITTEN.in_lang(lang))
            lines += [_refused_line(line, lang) for line in self.not_written]
        if self.doubts:
            lines += ["", _DOUBTFUL.in_lang(lang), *(_doubtful_line(line, lang) for line in self.doubts[:doubts])]
        if len(self.doubts) > doubts:
            more = len(self.doubts) - doubts
            lines.append(
                Text(
                    f"… și încă {more}; lista întreagă se scrie cu --report FIȘIER",
                    f"… and {more} more; the whole list is written by --report FILE",
                ).in_lang(lang)
            )
        lines += self._lists(lang)
        return "\n".join(lines) + "\n"

    def summary(self, lang: str = "ro") -> str:
        """Return the counts, and how often each reason and each doubt was met."""
        lines = [Text("Import din registru: ", "Register import: ").in_lang(lang) + ", ".join(self.files)]
        for key, label in _COUNTS.items():
            if self.counts[key] or key in ("rows", "written", "not_written", "doubtful"):
                lines.append(f"{self.counts[key]:>9}  {label.in_lang(lang)}")
        lines += _reasons(
            Text("Rânduri nescrise, după motiv:", "Rows not written, by reason:"),
            (line.reason for line in self.not_written), lang,
        )  # fmt: skip
        lines += _reasons(Text("Îndoieli:", "Doubts:"), (n for line in self.doubts for n in line.notes), lang)
        return "\n".join(lines) + "\n"

    def render_full(self, lang: str = "ro") -> str:
        """Return the whole report: every row not written and every doubt, with file and row number."""
        return self.render(lang, doubts=len(self.doubts))

    def _lists(self, lang: str) -> list[str]:
        lines: list[str] = []
        for title, names in (
            (Text("FIȘE CARE NU MAI APAR ÎN REGISTRU", "RECORDS NO LONGER IN THE REGISTER"), self.absent),
            (Text("FIȘE CARE NU POT FI CITITE", "RECORDS THAT CANNOT BE READ"), self.unreadable),
        ):
            if names:
                lines += ["", title.in_lang(lang), *names]
        return lines

    def to_json(self) -> str:
        """Return everything as JSON text: files, counts, not_written, doubts, absent, unreadable."""
        data: dict[str, Any] = {
            "files": self.files,
            "counts": self.counts,
            "not_written": [{"file": n.file, "row": n.row, **_note(n.reason)} for n in self.not_written],
            "doubts": [
                {"file": d.file, "row": d.row, "id": d.id, "notes": [_note(n) for n in d.notes]} for d in self.doubts
            ],
            "absent": self.absent,
            "unreadable": self.unreadable,
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def save(self, path: Path, lang: str = "ro") -> None:
        """Write the full report: JSON where *path* ends in .json, else text."""
        text = self.to_json() if path.suffix == ".json" else self.render_full(lang)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


_NOT_WRITTEN = Text("RÂNDURI NESCRISE (fișier:rând)", "ROWS NOT WRITTEN (file:row)")
_DOUBTFUL = Text("RÂNDURI SCRISE CU ÎNDOIELI (fișier:rând, fișa)", "ROWS WRITTEN WITH DOUBTS (file:row, record)")


def _refused_line(line: NotWritten, lang: str) -> str:
    return f"{line.file}:{line.row}: {line.reason.text().in_lang(lang)}"


def _doubtful_line(line: Doubtful, lang: str) -> str:
    said = "; ".join(note.text().in_lang(lang) for note in line.notes)
    return f"{line.file}:{line.row}: {line.id}: {said}"


def _reasons(title: Text, notes: Iterable[Note], lang: str) -> list[str]:
    counted = Counter(note.code for note in notes)
    if not counted:
        return []
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return ["", title.in_lang(lang), *(f"{count:>9}  {MESSAGES[code].in_lang(lang)}" for code, count in ordered)]


def _note(note: Note) -> dict[str, Any]:
    text = note.text()
    return {"code": note.code, "message": {"ro": text.ro, "en": text.en}, "detail": note.detail}
