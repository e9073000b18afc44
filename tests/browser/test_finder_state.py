"""State: all of it in the address, back and forward, title and heading, what search engines are told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.finder.desk import Desk, box, chips, heading, names, option, total

EVERYTHING = "?q=bibl&county=B&county=CJ&county=SJ&domains=educatie&legal_form=fundatie&sort=name&page=2"


def robots(page: Page) -> str:
    return page.locator("meta[name=robots]").get_attribute("content") or ""


def test_an_address_alone_gives_the_whole_state(desk: Desk) -> None:
    page = desk.open(EVERYTHING)
    expect(total(page)).to_have_text("14 organizații")
    expect(page.locator("main .head")).to_contain_text("pagina 2 din 2")
    expect(box(page)).to_have_value("bibl")
    assert chips(page) == [
        "„bibl”",
        "Județ: București",
        "Județ: Cluj",
        "Județ: Sălaj",
        "Domenii: Educație",
        "Forma juridică: Fundație",
    ]
    assert page.locator(".filters :checked").evaluate_all("all => all.map(box => box.value)") == [
        "B",
        "CJ",
        "SJ",
        "educatie",
        "fundatie",
    ]
    expect(page.get_by_label("Ordonați după")).to_have_value("name")
    expect(page.locator(".pages [aria-current=page]")).to_have_text("Pagina 2")
    shown = names(page)
    assert len(shown) == 4
    page.reload()
    expect(total(page)).to_have_text("14 organizații")
    assert names(page) == shown
    assert page.url.endswith(EVERYTHING)


def test_each_choice_is_a_step_back_and_forward(desk: Desk) -> None:
    page = desk.open()
    published = names(page)
    box(page).fill("biblioteca")
    box(page).press("Enter")
    expect(total(page)).to_have_text("50 de organizații")
    option(page, "county", "CJ").check()
    expect(total(page)).to_have_text("22 de organizații")
    page.get_by_label("Ordonați după").select_option("confirmed")
    page.wait_for_url("**sort=confirmed")
    page.get_by_role("link", name="Pagina 2").click()
    page.wait_for_url("**page=2")
    expect(page.locator("main .head")).to_contain_text("pagina 2 din 3")
    page.go_back()
    expect(page.locator("main .head")).to_contain_text("pagina 1 din 3")
    page.go_back()
    expect(page.get_by_label("Ordonați după")).to_have_value("relevance")
    page.go_back()
    expect(total(page)).to_have_text("50 de organizații")
    assert not option(page, "county", "CJ").is_checked()
    page.go_back()
    expect(heading(page)).to_have_text("Toate organizațiile")
    expect(box(page)).to_have_value("")
    assert names(page) == published
    page.go_forward()
    expect(total(page)).to_have_text("50 de organizații")
    page.go_forward()
    expect(total(page)).to_have_text("22 de organizații")
    assert option(page, "county", "CJ").is_checked()


def test_what_the_finder_does_not_know_is_passed_over(desk: Desk) -> None:
    page = desk.open(
        "?utm_source=x&county=XX&county=CJ&county=CJ&domains=&__proto__=1&sort=best&page=-3&fbclid=1&q=%20"
    )
    expect(total(page)).to_have_text("24 de organizații")
    assert chips(page) == ["Județ: Cluj"]
    expect(page.locator("main .head")).to_contain_text("pagina 1 din 3")
    page.get_by_role("link", name="Pagina 2").click()
    page.wait_for_url("**/organizatii/?county=CJ&page=2")
    plain = desk.open("?utm_source=x&county=XX&page=0")
    expect(heading(plain)).to_have_text("Toate organizațiile")
    assert robots(plain) == robots(desk.open())


def test_a_page_beyond_the_last_is_the_last(desk: Desk) -> None:
    page = desk.open("?county=CJ&page=99")
    expect(page.locator("main .head")).to_contain_text("pagina 3 din 3")
    assert page.url.endswith("?county=CJ&page=3")


def test_title_and_heading_say_what_is_shown(desk: Desk) -> None:
    page = desk.open("?q=bibl&county=CJ&domains=educatie")
    expect(heading(page)).to_have_text("Căutare: „bibl”, Cluj, Educație")
    expect(page).to_have_title("Căutare: „bibl”, Cluj, Educație – Conect")
    page = desk.open("?county=CJ&page=2")
    expect(heading(page)).to_have_text("Organizații: Cluj")
    expect(page).to_have_title("Organizații: Cluj, pagina 2 – Conect")
    page = desk.open("?county=CJ&county=SJ&county=B&county=MM&county=BV", path="/en/organizatii/")
    expect(heading(page)).to_have_text("Organisations: Brașov, București, and 3 more")
    page = desk.open()
    expect(page).to_have_title("Toate organizațiile – Conect")


def test_filtered_views_are_not_for_search_engines(desk: Desk) -> None:
    page = desk.open()
    before, canonical = robots(page), page.locator("link[rel=canonical]").get_attribute("href")
    option(page, "county", "CJ").check()
    expect(total(page)).to_have_text("24 de organizații")
    assert robots(page) == "noindex"
    assert page.locator("link[rel=canonical]").get_attribute("href") == canonical
    assert canonical is not None
    assert canonical.endswith("/organizatii/")
    page.get_by_role("button", name="Ștergeți toate filtrele").click()
    expect(heading(page)).to_have_text("Toate organizațiile")
    assert robots(page) == before


def test_the_other_language_keeps_what_was_asked(desk: Desk) -> None:
    page = desk.open("?q=bibl&county=CJ")
    expect(total(page)).to_have_text("22 de organizații")
    option(page, "volunteering", "yes").check()
    expect(total(page)).to_have_text("8 organizații")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/organizatii/?q=bibl&county=CJ&volunteering=yes")
    expect(total(page)).to_have_text("8 organisations")


def test_coming_back_from_a_record_finds_the_same_place(desk: Desk) -> None:
    page = desk.open("?q=bibl", height=600)
    expect(total(page)).to_have_text("50 de organizații")
    row = page.locator(".row-name a").nth(8)
    # Clicked as soon as it is in sight: there is no pause in which the place could be kept.
    page.evaluate("addEventListener('pagehide', () => sessionStorage.setItem('left', scrollY))")
    row.evaluate("link => { link.scrollIntoView({block: 'center', behavior: 'instant'}); link.click(); }")
    page.wait_for_url("**/organizatii/exemplu-*/")
    page.go_back()
    place = float(page.evaluate("sessionStorage.getItem('left')"))
    assert place > 300
    expect(total(page)).to_have_text("50 de organizații")
    _stands_at(page, place)
    desk.visitor.forgive(404)


def test_loading_the_page_anew_finds_the_same_place(desk: Desk) -> None:
    page = desk.open("?q=bibl", height=600)
    expect(total(page)).to_have_text("50 de organizații")
    page.evaluate("scrollTo({top: 700, behavior: 'instant'})")
    page.wait_for_timeout(1000)
    place = page.evaluate("scrollY")
    assert place > 300
    page.reload()
    expect(total(page)).to_have_text("50 de organizații")
    _stands_at(page, place)


def _stands_at(page: Page, place: float) -> None:
    # Playwright's own waiting for a function evaluates text, which the site's policy forbids.
    for _ in range(100):
        if abs(page.evaluate("scrollY") - place) < 5:
            break
        page.wait_for_timeout(50)
    else:
        pytest.fail(f"the page stands at {page.evaluate('scrollY')} instead of {place}")


def test_an_answer_that_comes_too_late_is_not_shown(desk: Desk) -> None:
    desk.answers["search"] = "held"
    page = desk.open("?q=bibl")
    expect(page.get_by_text("Se caută…")).to_be_visible()
    desk.answers.clear()
    option(page, "county", "CJ").check()
    expect(total(page)).to_have_text("22 de organizații")
    expect(page.get_by_text("Se caută…")).to_be_hidden()


def test_later_pages_of_the_published_list_lead_to_the_finder(desk: Desk) -> None:
    page = desk.open(path="/organizatii/pagina/2/")
    assert names(page)
    expect(page.get_by_role("button", name="Descărcați CSV")).to_be_visible()
    option(page, "county", "CJ").check()
    page.wait_for_url("**/organizatii/?county=CJ")
    expect(total(page)).to_have_text("24 de organizații")
    page.go_back()
    page.wait_for_url("**/organizatii/pagina/2/")
    expect(heading(page)).to_have_text("Toate organizațiile")
