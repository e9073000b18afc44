"""Follows every link of a built site: each one of its own leads to a file, and to an id that is there."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The links and ids of one page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self._inert = 0
        self.feed(html)
        self.close()

    def handle_endtag(self, tag: str) -> None:
        self._inert -= tag == "template"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # What stands in a template is no part of the page until a script puts it somewhere.
        self._inert += tag == "template"
        for name, value in attrs if not self._inert else []:
            if name in {"href", "src"} and not (tag == "link" and ("rel", "alternate") in attrs):
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")


def dead_links(folder: Path, prefix: str = "") -> list[str]:
    """Return "page: link" for every link that leads nowhere in ``folder``, and for ids that a page has twice."""
    pages = {path: Page(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))}
    dead: list[str] = []
    for path, page in pages.items():
        here = "/" + path.relative_to(folder).as_posix()
        dead += [f"{here}: twice #{id}" for id in sorted({id for id in page.ids if page.ids.count(id) > 1})]
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = unquote(parts.path)
            if target.startswith("/"):
                if not target.startswith(f"{prefix}/"):
                    dead.append(f"{here}: {link}")
                    continue
                target = target[len(prefix) :]
            else:
                target = posixpath.join(posixpath.dirname(here), target) if target else here
            file = folder / posixpath.normpath(target).lstrip("/")
            file = file / "index.html" if target.endswith("/") else file
            if not file.is_file() or (parts.fragment and file in pages and parts.fragment not in pages[file].ids):
                dead.append(f"{here}: {link}")
    return dead
