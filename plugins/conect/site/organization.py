"""The page of one organisation, and the pages that lead to it from its old addresses."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from conect import search
from conect.building.executor import Crew, batches_of
from conect.catalogue.entry import Entry
from conect.catalogue.files import Content
from conect.catalogue.freshness import freshness
from conect.catalogue.loading import Packed
from conect.catalogue.packing import pack_all, unpack_all
from conect.catalogue.relations import Kin
from conect.records.declaration import BY_KEY
from conect.records.fields import Mapping
from conect.records.markdown import render
from conect.records.problems import Text
from conect.records.record import Record
from conect.records.vocabularies import Term
from conect.site import addresses
from conect.site.facts import Fact, fact_groups, sources_of
from conect.site.forge import actions
from conect.site.jsonld import json_ld
from conect.site.keeping import Kept, groups, pack
from conect.site.logos import Logo, write_logo
from conect.site.press import Crumbs, Press, head
from conect.site.rows import Row, county_label

DESCRIPTION = 160
"""Characters of a page's description for search engines."""

_REDIRECTS = 200
"""Old addresses printed together."""


class Batch(NamedTuple):
    """Records to print, with the records that each belongs together with, in the same order."""

    packed: Packed
    members: Sequence[tuple[Entry, Kin] | None]
    """None for a record of the pack that has no page of its own."""
    searched: bool = True
    """Whether the search index asks for their words."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel with each entry packed once: neighbours are each other's kin."""
        entries: dict[str, tuple[int, Entry]] = {}

        def place(entry: Entry) -> int:
            return entries.setdefault(entry.id, (len(entries), entry))[0]

        members = [
            None if member is None else (place(member[0]), [list(map(place, group)) for group in groups(member[1])])
            for member in self.members
        ]
        return _batch, (
            self.packed,
            marshal.dumps(members),
            pack_all(entry for _, entry in entries.values()),
            self.searched,
        )


def _batch(packed: Packed, members: bytes, entries: bytes, searched: bool) -> Batch:
    found = unpack_all(entries)

    def kin(some: Sequence[Sequence[int]]) -> Kin:
        parent, *others = (tuple(map(found.__getitem__, group)) for group in some)
        return Kin(parent[0] if parent else None, *others)

    made = marshal.loads(members)  # noqa: S302 - made by this program
    return Batch(packed, [None if each is None else (found[each[0]], kin(each[1])) for each in made], searched)


class Verification(NamedTuple):
    """Who has verified a record, how far, and when."""

    level: Term
    date: str | None


class Translation(NamedTuple):
    """What a record says in another language than the page's."""

    lang: str
    label: Text
    name: str | None
    summary: str | None
    description_html: Markup | None


class Printed(NamedTuple):
    """What came of a batch: how many records have their pages, where these lead, what the search index needs, and what
    the next build should know."""

    size: int
    links: dict[str, str]
    payload: search.Payload
    kept: list[Kept]


class PrintedPages(NamedTuple):
    """What came of a batch whose words are worked out elsewhere; ``kept`` is packed (``keeping.pack``)."""

    size: int
    links: dict[str, str]
    kept: bytes


def print_organizations(press: Press, batch: Batch) -> Printed:
    """Print the pages of a batch in every language, and analyse its records for the search."""
    done, kept = _print(press, batch)
    return Printed(
        len(done), press.links.take(), search.analyse(done if batch.searched else [], press.vocabularies), kept
    )


def print_pages(press: Press, batch: Batch) -> PrintedPages:
    """Print the pages of a batch in every language."""
    done, kept = _print(press, batch)
    return PrintedPages(len(done), press.links.take(), pack(kept))


def _print(press: Press, batch: Batch) -> tuple[list[Record], list[Kept]]:
    done: list[Record] = []
    kept: list[Kept] = []
    for record, member in zip(batch.packed.unpack(), batch.members, strict=True):
        if member is not None:
            entry, kin = member
            logo = _logo(press, record)
            for lang in press.site.languages:
                press.page("organization.html", lang, context(press, lang, record, entry, kin, logo))
            done.append(record)
            kept.append(Kept.of(entry, kin, logo.url.rpartition("/")[2] if logo else ""))
    return done, kept


