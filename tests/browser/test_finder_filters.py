"""Filters: every facet, AND between them and OR inside, numbers beside options, chips, wide screens and phones."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from conect.search.fields import FACETS
from tests.browser import axe
from tests.browser.finder.desk import Desk, chips, count, filters, heading, names, option, results, total


def test_every_facet_of_the_declaration_is_offered_with_numbers_and_nothing_loaded(desk: Desk) -> None:
    page = desk.open()
    for facet in FACETS:
        boxes = page.locator(f'.filters input[name="{facet.key}"]')
        assert boxes.count() >= 1, facet.key
        numbers = page.locator(f'.option:has([name="{facet.key}"]) .count').all_text_contents()
        assert all(number.isdigit() for number in numbers), facet.key
        assert any(number != "0" for number in numbers), facet.key
    assert desk.asked == []


def test_or_inside_a_facet_and_between_facets(desk: Desk) -> None:
    page = desk.open("?q=biblioteca")
    expect(total(page)).to_have_text("50 de organizații")
    option(page, "county", "CJ").check()
    expect(total(page)).to_have_text("22 de organizații")
    option(page, "county", "SJ").check()
    expect(total(page)).to_have_text("32 de organizații")
    option(page, "domains", "cultura").check()
    expect(total(page)).to_have_text("11 organizații")
    assert page.url.endswith("?q=biblioteca&county=CJ&county=SJ&domains=cultura")
    assert page.locator(":focus").get_attribute("value") == "cultura", "the focus stays where the choice was made"


def test_words_that_were_typed_and_not_sent_are_asked_with_the_filter(desk: Desk) -> None:
    page = desk.open()
    page.locator("header input[name=q]").fill("  biblioteca ")
    option(page, "county", "CJ").check()
    expect(total(page)).to_have_text("22 de organizații")
    assert page.url.endswith("?q=biblioteca&county=CJ")
    expect(page.locator("header input[name=q]")).to_have_value("biblioteca")
    page.locator("header input[name=q]").fill("")
    option(page, "county", "SJ").check()
    expect(page.locator(".chip")).to_have_count(2)
    assert page.url.endswith("?county=CJ&county=SJ")


def test_numbers_follow_each_choice_and_ignore_their_own_facet(desk: Desk) -> None:
    page = desk.open("?q=biblioteca")
    expect(page.locator('.option:has([value="CJ"]) .count')).to_have_text("22")
    option(page, "domains", "cultura").check()
    expect(page.locator('.option:has([value="CJ"]) .count')).to_have_text("8")
    before = count(page, "county", "SJ")
    option(page, "county", "CJ").check()
    expect(total(page)).to_have_text("8 organizații")
    assert count(page, "county", "SJ") == before, "what choosing it too would add"
    assert count(page, "county", "AB") == "0"


def test_a_chip_for_each_choice_removes_it(desk: Desk) -> None:
    page = desk.open("?q=biblioteca&county=CJ&domains=cultura&volunteering=yes")
    expect(page.locator(".chip")).to_have_count(4)
    assert chips(page) == ["„biblioteca”", "Județ: Cluj", "Domenii: Cultură", "Primesc voluntari"]
    page.get_by_role("button", name="Scoateți filtrul Județ: Cluj").click()
    expect(page.locator(".chip")).to_have_count(3)
    assert not option(page, "county", "CJ").is_checked()
    assert "county" not in page.url
    assert page.locator(":focus").inner_text().removeprefix("Scoateți filtrul").strip().startswith("Domenii"), (
        "the next chip has the focus"
    )
    page.get_by_role("button", name="Scoateți filtrul „biblioteca”").click()
    expect(page.locator("header input[name=q]")).to_have_value("")
    assert page.url.endswith("?domains=cultura&volunteering=yes")


def test_all_filters_go_at_once_and_the_words_stay(desk: Desk) -> None:
    page = desk.open("?q=biblioteca&county=CJ&county=SJ&domains=cultura")
    page.get_by_role("button", name="Ștergeți toate filtrele").click()
    expect(total(page)).to_have_text("50 de organizații")
    assert page.url.endswith("?q=biblioteca")
    assert filters(page).locator(":checked").count() == 0
    expect(heading(page)).to_be_focused()
    expect(page.get_by_role("button", name="Ștergeți toate filtrele")).to_be_hidden()


def test_the_last_filter_gone_leaves_the_published_list(desk: Desk) -> None:
    page = desk.open()
    published = names(page)
    option(page, "county", "CJ").check()
    expect(total(page)).to_have_text("24 de organizații")
    assert names(page) != published
    option(page, "county", "CJ").uncheck()
    expect(heading(page)).to_have_text("Toate organizațiile")
    assert names(page) == published
    assert page.url.endswith("/organizatii/")


def test_the_eye_is_led_to_what_is_chosen_far_down_a_list(desk: Desk) -> None:
    for county in ("CJ", "IS", "VS"):
        page = desk.open(f"?county={county}")
        expect(page.locator(".chip")).to_have_count(1)
        box, around = option(page, "county", county).bounding_box(), page.locator(".options").first.bounding_box()
        assert box is not None and around is not None
        assert around["y"] <= box["y"], county
        assert box["y"] + box["height"] <= around["y"] + around["height"], county


def test_filters_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open()
    page.locator("header button").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(".find-box:focus").count():
            break
    page.keyboard.type("bucuresti")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".chip")).to_have_text("Scoateți filtrul Județ: București×")
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    page.locator(".chip").focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Toate organizațiile")
    expect(heading(page)).to_be_focused()


def test_a_long_list_finds_its_options_without_diacritics(desk: Desk) -> None:
    page = desk.open()
    look = page.get_by_role("searchbox", name="Județ: căutați în listă")
    look.fill("timis")
    shown = page.locator('.option:has([name="county"])').locator("visible=true")
    assert [text.split("\n")[0] for text in shown.all_inner_texts()] == ["Timiș"]
    look.fill("xyz")
    expect(page.get_by_text("Nimic cu acest nume.").locator("visible=true")).to_have_count(1)
    look.fill("")
    assert shown.count() == 42
    look.press("Enter")
    assert page.url.endswith("/organizatii/"), "the form is not sent"


def test_statuses_bring_back_those_that_are_no_more(desk: Desk) -> None:
    page = desk.open("?q=biblioteca&county=B")
    expect(page.get_by_text("Nu apar în această listă:")).to_be_hidden()
    page = desk.open("?q=biblioteca")
    page.get_by_role("link", name="3 organizații dizolvate sau radiate").click()
    expect(total(page)).to_have_text("53 de organizații")
    assert "registry_status=radiata" in page.url
    assert option(page, "registry_status", "radiata").is_checked()


def test_on_a_phone_filters_are_a_disclosure_that_leads_to_the_results(desk: Desk) -> None:
    page = desk.open(width=390)
    county = page.locator('[name="county"][value="CJ"]')
    expect(county).to_be_hidden()
    page.locator(".filters-all > summary").click()
    option(page, "county", "CJ").check()
    page.get_by_role("button", name="Arătați 24 de organizații").click()
    expect(county).to_be_hidden()
    expect(results(page)).to_be_focused()
    expect(page.locator(".filters-all > summary")).to_contain_text("1 ales")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_results_moves_when_its_end_comes_into_sight(desk: Desk, width: int) -> None:
    page = desk.open("?q=biblioteca", width=width, height=200)
    expect(total(page)).to_have_text("50 de organizații")
    page.evaluate("() => { for (const group of document.querySelectorAll('.filters details')) group.open = true; }")
    height = page.evaluate("document.documentElement.scrollHeight")
    # What is laid out only near the window gets the height that it will have there.
    page.evaluate(
        """() => {
          for (const list of document.querySelectorAll('.options')) list.classList.add('options-whole');
          document.querySelector('.main').classList.add('main-whole');
        }"""
    )
    assert page.evaluate("document.documentElement.scrollHeight") == height


def test_numbers_that_do_not_come_say_so_and_come_again(desk: Desk) -> None:
    desk.answers["facets"] = 500
    page = desk.open("?q=biblioteca")
    expect(total(page)).to_have_text("50 de organizații")
    trouble = page.get_by_role("alert").filter(has_text="Numerele de lângă filtre")
    expect(trouble).to_be_visible()
    assert count(page, "county", "CJ") == ""
    trouble.get_by_role("button", name="Încercați din nou").click()
    expect(trouble.get_by_role("button")).to_have_text("Încercați din nou")
    expect(trouble).to_be_visible()
    desk.answers.clear()
    trouble.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator('.option:has([value="CJ"]) .count')).to_have_text("22")
    expect(trouble).to_be_hidden()
    expect(page.locator(".filter summary").last).to_be_focused()
    desk.visitor.forgive(500)


def test_numbers_that_are_asked_for_again_say_so_meanwhile(desk: Desk) -> None:
    desk.answers["facets"] = 500
    page = desk.open("?q=biblioteca")
    again = page.locator(".filters-trouble button")
    expect(again).to_be_visible()
    desk.answers["facets"] = "held"
    desk.asked.clear()
    again.click()
    expect(again).to_have_text("Se caută…")
    again.click(force=True)
    page.wait_for_timeout(100)
    assert desk.asked.count("facets") == 1
    assert axe.violations(page) == []
    desk.visitor.forgive(500)
