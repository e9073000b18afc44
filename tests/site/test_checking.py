"""Nothing is published with a link that leads nowhere, or without a page that was planned."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from conect.building.output import Tree
from conect.site import checking
from conect.site.settings import SiteSettings
from tests.catalogue.made import profile, put
from tests.site.conftest import ROOT, Build


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    made = Tree(tmp_path / "tree")
    for file in (
        "index.html",
        "en/index.html",
        "organizatii/a/index.html",
        "en/organizatii/a/index.html",
        "theme/a.css",
    ):
        made.write(file, b"x")
    return made


def site_of(prefix: str = "") -> SiteSettings:
    return SiteSettings.of(
        {
            "SITEURL": f"https://conect.example{prefix}",
            "PATH": str(ROOT / "content"),
            "THEME": str(ROOT / "themes" / "conect"),
            "CONECT_DATE": "2026-11-24",
        }
    )


def links_of(html: str) -> dict[str, str]:
    links = checking.Links()
    links.note(html, "index.html")
    return links.take()


def test_links_are_those_within_the_site() -> None:
    html = """<a href="/organizatii/a/?x=1#y">a</a> <a href='/b/'>b</a> <link href="/theme/a.css"> <img src="/c.png">
    <a href="https://example.org/d/">d</a> <a href="//evil.example/e/">e</a> <a href="#f">f</a>
    <a data-href="/g/">g</a> <a title="/h/" href="/">start</a> <img src='//evil.example/i.png' alt='/j/'>"""
    assert sorted(links_of(html)) == ["/", "/b/", "/c.png", "/organizatii/a/", "/theme/a.css"]


def test_an_address_is_told_once() -> None:
    links = checking.Links()
    links.note('<a href="/a/">', "one.html")
    assert links.take() == {"/a/": "one.html"}
    links.note('<a href="/a/"> <a href="/b/">', "two.html")
    assert links.take() == {"/b/": "two.html"}


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("/", True),
        ("/en/organizatii/a/", True),
        ("/organizatii/%61/", True),
        ("/theme/a.css", True),
        ("/organizatii/a", False),
        ("/organizatii/b/", False),
        ("/theme/", False),
        ("/despre/", True),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/conect"])
def test_a_link_must_lead_to_a_file(tree: Tree, address: str, good: bool, prefix: str) -> None:
    found = checking.faults(partial(checking.stands, tree), site_of(prefix), {prefix + address: "x/index.html"}, ["/"])
    assert [text.en for text in found] == (
        [] if good else [f"the page “x/index.html” leads to “{prefix}{address}”, which the site does not have"]
    )


def test_a_link_outside_the_site_s_own_folder_leads_nowhere(tree: Tree) -> None:
    assert checking.faults(partial(checking.stands, tree), site_of("/conect"), {"/theme/a.css": "x"}, [])


def test_every_planned_page_must_stand_there_in_each_language_and_hold_something(tree: Tree) -> None:
    tree.write("judete/index.html", b"")
    found = checking.faults(partial(checking.stands, tree), site_of(), {}, ["/", "/organizatii/a/", "/judete/"])
    assert [text.ro for text in found] == [
        "pagina „judete/index.html” nu a fost scrisă sau este goală",
        "pagina „en/judete/index.html” nu a fost scrisă sau este goală",
    ]


def test_many_faults_are_counted(tree: Tree) -> None:
    found = checking.faults(partial(checking.stands, tree), site_of(), {f"/{number}/": "x" for number in range(25)}, [])
    assert len(found) == checking.SHOWN + 1
    assert found[-1].en == "and 15 more of the same"


def test_a_page_with_a_dead_link_is_not_published(content: Path, build: Build) -> None:
    assert build(content).code == 0
    shutil.copytree(ROOT / "content" / "pages", content / "pages")
    page = content / "pages" / "despre.md"
    page.write_text(page.read_text("utf-8") + "\n[Contact](/scrieti-ne/)\n", "utf-8")
    put(content, "cj/alta.yaml", profile("Asociația Alta", "30339352"))
    built = build(content)
    assert built.code == 1
    assert "pagina „despre/index.html” duce la „/scrieti-ne/”, care nu există în site" in built.err
    assert not (built.folder / "organizatii" / "alta").exists()
