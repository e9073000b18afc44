"""Every state of the form: axe, 320 px, dark, keyboard alone, no JavaScript, English, weight, what is there already."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from conect.records.rules.upkeep import LOGO_MAX_BYTES
from tests.browser import axe, measures
from tests.browser.form.clerk import (
    TEXTS,
    Clerk,
    box,
    choose,
    errors,
    field,
    file_of,
    fill_profile,
    judged,
    prepare,
    text_of,
    unfold,
)

HEAVIEST_PAGE = 50_000
HEAVIEST_FORM = 75_000  # scripts, style and data of a new record, beyond the page itself
NEIGHBOUR = "Asociația Biblioteca din Cartier"


@pytest.fixture
def clerk(chromium: Browser, site: str) -> Iterator[Clerk]:
    clerk = Clerk(chromium, site)
    yield clerk
    clerk.visitor.close()
    assert clerk.visitor.faults == []


def nothing(page: Page) -> None:
    del page


def check(page: Page) -> None:
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    expect(page.get_by_role("alert")).to_be_visible()


def exists(page: Page) -> None:
    box(page, "name").fill(NEIGHBOUR)
    box(page, "name").press("Tab")
    expect(page.locator('[data-exists="name"] li').first).to_be_visible()


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
    check(page)
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
    check(page)
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
        ("sigla.png", "image/png", picture("PNG", (20, 20))),
    ],
)
def test_what_is_no_picture_is_refused(clerk: Clerk, name: str, mime: str, data: bytes) -> None:
    page = clerk.open()
    unfold(page)
    field(page, "logo").locator("input[type=file]").set_input_files({"name": name, "mimeType": mime, "buffer": data})
    expect(field(page, "logo").locator(".logo-said.error")).to_contain_text("Alegeți" if len(data) < 80 else "alegeți")
    expect(field(page, "logo").locator("canvas")).to_be_hidden()


def test_localities_of_the_county_are_suggested(clerk: Clerk) -> None:
    page = clerk.open()
    box(page, "county").select_option("CJ")
    box(page, "locality").press_sequentially("cluj")
    expect(page.locator("[role=option]").first).to_contain_text("Cluj-Napoca")
    page.locator("[role=option]").first.click()
    expect(box(page, "locality")).to_have_value("Cluj-Napoca")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_federations_are_chosen_by_name_and_written_by_id(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    unfold(page)
    page.get_by_role("button", name="Adăugați: Membră în").click()
    page.get_by_label("Membră în 1").press_sequentially("potecilor mont")
    page.locator("[role=option]").first.click()
    text = prepare(page)
    assert "\nmemberships: [federatia-potecilor-montane]\n" in text
    assert judged(file_of(page), text) == []


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
    sizes: dict[str, int] = {}
    page = clerk.visitor.blank()
    page.on("response", lambda response: sizes.update({response.url: 0}))
    page.goto(f"{clerk.origin}/propune/")
    page.wait_for_load_state("networkidle")
    for url in sizes:
        path = re.sub(
            r"\?.*|/$", lambda match: "/index.html" if match[0] == "/" else "", url.removeprefix(clerk.origin)
        )
        sizes[url] = len(gzip.compress((site_folder / path.lstrip("/")).read_bytes(), 9))
    assert not any("yaml.js" in url or "/fise/" in url or "/search/" in url for url in sizes)
    page_itself = {
        url: size for url, size in sizes.items() if url.endswith("/propune/") or "conect" in url.rsplit("/")[-1]
    }
    assert sum(page_itself.values()) <= HEAVIEST_PAGE, sizes
    rest = {url: size for url, size in sizes.items() if url not in page_itself}
    assert sum(rest.values()) <= HEAVIEST_FORM, rest


def test_nothing_but_text_goes_into_the_page(root: Path) -> None:
    for path in sorted((root / "themes" / "conect" / "static" / "js" / "form").rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        for sink in (
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "Function(",
            "createPolicy",
        ):
            assert sink not in text, f"{path.name}: {sink}"


def test_a_choice_of_a_domain_is_said(clerk: Clerk) -> None:
    page = clerk.open(path="/en/propune/")
    choose(page, "domains", "educatie")
    expect(field(page, "domains").get_by_role("status")).to_have_text("Chosen, in order: 1. Education")
