"""The search index of a site, and what is kept beside the site to change it where few records have changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from conect import search
from conect.building.aside import Aside
from conect.building.executor import Crew, batches_of
from conect.building.output import Output
from conect.building.tree import Tree
from conect.records.record import Record
from conect.records.vocabularies import Vocabularies
from conect.search.encoding import FOLDER, ROOT

TOGETHER = 50
"""Changed records that are analysed, and printed, together."""


class Index:
    """The index of the site in ``output``. What ``assembled`` or ``changed`` keeps is kept for good by ``commit``."""

    def __init__(self, output: Output, vocabularies: Vocabularies, today: date) -> None:
        self._output = output
        self._path = output.beside("index")
        self._vocabularies = vocabularies
        self._today = today
        self._open: search.State | search.Recorder | None = None
        self._unkept = False
        self._aside: Aside | None = None

    def assembly(self) -> search.Assembly:
        """Return what assembles the whole index, step by step."""
        return search.Assembly(self._vocabularies, self._today, recorder=self._recorder())

    def assembled(self, payloads: Sequence[search.Payload], crew: Crew) -> Iterator[search.File]:
        """Yield the files of the whole index, the root last."""
        recorder = self._recorder()
        yield from search.assemble(payloads, self._vocabularies, self._today, crew=crew, recorder=recorder)

    def _recorder(self) -> search.Recorder | None:
        recorder = None
        # Without what is kept, the next change of the index is a whole one.
        try:
            recorder = search.Recorder(self._path)
        except search.StateError:
            self._unkept = True
        self._open = recorder
        return recorder

    def begin(self, removed: Collection[str], records: Sequence[Record], tree: Tree) -> None:
        """Let another process change the index, if it can, while this one does something else; ``change`` follows.

        ``removed`` are ids of records without a page, ``records`` the changed ones; files are written into ``tree``.
        """

        def work() -> list[str] | None:
            payloads = [search.analyse(some, self._vocabularies) for some in batches_of(records, TOGETHER)]
            changes = self._update(removed, payloads)
            if changes is None:
                return None
            _write(changes.files, tree)
            return changes.removed

        def finish(keep: bool) -> None:
            if not keep:
                self.close()
            elif not self.commit():
                raise OSError

        with suppress(OSError):
            self._aside = Aside(work, finish)

    def change(self, removed: Collection[str], payloads: Sequence[search.Payload], tree: Tree, crew: Crew) -> list[str]:
        """Write the files that change into ``tree``, and return the names of those that go.

        ``removed`` are ids of records without a page, ``payloads`` those of changed ones. Raises ``search.StateError``
        where only the records of the whole site tell.
        """
        if self._aside is not None:
            done: list[str] | None = self._aside.result()
            if done is not None:
                return done
            self.close()
            # What the other process has written may be there, or the beginning of it.
            tree = tree.again()
        changes = self._update(removed, payloads)
        if changes is not None:
            _write(changes.files, tree)
            return changes.removed
        assert isinstance(self._open, search.State)  # noqa: S101 - it was just opened
        every = self._open.payloads(removed, payloads)
        self.close()
        _write(self.assembled(every, crew), tree)
        return self._standing()

    def _update(self, removed: Collection[str], payloads: Sequence[search.Payload]) -> search.Changes | None:
        """Change the index; None where it is to be assembled anew."""
        root = self._output.target / ROOT
        state = search.State.open(self._path, self._vocabularies, root.read_bytes() if root.is_file() else b"")
        self._open = state
        try:
            return search.update(state, removed, payloads, self._vocabularies, self._today)
        except search.NeedsRebuild:
            return None
        except search.NoRoomError:
            state.undo()
            return None

    def _standing(self) -> list[str]:
        """Return the files of the index that stands."""
        target = self._output.target
        return sorted(path.relative_to(target).as_posix() for path in (target / FOLDER).rglob("*") if path.is_file())

    def commit(self) -> bool:
        """Keep what is known of the index, which is published now; tell whether there was room for it."""
        if self._aside is not None:
            aside, self._aside = self._aside, None
            return aside.end(keep=True)
        found, self._open = self._open, None
        try:
            if found is not None:
                found.commit()
        except search.StateError:
            return False
        return not self._unkept

    def close(self) -> None:
        """Drop what is not committed."""
        if self._aside is not None:
            self._aside.end(keep=False)
            self._aside = None
        if isinstance(self._open, search.State):
            self._open.rollback()
        elif self._open is not None:
            self._open.abandon()
        self._open = None


def _write(files: Iterable[search.File], tree: Tree) -> None:
    for file in files:
        tree.write(file.path, file.data)
