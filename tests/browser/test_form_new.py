"""A volunteer proposes an organisation: what is typed becomes a record that the build takes, and finds its way out."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from conect.records.declaration import FIELDS
from conect.records.writer import dump
from tests.browser.form.clerk import (
    TEXTS,
    TODAY,
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

CONFIRMED = {"confirmed_on": TODAY, "origin": "organization"}
PROFILE = {
    "name": TEXTS["name"],
    "legal_form": "asociatie",
    "cui": "9999989",
    "registry_status": "inregistrata",
    "county": "CJ",
    "locality": "Florești",
    "siruta": "57715",
    "activity_scope": "local",
    "activity_counties": ["CJ"],
    "domains": ["educatie", "asistenta-sociala"],
    "summary": TEXTS["summary"],
    "description": TEXTS["description"],
    "email": TEXTS["email"],
    **CONFIRMED,
}


def test_a_profile_comes_out_as_the_writer_would_write_it(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    expect(page.locator("#form-id")).to_contain_text("/organizatii/asociatia-casa-cu-ciresi/")
    text = prepare(page)
    path = "organizations/cj/asociatia-casa-cu-ciresi.yaml"
    assert file_of(page) == path
    assert judged(path, text) == []
    assert text == dump(PROFILE)


def test_every_field_can_be_filled_in(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    unfold(page)
    for key, text in {
        "short_name": "CcC",
        "national_registry_number": "123 / a / 2019",
        "special_registry_number": "123/14.09.2019",
        "founded_on": "14.09.2019",
        "address": "Strada Exemplului nr. 1",
        "postal_code": "407280",
        "caen": "9499",
        "ruti_url": "https://ruti.gov.ro/exemplu",
        "purpose": "Sprijinirea copiilor din mediul rural.",
        "phone": "0264 000 001",
        "website": "https://casacuciresi.example",
        "contact_role": "Secretariat",
        "iban": "RO49 AAAA 1B31 0075 9384 0000",
    }.items():
        box(page, key).fill(text)
    page.get_by_label("Facebook", exact=True).fill("https://www.facebook.com/exemplu-casa")
    page.get_by_label("Hotărârea", exact=True).fill("HG 123/2023")
    english = field(page, "translations").locator("[data-field=en]")
    english.get_by_label("Denumire", exact=True).fill("House with Cherries Association")
    field(page, "court").locator("select").select_option("judecatoria-cluj-napoca")
    choose(page, "sdgs", "4")
    choose(page, "beneficiaries", "copii")
    field(page, "volunteering").locator('input[value="true"]').check()
    field(page, "social_services_accredited").locator('input[value="false"]').check()
    page.get_by_role("button", name="Adăugați: Denumiri anterioare").click()
    page.get_by_label("Denumiri anterioare 1").fill("Asociația Cireșul")
    for year, revenue in (("2023", "0"), ("2024", "12.500")):
        page.get_by_role("button", name="Adăugați: Date financiare").click()
        item = field(page, "finances").locator("[data-item]").last
        item.get_by_label("An", exact=True).fill(year)
        item.get_by_label("Venituri (lei)").fill(revenue)
    page.get_by_role("button", name="Adăugați: Proiecte").click()
    project = field(page, "projects").locator("[data-item]").last
    project.get_by_label("Titlu", exact=True).fill("Masa de prânz: 40 de porții")
    project.get_by_label("Început").fill("2023-01-01")
    text = prepare(page)
    assert judged(file_of(page), text) == []
    typed = {
        "short_name": "CcC",
        "former_names": ["Asociația Cireșul"],
        "national_registry_number": "123/A/2019",
        "special_registry_number": "123/14.09.2019",
        "court": "judecatoria-cluj-napoca",
        "founded_on": "2019-09-14",
        "public_utility": {"act": "HG 123/2023"},
        "social_services_accredited": False,
        "address": "Strada Exemplului nr. 1",
        "postal_code": "407280",
        "sdgs": ["4"],
        "beneficiaries": ["copii"],
        "caen": "9499",
        "ruti_url": "https://ruti.gov.ro/exemplu",
        "purpose": "Sprijinirea copiilor din mediul rural.",
        "translations": {"en": {"name": "House with Cherries Association"}},
        "phone": "+40264000001",
        "website": "https://casacuciresi.example",
        "social": {"facebook": "https://www.facebook.com/exemplu-casa"},
        "contact_role": "Secretariat",
        "iban": "RO49AAAA1B31007593840000",
        "volunteering": {"accepts": True},
        "finances": [{"year": 2023, "revenue": 0}, {"year": 2024, "revenue": 12500}],
        "projects": [{"title": "Masa de prânz: 40 de porții", "start": "2023-01-01"}],
    }
    assert text == dump(PROFILE | typed)


def test_the_form_asks_for_all_that_an_organisation_says_of_itself(clerk: Clerk) -> None:
    page = clerk.open()
    asked = page.locator("#form-parts [data-field]").evaluate_all(
        "all => all.filter(f => !f.parentElement.closest('[data-field]')).map(f => f.dataset.field)"
    )
    by_itself = {"siruta", "confirmed_on", "origin", "maintainers", "sources", "former_ids", "merged_into"}
    by_itself |= {"register_absent_since"}
    assert set(asked) == {f.key for f in FIELDS if f.setter != "administrator"} - by_itself


def test_the_forge_opens_with_that_very_text(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    page.locator("#f-way-forge").check()
    page.get_by_label("Numele contului dumneavoastră").fill("casa-cu-ciresi")
    text = prepare(page, "forge")
    assert text == dump(PROFILE | {"maintainers": ["casa-cu-ciresi"]})
    address = urlsplit(page.get_by_role("link", name="Deschideți pe GitHub").get_attribute("href") or "")
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://github.com/exemplu/conect/new/main"
    assert parse_qs(address.query, strict_parsing=True) == {
        "filename": ["content/organizations/cj/asociatia-casa-cu-ciresi.yaml"],
        "value": [text],
    }


def test_where_the_address_would_grow_too_long_the_text_is_copied(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    box(page, "description").fill("Știți? Țări și țesături. " * 190)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text = prepare(page, "forge")
    link = page.get_by_role("link", name="Deschideți pe GitHub un fișier nou, gol")
    assert "value=" not in (link.get_attribute("href") or "")
    page.locator(".way:visible").get_by_role("button", name="Copiați textul").click()
    expect(page.locator(".copied:visible").first).to_have_text("Textul a fost copiat.")
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_by_e_mail_the_file_is_attached(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    page.locator("#f-way-forge").check()
    page.get_by_label("Numele contului dumneavoastră").fill("casa-cu-ciresi")
    text = prepare(page, "mail")
    assert "maintainers" not in text  # by e-mail an administrator decides about accounts
    with page.expect_download() as download:
        page.locator(".way:visible .take").click()
    assert download.value.suggested_filename == "asociatia-casa-cu-ciresi.yaml"
    assert Path(download.value.path()).read_bytes() == text.encode("utf-8")
    mail = urlsplit(page.get_by_role("link", name="scrieți e-mailul").get_attribute("href") or "")
    assert (mail.scheme, mail.path) == ("mailto", "contact@conect.example")
    said = parse_qs(mail.query)
    assert said["subject"] == ["Fișă nouă: Asociația „Casa cu Cireși”"]
    assert "Propun fișa" in said["body"][0]


def test_what_is_missing_is_told_where_it_is_and_all_together(clerk: Clerk) -> None:
    page = clerk.open()
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert errors(page)[0] == "Denumire oficială: Completați acest câmp."
    assert errors(page)[-1] == "Alegeți cum o veți trimite."
    assert len(errors(page)) == 11
    name = box(page, "name")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description(
        "Denumirea din actul constitutiv, cu diacritice și litere mari doar unde se scriu de obicei. "
        "De exemplu: Asociația Exemplu pentru Lectură Eroare: Completați acest câmp."
    )
    summary.get_by_role("link", name="E-mail").click()
    expect(box(page, "email")).to_be_focused()


def test_a_value_is_judged_when_its_field_is_left(clerk: Clerk) -> None:
    page = clerk.open()
    cui = box(page, "cui")
    cui.fill("12345678")
    cui.press("Tab")
    expect(field(page, "cui").locator(".error")).to_contain_text("Cifra de control")
    cui.fill("RO 9999989")
    cui.press("Tab")
    expect(field(page, "cui").locator(".error")).to_be_hidden()
    expect(field(page, "cui").locator(".written")).to_have_text("Se va scrie: 9999989")
    site = box(page, "website")
    site.fill("casacuciresi.example")
    site.press("Tab")
    field(page, "website").get_by_role("button", name="Scrieți „https://casacuciresi.example”").click()
    expect(site).to_have_value("https://casacuciresi.example")
    expect(field(page, "website").locator(".error")).to_be_hidden()


def test_the_domains_keep_the_order_in_which_they_were_chosen(clerk: Clerk) -> None:
    page = clerk.open()
    for domain in ("sport", "cultura", "educatie"):
        choose(page, "domains", domain)
    said = field(page, "domains").locator(".chosen-terms")
    expect(said).to_have_text("Alese, în ordine: 1. Sport, 2. Cultură, 3. Educație")
    for domain in ("arte", "sanatate", "tineret"):
        choose(page, "domains", domain)
    expect(field(page, "domains").locator(".error")).to_contain_text("între 1 și 5")


def test_counties_of_activity_are_asked_for_where_the_reach_needs_them(clerk: Clerk) -> None:
    page = clerk.open()
    counties = field(page, "activity_counties")
    expect(counties).to_be_hidden()
    choose(page, "activity_scope", "regional")
    expect(counties).to_be_visible()
    choose(page, "activity_scope", "national")
    expect(counties).to_be_hidden()


def test_a_branch_names_its_parent_and_a_foreign_one_its_country(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    page.locator("#f-way-mail").check()
    for form, missing in (("filiala", "Organizația-mamă"), ("persoana_juridica_straina", "Țara de origine")):
        choose(page, "legal_form", form)
        page.get_by_role("button", name="Verificați și pregătiți fișa").click()
        expect(page.locator(".errors li")).to_have_count(1)
        expect(page.locator(".errors li")).to_contain_text(missing)
    box(page, "country").select_option(label="Germania")
    text = prepare(page)
    assert "\ncountry: DE\n" in text
    assert judged(file_of(page), text) == []


def test_going_back_from_the_result_finds_the_form_as_it_was(clerk: Clerk) -> None:
    page = clerk.open()
    fill_profile(page)
    before = prepare(page)
    page.go_back()
    expect(box(page, "email")).to_have_value(TEXTS["email"])
    box(page, "email").fill("altul@casacuciresi.example")
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    expect(page.locator("#result")).to_be_visible()
    assert text_of(page) == before.replace(TEXTS["email"], "altul@casacuciresi.example")
