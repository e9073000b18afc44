"""The saved list: kept on the device alone, shown, taken along, emptied."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.finder.desk import Desk, heading, names, total

FIRST = "Fundația „Biblioteca A0”"
SECOND = "Asociația „Teatrul B1”"


def save(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"Păstrați {name}")


def with_two(desk: Desk) -> Page:
    page = desk.open("?q=bibl")
    save(page, FIRST).click()
    save(page, SECOND).click()
    page.get_by_role("link", name="Lista mea 2").click()
    expect(heading(page)).to_have_text("Lista mea")
    return page


def test_a_list_of_ones_own(desk: Desk) -> None:
    page = with_two(desk)
    expect(page).to_have_title("Lista mea – Conect")
    assert page.url.endswith("/organizatii/?list=mine")
    expect(total(page)).to_have_text("2 organizații")
    assert names(page) == [SECOND, FIRST]
    expect(page.locator(".row").first).to_contain_text("Turda, Cluj")
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    expect(page.locator(".filters")).to_be_hidden()
    page.go_back()
    expect(total(page)).to_have_text("50 de organizații")
    expect(page.get_by_role("button", name=f"Scoateți din listă {FIRST}")).to_be_visible()
    page.goto(f"{desk.origin}/organizatii/?list=mine")
    assert names(page) == [SECOND, FIRST]
    assert desk.asked.count("search") == 2, "the list itself asks for nothing"


def test_saving_says_so_and_can_be_undone(desk: Desk) -> None:
    page = desk.open("?q=bibl")
    button = page.locator(".save").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text(f"Păstrată în listă: {FIRST}")).to_be_visible()
    expect(button).to_have_text(f"Scoateți din listă {FIRST}")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text(f"Scoasă din listă: {FIRST}")).to_be_visible()
    assert page.evaluate("JSON.parse(localStorage['conect.saved'])") == []


def test_rows_of_the_published_list_can_be_saved(desk: Desk) -> None:
    page = desk.open()
    name = page.locator(".row-name a").first.inner_text()
    save(page, name).click()
    page.get_by_role("link", name="Lista mea 1").click()
    assert names(page) == [name]
    expect(page.locator(".row-facts")).to_have_text(
        "București Asociație Asistență socială, Dezvoltare economică și ocupare, Drepturi și libertăți"
    )
    assert desk.asked == []


def test_the_focus_follows_what_is_taken_out(desk: Desk) -> None:
    page = with_two(desk)
    page.locator(".save").first.focus()
    page.keyboard.press("Enter")
    expect(total(page)).to_have_text("1 organizație")
    expect(page.locator(".save")).to_be_focused()
    expect(page.get_by_role("status").get_by_text(f"Scoasă din listă: {SECOND}")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Lista dumneavoastră este goală.")).to_be_visible()
    expect(heading(page)).to_be_focused()
    expect(page.get_by_role("button", name="Descărcați CSV")).to_be_hidden()


def test_the_list_is_taken_along(desk: Desk, tmp_path: Path) -> None:
    page = with_two(desk)
    files = {}
    for kind in ("CSV", "JSON"):
        with page.expect_download() as found:
            page.get_by_role("button", name=f"Descărcați {kind}").click()
        files[kind] = tmp_path / found.value.suggested_filename
        found.value.save_as(files[kind])
    rows = list(csv.reader(io.StringIO(files["CSV"].read_text("utf-8-sig"), newline="")))
    assert [row[1] for row in rows] == ["Denumire", SECOND, FIRST]
    items = json.loads(files["JSON"].read_text("utf-8"))
    assert items[1] == {
        "id": "exemplu-0",
        "name": FIRST,
        "short_name": "EX0",
        "legal_form": "Fundație",
        "county": "Cluj",
        "locality": "Cluj-Napoca",
        "domains": ["Educație", "Tineret"],
        "summary": "",
        "address": f"{desk.origin}/organizatii/exemplu-0/",
    }


def test_the_list_is_emptied(desk: Desk) -> None:
    page = with_two(desk)
    page.get_by_role("button", name="Goliți lista").click()
    expect(total(page)).to_have_text("0 organizații")
    expect(page.get_by_role("status").get_by_text("Lista este goală acum.")).to_be_visible()
    expect(heading(page)).to_be_focused()
    assert page.evaluate("localStorage.length") == 0


def test_another_tab_keeps_in_step(desk: Desk) -> None:
    page = with_two(desk)
    other = page.context.new_page()
    other.goto(f"{desk.origin}/organizatii/?list=mine")
    other.locator(".save").first.click()
    expect(total(page)).to_have_text("1 organizație")


@pytest.mark.parametrize(
    "kept",
    [
        "not json",
        "{}",
        '[null, 1, "x", {"id": "../x", "name": "a"}, {"id": "a"}, {"id": ["a"], "name": "a"}]',
        '[{"id": "a\\"onclick=", "name": "a"}]',
    ],
)
def test_what_stands_on_the_device_is_not_trusted(desk: Desk, kept: str) -> None:
    page = desk.open()
    page.evaluate("kept => localStorage.setItem('conect.saved', kept)", kept)
    page.goto(f"{desk.origin}/organizatii/?list=mine")
    expect(page.get_by_text("Lista dumneavoastră este goală.")).to_be_visible()


def test_markup_on_the_device_stays_text(desk: Desk) -> None:
    page = desk.open()
    kept = json.dumps([{"id": "a", "name": "<b>x</b>", "summary": "<img src=x>", "domains": ["<i>", 3]}])
    page.evaluate("kept => localStorage.setItem('conect.saved', kept)", kept)
    page.goto(f"{desk.origin}/organizatii/?list=mine")
    assert names(page) == ["<b>x</b>"]
    assert page.locator(".row img, .row b, .row i").count() == 0


def test_without_storage_there_are_no_buttons_for_it(desk: Desk) -> None:
    def closed(page: Page) -> None:
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('closed') }})"
        )

    page = desk.open("?q=bibl", before=closed)
    expect(total(page)).to_have_text("50 de organizații")
    expect(page.locator(".save")).to_have_count(0)
    expect(page.get_by_role("link", name="Lista mea")).to_be_hidden()
