"""A standing site is changed file by file, and at no moment does a page lead to what is not there.

All new files are staged beside the site first. What may fail for want of room or permission is done before the journal
is written; after it there are only renames and removals, which a later build can finish. The order: files that did
not exist before, which no standing page leads to; then those that change, which may lead to the former and to these;
removals last, when nothing leads there any more.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from conect.building.errors import NotInPlaceError
from conect.building.finishing import checksum, drop, finish
from conect.building.grace import Grace
from conect.building.journal import Journal, Move, Removal, sync
from conect.building.marker import MARKER, Mark
from conect.building.tree import Tree, cannot_write

Rank = Callable[[str], int]

_SYNCED_AT_ONCE = 16
"""Files made safe by as many threads share the file system's commits: 400 files took 0.09 s instead of 0.84 s."""
_SYNCED_TOGETHER = 1000
"""Files from which on the whole disk is made safe at once, which does not wait for each of them."""
_ROOTS = ("robots.txt", "_headers", "_redirects")


def by_kind(name: str) -> int:
    """Rank a file: 0 what pages load, 1 pages, 2 what robots, servers and the search begin with."""
    name = name.removesuffix(".gz").removesuffix(".br")
    base = name.rpartition("/")[2]
    if base.endswith(".html"):
        return 1
    root = base.startswith(("root.", "sitemap")) or base.endswith((".xml", ".atom", ".rss"))
    return 2 if root or base in _ROOTS or name.startswith(".well-known/") else 0


