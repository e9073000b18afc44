"""Every template with the values it is given, in all the states that were designed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from .harness import SITE, Text, map_data
from .record_samples import bare_record, record_page
from .values import (
    ASSOCIATION,
    CHILDREN,
    COUNTIES,
    EDUCATION,
    ENTRIES,
    FEDERATION,
    LONG_NAME,
    PURPOSE,
    SOCIAL,
    SOURCES,
    STALE,
    STRUCK_OFF,
    WINDING_UP,
)


def link(label: str, url: str, count: int, current: bool = False) -> SimpleNamespace:
    return SimpleNamespace(label=label, url=url, count=count, current=current)


REFINE = [
    (
        Text("Domenii", "Fields"),
        [link("Educație", "/judete/cluj/educatie/", 812), link("Cultură și artă", "/x/", 20, True)],
    ),
    (Text("Județ", "County"), [link(c.name, c.path, c.count) for c in COUNTIES.values()]),
]
PAGINATION = SimpleNamespace(
    page=2,
    pages=1234,
    previous="/organizatii/",
    next="/organizatii/pagina/3/",
    links=[
        (1, "/organizatii/", False),
        (2, "/organizatii/pagina/2/", True),
        (3, "/organizatii/pagina/3/", False),
        (4, None, False),
        (1234, "/organizatii/pagina/1234/", False),
    ],
)


def list_page(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "heading": "Organizații din județul Cluj",
        "lead": "Organizațiile care au sediul în județul Cluj, în ordine alfabetică.",
        "total": 6123,
        "rows": ENTRIES,
        "pagination": PAGINATION,
        "refine": REFINE,
        "kind": "county",
        "struck_off": link("organizații dizolvate sau radiate", "/radiate/", 212),
        "empty_hint": None,
        "title": "Organizații din județul Cluj",
        "path": "/judete/cluj/",
        "breadcrumbs": [("Județe", "/judete/"), ("Cluj", None)],
    }
    return values | changes


def _map() -> dict[str, Any]:
    data = map_data()
    return {
        "map": [(COUNTIES[code], shape) for code, shape in data["counties"].items()],
        "map_viewbox": data["viewbox"],
        "map_labels": data["labels"],
    }


FIGURES = SimpleNamespace(organizations=101020, profiles=1, counties_covered=41, confirmed_year=19)
TERMS = [
    SimpleNamespace(term=t, path=f"/domenii/{t.id}/", count=n)
    for t, n in ((SOCIAL, 3020), (CHILDREN, 101), (EDUCATION, 1))
]


def home_page(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "figures": FIGURES,
        "counties": sorted(COUNTIES.values(), key=lambda county: county.slug),
        "domain_groups": [(Text(f"Grup {n}", f"Group {n}"), TERMS[: 1 + n % 3]) for n in range(8)],
        "recent": ENTRIES[:3],
        "forms": [
            SimpleNamespace(term=t, path=f"/forme-juridice/{t.id}/", count=9000) for t in (ASSOCIATION, FEDERATION)
        ],
        "title": "",
        "path": "/",
        "breadcrumbs": [],
        **_map(),
    }
    return values | changes


CHART = SimpleNamespace(
    id="by-county",
    title="Organizații pe județe",
    description="Județele cu cele mai multe organizații.",
    svg=Markup(
        '<svg class="chart" viewBox="0 0 360 88" role="img" aria-labelledby="by-county-t">'
        '<title id="by-county-t">Organizații pe județe</title><text class="name" x="0" y="14">București</text>'
        '<rect class="bar" x="0" y="20" width="290" height="14"/><text class="value" x="296" y="32">18.206</text>'
        '<text class="name" x="0" y="58">Cluj</text><rect class="bar bar-2" x="0" y="64" width="120" height="14"/>'
        '<text class="value" x="126" y="76">6.123</text></svg>'
    ),
    columns=["Județul", "Organizații"],
    rows=[["București", 18206], ["Cluj", 6123], ["Giurgiu", 0]],
)

# name of a page: template, context of its own
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "home": ("home.html", home_page()),
    "home-empty": (
        "home.html",
        home_page(
            figures=SimpleNamespace(organizations=0, profiles=0, counties_covered=0, confirmed_year=0),
            recent=[],
            forms=[],
            map=[(SimpleNamespace(**(vars(county) | {"count": 0})), shape) for county, shape in _map()["map"]],
        ),
    ),
    "list": ("list.html", list_page()),
    "list-empty": (
        "list.html",
        list_page(
            rows=[], total=0, pagination=None, refine=[], struck_off=None, lead=None, empty_hint="Încercați în Cluj."
        ),
    ),
    "links": (
        "links.html",
        {
            "heading": "Județe",
            "lead": "Toate județele.",
            "groups": [(None, REFINE[1][1])],
            "title": "Județe",
            "path": "/judete/",
            "breadcrumbs": [("Județe", None)],
            **_map(),
        },
    ),
    "links-groups": (
        "links.html",
        {
            "heading": "Domenii",
            "lead": None,
            "groups": [("Social", REFINE[0][1]), ("Educație", REFINE[1][1])],
            "map": None,
            "map_viewbox": None,
            "title": "Domenii",
            "path": "/domenii/",
            "breadcrumbs": [("Domenii", None)],
        },
    ),
    "statistics": (
        "statistics.html",
        {
            "charts": [CHART],
            "figures": FIGURES,
            "title": "Statistici",
            "path": "/statistici/",
            "breadcrumbs": [("Statistici", None)],
        },
    ),
    "statistics-empty": (
        "statistics.html",
        {
            "charts": [SimpleNamespace(**(vars(CHART) | {"rows": []}))],
            "figures": FIGURES,
            "title": "Statistici",
            "path": "/statistici/",
            "breadcrumbs": [("Statistici", None)],
        },
    ),
    "record": ("organization.html", record_page()),
    "record-stale": ("organization.html", record_page(freshness=STALE, demo=False, finances=[])),
    "record-register": ("organization.html", bare_record(ENTRIES[2], record={"purpose": PURPOSE}, sources=SOURCES)),
    "record-struck-off": (
        "organization.html",
        bare_record(ENTRIES[4], status=STRUCK_OFF, struck_off=True, merged_from=[ENTRIES[0]]),
    ),
    "record-winding-up": ("organization.html", bare_record(ENTRIES[0], status=WINDING_UP)),
    "record-long": (
        "organization.html",
        bare_record(
            ENTRIES[3],
            name_lang="en",
            breadcrumbs=[("Organizații", "/organizatii/"), (LONG_NAME, None)],
            merged_into=ENTRIES[0],
            facts=[],
            sources=[],
        ),
    ),
    "record-federation": (
        "organization.html",
        record_page(
            members=ENTRIES,
            branches=ENTRIES[:2],
            parent=ENTRIES[1],
            federations=[],
            translations_available=[
                SimpleNamespace(
                    lang="hu",
                    label=Text("Maghiară", "Hungarian"),
                    name="Olvasók",
                    summary="Olvasunk.",
                    description_html=Markup("<h3>Mit teszünk</h3><p>Olvasunk a gyerekekkel.</p>"),
                ),
                SimpleNamespace(
                    lang="uk",
                    label=Text("Ucraineană", "Ukrainian"),
                    name=None,
                    summary="Читаємо разом.",
                    description_html=None,
                ),
            ],
            logo=SimpleNamespace(url="/theme/img/icon.svg", width=64, height=64, alt="Sigla"),
        ),
    ),
    "redirect": (
        "redirect.html",
        {
            "target": "/organizatii/exemplu-pentru-lectura/",
            "title": "Pagina s-a mutat",
            "path": "/organizatii/vechi/",
            "breadcrumbs": [],
            "robots": "noindex",
        },
    ),
    "page": (
        "page.html",
        {
            "page": SimpleNamespace(
                title="Despre Conect", lang="ro", content="<p>Text.</p><h2>De ce</h2><ul><li>una</li></ul>"
            ),
            "commit": "c97234c",
            "title": "Despre Conect",
            "path": "/despre/",
            "breadcrumbs": [("Despre Conect", None)],
        },
    ),
}


def context(page: str, lang: str) -> tuple[str, dict[str, Any]]:
    """The template of a page and everything it gets."""
    template, own = PAGES[page]
    path = own["path"]
    common = {
        "lang": lang,
        "canonical": SITE.url + ("/en" if lang == "en" else "") + path,
        "alternates": {"ro": SITE.url + path, "en": f"{SITE.url}/en{path}"},
        "description": "O pagină a catalogului.",
        "robots": "",
    }
    return template, common | own
