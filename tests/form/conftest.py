"""A page that holds nothing but the judge, under the site's own policy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import chromium
from tests.browser.server import serve
from tests.form.judging import ID, Values, files
from tests.records.examples import ROOT, TODAY

__all__ = ["chromium"]

SCRIPTS = ROOT / "themes" / "conect" / "static" / "js" / "form" / "judge"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; "
    "require-trusted-types-for 'script'; trusted-types conect"
)
PAGE = (
    '<!doctype html><html lang="ro"><head><meta charset="utf-8"><title>Judecată</title><link rel="icon" href="data:,">'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    '<script type="module" src="page.js"></script></head></html>'
)
# Both languages are judged, and their problems stand side by side; what a record needs is fetched as the form does.
SCRIPT = """
import * as judging from "./judge/judge.js";
import { repair } from "./judge/mojibake.js";

const load = async (name) => (await fetch(name)).json();
const declaration = await load("declaratie.json");
const today = document.location.hash.slice(1);
const judges = ["ro", "en"].map((lang) => judging.open(declaration, { lang, today }));
const [judge] = judges;

const feed = async (values) => {
  for (const name of judge.needs(values)) {
    const data = await load(name);
    for (const each of judges) each.give(name, data);
  }
};
const beside = ([ro, en]) =>
  ro.map(({ message, ...rest }, i) => {
    if (en[i].rule !== rest.rule) throw new Error(`${rest.rule} in one language only`);
    return { ...rest, ro: message, en: en[i].message };
  });

window.records = async (batch, id) => {
  const answers = [];
  for (const values of batch) {
    await feed(values);
    answers.push(beside(judges.map((each) => each.record(values, { id }))));
  }
  return answers;
};
window.fields = (batch) => batch.map(([pointer, value]) => beside(judges.map((each) => each.field(pointer, value))));
window.give = async (name) => {
  const data = await load(name);
  for (const each of judges) each.give(name, data);
};
Object.assign(window, { judging, judge, repair });
document.documentElement.dataset.ready = "";
"""


class Judges:
    """The open page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def run(self, script: str, argument: Any = None) -> Any:
        """Run a function of the page."""
        return self.page.evaluate(script, argument)

    def records(self, batch: list[Values], id: str | None = ID) -> list[list[dict[str, Any]]]:
        """The problems of each record, with their words in both languages."""
        found: list[list[dict[str, Any]]] = self.run("([batch, id]) => records(batch, id ?? undefined)", [batch, id])
        return found


@pytest.fixture(scope="module")
def judges(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judges]:
    """The page, open; any complaint of the browser fails the module's last test."""
    folder = tmp_path_factory.mktemp("judge")
    shutil.copytree(SCRIPTS, folder / "judge")
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "page.js").write_text(SCRIPT, encoding="utf-8")
    with serve(folder) as origin:
        page = chromium.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(f"{origin}/#{TODAY.isoformat()}")
        page.wait_for_selector("html[data-ready]", state="attached")
        yield Judges(page)
        page.close()
        assert faults == []
