"""The save button of a record's page: the same list as the finder's, on the device alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.finder.desk import heading, names
from tests.browser.visitor import Visitor

LIBRARY = "Asociația „Biblioteca din Cartier” Cluj"
PATH = "/organizatii/biblioteca-din-cartier/"


def button(page: Page) -> Locator:
    return page.locator("[data-keep] button")


def test_a_record_is_saved_seen_in_the_list_and_taken_out(visitor: Visitor) -> None:
    page = visitor.open(PATH)
    expect(button(page)).to_have_text("Păstrați")
    button(page).focus()
    page.keyboard.press("Enter")
    expect(button(page)).to_have_text("Scoateți din listă")
    expect(page.get_by_role("status").get_by_text(f"Păstrată în listă: {LIBRARY}")).to_be_visible()
    expect(button(page)).to_be_focused()
    assert axe.violations(page) == []
    page.get_by_role("main").get_by_role("link", name="Lista mea").click()
    expect(heading(page)).to_have_text("Lista mea")
    assert names(page) == [LIBRARY]
    row = page.locator(".row")
    expect(row).to_contain_text("(BiC)")
    expect(row.locator(".row-facts")).to_have_text(
        "Cluj-Napoca, Cluj Asociație Cultură, Educație, Dezvoltare socială și comunitară"
    )
    expect(row.locator(".row-line")).to_have_text(re.compile("^Șapte biblioteci mici.*maghiară\\.$"))
    row.locator(".save").click()
    page.go_back()
    expect(button(page)).to_have_text("Păstrați")


def test_what_the_finder_saved_is_saved_here(visitor: Visitor) -> None:
    page = visitor.open("/organizatii/?q=BiC")
    page.get_by_role("button", name=f"Păstrați {LIBRARY}").click()
    page.locator(".row-name a").first.click()
    page.wait_for_url(f"**{PATH}")
    expect(button(page)).to_have_text("Scoateți din listă")


@pytest.mark.parametrize(
    ("id", "kept"),
    [
        # Imported, in one's own county's seat, without summary; English; a name in no county.
        ("organizatii/cercul-filatelistilor-sighet", {"locality": "Sighetu Marmației", "summary": "", "domains": []}),
        ("en/organizatii/linia-de-noapte", {"nameLang": "en", "locality": "", "county": {"label": "Iași"}}),
        ("organizatii/fundatia-stiintelor-uitate", {"locality": "", "legalForm": {"label": "Fundație"}}),
    ],
)
def test_what_is_kept_is_what_the_page_says(visitor: Visitor, id: str, kept: dict[str, object]) -> None:
    page = visitor.open(f"/{id}/")
    button(page).click()
    item = page.evaluate("JSON.parse(localStorage['conect.saved'])[0]")
    assert item["id"] == id.rsplit("/", 1)[1]
    assert item["name"] == heading(page).inner_text()
    assert {key: item[key] for key in kept} == kept


def test_without_scripts_or_storage_there_is_no_button(visitor: Visitor) -> None:
    expect(button(visitor.open(PATH, javascript=False))).to_be_hidden()
    page = visitor.blank()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('closed') }})")
    page.goto(visitor.origin + PATH)
    expect(button(page)).to_be_hidden()
