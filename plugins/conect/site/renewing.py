"""What has changed of a site, printed and published as a change of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, closing
from datetime import date

from conect import search
from conect.building.aside import Aside
from conect.building.errors import NotInPlaceError
from conect.building.executor import Crew, uncollected
from conect.building.leaving import leave
from conect.building.precompress import precompress_change
from conect.building.state import State
from conect.building.tree import Tree
from conect.catalogue.stamps import Changes
from conect.records.problems import Text
from conect.site import checking, inputs
from conect.site.difference import Difference, TooMuchError
from conect.site.files import put_changes
from conect.site.guarding import fail_on
from conect.site.index import Index
from conect.site.memory import Memory
from conect.site.pages import date_pages, dead_menu_links
from conect.site.publication import DAY, UNKEPT, PelicanRun, Publication, Published, grace_of, kept
from conect.site.renewal import Renewal


def renewed(publication: Publication, state: State, found: Changes, pelican: PelicanRun | None) -> Published | None:
    """Publish what has changed since the build that left ``state``; ``found`` is what became of the files.

    None where only a whole build can tell, or where Pelican is to print its pages and is not there.
    """
    since = date.fromisoformat(state.get(DAY))
    if since > publication.site.today:
        # A date that the site tells may be in the future of an earlier day: all records are judged again.
        return None
    same = state.get("ordinary") == publication.ordinary
    # Only where there is one, and was one, is there something to stand for it.
    dated = same and bool(state.get("commit")) == bool(publication.commit)
    if not dated and pelican is None:
        return None
    index = Index(publication.output, publication.vocabularies, publication.site.today)
    try:
        with uncollected(), closing(index), Crew(len(found.differing)) as crew:
            return _published(publication, state, found, since, index, crew, None if dated else pelican)
    except (search.StateError, TooMuchError, NotInPlaceError):
        return None


def _published(
    publication: Publication,
    state: State,
    found: Changes,
    since: date,
    index: Index,
    crew: Crew,
    pelican: PelicanRun | None,
) -> Published:
    site, output, memory = publication.site, publication.output, Memory(state)
    difference = Difference(site, publication.vocabularies, memory, crew, found, since)
    generation = inputs.generation(output.generation, found, publication.ordinary, publication.commit, publication.day)
    output.declare(generation)
    output.spare(grace_of(site))
    texts: list[Text] = []
    with output.replacing(repeated=crew.repeats) as change, ExitStack() as on_failure:
        # Whoever changes the index has gone before what it writes into is removed.
        on_failure.callback(index.close)
        if difference.wide and crew.several and Aside.possible():
            # Before all that lists need is even loaded: it takes longer than anything else.
            _begin_index(difference, index, change.tree)
        renewal = _kind_for(difference)(
            difference, publication.vocabularies, memory, index, Tree(output.target), crew, publication.lang
        )
        links: Mapping[str, str] = {}
        if pelican is None:
            if difference.new_day or not difference.nothing:
                renewal.print(change.tree)
            if state.get("commit") != publication.commit:
                date_pages(change.tree, state.get("undated"), publication.commit)
            publication.remember_told(state)
        else:
            written = pelican(publication, renewal, change.tree)
            links = written.links
            for file in set(state.get("ordinary files")) - set(written.files):
                change.remove(file)
            publication.remember_ordinary(state, written)
        put_changes(state, found)
        for file in renewal.removed:
            change.remove(file)

        staged = frozenset(change.tree.files())

        def stands(file: str) -> bool:
            return checking.stands(change.tree, file) if file in staged else change.stays(file)

        fail_on(checking.faults(stands, site, renewal.links | dict(links), renewal.paths))
        if pelican is not None:
            texts += dead_menu_links(change.has, site.languages)
        precompress_change(crew, change, site.precompress)
        on_failure.pop_all()
    remembered = index.commit()
    if not (kept(state, generation) and remembered):
        texts.append(UNKEPT)
    leave(memory, difference, renewal)
    return Published(difference.organizations, difference.warnings, texts, change.written + change.removed)


def _begin_index(difference: Difference, index: Index, tree: Tree) -> None:
    """Let a copy of this process change the index, and write its files into ``tree``."""
    shown = [id for id in sorted(difference.after) if difference.to_be_shown(difference.after[id])]
    gone = sorted({*difference.before, *difference.after}.difference(shown))
    index.begin(gone, [difference.records[id] for id in shown], tree)


def _kind_for(difference: Difference) -> type[Renewal]:
    if not difference.wide:
        return Renewal
    from conect.site.wide_renewal import WideRenewal  # with it come lists, rules and all that is printed of them

    return WideRenewal
