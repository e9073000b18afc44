"""Finding: one box on every page, words kept, suggestions as one types, other spellings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.browser.finder.desk import Desk, box, chips, heading, names, total


@pytest.mark.parametrize("path", ["/", "/judete/cluj/", "/organizatii/biblioteca-din-cartier/", "/404.html"])
def test_the_box_of_every_page_leads_to_the_results(desk: Desk, path: str) -> None:
    page = desk.open(path=path)
    box(page).fill("  biblioteca   turda ")
    box(page).press("Enter")
    expect(heading(page)).to_have_text("Căutare: „biblioteca turda”")
    expect(total(page)).to_have_text("10 organizații")
    expect(box(page)).to_have_value("biblioteca turda")


def test_every_page_has_the_same_plain_form(site_folder: Path) -> None:
    form = re.compile(r'<form class="search search-small" role="search" action="([^"]*)" method="get"')
    for path in sorted(site_folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text:
            continue
        english = path.relative_to(site_folder).parts[0] == "en"
        assert form.findall(text) == ["/en/organizatii/" if english else "/organizatii/"], path
        assert text.count('name="q"') in {1, 2}, path


def test_the_form_needs_no_javascript(desk: Desk) -> None:
    page = desk.open(path="/statistici/", javascript=False)
    box(page).fill("școala verde")
    box(page).press("Enter")
    page.wait_for_url("**/organizatii/?q=%C8%99coala+verde")
    assert page.get_by_role("main").locator('a[href="/judete/cluj/"]').is_visible()


def test_english_pages_find_in_english(desk: Desk) -> None:
    page = desk.open("?q=biblioteca", path="/en/organizatii/")
    expect(heading(page)).to_have_text("Search: “biblioteca”")
    expect(total(page)).to_have_text("50 organisations")
    expect(page.get_by_text("confirmed on 1 September 2026").first).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/organizatii/", "/organizatii/pagina/2/", "/judete/cluj/"])
def test_nothing_of_the_search_is_loaded_before_it_is_used(desk: Desk, path: str) -> None:
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url)

    page = desk.open(path=path, before=lambda page: page.on("request", note))
    page.wait_for_load_state("networkidle")
    box(page).focus()
    page.wait_for_timeout(200)
    # The list of everything brings the few lines along that would start the search, and nothing of the search itself.
    searching = [url for url in requests if "/search/" in url or "/cautare/" in url]
    assert [url for url in searching if not url.endswith("/search/client.js")] == []
    assert not searching or path.startswith("/organizatii/")
    assert desk.asked == []


def test_a_new_search_needs_no_new_page_and_keeps_the_filters(desk: Desk) -> None:
    page = desk.open("?county=CJ")
    page.evaluate("window.same = true")
    box(page).fill("biblioteca")
    page.get_by_role("search").get_by_role("button").click()
    expect(heading(page)).to_have_text("Căutare: „biblioteca”, Cluj")
    expect(total(page)).to_have_text("22 de organizații")
    expect(heading(page)).to_be_focused()
    assert page.evaluate("window.same")
    assert chips(page) == ["„biblioteca”", "Județ: Cluj"]


def until(page: Page, come: Callable[[], bool]) -> None:
    """Wait for what the test's own routes see."""
    for _ in range(200):
        if come():
            return
        page.wait_for_timeout(50)
    pytest.fail("it has not come in 10 s")


def test_what_is_typed_while_the_page_starts_stays(desk: Desk) -> None:
    held: list[Route] = []

    def without_blocking(route: Route) -> None:
        """The page as it is where "blocking" is not known: seen, and typed into, before its modules have come."""
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(' blocking="render"', ""))

    def slowly(page: Page) -> None:
        page.route("**/organizatii/?*", without_blocking)
        page.route("**/finder/finder.js", lambda route: held.append(route))

    page = desk.open("?county=CJ", before=slowly, wait_until="commit")
    box(page).press_sequentially("biblioteca")
    until(page, lambda: bool(held))
    held.pop().continue_()
    expect(heading(page)).to_have_text("Organizații: Cluj")
    expect(box(page)).to_have_value("biblioteca")
    box(page).press("Enter")
    expect(heading(page)).to_have_text("Căutare: „biblioteca”, Cluj")
    page.go_back()
    expect(heading(page)).to_have_text("Organizații: Cluj")
    expect(box(page)).to_have_value("")


def test_suggestions_without_their_style_take_no_click_away(desk: Desk) -> None:
    held: list[Route] = []
    page = desk.open("?county=CJ")
    page.route("**/css/suggest.css", lambda route: held.append(route))
    box(page).press_sequentially("biblioteca")
    until(page, lambda: "suggest" in desk.asked and bool(held))
    button = page.get_by_role("search").get_by_role("button")
    place = button.bounding_box()
    page.wait_for_timeout(200)
    assert button.bounding_box() == place
    expect(page.get_by_role("listbox")).to_be_hidden()
    held.pop().continue_()
    expect(suggestions(page)).to_have_count(6)
    assert button.bounding_box() == place
    button.click()
    expect(heading(page)).to_have_text("Căutare: „biblioteca”, Cluj")


def test_too_long_a_question_is_cut(desk: Desk) -> None:
    page = desk.open("?q=" + "biblioteca " * 40)
    expect(box(page)).not_to_have_value("")
    assert len(box(page).input_value()) <= 200


