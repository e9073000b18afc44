"""``sitemap.xml``: every page that search engines should know (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from conect.building.executor import batches_of
from conect.building.output import Tree
from conect.site import addresses
from conect.site.settings import SiteSettings

MOST = 50_000
"""Addresses in one file at most, by the protocol."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(tree: Tree, site: SiteSettings, paths: Iterable[str]) -> None:
    """Write ``sitemap.xml``, or with more than 50,000 addresses an index of ``sitemap-1.xml`` …

    ``paths`` have no language; each stands there in all of the site's. A site without an address of its own
    (``SITEURL``) has no sitemap, for the protocol wants whole addresses.
    """
    if not site.url:
        return
    whole = (site.url + addresses.localized(path, lang) for path in paths for lang in site.languages)
    parts = list(batches_of(whole, MOST))
    if len(parts) == 1:
        tree.write("sitemap.xml", _xml("urlset", "url", parts[0]))
        return
    names = sitemap_parts(len(parts))
    for name, part in zip(names, parts, strict=True):
        tree.write(name, _xml("urlset", "url", part))
    tree.write("sitemap.xml", _xml("sitemapindex", "sitemap", [f"{site.url}/{name}" for name in names]))


def sitemap_parts(parts: int) -> list[str]:
    """Return the names of the files beside ``sitemap.xml``, given how many parts the addresses make."""
    return [f"sitemap-{number}.xml" for number in range(1, parts + 1)] if parts > 1 else []


def parts_of(site: SiteSettings, pages: int) -> int:
    """Return how many parts so many pages make, each of them in all languages of the site."""
    return -(-pages * len(site.languages) // MOST)


def _xml(root_name: str, item_name: str, whole: Sequence[str]) -> bytes:
    # A tree of 200,000 elements takes ten times as long as this text, whose every line is of one form.
    items = "".join([f"<{item_name}><loc>{escape(address, quote=False)}</loc></{item_name}>" for address in whole])
    head = "<?xml version='1.0' encoding='utf-8'?>\n"
    return f'{head}<{root_name} xmlns="{_NAMESPACE}">{items}</{root_name}>'.encode()
