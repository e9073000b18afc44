"""The peer's site: the collection's records as pages of Hugo, which prints the same facts and the same lists."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from benchmarks import build_given
from benchmarks.build_given import Facts, Peer, Templates
from benchmarks.collection import Collection
from benchmarks.generator import ROOT
from conect.records.writer import dump

PARTIALS = ("refine.html", "date.html")

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
    build_given.write(collection, site, today, Peer(_record, _ordinary))
    build_given.write_labels(site / "data")
    layouts = site / "layouts"
    (layouts / "_partials").mkdir(parents=True)
    for name, text in build_given.filled(TEMPLATES, today, sourced=_SOURCED).items():
        folder = site if name.endswith(".toml") else layouts / "_partials" if name in PARTIALS else layouts
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "themes" / "conect" / "static", site / "static" / "theme")


def _record(facts: Facts) -> str:
    more: dict[str, Any] = {"title": facts.title, "fresh": facts.fresh, **facts.lists}
    if facts.struck_off:
        more["struck_off"] = True
    if facts.similar:
        more["similar"] = facts.similar
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in more.items())
    return f"---\n{dump(facts.values)}{lines}---\n\n{facts.description}\n"


def _ordinary(title: str, body: str) -> str:
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n{body}"


_SOURCED = "{{ range $at, $each := . }}{{ if $at }}; {{ end }}{{ index $labels.fields .field }}{{ end }}"


def _if_any(keys: Sequence[str]) -> str:
    # The heading of the page is the name: it is a fact only where it has a source.
    return f"{{{{- if or {' '.join('$from.name' if key == 'name' else f'$p.{key}' for key in keys)} }}}}"


def _if_one(key: str) -> str:
    return f"{{{{- with {f'$p.{key}' if key != 'name' else 'and $from.name $p.name'} }}}}"


def _fact(key: str) -> str:
    value = _VALUES.get(key, "<span>{{ . }}</span>")
    return f'{value}{{{{ with $from.{key} }}}}{{{{ template "source" . }}}}{{{{ end }}}}'


TEMPLATES = Templates(
    folder=Path(__file__).with_name("hugo"),
    if_any=_if_any,
    if_one=_if_one,
    fact=_fact,
    end="{{- end }}",
    confirmed=Markup(
        '<time datetime="{{ $p.confirmed_on }}" data-relative>'
        '{{ partialCached "date.html" $p.confirmed_on $p.confirmed_on }}</time>'
    ),
)