def suggestions(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Sugestii").get_by_role("option")


@pytest.mark.parametrize(("path", "at"), [("/organizatii/", "#q"), ("/", "#q-home"), ("/statistici/", "#q")])
def test_suggestions_come_as_one_types(desk: Desk, path: str, at: str) -> None:
    page = desk.open(path=path)
    page.locator(at).press_sequentially("bi")
    page.wait_for_timeout(200)
    assert desk.asked == [], "two letters are too few"
    page.locator(at).press_sequentially("bl")
    expect(suggestions(page)).to_have_count(6)
    combobox = page.get_by_role("combobox", expanded=True)
    assert combobox.get_attribute("id") == at[1:]
    assert combobox.get_attribute("aria-autocomplete") == "list"
    assert page.locator(f"#{combobox.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    expect(page.get_by_text("6 sugestii; alegeți cu săgețile")).to_be_attached()
    assert suggestions(page).first.locator("mark").inner_text() == "Bibl"
    assert "Cluj-Napoca, Cluj" in suggestions(page).first.inner_text()


def test_suggestions_by_keyboard(desk: Desk) -> None:
    page = desk.open()
    box(page).press_sequentially("bibl")
    expect(suggestions(page)).to_have_count(6)

    def active() -> str | None:
        return box(page).get_attribute("aria-activedescendant")

    assert active() is None
    page.keyboard.press("ArrowDown")
    assert active() == suggestions(page).first.get_attribute("id")
    expect(suggestions(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    assert active() is None, "the box itself stands before the first"
    page.keyboard.press("ArrowUp")
    assert active() == suggestions(page).last.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_value("bibl")
    expect(box(page)).to_be_focused()
    assert active() is None
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box(page).press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizatii/exemplu-*/")
    desk.visitor.forgive(404)


def test_a_choice_is_of_the_words_that_stand_there(desk: Desk) -> None:
    page = desk.open()
    box(page).press_sequentially("bibl")
    expect(suggestions(page)).to_have_count(6)
    page.keyboard.press("ArrowDown")
    page.keyboard.type("ioteca")
    page.keyboard.press("Enter")
    expect(total(page)).to_have_text("50 de organizații")


def test_an_arrow_waits_for_the_list_of_the_words_that_stand_there(desk: Desk) -> None:
    page = desk.open()
    box(page).press_sequentially("bibl")
    expect(suggestions(page)).to_have_count(6)
    box(page).fill("bibliotec")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true] mark")).to_have_text("Bibliotec")


def test_enter_searches_where_an_arrow_found_no_suggestion(desk: Desk) -> None:
    page = desk.open()
    box(page).press_sequentially("bib")
    expect(box(page)).to_have_role("combobox")
    # Both in one task: no list can have come between them. Two letters have none.
    box(page).evaluate(
        """box => {
            box.value = "ab";
            for (const key of ["ArrowDown", "Enter"]) box.dispatchEvent(new KeyboardEvent("keydown", { key }));
        }"""
    )
    page.wait_for_url(lambda url: url.endswith("?q=ab"))


def test_enter_without_a_choice_searches(desk: Desk) -> None:
    page = desk.open()
    box(page).press_sequentially("biblioteca")
    expect(suggestions(page)).to_have_count(6)
    page.keyboard.press("Enter")
    expect(total(page)).to_have_text("50 de organizații")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_list_on_its_way_does_not_open_over_a_search(desk: Desk) -> None:
    desk.answers["search"] = "held"
    page = desk.open()
    held: list[Route] = []
    page.route("**/cautare/suggest.bin", lambda route: held.append(route))
    with page.expect_request("**/cautare/suggest.bin"):
        box(page).press_sequentially("biblioteca")
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    held.pop().fulfill(body="")
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_suggestion_is_followed_by_a_click(desk: Desk) -> None:
    page = desk.open(path="/en/")
    page.locator("#q").press_sequentially("bibl")
    page.get_by_role("listbox", name="Suggestions").get_by_role("option").nth(1).click()
    page.wait_for_url("**/en/organizatii/exemplu-1/")
    desk.visitor.forgive(404)


@pytest.mark.parametrize("answer", [500, "cut", "held"])
def test_the_box_works_where_suggestions_do_not(desk: Desk, answer: int | str) -> None:
    desk.answers["suggest"] = answer
    page = desk.open()
    box(page).press_sequentially("biblioteca")
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(total(page)).to_have_text("50 de organizații")
    desk.visitor.forgive(500, "ERR_CONNECTION_RESET")


def test_words_close_to_what_was_typed(desk: Desk) -> None:
    page = desk.open("?q=bibliotecq")
    expect(page.get_by_text("Nimic pentru „bibliotecq”; acestea sunt rezultatele pentru „biblioteca”.")).to_be_visible()
    page.get_by_role("link", name="biblioteca", exact=True).click()
    expect(heading(page)).to_have_text("Căutare: „biblioteca”")
    expect(page.get_by_text("Nimic pentru")).to_be_hidden()


def test_results_with_some_of_the_words_say_so(desk: Desk) -> None:
    page = desk.open("?q=biblioteca+marte")
    expect(page.get_by_text("Nicio organizație nu are toate cuvintele; acestea au cel puțin unul.")).to_be_visible()
    assert len(names(page)) == 10


def test_a_legal_form_alone_is_shown_as_the_filter_that_it_means(desk: Desk) -> None:
    page = desk.open("?q=fundatii")
    expect(page.locator(".chip")).to_have_count(1)
    expect(total(page)).to_have_text("0 organizații")  # the double knows the word, not the filter
    assert chips(page) == ["Forma juridică: Fundație"]
    page.locator(".chip").click()
    expect(heading(page)).to_have_text("Toate organizațiile")
