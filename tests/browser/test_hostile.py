"""What strangers write, built into pages by the real command and opened in a real browser: refused, or only text."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from conect.records.writer import dump
from tests.browser.server import serve
from tests.browser.visitor import Visitor
from tests.catalogue.made import cui
from tests.conftest import ROOT, TODAY

RUNS = "window.hit=1"
STRINGS = (
    f"<script>{RUNS}</script>",
    f'"><img src=x onerror={RUNS}>',
    f"'><svg/onload={RUNS}>",
    f"</script><script>{RUNS}</script>",
    f"</title><script>{RUNS}</script>",
    f"<a href='https://example.org' onclick='{RUNS}'>x</a>",
    "<iframe src='https://evil.example/'></iframe>",
    "<base href='https://evil.example/'>",
    "<style>body{display:none}</style>",
    "<!-- ]]>",
    "{{ 7 * 7 }}{% raw %}",
    "%(name)s %s {0}",
    "&lt;script&gt;&#x3c;script&#x3e;",
    f"[a](javascript:{RUNS})",
    "![a](https://evil.example/a.png)",
    f"<javascript:{RUNS}>",
)
FILLER = "Ținem o bibliotecă mică, în care vecinii citesc împreună și schimbă între ei cărți."
PARAGRAPHS = f"{FILLER}\n\n{FILLER}\n\n{FILLER}\n\n"


def record(number: int, where: str, text: str) -> dict[str, Any]:
    """A profile that is right but for `text`: in every plain field, in its description or in its translation."""
    values: dict[str, Any] = {
        "name": f"Asociația de probă {number}",
        "legal_form": "asociatie",
        "cui": cui(9_000_000 + number),
        "registry_status": "inregistrata",
        "county": "CJ",
        "locality": "Cluj-Napoca",
        "activity_scope": "national",
        "domains": ["cultura"],
        "summary": FILLER,
        "description": f"{FILLER}\n\n{FILLER}\n\n{FILLER}\n",
        "email": f"contact{number}@example.org",
        "confirmed_on": "2026-09-01",
        "origin": "organization",
    }
    plain = {
        "name": f"Asociația {text} {number}",
        "short_name": text,
        "former_names": [f"Asociația {text} {number}"],
        "address": f"Strada {text} nr. 1",
        "summary": f"{FILLER} {text}",
        "purpose": f"{FILLER} {text}",
        "contact_role": text,
        "projects": [{"title": f"Proiectul {text}", "summary": f"{FILLER} {text}"}],
        "reports": [{"title": text, "year": 2024, "url": "https://example.org/raport"}],
        "sources": [{"field": "name", "name": text, "date": "2026-03-09"}],
    }
    changes: dict[str, dict[str, Any]] = {
        "plain": plain,
        "description": {"description": f"{PARAGRAPHS}{text}\n"},
        "translation": {"translations": {"en": {"name": f"Test {text}", "description": f"{PARAGRAPHS}{text}\n"}}},
    }
    return values | changes[where]


def conect(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as people do."""
    command = [str(Path(sys.executable).with_name("conect")), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[str, str]]]:
    """The built site, and where and what each record says that was not refused, by id."""
    folder = tmp_path_factory.mktemp("hostile")
    content, output = folder / "content", folder / "site"
    shutil.copytree(ROOT / "content", content, ignore=shutil.ignore_patterns("organizations"))
    records = content / "organizations" / "cj"
    records.mkdir(parents=True)
    written = {}
    cases = [(where, text) for where in ("plain", "description", "translation") for text in STRINGS]
    for number, (where, text) in enumerate(cases, start=1):
        written[f"proba-{number}"] = (where, text)
        (records / f"proba-{number}.yaml").write_text(dump(record(number, where, text)), encoding="utf-8")

    judged = conect("validate", "--content", str(content), "--format", "json", "--date", TODAY)
    assert judged.returncode in (0, 1), judged.stderr
    for problem in json.loads(judged.stdout):
        if problem["level"] == "error":
            name = Path(problem["path"]).stem
            (records / f"{name}.yaml").unlink(missing_ok=True)
            written.pop(name, None)
    built = conect("build", "--content", str(content), "--output", str(output), "--date", TODAY)
    assert built.returncode == 0, built.stdout + built.stderr
    return output, written


@pytest.fixture(scope="module")
def origin(hostile: tuple[Path, dict[str, tuple[str, str]]]) -> Iterator[str]:
    """Where the hostile site is served."""
    with serve(hostile[0]) as address:
        yield address


def test_hostile_text_stays_text(
    chromium: Browser, origin: str, hostile: tuple[Path, dict[str, tuple[str, str]]]
) -> None:
    written = hostile[1]
    # Plain fields take any text; HTML in Markdown is refused, and what is left of it is harmless.
    assert {text for where, text in written.values() if where == "plain"} == set(STRINGS)
    assert any(where == "description" for where, _ in written.values())
    visitor = Visitor(chromium, origin)
    page = visitor.blank()
    for identifier, (where, text) in written.items():
        for prefix in ("", "/en"):
            page.goto(f"{origin}{prefix}/organizatii/{identifier}/")
            place = f"{where}: {text}"
            assert page.evaluate("window.hit") is None, place
            assert page.evaluate("document.baseURI").startswith(origin), place
            foreign = page.locator("main :is(img, iframe, script[src], style, [onclick], a[href^='javascript'])")
            assert foreign.count() == 0, place
            heading = page.get_by_role("heading", level=1)
            assert heading.is_visible(), place
            if where == "plain":
                assert text in heading.inner_text()
                shown = page.get_by_role("main").inner_text()
                assert shown.count(text) >= 8, place
    for path in ("/", "/organizatii/", "/judete/cluj/", "/en/organizatii/"):
        page.goto(origin + path)
        assert page.evaluate("window.hit") is None
    visitor.close()
    assert visitor.faults == []
