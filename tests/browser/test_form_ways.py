"""The ways out on other forges than the test site's own: what each can be handed, and where its pages are."""

from __future__ import annotations

import dataclasses
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from conect.site.forge import for_form
from conect.site.settings import SiteSettings
from tests.browser.form.clerk import CONTENT, Clerk, box, fill_profile, prepare

THEME = CONTENT.parent / "themes" / "conect"
FILE = "asociatia-casa-cu-ciresi.yaml"
FOLDER = "content/organizations/cj"


def forge(name: str) -> dict[str, str | None]:
    settings = SiteSettings.of({"PATH": str(CONTENT), "THEME": str(THEME), "CONECT_DATE": "2026-11-24"})
    address = f"https://{name}.example/a/b"
    made = for_form(dataclasses.replace(settings, forge_url=address, forge=name, branch="main/nou"))
    assert made is not None
    return made


def opened(clerk: Clerk, name: str, search: str = "") -> Page:
    """The form of a site whose records stand on another forge."""

    def answer(route: Route) -> None:
        def other(match: re.Match[str]) -> str:
            return match[1] + json.dumps(json.loads(match[2]) | {"forge": forge(name)}) + match[3]

        response = route.fetch()
        pattern = r'(<script type="application/json" id="form-data">)(.*?)(</script>)'
        route.fulfill(response=response, body=re.sub(pattern, other, response.text(), flags=re.DOTALL))

    page = clerk.visitor.blank()
    page.route(re.compile(r"/propune/(\?.*)?$"), answer)
    page.goto(f"{clerk.origin}/propune/{search}")
    expect(page.locator("#form")).to_be_visible()
    return page


def link(page: Page, selector: str) -> tuple[str, dict[str, list[str]]]:
    address = page.locator(f".way:visible {selector}:visible").get_attribute("href") or ""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}", parse_qs(parts.query)


def test_forgejo_takes_the_folder_in_the_address_and_the_text(clerk: Clerk) -> None:
    page = opened(clerk, "forgejo")
    fill_profile(page)
    text = prepare(page, "forge")
    assert link(page, ".to-new") == (
        f"https://forgejo.example/a/b/_new/main/nou/{FOLDER}",
        {"filename": [FILE], "value": [text]},
    )


def test_gitlab_takes_a_name_and_the_text_is_pasted(clerk: Clerk) -> None:
    page = opened(clerk, "gitlab")
    fill_profile(page)
    prepare(page, "forge")
    assert link(page, ".to-new") == ("https://gitlab.example/a/b/-/new/main/nou", {"file_name": [f"{FOLDER}/{FILE}"]})
    expect(page.locator(".way:visible [data-case=paste] .copy")).to_be_visible()
    expect(page.locator(".way:visible [data-case=paste] .file")).to_have_text(f"{FOLDER}/{FILE}")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("github", "https://github.example/a/b/edit/main/nou/"),
        ("gitlab", "https://gitlab.example/a/b/-/edit/main/nou/"),
        ("forgejo", "https://forgejo.example/a/b/_edit/main/nou/"),
    ],
)
def test_each_forge_opens_the_file_itself(clerk: Clerk, name: str, address: str) -> None:
    page = opened(clerk, name, "?id=biblioteca-din-cartier")
    box(page, "phone").fill("0264 000 777")
    prepare(page, "forge")
    assert link(page, ".to-edit") == (f"{address}{FOLDER}/biblioteca-din-cartier.yaml", {})


@pytest.mark.parametrize("name", ["github", "gitlab", "forgejo"])
def test_every_forge_says_where_a_picture_goes(name: str) -> None:
    address = forge(name)["upload"] or ""
    assert address.startswith(f"https://{name}.example/a/b/")
    assert address.endswith("/{folder}")
