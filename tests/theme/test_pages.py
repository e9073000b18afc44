"""Every template in every state: whole HTML, headings in order, names where one is needed, strangers' text as text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from . import record_samples, samples, values
from .harness import LANGUAGES, environment

Render = Callable[[str, str], str]
VOID = {"meta", "link", "input", "img", "br", "hr"}
ALL = [(page, lang) for page in samples.PAGES for lang in LANGUAGES]


class Reader(HTMLParser):
    """Elements with their attributes and text, and every end tag that closes what is not open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> never closed" for tag, _, _ in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"attribute twice in <{tag}>")
        element = (tag, dict(attrs), list[str]())
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1][0] if self.open else 'nothing'} at {self.getpos()}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for _, _, text in self.open:
            text.append(data)

    def all(self, *tags: str) -> Iterator[tuple[str, dict[str, str | None], str]]:
        for tag, attributes, text in self.elements:
            if tag in tags:
                yield tag, attributes, " ".join("".join(text).split())


@pytest.mark.parametrize(("page", "lang"), ALL)
def test_whole_and_in_order(render: Render, page: str, lang: str) -> None:
    reader = Reader(render(page, lang))
    assert reader.faults == []
    assert next(reader.all("html"))[1]["lang"] == lang
    levels = [int(tag[1]) for tag, _, _ in reader.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    ids = Counter(attributes["id"] for _, attributes, _ in reader.elements if "id" in attributes)
    assert [name for name, times in ids.items() if times > 1] == []
    assert Counter(tag for tag, _, _ in reader.elements)["main"] == 1


@pytest.mark.parametrize(("page", "lang"), ALL)
def test_everything_has_a_name_and_every_reference_a_target(render: Render, page: str, lang: str) -> None:
    reader = Reader(render(page, lang))
    ids = {attributes["id"] for _, attributes, _ in reader.elements if "id" in attributes}
    labels = {attributes.get("for") for _, attributes, _ in reader.all("label")}
    for tag, attributes, text in reader.all("a", "button", "summary", "h1", "h2", "h3", "title", "caption", "th"):
        assert text, (tag, attributes)
    for _, attributes, _ in reader.all("input"):
        assert attributes["id"] in labels
    for tag, attributes, _ in reader.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((attributes.get(name) or "").split()) <= ids, (tag, attributes)
        if tag == "nav":
            assert attributes.get("aria-label") or attributes.get("aria-labelledby")
        if tag == "a" and (attributes["href"] or "").startswith("#"):
            assert (attributes["href"] or "")[1:] in ids, attributes["href"]
        if tag == "img":
            assert attributes["alt"] is not None
            assert attributes["width"]
            assert attributes["height"]
    navs = [attributes.get("aria-label") or attributes.get("aria-labelledby") for _, attributes, _ in reader.all("nav")]
    assert len(navs) == len(set(navs))
    for _, attributes, _ in reader.all("th"):
        assert attributes["scope"] in ("col", "row")


@pytest.mark.parametrize(("page", "lang"), ALL)
def test_nothing_that_the_policy_refuses(render: Render, page: str, lang: str) -> None:
    reader = Reader(render(page, lang))
    for tag, attributes, _ in reader.elements:
        assert tag not in ("style", "iframe", "object", "embed", "base"), tag
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], attributes
        if tag == "script":
            source = attributes.get("src") or ""
            assert attributes.get("type") == "application/ld+json" or source.startswith("/theme/")
        if tag in ("link", "img") and attributes.get("rel") not in ("canonical", "alternate"):
            address = attributes.get("href") or attributes.get("src") or ""
            assert address.startswith("/")
            assert not address.startswith("//")


GIVEN = ("/judete/cluj/", "/judete/")  # addresses that the samples give ready-made


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["home", "record", "record-federation", "statistics"])
def test_links_stay_in_the_language_of_the_page(render: Render, page: str, lang: str) -> None:
    for _, attributes, _ in Reader(render(page, lang)).all("a"):
        address = attributes["href"] or ""
        if address.startswith("/") and address not in GIVEN:
            assert address.startswith("/en/") == (attributes.get("hreflang", lang) == "en"), address


