"""Validation, pages and lists alone, in a process of their own: ``python -m benchmarks.build_pages CONTENT OUTPUT``.

What ``conect build`` does without the search index, the form's texts and the last look over the finished site: as much
as a program does that only prints pages. ``CONECT_DATE`` in the environment is the day.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.generator import ROOT
from conect.building.executor import Crew
from conect.building.output import Tree
from conect.catalogue.catalogue import Catalogue
from conect.catalogue.entry import Entry
from conect.catalogue.facets import Facets
from conect.catalogue.files import list_records
from conect.catalogue.loading import Packed, load
from conect.catalogue.relations import Relations
from conect.records.vocabularies import load_vocabularies
from conect.site import addresses
from conect.site.front import Front
from conect.site.list_batches import ListBatch
from conect.site.list_batches import batches as list_batches
from conect.site.list_pages import ListPage, first_ones, pages_of, print_lists
from conect.site.lists import Lists
from conect.site.organization import Batch, context
from conect.site.press import Press
from conect.site.settings import SiteSettings
from conect.site.sitemap import write_sitemap
from conect.site.statistics import print_statistics


def build(content: Path, output: Path) -> None:
    """Print the pages of all records and all lists into ``output``, a new folder."""
    site = settings(content)
    vocabularies = load_vocabularies(site.defaults)
    with Crew(len(list_records(content).records)) as crew:
        loaded = load(content, vocabularies, site.today, crew=crew, keep=True, quiet=True)
        if loaded.failed:
            raise SystemExit(f"{len(loaded.problems)} problems")
        catalogue = Catalogue(loaded.entries, site.today)
        lists = Lists(catalogue, Facets(catalogue), vocabularies)
        tree = Tree(output)
        output.mkdir(parents=True)
        press = Press(site, vocabularies, tree)
        Front(press, catalogue, lists).print()
        print_statistics(press, catalogue)
        batches = _organizations(tree, loaded.batches, loaded.entries, Relations(catalogue))
        # As a build does: others have all their work at once, and never wait for this process.
        organizations = crew.begin(_print_organizations, press, batches)
        pages = list(pages_of(lists.all(), site.page_size, first_ones(catalogue.by_id, site.page_size)))
        listed = crew.begin(print_lists, press, _lists(tree, pages))
        printed = sum(organizations)
        for _ in listed:
            pass
    paths = [addresses.organization(entry.id) for entry in loaded.entries]
    paths += [addresses.paged(page.listing.path, page.page) for page in pages]
    write_sitemap(tree, site, paths)
    shutil.copytree(site.theme / "static", output / addresses.THEME)
    if printed != len(loaded.entries):
        raise SystemExit(f"{printed} pages of {len(loaded.entries)} records")


def settings(content: Path) -> SiteSettings:
    """Return the settings of the site that is measured."""
    from pelican.settings import read_settings

    override: dict[str, Any] = {"PATH": str(content), "CONECT_DATE": os.environ.get("CONECT_DATE")}
    return SiteSettings.of(read_settings(str(ROOT / "benchmarks" / "settings.py"), override=override))


def _organizations(
    tree: Tree, packs: Iterable[Packed], entries: Sequence[Entry], relations: Relations
) -> Iterator[Batch]:
    at = 0
    for packed in packs:
        part = entries[at : at + packed.size]
        at += packed.size
        for entry in part:
            # Ahead of the workers, as in a build: two processes that make folders in one folder wait for each other.
            tree.make_folder(addresses.organization(entry.id).strip("/"))
        yield Batch(packed, [(entry, relations.kin(entry)) for entry in part])


def _print_organizations(press: Press, batch: Batch) -> int:
    printed = 0
    for record, member in zip(batch.packed.unpack(), batch.members, strict=True):
        if member is not None:
            entry, kin = member
            for lang in press.site.languages:
                press.page("organization.html", lang, context(press, lang, record, entry, kin, None))
            printed += 1
    return printed


def _lists(tree: Tree, pages: Iterable[ListPage]) -> Iterator[ListBatch]:
    for batch in list_batches(pages):
        for page in batch:
            tree.make_folder(addresses.paged(page.listing.path, page.page).strip("/"))
        yield batch


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
