"""What peers that print pages are given: the collection's records, the words of the theme, the frame of a page.

A peer is given what it would have to be taught: how fresh a record is, in which lists it stands, its look-alikes, and
the frame of a page as finished text. It needs to read files of Markdown, sort, cut lists into pages, and print.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from benchmarks.collection import Collection, batch_files, read_batch
from benchmarks.generator import ROOT
from conect.building.executor import Crew
from conect.catalogue.catalogue import Catalogue
from conect.catalogue.entry import Entry
from conect.catalogue.freshness import freshness
from conect.catalogue.names import letter
from conect.catalogue.relations import Relations
from conect.records.declaration import BY_KEY, FIELDS, SECTIONS
from conect.records.record import Record
from conect.records.vocabularies import Vocabularies, load_vocabularies
from conect.romania.counties import COUNTIES
from conect.site.addresses import county_slug
from conect.site.settings import CSP, SiteSettings
from conect.site.templates import environment

SHOWN = {
    "contact": ("email", "website"),
    "support": ("volunteering",),
    "activity": ("activity_scope", "domains", "beneficiaries", "consultation_domains"),
    "place": ("county", "locality"),
    "identity": ("name", "short_name"),
    "legal": (*("legal_form", "cui", "national_registry_number", "registry_status", "founded_on", "public_utility"),),
}
"""The facts that the generator's records have, by the section of the page in which they stand."""


class Facts(NamedTuple):
    """What a peer is told of a record: what stands in it, what it would have to be taught, and its lists."""

    id: str
    title: str
    values: dict[str, Any]
    fresh: str
    lists: dict[str, list[str]]
    """By the kind of list the last part of each one's address."""
    struck_off: bool
    similar: list[dict[str, str]]
    description: str


class Peer(NamedTuple):
    """How a peer wants its files."""

    record: Callable[[Facts], str]
    """Return the text of a record's file."""
    ordinary: Callable[[str, str], str]
    """Return the text of an ordinary page's file, from its title and its Markdown."""


class Given(NamedTuple):
    """What is known of a record beside what stands in it."""

    entry: Entry
    current: bool
    similar: Sequence[Entry]


def write(collection: Collection, site: Path, today: date, peer: Peer) -> None:
    """Write the records and the ordinary pages as files of Markdown into ``site``, a new folder."""
    entries = [Entry.of(record) for file in batch_files(collection.batches) for record in read_batch(file)]
    catalogue = Catalogue(entries, today)
    relations, known = Relations(catalogue), catalogue.by_id
    current = {entry.id for entry in catalogue.current}

    def given(file: Path) -> tuple[Path, list[Given]]:
        entries = [known[record.id] for record in read_batch(file)]
        return file, [Given(each, each.id in current, relations.kin(each).similar) for each in entries]

    shared = (site, today, vocabularies()["registry-statuses"]["in_lichidare"].label.ro, peer)
    with Crew(collection.count) as crew:
        for _ in crew.run(_write, shared, map(given, batch_files(collection.batches))):
            pass
    for source in sorted((ROOT / "content" / "pages").glob("*.md")):
        head, _, body = source.read_text(encoding="utf-8").partition("\n\n")
        title = next(line.partition(":")[2].strip() for line in head.splitlines() if line.lower().startswith("title:"))
        target = site / "content" / "pagini" / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(peer.ordinary(title, body), encoding="utf-8")


@cache
def vocabularies() -> Vocabularies:
    """Return the site's own vocabularies, from which the records choose."""
    return load_vocabularies(ROOT / "content")


