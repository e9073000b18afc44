"""The records' own texts, to the letter, for the form that changes one.

An edit keeps a file's comments and order, so the form needs the file and not only what it says; another origin (the
forge) may not be asked for it. A file a record would half again double the site's files: they go together, some dozens
in one, by a checksum of the id, which the form computes as well.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from conect.building.executor import Crew, batches_of
from conect.building.progress import bar
from conect.catalogue.files import Content
from conect.records.problems import Text
from conect.site.press import Press

FOLDER = "propune/fise"
TOGETHER = 32
"""Records that share a file, on average: some 10 to 20 kB of it compressed."""

_BATCH = 16
"""Files written together."""

_LEVEL = 3
"""Of deflate: under half of the time of 9, for 8 % more bytes (the texts of 3,200 records, by 32)."""


class Shelf(NamedTuple):
    """One file of texts: its number, and the records that stand in it (id, path); a path of None keeps an id taken."""

    number: int
    records: Sequence[tuple[str, str | None]]


def size_for(records: int) -> int:
    """Return how many files hold the texts of so many records: a power of two, so that it seldom changes."""
    size = 1
    while size * TOGETHER < records:
        size *= 2
    return size


def shelf_of(id: str, size: int) -> int:
    """Return the number of the file that holds a record."""
    return zlib.crc32(id.encode("ascii")) % size


def shelves(records: Iterable[tuple[str, str | None]], size: int) -> Iterator[Shelf]:
    """Put records (id, path) on ``size`` shelves, none of which is missing: what is not in a file does not exist."""
    found: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for id, path in records:
        found[shelf_of(id, size)].append((id, path))
    for number in range(size):
        yield Shelf(number, sorted(found[number], key=lambda record: record[0]))


def write_shelves(press: Press, batch: Sequence[Shelf]) -> int:
    """Write files of texts, ``{id: [path, text] or null}`` in raw deflate, and return how many."""
    content = Content(press.site.content)
    for shelf in batch:
        texts = {id: [path, content.read(path).decode("utf-8")] if path else None for id, path in shelf.records}
        data = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        press.tree.write(f"{FOLDER}/{shelf.number}.bin", squeeze.compress(data) + squeeze.flush())
    return len(batch)


def begin_texts(press: Press, crew: Crew, files: Iterable[Shelf]) -> Iterator[int]:
    """Let others begin with files of texts; how many are done comes back."""
    return crew.begin(write_shelves, press, batches_of(files, _BATCH))


def wait_for_texts(written: Iterable[int], number: int, lang: str) -> None:
    """Wait for ``number`` files of texts."""
    with bar(_TEXTS.in_lang(lang), number) as progress:
        for done in written:
            progress.advance(done)


def print_texts(press: Press, crew: Crew, files: Sequence[Shelf], lang: str) -> None:
    """Write files of texts."""
    wait_for_texts(crew.run(write_shelves, press, batches_of(files, _BATCH)), len(files), lang)


_TEXTS = Text("Se scriu textele fișelor pentru formular", "Writing the records' texts for the form")
