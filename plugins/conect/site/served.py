"""Files for servers and robots: ``_headers``, ``robots.txt``, ``.well-known/security.txt``."""

from __future__ import annotations

from datetime import timedelta

from conect.building.output import Tree
from conect.site.settings import CSP, SiteSettings

HEADERS = {
    # frame-ancestors is ignored in a meta tag: only a real header keeps the site out of other sites' frames.
    "Content-Security-Policy": f"{CSP}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Headers of every answer, for servers that read ``_headers`` (Netlify, Cloudflare Pages and others)."""


def write_served(tree: Tree, site: SiteSettings) -> None:
    """Write the files that servers and robots read."""
    lines = [f"{site.prefix}/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    _write(tree, "_headers", lines)
    robots = ["User-agent: *", "Disallow: /" if site.noindex else "Disallow:"]
    if site.url:
        robots += ["", f"Sitemap: {site.url}/sitemap.xml"]
    _write(tree, "robots.txt", robots)
    contacts = [f"{site.forge_url}/security/advisories/new"] if site.forge_url and site.forge == "github" else []
    contacts += [f"mailto:{site.email}"] if site.email else []
    if contacts:
        # RFC 9116 wants an end; a year, so that it does not run out between two builds.
        ends = (site.today + timedelta(days=365)).isoformat()
        lines = [f"Contact: {contact}" for contact in contacts]
        lines += [f"Expires: {ends}T00:00:00Z", "Preferred-Languages: ro, en"]
        if site.url:
            lines.append(f"Canonical: {site.url}/.well-known/security.txt")
        _write(tree, ".well-known/security.txt", lines)


def _write(tree: Tree, name: str, lines: list[str]) -> None:
    tree.write(name, ("\n".join(lines) + "\n").encode("utf-8"))
