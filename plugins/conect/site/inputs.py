"""Everything that all pages of a build depend on, as hashes; ``catalogue.stamps`` tells of each record's file."""

from __future__ import annotations

import hashlib
import marshal
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import conect
from conect.catalogue.stamps import Changes
from conect.site.settings import SiteSettings

_OWN = frozenset(
    {"PATH", "OUTPUT_PATH", "CACHE_PATH", "CONECT_DATE", "CONECT_LANG", "DEBUG", "FATAL", "VERBOSITY", "BIND", "PORT"}
)
"""Settings that tell where, when or how a build takes place and change nothing in it (the day is told apart)."""


def fingerprint(site: SiteSettings, settings: Mapping[str, Any], vocabularies: Path) -> str:
    """Return the hash of what all pages depend on: code, installed packages, theme, settings, vocabularies.

    Where one of these has changed there is no telling which pages are the same: the whole site is built. The day is
    told apart: what follows from another one is known.
    """
    found = hashlib.blake2b(digest_size=16)

    def note(*parts: object) -> None:
        for part in parts:
            data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogateescape")
            found.update(len(data).to_bytes(8, "big") + data)

    note(sys.version, marshal.version)
    package = Path(conect.__file__).parent
    # Their names tell the version of every installed package.
    for name in sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*-info")):
        note(name)
    for folder in (package, site.theme, vocabularies / "vocabularies"):
        for path in _files(folder):
            note(path.relative_to(folder).as_posix(), path.read_bytes())
    for key in sorted(settings):
        if key.isupper() and key not in _OWN and _plain(settings[key]):
            note(key, repr(settings[key]))
    return found.hexdigest()


def ordinary(pages: Path) -> str:
    """Return the hash of what Pelican's own pages are made of, besides what ``fingerprint`` tells and the commit."""
    found = hashlib.blake2b(digest_size=16)
    for path in _files(pages / "pages"):
        data = path.read_bytes()
        found.update(f"\0{path.relative_to(pages).as_posix()}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def _plain(value: object) -> bool:
    """Tell whether a setting is data, whose ``repr`` is the same in every process."""
    if isinstance(value, list | tuple):
        return all(map(_plain, value))
    if isinstance(value, dict):
        return all(_plain(key) and _plain(each) for key, each in value.items())
    return value is None or isinstance(value, str | int | float | bool)


def generation(former: str, changes: Changes, *others: str) -> str:
    """Return the name of the state of a site, by what it was made of: ``former`` (or the fingerprint) and what came."""
    found = hashlib.blake2b("\0".join((former, *others)).encode(), digest_size=16)
    for path in sorted(changes.differing):
        stamp = changes.stamps.get(path)
        found.update(path.encode("utf-8", "surrogateescape") + (stamp[2] if stamp else b"") + b"\0")
    for path in sorted(changes.gone):
        found.update(path.encode("utf-8", "surrogateescape") + b"\1")
    return found.hexdigest()
