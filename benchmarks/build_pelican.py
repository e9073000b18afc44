"""The peer's site: the collection's records as articles of Pelican, printed by its own generators and writer.

A record's county, fields, legal form and letter are tags of its article, and whether lists show it the category: what
Pelican makes lists of. Facts that are no plain text (its Markdown reader knows no others) stand as JSON.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from babel.dates import get_month_names
from markupsafe import Markup

from benchmarks import build_given
from benchmarks.build_given import Facts, Peer, Templates
from benchmarks.collection import Collection
from benchmarks.generator import ROOT

_VALUES = {
    "email": '<a href="mailto:{{ p.email }}">{{ p.email }}</a>',
    "website": '<a href="{{ p.website }}" rel="nofollow ugc noopener noreferrer">{{ p.website[8:] }}</a>',
    "volunteering": "Primește voluntari",
    "activity_scope": "{{ labels.scopes[p.activity_scope] }}",
    "beneficiaries": (
        '<ul class="plain">{% for each in p.beneficiaries|value %}<li>{{ labels.beneficiaries[each] }}</li>'
        "{% endfor %}</ul>"
    ),
    "county": '<a href="/judete/{{ county.slug }}/">{{ county.name }}</a>',
    "legal_form": '<a href="/forme-juridice/{{ p.legal_form }}/">{{ form }}</a>',
    "cui": '<span class="unbroken">{{ p.cui }}</span>',
    "national_registry_number": '<span class="unbroken">{{ p.national_registry_number }}</span>',
    "registry_status": "{{ labels.statuses[p.registry_status] }}",
    "founded_on": "{{ day(p.founded_on) }}",
    "public_utility": "{{ (p.public_utility|value).act }}",
}
for _key in ("domains", "consultation_domains"):
    _VALUES[_key] = (
        f'<ul class="plain">{{% for each in p.{_key}|value %}}<li><a href="/domenii/{{{{ each }}}}/">'
        "{{ labels.domains[each] }}</a></li>{% endfor %}</ul>"
    )


def make(collection: Collection, site: Path, today: date) -> None:
    """Write the site of a collection for Pelican into ``site``, a new folder."""
    build_given.write(collection, site, today, Peer(_record, _ordinary))
    months = [name for _, name in sorted(get_month_names("wide", locale="ro").items())]
    labels = build_given.write_labels(site, months=months)
    theme = site / "theme" / "templates"
    theme.mkdir(parents=True)
    for name, text in build_given.filled(TEMPLATES, today).items():
        ((site if name == SETTINGS else theme) / name).write_text(text, encoding="utf-8")
    for kind in labels["indexes"]:
        text = f'{{% extends "kind.html" %}}\n{{% set kind = "{kind}" %}}\n'
        (theme / f"{kind.replace('-', '_')}.html").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "themes" / "conect" / "static", site / "theme" / "static")


SETTINGS = "settings.py"


def _record(facts: Facts) -> str:
    listed, *others = [f"{kind}/{name}" for kind, names in facts.lists.items() for name in names]
    more = {"category": listed, "tags": ", ".join(others), "fresh": facts.fresh}
    if facts.struck_off:
        more["struck_off"] = "true"
    if facts.similar:
        more["similar"] = _value(facts.similar)
    return _file(
        facts.title, {**{key: _value(value) for key, value in facts.values.items()}, **more}, facts.description
    )


def _value(value: object) -> str:
    """Return a value on one line, which none of the generator's texts exceeds."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _ordinary(title: str, body: str) -> str:
    return _file(title, {}, body)


def _file(title: str, more: dict[str, str], body: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **more}.items() if value)
    return f"{lines}\n{body}\n"


def _if_any(keys: Sequence[str]) -> str:
    # The heading of the page is the name: it is a fact only where it has a source.
    return f"{{% if {' or '.join('from.name' if key == 'name' else f'p.{key}' for key in keys)} %}}"


def _fact(key: str) -> str:
    value = _VALUES.get(key, f"<span>{{{{ p.{key} }}}}</span>")
    return f"{value}{{% if from.{key} %}}{{{{ source(from.{key}) }}}}{{% endif %}}"


TEMPLATES = Templates(
    folder=Path(__file__).with_name("pelican"),
    if_any=_if_any,
    if_one=lambda key: _if_any([key]),
    fact=_fact,
    end="{% endif %}",
    confirmed=Markup('<time datetime="{{ p.confirmed_on }}" data-relative>{{ p.confirmed_on|spoken }}</time>'),
)