class Replacement:
    """The change of a standing site: what is written into ``tree`` replaces, what is given to ``remove`` goes.

    ``written``, ``removed``, ``unchanged`` (staged, but with the bytes that stand there already) and ``kept`` (old
    files that stay for their time of grace) are counted when the change is published.
    """

    def __init__(self, site: Tree, tree: Tree, grace: Grace | None = None, rank: Rank = by_kind) -> None:
        self.tree = tree
        self.written = self.removed = self.unchanged = self.kept = 0
        self._site = site
        self._grace = grace
        self._rank = rank
        self._mark = Mark.read(site.root)
        self._gone: set[str] = set()
        self._staged: set[str] = set()

    def remove(self, name: str) -> None:
        """Take a file from the site; nothing happens where it has none, or where a new one was staged."""
        self._site.place(name)
        self._gone.add(name)

    def leaving(self) -> list[str]:
        """Return the names that were given to ``remove``, sorted."""
        return sorted(self._gone)

    def has(self, name: str) -> bool:
        """Tell whether the changed site has the file ``name``; old files that stay for a while do not count."""
        return os.path.isfile(self.place(name))  # noqa: PTH113 - as Tree.has

    def stays(self, name: str) -> bool:
        """Tell whether the site has a file that this change does not take away; what is staged does not count."""
        stays = name not in self._gone and name not in self._mark.old
        return stays and os.path.isfile(self._site.place(name))  # noqa: PTH113 - as Tree.has

    def place(self, name: str) -> str:
        """Return the path of the changed site's file ``name`` before it is published, staged or standing.

        Where the changed site has no such file there is none at the path. Raises ``OutputError`` as ``Tree.place``.
        """
        staged = self.tree.place(name)
        stays = name not in self._gone and name not in self._mark.old
        return self._site.place(name) if stays and not self.tree.has(name) else staged

    def publish(self, path: Path, generation: str) -> None:
        """Publish the change, with its journal at ``path``.

        Raises ``NotInPlaceError`` or ``OutputError`` where nothing was changed, ``UnfinishedError`` where the next
        build has to finish what the journal tells.
        """
        moves = self._moves()
        old, gone = self._old()
        # A page goes before what it loads.
        gone.sort(key=lambda name: (-self._rank(name), name))
        mark = Mark(generation, old)
        self.written, self.removed, self.kept = len(moves), len(gone), len(old)
        if not moves and not gone and mark == self._mark:
            return
        self.tree.write(MARKER, mark.data())
        steps: list[Move | Removal] = [*moves, *map(Removal, gone), _move(self.tree, MARKER)]
        journal = Journal(checksum(self._site), tuple(steps))
        made: list[Path] = []
        try:
            # An empty journal tells that there may be new folders.
            _touch(path)
            self._make_room([step.name for step in steps], made)
            self._sync(moves)
            journal.write(path)
        except BaseException:
            if Journal.read(path) is None:
                drop(reversed(made))
                path.unlink(missing_ok=True)
            raise
        finish(journal, path, self.tree, self._site)

    def _moves(self) -> list[Move]:
        """Return what has to be moved, in order; what changes nothing leaves the staged tree."""
        fresh: list[tuple[int, str]] = []
        changed: list[tuple[int, str]] = []
        staged = self.tree.files()
        self._staged = set(staged)
        for name in staged:
            place, source = self._site.place(name), self.tree.place(name)
            if (standing := _stat(place)) is None:
                fresh.append((self._rank(name), name))
            elif not stat.S_ISREG(standing.st_mode):
                raise _in_the_way(name)
            elif standing.st_size == os.stat(source).st_size and _same(source, place):  # noqa: PTH116 - see finishing
                os.unlink(source)  # noqa: PTH108 - see finishing
                self.unchanged += 1
            else:
                changed.append((self._rank(name), name))
        return [_move(self.tree, name) for _, name in [*sorted(fresh), *sorted(changed)]]

    def _old(self) -> tuple[dict[str, int], list[str]]:
        """Return the old files that stay, with their seconds, and the names that go."""
        staged = self._staged
        gone = {name for name in self._gone if name not in staged and name != MARKER and self._site.has(name)}
        known = {name: since for name, since in self._mark.old.items() if name not in staged and self._site.has(name)}
        if self._grace is None:
            return {name: since for name, since in known.items() if name not in gone}, sorted(gone)
        # A marker is only a file: what it calls old is removed where such a file may be old at all.
        known = {name: since for name, since in known.items() if self._grace.covers(name)}
        return self._grace.sorted_out({*gone, *known}, self._mark)

    def _make_room(self, names: Iterable[str], made: list[Path]) -> None:
        """Make the folders that are needed, telling them in ``made``, and make sure that all may be written."""
        device = self.tree.root.stat().st_dev
        folders = {os.path.dirname(self._site.place(name)) for name in names}  # noqa: PTH120 - see finishing
        for folder in map(Path, sorted(folders)):
            try:
                above = [folder, *folder.parents]
                missing = above[: next(index for index, place in enumerate(above) if place.is_dir())]
                for place in reversed(missing):
                    place.mkdir()
                    made.append(place)
                if folder.stat().st_dev != device:
                    raise _in_the_way(folder.name)
            except (FileExistsError, NotADirectoryError):
                raise _in_the_way(folder.name) from None
            except OSError as error:
                raise cannot_write(folder, error) from None
            if not os.access(folder, os.W_OK | os.X_OK):
                raise cannot_write(folder, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))

    def _sync(self, moves: Iterable[Move]) -> None:
        """Make the staged files safe on the disk before anything relies on them.

        Their folders' entries are not: a staged file that a crash took away is noticed when the journal is finished.
        """
        places = [self.tree.path(name) for name in [*(move.name for move in moves), MARKER]]
        if len(places) >= _SYNCED_TOGETHER and sys.platform == "linux":
            # Elsewhere it only begins to.
            os.sync()
            return
        try:
            with ThreadPoolExecutor(min(_SYNCED_AT_ONCE, len(places))) as threads:
                list(threads.map(sync, places))
        except OSError as error:
            raise cannot_write(self.tree.root, error) from None


def _move(tree: Tree, name: str) -> Move:
    found = os.stat(tree.place(name))  # noqa: PTH116 - see finishing
    return Move(name, found.st_size, found.st_mtime_ns)


def _same(one: str, other: str) -> bool:
    return Path(one).read_bytes() == Path(other).read_bytes()


def _stat(place: str) -> os.stat_result | None:
    try:
        return os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _touch(path: Path) -> None:
    try:
        path.touch()
    except OSError as error:
        raise cannot_write(path, error) from None


def _in_the_way(name: str) -> NotInPlaceError:
    return NotInPlaceError(
        f"„{name}” nu poate fi pus în site-ul de acum, unde stă altceva la aceeași adresă; construiți site-ul întreg",
        f"“{name}” cannot be put into the site as it stands, which has something else there; build the whole site",
    )
