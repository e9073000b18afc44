"""Scripts that import each other become one file that does the same; what is not understood fails."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser

from conect.records.problems import ConectError
from conect.site.joining import joined
from tests.browser.conftest import chromium

__all__ = ["chromium"]

MODULES = {
    "a/main.js": (
        'import { twice as double, Sum } from "./maths.js";\n'
        'import * as names from "./names.js";\n'
        'import first from "../vendor/first.js";\n'
        'import {\n  shared,\n  more,\n} from "./shared.js";\n'
        "const twice = (text) => `${text}!`;\n"
        + "globalThis.found = [double(new Sum(2, 3).value), twice(names.of(first)), shared, more(), typeof later];\n"
    ),
    "a/maths.js": (
        'import { of } from "./names.js";\n'
        "export const twice = (n) => 2 * n;\n"
        "export class Sum {\n  constructor(a, b) {\n    this.value = a + b;\n    this.name = of(a);\n  }\n}\n"
    ),
    "a/names.js": "const later = 1;\nexport function of(what) {\n  return `<${what}:${later}>`;\n}\n",
    "a/shared.js": "const one = 7;\nexport { one as shared };\nexport async function more() {}\n",
    "vendor/first.js": "/* licence */\nconst module = { exports: {} };\nexport default module.exports.a ?? 5;\n",
}
FOUND = [10, "<5:1>!", 7, {}, "undefined"]


def run(chromium: Browser, scripts: Mapping[str, str]) -> object:
    """What a page with these scripts finds."""
    page = chromium.new_page()
    page.route("**/*.html", lambda route: route.fulfill(body="", content_type="text/html"))
    page.route(
        "**/*.js",
        lambda route: route.fulfill(body=scripts[route.request.url.split("/", 3)[3]], content_type="text/javascript"),
    )
    page.goto("http://conect.test/a.html")
    found: object = page.evaluate('() => import("/a/main.js").then(() => found)')
    page.close()
    return found


@pytest.mark.parametrize("apart", [(), ("a/shared.js",), ("a/names.js", "vendor/first.js")])
def test_a_joined_script_does_what_its_modules_do(chromium: Browser, apart: tuple[str, ...]) -> None:
    whole = joined("a/main.js", MODULES, apart)
    assert run(chromium, MODULES) == FOUND
    others = {name: text for name, text in MODULES.items() if name in apart}
    assert run(chromium, {**others, "a/main.js": whole}) == FOUND
    assert whole.count("import") == len(apart)


def test_each_module_stands_there_once_and_licences_stay() -> None:
    whole = joined("a/main.js", MODULES)
    assert whole.count("const later = 1;") == 1
    assert "/* licence */" in whole
    assert joined("a/main.js", dict(reversed(MODULES.items()))) == whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("export let a = 1;\n", "another form"),
        ('export * from "./names.js";\n', "another form"),
        ('import "./names.js";\n', "another form"),
        ("import { a } from './names.js';\n", "another form"),
        ('import { main } from "./main.js";\n', "roundabout"),
        ('import { a } from "./nothing.js";\n', "is missing"),
    ],
)
def test_what_is_not_understood_fails(text: str, said: str) -> None:
    with pytest.raises(ConectError) as raised:
        joined("a/main.js", {**MODULES, "a/shared.js": text})
    assert said in raised.value.message.en
