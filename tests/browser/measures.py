"""What is measured on an open page beyond axe: layout, focus, weight."""

from __future__ import annotations

from playwright.sync_api import Page

# An element may scroll inside itself (a wide table); the page as a whole may not. The pixel is for rounding.
OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= room + 1) return [];
  // What lies in a box that scrolls by itself is no cause, unless it is placed out of that box's flow.
  const held = node => {
    for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
      const {overflowX, position} = getComputedStyle(box);
      const flows = position !== 'static' || getComputedStyle(node).position !== 'absolute';
      if (overflowX !== 'visible' && flows) return true;
    }
    return false;
  };
  return [`page: ${document.scrollingElement.scrollWidth} px in ${room}`].concat(
    [...document.body.querySelectorAll('*')]
      .filter(node => node.getBoundingClientRect().right > room + 1 && !held(node))
      .slice(-5)
      .map(node => `${node.localName}.${node.className}: ${node.getBoundingClientRect().right} px`));
}"""

SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""

# The focus ring is an outline by the site's own rule; a link in a drawing may turn its colours instead, since what is
# drawn later would lie over an outline.
FOCUS = """async () => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  // A skip link may slide in; it is judged where it comes to rest.
  await Promise.all(node.getAnimations().map(animation => animation.finished));
  const style = getComputedStyle(node);
  const colours = () => [...node.querySelectorAll('*')]
    .map(part => getComputedStyle(part)).map(part => part.fill + part.stroke).join();
  const turned = () => {
    const focused = colours();
    node.blur();
    const plain = colours();
    node.focus({preventScroll: true});
    return focused !== plain;
  };
  const box = node.getBoundingClientRect();
  return {
    what: `${node.localName} ${(node.textContent || node.name || node.id || '').trim().slice(0, 40)}`,
    ring: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || (node.ownerSVGElement && turned()),
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""


def overflow(page: Page) -> list[str]:
    """What makes the page scroll sideways; empty when it does not."""
    found: list[str] = page.evaluate(OVERFLOW)
    return found


def layout_shift(page: Page) -> float:
    """Sum of the layout shifts since the page was opened (the CLS of Web Vitals, all in one window)."""
    return float(page.evaluate(SHIFT))


def focus_faults(page: Page, *, limit: int = 400) -> list[str]:
    """Walk the page with the Tab key; a line for each stop without a visible ring or out of sight.

    Adds a fault when the walk never comes to its end: a trap for the keyboard.
    """
    faults: list[str] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return faults
        if not stop["ring"]:
            faults.append(f"no ring: {stop['what']}")
        if not stop["seen"]:
            faults.append(f"out of sight: {stop['what']}")
    return [*faults, f"no end after {limit} stops"]
