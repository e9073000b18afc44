"""The output folder: a whole site takes another's place, or files of it are changed; the public sees whole ones only.

``OUT`` is the folder asked for; beside it, in the same parent, stand for a while ``.OUT.new`` (being built; once two
trees have changed places, the former output while it is removed), ``.OUT.journal`` (what a change of single files is
about to do) and ``.OUT.lock``; where the system cannot exchange two folders in one step, also ``.OUT.old`` (the former
output between two renames and while it is removed). What a killed build has left is recognised by these names and
finished, put back or cleared by the next one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conect.building.errors import NotInPlaceError, OutputError
from conect.building.exchange import exchange
from conect.building.finishing import recover
from conect.building.grace import Grace
from conect.building.lock import locked
from conect.building.marker import MARKER as MARKER
from conect.building.marker import Mark
from conect.building.replacing import Rank, Replacement, by_kind
from conect.building.tree import Tree as Tree
from conect.building.tree import cannot_write, remove


class Output:
    """The output folder ``target`` and the new files that are to take their places there.

    ``grace`` tells which files stay for a while though the new site no longer has them.

    A build that remembers what it published (its *state*, kept elsewhere) names that memory by ``declare``; the
    marker carries the name, and is written with the last step. At the next build a memory of any other name than
    ``generation`` tells of another site than the one that stands: the build was killed between the two, or someone
    has put another folder here. It must not be trusted then.
    """

    def __init__(self, target: Path, grace: Grace | None = None) -> None:
        # A link to the folder stays a link: what it points to is replaced.
        self.target = Path(os.path.realpath(target))
        self._grace = grace
        self._new = self.beside("new")
        self._old = self.beside("old")
        self._journal = self.beside("journal")
        self._lock = self.beside("lock")
        self._holding = False
        self._declared = ""

    def spare(self, grace: Grace) -> None:
        """Tell which files stay for a while, where that was not known before."""
        self._grace = grace

    def beside(self, what: str) -> Path:
        """Return the path of something that is kept beside the output: ``.OUT.what``."""
        return self.target.parent / f".{self.target.name}.{what}"

    @property
    def mark(self) -> Mark:
        """Return what the marker of the site that stands says."""
        return Mark.read(self.target)

    @property
    def generation(self) -> str:
        """Return what the build that published the standing site declared; empty where that is not known."""
        return self.mark.generation

    def declare(self, generation: str) -> None:
        """Name the state of what is published next; without it the site has no generation."""
        self._declared = generation

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock, with everything put right that a killed build left; ``staging`` and others may follow inside.

        Raises ``OutputError`` where the target is not ours to replace, or another build is writing it.
        """
        if self._holding:
            yield
            return
        self._check()
        with locked(self._lock, self.target):
            self._recover()
            self._check()
            self._holding = True
            try:
                yield
            finally:
                self._holding = False

    @contextmanager
    def staging(self, *, repeated: bool = False) -> Iterator[Tree]:
        """Give the new tree; on leaving without an exception it takes the target's place, else it is removed.

        ``repeated`` is the tree's own.

        Raises ``OutputError`` where the target is not ours to replace, or another build is writing it.
        """
        with self.held():
            try:
                tree = self._tree(repeated)
                yield tree
                kept = self._grace.carry_over(self.target, tree) if self._grace else {}
                tree.write(MARKER, Mark(self._declared, kept).data())
                self._switch()
            finally:
                remove(self._new)
                if self.target.exists():
                    remove(self._old)

    @contextmanager
    def replacing(self, *, repeated: bool = False, rank: Rank = by_kind) -> Iterator[Replacement]:
        """Give a change of the standing site; on leaving without an exception it is published, else nothing changes.

        ``repeated`` is the tree's own. Files of a lower ``rank`` are replaced before those of a higher one.

        Raises ``NotInPlaceError`` where only a whole build can do it, ``OutputError`` where nothing was changed, and
        ``UnfinishedError`` where the next build finishes.
        """
        with self.held():
            if not (self.target / MARKER).is_file():
                raise NotInPlaceError(
                    f"în „{self.target}” nu este încă un site; construiți site-ul întreg",
                    f"there is no site in “{self.target}” yet; build the whole site",
                )
            try:
                change = Replacement(Tree(self.target), self._tree(repeated), self._grace, rank)
                yield change
                change.publish(self._journal, self._declared)
            finally:
                if not os.path.lexists(self._journal):
                    remove(self._new)

    def recover(self) -> None:
        """Finish or undo what a killed build has left."""
        with self.held():
            pass

    def _tree(self, repeated: bool) -> Tree:
        self._recover()
        try:
            self._new.mkdir()
        except OSError as error:
            raise cannot_write(self._new, error) from None
        return Tree(self._new, repeated=repeated)

    def _check(self) -> None:
        shown = str(self.target)
        if not self.target.name or self.target == Path.home():
            raise OutputError(
                f"dosarul „{shown}” nu poate fi înlocuit; alegeți altul pentru site",
                f"the folder “{shown}” cannot be replaced; choose another one for the site",
            )
        if not os.path.lexists(self.target):
            return
        if not self.target.is_dir():
            raise OutputError(
                f"„{shown}” este un fișier; alegeți un dosar pentru site",
                f"“{shown}” is a file; choose a folder for the site",
            )
        if not (self.target / MARKER).is_file() and any(self.target.iterdir()):
            raise OutputError(
                f"dosarul „{shown}” are fișiere care nu sunt ale unui site făcut de conect, așa că nu este înlocuit; "
                "alegeți alt dosar sau goliți-l",
                f"the folder “{shown}” holds files that are not of a site built by conect, so it is not replaced; "
                "choose another folder or empty it",
            )

    def _recover(self) -> None:
        """Finish or undo what a killed build has left."""
        if not os.path.lexists(self.target) and (self._old / MARKER).is_file():
            # It was killed between the two renames.
            self._old.rename(self.target)
        recover(self._journal, Tree(self._new), Tree(self.target))
        remove(self._old)
        remove(self._new)

    def _switch(self) -> None:
        try:
            if os.path.lexists(self.target):
                if exchange(self._new, self.target):
                    return
                self.target.rename(self._old)
            try:
                self._new.rename(self.target)
            except OSError:
                if os.path.lexists(self._old):
                    self._old.rename(self.target)
                raise
        except OSError as error:
            raise cannot_write(self.target, error) from None
