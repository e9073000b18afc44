"""In a real browser: nothing that a stranger wrote runs, nothing leaves the site, nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from tests.browser.kinds import path_of
from tests.browser.server import serve
from tests.browser.visitor import Visitor

RUNS = "window.hit = true"
# What a fault in our own scripts would let in, were it not for Trusted Types and the policy.
SINKS = {
    "inline script": f"const s = document.createElement('script'); s.text = '{RUNS}'; document.body.append(s)",
    "markup": f"document.body.innerHTML = '<img src=x onerror=\"{RUNS}\">'",
    "handler": f"document.body.setAttribute('onclick', '{RUNS}'); document.body.click()",
    "written": f"document.write('<script>{RUNS}</script>')",
    "timer": f"setTimeout('{RUNS}')",
    "address": (
        f"const a = document.createElement('a'); a.href = 'javascript:{RUNS}'; document.body.append(a); a.click()"
    ),
}
# What a fault in our templates would print.
PRINTED = {
    "inline script": f"<script>{RUNS}</script>",
    "foreign script": '<script src="https://evil.example/a.js"></script>',
    "handler": f'<img src="/theme/img/icon.svg" alt="" onload="{RUNS}">',
    "frame": f"<iframe srcdoc='<script>parent.{RUNS}</script>'></iframe>",
    "foreign frame": '<iframe src="https://evil.example/"></iframe>',
    "tracker": '<img src="https://evil.example/a.png" alt="">',
    "style": "<style>main { display: none }</style>",
    "base": '<base href="https://evil.example/">',
}


@pytest.mark.parametrize("way", SINKS)
def test_what_our_scripts_let_in_does_not_run(chromium: Browser, site: str, way: str) -> None:
    visitor = Visitor(chromium, site)
    page = visitor.open("/organizatii/biblioteca-din-cartier/")
    try:
        page.evaluate(f"() => {{ {SINKS[way]} }}")
    except Error as error:
        assert "Trusted" in error.message
    page.wait_for_timeout(100)
    assert page.evaluate("window.hit") is None
    assert any("Trusted" in fault or "Content Security Policy" in fault for fault in visitor.faults)
    visitor.close()


@pytest.mark.parametrize("way", PRINTED)
def test_what_our_templates_let_out_does_nothing(
    chromium: Browser, site_folder: Path, tmp_path: Path, way: str
) -> None:
    (tmp_path / "theme").symlink_to(site_folder / "theme")
    page_file = site_folder / "organizatii" / "biblioteca-din-cartier" / "index.html"
    html = page_file.read_text(encoding="utf-8")
    assert html.count("</h1>") == 1
    (tmp_path / "index.html").write_text(html.replace("</h1>", f"</h1>{PRINTED[way]}"), encoding="utf-8")
    with serve(tmp_path) as origin:
        visitor = Visitor(chromium, origin)
        page = visitor.open("/")
        page.wait_for_timeout(100)
        assert page.evaluate("window.hit") is None
        assert page.evaluate("document.baseURI").startswith(origin)
        assert page.get_by_role("heading", level=1).is_visible()
        assert any("Content Security Policy" in fault for fault in visitor.faults), visitor.faults
        visitor.close()


@pytest.mark.parametrize("kind", ["home", "all", "profile", "statistics"])
def test_nothing_is_kept_on_the_device(visitor: Visitor, kind: str) -> None:
    page = visitor.open(path_of(kind, "ro"))
    page.wait_for_timeout(100)
    assert page.context.cookies() == []
    kept = page.evaluate("[localStorage.length, sessionStorage.length]")
    assert kept == [0, 0]
