"""Helps the tests to fill in the form of the built site, and to judge what comes out of it as the repository would."""

from __future__ import annotations

import datetime
import json
import re
import zlib
from pathlib import Path
from typing import Unpack

from playwright.sync_api import Browser, Locator, Page, expect

from conect.catalogue import rules
from conect.catalogue.entry import Entry
from conect.catalogue.loading import load
from conect.records.mend import mend
from conect.records.problems import Problem
from conect.records.reader import read
from conect.records.rule import Context
from conect.records.vocabularies import load_vocabularies
from tests.browser.visitor import Conditions, Visitor

CONTENT = Path(__file__).resolve().parents[3] / "content"
TODAY = "2026-11-24"
NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)

# What an association must say, as a volunteer types it.
TEXTS = {
    "name": "Asociația „Casa cu Cireși”",
    "cui": "RO 9999989",
    "summary": "Primim copiii satului după școală: masă caldă, teme și povești citite cu voce tare.",
    "description": (
        "Casa cu Cireși este o casă veche din Florești, cu ușa deschisă în fiecare după-amiază.\n\n### Ce facem\n\n"
        "- masă caldă pentru 40 de copii;\n- ajutor la teme;\n- **povești** citite cu voce tare: vinerea.\n\n"
        "Trăim din donații mici și din munca a doisprezece voluntari."
    ),
    "email": "contact@casacuciresi.example",
}


class Clerk:
    """Opens the form on the day for which the site was built."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.visitor = Visitor(browser, origin)
        self.origin = origin

    def open(self, search: str = "", *, path: str = "/propune/", **how: Unpack[Conditions]) -> Page:
        """The form at an address, in a context of its own, ready to be filled in."""
        page = self.visitor.blank(**how)
        page.clock.set_fixed_time(NOON)
        page.goto(self.origin + path + search)
        if how.get("javascript", True):
            expect(page.locator("#form")).to_be_visible()
            page.wait_for_load_state("networkidle")
        return page


def field(page: Page, key: str) -> Locator:
    """The field of a key of the record."""
    return page.locator(f'#form-parts > .part [data-field="{key}"]').first


def box(page: Page, key: str) -> Locator:
    """The one box of a field."""
    return field(page, key).locator("input, textarea, select")


def choose(page: Page, key: str, value: str) -> None:
    """Choose one of a field's options."""
    field(page, key).locator(f'input[value="{value}"]').check()


def unfold(page: Page) -> None:
    """Unfold all that is optional."""
    for summary in page.locator(".more > summary").all():
        summary.click()


def fill_profile(page: Page) -> None:
    """Fill in what a profile must have, as a volunteer would."""
    for key, text in TEXTS.items():
        box(page, key).fill(text)
    choose(page, "legal_form", "asociatie")
    box(page, "county").select_option(label="Cluj")
    box(page, "locality").fill("floresti")
    choose(page, "activity_scope", "local")
    choose(page, "activity_counties", "CJ")
    choose(page, "domains", "educatie")
    choose(page, "domains", "asistenta-sociala")


def exists(page: Page) -> None:
    """Type the name of an organisation that the site has, nearly."""
    box(page, "name").fill("Asociația Biblioteca din Cartier")
    box(page, "name").press("Tab")
    expect(page.locator('[data-exists="name"] li').first).to_be_visible()


def given(page: Page, shelf: dict[str, list[str] | None]) -> None:
    """Let every record stand in one file of texts."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = squeeze.compress(json.dumps(shelf).encode("utf-8")) + squeeze.flush()
    page.route("**/propune/fise/*.bin", lambda route: route.fulfill(body=body))


def prepare(page: Page, way: str = "mail") -> str:
    """Choose a way, press the button, and return the record's text that comes out."""
    page.locator(f"#f-way-{way}").check()
    page.get_by_role("button", name="Verificați și pregătiți fișa").click()
    expect(page.locator("#result")).to_be_visible()
    return text_of(page)


def text_of(page: Page) -> str:
    """The text that the form made."""
    return page.locator("#result pre").text_content() or ""


def file_of(page: Page) -> str:
    """The path that the form gives the record, below the content folder."""
    path = page.locator("#result-whole .file").text_content() or ""
    return path.removeprefix("content/")


def errors(page: Page) -> list[str]:
    """The lines of the list of what is wrong."""
    return page.locator(".errors li").all_inner_texts()


def judged(path: str, text: str, logo: bytes | None = None) -> list[Problem]:
    """Errors that a record brings, alone and beside all others of the site; with its logo's file where one is given."""
    today = datetime.date.fromisoformat(TODAY)
    context = Context(load_vocabularies(CONTENT), today, lambda _: logo)
    data = text.encode("utf-8")
    result = read(path, data, context)
    problems = [problem for problem in result.problems if logo is not None or problem.rule != "logo"]
    if result.record is not None:
        others = [e for e in load(CONTENT, context.vocabularies, today, quiet=True).entries if e.id != result.record.id]
        problems += [p for p in rules.check([*others, Entry.of(result.record)], context) if p.path == path]
    formatted = changed_lines(text, mend(path, data, context).data.decode("utf-8"))
    assert not formatted, f"conect format would change the text: {formatted}"
    return [problem for problem in problems if problem.level == "error"]


def original(path: str) -> str:
    """The text of one of the site's records."""
    return (CONTENT / "organizations" / path).read_text("utf-8")


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that an edit takes out (-) and puts in (+)."""
    import difflib

    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if re.match(r"[-+](?![-+]{2} )", line)]
