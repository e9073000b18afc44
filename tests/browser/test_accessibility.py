"""axe finds nothing: every kind of page, both languages, light and dark, on a phone and on a wide screen."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.browser import axe, measures
from tests.browser.kinds import KINDS, LANGUAGES, path_of
from tests.browser.visitor import Visitor


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visitor: Visitor, kind: str, language: str) -> None:
    page = visitor.open(path_of(kind, language))
    assert page.locator("html").get_attribute("lang") == language
    found = {}
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            violations = axe.violations(page)
            if violations:
                found[f"{width} px, {scheme}"] = violations
    assert found == {}


@pytest.mark.parametrize("kind", ["home", "all", "profile", "statistics"])
def test_headings_go_down_step_by_step(visitor: Visitor, kind: str) -> None:
    page = visitor.open(path_of(kind, "ro"), javascript=False)
    levels = [
        int(name[1]) for name in page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(n => n.localName)")
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    steps = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert steps == []


@pytest.mark.parametrize("kind", ["home", "county", "profile", "statistics", "how-to-join"])
def test_every_stop_of_the_tab_key_is_seen(visitor: Visitor, kind: str) -> None:
    for width in (1280, 320):
        assert measures.focus_faults(visitor.open(path_of(kind, "ro"), width=width)) == []


def test_the_skip_link_comes_first_and_leads_to_the_content(visitor: Visitor) -> None:
    page = visitor.open("/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#content"
    assert skip.is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("kind", ["home", "profile"])
def test_motion_stops_for_those_who_asked_for_none(visitor: Visitor, kind: str) -> None:
    page = visitor.open(path_of(kind, "ro"), reduced_motion=True)
    moving = page.evaluate(
        """() => [document.documentElement, ...document.body.querySelectorAll('*')].filter(node => {
          const style = getComputedStyle(node);
          const longest = value => Math.max(...value.split(',').map(parseFloat));
          return longest(style.transitionDuration) > 0.01 || style.scrollBehavior === 'smooth'
            || (style.animationName !== 'none' && longest(style.animationDuration) > 0.01);
        }).map(node => node.localName + '.' + node.className)"""
    )
    assert moving == []


@pytest.mark.parametrize("kind", ["home", "county", "profile", "statistics"])
def test_forced_colours_leave_text_and_focus(visitor: Visitor, kind: str) -> None:
    page = visitor.open(path_of(kind, "ro"), forced_colors=True)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert measures.focus_faults(page) == []
