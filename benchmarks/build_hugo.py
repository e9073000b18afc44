"""The peer's site: the collection's records as pages of Hugo, which prints the same facts and the same lists.

Hugo is given what it would have to be taught: how fresh a record is, its look-alikes, the name to sort it by, and the
frame of a page as finished text. It needs to read front matter and Markdown, sort, cut lists into pages, and print.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
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
from conect.records.writer import dump
from conect.romania.counties import COUNTIES
from conect.site.addresses import county_slug
from conect.site.settings import CSP, SiteSettings
from conect.site.templates import environment

TEMPLATES = Path(__file__).with_name("hugo")
PARTIALS = ("refine.html", "date.html")

SHOWN = {
    "contact": ("email", "website"),
    "support": ("volunteering",),
    "activity": ("activity_scope", "domains", "beneficiaries", "consultation_domains"),
    "place": ("county", "locality"),
    "identity": ("name", "short_name"),
    "legal": (*("legal_form", "cui", "national_registry_number", "registry_status", "founded_on", "public_utility"),),
}
"""The facts that the generator's records have, by the section of the page in which they stand."""

_VALUES = {
    "email": '<a href="mailto:{{ . }}">{{ . }}</a>',
    "website": ('<a href="{{ . }}" rel="nofollow ugc noopener noreferrer">{{ strings.TrimPrefix "https://" . }}</a>'),
    "volunteering": "Primește voluntari",
    "activity_scope": "{{ index $labels.scopes . }}",
    "domains": (
        '<ul class="plain">{{ range . }}<li><a href="/domenii/{{ . }}/">{{ index $labels.domains . }}</a></li>'
        "{{ end }}</ul>"
    ),
    "beneficiaries": '<ul class="plain">{{ range . }}<li>{{ index $labels.beneficiaries . }}</li>{{ end }}</ul>',
    "county": '<a href="/judete/{{ $county.slug }}/">{{ $county.name }}</a>',
    "legal_form": '<a href="/forme-juridice/{{ . }}/">{{ $form }}</a>',
    "cui": '<span class="unbroken">{{ . }}</span>',
    "national_registry_number": '<span class="unbroken">{{ . }}</span>',
    "registry_status": "{{ index $labels.statuses . }}",
    "founded_on": '{{ template "day" . }}',
    "public_utility": "{{ .act }}",
}
_VALUES["consultation_domains"] = _VALUES["domains"]


def make(collection: Collection, site: Path, today: date) -> None:
    """Write the site of a collection for Hugo into ``site``, a new folder."""
    shutil.rmtree(site, ignore_errors=True)
    vocabularies = load_vocabularies(ROOT / "content")
    entries = [Entry.of(record) for file in batch_files(collection.batches) for record in read_batch(file)]
    catalogue = Catalogue(entries, today)
    _templates(site, _settings(today))
    _labels(site / "data", vocabularies)
    winding_up = vocabularies["registry-statuses"]["in_lichidare"].label.ro
    relations, known = Relations(catalogue), catalogue.by_id
    current = {entry.id for entry in catalogue.current}

    def given(file: Path) -> tuple[Path, list[Given]]:
        entries = [known[record.id] for record in read_batch(file)]
        return file, [Given(each, each.id in current, relations.kin(each).similar) for each in entries]

    with Crew(collection.count) as crew:
        for _ in crew.run(_write, (site, today, winding_up), map(given, batch_files(collection.batches))):
            pass
    for source in sorted((ROOT / "content" / "pages").glob("*.md")):
        _ordinary(source, site / "content" / "pagini" / source.name)
    shutil.copytree(ROOT / "themes" / "conect" / "static", site / "static" / "theme")


class Given(NamedTuple):
    """What Hugo is told of a record beside what stands in it."""

    entry: Entry
    current: bool
    similar: Sequence[Entry]


def _write(shared: tuple[Path, date, str], batch: tuple[Path, Sequence[Given]]) -> int:
    site, today, winding_up = shared
    file, given = batch
    for record, told in zip(read_batch(file), given, strict=True):
        path = site / "content" / record.path.removesuffix(".yaml").replace("organizations/", "organizatii/", 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(f"{path.name}.md").write_text(_page(record, told, today, winding_up), encoding="utf-8")
    return len(given)


def _page(record: Record, told: Given, today: date, winding_up: str) -> str:
    entry, current, similar = told
    values = {key: value for key, value in record.values.items() if key != "description"}
    fresh = freshness(entry, today).state
    county = county_slug(entry.county)
    more: dict[str, Any] = {
        "title": entry.name,
        "fresh": fresh,
        "liste": [
            *(["toate"] if current else ["radiate"]),
            *(["de-confirmat"] if current and fresh == "stale" else []),
        ],
    }
    if current:
        more |= {
            "judete": [county],
            "domenii": list(entry.domains),
            "judete-domenii": [f"{county}-{domain}" for domain in entry.domains],
            "forme-juridice": [str(entry.legal_form).replace("_", "-")],
            "a-z": [letter(entry.name).replace("#", "0-9").lower()],
        }
    else:
        more["struck_off"] = True
    alike = [_alike(other, winding_up) for other in similar]
    if alike:
        more["similar"] = alike
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in more.items())
    return f"---\n{dump(values)}{lines}---\n\n{record.get('description') or ''}\n"


