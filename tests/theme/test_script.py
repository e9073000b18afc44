"""The script in a browser: comfort where it runs, nothing missed where it does not, nothing that the policy refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium as chromium_here
from tests.browser.axe import violations
from tests.browser.server import serve

from . import samples
from .harness import LANGUAGES, THEME, TODAY

WORDS = {
    "ro": [
        ("2026-11-24", " (azi)"),
        ("2026-11-23", " (ieri)"),
        ("2026-11-04", " (acum 20 de zile)"),
        ("2026-10-25", " (acum 30 de zile)"),
        ("2026-10-24", " (acum 1 lună)"),
        ("2026-08-25", " (acum 2 luni)"),
        ("2026-08-24", " (acum 3 luni)"),
        ("2025-11-25", " (acum 11 luni)"),
        ("2025-11-24", " (acum 1 an)"),
        ("2023-12-01", " (acum 2 ani)"),
        ("2026-11-25", ""),
        ("2026-11", ""),
        ("2005", ""),
    ],
    "en": [("2026-11-23", " (yesterday)"), ("2026-08-24", " (3 months ago)"), ("2025-11-24", " (1 year ago)")],
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_here.find(), args=[*chromium_here.FLAGS])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory, render: Callable[[str, str], str]) -> Iterator[str]:
    """The sample pages, and a page of dates a language, served as the site is."""
    folder = tmp_path_factory.mktemp("theme")
    shutil.copytree(THEME / "static", folder / "theme")
    for page in samples.PAGES:
        for lang in LANGUAGES:
            (folder / f"{page}.{lang}.html").write_text(render(page, lang), encoding="utf-8")
    for lang, words in WORDS.items():
        times = "".join(f'<p><time datetime="{iso}" data-relative>x</time></p>' for iso, _ in words)
        (folder / f"dates.{lang}.html").write_text(
            f'<!doctype html><html lang="{lang}"><script type="module" src="/theme/js/conect.js"></script>{times}',
            encoding="utf-8",
        )
    with serve(folder) as served:
        yield served


@pytest.mark.parametrize("lang", LANGUAGES)
def test_says_how_long_ago(browser: Browser, origin: str, lang: str) -> None:
    with browser.new_context(timezone_id="Europe/Bucharest") as context:
        page = context.new_page()
        page.clock.set_fixed_time(f"{TODAY}T00:30:00+02:00")
        page.goto(f"{origin}/dates.{lang}.html")
        shown = [text.removeprefix("x") for text in page.locator("p").all_text_contents()]
        assert shown == [words for _, words in WORDS[lang]]


def test_copies_the_address(browser: Browser, origin: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{origin}/record.ro.html")
        page.get_by_role("button", name="Copiați adresa").click()
        page.get_by_role("status").get_by_text("Adresa a fost copiată.").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == "https://conect.example/organizatii/exemplu-pentru-lectura/"


def test_nothing_is_missed_without_it(browser: Browser, origin: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{origin}/record.ro.html")
        assert page.get_by_text("Fișă confirmată de organizație la 20 august 2026.").is_visible()
        assert not page.get_by_text("Copiați adresa").is_visible()


@pytest.mark.parametrize(("width", "scheme", "lang"), [(1280, "light", "ro"), (320, "dark", "en")])
def test_every_state_fits_is_accessible_and_refused_nothing(
    browser: Browser, origin: str, width: int, scheme: Literal["light", "dark"], lang: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for name in samples.PAGES:
            if name == "redirect":  # it leaves at once
                continue
            page.goto(f"{origin}/{name}.{lang}.html")
            beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert beyond == 0, name
            assert violations(page) == [], name
        assert complaints == []
