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
        whole, left = True, set()
        for step in journal.steps:
            # Thousands of times: paths as objects would take longer than what is done with them.
            place = site.place(step.name)
            if isinstance(step, Removal):
                with suppress(FileNotFoundError):
                    os.unlink(place)  # noqa: PTH108 - see above
                left.add(step.name.rpartition("/")[0])
            elif _is(source := staged.place(step.name), step):
                _put(source, place)
            elif not _is(place, step):
                whole = False
        _prune(left, site)
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


def _put(source: str, place: str) -> None:
    try:
        os.replace(source, place)  # noqa: PTH105 - see finish
    except FileNotFoundError:
        # The folder was made, and someone has removed it since.
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        Path(source).replace(place)


def _meant_for(journal: Journal, site: Tree) -> bool:
    last = journal.steps[-1] if journal.steps else None
    done = isinstance(last, Move) and last.name == MARKER and _is(site.place(MARKER), last)
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


def _is(place: str, step: Move) -> bool:
    try:
        found = os.lstat(place)
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (step.size, step.time)


def _prune(names: Iterable[str], site: Tree) -> None:
    """Remove those folders of the site that are empty now, and the ones above them that are."""
    for folder in sorted(names, reverse=True):
        name = folder
        while name:
            try:
                os.rmdir(site.place(name))  # noqa: PTH106 - see finish
            except FileNotFoundError:
                pass
            except OSError:
                break
            name = name.rpartition("/")[0]


def drop(folders: Iterable[Path]) -> None:
    """Remove folders that are empty."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
