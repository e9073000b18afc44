"""One build: the records read and judged, then everything printed that is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from conect import search
from conect.building.executor import Crew, batches_of
from conect.building.output import Tree
from conect.building.progress import bar
from conect.catalogue.catalogue import Catalogue
from conect.catalogue.entry import Entry
from conect.catalogue.facets import Facets
from conect.catalogue.loading import Loaded, Packed, load
from conect.catalogue.relations import Relations
from conect.records.problems import Problem, Text
from conect.records.vocabularies import Vocabularies, load_vocabularies
from conect.site import addresses
from conect.site.front import Front
from conect.site.list_pages import ListPage, pages_of, print_lists
from conect.site.lists import Lists
from conect.site.opensearch import write_opensearch
from conect.site.organization import Batch, Redirect, print_organizations, print_redirects
from conect.site.press import Press
from conect.site.propose import print_form
from conect.site.served import write_served
from conect.site.settings import SiteSettings
from conect.site.sitemap import write_sitemap
from conect.site.sources import shelves, size_for, write_shelves
from conect.site.statistics import print_statistics

LISTS = 8
"""Pages of lists printed together: about the work of one batch of records."""

SHELVES = 16
"""Files of records' texts written together."""


class RecordsFailed(Exception):  # noqa: N818 - it tells what happened, not a kind of error
    """The records have problems that must be mended before a site can be made of them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


class Work:
    """Everything that is printed from the records of one build."""

    def __init__(self, site: SiteSettings, vocabularies: Vocabularies, loaded: Loaded, crew: Crew, lang: str) -> None:
        self.site = site
        self.lang = lang
        self.vocabularies = vocabularies
        self.warnings = sum(problem.level == "warning" for problem in loaded.problems)
        self._crew = crew
        self._entries = loaded.entries
        self._packs: list[Packed] = loaded.batches
        self._catalogue = Catalogue((e for e in loaded.entries if site.demo or not e.demo), site.today)
        self._relations = Relations(self._catalogue)
        self._lists = Lists(self._catalogue, Facets.of(self._catalogue), vocabularies)
        self.paths: list[str] = []
        """The pages that search engines should know, without language."""
        self.links: dict[str, str] = {}
        """Addresses within the site that printed pages lead to, each with one such page."""

    @classmethod
    def read(cls, site: SiteSettings, crew: Crew, lang: str) -> Work:
        """Read the content folder. Raises ``RecordsFailed`` with all problems, ``VocabularyError`` before that."""
        vocabularies = load_vocabularies(folder_of(site, "vocabularies"))
        loaded = load(site.content, vocabularies, site.today, crew=crew, keep=True, lang=lang)
        if loaded.failed:
            raise RecordsFailed(loaded.problems)
        return cls(site, vocabularies, loaded, crew, lang)

    @property
    def organizations(self) -> int:
        """Number of records that get a page."""
        return len(self._catalogue.listed)

    def print(self, tree: Tree) -> None:
        """Print every page of the catalogue into ``tree``, and the files for servers and robots."""
        press = Press(self.site, self.vocabularies, tree)
        Front(press, self._catalogue, self._lists).print()
        print_statistics(press, self._catalogue)
        self._print_form(press)
        fixed = (addresses.COUNTIES, addresses.DOMAINS, addresses.FORMS, addresses.LETTERS, addresses.STATISTICS)
        self.paths = [addresses.HOME, *fixed, addresses.PROPOSE, *addresses.MENU]
        with bar(_PAGES.in_lang(self.lang), self.organizations) as shown:
            payloads: list[search.Payload] = []
            for done in self._crew.run(print_organizations, press, self._organizations(tree)):
                payloads.append(done.payload)
                self.links |= done.links
                shown.advance(done.size)
        self._write_index(tree, payloads)
        self._print_lists(press)
        redirects = [Redirect(old, target.id) for old, target in self._relations.redirects().items()]
        for links in self._crew.run(print_redirects, press, batches_of(redirects, 200)):
            self.links |= links
        write_served(tree, self.site)
        write_opensearch(tree, self.site)
        write_sitemap(tree, self.site, self.paths)
        self.links |= press.links.take()

    def _print_form(self, press: Press) -> None:
        # Ids without a page are taken all the same, and so are those that records had before.
        shown = {entry.id: entry.path if self._has_page(entry) else None for entry in self._entries}
        taken = dict.fromkeys(old for entry in self._entries for old in entry.former_ids) | shown
        size = size_for(len(taken))
        print_form(press, size)
        with bar(_TEXTS.in_lang(self.lang), size) as progress:
            for done in self._crew.run(write_shelves, press, batches_of(shelves(taken.items(), size), SHELVES)):
                progress.advance(done)

    def _organizations(self, tree: Tree) -> Iterator[Batch]:
        at = 0
        for packed in self._packs:
            entries = self._entries[at : at + packed.size]
            at += packed.size
            shown = [entry if self._has_page(entry) else None for entry in entries]
            for entry in shown:
                if entry is not None:
                    path = addresses.organization(entry.id)
                    self.paths.append(path)
                    # Made here, ahead of the workers: processes that make entries in one folder wait for each other.
                    self._make_folders(tree, path)
            yield Batch(packed, [(entry, self._relations.kin(entry)) if entry else None for entry in shown])

    def _write_index(self, tree: Tree, payloads: list[search.Payload]) -> None:
        with bar(_INDEX.in_lang(self.lang), None) as shown:
            for file in search.assemble(payloads, self.vocabularies, self.site.today, crew=self._crew):
                tree.write(file.path, file.data)
                shown.advance(1)

    def _has_page(self, entry: Entry) -> bool:
        return entry.merged_into is None and entry.id in self._catalogue.by_id

    def _make_folders(self, tree: Tree, path: str) -> None:
        for lang in self.site.languages:
            tree.make_folder(addresses.file_of(path, lang).rpartition("/")[0])

    def _print_lists(self, press: Press) -> None:
        pages = list(pages_of(self._lists.all(), self.site.page_size))
        self.paths += [addresses.paged(page.listing.path, page.page) for page in pages]
        with bar(_LISTS.in_lang(self.lang), len(pages)) as shown:
            for done in self._crew.run(print_lists, press, self._list_batches(press.tree, pages)):
                self.links |= done.links
                shown.advance(done.size)

    def _list_batches(self, tree: Tree, pages: Iterable[ListPage]) -> Iterator[list[ListPage]]:
        for batch in batches_of(pages, LISTS):
            for page in batch:
                self._make_folders(tree, addresses.paged(page.listing.path, page.page))
            yield batch


_TEXTS = Text("Se scriu textele fișelor pentru formular", "Writing the records' texts for the form")
_PAGES = Text("Se scriu paginile organizațiilor", "Printing the organisations' pages")
_INDEX = Text("Se scrie indexul de căutare", "Writing the search index")
_LISTS = Text("Se scriu listele", "Printing the lists")


def folder_of(site: SiteSettings, part: str) -> Path:
    """Return the content folder that has ``part`` (``vocabularies``, ``pages``): the site's own, else the defaults."""
    return site.content if (site.content / part).is_dir() else site.defaults
