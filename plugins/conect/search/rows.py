"""Files of rows: what a result shows of a few neighbouring documents, and their huge terms, which rank them exactly.

A file is one raw deflate of the length of the rows, the rows (a JSON list of [place in the file, row …]), and what
``forward`` tells of the huge terms. Both parts are compressed by themselves, each where its content is made. The
reading side is ``reading.py`` and, in the browser, ``store.js``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from conect.search.columns import Numbered
from conect.search.encoding import END, FOLDER, SHORT, File, Reader, deflate_open, digest, inflate, sized
from conect.search.forward import Group
from conect.search.layout import Layout


def line(at: int, row: bytes) -> bytes:
    """Return a document as a file of rows tells it: its place in the file, and its row."""
    return b"[%d,%b" % (at, row[1:])


def content_of(lines: Iterable[bytes]) -> bytes:
    """Return the content of the rows of these documents."""
    return b"[" + b",".join(lines) + b"]"


class Rows(NamedTuple):
    """The rows of a file: its number, the hash of their content, and the beginning of the file."""

    number: int
    digest: bytes
    data: bytes


def made(number: int, content: bytes) -> Rows:
    """Return the rows of a file from their content."""
    return Rows(number, digest(content, SHORT), deflate_open(sized(content)))


def of_all(numbered: Numbered, layout: Layout) -> Iterator[Rows]:
    """Yield the rows of all files."""
    mask = (1 << layout.row_bits) - 1
    for number, members in groupby(numbered, key=lambda item: item[0] >> layout.row_bits):
        yield made(number, content_of(line(at & mask, document.row) for at, document in members))


def files(groups: Iterable[Rows], beside: Mapping[int, Group], layout: Layout) -> Iterator[tuple[File, int, bytes]]:
    """Yield the files of all rows, ``beside`` being the huge terms, each with its page and the page's hash in its path.

    The root tells the hash of each page, and so leads to every file at once: none must be fetched to find another.
    """
    for page, members in groupby(groups, key=lambda group: group.number >> layout.page_bits):
        some = list(members)
        others = [beside.get(group.number) for group in some]
        digests = [
            b"%d %b%b" % (group.number, group.digest, other.digest if other else b"")
            for group, other in zip(some, others, strict=True)
        ]
        short = digest(b" ".join(digests), SHORT)
        for group, other in zip(some, others, strict=True):
            data = group.data + (other.data if other else END)
            yield File(path_of(group.number, short, layout.page_bits), data), page, short


def content_in(data: bytes) -> bytes:
    """Return the content of rows, ``data`` being the beginning of their file."""
    reader = Reader(inflate(data + END))
    return reader.bytes(reader.varint())


def path_of(number: int, short: bytes, page_bits: int) -> str:
    """Return the path of a file of rows, in the folder of its page."""
    return f"{FOLDER}/c/{number >> page_bits}.{short.hex()}/{number}.bin"
