"""A page of a list of which only numbers have changed gets the rows that stand in the site, if they are unharmed."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from conect.building.aside import Aside
from conect.building.tree import Tree
from conect.catalogue.entry import Entry
from conect.catalogue.facets import Facets
from conect.site import addresses
from conect.site.press import Press
from conect.site.printed_rows import PrintedRows
from conect.site.standing import Place, Standing
from tests.site.small_world import World, publish
from tests.site.test_renewal import differences, settings

__all__ = ["settings"]

EDUCATION = "judete/cluj/educatie/index.html"
"""Tells how many organisations of Cluj there are in the other fields; its rows do not change here."""


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names in the rows of lists that are made, in any language."""
    names: list[str] = []
    lists: list[PrintedRows] = []
    init, of = PrintedRows.__init__, PrintedRows.of

    def made(self: PrintedRows, press: Press, lang: str, macro: str) -> None:
        init(self, press, lang, macro)
        if macro == "row":
            lists.append(self)

    def told(self: PrintedRows, entry: Entry) -> Markup:
        if self in lists:
            names.append(entry.name)
        return of(self, entry)

    monkeypatch.setattr(PrintedRows, "__init__", made)
    monkeypatch.setattr(PrintedRows, "of", told)
    return names


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are printed in this process, which tells what it does."""
    monkeypatch.setattr(Aside, "possible", staticmethod(lambda: False))


@pytest.fixture
def given(tmp_path: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **settings,
        "PATH": str(tmp_path / "content"),
        "OUTPUT_PATH": str(tmp_path / "out"),
        "CONECT_LANGUAGES": ["ro", "en"],
        "CONECT_PAGE_SIZE": 1,
    }


@pytest.fixture
def world(tmp_path: Path, given: Mapping[str, Any]) -> World:
    """A published world of four, the first of which has the field of education for itself."""
    made = World(tmp_path / "content", random.Random(1), 4)  # noqa: S311 - no secret
    fields = {"Școala": "educatie", "Corul": "cultura", "Pădurea": "mediu", "Basmul": "cultura"}
    for number, (name, field) in enumerate(fields.items(), 1):
        made.records[f"org-{number}"] |= {
            "name": f"Asociația {name}",
            "county": "CJ",
            "locality": "Turda",
            "domains": [field],
        }
    made.write()
    publish(given)
    return made


def move_to_nature(world: World) -> None:
    """Let the second organisation take another field: the first one's lists show other numbers."""
    world.records["org-2"]["domains"] = ["mediu"]
    world.write()


def same_as_whole(given: Mapping[str, Any]) -> bool:
    folder = Path(given["OUTPUT_PATH"])
    publish({**given, "OUTPUT_PATH": str(folder.with_name("whole"))})
    return differences(folder, folder.with_name("whole")) == []


def test_rows_that_stand_are_not_made_again(world: World, given: dict[str, Any], printed: list[str]) -> None:
    page = Path(given["OUTPUT_PATH"], EDUCATION)
    before = page.read_text("utf-8")
    move_to_nature(world)
    printed.clear()
    assert publish(given).changed
    assert "Asociația Corul" in printed
    assert "Asociația Școala" not in printed
    assert page.read_text("utf-8") != before
    assert "Asociația Școala" in page.read_text("utf-8")
    assert same_as_whole(given)


def test_rows_are_found_again_after_a_number_has_got_another_digit(
    world: World, given: dict[str, Any], printed: list[str]
) -> None:
    for _ in range(8):
        world.records[world.add()] |= {"county": "CJ", "locality": "Turda", "domains": ["mediu"]}
    world.write()
    publish(given)
    lengths = []
    for field in ("mediu", "cultura", "mediu"):
        # The field of nature has ten organisations, nine and ten: what follows the number stands in another place.
        world.records["org-2"]["domains"] = [field]
        world.write()
        printed.clear()
        assert publish(given).changed
        assert "Asociația Școala" not in printed
        lengths.append(Path(given["OUTPUT_PATH"], EDUCATION).stat().st_size)
    assert lengths[0] == lengths[2] == lengths[1] + 1
    assert same_as_whole(given)


