"""Every state of the form: axe, 320 px, dark, the keyboard alone, no JavaScript, English, weight."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe, measures
from tests.browser.form.clerk import (
    TEXTS,
    Clerk,
    box,
    choose,
    errors,
    exists,
    field,
    file_of,
    fill_profile,
    judged,
    prepare,
    text_of,
    unfold,
)

HEAVIEST_PAGE = 50_000
HEAVIEST_FORM = 72_000  # what comes with the first touch: scripts and data of the judge, of suggestions, of the end


def nothing(page: Page) -> None:
    del page


def check(page: Page) -> None:
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    expect(page.get_by_role("alert")).to_be_visible()


def everything(page: Page) -> None:
    unfold(page)
    for button in page.locator("#form-parts .item-add").all():
        button.click()
    box(page, "cui").fill("12345678")
    box(page, "website").fill("casa.example")
    box(page, "website").press("Tab")


def suggestions(page: Page) -> None:
    box(page, "county").select_option("CJ")
    box(page, "locality").press_sequentially("flor")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")


def done(way: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        fill_profile(page)
        prepare(page, way)
        page.locator("#result-whole summary").click()

    return act


def edited(page: Page) -> None:
    box(page, "phone").fill("0264 000 777")
    prepare(page, "forge")


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "empty": ("", nothing),
    "everything": ("", everything),
    "errors": ("", check),
    "exists": ("", exists),
    "suggestions": ("", suggestions),
    "done-mail": ("", done("mail")),
    "done-forge": ("", done("forge")),
    "edit": ("?id=biblioteca-din-cartier", unfold),
    "done-edit": ("?id=biblioteca-din-cartier", edited),
    "claim": ("?id=cercul-filatelistilor-sighet&revendica=1", check),
    "confirm": ("?id=lemn-si-cer&confirmat=1", nothing),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(clerk: Clerk, state: str) -> None:
    search, act = STATES[state]
    found = {}
    for width in (1280, 320):
        page = clerk.open(search, width=width, height=640)
        act(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if violations := axe.violations(page):
                found[f"{width} px, {scheme}"] = violations
        assert measures.overflow(page) == [], width
        small = page.evaluate(
            """() => [...document.querySelectorAll('main button, main .choice, main summary, main input, main select')]
              .map(node => [node.id || node.textContent.trim().slice(0, 40), node.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.height < 24 || box.width < 24)).map(([text]) => text)"""
        )
        assert small == []
    assert found == {}


def test_with_the_keyboard_alone_at_phone_width(clerk: Clerk) -> None:
    page = clerk.open(width=320, height=640)
    keys = page.keyboard

    def to(name: str, role: str = "textbox") -> None:
        for _ in range(150):
            keys.press("Tab")
            focused = page.evaluate(
                "() => { const e = document.activeElement; return (e.labels?.[0] ?? e).textContent.trim() }"
            )
            if str(focused).startswith(name):
                return
        raise AssertionError(f"the Tab key does not lead to {name} ({role})")

    to("Denumire oficială")
    keys.type(TEXTS["name"])
    to("Asociație")
    keys.press("Space")
    to("CUI/CIF")
    keys.type("9999989")
    to("Județ")
    keys.type("Cluj")
    to("Localitate")
    keys.type("flores")
    expect(page.get_by_role("listbox")).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(box(page, "locality")).to_have_value("Florești")
    to("Locală")
    keys.press("Space")
    to("Cluj")
    keys.press("Space")
    to("Educație")
    keys.press("Space")
    to("Descriere scurtă")
    keys.type(TEXTS["summary"])
    to("Prezentare")
    keys.type(TEXTS["description"])
    to("E-mail")
    keys.type("greșit")
    to("Prin e-mail")
    keys.press("Space")
    to("Verificați și pregătiți")
    keys.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    assert [line.split(":")[0] for line in errors(page)] == ["E-mail"]
    keys.press("Tab")
    keys.press("Enter")
    expect(box(page, "email")).to_be_focused()
    keys.press("Control+a")
    keys.type(TEXTS["email"])
    to("Verificați și pregătiți")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Fișa este gata")).to_be_focused()
    text = text_of(page)
    assert judged(file_of(page), text) == []
    assert "activity_counties: [CJ]\ndomains: [educatie]\n" in text
    assert measures.overflow(page) == []


@pytest.mark.parametrize("search", ["", "?id=biblioteca-din-cartier"])
def test_every_stop_of_the_tab_key_is_seen(clerk: Clerk, search: str) -> None:
    page = clerk.open(search, width=320)
    page.evaluate("document.activeElement.blur()")
    assert measures.focus_faults(page) == []


def test_without_javascript_the_page_tells_of_the_file(clerk: Clerk) -> None:
    page = clerk.open(javascript=False)
    expect(page.locator("#form")).to_be_hidden()
    expect(page.locator("noscript p")).to_contain_text("Formularul are nevoie de JavaScript.")
    address = page.get_by_role("link", name="fișa de completat").get_attribute("href") or ""
    text = page.request.get(clerk.origin + address).text()
    assert judged("organizations/cj/asociatia-exemplu.yaml", text) == []
    assert "# phone:" in text
    assert axe.violations(clerk.open(width=320)) == []


def test_the_english_form_makes_the_same_record(clerk: Clerk) -> None:
    page = clerk.open(path="/en/propune/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Propose a record")
    fill_profile(page)
    box(page, "phone").fill("12")
    box(page, "phone").press("Tab")
    expect(field(page, "phone").locator(".error")).to_contain_text("write the number in international form")
    box(page, "phone").fill("")
    page.locator("#f-way-mail").check()
    page.get_by_role("button", name="Check and prepare the record").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The record is ready")
    english = text_of(page)
    assert english == romanian(clerk)


def romanian(clerk: Clerk) -> str:
    page = clerk.open()
    fill_profile(page)
    return prepare(page)


def test_how_heavy_it_is(clerk: Clerk, site_folder: Path) -> None:
    asked: list[str] = []
    page = clerk.visitor.blank()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{clerk.origin}/propune/")
    page.wait_for_load_state("networkidle")
    shown = len(asked)
    box(page, "name").focus()
    box(page, "cui").fill("12345678")
    box(page, "cui").press("Tab")
    expect(field(page, "cui").locator(".error")).to_be_visible()
    page.wait_for_load_state("networkidle")

    def weight(url: str) -> int:
        path = url.removeprefix(clerk.origin).partition("?")[0].lstrip("/")
        file = site_folder / (path + "index.html" if path.endswith("/") else path)
        return len(gzip.compress(file.read_bytes(), 9))

    weights = {url.removeprefix(clerk.origin): weight(url) for url in asked}
    first = dict(list(weights.items())[:shown])
    assert sum(first.values()) <= HEAVIEST_PAGE, first
    assert "/theme/js/form/desk.js" not in first
    rest = {url: size for url, size in weights.items() if url not in first}
    assert any(url.startswith("/propune/declaratie.json") for url in rest)
    assert not any("yaml" in url for url in rest)  # nothing is parsed for a new record
    assert sum(rest.values()) <= HEAVIEST_FORM, rest


def test_a_choice_of_a_domain_is_said(clerk: Clerk) -> None:
    page = clerk.open(path="/en/propune/")
    choose(page, "domains", "educatie")
    expect(field(page, "domains").get_by_role("status")).to_have_text("Chosen, in order: 1. Education")
