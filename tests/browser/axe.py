"""Runs axe-core, the accessibility checker, on an open page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

# Every level the site promises, by name: axe leaves wcag22aa out unless it is asked for.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
SOURCE = Path(__file__).parent / "vendor" / "axe.min.js"

# Without preload axe would fetch stylesheets again, which the page's policy may refuse.
RUN = """async tags => {
  const result = await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, preload: false, resultTypes: ['violations', 'incomplete'],
  });
  return {
    rules: result.passes.length + result.violations.length,
    violations: result.violations.flatMap(rule => rule.nodes.map(node =>
      `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`)),
  };
}"""


@cache
def source() -> str:
    """The vendored script's text."""
    return SOURCE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule; AssertionError when axe checked next to nothing.

    The script goes in through the debugger's protocol, which the page's Content-Security-Policy does not
    bind: the page is judged as the public gets it.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source())
    answer = page.evaluate(RUN, list(TAGS))
    assert answer["rules"] >= 5, f"axe ran only {answer['rules']} rules on {page.url}"
    found: list[str] = answer["violations"]
    return found
