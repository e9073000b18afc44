"""The records that are there already: what each is known by, read fast; its values, read when they are needed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conect.records.file import SUFFIXES
from conect.records.reader import parse_file
from conect.register.identity import Traits, name_key, place_key
from conect.register.mapping import source_kind

FOLDER = "organizations"

# A line "key: value" at the margin, as the writer makes it; texts of several lines are indented below their key.
_LINE = re.compile(r'^([a-z_]+): (?:"([^"\\\n]*)"|([^\s"\'|>&*!%@`#\[\]{},?:-][^\n#]*))\n(?=[^\s#]|\Z)', re.MULTILINE)
_WANTED = frozenset(
    {"name", "national_registry_number", "county", "locality", "siruta", "origin", "register_absent_since", "demo"}
)
_SOURCE_NAME = re.compile(r'^    name: (?:"([^"\\\n]*)"|([^\n"]*))$', re.MULTILINE)
_FORMER = re.compile(r"^former_ids:", re.MULTILINE)


@dataclass(slots=True)
class Known:
    """A record's file. ``data`` are its bytes, ``head`` the values by which it is recognised."""

    id: str
    path: Path
    folder: str
    data: bytes
    head: dict[str, str]
    kind: str
    """The part of the register its sources name, empty for a profile that took nothing from it."""
    former_ids: list[str] = field(default_factory=list)

    @property
    def traits(self) -> Traits:
        """Return what the record is matched by."""
        head = self.head
        return Traits(
            head.get("national_registry_number", ""),
            name_key(head.get("name", "")),
            place_key(head),
            head.get("county", ""),
            self.kind,
            (len(self.id), self.id),
        )

    def values(self) -> dict[str, Any]:
        """Return all values as raw text, lists and dicts; empty where the file cannot be read."""
        parsed, _ = parse_file(self.path.name, self.data)
        return dict(parsed.tree.value) if parsed is not None else {}


@dataclass(slots=True)
class Content:
    """All records of a content folder, and the names that are taken whatever the files say."""

    records: list[Known]
    unreadable: list[Path]
    used_ids: set[str]


def load(content: Path) -> Content:
    """Read every record below ``content/organizations``, in the order of paths."""
    found = Content([], [], set())
    for path in _files(content / FOLDER):
        found.used_ids.add(path.stem)
        if path.suffix not in SUFFIXES:
            continue
        known = _read(path)
        if known is None:
            found.unreadable.append(path)
            continue
        found.used_ids.update(known.former_ids)
        # A demonstration record is about nobody: an organisation that bears its number needs a record all the same.
        if known.head.get("demo") != "true":
            found.records.append(known)
    return found


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for county in sorted(folder.iterdir()):
        if county.is_dir() and not county.is_symlink():
            for path in sorted(county.iterdir()):
                if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                    yield path


def _read(path: Path) -> Known | None:
    data = path.read_bytes()
    folder = path.parent.name
    head = _fast_head(data) if path.suffix == ".yaml" else None
    if head is not None:
        text = data.decode()
        names = (first or second for first, second in _SOURCE_NAME.findall(text))
        kind = next((part for name in names if (part := source_kind(name))), "")
        return Known(path.stem, path, folder, data, head, kind)
    parsed, _ = parse_file(path.name, data)
    if parsed is None:
        return None
    values = parsed.tree.value
    head = {key: value for key, value in values.items() if key in _WANTED and isinstance(value, str)}
    sources = values.get("sources")
    listed = [item.get("name", "") for item in sources if isinstance(item, dict)] if isinstance(sources, list) else []
    kind = next((part for name in listed if isinstance(name, str) and (part := source_kind(name))), "")
    former = values.get("former_ids")
    ids = [item for item in former if isinstance(item, str)] if isinstance(former, list) else []
    return Known(path.stem, path, folder, data, head, kind, ids)


def _fast_head(data: bytes) -> dict[str, str] | None:
    """Read the head of a file as the writer makes it, without a parser; None where there may be more to it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if _FORMER.search(text) or "\r" in text:
        return None
    head: dict[str, str] = {}
    for match in _LINE.finditer(text):
        key, quoted, plain = match.groups()
        if key in _WANTED:
            if key in head:
                return None
            head[key] = quoted if quoted is not None else plain.rstrip()
    if "name" not in head or "origin" not in head:
        return None
    # A wanted key that the pattern passed over is written in another way: leave it to the parser.
    written = re.findall(r"^([a-z_]+):", text, re.MULTILINE)
    return head if all(key in head for key in written if key in _WANTED) else None
