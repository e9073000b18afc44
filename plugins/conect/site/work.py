"""One build: the records read and judged, then everything printed that is made of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from conect import search
from conect.building.executor import Crew, uncollected
from conect.building.output import Tree
from conect.building.progress import bar
from conect.catalogue.files import Listing
from conect.catalogue.loading import Loaded, Packed, load
from conect.records.problems import Text
from conect.records.vocabularies import Vocabularies
from conect.site import addresses
from conect.site.book import Book
from conect.site.front import Front
from conect.site.guarding import RecordsFailed
from conect.site.index import Index
from conect.site.keeping import unpack
from conect.site.list_batches import list_batches, wait_for_lists
from conect.site.list_pages import print_lists
from conect.site.memory import list_looks, pack_records
from conect.site.opensearch import write_opensearch
from conect.site.organization import Batch, print_pages, print_redirects
from conect.site.press import Press, make_folders
from conect.site.propose import print_form
from conect.site.served import write_served
from conect.site.settings import SiteSettings
from conect.site.sitemap import write_sitemap
from conect.site.sources import begin_texts, shelves, size_for, wait_for_texts
from conect.site.standing import Place
from conect.site.statistics import print_statistics


class Work:
    """Everything that is printed from the records of one build."""

    def __init__(
        self,
        site: SiteSettings,
        vocabularies: Vocabularies,
        loaded: Loaded,
        analysed: Iterator[search.Payload],
        index: Index,
        crew: Crew,
        lang: str,
    ) -> None:
        self.site = site
        self.lang = lang
        self.vocabularies = vocabularies
        self.warnings = sum(problem.level == "warning" for problem in loaded.problems)
        self.book = Book(site, vocabularies, loaded.entries)
        self._analysed = analysed
        self.index = index
        self._crew = crew
        self._packs: list[Packed] = loaded.batches
        self.stamps = loaded.stamps
        self.paths: list[str] = []
        """The pages that search engines should know, without language."""
        self.records: dict[str, bytes] = {}
        """What the next build should know of each record, packed (``memory.pack_records``)."""
        self.looks: dict[str, list[bytes]] = {}
        """What each page of each list looks like, for the next build."""
        self.links: dict[str, str] = {}
        """Addresses within the site, but those of ``paths``, that printed pages lead to, each with one such page."""
        self.places: Mapping[str, Place] = {}
        """Where the first pages of lists have their rows, by file."""
        self._planned: Set[str] = frozenset()
        """Addresses of pages that are there, or the site is not published."""

    @classmethod
    @uncollected()
    def read(
        cls, site: SiteSettings, vocabularies: Vocabularies, listing: Listing, index: Index, crew: Crew, lang: str
    ) -> Work:
        """Read the files of a listing of the content folder. Raises ``RecordsFailed`` with all problems."""
        analysed: list[Iterator[search.Payload]] = []

        def begin(packs: Sequence[Packed]) -> None:
            # A record's words depend on nothing else: other processes begin with them while this one judges all
            # records together, puts them in order and sees what lists there are.
            analysed.append(crew.begin(analyse, Analysed(vocabularies, site.demo), packs))

        loaded = load(
            site.content, vocabularies, site.today, listing=listing, crew=crew, keep=True, meanwhile=begin, lang=lang
        )
        if loaded.failed:
            raise RecordsFailed(loaded.problems)
        return cls(site, vocabularies, loaded, analysed[0], index, crew, lang)

    @property
    def organizations(self) -> int:
        """Number of records that get a page."""
        return len(self.book.catalogue.listed)

    @uncollected()
    def print(self, tree: Tree) -> None:
        """Print every page of the catalogue into ``tree``, and the files for servers and robots."""
        book, press = self.book, Press(self.site, self.vocabularies, tree)
        Front(press, book.catalogue, book.lists).print()
        print_statistics(press, book.catalogue)
        taken = book.taken()
        size = size_for(len(taken))
        print_form(press, size)
        self.paths = book.planned((page.listing.path, page.pages) for page in book.list_pages if page.page == 1)
        if addresses.DEFAULT_LANGUAGE in self.site.languages:
            self._planned = {self.site.prefix + path for path in self.paths}
        # All that others do is begun at once: they never wait for this process, which makes the index meanwhile.
        texts = begin_texts(press, self._crew, shelves(taken.items(), size))
        pages = self._crew.begin(print_pages, press, self._organizations(tree, self._packs))
        self._packs = []
        lists = self._crew.begin(print_lists, press, list_batches(press, book.list_pages))
        assembly = self.index.assembly()
        payloads = deque(self._documents(assembly))
        self._write(tree, assembly.documents_done(payloads))
        postings = deque(search.Payload(b"", payload.postings) for payload in payloads)
        del payloads
        # Here rather than at the end: the others are at work still.
        self.looks = list_looks(book.list_pages)
        wait_for_texts(texts, size, self.lang)
        kept: list[bytes] = []
        with bar(_PAGES.in_lang(self.lang), self.organizations) as shown:
            for done in pages:
                kept.append(done.kept)
                self._note(done.links)
                assembly.add_postings(postings.popleft())
                shown.advance(done.size)
        # Packed while others print lists, but written when all is published: it must not take room that the site needs.
        self.records = pack_records(book, chain.from_iterable(map(unpack, kept)))
        self._write(tree, assembly.finish(self._crew))
        printed = wait_for_lists(lists, len(book.list_pages), self.lang)
        self._note(printed.links)
        self.places = printed.places
        for links in print_redirects(press, self._crew, book.redirects.items()):
            self._note(links)
        write_served(tree, self.site)
        write_opensearch(tree, self.site)
        write_sitemap(tree, self.site, self.paths)
        self._note(press.links.take())

    def _note(self, links: Mapping[str, str]) -> None:
        """Take where pages lead, but to planned pages: whether these are there is seen without."""
        for address, page in links.items():
            if address not in self._planned:
                self.links[address] = page

    def _documents(self, assembly: search.Assembly) -> Iterator[search.Payload]:
        """Yield the words of all records, batch by batch, once the index has their documents."""
        with bar(_WORDS.in_lang(self.lang), None) as shown:
            for payload in self._analysed:
                assembly.add_documents(payload)
                shown.advance(1)
                yield payload

    def _organizations(self, tree: Tree, packs: Iterable[Packed]) -> Iterator[Batch]:
        at = 0
        book = self.book
        for packed in packs:
            entries = book.entries[at : at + packed.size]
            at += packed.size
            shown = [entry if book.has_page(entry) else None for entry in entries]
            for entry in shown:
                if entry is not None:
                    # Made here, ahead of the workers: processes that make entries in one folder wait for each other.
                    make_folders(tree, self.site, addresses.organization(entry.id))
            yield Batch(packed, [(entry, book.relations.kin(entry)) if entry else None for entry in shown])

    def _write(self, tree: Tree, files: Iterable[search.File]) -> None:
        """Write files of the index."""
        with bar(_INDEX.in_lang(self.lang), None) as shown:
            for file in files:
                tree.write(file.path, file.data)
                shown.advance(1)


class Analysed(NamedTuple):
    """What tells which words are searched: the vocabularies, and whether invented records are shown."""

    vocabularies: Vocabularies
    demo: bool


def analyse(setting: Analysed, packed: Packed) -> search.Payload:
    """Work out the words of those records that have a page of their own."""
    shown = [
        record
        for record in packed.unpack()
        if record.get("merged_into") is None and (setting.demo or record.get("demo") is not True)
    ]
    return search.analyse(shown, setting.vocabularies)


_WORDS = Text("Se caută cuvintele fișelor", "Looking for the records' words")
_PAGES = Text("Se scriu paginile organizațiilor", "Printing the organisations' pages")
_INDEX = Text("Se scrie indexul de căutare", "Writing the search index")
