"""The rows of all records of a tree: read by workers straight from git, remembered by the ids of their blobs."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import conect
from conect.building.executor import Crew, batches_of
from conect.building.progress import bar
from conect.catalogue.files import ORGANIZATIONS
from conect.records.file import MAX_SIZE, SUFFIXES
from conect.records.problems import Text
from conect.records.reader import read
from conect.records.rule import Context
from conect.review import trees
from conect.review.git import Git
from conect.review.rows import Row, quick

BATCH = 2000
"""Rows read together: half a second's work of one process."""

_READING = Text("Se citește catalogul", "Reading the catalogue")
_ROOMS = ("romania", "records", "review")
_SIZE = len(Row._fields)
_FIRST_LIST = Row._fields.index("former_ids")


@dataclass(frozen=True)
class Everyone:
    """The records of one tree by path (relative to the content folder): blob ids, and rows where one can be read."""

    blobs: Mapping[str, str]
    rows: Mapping[str, Row]

    @property
    def unread(self) -> list[str]:
        """Return the paths of the records that cannot be read."""
        return [path for path in self.blobs if path not in self.rows]


@dataclass(frozen=True)
class _Setting:
    git: Git
    context: Context


def everyone(
    git: Git, tree: str, content: str, context: Context, cache: Path | None, *, lang: str = "ro", quiet: bool = False
) -> Everyone:
    """Return all records below ``content`` (a folder of the tree).

    ``cache`` is a folder in which rows are kept between runs, None for none: a fault of the cache costs time only.
    """
    top = f"{content}/" if content else ""
    blobs: dict[str, str] = {}
    for whole, mode, id in trees.items(git, tree, f"{top}{ORGANIZATIONS}"):
        path = whole[len(top) :]
        if mode in (trees.FILE, trees.EXECUTABLE) and is_record(path):
            blobs[path] = id
    store = None if cache is None else cache / f"rows-{_version(context)}.json"
    known = _load(store)
    keys = {path: _key(path, id) for path, id in blobs.items()}
    wanted = [(path, blobs[path]) for path, key in keys.items() if key not in known]
    if len(wanted) > BATCH:
        wanted = _as_stored(git, wanted)
    fresh = dict(zip((keys[path] for path, _ in wanted), _read(git, wanted, context, lang, quiet), strict=True))
    found = {path: row for path, key in keys.items() if (row := fresh.get(key) or known.get(key))}
    if fresh and store is not None:
        _save(store, {keys[path]: row for path, row in found.items()})
    return Everyone(blobs, found)


def rows_of(git: Git, blobs: Sequence[tuple[str, str]], context: Context) -> dict[str, Row]:
    """Return the rows of some (path, blob id); those that cannot be read are missing."""
    rows = _read(git, blobs, context, "ro", quiet=True)
    return {path: row for (path, _), row in zip(blobs, rows, strict=True) if row is not None}


def is_record(path: str) -> bool:
    """Tell whether the path (relative to the content folder) is a record's: ``organizations/<folder>/<name>.yaml``."""
    parts = path.split("/")
    return len(parts) == 3 and parts[0] == ORGANIZATIONS and path.endswith(SUFFIXES) and not parts[2].startswith(".")


def _as_stored(git: Git, wanted: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return them in the order in which git stores them: a blob is mostly kept as a difference to one beside it.

    In the order of their names each batch would take apart the same chains of differences again, which took three
    times as long as everything else about reading.
    """
    places = {id: place for place, id in enumerate(git.stored({id for _, id in wanted}))}
    return sorted(wanted, key=lambda each: places.get(each[1], len(places)))


def _key(path: str, id: str) -> str:
    """Return what a row is remembered by: the same bytes mean something else as YAML and as Markdown."""
    return f"{id}{path[path.rindex('.') :]}"


def _read(
    git: Git, wanted: Sequence[tuple[str, str]], context: Context, lang: str, quiet: bool
) -> Iterator[Row | None]:
    with Crew(len(wanted)) as crew, bar(_READING.in_lang(lang), len(wanted), quiet=quiet) as shown:
        for rows in crew.run(_read_batch, _Setting(git, context), batches_of(wanted, BATCH)):
            shown.advance(len(rows))
            yield from rows


def _read_batch(setting: _Setting, batch: Sequence[tuple[str, str]]) -> list[Row | None]:
    rows: list[Row | None] = []
    contents = setting.git.contents([id for _, id in batch], MAX_SIZE)
    for (path, _), data in zip(batch, contents, strict=True):
        row = quick(path, data) if isinstance(data, bytes) else None
        if row is None and isinstance(data, bytes):
            record = read(path, data, setting.context).record
            row = Row.of(record) if record is not None else None
        rows.append(row)
    return rows


def _version(context: Context) -> str:
    """Return a name for what rows are made by: this code and the lists that records choose from."""
    made_by = hashlib.sha256(repr(sorted((name, list(terms)) for name, terms in context.vocabularies.items())).encode())
    package = Path(conect.__file__).parent
    for path in sorted(path for room in _ROOMS for path in (package / room).rglob("*.py")):
        made_by.update(path.read_bytes())
    return made_by.hexdigest()[:32]


def cache_folder() -> Path:
    """Return the folder of this program's caches, outside the repository."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "conect"  # noqa: PTH117 - a text


def _load(store: Path | None) -> dict[str, Row]:
    """Read the rows that were kept. Whatever is not exactly as it was written counts as not there."""
    if store is None:
        return {}
    try:
        kept = json.loads(store.read_bytes())
        return {key: _row(values) for key, values in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _row(values: Any) -> Row:
    texts, lists = values[:_FIRST_LIST], values[_FIRST_LIST:]
    if len(values) != _SIZE or not all(each is None or isinstance(each, str) for each in texts):
        raise ValueError("no row")
    if not all(isinstance(each, list) and all(isinstance(item, str) for item in each) for each in lists):
        raise ValueError("no row")
    return Row(*texts, *map(tuple, lists))


def _save(store: Path, rows: Mapping[str, Row]) -> None:
    """Keep the rows of today's records, whole or not at all; older ones are dropped."""
    with suppress(OSError):
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=store.parent, delete=False) as file:
            fresh = Path(file.name)
            file.write(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
        fresh.replace(store)
        for other in store.parent.glob("rows-*.json"):
            if other != store:
                other.unlink()
