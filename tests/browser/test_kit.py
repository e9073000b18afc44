"""The checks can fail: each is shown a page with the fault that it is there for, and one without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe, measures
from tests.browser.server import serve
from tests.browser.visitor import Visitor

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types conect"
)
STYLE = """
body { margin: 1rem; font: 1rem sans-serif; color: #111; background: #fff; }
.pale { color: #aaa; }
.wide { width: 600px; background: #eee; }
a { display: inline-block; padding: 1rem; }
.small { width: 8px; height: 8px; padding: 0; overflow: hidden; }
.ringless:focus { outline: none; }
.turning:focus path { fill: #004df3; }
a:focus { outline: 3px solid #004df3; }
@media (prefers-color-scheme: dark) { .moody { color: #333; background: #222; } }
@media print { .screen { display: none; } }
"""
WRITES = "document.getElementById('spot').innerHTML = '<b>x</b>';"
# Moves the text after it was painted, however slow the machine.
LATE = """new PerformanceObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
  document.getElementById('spot').style.height = '300px';
}))).observe({type: 'paint', buffered: true});"""


def page_of(body: str, *, head: str = "", policy: str = POLICY) -> str:
    """A small page that is right in itself, around `body`."""
    return (
        f'<!doctype html><html lang="ro"><head><meta charset="utf-8"><title>Pagină</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/style.css">{head}</head>'
        f"<body><main><h1>Titlu</h1>{body}</main></body></html>"
    )


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., None]:
    """Write files into the folder of a tiny site."""
    (tmp_path / "style.css").write_text(STYLE, encoding="utf-8")
    (tmp_path / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")

    def write(body: str, *, head: str = "", policy: str = POLICY, **files: str) -> None:
        (tmp_path / "index.html").write_text(page_of(body, head=head, policy=policy), encoding="utf-8")
        for name, text in files.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def tiny(chromium: Browser, tmp_path: Path, lay: Callable[..., None]) -> Iterator[Visitor]:
    """A visitor of the tiny site, whose faults the test looks at itself."""
    with serve(tmp_path) as origin:
        visitor = Visitor(chromium, origin)
        yield visitor
        visitor.close()


GOOD = '<p>Text</p><p><a href="/">Acasă</a></p>'


def test_nothing_is_found_on_a_good_page(lay: Callable[..., None], tiny: Visitor) -> None:
    lay(GOOD)
    page = tiny.open("/")
    assert axe.violations(page) == []
    assert measures.overflow(page) == []
    assert measures.layout_shift(page) == 0
    assert measures.focus_faults(page) == []
    assert tiny.faults == []


@pytest.mark.parametrize(
    ("body", "files", "complaint"),
    [
        ("<script>document.title = 'x'</script>", {}, "Content Security Policy"),
        ("<p style='color: red'>x</p>", {}, "Content Security Policy"),
        ("<img src='https://other.example/pixel.png' alt=''>", {}, "foreign request: https://other.example/"),
        ("<p id='spot'></p><script src='/a.js'></script>", {"a": WRITES}, "TrustedHTML"),
        ("<script src='/a.js'></script>", {"a": "console.error('broken')"}, "broken"),
        ("<script src='/a.js'></script>", {"a": "throw new Error('thrown')"}, "script: thrown"),
        ("<img src='/none.png' alt=''>", {}, "answer 404"),
    ],
)
def test_the_visitor_sees(
    lay: Callable[..., None], tiny: Visitor, body: str, files: dict[str, str], complaint: str
) -> None:
    lay(GOOD + body, **files)
    tiny.open("/").wait_for_timeout(100)
    assert any(complaint in fault for fault in tiny.faults), tiny.faults


def test_the_visitor_passes_over_what_is_forgiven_also_when_it_comes_later(
    lay: Callable[..., None], tiny: Visitor
) -> None:
    lay(GOOD + "<img src='/none.png' alt=''><script src='/a.js'></script>", a="throw new Error('thrown')")
    tiny.forgive(404)
    tiny.open("/").wait_for_timeout(100)
    assert tiny.faults == ["script: thrown"]
    tiny.forgive("thrown")
    assert tiny.faults == []


def test_the_visitor_sees_a_foreign_request_that_the_policy_would_allow(
    lay: Callable[..., None], tiny: Visitor
) -> None:
    lay(GOOD + "<img src='https://other.example/pixel.png' alt=''>", policy="default-src *")
    tiny.open("/")
    assert "foreign request: https://other.example/pixel.png" in tiny.faults


def test_a_missing_page_is_a_fault_unless_it_is_expected(lay: Callable[..., None], tiny: Visitor) -> None:
    lay(GOOD)
    tiny.open("/nimic/", missing=True)
    assert tiny.faults == []
    tiny.open("/nici-asta/")
    assert "/nici-asta/: not found" in tiny.faults


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<p class="pale">Text</p>', "color-contrast"),
        ('<img src="/icon.svg">', "image-alt"),
        ("<form><input></form>", "label"),
        ('<ul><li><a class="small" href="/">a</a><a class="small" href="/b">b</a></li></ul>', "target-size"),
        ('<p lang="xx-none-zz-1">Text</p>', "valid-lang"),
    ],
)
def test_axe_sees(lay: Callable[..., None], tiny: Visitor, body: str, rule: str) -> None:
    lay(GOOD + body)
    assert any(found.startswith(rule) for found in axe.violations(tiny.open("/")))


def test_axe_sees_dark_colours_only_in_the_dark(lay: Callable[..., None], tiny: Visitor) -> None:
    lay(GOOD + '<p class="moody">Text</p>')
    assert axe.violations(tiny.open("/")) == []
    dark = axe.violations(tiny.open("/", scheme="dark"))
    assert [found.split(":")[0] for found in dark] == ["color-contrast"]


def test_overflow_is_seen_at_phone_width_only(lay: Callable[..., None], tiny: Visitor) -> None:
    lay(GOOD + '<p class="wide">Text</p>')
    assert measures.overflow(tiny.open("/")) == []
    assert any(".wide" in found for found in measures.overflow(tiny.open("/", width=320)))


def test_layout_shift_is_seen(lay: Callable[..., None], tiny: Visitor) -> None:
    lay('<div id="spot"></div><p>Text</p><script src="/a.js"></script>', a=LATE)
    page = tiny.open("/")
    expect(page.locator("#spot")).to_have_css("height", "300px")
    assert measures.layout_shift(page) > 0.01


def test_a_link_without_ring_is_seen(lay: Callable[..., None], tiny: Visitor) -> None:
    lay(GOOD + '<p><a class="ringless" href="/">Fără inel</a></p>')
    assert measures.focus_faults(tiny.open("/")) == ["no ring: a Fără inel"]


@pytest.mark.parametrize(("shape", "faults"), [("turning", []), ("still", ["no ring: a Formă"])])
def test_a_drawn_link_may_turn_its_colours_instead(
    lay: Callable[..., None], tiny: Visitor, shape: str, faults: list[str]
) -> None:
    drawn = f'<a href="/" class="ringless {shape}"><title>Formă</title><path d="M0 0h40v40z"/></a>'
    lay(f'{GOOD}<svg viewBox="0 0 40 40" width="40" height="40">{drawn}</svg>')
    assert measures.focus_faults(tiny.open("/")) == faults


def test_a_keyboard_trap_is_seen(lay: Callable[..., None], tiny: Visitor) -> None:
    trap = "document.querySelector('a').onblur = event => event.target.focus();"
    lay(GOOD + '<p><a href="/">Alta</a></p><script src="/a.js"></script>', a=trap)
    assert any("no end" in fault for fault in measures.focus_faults(tiny.open("/"), limit=8))


def test_without_javascript_no_script_runs(lay: Callable[..., None], tiny: Visitor) -> None:
    lay(
        '<p id="spot">a</p><script src="/a.js"></script>',
        a="document.getElementById('spot').textContent = 'b'",
    )
    assert text_of(tiny.open("/")) == "b"
    assert text_of(tiny.open("/", javascript=False)) == "a"


def test_the_print_sheet_is_looked_at(lay: Callable[..., None], tiny: Visitor) -> None:
    lay('<p id="spot" class="screen">a</p>')
    assert tiny.open("/").locator("#spot").is_visible()
    assert not tiny.open("/", media="print").locator("#spot").is_visible()


def text_of(page: Page) -> str:
    """Text of the one element that the test is about."""
    return page.locator("#spot").inner_text()