@pytest.fixture
def ordered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The letters whose lists are made."""
    letters: list[str] = []
    of_letter = Facets.of_letter

    def told(self: Facets, letter: str) -> list[Entry]:
        letters.append(letter)
        return of_letter(self, letter)

    monkeypatch.setattr(Facets, "of_letter", told)
    return letters


def rename(world: World, id: str, name: str) -> None:
    world.records[id]["name"] = f"Asociația {name}"
    world.write()


def test_a_list_that_only_tells_other_numbers_is_not_made(
    world: World, given: dict[str, Any], ordered: list[str]
) -> None:
    page = Path(given["OUTPUT_PATH"], "a-z/p/index.html")
    for name in ("Cercul", "Zarea"):
        world.records[world.add()] |= {"name": f"Asociația {name}", "county": "CJ", "locality": "Turda"}
    world.write()
    publish(given)
    before = page.read_text("utf-8")
    rename(world, "org-2", "Zorile")
    ordered.clear()
    assert publish(given).changed
    assert {*ordered} == {"C", "Z"}
    assert page.read_text("utf-8") != before
    assert same_as_whole(given)


def test_later_pages_of_a_list_that_lead_to_other_lists_are_printed(
    world: World, given: dict[str, Any], ordered: list[str]
) -> None:
    world.records[world.add()] |= {"name": "Asociația Sora", "county": "CJ", "locality": "Turda"}
    world.write()
    publish(given)
    page = Path(given["OUTPUT_PATH"], "a-z/s/pagina/2/index.html")
    assert "/a-z/c/" in page.read_text("utf-8")
    rename(world, "org-2", "Zorile")
    ordered.clear()
    assert publish(given).changed
    # The others under one letter have no later page.
    assert {*ordered} == {"S", "Z"}
    assert "/a-z/c/" not in page.read_text("utf-8")
    assert "/a-z/z/" in page.read_text("utf-8")
    assert same_as_whole(given)


def test_a_letter_may_go_and_come_again(world: World, given: dict[str, Any]) -> None:
    # Under „C” were the second, then nobody, then the third, then both.
    for id, name in [
        ("org-2", "Zorile"),
        ("org-3", "Cercul"),
        ("org-2", "Corul"),
        ("org-3", "Zidul"),
        ("org-2", "Ziua"),
    ]:
        rename(world, id, name)
        assert publish(given).changed
        assert same_as_whole(given)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system copies no process")
@pytest.mark.parametrize("fails", ["at once", "in the middle", "never"])
def test_who_prints_the_lists_aside_may_fail(
    fails: str, world: World, given: dict[str, Any], printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Aside, "possible", staticmethod(lambda: True))
    here, page = os.getpid(), Press.page
    pages = iter(range(1_000))

    def killed(self: Press, template: str, lang: str, context: Mapping[str, Any]) -> bytes:
        if os.getpid() != here and next(pages) == {"at once": 0, "in the middle": 7}.get(fails):
            # The beginning of a page is there by now.
            file = addresses.file_of(context["path"], lang)
            self.tree.write(file, b"<!doctype html>"[:5])
            os._exit(9)
        return page(self, template, lang, context)

    monkeypatch.setattr(Press, "page", killed)
    move_to_nature(world)
    printed.clear()
    assert publish(given).changed
    # In a copy of the process, unless that has failed.
    assert ("Asociația Corul" in printed) == (fails != "never")
    assert same_as_whole(given)


@pytest.mark.parametrize("page", [EDUCATION, "a-z/s/index.html"])
@pytest.mark.parametrize("damage", ["other", "moved", "short", "gone", "broken"])
def test_rows_that_are_not_what_was_printed_are_made_again(
    damage: str, page: str, world: World, given: dict[str, Any], printed: list[str]
) -> None:
    file = Path(given["OUTPUT_PATH"], page)
    data = file.read_bytes()
    name = "Școala".encode()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(
            {
                "other": data.replace(name, "Școală".encode()),
                "moved": b"<!-- -->" + data,
                "short": data[: data.index(name)],
                "broken": data.replace(name, b"\xff" * len(name)),
            }[damage]
        )
    move_to_nature(world)
    rename(world, "org-2", "Basmul Corului")
    printed.clear()
    publish(given)
    assert "Asociația Școala" in printed
    assert same_as_whole(given)


def test_the_theme_may_put_something_between_the_rows() -> None:
    rows = [Markup("<li>a"), Markup("<li>b")]
    assert Place.of(b"<ul><li>a<li>b</ul>", rows) is not None
    assert Place.of(b"<ul><li>a<hr><li>b</ul>", rows) is None
    assert Place.of(b"<p>none</p>", []) is None


def test_a_page_is_never_sought_outside_the_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "other.html").write_bytes(b"<li>")
    place = Place.of(b"<li>", [Markup("<li>")])
    assert place is not None
    assert Standing(Tree(tmp_path / "site"), {"../other.html": place}).rows("../other.html") == []
