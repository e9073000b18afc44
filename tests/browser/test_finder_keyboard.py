"""The finder from end to end with nothing but keys: finding, filters, order, pages, the saved list, a failure."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.finder.desk import Desk, box, chips, heading, names, results, total

FAR = 140
"""Presses of the Tab key after which a control counts as out of reach."""


def tab_to(page: Page, wanted: Locator, *, back: bool = False) -> None:
    """Press Tab until a control has the focus."""
    for _ in range(FAR):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if wanted.and_(page.locator(":focus")).count():
            return
    pytest.fail(f"{wanted} is out of the keyboard's reach")


def test_from_the_home_page_to_an_organisation(desk: Desk) -> None:
    page = desk.open(path="/")
    tab_to(page, page.locator("#q-home"))
    page.keyboard.type("biblioteca")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Căutare: „biblioteca”")
    expect(total(page)).to_have_text("50 de organizații")
    link = page.locator(".row-name a").nth(1)
    tab_to(page, link)
    address = link.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    desk.visitor.forgive(404)


def test_filters_are_chosen_and_dropped(desk: Desk) -> None:
    page = desk.open("?q=biblioteca")
    expect(total(page)).to_have_text("50 de organizații")
    domains = page.locator(".filter").filter(has=page.locator('[name="domains"]'))
    if domains.get_attribute("open") is None:
        tab_to(page, domains.locator("summary"))
        page.keyboard.press("Enter")
    tab_to(page, page.locator('[name="domains"][value="cultura"]'))
    page.keyboard.press("Space")
    page.wait_for_url("**&domains=cultura")
    expect(page.locator(":focus")).to_have_value("cultura")
    assert chips(page) == ["„biblioteca”", "Domenii: Cultură"]
    tab_to(page, page.get_by_role("button", name="Ștergeți toate filtrele"), back=True)
    page.keyboard.press("Enter")
    expect(total(page)).to_have_text("50 de organizații")
    expect(heading(page)).to_be_focused()


def test_order_and_pages(desk: Desk) -> None:
    page = desk.open("?q=biblioteca")
    expect(total(page)).to_have_text("50 de organizații")
    order = page.get_by_label("Ordonați după")
    tab_to(page, order)
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**sort=name")
    expect(order).to_be_focused()
    shown = names(page)
    second = page.get_by_role("link", name="Pagina 2")
    tab_to(page, second)
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2")
    expect(results(page)).to_be_focused()
    assert names(page) != shown
    page.go_back()
    expect(page.locator("main .head")).to_contain_text("pagina 1 din 5")
    assert names(page) == shown
    page.go_forward()
    expect(page.locator("main .head")).to_contain_text("pagina 2 din 5")


def test_a_row_is_saved_and_the_list_is_taken_along(desk: Desk) -> None:
    page = desk.open("?q=biblioteca")
    expect(total(page)).to_have_text("50 de organizații")
    first = names(page)[0]
    tab_to(page, page.get_by_role("button", name=f"Păstrați {first}"))
    page.keyboard.press("Space")
    tab_to(page, page.locator(".my-list"), back=True)
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Lista mea")
    assert names(page) == [first]
    tab_to(page, page.get_by_role("button", name="Descărcați CSV"))
    with page.expect_download() as found:
        page.keyboard.press("Enter")
    assert found.value.suggested_filename.endswith(".csv")
    tab_to(page, page.get_by_role("button", name="Goliți lista"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Lista dumneavoastră este goală.")).to_be_visible()
    expect(heading(page)).to_be_focused()


def test_a_filter_is_dropped_where_nothing_is_found(desk: Desk) -> None:
    page = desk.open("?q=teatrul&county=SJ&volunteering=yes")
    expect(total(page)).to_have_text("0 organizații")
    drop = page.locator(".relax a").first
    told = drop.locator("xpath=..").inner_text()
    tab_to(page, drop)
    page.keyboard.press("Enter")
    expect(total(page)).to_have_text(re.compile(r"[1-9]"))
    expect(heading(page)).to_be_focused()
    assert told.endswith(total(page).inner_text())


@pytest.mark.parametrize("answer", [500, "cut"])
def test_a_failure_is_tried_again(desk: Desk, answer: int | str) -> None:
    desk.answers["search"] = answer
    page = desk.open("?q=biblioteca")
    again = page.locator(".trouble button")
    expect(again).to_be_visible()
    tab_to(page, again)
    desk.answers.clear()
    page.keyboard.press("Enter")
    expect(total(page)).to_have_text("50 de organizații")
    expect(heading(page)).to_be_focused()
    desk.visitor.forgive(500, "ERR_CONNECTION_RESET")


def test_on_a_phone(desk: Desk) -> None:
    page = desk.open("?q=biblioteca", width=320)
    expect(total(page)).to_have_text("50 de organizații")
    tab_to(page, page.locator(".filters-all > summary"))
    page.keyboard.press("Enter")
    volunteers = page.locator('[name="volunteering"]')
    group = page.locator(".filter").filter(has=volunteers)
    if group.get_attribute("open") is None:
        tab_to(page, group.locator("summary"))
        page.keyboard.press("Enter")
    tab_to(page, volunteers)
    page.keyboard.press("Space")
    page.wait_for_url("**volunteering=yes")
    tab_to(page, page.get_by_role("button", name=re.compile("^Arătați ")))
    page.keyboard.press("Enter")
    expect(results(page)).to_be_focused()


def test_the_skip_link_of_every_page_leads_into_it(desk: Desk) -> None:
    page = desk.open("?q=biblioteca")
    expect(total(page)).to_have_text("50 de organizații")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Treceți la conținut")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    expect(box(page)).to_have_value("biblioteca")
