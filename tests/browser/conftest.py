"""One Chromium a module, one built site for all, and a visitor whose test fails when a page goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium as chromium_here
from tests.browser.finder.desk import Desk
from tests.browser.form.clerk import Clerk
from tests.browser.server import serve
from tests.browser.visitor import Visitor

# Whatever a page asks for beyond this machine is not even looked up.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A running browser, for one module: Playwright keeps an event loop running all that while."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_here.find(), args=[*chromium_here.FLAGS, OFFLINE])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The origin at which the built site is served."""
    with serve(site_folder) as origin:
        yield origin


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Visitor]:
    """Opens pages of the site; the test fails when the browser complained or a request left the origin."""
    visitor = Visitor(chromium, site)
    yield visitor
    visitor.close()
    assert visitor.faults == []


@pytest.fixture
def desk(chromium: Browser, site: str) -> Iterator[Desk]:
    """Opens the finder, its search engine replaced by a double; fails like ``visitor``."""
    desk = Desk(chromium, site)
    yield desk
    desk.visitor.close()
    assert desk.visitor.faults == []


@pytest.fixture
def clerk(chromium: Browser, site: str) -> Iterator[Clerk]:
    """Opens the form; fails like ``visitor``."""
    clerk = Clerk(chromium, site)
    yield clerk
    clerk.visitor.close()
    assert clerk.visitor.faults == []