def test_romanian_text_says_so_on_an_english_page(render: Render) -> None:
    reader = Reader(render("record", "en"))
    heading = next(reader.all("h1"))
    assert heading[1].get("lang") == "ro"
    assert "lang" not in next(Reader(render("record", "ro")).all("h1"))[1]
    assert next(Reader(render("record-long", "en")).all("h1"))[1].get("lang") is None


def test_strangers_text_stays_text(render: Render) -> None:
    html = render("record", "ro")
    assert "&lt;b&gt;text&lt;/b&gt;" in html
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert data is not None
    assert json.loads(data.group(1))["name"] == "</script><b>"
    hostile = '"><img src=x onerror=alert(1)>'
    entry = values.entry(name=hostile, summary=hostile, locality=hostile, short_name=hostile)
    samples.PAGES["hostile-list"] = (
        "list.html",
        samples.list_page(rows=[entry], heading=hostile, lead=hostile, title=hostile),
    )
    samples.PAGES["hostile"] = (
        "organization.html",
        record_samples.record_page(
            entry=entry,
            name=hostile,
            summary=hostile,
            title=hostile,
            record={"purpose": hostile},
            projects=[{"title": hostile, "summary": hostile}],
            reports=[{"title": hostile}],
            similar=[entry],
            facts=[values.group("g", hostile, hostile, values.fact("k", "K", "K", "text", hostile))],
        ),
    )
    try:
        for page in ("hostile-list", "hostile"):
            reader = Reader(render(page, "ro"))
            assert reader.faults == []
            assert not list(reader.all("img"))
    finally:
        del samples.PAGES["hostile-list"], samples.PAGES["hostile"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_kin_look_the_same_when_they_come_printed(lang: str) -> None:
    macros = environment(lang).globals["macros"]
    rows = [*record_samples.ENTRIES, record_samples.FEDERATION_ENTRY]
    printed = macros.record.short_list([macros.entries.kin(row) for row in rows])
    assert printed == macros.record.short_list(rows)


def test_every_imported_fact_wears_its_source(render: Render) -> None:
    html = render("record-register", "ro")
    assert html.count('class="source"') == 3  # two facts and the purpose
    assert 'href="#sources"' in html
    assert "Registrul național ONG" in html


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("record", "Fișă confirmată de organizație la"),
        ("record-stale", "Neconfirmată de peste un an."),
        ("record-register", "Fișă importată din registru, nerevendicată"),
        ("record-register", "Revendicați fișa"),
        ("record-struck-off", "Radiată."),
        ("record-winding-up", "În lichidare."),
        ("record-long", "s-a contopit cu"),
        ("record", "Fișă demonstrativă."),
        ("list-empty", "Deocamdată nu este nicio organizație aici."),
        ("home-empty", "Nicio organizație nu și-a confirmat încă fișa."),
        ("home", "de organizații în catalog"),
        ("statistics-empty", "Nu este încă nimic de numărat."),
    ],
)
def test_every_state_says_what_it_is(render: Render, page: str, words: str) -> None:
    assert words in re.sub(r"<[^>]+>", "", render(page, "ro"))


def test_the_map_names_every_county_with_its_count(render: Render) -> None:
    titles = [text for tag, _, text in Reader(render("home", "ro")).all("title")][1:]
    assert len(titles) == 42
    assert "București: 18.206 organizații" in titles
    assert "Mehedinți: 1 organizație" in titles
    assert "Giurgiu: 0 organizații" in titles
    shades = re.findall(r'<a href="/judete/[^"]*" class="(c\d)">', render("home", "ro"))
    assert set(shades) == {f"c{step}" for step in range(6)}
    assert set(re.findall(r'<a href="/judete/[^"]*" class="(c\d)">', render("home-empty", "ro"))) == {"c0"}


def test_absent_is_not_zero(render: Render) -> None:
    table = render("record", "ro").split('id="finances-caption"', 1)[1].split("</table>")[0]
    assert '<td class="num">0</td>' in table
    assert table.count("nedeclarat") == 5
