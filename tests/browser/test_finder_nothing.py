"""Nothing found, and nothing to be had: what was searched, what would help, a failure with a way out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.finder.desk import DOUBLE, Desk, box, heading, names, option, results, total


def nothing(page: Page) -> Locator:
    expect(results(page).get_by_role("heading", name="Nicio organizație găsită")).to_be_visible()
    return page.locator(".nothing")


def test_what_was_searched_and_another_spelling(desk: Desk) -> None:
    page = desk.open("?q=bibliotecile+xyzzy")
    expect(total(page)).to_have_text("0 organizații")
    expect(nothing(page)).to_contain_text("Ați căutat „bibliotecile xyzzy”.")
    nothing(page).get_by_role("link", name="biblioteca", exact=True).click()
    expect(total(page)).to_have_text("50 de organizații")
    expect(box(page)).to_have_value("biblioteca")


def test_each_filter_to_drop_says_what_that_would_give(desk: Desk) -> None:
    page = desk.open("?q=teatrul&county=SJ&volunteering=yes&domains=tineret")
    expect(nothing(page)).to_contain_text("Filtre alese: Județ: Sălaj; Domenii: Tineret; Primesc voluntari.")
    drops = nothing(page).locator(".relax li")
    expect(drops).to_have_count(3)
    texts = drops.all_inner_texts()
    assert texts[0].startswith("fără „Județ: Sălaj”: ")
    assert [text for text in texts if text.endswith(": 0 organizații")] == texts[1:]
    assert nothing(page).locator(".relax a").count() == 1, "what gives nothing is no link"
    drops.first.get_by_role("link").click()
    expect(heading(page)).to_have_text("Căutare: „teatrul”, Tineret, Primesc voluntari")
    expect(total(page)).not_to_have_text("0 organizații")
    assert f": {total(page).inner_text()}" in texts[0]


def test_a_way_to_propose_it_and_lists_to_look_through(desk: Desk) -> None:
    page = desk.open("?q=xyzzy")
    propose = nothing(page).get_by_role("link", name="Propuneți o organizație")
    assert propose.get_attribute("href") == "/propune/"
    for path in ("/judete/", "/domenii/", "/forme-juridice/", "/a-z/"):
        assert nothing(page).locator(f'a[href="{path}"]').count() == 1
    expect(nothing(page)).to_contain_text("CUI")
    expect(page.get_by_label("Ordonați după")).to_be_hidden()
    expect(page.get_by_role("button", name="Descărcați CSV")).to_be_hidden()
    english = desk.open("?q=xyzzy&county=CJ", path="/en/organizatii/")
    expect(english.get_by_role("link", name="Propose an organisation")).to_have_attribute("href", "/en/propune/")
    expect(english.get_by_text("without “County: Cluj”: 0 organisations")).to_be_visible()


def test_those_that_are_no_more_are_one_step_away(desk: Desk) -> None:
    page = desk.open("?q=atelierul+n39")
    expect(total(page)).to_have_text("0 organizații")
    nothing(page).get_by_role("link", name="1 organizație dizolvată sau radiată").click()
    expect(total(page)).to_have_text("1 organizație")
    expect(page.locator(".row .tag-off")).to_have_text("Radiată")


def test_nothing_found_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open()
    box(page).focus()
    page.keyboard.type("bibliotecile xyzzy")
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == "biblioteca":
            break
    page.keyboard.press("Enter")
    expect(total(page)).to_have_text("50 de organizații")


def trouble(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text="Căutarea nu a putut fi încărcată")


@pytest.mark.parametrize("answer", [500, 404, "cut"])
def test_a_failure_says_so_and_can_be_tried_again(desk: Desk, answer: int | str) -> None:
    desk.answers["search"] = answer
    page = desk.open("?q=biblioteca&county=CJ")
    expect(trouble(page)).to_be_visible()
    expect(page.get_by_text("Se caută…")).to_be_hidden()
    expect(box(page)).to_have_value("biblioteca")
    assert option(page, "county", "CJ").is_checked()
    assert trouble(page).locator('a[href="/judete/"]').is_visible()
    again = trouble(page).get_by_role("button", name="Încercați din nou")
    again.click()
    expect(trouble(page)).to_be_visible()
    desk.answers.clear()
    page.locator(".trouble button").focus()
    page.keyboard.press("Enter")
    expect(total(page)).to_have_text("22 de organizații")
    expect(trouble(page)).to_be_hidden()
    expect(heading(page)).to_be_focused()
    desk.visitor.forgive(500, 404, "ERR_CONNECTION_RESET")


def test_a_failure_after_results_keeps_nothing_untrue(desk: Desk) -> None:
    page = desk.open("?q=biblioteca")
    expect(total(page)).to_have_text("50 de organizații")
    desk.answers["search"] = "cut"
    option(page, "county", "CJ").check()
    expect(trouble(page)).to_be_visible()
    expect(total(page)).to_have_text("")
    assert names(page) == []
    desk.answers.clear()
    page.get_by_role("button", name="Scoateți filtrul Județ: Cluj").click()
    expect(total(page)).to_have_text("50 de organizații")
    desk.visitor.forgive("ERR_CONNECTION_RESET")


def test_a_browser_that_cannot_search_offers_the_lists(desk: Desk) -> None:
    desk.answers["search"] = 415
    page = desk.open("?q=biblioteca")
    expect(page.get_by_role("alert").filter(has_text="Acest browser nu poate face căutarea")).to_be_visible()
    expect(page.locator(".trouble").get_by_role("button", name="Încercați din nou")).to_be_hidden()
    expect(page.locator(".trouble").get_by_role("link", name="Județe")).to_be_visible()
    desk.visitor.forgive(415)


@pytest.mark.parametrize("file", ["search/client.js", "finder/suggest.js"])
def test_code_that_does_not_load_leaves_a_page_that_works(desk: Desk, file: str) -> None:
    def missing(page: Page) -> None:
        page.route(f"**/theme/js/{file}", lambda route: route.abort())

    page = desk.open(before=missing)
    box(page).press_sequentially("biblioteca")
    page.keyboard.press("Enter")
    if file.startswith("search"):
        expect(trouble(page)).to_be_visible()
        page.unroute("**/theme/js/search/client.js")
        page.route(
            "**/theme/js/search/client.js", lambda route: route.fulfill(body=DOUBLE, content_type="text/javascript")
        )
        trouble(page).get_by_role("button", name="Încercați din nou").click()
    expect(total(page)).to_have_text("50 de organizații")
    desk.visitor.forgive("ERR_FAILED")


def test_without_javascript_the_page_offers_the_ready_made_lists(desk: Desk) -> None:
    page = desk.open("?q=biblioteca", javascript=False)
    # Playwright's own locators pass over <noscript>, whatever the browser shows of it.
    assert "Căutarea și filtrele combinate au nevoie de JavaScript." in page.locator("body").inner_text()
    expect(page.get_by_role("navigation", name="Restrângeți lista")).to_be_visible()
    assert page.get_by_role("main").locator('a[href="/judete/cluj/"]').is_visible()
    expect(page.locator(".filters")).to_have_count(0)
    assert page.get_by_role("main").locator(".row").count() > 0
