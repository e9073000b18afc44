"""From records to a published site: what has changed of the one that stands, or a whole one in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from conect import search
from conect.building.checkout import Checkout
from conect.building.errors import NotInPlaceError
from conect.building.executor import Crew, uncollected
from conect.building.grace import Grace
from conect.building.output import Output, Tree
from conect.building.precompress import precompress_change, precompress_tree
from conect.building.state import State, StateError
from conect.catalogue.files import ORGANIZATIONS, list_records
from conect.catalogue.stamps import Changes, identities
from conect.records.problems import Text
from conect.records.vocabularies import Vocabularies, load_vocabularies
from conect.search.encoding import FOLDER, ROOT
from conect.site import checking, inputs, ordinary
from conect.site.commit import commit_of
from conect.site.difference import Difference, TooMuchError
from conect.site.files import changed_files, put_all, put_changes
from conect.site.index import Index
from conect.site.log import Failed
from conect.site.memory import Memory, remember_all
from conect.site.renewal import Renewal
from conect.site.settings import SiteSettings
from conect.site.work import Work, folder_of


class Printer(Protocol):
    """What prints the catalogue: ``Work`` all of it, ``Renewal`` what has changed."""

    def print(self, tree: Tree) -> None:
        """Print into ``tree``."""


class Written(NamedTuple):
    """Pelican's own pages as they were printed: their files, and where they lead."""

    files: Sequence[str]
    links: Mapping[str, str]


class Published(NamedTuple):
    """What came of a build."""

    organizations: int
    warnings: int
    texts: Sequence[Text]
    """What should be known, though it stops nothing."""
    changed: int | None = None
    """Files written or removed; None where the whole site is new."""


PelicanRun = Callable[["Publication", Printer, Tree], Written]
"""Lets Pelican print its own pages and the catalogue into a tree, and checks that each page is there."""


@dataclass(frozen=True)
class Publication:
    """One build: what goes into it, and where to."""

    site: SiteSettings
    vocabularies: Vocabularies
    output: Output
    state: State
    fingerprint: str
    commit: str
    pages: Sequence[str]
    """Sources of Pelican's own pages."""
    ordinary: str
    """Hash of these."""
    lang: str
    checkout: Checkout
    """What git knows of the records."""

    @classmethod
    def of(cls, site: SiteSettings, settings: Mapping[str, Any], lang: str) -> Publication:
        """Look at everything that goes into a build but the records. Raises what reading it raises."""
        # Asked first: git answers while this process does what follows.
        checkout = Checkout(site.content, ORGANIZATIONS)
        borrowed = folder_of(site, "vocabularies")
        own_pages = folder_of(site, "pages")
        pages, faults = ordinary.sources(own_pages)
        fail_on(faults)
        target = Path(settings["OUTPUT_PATH"])
        output = output_of(site, target)
        commit = commit_of(site.content)
        return cls(
            site,
            load_vocabularies(borrowed),
            output,
            State(output.beside("state")),
            inputs.fingerprint(site, settings, borrowed),
            commit,
            pages,
            inputs.ordinary(own_pages, commit),
            lang,
            checkout,
        )

    def renewed(self, pelican: PelicanRun) -> Published | None:
        """Publish what has changed since the last build; None where only a whole build can tell."""
        with (
            uncollected(),
            suppress(StateError, search.StateError, TooMuchError, NotInPlaceError),
            self.state.read(self.fingerprint, self.output.generation) as state,
            closing(Index(self.output, self.vocabularies, self.site.today)) as index,
        ):
            return self._renewed(pelican, state, index)
        return None

    def _renewed(self, pelican: PelicanRun, state: State, index: Index) -> Published:
        site, memory = self.site, Memory(state)
        found = changed_files(state, site.content, self.checkout.look)
        with Crew(len(found.differing)) as crew:
            difference = Difference(site, self.vocabularies, memory, crew, found)
            renewal = Renewal(difference, self.vocabularies, memory, index, crew, self.lang)
            same = state.get("ordinary") == self.ordinary
            if difference.nothing and same:
                if put_changes(state, found):
                    # Touched, or taken anew from git: the next build need not read them again.
                    state.commit(self.output.generation)
                return Published(difference.organizations, 0, (), 0)
            generation = inputs.generation(self.output.generation, found, self.ordinary)
            self.output.declare(generation)
            texts: list[Text] = []
            with self.output.replacing(repeated=crew.repeats) as change:
                links: Mapping[str, str] = {}
                if same:
                    renewal.print(change.tree)
                else:
                    written = pelican(self, renewal, change.tree)
                    links = written.links
                    for file in set(state.get("ordinary files")) - set(written.files):
                        change.remove(file)
                    state.put("ordinary", self.ordinary)
                    state.put("ordinary files", sorted(written.files))
                for file in renewal.removed:
                    change.remove(file)

                staged = frozenset(change.tree.files())

                def stands(file: str) -> bool:
                    return checking.stands(change.tree, file) if file in staged else change.stays(file)

                fail_on(checking.faults(stands, site, renewal.links | dict(links), renewal.paths))
                if not same:
                    texts = ordinary.dead_menu_links(change.has, site.languages)
                precompress_change(crew, change, site.precompress)
        index.commit()
        state.commit(generation)
        return Published(difference.organizations, difference.warnings, texts, change.written + change.removed)

    def built(self, pelican: PelicanRun) -> Published:
        """Build the whole site, and put it into the place of the former one."""
        site = self.site
        folders = identities(site.content)
        with (
            Crew(len(list_records(site.content).records)) as crew,
            closing(Index(self.output, self.vocabularies, site.today)) as index,
        ):
            work = Work.read(site, self.vocabularies, index, crew, self.lang)
            whole = Changes({}, work.stamps, list(work.stamps), [], [], [])
            generation = inputs.generation(self.fingerprint, whole, self.ordinary)
            self.output.declare(generation)
            with self.output.staging(repeated=crew.repeats) as tree:
                written = pelican(self, work, tree)

                def stands(file: str) -> bool:
                    return checking.stands(tree, file)

                fail_on(checking.faults(stands, site, work.links | dict(written.links), work.paths))
                texts = ordinary.dead_menu_links(tree.has, site.languages)
                precompress_tree(crew, tree, site.precompress)
            index.commit()
        self._remember(work, written, generation, folders)
        return Published(work.organizations, work.warnings, texts)

    def _remember(self, work: Work, written: Written, generation: str, folders: Mapping[str, tuple[int, ...]]) -> None:
        try:
            with self.state.write(self.fingerprint) as state:
                remember_all(state, work.book, work.kept)
                put_all(state, work.stamps, folders, self.checkout.look)
                state.put("ordinary", self.ordinary)
                state.put("ordinary files", sorted(written.files))
                state.commit(generation)
        except (StateError, OSError):
            # Without it the next build is a whole one.
            self.state.forget()


def output_of(site: SiteSettings, target: Path) -> Output:
    """Return the output folder of the site.

    A page that was opened before a build goes on searching the index that it began with: every file of the index but
    its root is named by its content, and stays for the days of ``CONECT_GRACE_DAYS``.
    """
    return Output(target, Grace(rf"(?!{re.escape(ROOT)}$){FOLDER}/.+\.bin", (FOLDER,), site.grace_days))


def fail_on(texts: Iterable[Text]) -> None:
    """Raise ``Failed`` where there is something to be told."""
    if found := list(texts):
        raise Failed(found)
