"""From records to a published site: what has changed of the one that stands, or a whole one in its place."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from conect.building.checkout import Checkout
from conect.building.grace import Grace
from conect.building.leaving import leave
from conect.building.output import Output, Tree
from conect.building.state import FINGERPRINT, State, StateError
from conect.catalogue.stamps import Changes, identities
from conect.records.file import ORGANIZATIONS
from conect.records.problems import ConectError, Text
from conect.site import checking, inputs
from conect.site.commit import commit_of
from conect.site.files import changed_files, put_all, put_changes
from conect.site.guarding import fail_on
from conect.site.pages import dead_menu_links, folder_of, sources
from conect.site.settings import SiteSettings

if TYPE_CHECKING:
    from conect.records.vocabularies import Vocabularies
    from conect.site.work import Work

# What makes pages is imported where there is something to print: loading it takes longer than seeing that there is not.


class Printer(Protocol):
    """What prints the catalogue: ``Work`` all of it, ``Renewal`` what has changed."""

    def print(self, tree: Tree) -> None:
        """Print into ``tree``."""


class Written(NamedTuple):
    """Pelican's own pages as they were printed: their files, and where they lead."""

    files: Sequence[str]
    links: Mapping[str, str]
    undated: Mapping[str, bytes] = MappingProxyType({})
    """Those that tell the commit, with what stands for it."""


class Published(NamedTuple):
    """What came of a build."""

    organizations: int
    warnings: int
    texts: Sequence[Text]
    """What should be known, though it stops nothing."""
    changed: int | None = None
    """Files written or removed; None where the whole site is new."""


DAY = "day"
"""Name in the state of the day that its site is of (ISO 8601)."""

TOLD = "told"
"""Name in the state of the fingerprint by the settings as their file tells them."""

UNKEPT = Text(
    "nu a fost loc pentru ce reține o construcție pentru următoarea, care va face site-ul întreg",
    "there was no room for what one build keeps for the next, which will build the whole site",
)

PelicanRun = Callable[["Publication", Printer, Tree], Written]
"""Lets Pelican print its own pages and the catalogue into a tree, and checks that each page is there."""


