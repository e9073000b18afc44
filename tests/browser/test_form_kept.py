"""Nothing typed is lost: a reload, another day, a record that changed meanwhile; and it goes when it is told to."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from tests.browser.form.clerk import (
    TEXTS,
    Clerk,
    box,
    changed_lines,
    choose,
    field,
    fill_profile,
    given,
    original,
    prepare,
    text_of,
    unfold,
)

PROFILE = "biblioteca-din-cartier"


def reload(page: Page) -> None:
    page.reload()
    expect(page.locator("#form")).to_be_visible()
    page.wait_for_load_state("networkidle")


def stored(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("() => ({...localStorage})")
    return found


def test_nothing_is_kept_before_somebody_types(clerk: Clerk) -> None:
    page = clerk.open()
    reload(page)
    assert stored(page) == {}
    expect(page.locator("#form-notices")).to_be_empty()


def test_a_reload_finds_everything_in_its_place(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    unfold(page)
    choose(page, "domains", "cultura")
    page.get_by_role("button", name="Adăugați: Proiecte").click()
    field(page, "projects").get_by_label("Titlu", exact=True).fill("Masa de prânz")
    box(page, "cui").fill("12")  # wrong values are kept as well
    page.locator("#f-way-mail").check()
    reload(page)
    expect(page.locator("#form-notices")).to_contain_text("este din nou la locul lui")
    expect(box(page, "cui")).to_have_value("12")
    expect(field(page, "projects").get_by_label("Titlu", exact=True)).to_have_value("Masa de prânz")
    expect(field(page, "projects").get_by_label("Titlu", exact=True)).to_be_visible()
    box(page, "cui").fill("9999989")
    text = prepare(page)
    assert "domains: [educatie, asistenta-sociala, cultura]" in text
    assert f"name: {TEXTS['name']}" in text


def test_a_reload_in_the_middle_of_a_word_loses_no_letter(clerk: Clerk) -> None:
    page = clerk.open()
    box(page, "name").press_sequentially("Asociația Cas")
    page.reload()
    expect(box(page, "name")).to_have_value("Asociația Cas")


def test_each_record_has_a_draft_of_its_own(clerk: Clerk) -> None:
    page = clerk.open()
    box(page, "name").fill("Asociația Nouă")
    page.goto(f"{clerk.origin}/propune/?id={PROFILE}")
    expect(box(page, "name")).to_have_value("Asociația „Biblioteca din Cartier” Cluj")
    box(page, "phone").fill("0264 000 777")
    page.goto(f"{clerk.origin}/propune/")
    expect(box(page, "name")).to_have_value("Asociația Nouă")
    expect(box(page, "phone")).to_have_value("")
    page.goto(f"{clerk.origin}/propune/?id={PROFILE}")
    expect(box(page, "phone")).to_have_value("0264 000 777")


def test_what_was_typed_meets_a_record_that_has_changed(clerk: Clerk) -> None:
    page = clerk.open(f"?id={PROFILE}")
    box(page, "phone").fill("+40264000777")
    expect(page.locator("#form-forget")).to_be_visible()
    now = original(f"cj/{PROFILE}.yaml").replace("contact@biblioteca", "nou@biblioteca")
    given(page, {PROFILE: [f"organizations/cj/{PROFILE}.yaml", now]})
    reload(page)
    expect(page.locator("#form-notices")).to_contain_text("Între timp fișa s-a schimbat")
    expect(box(page, "email")).to_have_value("nou@biblioteca-cartier.example")
    text = prepare(page)
    assert changed_lines(now, text) == ['-phone: "+40264000139"', '+phone: "+40264000777"']


def test_it_is_deleted_when_the_person_says_so(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    reload(page)
    page.locator("#form-notices").get_by_role("button", name="Ștergeți ce am scris").click()
    assert stored(page) == {}
    expect(box(page, "name")).to_have_value("")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    reload(page)
    expect(box(page, "name")).to_have_value("")


def test_after_sending_it_can_be_deleted_too(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    prepare(page)
    page.get_by_role("button", name="Am trimis-o").click()
    expect(box(page, "name")).to_have_value("")
    assert stored(page) == {}


def test_a_failure_of_the_rules_loses_nothing(clerk: Clerk) -> None:
    page = clerk.visitor.blank()
    page.route("**/propune/declaratie.json*", lambda route: route.fulfill(status=500, body=""))
    page.goto(f"{clerk.origin}/propune/")
    fill_profile(page)
    page.locator("#f-way-mail").check()
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    expect(page.locator("#form-notices")).to_contain_text("Ce ați scris se păstrează")
    expect(box(page, "name")).to_have_value(TEXTS["name"])
    page.unroute("**/propune/declaratie.json*")
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    expect(page.locator("#result")).to_be_visible()
    assert "name: Asociația" in text_of(page)
    clerk.visitor.forgive(500)


def test_without_storage_the_form_works(clerk: Clerk) -> None:
    page = clerk.visitor.blank()
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };")
    page.goto(f"{clerk.origin}/propune/")
    fill_profile(page)
    assert "name: Asociația" in prepare(page)


def test_a_draft_that_cannot_be_read_is_no_harm(clerk: Clerk) -> None:
    page = clerk.visitor.blank()
    broken = json.dumps("{not json")
    page.add_init_script(f"localStorage.setItem('conect.form.new', {broken});")
    page.goto(f"{clerk.origin}/propune/")
    expect(page.locator("#form")).to_be_visible()
    expect(box(page, "name")).to_have_value("")
