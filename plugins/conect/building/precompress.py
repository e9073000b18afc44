"""Compressed partners of text files, for servers that send them as they are (nginx: ``gzip_static``).

A partner stands beside its file, ``index.html.gz`` and ``index.html.br``, made once with the site instead of at each
request. The same file has the same partners, on every machine that has the same libraries.
"""

from __future__ import annotations

import importlib
import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from conect.building.errors import BuildingError
from conect.building.executor import Crew, batches_of
from conect.building.replacing import Replacement
from conect.building.tree import Tree

KINDS = ("gz", "br")

SMALLEST = 1024
"""Bytes; what is smaller travels in one packet anyway."""

TEXTS = (
    ".atom", ".css", ".csv", ".html", ".js", ".json", ".jsonld", ".ndjson", ".rss", ".svg", ".ttl", ".txt",
    ".webmanifest", ".xml", ".yaml",
)  # fmt: skip
"""Ends of names of text; other files are compressed already, or parts of them are asked for."""

_GZIP = 9
_BROTLI = 7
"""The last level that is cheap: 0.6 ms a page of 11 kB. 9 takes 14 ms for nothing, 11 takes 17 ms for 9 % less."""
_WINDOW = 18
"""As a power of two: 256 kB, more than nearly every page has, and less memory than the default."""
_BATCH = 200


def kinds_of(value: object) -> tuple[str, ...]:
    """Return the kinds of partners that the setting ``CONECT_PRECOMPRESS`` asks for, in the order of ``KINDS``.

    Raises ``BuildingError`` for anything else than some of ``KINDS``, and where brotli is asked for but not installed.
    """
    if not isinstance(value, list | tuple) or not set(value) <= set(KINDS):
        raise BuildingError(
            f'setarea CONECT_PRECOMPRESS are valoarea {value!r}; scrieți ("gz",), ("gz", "br") sau ()',
            f'the setting CONECT_PRECOMPRESS is {value!r}; write ("gz",), ("gz", "br") or ()',
        )
    if "br" in value:
        _brotli()
    return tuple(kind for kind in KINDS if kind in value)


def partners(name: str, kinds: Iterable[str]) -> list[str]:
    """Return the names of the partners that a file of this name may have."""
    return [f"{name}.{kind}" for kind in kinds] if name.endswith(TEXTS) else []


def precompress(tree: Tree, names: Iterable[str], kinds: Sequence[str]) -> list[str]:
    """Write the partners of files of ``tree``; return the names of those written.

    Raises ``OutputError``.
    """
    written = []
    for name in names:
        asked = partners(name, kinds)
        data = tree.path(name).read_bytes() if asked else b""
        if len(data) < SMALLEST:
            continue
        for kind, partner in zip(kinds, asked, strict=True):
            small = _compressed(data, kind)
            if len(small) < len(data):
                tree.write(partner, small)
                written.append(partner)
    return written


def precompress_tree(crew: Crew, tree: Tree, kinds: Sequence[str]) -> int:
    """Let the crew make the partners of all files of a new site; returns how many there are."""
    return len(_by_crew(crew, tree, tree.files(), kinds)) if kinds else 0


def precompress_change(crew: Crew, change: Replacement, kinds: Sequence[str]) -> int:
    """Let the crew make the partners of what was staged, and take away those of what goes or has become too small.

    To be called when everything is staged and given to ``change.remove``. Returns how many partners were made.
    """
    if not kinds:
        return 0
    staged = change.tree.files()
    written = set(_by_crew(crew, change.tree, staged, kinds))
    for name in [*staged, *change.leaving()]:
        for partner in partners(name, kinds):
            if partner not in written:
                change.remove(partner)
    return len(written)


def _by_crew(crew: Crew, tree: Tree, names: Iterable[str], kinds: Sequence[str]) -> list[str]:
    wanted = (name for name in names if partners(name, kinds))
    done = crew.run(_work, (tree, tuple(kinds)), batches_of(wanted, _BATCH))
    return [name for written in done for name in written]


def _work(shared: tuple[Tree, tuple[str, ...]], names: list[str]) -> list[str]:
    tree, kinds = shared
    return precompress(tree, names, kinds)


def _compressed(data: bytes, kind: str) -> bytes:
    if kind == "br":
        packer = _brotli()
        return bytes(packer.compress(data, mode=packer.MODE_TEXT, quality=_BROTLI, lgwin=_WINDOW))
    # The header without time, name and system, which Python's own would tell: the same everywhere.
    deflate = zlib.compressobj(_GZIP, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(data) + deflate.flush()
    return b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + body + struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def _brotli() -> Any:
    try:
        return importlib.import_module("brotli")
    except ImportError:
        raise BuildingError(
            "setarea CONECT_PRECOMPRESS cere „br”, dar biblioteca brotli lipsește; rulați „pip install brotli” sau "
            'scrieți ("gz",)',
            "the setting CONECT_PRECOMPRESS asks for “br”, but the library brotli is missing; run “pip install brotli” "
            'or write ("gz",)',
        ) from None
