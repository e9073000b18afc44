"""Pelican's own pages, printed by Pelican with the site's templates, and seen to that each one is there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pelican.contents import Page
from pelican.generators import PagesGenerator

from conect.building.output import Tree
from conect.records.problems import Text
from conect.site import addresses
from conect.site.pages import ABOUT, COMMIT
from conect.site.press import Press, head


def all_pages(generator: PagesGenerator) -> Iterator[Page]:
    """Yield every page that the generator holds."""
    for group in _GROUPS:
        yield from getattr(generator, group)


_GROUPS = ("pages", "translations", "hidden_pages", "hidden_translations", "draft_pages", "draft_translations")


def choose_languages(generator: PagesGenerator, languages: Iterable[str]) -> None:
    """Leave out the pages in languages that the site does not have."""
    kept = set(languages)
    for group in _GROUPS:
        setattr(generator, group, [page for page in getattr(generator, group) if page.lang in kept])
    for page in all_pages(generator):
        page.translations = [other for other in page.translations if other.lang in kept]


def put_below(generator: PagesGenerator, prefix: str) -> None:
    """Make the links of pages to the site's own paths (``/judete/``) true for a site that stands below ``prefix``."""
    if prefix:
        for page in all_pages(generator):
            page._content = _OWN_LINK.sub(lambda match: f"{match[1]}{prefix}/", page._content)


_OWN_LINK = re.compile(r"""(\s(?:href|src)=["'])/(?!/)""")


def address_faults(generator: PagesGenerator, languages: Iterable[str]) -> list[Text]:
    """Return what is wrong with the addresses that pages ask for: taken twice, or by the catalogue itself."""
    faults: list[Text] = []
    taken: dict[str, str] = {}
    for page in all_pages(generator):
        if page.status == "draft":
            continue
        source, target = page.get_relative_source_path(), os.path.normpath(page.save_as or "").replace(os.sep, "/")
        parts = target.split("/")
        first = parts[1] if parts[0] in languages and len(parts) > 1 else parts[0]
        if first in addresses.OWN_ROOTS or target in {f"{lang}/index.html" for lang in languages} | {"index.html"}:
            faults.append(
                Text(
                    f"pagina „{source}” vrea adresa „{target}”, care este a catalogului; schimbați „Slug:” din ea",
                    f"the page “{source}” wants the address “{target}”, the catalogue's own; change its “Slug:”",
                )
            )
        elif target in taken:
            faults.append(
                Text(
                    f"paginile „{taken[target]}” și „{source}” vor adresa „{target}”; schimbați „Slug:” în una",
                    f"the pages “{taken[target]}” and “{source}” want the address “{target}”; change one “Slug:”",
                )
            )
        taken.setdefault(target, source)
    return faults


def missing(context: dict[str, Any], wanted: Iterable[str], tree: Tree, languages: Iterable[str]) -> list[Text]:
    """Return a fault for each page source that made no page, though nobody asked for that (draft, another language)."""
    made: dict[str, Any] = context["generated_content"]
    faults: list[Text] = []
    for source in wanted:
        page = made.get(source)
        if isinstance(page, Page):
            if page.status == "draft" or page.lang not in languages:
                continue
            target = os.path.normpath(page.save_as).replace(os.sep, "/") if page.save_as else ""
            if target and tree.has(target) and Path(tree.place(target)).stat().st_size:
                continue
        elif _skipped(Path(context["PATH"], source)):
            continue
        faults.append(
            Text(
                f"din „{source}” nu s-a făcut nicio pagină; verificați numele (.md) și primele rânduri ale fișierului",
                f"no page was made from “{source}”; check the file's name (.md) and its first lines",
            )
        )
    return faults


def written(context: dict[str, Any], tree: Tree) -> list[str]:
    """Return the files of the pages that Pelican printed."""
    made = (page for page in context["generated_content"].values() if isinstance(page, Page) and page.save_as)
    files = (os.path.normpath(page.save_as).replace(os.sep, "/") for page in made)
    return sorted(file for file in files if tree.has(file))


def _skipped(path: Path) -> bool:
    """Tell whether a page says itself that it is to be skipped; Pelican then keeps no trace of it."""
    try:
        start = path.read_bytes()[:2000].decode("utf-8", "replace")
    except OSError:
        return False
    return any(line.lower().replace(" ", "") in {"status:skip", ":status:skip"} for line in start.splitlines())


def page_context(press: Press, page: Page, *, dated: bool) -> dict[str, Any]:
    """Return what the templates need for a page, beside the page itself; ``dated``: the commit is known."""
    path = addresses.path_of(page.save_as, page.lang)
    languages = [page.lang, *(other.lang for other in page.translations if _same_place(other, path))]
    return head(
        press.site,
        page.lang,
        path,
        str(page.title),
        str(getattr(page, "description", "")),
        [(Text(str(page.title), str(page.title)), None)],
        robots="noindex" if page.status != "published" else "",
        languages=languages,
    ) | {"commit": COMMIT if dated and path == ABOUT else ""}


def _same_place(other: Page, path: str) -> bool:
    return addresses.path_of(other.save_as, other.lang) == path
