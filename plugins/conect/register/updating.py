"""The new text of an existing record: what the register says anew, and nothing that anyone else wrote.

A value may change only where its source is the register. A value that the register newly gives is added to imported
records alone. The date of a source changes only when its value does.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from conect.records import writer
from conect.register.known import Known
from conect.register.mapping import IMPORTED, SOURCE, Entry, new_sources, source
from conect.register.notes import Note, note

ABSENT = "register_absent_since"

_OWN_KEYS = frozenset({*IMPORTED, "origin", "sources", ABSENT})
# Values that are right only together: one of them is not changed where another belongs to the organisation.
_TOGETHER = (
    frozenset({"county", "locality", "siruta"}),
    frozenset({"legal_form", "national_registry_number", "country"}),
)

_DATE = re.compile(r'^    date: "([0-9-]{10})"$', re.MULTILINE)
_SOURCE_BLOCK = re.compile(
    r'^  - field: ([a-z_]+)\n    name: "?([^"\n]+)"?\n    date: "([0-9-]{10})"\n    url: (\S+)\n', re.MULTILINE
)


class Update(NamedTuple):
    """The text to write and the county of the record then, or None where the file stays byte for byte."""

    text: str | None
    county: str
    doubts: tuple[Note, ...]
    struck_off: bool = False
    returned: bool = False


def new_text(entry: Entry) -> str:
    """Return the text of a new record."""
    return _text(entry, new_sources(entry.values, entry.kind, entry.date))


def _text(entry: Entry, sources: list[dict[str, str]]) -> str:
    # The sources come last in a record and are alike in thousands of records.
    return writer.dump({**entry.values, "origin": "register"}) + _sources_text(tuple(tuple(s.items()) for s in sources))


@lru_cache(maxsize=4096)
def _sources_text(sources: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    return writer.dump({"sources": [dict(items) for items in sources]})


def is_unchanged(known: Known, entry: Entry) -> bool:
    """Tell, without parsing, whether the file is what the importer would write again; False where it cannot tell."""
    if known.head.get("origin") != "register" or ABSENT in known.head or known.path.suffix != ".yaml":
        return False
    text = known.data.decode()
    first = _DATE.search(text)
    if first and _text(entry, new_sources(entry.values, entry.kind, first.group(1))) == text:
        return True  # nine in ten records are as one import wrote them
    before = {
        match[0]: dict(zip(("field", "name", "date", "url"), match, strict=True))
        for match in _SOURCE_BLOCK.findall(text)
    }
    sources = [before.get(key) or source(key, entry.kind, entry.date) for key in IMPORTED if key in entry.values]
    return _text(entry, sources) == text


def update(known: Known, entry: Entry) -> Update | None:
    """Return what becomes of a record whose row is *entry*; None where the file cannot be read."""
    raw = known.values()
    if not raw:
        return None
    plan = _Plan(raw, entry)
    plan.run()
    written = plan.changes.get(("county",), raw.get("county"))
    county = written if isinstance(written, str) else ""
    doubts = tuple(plan.doubts)
    if not plan.changes:
        return Update(None, county, doubts)
    struck_off = plan.changes.get(("registry_status",)) == "radiata"
    return Update(_changed(known, raw, plan.changes), county, doubts, struck_off, returned=(ABSENT,) in plan.changes)


def mark_absent(known: Known, day: str) -> str:
    """Return the text of a record that is no longer in the register of *day*."""
    return _changed(known, known.values(), {(ABSENT,): day})


def _changed(known: Known, raw: dict[str, Any], changes: writer.Changes) -> str:
    text = known.data.decode()
    if set(raw) <= _OWN_KEYS and known.path.suffix == ".yaml" and writer.dump(raw) == text:
        # Nobody wrote into it: the canonical text of the new values, which keeps all imported records alike.
        return writer.dump(_applied(raw, changes))
    return writer.edit(text, changes, markdown=known.path.suffix == ".md")


def _applied(raw: dict[str, Any], changes: writer.Changes) -> dict[str, Any]:
    values = dict(raw)
    for pointer, value in changes.items():
        if value is writer.DELETE:
            values.pop(str(pointer[0]), None)
        elif len(pointer) == 1:
            values[str(pointer[0])] = value
    return values


class _Plan:
    def __init__(self, raw: dict[str, Any], entry: Entry) -> None:
        self.raw = raw
        self.entry = entry
        self.changes: dict[tuple[str | int, ...], Any] = {}
        self.doubts: list[Note] = []
        listed = raw.get("sources")
        self.sources = [dict(item) for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
        self.imported = raw.get("origin") == "register"

    def run(self) -> None:
        differing = {key for key in IMPORTED if self.entry.values.get(key) != self.raw.get(key)}
        changing = {key for key in differing if self._may_change(key)}
        for group in _TOGETHER:
            if (differing & group) - changing:
                changing -= group
        older = {key for key in changing if (self._date(key) or "") > self.entry.date}
        if older:
            self.doubts.append(note("file-older", ", ".join(sorted(older))))
        for key in IMPORTED:
            if key in changing - older:
                self._change(key)
        if not self.imported and "registry_status" in differing - changing and "registry_status" in self.raw:
            self.doubts.append(note("status-differs", str(self.entry.values["registry_status"])))
        if ABSENT in self.raw:
            self.changes[ABSENT,] = writer.DELETE

    def _from_register(self, key: str) -> dict[str, Any] | None:
        return next(
            (
                item
                for item in self.sources
                if item.get("field") == key and str(item.get("name", "")).startswith(SOURCE)
            ),
            None,
        )

    def _date(self, key: str) -> str | None:
        found = self._from_register(key)
        return str(found.get("date", "")) if found else None

    def _may_change(self, key: str) -> bool:
        if self._from_register(key) is not None:
            return True
        return self.imported and key not in self.raw

    def _change(self, key: str) -> None:
        new = self.entry.values.get(key)
        self.sources = [item for item in self.sources if item.get("field") != key]
        if new is None:
            self.changes[key,] = writer.DELETE
        else:
            self.changes[key,] = new
            self.sources.append(source(key, self.entry.kind, self.entry.date))
        order = {name: position for position, name in enumerate(IMPORTED)}
        self.sources.sort(key=lambda item: order.get(str(item.get("field")), len(order)))
        self.changes["sources",] = self.sources
