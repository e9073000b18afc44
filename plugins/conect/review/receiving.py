"""A record that came by e-mail: judged with all others, and put where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from conect.catalogue import rules
from conect.catalogue.changes import Change
from conect.catalogue.entry import Entry
from conect.catalogue.files import ORGANIZATIONS
from conect.records.file import MAX_SIZE
from conect.records.mend import mend
from conect.records.problems import ConectError, Problem
from conect.records.reader import read
from conect.records.rule import Context
from conect.records.rules.identity import MAX_ID, RECORD_ID, RESERVED_IDS
from conect.romania.text import slug

# What only administrators or the import write; nobody asks for it by e-mail.
_NOT_BY_MAIL = ("verification", "demo", "maintainers", "former_ids", "merged_into")


class ReceiveError(ConectError):
    """The record cannot be taken; nothing was changed."""


class Received(NamedTuple):
    """Where the record goes, the changes that put it there, and every problem; an error among them refuses it."""

    path: str
    changes: list[Change]
    problems: list[Problem]
    name: str
    new: bool

    @property
    def refused(self) -> bool:
        """Tell whether the record brings an error."""
        return any(problem.level == "error" for problem in self.problems)


def receive(data: bytes, id: str | None, entries: Sequence[Entry], content: Path, context: Context) -> Received:
    """Judge a record; certain fixes are made first. ``id`` is its id, None to make one of its name.

    A record whose id, or whose CUI, the catalogue knows takes that record's place. Raises ``ReceiveError`` where there
    is no record in the bytes that could be placed.
    """
    if len(data) > MAX_SIZE:
        raise ReceiveError("fișierul are peste 64 kB; nu este o fișă", "the file has more than 64 kB; it is no record")
    suffix = "md" if data.lstrip(b"\xef\xbb\xbf").startswith(b"---") else "yaml"
    mended = mend(f"{ORGANIZATIONS}/xx/fisa.{suffix}", data, context).data
    result = read(f"{ORGANIZATIONS}/xx/fisa.{suffix}", mended, context)
    if result.record is None:
        first = result.problems[0]
        where = f"{first.line}:{first.column}"
        raise ReceiveError(f"rândul {where}: {first.message.ro}", f"line {where}: {first.message.en}")
    record = result.record
    known = _known(id, record.get("cui"), entries)
    made = known.id if known else id or slug(str(record.get("name", "")), MAX_ID)
    if len(made) > MAX_ID or not RECORD_ID.fullmatch(made) or made in RESERVED_IDS:
        raise ReceiveError(
            f"„{made}” nu poate fi identificatorul fișei; alegeți unul cu --id",
            f"“{made}” cannot be the record's id; choose one with --id",
        )
    county = record.get("county")
    folder = county.lower() if isinstance(county, str) and county.isascii() and county.isalpha() else "xx"
    path = f"{ORGANIZATIONS}/{folder}/{made}.{suffix}"
    judged = read(path, mended, context)
    problems = list(judged.problems)
    _refuse_reserved(record.values, known, content, context)
    if judged.record is not None:
        others = [entry for entry in entries if known is None or entry.path != known.path]
        together = rules.check([*others, Entry.of(judged.record)], context, concerned=frozenset({path}))
        problems += [problem for problem in together if problem.path == path]
    changes = [Change(path, mended)]
    if known is not None and known.path != path:
        changes.append(Change(known.path, None))
    return Received(path, changes, sorted(problems, key=Problem.sort_key), str(record.get("name", made)), known is None)


def _known(id: str | None, cui: object, entries: Sequence[Entry]) -> Entry | None:
    found = [entry for entry in entries if entry.id == id]
    if not found and id is None and cui:
        found = [entry for entry in entries if entry.cui == cui]
    return found[0] if len(found) == 1 else None


def _refuse_reserved(values: dict[str, object], known: Entry | None, content: Path, context: Context) -> None:
    """Refuse a record that would change by e-mail what an administrator or the repository decides."""
    former: dict[str, object] = {}
    if known is not None:
        record = read(known.path, (content / known.path).read_bytes(), context).record
        former = record.values if record is not None else {}
    changed = [key for key in _NOT_BY_MAIL if values.get(key) != former.get(key)]
    if changed:
        raise ReceiveError(
            f"„{', '.join(changed)}” nu se schimbă prin e-mail; lăsați ce este în fișă și schimbați separat",
            f"“{', '.join(changed)}” is not changed by e-mail; leave what the record has and change it apart",
        )
