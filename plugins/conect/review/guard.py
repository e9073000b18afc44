"""May it: whether the author of a proposal may make its changes, by what the base's tip says of records and accounts.

An administrator may do all. Others touch records and logos only: a new record, one whose maintainers (at the base) name
them, or one without maintainers that they complete and claim; the last is for an administrator to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from conect.catalogue.names import skeleton
from conect.records.declaration import FIELDS
from conect.review.pairs import Proposal
from conect.review.reasons import Reason, reason
from conect.review.sides import Judged, Side
from conect.review.trees import EXECUTABLE, LINK, SUBMODULE, FileChange

Role = Literal["administrator", "account", "unknown"]

MOST_FILES = 100
"""Files that one proposal of anybody but an administrator may change."""

RESERVED = tuple(field.key for field in FIELDS if field.setter == "administrator")
_OF_REGISTER = tuple(field.key for field in FIELDS if field.setter == "register")
_CODES = ("cui", "national_registry_number")


class Author(NamedTuple):
    """The account that proposes, None where nobody said, and whether it is an administrator's at the base."""

    name: str | None
    administrator: bool

    @classmethod
    def of(cls, name: str | None, administrators: Collection[str]) -> Author:
        """Look the account up; forges take capitals and small letters for the same."""
        return cls(name, name is not None and name.lower() in {each.lower() for each in administrators})

    @property
    def role(self) -> Role:
        """Return what is known of the account."""
        return "administrator" if self.administrator else "unknown" if self.name is None else "account"

    def among(self, accounts: Collection[str]) -> bool:
        """Tell whether the account is one of ``accounts``."""
        return self.name is not None and self.name.lower() in {each.lower() for each in accounts}

    def others(self, accounts: Collection[str]) -> list[str]:
        """Return the accounts that are not the author's."""
        return [account for account in accounts if not self.among([account])]


def of_files(proposal: Proposal, author: Author, files: int) -> list[Reason]:
    """Judge the changed paths alone. An administrator may change any, but a record is an ordinary file for all."""
    reasons = [_strange(change) for change in proposal.strange]
    if not author.administrator:
        reasons += [reason("other-file", change.path) for change in proposal.others]
        if files > MOST_FILES:
            reasons.insert(0, reason("too-many-files", files=files, most=MOST_FILES))
    return reasons


_KINDS = {
    LINK: ("este o legătură simbolică", "is a symbolic link"),
    SUBMODULE: ("este un submodul", "is a submodule"),
    EXECUTABLE: ("are bitul de execuție", "has the executable bit"),
}


def _strange(change: FileChange) -> Reason:
    mode = change.new_mode
    ro, en = _KINDS.get(mode, (f"are modul {mode}", f"has the mode {mode}"))
    return reason("file-mode", change.path, what_ro=ro, what_en=en)


def of_records(judged: Sequence[Judged], author: Author, top: str) -> list[Reason]:
    """Judge the changed records; ``top`` is what the content folder's paths begin with in the repository."""
    reasons = [reason("lfs-pointer", top + each.pair.path) for each in judged if each.pointer]
    if author.administrator:
        return reasons
    for each in judged:
        reasons += _record(each, author, top + each.pair.path)
    return reasons + list(_swapped(judged, top))


def _record(each: Judged, author: Author, path: str) -> Iterator[Reason]:
    if each.new is None:
        yield reason("removed", path)
        return
    if each.old is not None:
        if each.old.entry is None:
            yield reason("unreadable-base", path)
            return
        before: list[str] = each.old.values.get("maintainers") or []
        if before and not author.among(before):
            yield reason("foreign", path)
            return
    if each.new.entry is None:
        return  # what it says is not known; its errors refuse it
    if each.old is None:
        yield from _added(each.new.values, author, path)
    else:
        yield from _kept(each, each.old, each.new, author, path)
    old = each.old.values if each.old else {}
    for key in RESERVED:
        if old.get(key) != each.new.values.get(key):
            yield reason("reserved-field", path, key=key)


def _added(values: dict[str, Any], author: Author, path: str) -> Iterator[Reason]:
    if others := author.others(values.get("maintainers") or []):
        yield reason("maintainers", path, names=", ".join(others[:5]))
    if values.get("origin") == "register":
        yield reason("register-record", path)
    if claimed := values.get("former_ids"):
        yield reason("former-ids-claimed", path, ids=", ".join(claimed[:3]))


def _kept(each: Judged, old: Side, new: Side, author: Author, path: str) -> Iterator[Reason]:
    before: list[str] = old.values.get("maintainers") or []
    after: list[str] = new.values.get("maintainers") or []
    if not before:
        claims = new.values.get("origin") == "organization" and len(after) == 1 and author.among(after)
        yield reason("claim", path) if claims else reason("no-maintainers", path, account=author.name or "…")
    elif changed := author.others(sorted({*before} ^ {*after})):
        yield reason("maintainers", path, names=", ".join(changed[:5]))
    kept: list[str] = list(old.values.get("former_ids") or [])
    wanted = [*kept, old.entry.id] if each.pair.kind == "renamed" and old.entry else kept
    listed: list[str] = new.values.get("former_ids") or []
    if not set(wanted) <= set(listed):
        yield reason("former-ids", path, wanted=", ".join(wanted))
    if claimed := [id for id in listed if id not in wanted]:
        yield reason("former-ids-claimed", path, ids=", ".join(claimed[:3]))
    if old.values.get("merged_into") != new.values.get("merged_into"):
        yield reason("merged-into", path)
    if before:
        for key in _OF_REGISTER:
            if key in each.keys:
                yield reason("register-field", path, key=key)
    if _another(old.values, new.values):
        yield reason("identity-changed", path)


def _another(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Tell whether the record would be about another organisation: neither its name nor one of its codes stays."""
    if skeleton(str(old.get("name", ""))) == skeleton(str(new.get("name", ""))):
        return False
    told = [(old[key], new[key]) for key in _CODES if old.get(key) and new.get(key)]
    return bool(told) and all(before != after for before, after in told)


def _swapped(judged: Sequence[Judged], top: str) -> Iterator[Reason]:
    """Find records that take over what another record of the same proposal was."""
    owners: dict[tuple[str, str], Judged] = {}
    for each in judged:
        for identity in _identities(each.old):
            owners.setdefault(identity, each)
    for each in judged:
        if each.old is None or each.new is None:
            continue
        own = _identities(each.old)
        for identity in _identities(each.new):
            other = owners.get(identity)
            if identity not in own and other is not None and other is not each:
                former = other.pair.old_path or other.pair.path
                yield reason("identity-swapped", top + each.pair.path, value=identity[1], other=former)
                break


def _identities(side: Side | None) -> list[tuple[str, str]]:
    values = side.values if side else {}
    return [(key, str(values[key])) for key in (*_CODES, "name") if values.get(key)]