def context(press: Press, lang: str, record: Record, entry: Entry, kin: Kin, logo: Logo | None) -> dict[str, Any]:
    """Return the context of an organisation's page in a language."""
    site, words, shown = press.site, press.words, press.kin[lang]
    spoken = _spoken(record, lang)
    name, name_lang = spoken["name"] or (entry.name, "ro")
    summary, summary_lang = spoken["summary"] or (None, "ro")
    description, description_lang = spoken["description"] or (None, "ro")

    def rows(entries: Sequence[Entry]) -> list[Markup]:
        return list(map(shown.of, entries))

    known = {each.id: each for each in (*kin.branches, *kin.federations, *kin.members, *kin.merged_from)}

    def row_of(id: str) -> Row | None:
        found = known.get(id)
        return words.row(found, lang) if found else None

    path = addresses.organization(entry.id)
    verification = record.get("verification") or {}
    # A merged organisation has no page to link to: its name is a fact of the one that it has become.
    merged = [each.name for each in kin.merged_from]
    extra = [Fact("merged_from", _MERGED, "texts", merged, None)] if merged else []
    crumbs: Crumbs = [(_ORGANIZATIONS, addresses.ALL), (Text(name, name), None)]
    if entry.county and not entry.struck_off:
        crumbs[:1] = [
            (_COUNTIES, addresses.COUNTIES),
            (county_label(entry.county), addresses.county_list(entry.county)),
        ]
    row = words.row(entry, lang)
    return head(site, lang, path, name, _description(summary, record, row, lang), crumbs) | {
        "record": record,
        "entry": row,
        "name": name,
        "name_lang": name_lang,
        "summary": summary,
        "summary_lang": summary_lang,
        "description_html": Markup(render(description)) if description else None,  # noqa: S704 - render sanitises
        "description_lang": description_lang,
        "facts": fact_groups(record, words, row_of, name_shown=name == record.get("name"), extra=extra),
        "freshness": freshness(entry, site.today),
        "verification": (
            Verification(words.term("verification-levels", verification["level"]), verification.get("date"))
            if verification.get("level")
            else None
        ),
        "status": row.status,
        "struck_off": entry.struck_off,
        "sources": sources_of(record),
        "parent": shown.of(kin.parent) if kin.parent else None,
        "branches": rows(kin.branches),
        "federations": rows(kin.federations),
        "members": rows(kin.members),
        "merged_into": None,
        "merged_from": [],
        "similar": rows(kin.similar),
        "json_ld": json_ld(site, record, kin, logo.url if logo else None),
        "actions": actions(site, entry, lang),
        "finances": sorted(record.get("finances") or (), key=lambda line: -line["year"]),
        "projects": record.get("projects") or [],
        "reports": record.get("reports") or [],
        "logo": logo,
        "demo": entry.demo,
        "translations_available": _translations(record, lang),
    }


def print_redirects(press: Press, crew: Crew, moved: Iterable[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """Let pages of old ids be printed, each given with the id that it leads to; yield their links."""
    return crew.run(write_redirects, press, batches_of(moved, _REDIRECTS))


def write_redirects(press: Press, batch: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Print the pages of old ids, each given with the id that it leads to, in every language; return their links."""
    for old, target in batch:
        for lang in press.site.languages:
            where = addresses.organization(target)
            context = head(
                press.site,
                lang,
                addresses.organization(old),
                _MOVED.in_lang(lang),
                robots="noindex",
                canonical=where,
            )
            link = press.site.prefix + addresses.localized(where, lang)
            press.page("redirect.html", lang, context | {"target": link})
    return press.links.take()


_ORGANIZATIONS = Text("Organizații", "Organisations")
_COUNTIES = Text("Județe", "Counties")
_MOVED = Text("Pagina s-a mutat", "This page has moved")
_MERGED = Text("Organizații contopite în aceasta", "Organisations merged into this one")


def _spoken(record: Record, lang: str) -> dict[str, tuple[str, str] | None]:
    """Return name, summary and description, each with its language: the page's where it is there, else Romanian."""
    translated: dict[str, str] = (record.get("translations") or {}).get(lang) or {}
    found: dict[str, tuple[str, str] | None] = {}
    for key in ("name", "summary", "description"):
        if lang != "ro" and translated.get(key):
            found[key] = (translated[key], lang)
        else:
            found[key] = (record[key], "ro") if record.get(key) else None
    return found


def _translations(record: Record, lang: str) -> list[Translation]:
    kind = BY_KEY["translations"].kind
    labels = {field.key: field.label for field in kind.fields} if isinstance(kind, Mapping) else {}
    return [
        Translation(
            other,
            labels.get(other, Text(other, other)),
            texts.get("name"),
            texts.get("summary"),
            Markup(render(texts["description"])) if texts.get("description") else None,  # noqa: S704 - render sanitises
        )
        for other, texts in sorted((record.get("translations") or {}).items())
        if other != lang
    ]


def _description(summary: str | None, record: Record, row: Row, lang: str) -> str:
    text = summary or record.get("purpose") or ""
    if not text:
        place = ", ".join(part for part in (row.locality, row.county.name if row.county else None) if part)
        text = f"{row.legal_form.label.in_lang(lang)}{f', {place}' if place else ''}"
    return described(text)


def described(text: str) -> str:
    """Return the start of a text on one line, cut after a word where it is longer than a description may be."""
    # So many words fill a description even when each is a letter; a purpose may have ten times as many.
    text = " ".join(text.split(maxsplit=DESCRIPTION // 2))
    return text if len(text) <= DESCRIPTION else text[: DESCRIPTION - 1].rpartition(" ")[0] + "…"


def _logo(press: Press, record: Record) -> Logo | None:
    declared = record.get("logo")
    if not declared or not declared.get("file"):
        return None
    file: str = declared["file"]
    data = Content(press.site.content).beside(f"{record.path.rpartition('/')[0]}/{file}")
    if data is None:
        return None
    return write_logo(press.tree, press.site.prefix, record.id, file, declared.get("alt", ""), data)
