"""The example for nginx sends what the site's own ``_headers`` asks for, and keeps for long only what cannot change."""

from __future__ import annotations

import re
from pathlib import Path

from conect.building.output import Tree
from conect.site.served import write_served
from conect.site.serving import headers_for
from conect.site.settings import SiteSettings

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = (ROOT / "docs" / "nginx.conf.example").read_text(encoding="utf-8")
OF_THE_SERVER = {"Strict-Transport-Security", "Cache-Control"}


def test_headers_are_those_of_the_built_site(tmp_path: Path) -> None:
    settings = {"PATH": str(ROOT / "content"), "THEME": str(ROOT / "themes" / "conect"), "CONECT_DATE": "2026-11-24"}
    write_served(Tree(tmp_path), SiteSettings.of(settings))
    asked = dict(headers_for((tmp_path / "_headers").read_text(encoding="utf-8"), "/organizatii/"))
    sent = dict(re.findall(r'^ +add_header ([\w-]+) "?([^"\n]*?)"? always;$', EXAMPLE, flags=re.MULTILINE))
    assert {name: value for name, value in sent.items() if name not in OF_THE_SERVER} == asked
    assert set(sent) - set(asked) == OF_THE_SERVER


def test_all_headers_stand_in_one_place() -> None:
    # nginx forgets the outer ones where a block inside has one of its own.
    head, _, _ = EXAMPLE.rpartition("\n    location = /404.html")
    assert EXAMPLE.count("    add_header ") == head.count("\n    add_header ")


def test_only_names_that_tell_their_content_are_kept_for_ever() -> None:
    block = re.search(r"map \$uri \$conect_cache \{(.*?)\n\}", EXAMPLE, flags=re.DOTALL)
    assert block
    rules = re.findall(r'^ +"~([^"]+)" +"([^"]+)";$', block[1], flags=re.MULTILINE)

    def kept(path: str) -> str:
        return next((value for pattern, value in rules if re.search(pattern, path)), "no-cache")

    assert "immutable" in kept("/cautare/t/4.56dd40b9.bin")
    assert "immutable" in kept("/cautare/c/6.cec13f2a/6.bin")
    assert kept("/logo/asociatia.png") == "public, max-age=86400"
    for path in ("/", "/organizatii/asociatia-1/", "/cautare/root.bin", "/theme/js/conect.js", "/propune/fise/3.bin"):
        assert kept(path) == "no-cache", path


def test_the_administrator_is_told() -> None:
    assert "docs/nginx.conf.example" in (ROOT / "docs" / "admin.md").read_text(encoding="utf-8").replace(
        "](nginx.conf.example)", "](docs/nginx.conf.example)"
    )
