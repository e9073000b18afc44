"""Every page of the built site, as text: links lead somewhere, ids are unique, the policy is the strict one."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "conect",
}
RESOURCES = {"script", "img", "link", "iframe", "source", "audio", "video", "embed", "object", "use", "image"}
# Relations of <link> that load something; canonical and alternate only say.
DATA = {"application/ld+json", "application/json"}
"""Types of scripts that no browser runs: they are data."""

LOADING = {"stylesheet", "icon", "manifest", "preload", "modulepreload", "prefetch"}


@dataclass
class Seen(HTMLParser):
    """What one page holds."""

    links: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    loaded_before_policy: int = 0
    leads_on: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag links to, loads, names or runs."""
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "form":
            self.links.append(values.get("action", ""))
        if tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(values.get("content", ""))
        self.leads_on |= tag == "meta" and values.get("http-equiv", "").lower() == "refresh"
        if tag in RESOURCES and (tag != "link" or LOADING & set(values.get("rel", "").split())):
            self.resources += [values[name] for name in ("src", "href", "data", "srcset") if values.get(name)]
            self.loaded_before_policy += not self.policies
        if tag == "style" or (tag == "script" and "src" not in values and values.get("type") not in DATA):
            self.inline.append(tag)
        self.inline += [name for name in values if name.startswith("on") or name == "style"]


@pytest.fixture(scope="module")
def pages(site_folder: Path) -> dict[str, Seen]:
    """Address → what the page holds, for every page of the site."""
    found = {}
    for path in sorted(site_folder.rglob("*.html")):
        seen = Seen()
        seen.feed(path.read_text(encoding="utf-8"))
        address = "/" + path.relative_to(site_folder).as_posix().removesuffix("index.html")
        found[address] = seen
    assert len(found) > 200
    return found


def test_links_and_resources_lead_to_what_is_there(pages: dict[str, Seen], site_folder: Path) -> None:
    broken = []
    for address, seen in pages.items():
        for link in seen.links + seen.resources:
            parts = urlsplit(urljoin(address, link))
            if parts.scheme or parts.netloc:
                continue
            target = unquote(parts.path)
            if target.endswith("/") or target in pages:
                there = target in pages
            else:
                there = (site_folder / target.lstrip("/")).is_file()
            if not there or (parts.fragment and target in pages and parts.fragment not in pages[target].ids):
                broken.append(f"{address} → {link}")
    assert broken[:20] == []


def test_ids_are_unique(pages: dict[str, Seen]) -> None:
    twice = {
        address: sorted({one for one in seen.ids if seen.ids.count(one) > 1})
        for address, seen in pages.items()
        if len(seen.ids) != len(set(seen.ids))
    }
    assert twice == {}


def test_every_page_carries_the_strict_policy_before_it_loads_anything(pages: dict[str, Seen]) -> None:
    for address, seen in pages.items():
        assert len(seen.policies) == 1, address
        directives = dict(part.strip().split(" ", 1) for part in seen.policies[0].split(";") if part.strip())
        assert directives == POLICY, address
        assert seen.loaded_before_policy == 0, address


def test_nothing_is_inline_and_nothing_is_foreign(pages: dict[str, Seen]) -> None:
    inline = {address: seen.inline for address, seen in pages.items() if seen.inline}
    assert inline == {}
    foreign = {
        f"{address} → {link}"
        for address, seen in pages.items()
        for link in seen.resources
        if urlsplit(link).scheme or urlsplit(link).netloc
    }
    assert foreign == set()


def test_every_page_is_reached_from_home(pages: dict[str, Seen]) -> None:
    reached = {"/", "/404.html", "/en/404.html"}
    open_ends = ["/"]
    while open_ends:
        address = open_ends.pop()
        for link in pages[address].links:
            parts = urlsplit(urljoin(address, link))
            target = unquote(parts.path)
            if not parts.netloc and target in pages and target not in reached:
                reached.add(target)
                open_ends.append(target)
    assert {address for address in set(pages) - reached if not pages[address].leads_on} == set()
