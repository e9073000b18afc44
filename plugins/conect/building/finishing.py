"""A journal is carried out, at once or by the next build, and what was prepared without one is undone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from conect.building.errors import UnfinishedError
from conect.building.journal import Journal, Move, Removal
from conect.building.marker import MARKER, Mark
from conect.building.tree import Tree


def finish(journal: Journal, path: Path, staged: Tree, site: Tree) -> None:
    """Take all steps of a journal that have not been taken yet, and remove it from ``path``.

    Where a staged file is neither there nor in its place (someone has removed it), the site's generation is forgotten,
    so that the next build is a whole one. Raises ``UnfinishedError``.
    """
    try:
        whole = True
        for step in journal.steps:
            place = site.path(step.name)
            if isinstance(step, Removal):
                place.unlink(missing_ok=True)
                _prune(place, site.root)
            elif _is(source := staged.path(step.name), step):
                _put(source, place)
            elif not _is(place, step):
                whole = False
        if not whole:
            _forget(staged, site)
        path.unlink()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UnfinishedError(
            f"site-ul din „{site.root}” este schimbat numai în parte ({why}): fiecare pagină este întreagă, iar "
            "următorul „conect build” termină ce a rămas; verificați drepturile dosarului și locul de pe disc",
            f"the site in “{site.root}” is changed only in part ({why}): every page is whole, and the next "
            "“conect build” does the rest; check the folder's permissions and the room on the disk",
        ) from None


def recover(path: Path, staged: Tree, site: Tree) -> None:
    """Finish the journal at ``path``, or undo what was prepared where there is none that is whole.

    A journal of another site than the one that stands here, which someone has put in its place, counts for nothing.
    Raises ``UnfinishedError``.
    """
    journal = Journal.read(path)
    if journal is not None and _meant_for(journal, site):
        finish(journal, path, staged, site)
        return
    if path.exists():
        # It was killed while it prepared: perhaps there are folders of pages that have not come.
        inner = [Path(folder).relative_to(staged.root) for folder, _, _ in os.walk(staged.root)]
        drop(site.root / folder for folder in reversed(inner[1:]))
        path.unlink()


def _put(source: Path, place: Path) -> None:
    try:
        source.replace(place)
    except FileNotFoundError:
        # The folder was made, and someone has removed it since.
        place.parent.mkdir(parents=True, exist_ok=True)
        source.replace(place)


def _meant_for(journal: Journal, site: Tree) -> bool:
    last = journal.steps[-1] if journal.steps else None
    done = isinstance(last, Move) and last.name == MARKER and _is(site.path(MARKER), last)
    return done or journal.before == checksum(site)


def _forget(staged: Tree, site: Tree) -> None:
    remembered = Mark.read(site.root)
    place = staged.path(MARKER)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(Mark(old=remembered.old).data())
    place.replace(site.path(MARKER))


def checksum(site: Tree) -> str:
    """Return the checksum of the site's marker; empty where it has none."""
    try:
        return hashlib.sha256(site.path(MARKER).read_bytes()).hexdigest()
    except OSError:
        return ""


def _is(place: Path, step: Move) -> bool:
    try:
        found = place.lstat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (step.size, step.time)


def _prune(place: Path, root: Path) -> None:
    """Remove the folders above ``place``, within ``root``, that are empty now."""
    for folder in place.parents:
        if folder == root:
            return
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            return


def drop(folders: Iterable[Path]) -> None:
    """Remove folders that are empty."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
