"""People walk through the site: with and without JavaScript, in both languages, by links, by form and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

LIBRARY = "Asociația „Biblioteca din Cartier” Cluj"
FEDERATION = "Federația Bibliotecilor de Cartier și de Sat"
with_and_without = pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])


def title_is(page: Page, heading: str | re.Pattern[str]) -> None:
    """The page's one h1 says where one is."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


@with_and_without
def test_from_home_to_a_federation_and_back(visitor: Visitor, javascript: bool) -> None:
    page = visitor.open("/", javascript=javascript)
    page.get_by_role("link", name=re.compile(r"^Cluj \d+$")).click()
    page.wait_for_url("**/judete/cluj/")
    title_is(page, re.compile("Cluj"))
    page.get_by_role("main").get_by_role("link", name=LIBRARY, exact=True).click()
    page.wait_for_url("**/organizatii/biblioteca-din-cartier/")
    title_is(page, LIBRARY)
    page.get_by_role("link", name=FEDERATION).first.click()
    page.wait_for_url("**/organizatii/federatia-bibliotecilor-de-cartier/")
    title_is(page, FEDERATION)
    page.get_by_role("link", name=LIBRARY, exact=True).first.click()
    title_is(page, LIBRARY)
    for path in ("federatia-bibliotecilor-de-cartier/", "biblioteca-din-cartier/", "judete/cluj/"):
        page.go_back()
        assert page.url.endswith(path)
    page.go_back()
    assert page.url == f"{visitor.origin}/"


@with_and_without
def test_by_domain_form_and_letter(visitor: Visitor, javascript: bool) -> None:
    page = visitor.open("/", javascript=javascript)
    for index, one, heading in (
        ("/domenii/", "/domenii/cultura/", "Cultur"),
        ("/forme-juridice/", "/forme-juridice/federatie/", "Federați"),
        ("/a-z/", "/a-z/b/", "B"),
    ):
        page.goto(f"{visitor.origin}{index}")
        page.get_by_role("main").locator(f'a[href="{one}"]').first.click()
        page.wait_for_url(f"**{one}")
        title_is(page, re.compile(heading))
        assert page.get_by_role("main").locator('a[href^="/organizatii/"]').count() > 0


def test_the_map_leads_to_a_county(visitor: Visitor) -> None:
    page = visitor.open("/")
    page.locator('svg a[href="/judete/cluj/"]').click()
    page.wait_for_url("**/judete/cluj/")


@with_and_without
def test_the_language_switch_keeps_the_page(visitor: Visitor, javascript: bool) -> None:
    page = visitor.open("/organizatii/biblioteca-din-cartier/", javascript=javascript)
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/organizatii/biblioteca-din-cartier/")
    assert page.locator("html").get_attribute("lang") == "en"
    title_is(page, "Neighbourhood Library Association Cluj")
    page.get_by_role("link", name="Română").click()
    page.wait_for_url(f"{visitor.origin}/organizatii/biblioteca-din-cartier/")
    title_is(page, LIBRARY)


def test_untranslated_text_says_its_language(visitor: Visitor) -> None:
    page = visitor.open("/en/organizatii/federatia-bibliotecilor-de-cartier/")
    assert page.get_by_role("heading", level=1).get_attribute("lang") in (None, "en")
    assert (
        page.get_by_text("Bibliotecile mici au aceleași griji")
        .locator("xpath=ancestor-or-self::*[@lang][1]")
        .get_attribute("lang")
        == "ro"
    )


@with_and_without
def test_long_lists_turn_their_pages(visitor: Visitor, javascript: bool) -> None:
    page = visitor.open("/organizatii/", javascript=javascript)
    first = names(page)
    page.locator('a[rel="next"]').click()
    page.wait_for_url("**/organizatii/pagina/2/")
    second = names(page)
    assert first and second and not set(first) & set(second)
    page.locator('a[rel="prev"]').click()
    page.wait_for_url("**/organizatii/")
    assert names(page) == first


@with_and_without
@pytest.mark.parametrize(
    ("former", "now"), [("cititorii-de-bloc", "biblioteca-din-cartier"), ("valea-altfel", "atelierul-vaii")]
)
def test_the_address_of_what_was_renamed_or_merged_leads_on(
    visitor: Visitor, former: str, now: str, javascript: bool
) -> None:
    page = visitor.open(f"/organizatii/{former}/", javascript=javascript)
    page.wait_for_url(f"**/organizatii/{now}/")
    assert page.get_by_role("heading", level=1).is_visible()


@with_and_without
def test_what_is_not_there_says_so_and_leads_on(visitor: Visitor, javascript: bool) -> None:
    page = visitor.open("/organizatii/nu-exista/", javascript=javascript, missing=True)
    assert page.locator("html").get_attribute("lang") == "ro"
    page.get_by_role("main").get_by_role("link", name="toate organizațiile").click()
    page.wait_for_url("**/organizatii/")


@with_and_without
def test_the_search_box_is_a_plain_form(visitor: Visitor, javascript: bool) -> None:
    page = visitor.open("/judete/cluj/", javascript=javascript)
    box = page.get_by_role("search").locator("input[name=q]")  # a combobox once it has suggestions
    box.fill("bibliotecă")
    box.press("Enter")
    page.wait_for_url("**/organizatii/?q=*")
    assert "q=bibliotec%C4%83" in page.url


def test_a_struck_off_organisation_keeps_its_page_and_leaves_the_lists(visitor: Visitor) -> None:
    page = visitor.open("/organizatii/scena-din-cetate/")
    expect(page.get_by_role("main")).to_contain_text("radiată", ignore_case=True)
    name = page.get_by_role("heading", level=1).inner_text()
    page.goto(f"{visitor.origin}/judete/mures/")
    assert name not in names(page)
    page.goto(f"{visitor.origin}/radiate/")
    assert name in names(page)


def test_the_freshness_of_a_record_is_a_sentence_that_grows_with_scripts(visitor: Visitor) -> None:
    sentence = ".fresh-sentence"
    plain = visitor.open("/organizatii/biblioteca-din-cartier/", javascript=False).locator(sentence)
    scripted = visitor.open("/organizatii/biblioteca-din-cartier/").locator(sentence)
    assert re.search(r"\d{1,2} \w+ 20\d\d", plain.inner_text())
    expect(scripted).to_contain_text(plain.locator("time").inner_text())
    expect(scripted).to_contain_text(re.compile(r"acum|azi|ieri|luna trecută|anul trecut", re.I))


def names(page: Page) -> list[str]:
    """The organisations that a list shows, in its order, also those that are not laid out while out of sight."""
    return page.get_by_role("main").locator('li h2 a[href*="/organizatii/"]').all_text_contents()
