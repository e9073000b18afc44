"""What helps while the form is filled in: what is there already, suggestions, the logo made to fit."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from conect.records.rules.upkeep import LOGO_MAX_BYTES
from tests.browser.form.clerk import (
    Clerk,
    box,
    errors,
    exists,
    field,
    file_of,
    fill_profile,
    judged,
    prepare,
    unfold,
)


def test_an_organisation_that_is_there_is_shown_with_the_way_to_change_it(clerk: Clerk) -> None:
    page = clerk.open()
    exists(page)
    link = page.locator('[data-exists="name"]').get_by_role("link", name="Propuneți o modificare").first
    assert (link.get_attribute("href") or "").startswith("/propune/?id=biblioteca-din-cartier")
    box(page, "name").fill("Clubul de Orientare „Busola Verde”")
    box(page, "name").press("Tab")
    expect(page.locator('[data-exists="name"]')).to_be_empty()


def test_a_number_that_is_there_is_no_new_record(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    box(page, "cui").fill("9903240")
    box(page, "cui").press("Tab")
    expect(page.locator('[data-exists="cui"]')).to_contain_text("Lemn și Cer")
    page.locator("#f-way-mail").check()
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert len(errors(page)) == 1
    assert "Lemn și Cer" in errors(page)[0]


def test_an_id_that_is_taken_is_not_taken_again(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    box(page, "name").fill("Biblioteca din Cartier")
    text = prepare(page)
    assert file_of(page) == "organizations/cj/biblioteca-din-cartier-floresti.yaml"
    assert judged(file_of(page), text) == []


def picture(kind: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise(size, 80).convert("RGB")
    noise.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_made_to_fit(clerk: Clerk, kind: str) -> None:
    page = clerk.open()
    fill_profile(page)
    unfold(page)
    files: FilePayload = {
        "name": f"foto.{kind.lower()}",
        "mimeType": f"image/{kind.lower()}",
        "buffer": picture(kind, (1600, 1200)),
    }
    field(page, "logo").locator("input[type=file]").set_input_files(files)
    said = field(page, "logo").locator(".logo-said")
    expect(said).to_contain_text("Sigla este gata: asociatia-casa-cu-ciresi.png")
    expect(field(page, "logo").locator("canvas")).to_be_visible()
    page.locator("#f-way-mail").check()
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert errors(page) == ["Text alternativ: Completați acest câmp."]
    field(page, "logo").get_by_label("Text alternativ").fill("Un cireș înflorit")
    text = prepare(page)
    assert "logo:\n  file: asociatia-casa-cu-ciresi.png\n  alt: Un cireș înflorit\n" in text
    with page.expect_download() as download:
        page.locator(".way:visible .take-logo").click()
    assert download.value.suggested_filename == "asociatia-casa-cu-ciresi.png"
    data = Path(download.value.path()).read_bytes()
    assert len(data) <= LOGO_MAX_BYTES
    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        image.load()
        assert abs(image.width * 3 - image.height * 4) <= 4
        assert 64 <= image.width <= 640


@pytest.mark.parametrize(
    ("name", "mime", "data"),
    [
        ("sigla.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("sigla.png", "image/png", b"<html><script>alert(1)</script>"),
    ],
)
def test_what_is_no_picture_is_refused(clerk: Clerk, name: str, mime: str, data: bytes) -> None:
    page = clerk.open()
    unfold(page)
    field(page, "logo").locator("input[type=file]").set_input_files({"name": name, "mimeType": mime, "buffer": data})
    expect(field(page, "logo").locator(".logo-said.error")).to_contain_text("Alegeți")
    expect(field(page, "logo").locator("canvas")).to_be_hidden()


@pytest.mark.parametrize("size", [(1, 1), (20, 20), (63, 1), (2000, 3)])
def test_the_form_asks_no_other_size_of_a_logo_than_the_build(clerk: Clerk, size: tuple[int, int]) -> None:
    page = clerk.open()
    fill_profile(page)
    unfold(page)
    chosen = picture("PNG", size)
    field(page, "logo").locator("input[type=file]").set_input_files(
        {"name": "sigla.png", "mimeType": "image/png", "buffer": chosen}
    )
    expect(field(page, "logo").locator(".logo-said")).to_contain_text("Sigla este gata")
    field(page, "logo").get_by_label("Text alternativ").fill("Un cireș înflorit")
    text = prepare(page)
    with page.expect_download() as download:
        page.locator(".way:visible .take-logo").click()
    made = Path(download.value.path()).read_bytes()
    for logo in (chosen, made):
        assert judged(file_of(page), text, logo) == []


def test_localities_of_the_county_are_suggested(clerk: Clerk) -> None:
    page = clerk.open()
    box(page, "county").select_option("CJ")
    box(page, "locality").press_sequentially("cluj")
    expect(page.locator("[role=option]:visible").first).to_contain_text("Cluj-Napoca")
    page.locator("[role=option]:visible").first.click()
    expect(box(page, "locality")).to_have_value("Cluj-Napoca")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_an_arrow_waits_for_the_localities_of_the_letters_that_stand_there(clerk: Clerk) -> None:
    page = clerk.open()
    box(page, "county").select_option("CJ")
    box(page, "locality").press_sequentially("f")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("lores")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box(page, "locality")).to_have_value("Florești")


def test_an_arrow_lists_the_localities_of_the_county_that_is_chosen_now(clerk: Clerk) -> None:
    page = clerk.open()
    box(page, "county").select_option("CJ")
    box(page, "locality").press_sequentially("bra")
    expect(page.locator("[role=option]:visible").first).to_be_visible()
    box(page, "county").focus()
    box(page, "county").select_option("BV")
    box(page, "locality").press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box(page, "locality")).to_have_value("Bran")


def test_federations_are_chosen_by_name_and_written_by_id(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    unfold(page)
    page.get_by_role("button", name="Adăugați: Membră în").click()
    page.get_by_label("Membră în 1").press_sequentially("potecilor mont")
    page.locator("[role=option]:visible").first.click()
    text = prepare(page)
    assert "\nmemberships: [federatia-potecilor-montane]\n" in text
    assert judged(file_of(page), text) == []
