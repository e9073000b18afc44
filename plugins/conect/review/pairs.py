"""Which changed files are records, which two are one record under another name, and which are something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from conect.catalogue.files import IMAGES, ORGANIZATIONS
from conect.catalogue.names import skeleton
from conect.records.file import SUFFIXES
from conect.review.index import Everyone, is_record
from conect.review.rows import Row
from conect.review.trees import FILE, NOTHING, FileChange

Kind = Literal["added", "changed", "moved", "renamed", "removed"]
"""``moved``: another folder or suffix, the same id; ``renamed``: another id."""


class Pair(NamedTuple):
    """One record before and after; paths are relative to the content folder, None on the side where it is not."""

    kind: Kind
    old_path: str | None
    new_path: str | None
    old_id: str | None
    new_id: str | None
    logo: bool = False
    """Its logo's file changes."""

    @property
    def path(self) -> str:
        """Return the path by which it is spoken of: the new one, else the old one."""
        return self.new_path or self.old_path or ""


class Proposal(NamedTuple):
    """The changed files by what they are. ``strange`` are records' paths that are no ordinary file afterwards."""

    pairs: list[Pair]
    logos: list[FileChange]
    strange: list[FileChange]
    others: list[FileChange]
    """Everything that is neither a record nor a logo; with whole paths, as in ``strange`` and ``logos``."""


def sort_out(changes: Iterable[FileChange], content: str) -> tuple[list[FileChange], Proposal]:
    """Return the changes of records, and a proposal that holds all the others and no pair yet."""
    top = f"{content}/" if content else ""
    records: list[FileChange] = []
    proposal = Proposal([], [], [], [])
    for change in changes:
        inside = change.path[len(top) :] if change.path.startswith(top) else ""
        plain = inside.isascii() and inside.isprintable() and "\\" not in inside
        if not (plain and inside.startswith(f"{ORGANIZATIONS}/")) or ".." in inside.split("/"):
            proposal.others.append(change)
        elif change.new_mode not in (FILE, NOTHING):
            proposal.strange.append(change)
        elif is_record(inside):
            records.append(change._replace(path=inside))
        elif inside.count("/") == 2 and inside.endswith(IMAGES):
            proposal.logos.append(change)
        else:
            proposal.others.append(change)
    return records, proposal


def pair_up(records: Sequence[FileChange], old: Mapping[str, Row], new: Mapping[str, Row]) -> list[Pair]:
    """Return the changed records; what is gone and what is new are one where id, file, code, number or name say so.

    ``old`` and ``new`` are the rows before and after, by path.
    """
    pairs = [
        Pair("changed", change.path, change.path, change.old_id, change.new_id)
        for change in records
        if not change.added and not change.removed
    ]
    gone = {change.path: change for change in records if change.removed}
    come = {change.path: change for change in records if change.added}

    def match(
        kind: Kind, before: Callable[[FileChange], object], after: Callable[[FileChange], Sequence[object]]
    ) -> None:
        """Pair what is single on both sides under a key."""
        keys: dict[object, list[FileChange]] = {}
        for change in gone.values():
            if (key := before(change)) is not None:
                keys.setdefault(key, []).append(change)
        for change in list(come.values()):
            found = [each for key in after(change) for each in keys.get(key, ()) if each.path in gone]
            if len(found) == 1:
                former = found[0]
                pairs.append(Pair(kind, former.path, change.path, former.old_id, change.new_id))
                del gone[former.path], come[change.path]

    match("moved", lambda c: stem(c.path), lambda c: [stem(c.path)])
    match("renamed", lambda c: stem(c.path), lambda c: new[c.path].former_ids if c.path in new else ())
    match("renamed", lambda c: c.old_id, lambda c: [c.new_id])
    for key in (_cui, _number, _name):
        before, after = _keyed(key, old), _keyed(key, new)
        match("renamed", before, lambda c, after=after: [after(c)])  # type: ignore[misc] # mypy infers no type here
    pairs += [Pair("removed", change.path, None, change.old_id, None) for change in gone.values()]
    pairs += [Pair("added", None, change.path, None, change.new_id) for change in come.values()]
    return sorted(pairs, key=lambda pair: (pair.path, pair.kind))


def with_logos(pairs: Sequence[Pair], logos: Iterable[FileChange], content: str, after: Everyone) -> list[Pair]:
    """Return the pairs with those whose logo alone changes added, and all of them marked whose logo changes."""
    top = f"{content}/" if content else ""
    stems = {change.path[len(top) :].rpartition(".")[0] for change in logos}
    found = [pair._replace(logo=(pair.new_path or "").rpartition(".")[0] in stems) for pair in pairs]
    known = {pair.new_path for pair in pairs}
    for path in sorted(each + suffix for each in stems for suffix in SUFFIXES):
        if path in after.blobs and path not in known:
            found.append(Pair("changed", path, path, after.blobs[path], after.blobs[path], logo=True))
    return sorted(found, key=lambda pair: (pair.path, pair.kind))


def stem(path: str) -> str:
    """Return the id that a path gives."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _keyed(key: Callable[[Row], object], rows: Mapping[str, Row]) -> Callable[[FileChange], object]:
    def of(change: FileChange) -> object:
        row = rows.get(change.path)
        return None if row is None else key(row)

    return of


def _cui(row: Row) -> object:
    return row.cui


def _number(row: Row) -> object:
    return (row.national_registry_number, skeleton(row.name)) if row.national_registry_number and row.name else None


def _name(row: Row) -> object:
    return (skeleton(row.name), row.county) if row.name else None
