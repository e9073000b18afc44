"""The finder of the built site before a double of the search engine, whose answers a test can hold back or let fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, Unpack

from playwright.sync_api import Browser, Locator, Page, Route

from tests.browser.visitor import Conditions, Visitor

DOUBLE = Path(__file__).with_name("double.js").read_text(encoding="utf-8")
LIST = "/organizatii/"


class Desk:
    """Opens the finder. ``answers`` says what becomes of the engine's questions: a line ("search", "facets", "suggest",
    "all") -> a status, or "cut" for a broken connection, or "held" for no answer at all; 200 where it is silent.

    ``asked`` holds the lines asked, in order.
    """

    def __init__(self, browser: Browser, origin: str) -> None:
        self.visitor = Visitor(browser, origin)
        self.origin = origin
        self.answers: dict[str, int | str] = {}
        self.asked: list[str] = []

    def open(
        self,
        search: str = "",
        *,
        path: str = LIST,
        before: Callable[[Page], None] | None = None,
        wait_until: Literal["commit", "load"] = "load",
        **how: Unpack[Conditions],
    ) -> Page:
        """The finder at an address, in a context of its own; ``before`` is called before anything is loaded."""
        page = self.visitor.blank(**how)
        page.route(
            "**/theme/js/search/client.js", lambda route: route.fulfill(body=DOUBLE, content_type="text/javascript")
        )
        page.route("**/cautare/*.bin", self._answer)
        if before:
            before(page)
        page.goto(self.origin + path + search, wait_until=wait_until)
        return page

    def _answer(self, route: Route) -> None:
        line = route.request.url.rsplit("/", 1)[1].removesuffix(".bin")
        self.asked.append(line)
        answer = self.answers.get(line, 200)
        if answer == "cut":
            route.abort("connectionreset")
        elif answer != "held":
            route.fulfill(status=int(answer), body="")


def heading(page: Page) -> Locator:
    """The page's one h1."""
    return page.get_by_role("heading", level=1)


def total(page: Page) -> Locator:
    """The count of results, which is announced."""
    return page.locator("main .head").get_by_role("status")


def results(page: Page) -> Locator:
    """The landmark of the results."""
    return page.get_by_role("region", name="Organizații")


def names(page: Page) -> list[str]:
    """The names of the rows, in their order, also of those that are not laid out while they are out of sight."""
    return results(page).locator(".row-name a").all_text_contents()


def box(page: Page) -> Locator:
    """The search box in the header."""
    return page.locator("header input[name=q]")


def filters(page: Page) -> Locator:
    """The form of filters."""
    return page.get_by_role("form", name="Filtre")


def option(page: Page, facet: str, value: str) -> Locator:
    """The checkbox of an option, its group unfolded."""
    found = page.locator(f'input[name="{facet}"][value="{value}"]')
    group = page.locator(".filter").filter(has=found)
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    return found


def count(page: Page, facet: str, value: str) -> str:
    """The number beside an option."""
    return (
        page.locator(".option")
        .filter(has=page.locator(f'[name="{facet}"][value="{value}"]'))
        .locator(".count")
        .inner_text()
    )


def chips(page: Page) -> list[str]:
    """What the chips say, without their crosses and what is said of the button."""
    texts = page.locator(".chip").all_inner_texts()
    return [text.removeprefix("Scoateți filtrul").removesuffix("×").strip() for text in texts]
