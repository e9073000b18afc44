"""The search index of a site, and what is kept beside the site to change it where few records have changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import date

from conect import search
from conect.building.executor import Crew
from conect.building.output import Output
from conect.records.vocabularies import Vocabularies
from conect.search.encoding import FOLDER, ROOT


class Index:
    """The index of the site in ``output``. What ``assembled`` or ``changed`` keeps is kept for good by ``commit``."""

    def __init__(self, output: Output, vocabularies: Vocabularies, today: date) -> None:
        self._output = output
        self._path = output.beside("index")
        self._vocabularies = vocabularies
        self._today = today
        self._open: search.State | search.Recorder | None = None

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
        with suppress(search.StateError):
            recorder = search.Recorder(self._path)
        self._open = recorder
        return recorder

    def changed(
        self, removed: Collection[str], payloads: Sequence[search.Payload], crew: Crew
    ) -> tuple[Iterator[search.File], list[str]]:
        """Return the files that change, the root last, and the names of those that go.

        ``removed`` are ids of records without a page, ``payloads`` those of changed ones. Raises ``search.StateError``
        where only the records of the whole site tell.
        """
        root = self._output.target / ROOT
        state = search.State.open(self._path, self._vocabularies, root.read_bytes() if root.is_file() else b"")
        self._open = state
        try:
            changes = search.update(state, removed, payloads, self._vocabularies, self._today)
        except search.NeedsRebuild:
            every = state.payloads(removed, payloads)
            self.close()
            return self.assembled(every, crew), self._standing()
        return iter(changes.files), changes.removed

    def _standing(self) -> list[str]:
        """Return the files of the index that stands."""
        target = self._output.target
        return sorted(path.relative_to(target).as_posix() for path in (target / FOLDER).rglob("*") if path.is_file())

    def commit(self) -> None:
        """Keep what is known of the index, which is published now."""
        if self._open is not None:
            with suppress(search.StateError):
                self._open.commit()
            self._open = None

    def close(self) -> None:
        """Drop what is not committed."""
        if isinstance(self._open, search.State):
            self._open.rollback()
        elif self._open is not None:
            self._open.abandon()
        self._open = None
