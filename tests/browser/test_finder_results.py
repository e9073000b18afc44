"""Results: the count alone is announced, in the right plural; a landmark, an order, real pages, the match marked."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.finder.desk import Desk, box, heading, names, results, total


@pytest.mark.parametrize(
    ("search", "ro", "en"),
    [
        ("?q=xyzzy", "0 organizații", "0 organisations"),
        ("?q=ex0", "1 organizație", "1 organisation"),
        ("?q=bibl&county=CJ&domains=cultura", "8 organizații", "8 organisations"),
        ("?q=bibl&county=CJ", "22 de organizații", "22 organisations"),
    ],
)
def test_the_count_alone_is_announced_in_the_right_plural(desk: Desk, search: str, ro: str, en: str) -> None:
    for path, words in (("/organizatii/", ro), ("/en/organizatii/", en)):
        page = desk.open(search, path=path)
        expect(total(page)).to_have_text(words)
        assert total(page).count() == 1


def test_the_announced_element_is_there_before_it_changes(desk: Desk) -> None:
    page = desk.open()
    page.evaluate("window.announced = document.querySelector('main .head [role=status]')")
    box(page).fill("ex0")
    box(page).press("Enter")
    expect(total(page)).to_have_text("1 organizație")
    assert page.evaluate("announced.isConnected && announced.textContent") == "1 organizație"


def test_results_are_a_landmark_that_a_link_skips_to(desk: Desk) -> None:
    page = desk.open("?q=bibl")
    expect(results(page).locator(".row")).to_have_count(10)
    skip = page.get_by_role("link", name="Treceți la rezultate")
    page.evaluate("window.first = document.querySelector('main .row')")
    page.locator(".chip").last.focus()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_visible()
    page.keyboard.press("Enter")
    expect(results(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(results(page).locator(":focus")).to_have_count(1)
    assert page.url.endswith("?q=bibl#results")
    # Nothing else is asked for: the rows are not put there anew, which would take the focus away again.
    page.wait_for_timeout(300)
    assert page.evaluate("first.isConnected")
    expect(results(page).locator(":focus")).to_have_count(1)
    page.go_back()
    page.wait_for_url("**?q=bibl")
    page.wait_for_timeout(300)
    assert page.evaluate("first.isConnected")
    page.get_by_label("Ordonați după").select_option("name")
    page.wait_for_url("**?q=bibl&sort=name")


def test_orders(desk: Desk) -> None:
    page = desk.open("?q=bibl")
    order = page.get_by_label("Ordonați după")
    expect(order).to_have_value("relevance")
    first = names(page)
    order.select_option("name")
    page.wait_for_url("**sort=name")
    expect(page.locator(".row-name a").first).to_contain_text("Asociația „Atelierul")
    assert names(page) != first
    order.select_option("confirmed")
    page.wait_for_url("**sort=confirmed")
    expect(page.locator(".row-fresh").first).to_have_text("confirmată la 1 septembrie 2026")
    order.focus()
    order.select_option("relevance")
    page.wait_for_url("**?q=bibl")
    expect(order).to_be_focused()
    plain = desk.open("?county=CJ")
    expect(plain.get_by_label("Ordonați după")).to_have_value("name")
    assert plain.locator("#sort option:not([hidden])").all_inner_texts() == ["denumire", "ultima confirmare"]


def test_pages_are_numbered_and_their_links_are_real(desk: Desk) -> None:
    page = desk.open("?q=bibl&page=3")
    links = page.get_by_role("navigation", name="Pagini").get_by_role("link")
    expect(links).to_have_text(
        ["Înapoi cu o pagină", "Pagina 1", "Pagina 2", "Pagina 3", "Pagina 4", "Pagina 5", "Înainte cu o pagină"]
    )
    assert links.evaluate_all("all => all.map(link => link.getAttribute('href'))") == [
        f"/organizatii/?q=bibl{suffix}"
        for suffix in ("&page=2", "", "&page=2", "&page=3", "&page=4", "&page=5", "&page=4")
    ]
    page.evaluate("window.same = true")
    links.get_by_text("5").click()
    expect(page.locator("main .head")).to_contain_text("pagina 5 din 5")
    assert page.evaluate("window.same")
    expect(results(page)).to_be_focused()
    expect(page.get_by_role("link", name="Înainte")).to_have_count(0)
    with page.context.expect_page() as other:
        page.get_by_role("link", name="Pagina 1").click(modifiers=["Control"])
    expect(page.locator("main .head")).to_contain_text("pagina 5 din 5")
    other.value.close()


def test_the_match_is_marked_and_names_are_only_text(desk: Desk) -> None:
    page = desk.open("?q=bibl+turda")
    expect(results(page).locator(".row").first).to_be_visible()
    marks = set(results(page).locator("mark").all_inner_texts())
    assert marks <= {"Bibl", "bibl", "Turda"}
    assert {"bibl", "Turda"} <= marks
    hostile = desk.open("?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    expect(heading(hostile)).to_have_text("Căutare: „<img src=x onerror=alert(1)>”")
    assert hostile.locator("main img").count() == 0


def test_a_row_says_where_what_and_how_fresh(desk: Desk) -> None:
    page = desk.open("?q=ex9")
    row = page.locator(".row").first
    expect(row.locator(".row-name")).to_contain_text("(EX9)")
    expect(row).to_contain_text("județ necunoscut")
    expect(row).to_contain_text("Fundație")
    expect(row.locator(".row-fresh")).to_have_text("confirmată la 1 septembrie 2026")
    assert row.locator("time").get_attribute("datetime") == "2026-09-01"
    assert row.locator(".row-name a").get_attribute("href") == "/organizatii/exemplu-9/"
    expect(desk.open("?q=ex27").locator(".row-fresh")).to_have_text("din registru, nerevendicată")


def downloaded(page: Page, button: str, folder: Path) -> str:
    with page.expect_download() as found:
        page.get_by_role("button", name=button).click()
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path.read_bytes().decode("utf-8")


def test_the_result_goes_into_a_file(desk: Desk, tmp_path: Path) -> None:
    page = desk.open("?q=bibl&county=CJ&sort=name")
    expect(total(page)).to_have_text("22 de organizații")
    text = downloaded(page, "Descărcați CSV", tmp_path)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[0][:3] == ["Identificator", "Denumire", "Denumire scurtă"]
    assert len(rows) == 23
    assert {len(row) for row in rows} == {11}
    assert rows[1][1] == names(page)[0]
    assert all(row[10] == f"{desk.origin}/organizatii/{row[0]}/" for row in rows[1:])
    expect(page.get_by_role("status").get_by_text("Fișierul este gata.")).to_be_visible()


def test_no_cell_of_a_file_is_a_formula(desk: Desk) -> None:
    page = desk.open()
    cells = ["=1+1", "+40", "-2", "@x", "\tx", "\rx", " =1", 'a "b"', "a,b", "a\nb", "plain", "a=b", None]
    text = page.evaluate(
        "async cells => (await import('/theme/js/finder/tools.js')).csv([cells.map(cell => cell ?? undefined)])", cells
    )
    row = next(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert row == ["'=1+1", "'+40", "'-2", "'@x", "'\tx", "'\rx", "' =1", 'a "b"', "a,b", "a\nb", "plain", "a=b", ""]


def test_a_file_that_cannot_be_made_says_so(desk: Desk) -> None:
    desk.answers["all"] = "cut"
    page = desk.open("?q=bibl")
    page.get_by_role("button", name="Descărcați CSV").click()
    expect(page.get_by_role("status").get_by_text("legătura s-a întrerupt")).to_be_visible()
    expect(page.get_by_role("button", name="Descărcați CSV")).to_be_enabled()
    desk.visitor.forgive("ERR_CONNECTION_RESET")


def test_the_link_is_copied(desk: Desk) -> None:
    page = desk.open("?q=bibl&county=CJ")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copiați linkul").click()
    expect(page.get_by_role("status").get_by_text("Linkul a fost copiat.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{desk.origin}/organizatii/?q=bibl&county=CJ"
