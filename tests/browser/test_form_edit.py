"""A record that exists: changed, claimed or confirmed, with the file's comments and order kept."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route, expect

from tests.browser.form.clerk import (
    TEXTS,
    Clerk,
    box,
    changed_lines,
    choose,
    errors,
    field,
    file_of,
    given,
    judged,
    original,
    prepare,
    text_of,
    unfold,
)

PROFILE = "biblioteca-din-cartier"
IMPORTED = "cercul-filatelistilor-sighet"
CHECKED = "Am recitit toată fișa și este adevărată astăzi"


def rows_of(page: Page) -> list[str]:
    return page.locator("#result .changes > div").all_inner_texts()


def test_nothing_changed_leaves_the_file_to_the_letter(clerk: Clerk) -> None:
    page = clerk.open(f"?id={PROFILE}")
    text = prepare(page)
    assert text == original(f"cj/{PROFILE}.yaml")
    assert rows_of(page) == ["Nu s-a schimbat încă nimic."]


def test_a_change_touches_its_own_lines_alone(clerk: Clerk) -> None:
    page = clerk.open(f"?id={PROFILE}")
    expect(page.locator("h1")).to_have_text("Propuneți o modificare")
    box(page, "email").fill("nou@biblioteca-cartier.example")
    unfold(page)
    page.get_by_label("X", exact=True).fill("")
    field(page, "finances").get_by_role("button", name="Adăugați").click()
    item = field(page, "finances").locator("[data-item]").last
    item.get_by_label("An", exact=True).fill("2021")
    item.get_by_label("Venituri (lei)").fill("90000")
    field(page, "reports").get_by_role("button", name="Scoateți").first.click()
    choose(page, "beneficiaries", "tineri")
    page.get_by_label(CHECKED).check()
    text = prepare(page)
    before = original(f"cj/{PROFILE}.yaml")
    path = f"organizations/cj/{PROFILE}.yaml"
    assert file_of(page) == path
    assert judged(path, text) == []
    changed = changed_lines(before, text)
    assert "-email: contact@biblioteca-cartier.example" in changed
    assert "+email: nou@biblioteca-cartier.example" in changed
    assert "-  x: https://x.com/exemplu_bic" in changed
    assert {"+  - year: 2021", "+    revenue: 90000", '+confirmed_on: "2026-11-24"'} <= set(changed)
    assert {"-  - title: Raport anual 2024", "-    url: https://biblioteca-cartier.example/rapoarte/2024.pdf"} <= set(
        changed
    )
    assert len(changed) == 12
    said = "\n".join(rows_of(page))
    assert "contact@biblioteca-cartier.example" in said
    assert "Tineri" in said
    assert "Rețele sociale, X" in said


def test_the_forges_page_of_the_file_is_where_the_text_goes(clerk: Clerk) -> None:
    page = clerk.open(f"?id={PROFILE}")
    expect(page.locator("#form-account")).to_have_count(0)  # its maintainers are known
    box(page, "phone").fill("0264 000 777")
    text = prepare(page, "forge")
    assert changed_lines(original(f"cj/{PROFILE}.yaml"), text) == ['-phone: "+40264000139"', '+phone: "+40264000777"']
    link = page.get_by_role("link", name="Deschideți pe GitHub fișierul fișei")
    expected = f"https://github.com/exemplu/conect/edit/main/content/organizations/cj/{PROFILE}.yaml"
    assert link.get_attribute("href") == expected
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".way:visible").get_by_role("button", name="Copiați textul").first.click()
    expect(page.locator(".copied:visible").first).to_have_text("Textul a fost copiat.")
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_a_record_that_moves_to_another_county_says_where_its_file_goes(clerk: Clerk) -> None:
    page = clerk.open(f"?id={PROFILE}")
    box(page, "county").select_option("SJ")
    box(page, "locality").fill("zalau")
    unfold(page)
    box(page, "postal_code").fill("450001")
    text = prepare(page, "forge")
    assert "locality: Zalău\n" in text
    path = f"organizations/sj/{PROFILE}.yaml"
    assert file_of(page) == path
    assert [problem.rule for problem in judged(path, text)] == []
    expect(page.locator(".moved")).to_have_text(f"../sj/{PROFILE}.yaml")


def test_a_markdown_record_keeps_its_form(clerk: Clerk) -> None:
    page = clerk.open("?id=lemn-si-cer")
    before = original("mm/lemn-si-cer.md")
    description = box(page, "description")
    expect(description).to_have_value(before.partition("\n---\n")[2].strip())
    description.fill(description.input_value() + "\n\nScrieți-ne.")
    unfold(page)
    box(page, "contact_role").fill("Atelierul de șindrilă")
    text = prepare(page)
    changed = changed_lines(before, text)
    assert [line for line in changed if line.startswith("+")][-2:] == ["+", "+Scrieți-ne."]
    assert [line for line in changed if "contact_role" in line][-1] == "+contact_role: Atelierul de șindrilă"
    assert len(changed) <= 4
    assert text.endswith("\n\nScrieți-ne.\n")
    assert judged("organizations/mm/lemn-si-cer.md", text) == []
    assert file_of(page) == "organizations/mm/lemn-si-cer.md"


def test_comments_order_and_quotes_stay(clerk: Clerk) -> None:
    strange = (
        "# Fișa noastră\n"
        "origin: organization   # profil\n"
        "name: 'Asociația „Casa cu Cireși”'\n"
        "legal_form: asociatie\n"
        "\n"
        "# Numerele\n"
        'cui: "9999989" # din certificat\n'
        "registry_status: inregistrata\n"
        "county: CJ\n"
        "locality: Florești\n"
        "activity_scope: local\n"
        "activity_counties:\n"
        "  - CJ # numai aici\n"
        "domains:\n"
        "  # cel mai important\n"
        "  - educatie\n"
        "  - cultura\n"
        f"summary: {TEXTS['summary']!r}\n"
        "description: |\n"
        + "".join(f"  {line}\n" if line else "\n" for line in TEXTS["description"].split("\n"))
        + "\n"
        + "# Contact\n"
        + "email: contact@casacuciresi.example\n"
        + "social:\n"
        + "  facebook: https://www.facebook.com/exemplu-a # pagina\n"
        + "  # cealaltă\n"
        + "  instagram: https://www.instagram.com/exemplu-a\n"
        + "finances:\n"
        + "  # pe ani\n"
        + "  - year: 2023 # primul\n"
        + "    revenue: 100\n"
        + "  - year: 2024\n"
        + "    revenue: 200\n"
        + 'confirmed_on: "2026-01-01"\n'
    )
    page = clerk.visitor.blank()
    given(page, {"casa": ["organizations/cj/casa.yaml", strange]})
    page.goto(f"{clerk.origin}/propune/?id=casa")
    expect(page.locator("#form")).to_be_visible()
    box(page, "cui").fill("30339344")
    choose(page, "domains", "sport")
    unfold(page)
    page.get_by_label("Facebook", exact=True).fill("https://www.facebook.com/exemplu-b")
    second = field(page, "finances").locator("[data-item]").nth(1)
    second.get_by_label("Venituri (lei)").fill("250")
    second.get_by_label("Angajați").fill("0")
    box(page, "phone").fill("+40264000001")
    text = prepare(page)
    assert changed_lines(strange, text) == [
        '-cui: "9999989" # din certificat',
        '+cui: "30339344" # din certificat',
        "+  - sport",
        '+phone: "+40264000001"',
        "-  facebook: https://www.facebook.com/exemplu-a # pagina",
        "+  facebook: https://www.facebook.com/exemplu-b # pagina",
        "-    revenue: 200",
        "+    revenue: 250",
        "+    employees: 0",
    ]


def test_a_claim_completes_what_the_register_says(clerk: Clerk) -> None:
    page = clerk.open(f"?id={IMPORTED}&revendica=1")
    before = original(f"mm/{IMPORTED}.yaml")
    expect(page.locator("h1")).to_have_text("Revendicați o fișă")
    name = box(page, "name").input_value()
    assert name in before
    for key in ("cui", "summary", "description", "email"):
        box(page, key).fill(TEXTS[key])
    choose(page, "activity_scope", "local")
    choose(page, "activity_counties", "MM")
    choose(page, "domains", "cultura")
    page.locator("#f-way-forge").check()
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    assert len(errors(page)) == 1
    assert errors(page)[0].startswith("Scrieți numele contului dumneavoastră")
    page.get_by_label("Numele contului dumneavoastră").fill("cercul-filatelistilor")
    text = prepare(page, "forge")
    assert "\norigin: organization\n" in text
    assert "\nmaintainers: [cercul-filatelistilor]\n" in text
    assert '\nconfirmed_on: "2026-11-24"\n' in text
    assert judged(f"organizations/mm/{IMPORTED}.yaml", text) == []
    kept = [line for line in before.splitlines() if line not in text.splitlines()]
    assert kept == ["origin: register"]


def test_confirmed_today_is_one_line(clerk: Clerk) -> None:
    page = clerk.open("?id=lemn-si-cer&confirmat=1")
    expect(page.locator("#form-parts")).to_be_hidden()
    expect(page.locator("#form-lead")).to_contain_text("Lemn și Cer")
    read = page.get_by_role("link", name="Deschideți pagina ei")
    assert read.get_attribute("href") == "/organizatii/lemn-si-cer/"
    change = page.get_by_role("link", name="Este ceva de schimbat")
    assert change.get_attribute("href") == "/propune/?id=lemn-si-cer"
    text = prepare(page)
    changed = changed_lines(original("mm/lemn-si-cer.md"), text)
    assert [line for line in changed if line.startswith("+")] == ['+confirmed_on: "2026-11-24"']
    assert len(changed) == 2
    mail = urlsplit(page.get_by_role("link", name="scrieți e-mailul").get_attribute("href") or "")
    assert parse_qs(mail.query)["subject"] == [
        "Confirmarea fișei: Asociația „Lemn și Cer” pentru Biserici și Case de Lemn"
    ]


def test_the_register_is_claimed_and_what_an_organisation_wrote_is_changed(clerk: Clerk) -> None:
    page = clerk.open(f"?id={IMPORTED}&confirmat=1")
    expect(page.locator("h1")).to_have_text("Revendicați o fișă")
    page = clerk.open(f"?id={PROFILE}&revendica=1")
    expect(page.locator("h1")).to_have_text("Propuneți o modificare")


def test_an_account_that_cannot_be_one_is_told(clerk: Clerk) -> None:
    page = clerk.open(f"?id={IMPORTED}&revendica=1")
    page.locator("#f-way-forge").check()
    page.get_by_label("Numele contului dumneavoastră").fill("Ion Popescu!")
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    expect(page.locator("#form-account .error")).to_contain_text("numele contului, fără @")


def test_the_pages_of_records_lead_to_the_form(clerk: Clerk) -> None:
    page = clerk.visitor.open(f"/en/organizatii/{IMPORTED}/")
    page.get_by_role("link", name="Claim this record").first.click()
    expect(page.locator("h1")).to_have_text("Claim a record")
    page = clerk.visitor.open(f"/organizatii/{PROFILE}/")
    page.get_by_role("link", name="Confirmați: totul e adevărat azi").click()
    expect(page.locator("h1")).to_have_text("Confirmați o fișă")


def test_what_cannot_be_loaded_is_told_and_tried_again(clerk: Clerk) -> None:
    page = clerk.visitor.blank()
    broken = True

    def answer(route: Route) -> None:
        route.abort("connectionreset") if broken else route.continue_()

    page.route("**/propune/fise/*.bin", answer)
    page.goto(f"{clerk.origin}/propune/?id={PROFILE}")
    expect(page.locator("#form-notices")).to_contain_text("nu a putut fi încărcată")
    expect(page.locator("#form")).to_be_hidden()
    broken = False
    page.locator("#form-notices").get_by_role("button").click()
    expect(box(page, "name")).not_to_have_value("")
    clerk.visitor.forgive("ERR_CONNECTION_RESET")


def test_the_other_language_shows_the_same_record(clerk: Clerk) -> None:
    page = clerk.open(f"?id={PROFILE}")
    box(page, "phone").fill("0264 000 777")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Propose a change")
    expect(box(page, "phone")).to_have_value("0264 000 777")


def test_an_id_that_nobody_has_is_told(clerk: Clerk) -> None:
    page = clerk.visitor.open("/propune/?id=nimeni-nu-este")
    expect(page.locator("#form-notices")).to_contain_text("Nu există fișa „nimeni-nu-este”")
    assert text_of(page) == ""