def _write(shared: tuple[Path, date, str, Peer], batch: tuple[Path, Sequence[Given]]) -> int:
    site, today, winding_up, peer = shared
    file, given = batch
    for record, told in zip(read_batch(file), given, strict=True):
        path = site / "content" / record.path.removesuffix(".yaml").replace("organizations/", "organizatii/", 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = peer.record(_facts(record, told, today, winding_up))
        path.with_name(f"{path.name}.md").write_text(text, encoding="utf-8")
    return len(given)


def _facts(record: Record, told: Given, today: date, winding_up: str) -> Facts:
    entry, current, similar = told
    fresh = freshness(entry, today).state
    county = county_slug(entry.county)
    lists = {
        "liste": [
            *(["toate"] if current else ["radiate"]),
            *(["de-confirmat"] if current and fresh == "stale" else []),
        ],
    }
    if current:
        lists |= {
            "judete": [county],
            "domenii": list(entry.domains),
            "judete-domenii": [f"{county}-{domain}" for domain in entry.domains],
            "forme-juridice": [str(entry.legal_form).replace("_", "-")],
            "a-z": [letter(entry.name).replace("#", "0-9").lower()],
        }
    return Facts(
        id=entry.id,
        title=entry.name,
        values={key: value for key, value in record.values.items() if key != "description"},
        fresh=fresh,
        lists=lists,
        struck_off=not current,
        similar=[_alike(other, winding_up) for other in similar],
        description=record.get("description") or "",
    )


def _alike(entry: Entry, winding_up: str) -> dict[str, str]:
    tag = {"tag": winding_up} if entry.registry_status == "in_lichidare" else {}
    return {"id": entry.id, "name": entry.name, "place": _place(entry), **tag}


def _place(entry: Entry) -> str:
    name = _COUNTIES[entry.county] if entry.county else ""
    return f"{entry.locality}, {name}" if entry.locality and entry.locality != name else name


_COUNTIES = {county.code: county.name for county in COUNTIES}


def write_labels(folder: Path, **more: list[str]) -> dict[str, Any]:
    """Write the labels of everything that pages name, and ``more``, as ``labels.json``; return them."""

    def of(name: str) -> dict[str, str]:
        return {term.id: term.label.ro for term in vocabularies()[name].values()}

    domains, forms = of("domains"), of("legal-forms")
    counties = {code: {"name": name, "slug": county_slug(code)} for code, name in _COUNTIES.items()}
    pairs = {
        f"{county['slug']}-{domain}": {
            "county": county["slug"],
            "domain": domain,
            "label": f"{label}: {county['name']}",
        }
        for county in counties.values()
        for domain, label in domains.items()
    }
    labels = {
        "domains": domains,
        "forms": forms,
        "statuses": of("registry-statuses"),
        "scopes": of("activity-scopes"),
        "beneficiaries": of("beneficiaries"),
        "counties": counties,
        "fields": {field.key: field.label.ro for field in FIELDS},
        "pairs": pairs,
        **more,
        "terms": {
            "judete": {county["slug"]: f"Organizații din {county['name']}" for county in counties.values()},
            "judete-domenii": {key: pair["label"] for key, pair in pairs.items()},
            "domenii": domains,
            "forme-juridice": {id.replace("_", "-"): f"Formă juridică: {label}" for id, label in forms.items()},
            "a-z": {},
            "liste": {
                "toate": "Toate organizațiile",
                "radiate": "Organizații dizolvate sau radiate",
                "de-confirmat": "Fișe de confirmat",
            },
        },
        "indexes": {
            "judete": "Județe",
            "judete-domenii": "Județe",
            "domenii": "Domenii de activitate",
            "forme-juridice": "Forme juridice",
            "a-z": "De la A la Z",
            "liste": "Organizații",
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "labels.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    return labels


class Templates(NamedTuple):
    """How the language of a peer's templates writes what is there only where a record has it."""

    folder: Path
    if_any: Callable[[Sequence[str]], str]
    """Begin what is printed where a record has one of the facts."""
    if_one: Callable[[str], str]
    """Begin what is printed where a record has the fact."""
    fact: Callable[[str], str]
    """Print a fact with its source."""
    end: str
    confirmed: Markup
    """Print the day on which the organisation confirmed the record, in words."""


def filled(templates: Templates, today: date, **more: str) -> dict[str, str]:
    """Return the texts of a peer's templates by their files' names, the theme's frame and sentences filled in.

    ``@@name@@`` is a part of the frame or one of ``more``, ``@@"…"@@`` a sentence of the theme in English; it is
    printed as the theme says it in Romanian.
    """
    settings = _settings(today)
    said: dict[str, Any] = environment(settings, "ro").globals
    frame, finder = said["macros"].frame, said["macros"].finder
    marks = {
        "csp": CSP.replace("'", "&#39;"),
        "assets": str(frame.assets()),
        "brand": str(frame.brand(False)),
        "menu": str(frame.menu("/organizatii/…")),
        "foot": str(frame.foot("/organizatii/…")),
        "keep": str(finder.keep_line()),
        "forge": settings.forge_url,
        "lead": "Organizațiile neguvernamentale de aici, în ordine alfabetică.",
        "facts": "\n".join(_group(templates, id, keys) for id, keys in SHOWN.items()),
        "jumps": "\n".join(_jump(templates, id, keys) for id, keys in SHOWN.items()),
        **more,
    }
    texts = {}
    for file in sorted(templates.folder.iterdir()):
        text = file.read_text(encoding="utf-8")
        for name, value in marks.items():
            text = text.replace(f"@@{name}@@", value)
        texts[file.name] = _SAID.sub(lambda found: said["_"](found[1], date=templates.confirmed), text)
    return texts


_SAID = re.compile('@@"([^"]+)"@@')


def _jump(templates: Templates, id: str, keys: tuple[str, ...]) -> str:
    link = f'<li><a href="#facts-{id}">{SECTIONS[id].ro}</a></li>'
    return f"{templates.if_any(keys)}\n      {link}\n{templates.end}"


def _group(templates: Templates, id: str, keys: tuple[str, ...]) -> str:
    rows = "\n".join(_fact(templates, field.key) for field in FIELDS if field.key in keys)
    head = (
        f'  <section class="facts" aria-labelledby="facts-{id}">\n  <h2 id="facts-{id}">{SECTIONS[id].ro}</h2>\n  <dl>'
    )
    return f"{templates.if_any(keys)}\n{head}\n{rows}\n  </dl>\n</section>\n{templates.end}"


def _fact(templates: Templates, key: str) -> str:
    row = f"    <div><dt>{BY_KEY[key].label.ro}</dt><dd>{templates.fact(key)}</dd></div>"
    return f"{templates.if_one(key)}\n{row}\n{templates.end}"


def _settings(today: date) -> SiteSettings:
    from pelican.settings import read_settings

    read = read_settings(str(ROOT / "benchmarks" / "settings.py"), override={"CONECT_DATE": today.isoformat()})
    return SiteSettings.of(read)