@dataclass(frozen=True)
class Publication:
    """One build: what goes into it, and where to."""

    site: SiteSettings
    output: Output
    state: State
    fingerprint: str
    """Of everything that all pages depend on, by the settings as Pelican has them; empty where it was not asked."""
    told: str
    """The same by the settings as their file tells them; empty where that is not known."""
    commit: str
    pages: Sequence[str]
    """Sources of Pelican's own pages."""
    ordinary: str
    """Hash of these."""
    lang: str
    checkout: Checkout
    """What git knows of the records."""

    @classmethod
    def of(
        cls,
        site: SiteSettings,
        settings: Mapping[str, Any] | None,
        lang: str,
        told: Mapping[str, Any] | None = None,
        checkout: Checkout | None = None,
    ) -> Publication:
        """Look at everything that goes into a build but the records. Raises what reading it raises.

        ``settings`` are Pelican's, ``told`` those that the file tells; one of them is enough. ``checkout``
        are the records as git knows them, where it was asked already.
        """
        target = Path((settings or told or {})["OUTPUT_PATH"])
        _check_folders(site, target)
        # Asked first: git answers while this process does what follows.
        checkout = checkout or Checkout(site.content, ORGANIZATIONS)
        borrowed = folder_of(site, "vocabularies")
        own_pages = folder_of(site, "pages")
        pages, faults = sources(own_pages)
        fail_on(faults)
        output = Output(target)
        return cls(
            site,
            output,
            State(output.beside("state")),
            inputs.fingerprint(site, settings, borrowed) if settings else "",
            inputs.fingerprint(site, told, borrowed) if told else "",
            commit_of(site.content),
            pages,
            inputs.ordinary(own_pages),
            lang,
            checkout,
        )

    @property
    def day(self) -> str:
        """The day of the build (ISO 8601)."""
        return self.site.today.isoformat()

    @cached_property
    def vocabularies(self) -> Vocabularies:
        """The lists that records choose from."""
        from conect.records.vocabularies import load_vocabularies

        return load_vocabularies(folder_of(self.site, "vocabularies"))

    def renewed(self, pelican: PelicanRun | None = None) -> Published | None:
        """Publish what has changed since the last build; None where only a whole build can tell, or only Pelican.

        Without ``pelican`` the settings are those that their file tells.
        """
        try:
            # As Pelican has them, the settings may be the same though the file tells others.
            known, name = (self.fingerprint, FINGERPRINT) if self.fingerprint else (self.told, TOLD)
            with self.state.read(known, self.output.generation, name) as state:
                # What a change needs, the most likely first: where git is slow, it takes no time.
                self.checkout.meanwhile(*_ahead(self.site))
                found = changed_files(state, self.site.content, self.checkout.look)
                return self._standing(state, found) or self._renewed(state, found, pelican)
        except StateError:
            return None

    def _standing(self, state: State, found: Changes) -> Published | None:
        """Return what is to be said where nothing has changed at all; None where something has."""
        known = (self.ordinary, self.commit, self.day, self.told or state.get(TOLD))
        if found.some or known != tuple(state.get_all(("ordinary", "commit", DAY, TOLD))):
            return None
        organizations = state.get("organizations")
        if put_changes(state, found):
            # Touched, or taken anew from git: the next build need not read them again.
            texts = [] if kept(state, self.output.generation) else [UNKEPT]
            return Published(organizations, 0, texts, 0)
        return Published(organizations, 0, (), 0)

    def _renewed(self, state: State, found: Changes, pelican: PelicanRun | None) -> Published | None:
        from conect.site.renewing import renewed

        return renewed(self, state, found, pelican)

    def built(self, pelican: PelicanRun) -> Published:
        """Build the whole site, and put it into the place of the former one."""
        from conect.building.executor import Crew
        from conect.building.precompress import precompress_tree
        from conect.catalogue.files import list_records
        from conect.site.index import Index
        from conect.site.work import Work

        site = self.site
        folders = identities(site.content)
        listing = list_records(site.content)
        with (
            Crew(len(listing.records)) as crew,
            closing(Index(self.output, self.vocabularies, site.today)) as index,
        ):
            work = Work.read(site, self.vocabularies, listing, index, crew, self.lang)
            whole = Changes({}, work.stamps, list(work.stamps), [], [], [])
            generation = inputs.generation(self.fingerprint, whole, self.ordinary, self.commit, self.day)
            self.output.declare(generation)
            self.output.spare(grace_of(site))
            with self.output.staging(repeated=crew.repeats) as tree:
                written = pelican(self, work, tree)

                def stands(file: str) -> bool:
                    return checking.stands(tree, file)

                fail_on(checking.faults(stands, site, work.links | dict(written.links), work.paths))
                texts = dead_menu_links(tree.has, site.languages)
                precompress_tree(crew, tree, site.precompress)
            remembered = index.commit()
        remembered &= self._remember(work, written, generation, folders)
        leave(work)
        return Published(work.organizations, work.warnings, texts if remembered else [*texts, UNKEPT])

    def _remember(self, work: Work, written: Written, generation: str, folders: Mapping[str, tuple[int, ...]]) -> bool:
        """Leave to the next build what it needs; tell whether there was room for it."""
        from conect.building.executor import uncollected
        from conect.site.memory import remember_all

        try:
            with uncollected(), self.state.write(self.fingerprint) as state:
                state.put(TOLD, self.told)
                remember_all(state, work.book, work.records, work.looks, work.places)
                put_all(state, work.stamps, folders, self.checkout.look)
                self.remember_ordinary(state, written)
                state.commit(generation)
        except (StateError, OSError):
            # Without it the next build is a whole one.
            self.state.forget()
            return False
        return True

    def remember_ordinary(self, state: State, written: Written) -> None:
        """Put Pelican's own pages, as they were just printed, into the state."""
        state.put("ordinary", self.ordinary)
        state.put("ordinary files", sorted(written.files))
        state.put("undated", dict(written.undated))
        self.remember_told(state)

    def remember_told(self, state: State) -> None:
        """Put into the state what may be another one though no page is printed by Pelican."""
        state.put("commit", self.commit)
        state.put(DAY, self.day)
        if self.told:
            state.put(TOLD, self.told)


def _ahead(site: SiteSettings) -> Iterator[Callable[[], object]]:
    """Yield steps that load what most changes need."""
    yield partial(import_module, "conect.site.renewing")
    for lang in site.languages:
        yield partial(_load_messages, site.theme, lang)
    yield partial(import_module, "conect.site.wide_renewal")


def _load_messages(theme: Path, lang: str) -> None:
    from conect.site.messages import load_messages

    load_messages(theme, lang)


def kept(state: State, generation: str) -> bool:
    """Keep what was put into the state of the site ``generation``, published by now; tell whether there was room.

    Where there was none, the state is forgotten.
    """
    try:
        state.commit(generation)
    except StateError:
        state.forget()
        return False
    return True


def grace_of(site: SiteSettings) -> Grace:
    """Return which files stay for a while though the site no longer has them.

    A page that was opened before a build goes on searching the index that it began with: every file of the index but
    its root is named by its content, and stays for the days of ``CONECT_GRACE_DAYS``.
    """
    from conect.search.encoding import FOLDER, ROOT

    return Grace(rf"(?!{re.escape(ROOT)}$){FOLDER}/.+\.bin", (FOLDER,), site.grace_days)


def _check_folders(site: SiteSettings, target: Path) -> None:
    """Refuse an output that holds the sources or lies among them: building would destroy or pollute them."""
    output = Path(os.path.realpath(target))
    for source in (site.content, site.theme):
        real = Path(os.path.realpath(source))
        if output == real or output in real.parents or real in output.parents:
            raise ConectError(
                f"site-ul nu poate fi scris în „{target}”, lângă sursele lui din „{source}”; alegeți alt dosar",
                f"the site cannot be written to “{target}”, among its sources in “{source}”; choose another folder",
            )
