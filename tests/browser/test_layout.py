"""Pages hold together: on a phone, at 400 %, with wide spacing, on paper, and while they load."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Response

from tests.browser import measures
from tests.browser.kinds import KINDS, path_of
from tests.browser.visitor import Visitor

HEAVIEST = 50_000

# The spacing that a reader may set, of WCAG 2.2, 1.4.12. A constructed sheet is not bound by the page's policy.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways(visitor: Visitor, kind: str) -> None:
    # 320 × 256 is a window of 1280 × 1024 at 400 %.
    page = visitor.open(path_of(kind, "ro"), width=320, height=256)
    assert measures.overflow(page) == []
    page.evaluate(SPACING)
    assert measures.overflow(page) == [], "with the reader's own spacing"
    for width in (480, 768, 1024, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert measures.overflow(page) == [], f"{width} px"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", ["home", "all", "profile", "imported", "statistics"])
def test_nothing_jumps_while_the_page_loads(visitor: Visitor, kind: str, width: int) -> None:
    assert measures.layout_shift(visitor.open(path_of(kind, "ro"), width=width)) < 0.01


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_with_everything_is_light(visitor: Visitor, kind: str) -> None:
    page = visitor.blank()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(visitor.origin + path_of(kind, "ro"))
    weights = {
        answer.url.removeprefix(visitor.origin): len(gzip.compress(answer.body(), 6))
        for answer in answers
        if answer.request.resource_type in {"document", "stylesheet", "script"}
    }
    assert len(weights) >= 2
    assert sum(weights.values()) <= HEAVIEST, weights


def test_the_print_sheet_keeps_the_record_and_drops_the_rest(visitor: Visitor) -> None:
    page = visitor.open("/organizatii/biblioteca-din-cartier/", media="print", scheme="dark")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_text("Prima bibliotecă a încăput într-o uscătorie").is_visible()
    assert page.get_by_text("9901915").is_visible()
    for gone in ("header form", "header nav", "footer nav", ".skip"):
        for part in page.locator(gone).all():
            assert not part.is_visible(), gone
    # Paper is white, whatever the screen was.
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    ink = [int(part) for part in colours[0].removeprefix("rgb(").removesuffix(")").split(",")]
    assert max(ink) < 100
    assert colours[1] in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
