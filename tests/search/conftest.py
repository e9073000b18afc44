"""A page that holds nothing but the search, under the site's own policy, for tests of the browser's half."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from conect.search import File
from tests.browser.conftest import chromium
from tests.search.faulty import Faults, serve

__all__ = ["chromium"]

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "themes" / "conect" / "static" / "js"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; "
    "require-trusted-types-for 'script'; trusted-types conect"
)
PAGE = (
    f'<!doctype html><html lang="ro"><head><meta charset="utf-8"><title>Căutare</title><link rel="icon" href="data:,">'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    '<script type="module" src="page.js"></script></head></html>'
)
# The engine is also imported into the page itself, so that tests can look at its parts.
SCRIPT = """
import { createSearch, SearchError } from "./js/search/client.js";
import * as analysis from "./js/search/analysis.js";
import * as query from "./js/search/query.js";
import * as rows from "./js/search/rows.js";
import * as spelling from "./js/search/spelling.js";
import * as expert from "./expert.js";
import { Store } from "./js/search/store.js";
import lunr from "./js/vendor/lunr.js";
Object.assign(window, { createSearch, SearchError, analysis, query, rows, spelling, expert, Store, lunr });
document.documentElement.dataset.ready = "";
window.engineOf = (base, lang = "ro") => createSearch({ base, lang });
"""


class Searches:
    """Lays indexes out and opens the page that searches them."""

    def __init__(self, folder: Path, origin: str, page: Page, faults: Faults) -> None:
        self.folder, self.origin, self.page, self.faults = folder, origin, page, faults
        self._indexes = 0

    def lay(self, files: list[File]) -> str:
        """Write an index; returns its base address, different each time."""
        self._indexes += 1
        top = self.folder / f"index-{self._indexes}"
        for file in files:
            path = top / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        return f"/index-{self._indexes}/cautare/"

    def run(self, script: str, argument: Any = None) -> Any:
        """Run a function of the page."""
        return self.page.evaluate(script, argument)


@pytest.fixture(scope="module")
def searches(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searches]:
    """The page, open; any complaint of the browser fails the module's last test."""
    folder = tmp_path_factory.mktemp("search")
    shutil.copytree(SCRIPTS, folder / "js")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    shutil.copy(Path(__file__).with_name("expert.js"), folder)
    (folder / "page.js").write_text(SCRIPT, encoding="utf-8")
    broken = Faults()
    with serve(folder, broken) as origin:
        page = chromium.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(origin + "/")
        page.wait_for_selector("html[data-ready]", state="attached")
        yield Searches(folder, origin, page, broken)
        page.close()
        assert faults == []
