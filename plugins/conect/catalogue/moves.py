"""A record gets another id, or one organisation merges into another: every record that names it is set right.

A move is planned whole before anything is written: the changed files are read and judged again, and a plan that would
bring in an error is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from conect.catalogue import rules
from conect.catalogue.changes import Change
from conect.catalogue.entry import Entry
from conect.catalogue.files import IMAGES, Content
from conect.catalogue.rules.relations import references
from conect.records.file import SUFFIXES
from conect.records.problems import ConectError, Pointer, Problem, Text
from conect.records.reader import parse_file, read
from conect.records.rule import Context
from conect.records.rules.identity import MAX_ID, RECORD_ID, RESERVED_IDS
from conect.records.writer import DELETE, EditError, edit

Values = Mapping[str, Any]
Edits = dict[Pointer, Any]

MOST_LOGO = 10_000_000
"""Bytes; a larger picture is no logo, and is not moved."""


class MoveError(ConectError):
    """The move cannot be made; nothing was changed."""


class Move(NamedTuple):
    """The changes, to be written together, and what the person should know besides."""

    changes: list[Change]
    notes: list[Text]


class Mover:
    """Plans moves over one content folder: its entries, and the paths of the records that cannot be read."""

    def __init__(self, content: Path, context: Context, entries: Sequence[Entry], unread: Iterable[str] = ()) -> None:
        self.content = Content(content)
        self.context = context
        self.entries = entries
        self.unread = sorted(unread)

    def rename(self, old: str, new: str) -> Move:
        """Plan that the record ``old`` is called ``new``: its file, its logo, ``former_ids`` and all references.

        Raises ``MoveError`` where there is no such record or the new id cannot be taken.
        """
        entry = self._entry(old)
        self._free(new, entry)
        former = [id for id in entry.former_ids if id != new] + [old]
        target = _renamed(entry.path, new)
        edits = self._naming(old, lambda values, _: replaced(values, old, new))
        own = edits.pop(entry.path, {})
        own["former_ids",] = former
        logo = self._logo(entry)
        if logo is not None:
            own["logo", "file"] = _renamed(logo, new).rpartition("/")[2]
        changes = [Change(target, self._edited(entry.path, own))]
        changes += [Change(path, self._edited(path, changed)) for path, changed in edits.items()]
        if logo is not None:
            changes += [Change(_renamed(logo, new), self.content.read(logo, MOST_LOGO)), Change(logo, None)]
        changes.append(Change(entry.path, None))
        self._judge(changes)
        return Move(changes, self._unread_note())

    def merge(self, source: str, target: str) -> Move:
        """Plan that the organisation ``source`` merged into ``target``: ``merged_into`` and all references.

        Its registry status stays: the register says when it ends. Raises ``MoveError`` where that would make a circle.
        """
        one, into = self._entry(source), self._entry(target)
        if one.id == into.id:
            raise MoveError("o organizație nu se contopește cu ea însăși", "an organisation does not merge into itself")
        for entry in (one, into):
            if entry.merged_into:
                more = entry is into and entry.merged_into != source
                again = f"; scrieți „conect merge {source} {entry.merged_into}”" if more else ""
                again_en = f"; write “conect merge {source} {entry.merged_into}”" if more else ""
                raise MoveError(
                    f"„{entry.id}” s-a contopit deja cu „{entry.merged_into}”{again}",
                    f"“{entry.id}” has already merged into “{entry.merged_into}”{again_en}",
                )
        if into.parent == source:
            raise MoveError(
                f"„{target}” este filială a „{source}”; schimbați-i întâi „parent” și forma juridică",
                f"“{target}” is a branch of “{source}”; change its “parent” and legal form first",
            )
        edits = self._naming(source, lambda values, own: replaced(values, source, target, own))
        edits[one.path] = {("merged_into",): target}
        changes = [Change(path, self._edited(path, changed)) for path, changed in sorted(edits.items())]
        self._judge(changes)
        notes = self._unread_note()
        if one.registry_status == "inregistrata":
            notes.append(
                Text(
                    f"„{source}” este încă „inregistrata”: scrieți „registry_status: dizolvata” sau „radiata” când "
                    "registrul o arată",
                    f"“{source}” is still “inregistrata”: write “registry_status: dizolvata” or “radiata” when the "
                    "register shows it",
                )
            )
        return Move(changes, notes)

    def _entry(self, id: str) -> Entry:
        found = [entry for entry in self.entries if entry.id == id]
        if len(found) == 1:
            return found[0]
        if found:
            where = ", ".join(entry.path for entry in found)
            raise MoveError(f"„{id}” este în mai multe fișiere: {where}", f"“{id}” stands in several files: {where}")
        for path in self.unread:
            if _id(path) == id:
                raise MoveError(f"{path} nu se poate citi; îndreptați-l întâi", f"{path} cannot be read; mend it first")
        near = next((entry.id for entry in self.entries if id in entry.former_ids), None)
        if near is None:
            from rapidfuzz import fuzz, process  # most ids are right

            ids = [entry.id for entry in self.entries]
            match = process.extractOne(id, ids, scorer=fuzz.ratio, score_cutoff=75)
            near = match[0] if match else None
        hint = (f"; ați vrut să scrieți „{near}”?", f"; did you mean “{near}”?") if near else ("", "")
        raise MoveError(f"nu există nicio fișă „{id}”{hint[0]}", f"there is no record “{id}”{hint[1]}")

    def _free(self, new: str, entry: Entry) -> None:
        """Refuse an id that is ill-formed, reserved, or borne by another record now or formerly."""
        if len(new) > MAX_ID or not RECORD_ID.fullmatch(new):
            raise MoveError(
                f"„{new}” nu este un identificator; scrieți litere mici fără diacritice, cifre și cratime, cel mult "
                f"{MAX_ID}",
                f"“{new}” is no id; write lower-case letters without diacritics, digits and hyphens, at most {MAX_ID}",
            )
        if new in RESERVED_IDS:
            raise MoveError(
                f"„{new}” este o adresă a site-ului; alegeți altul",
                f"“{new}” is an address of the site; choose another",
            )
        taken = {_id(path).lower(): path for path in self.unread}
        for other in self.entries:
            taken[other.id.lower()] = other.path
            if other is not entry:
                taken |= {id.lower(): other.path for id in other.former_ids}
        if new in taken:
            raise MoveError(
                f"identificatorul „{new}” este sau a fost al fișei {taken[new]}; alegeți altul",
                f"the id “{new}” is or was that of {taken[new]}; choose another",
            )

    def _logo(self, entry: Entry) -> str | None:
        """Return the path of the logo that bears the record's name, None where there is none."""
        stem = entry.path.rpartition(".")[0]
        record = read(entry.path, self.content.read(entry.path), self.context).record
        file = str((record.get("logo") or {}).get("file", "")) if record else ""
        return next(
            (stem + s for s in IMAGES if file == entry.id + s and (self.content.folder / (stem + s)).is_file()), None
        )

    def _naming(self, id: str, changed: Callable[[Values, str], Edits]) -> dict[str, Edits]:
        """Return by path what ``changed`` makes of the values of each record that names ``id``, and of its own id."""
        found: dict[str, Edits] = {}
        for entry in self.entries:
            if any(named == id for _, named in references(entry)):
                parsed, _ = parse_file(entry.path, self.content.read(entry.path))
                if parsed is not None:
                    found[entry.path] = changed(parsed.tree.value, entry.id)
        return found

    def _edited(self, path: str, changes: Mapping[Pointer, Any]) -> bytes:
        try:
            text = self.content.read(path).decode("utf-8")
            return edit(text, changes, markdown=path.endswith(".md")).encode("utf-8")
        except EditError as error:
            raise MoveError(f"{path}: {error.message.ro}", f"{path}: {error.message.en}") from None

    def _judge(self, changes: Sequence[Change]) -> None:
        """Refuse changes that bring in an error, in a changed record or between records."""
        old = {entry.path: entry for entry in self.entries}
        new, gone = dict(old), {change.path for change in changes if change.data is None}
        before: list[Problem] = []
        after: list[Problem] = []
        for path in sorted({change.path for change in changes if change.path in old}):
            before += read(path, self.content.read(path), self.context).problems
        for change in changes:
            if change.data is None:
                new.pop(change.path, None)
            elif change.path.endswith(SUFFIXES):
                result = read(change.path, change.data, self._with(changes))
                after += result.problems
                if result.record is not None:
                    new[change.path] = Entry.of(result.record)
        before += rules.check(old.values(), self.context, unread=self.unread, level="error")
        after += rules.check(new.values(), self.context, unread=self.unread, level="error")
        known = Counter(problem.rule for problem in before if problem.level == "error")
        for problem in after:
            if problem.level == "error" and problem.path not in gone:
                known[problem.rule] -= 1
                if known[problem.rule] < 0:
                    where = f"{problem.path}:{problem.line}:{problem.column}"
                    raise MoveError(f"{where}: {problem.message.ro}", f"{where}: {problem.message.en}")

    def _with(self, changes: Sequence[Change]) -> Context:
        """Return the context in which the changed files are there already (the logo under its new name)."""
        made = {change.path: change.data for change in changes}
        here = self.context.read_file
        return replace(self.context, read_file=lambda path: made[path] if path in made else here(path))

    def _unread_note(self) -> list[Text]:
        if not self.unread:
            return []
        files = ", ".join(self.unread[:5]) + (", …" if len(self.unread) > 5 else "")
        return [
            Text(
                f"aceste fișiere nu se pot citi și nu s-a căutat în ele: {files}",
                f"these files cannot be read and were not searched: {files}",
            )
        ]


def replaced(values: Values, old: str, new: str, own: str = "") -> Edits:
    """Return the edits of a record's raw ``values`` by which it names ``new`` where it named ``old``.

    A list names nobody twice, nor the record itself (``own``); a list with nothing left is taken out.
    """
    edits: Edits = {(key,): new for key in ("parent", "merged_into") if values.get(key) == old}
    listed = values.get("memberships")
    if isinstance(listed, list) and old in listed:
        left = [id for id in dict.fromkeys(new if id == old else id for id in listed) if id != own]
        if len(left) == len(listed):
            edits |= {("memberships", index): new for index, id in enumerate(listed) if id == old}
        else:
            edits["memberships",] = left or DELETE
    return edits


def _id(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _renamed(path: str, id: str) -> str:
    """Return ``path`` with ``id`` for its stem."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/{id}.{name.rpartition('.')[2]}"