def _alike(entry: Entry, winding_up: str) -> dict[str, str]:
    tag = {"tag": winding_up} if entry.registry_status == "in_lichidare" else {}
    return {"id": entry.id, "name": entry.name, "place": _place(entry), **tag}


def _place(entry: Entry) -> str:
    name = _COUNTIES[entry.county] if entry.county else ""
    return f"{entry.locality}, {name}" if entry.locality and entry.locality != name else name


_COUNTIES = {county.code: county.name for county in COUNTIES}


def _ordinary(source: Path, target: Path) -> None:
    head, _, body = source.read_text(encoding="utf-8").partition("\n\n")
    title = next(line.partition(":")[2].strip() for line in head.splitlines() if line.lower().startswith("title:"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n{body}", encoding="utf-8")


def _labels(folder: Path, vocabularies: Vocabularies) -> None:
    def of(name: str) -> dict[str, str]:
        return {term.id: term.label.ro for term in vocabularies[name].values()}

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
    folder.mkdir(parents=True)
    (folder / "labels.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")


def _templates(site: Path, settings: SiteSettings) -> None:
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
        "facts": "\n".join(_group(id, keys) for id, keys in SHOWN.items()),
        "jumps": "\n".join(_jump(id, keys) for id, keys in SHOWN.items()),
        "sourced": "{{ range $at, $each := . }}{{ if $at }}; {{ end }}{{ index $labels.fields .field }}{{ end }}",
    }
    layouts = site / "layouts"
    (layouts / "_partials").mkdir(parents=True)
    for file in sorted(TEMPLATES.iterdir()):
        text = file.read_text(encoding="utf-8")
        for name, value in marks.items():
            text = text.replace(f"@@{name}@@", value)
        text = _SAID.sub(lambda found: said["_"](found[1], date=_DATE), text)
        folder = site if file.suffix == ".toml" else layouts / "_partials" if file.name in PARTIALS else layouts
        (folder / file.name).write_text(text, encoding="utf-8")


_SAID = re.compile('@@"([^"]+)"@@')
"""A sentence of the theme, in English; it is printed as the theme says it in Romanian."""

_DATE = Markup(
    '<time datetime="{{ $p.confirmed_on }}" data-relative>'
    '{{ partialCached "date.html" $p.confirmed_on $p.confirmed_on }}</time>'
)


def _condition(keys: Iterable[str]) -> str:
    # The heading of the page is the name: it is a fact only where it has a source.
    return "or " + " ".join("$from.name" if key == "name" else f"$p.{key}" for key in keys)


def _jump(id: str, keys: tuple[str, ...]) -> str:
    label = SECTIONS[id].ro
    return f'{{{{- if {_condition(keys)} }}}}\n      <li><a href="#facts-{id}">{label}</a></li>\n{{{{- end }}}}'


def _group(id: str, keys: tuple[str, ...]) -> str:
    rows = "\n".join(_fact(field.key) for field in FIELDS if field.key in keys)
    head = (
        f'  <section class="facts" aria-labelledby="facts-{id}">\n  <h2 id="facts-{id}">{SECTIONS[id].ro}</h2>\n  <dl>'
    )
    return f"{{{{- if {_condition(keys)} }}}}\n{head}\n{rows}\n  </dl>\n</section>\n{{{{- end }}}}"


def _fact(key: str) -> str:
    value = _VALUES.get(key, "<span>{{ . }}</span>")
    label = BY_KEY[key].label.ro
    asked = f"$p.{key}" if key != "name" else "and $from.name $p.name"
    source = f'{{{{ with $from.{key} }}}}{{{{ template "source" . }}}}{{{{ end }}}}'
    return f"{{{{- with {asked} }}}}\n    <div><dt>{label}</dt><dd>{value}{source}</dd></div>\n{{{{- end }}}}"


def _settings(today: date) -> SiteSettings:
    from pelican.settings import read_settings

    read = read_settings(str(ROOT / "benchmarks" / "settings.py"), override={"CONECT_DATE": today.isoformat()})
    return SiteSettings.of(read)
