"""Lists without JavaScript: complete, in order, in pages, and every count on a link is the number found behind it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from conect.records.rules.identity import RESERVED_IDS
from conect.romania.text import slug, sort_key
from conect.site import addresses
from conect.site.rows import pagination
from conect.site.settings import SiteSettings
from tests.records.examples import vocabularies
from tests.site.conftest import Built

COUNTED = re.compile(
    r'<a class="counted" href="([^"]*)"[^>]*><span[^>]*>(.*?)</span> <span class="count">([\d.,]+)</span>'
)


def rows(sample: Built, path: str) -> list[str]:
    """The names in a list, over all of its pages."""
    names: list[str] = []
    page: str | None = path
    while page:
        html = sample.page(page)
        names += [unescape(name) for name in re.findall(r'class="row-name"><a [^>]*>(.*?)</a>', html)]
        following = re.search(r'<a rel="next" href="/catalog([^"]*)"', html)
        page = following[1] if following else None
    return names


CURRENT = [
    "Asociația „Inventată”",
    "Asociația Ămbele Maluri",
    "ASOCIAȚIA DIN REGISTRU",
    "Asociația Exemplu Filiala Turda",
    "Asociația Exemplu pentru Lectură",
    "Asociația Fără Județ",
    "Federația Cititorilor",
    "Fundația Șansa <i>Veche</i>",
]


def test_the_list_of_all_is_complete_and_in_order_over_its_pages(sample: Built) -> None:
    found = rows(sample, "/organizatii/")
    assert sorted(found) == sorted(CURRENT)
    assert found == sorted(CURRENT, key=sort_key)
    assert rows(sample, "/en/organizatii/") == found
    assert (sample.folder / "organizatii/pagina/4/index.html").is_file()
    assert not (sample.folder / "organizatii/pagina/5").exists()
    second = sample.page("/organizatii/pagina/2/")
    assert "<title>Toate organizațiile, pagina 2 – Conect</title>" in second
    assert '<link rel="canonical" href="https://conect.example/catalog/organizatii/pagina/2/">' in second


def test_struck_off_organisations_stand_apart(sample: Built) -> None:
    assert rows(sample, "/radiate/") == ["Asociația Cojocarilor"]
    assert "/catalog/radiate/" in sample.page("/judete/cluj/")
    assert "(1)" in sample.page("/judete/cluj/")


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/judete/bucuresti/", ["Federația Cititorilor"]),
        ("/judete/necunoscut/", ["Asociația Fără Județ"]),
        ("/judete/alba/", []),
        ("/judete/cluj/cultura/", ["Asociația Exemplu pentru Lectură"]),
        ("/forme-juridice/federatie/", ["Federația Cititorilor"]),
        ("/forme-juridice/persoana-juridica-straina/", []),
        ("/de-confirmat/", ["Fundația Șansa <i>Veche</i>"]),
        ("/a-z/s/", ["Fundația Șansa <i>Veche</i>"]),
        ("/a-z/e/", ["Asociația Exemplu Filiala Turda", "Asociația Exemplu pentru Lectură"]),
    ],
)
def test_narrower_lists(sample: Built, path: str, names: list[str]) -> None:
    assert rows(sample, path) == names


def test_every_count_on_a_link_is_what_stands_behind_it(sample: Built) -> None:
    seen: dict[str, int] = {}
    for file in sorted(sample.folder.rglob("index.html")):
        for target, _label, count in COUNTED.findall(file.read_text("utf-8")):
            number = int(re.sub(r"[.,]", "", count))
            assert seen.setdefault(target, number) == number, (file, target)
    assert len(seen) > 150
    for target, number in seen.items():
        assert len(rows(sample, target.removeprefix("/catalog"))) == number, target


def test_indexes_name_every_county_field_and_form(sample: Built) -> None:
    counties = COUNTED.findall(sample.page("/judete/"))
    names = [label for _, label, _ in counties]
    assert len(names) == 43
    assert names[:-1] == sorted(names[:-1], key=sort_key)
    assert names[-1] == "Județ necunoscut"
    assert len(COUNTED.findall(sample.page("/domenii/"))) == len(vocabularies()["domains"])
    assert len(COUNTED.findall(sample.page("/forme-juridice/"))) == len(vocabularies()["legal-forms"])
    assert "County unknown" in sample.page("/en/judete/")


def test_the_home_page(sample: Built) -> None:
    home = sample.page("/")
    assert home.count("<path d=") >= 42
    assert len(re.findall(r'<li><a class="counted" href="/catalog/judete/', home)) == 42
    assert "Asociația Exemplu pentru Lectură" in home
    assert "<title>Conect</title>" in home


def test_statistics_draw_what_their_tables_say(sample: Built) -> None:
    html = sample.page("/statistici/")
    assert html.count('<svg class="chart"') == 4
    assert 'style="' not in html
    table = re.search(r"<h2 id=\"by-county\">.*?</table>", html, re.DOTALL)
    assert table
    assert re.findall(r'<th scope="row">(.*?)</th><td class="num">(.*?)</td><td class="num">(.*?)</td>', table[0]) == [
        ("Cluj", "6", "4"), ("București", "1", "1"), ("Județ necunoscut", "1", "0"),
    ]  # fmt: skip
    assert re.findall(r'<text class="value"[^>]*>(\d+)</text>', table[0]) == ["6", "1", "1"]


def test_a_list_path_can_never_be_a_record_or_another_list() -> None:
    own = {slug(term.label.ro) for term in vocabularies()["counties"].values()} | {addresses.UNKNOWN_COUNTY}
    assert len(own) == 43
    # /organizatii/<id>/ and /organizatii/pagina/2/; /judete/<county>/<field>/ and /judete/<county>/pagina/2/ …
    assert addresses.PAGED in RESERVED_IDS
    for name in ("domains", "legal-forms"):
        assert addresses.PAGED not in vocabularies()[name]
    assert addresses.PAGED not in own
    assert not {"ro", "en"} & addresses.OWN_ROOTS
    forms = [addresses.form_list(id) for id in vocabularies()["legal-forms"]]
    assert len(set(forms)) == len(forms)


def test_paths_and_files_lead_to_each_other() -> None:
    for path in ("/", "/judete/cluj/", "/organizatii/pagina/2/", "/404.html"):
        for lang in ("ro", "en"):
            assert addresses.path_of(addresses.file_of(path, lang), lang) == path
    assert addresses.file_of("/judete/", "en") == "en/judete/index.html"
    assert addresses.letter_list("#") == "/a-z/0-9/"


def site(**settings: object) -> SiteSettings:
    return SiteSettings.of({"PATH": ".", "THEME": ".", "CONECT_DATE": "2026-11-24", **settings})


@pytest.mark.parametrize(
    ("page", "pages", "shown"),
    [
        (1, 1, "[1]"),
        (1, 3, "[1] 2 3"),
        (1, 9, "[1] 2 3 … 9"),
        (5, 9, "1 2 3 4 [5] 6 7 8 9"),
        (6, 20, "1 … 4 5 [6] 7 8 … 20"),
        (20, 20, "1 … 18 19 [20]"),
    ],
)
def test_the_links_between_pages(page: int, pages: int, shown: str) -> None:
    made = pagination(site(), "/organizatii/", "ro", page, pages)
    words = [f"[{n}]" if current else str(n) if url else "…" for n, url, current in made.links]
    assert " ".join(words) == shown
    assert made.previous == (None if page == 1 else addresses.paged("/organizatii/", page - 1))
    assert made.next == (None if page == pages else addresses.paged("/organizatii/", page + 1))
