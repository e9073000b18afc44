"""Which files of the content folder are records, and what stands there that should not.

Only ordinary files of known names are ever opened: a link could lead to a file of the machine, a pipe would hang.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Container
from pathlib import Path
from typing import NamedTuple

from conect.records.file import MAX_SIZE, SUFFIXES
from conect.records.file import ORGANIZATIONS as ORGANIZATIONS
from conect.records.problems import Problem, Text
from conect.records.rule import Rule, rule
from conect.romania.counties import COUNTIES

IMAGES = (".png", ".webp")
MAX_IMAGE = 1_000_000
"""Bytes of a picture that are read at most; the rule of the logo allows far fewer."""

Reporter = Callable[[str, Rule[..., Text], Text], None]
"""Notes a problem of the file at a path."""

_FOLDERS = frozenset(county.code.lower() for county in COUNTIES) | {"xx"}
_KEPT = ".gitkeep"


class Listing(NamedTuple):
    """The paths of the records (POSIX, relative to the content folder), sorted, and the problems of names and kinds."""

    records: list[str]
    problems: list[Problem]
    images: list[str]
    """The paths of the logos, sorted."""


@rule("file-kind", scope="file")
def file_kind(what: Text) -> Text:
    """Între fișe stau doar fișiere obișnuite: nici legături simbolice, nici dosare în dosarul unui județ.

    Among the records stand ordinary files only: no symbolic links, no folders inside a county's folder.
    """
    return Text(
        f"{what.ro} nu este un fișier obișnuit; ștergeți-l și puneți aici fișierul însuși",
        f"{what.en} is no ordinary file; delete it and put the file itself here",
    )


@rule("file-place", scope="file")
def file_place() -> Text:
    """O fișă stă în dosarul județului ei, cu litere mici: ``organizations/cj/``; ``xx`` unde județul nu se știe.

    A record stands in its county's folder, in lower case: ``organizations/cj/``; ``xx`` where the county is not known.
    """
    return Text(
        "fișele stau în dosare cu codul județului, cu litere mici (organizations/cj/…, xx unde nu se știe); "
        "mutați-o acolo",
        "records stand in folders named by the county's code, in lower case (organizations/cj/…, xx where it is not "
        "known); move it there",
    )


@rule("file-suffix", scope="file")
def file_suffix(name: str) -> Text:
    """O fișă se termină în ``.yaml`` sau ``.md``, o siglă în ``.png`` sau ``.webp``, cu litere mici.

    A record ends in ``.yaml`` or ``.md``, a logo in ``.png`` or ``.webp``, in lower case.
    """
    better = _renamed(name)
    ro = f"redenumiți-l „{better}”" if better else "ștergeți-l"
    en = f"rename it to “{better}”" if better else "delete it"
    return Text(
        f"aici stau doar fișe .yaml sau .md și sigle .png sau .webp; {ro}",
        f"only records .yaml or .md and logos .png or .webp stand here; {en}",
    )


@rule("file-name", scope="file")
def file_name() -> Text:
    """Numele unui fișier se poate citi: fără caractere de control, invizibile sau stricate.

    A file's name can be read: without control, invisible or broken characters.
    """
    return Text(
        "numele fișierului are caractere care nu se pot citi; redenumiți-l cu litere mici, cifre și cratime",
        "the file's name has characters that cannot be read; rename it with lower-case letters, digits and hyphens",
    )


@rule("file-hidden", level="warning", scope="file")
def file_hidden() -> Text:
    """Un fișier al cărui nume începe cu punct nu este citit.

    A file whose name starts with a dot is not read.
    """
    return Text(
        "fișierul ascuns nu este citit; ștergeți-l dacă nu trebuie",
        "the hidden file is not read; delete it if it is not needed",
    )


@rule("file-unreadable", scope="file")
def file_unreadable(why: str) -> Text:
    """Fișierul poate fi citit.

    The file can be read.
    """
    return Text(
        f"fișierul nu poate fi citit ({why}); schimbați-i drepturile sau puneți-l din nou",
        f"the file cannot be read ({why}); change its permissions or put it here again",
    )


@rule("logo-alone", level="warning", scope="file")
def logo_alone() -> Text:
    """O siglă stă lângă fișa al cărei nume îl poartă.

    A logo stands beside the record whose name it bears.
    """
    return Text(
        "lângă această siglă nu este nicio fișă cu numele ei; redenumiți-o sau ștergeți-o",
        "there is no record of its name beside this logo; rename it or delete it",
    )


def list_records(content: Path, passed_over: Container[str] = ()) -> Listing:
    """Look through ``content/organizations`` without opening a file.

    Folders of counties that are ``passed_over`` (paths) are not looked into, and nothing is returned of what they hold.
    """
    records: list[str] = []
    images: list[str] = []
    problems: list[Problem] = []

    def report(path: str, made: Rule[..., Text], message: Text) -> None:
        problems.append(Problem(_printable(path), 1, 1, made.level, made.id, message))

    top = content / ORGANIZATIONS
    if top.is_symlink():
        report(ORGANIZATIONS, file_kind, file_kind(_LINK))
        return Listing([], problems, [])
    for folder in sorted(_scanned(top, ORGANIZATIONS, report), key=_name):
        folder_path = f"{ORGANIZATIONS}/{folder.name}"
        if folder.is_symlink():
            report(folder_path, file_kind, file_kind(_LINK))
        elif not folder.is_dir():
            _outside(folder, folder_path, report)
        elif folder.name not in _FOLDERS:
            report(folder_path, file_place, file_place())
        elif folder_path not in passed_over:
            odd = []
            for item in _scanned(folder.path, folder_path, report):
                # Nearly all of 100,000 are this; whatever is odd about a file is asked of the few others alone.
                if (found := _ORDINARY(item.name)) and item.is_file(follow_symlinks=False):
                    (records if found[1] in SUFFIXES else images).append(f"{folder_path}/{item.name}")
                else:
                    odd.append(item)
            for item in sorted(odd, key=_name):
                _judge(item, f"{folder_path}/{item.name}", report, records, images)
    known = {path.rpartition(".")[0] for path in records} if images else frozenset()
    for path in sorted(images):
        if path.rpartition(".")[0] not in known:
            report(path, logo_alone, logo_alone())
    return Listing(sorted(records), problems, sorted(images))


_LINK = Text("legătura simbolică", "the symbolic link")


_ORDINARY = re.compile(r"[a-z0-9][a-z0-9-]*(\.yaml|\.md|\.png|\.webp)").fullmatch


def _judge(item: os.DirEntry[str], path: str, report: Reporter, records: list[str], images: list[str]) -> None:
    if kind := _wrong_kind(item):
        report(path, file_kind, file_kind(kind))
    elif not item.name.isprintable():
        report(path, file_name, file_name())
    elif item.name.startswith("."):
        if item.name != _KEPT:
            report(path, file_hidden, file_hidden())
    elif item.name.endswith(SUFFIXES):
        records.append(path)
    elif item.name.endswith(IMAGES):
        images.append(path)
    else:
        report(path, file_suffix, file_suffix(item.name))


def _scanned(folder: str | Path, path: str, report: Reporter) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except FileNotFoundError:
        pass
    except OSError as error:
        report(path, file_unreadable, file_unreadable(_why(error)))
    return []


def _name(item: os.DirEntry[str]) -> str:
    return item.name


def _outside(item: os.DirEntry[str], path: str, report: Reporter) -> None:
    if not item.name.isprintable():
        report(path, file_name, file_name())
    elif item.name.startswith("."):
        if item.name != _KEPT:
            report(path, file_hidden, file_hidden())
    else:
        report(path, file_place, file_place())


def _wrong_kind(item: os.DirEntry[str]) -> Text | None:
    if item.is_symlink():
        return _LINK
    if item.is_dir():
        return Text("dosarul", "the folder")
    return None if item.is_file() else Text("fișierul special", "the special file")


def _renamed(name: str) -> str | None:
    stem, _, suffix = name.rpartition(".")
    wanted = {"yml": "yaml", "markdown": "md"}.get(suffix.lower(), suffix.lower())
    return f"{stem}.{wanted}" if stem and f".{wanted}" in (*SUFFIXES, *IMAGES) else None


def _printable(path: str) -> str:
    """Return a path as it can be shown: a name of strange bytes must not break a report."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in path)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


class Content:
    """Reads files of one content folder, ordinary files only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str, limit: int = MAX_SIZE + 1) -> bytes:
        """Return at most ``limit`` bytes of a file; the default is enough to see that a record is too large.

        Raises ``OSError`` where it cannot be read or is no ordinary file.
        """
        # O_NOFOLLOW and O_NONBLOCK: the file may have become a link or a pipe since the folder was listed.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(os.path.join(self.folder, path), flags)  # noqa: PTH118 - 100,000 files; Path is slow
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise OSError(None, "no ordinary file")
            data = os.read(descriptor, min(limit, found.st_size + 1))
            while len(data) < limit and (more := os.read(descriptor, limit - len(data))):
                data += more
            return data
        finally:
            os.close(descriptor)

    def beside(self, path: str) -> bytes | None:
        """Return the bytes of a picture beside the records, None where there is none that can be read.

        The path comes from a record: nothing but ``organizations/<folder>/<name>`` is opened.
        """
        parts = path.split("/")
        if len(parts) != 3 or parts[0] != ORGANIZATIONS or any(p in {"", ".", ".."} or "\0" in p for p in parts):
            return None
        try:
            return self.read(path, MAX_IMAGE)
        except (OSError, ValueError):
            return None
