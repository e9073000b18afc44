"""A full disk while a build leaves to the next one what it knows: the site is published, and nothing false is left."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import read_settings

from conect.building.aside import Aside
from conect.site.publication import UNKEPT
from tests.site.conftest import ROOT, TODAY
from tests.site.small_world import World, publish
from tests.site.test_renewal import differences


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "content", random.Random(4), 12)  # noqa: S311 - no secret


@pytest.fixture
def settings(world: World) -> Mapping[str, Any]:
    found: dict[str, Any] = read_settings(str(ROOT / "pelicanconf.py"))
    more = {"CONECT_DATE": TODAY, "CONECT_LANGUAGES": ["ro"], "SITEURL": "https://conect.example"}
    return found | more | {"PATH": str(world.content)}


def fill(patch: pytest.MonkeyPatch, name: str, spare: int) -> None:
    """Let databases whose file is called so grow by so many pages at most."""
    connect = sqlite3.connect

    def limited(path: Path, *more: Any, **named: Any) -> sqlite3.Connection:
        made = connect(path, *more, **named)
        if name in Path(path).name:
            (pages,) = made.execute("PRAGMA page_count").fetchone()
            made.execute(f"PRAGMA max_page_count = {max(1, pages + spare)}")
        return made

    patch.setattr(sqlite3, "connect", limited)


@pytest.mark.parametrize("spare", [1, 2, 3])
@pytest.mark.parametrize("name", [".out.state", ".out.index"])
def test_a_whole_site_is_published_all_the_same(
    world: World, settings: Mapping[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, spare: int
) -> None:
    out = {**settings, "OUTPUT_PATH": str(tmp_path / "out")}
    with monkeypatch.context() as patch:
        fill(patch, name, spare)
        assert UNKEPT in publish(out).texts
    publish({**settings, "OUTPUT_PATH": str(tmp_path / "anew")})
    assert differences(tmp_path / "out", tmp_path / "anew") == []
    assert not list(tmp_path.glob(".out.*.new"))
    assert not (tmp_path / name).exists()
    if name == ".out.index":
        # What is known of the pages is not enough where words change.
        world.records["org-1"]["summary"] = "Ajutăm copiii din sate să scrie, cu biblioteci mobile și cercuri."
        world.write()
    again = publish(out)
    assert again.changed is None
    assert UNKEPT not in again.texts
    assert publish(out).changed == 0


@pytest.mark.parametrize("aside", [False, True])
@pytest.mark.parametrize("name", [".out.state", ".out.index"])
def test_a_change_is_published_all_the_same(
    world: World, settings: Mapping[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, aside: bool
) -> None:
    monkeypatch.setattr(Aside, "possible", staticmethod(lambda: aside))
    out = {**settings, "OUTPUT_PATH": str(tmp_path / "out")}
    publish(out)
    with monkeypatch.context() as patch:
        fill(patch, name, 0)
        for number in range(40):
            # Records come until there is no room for what is known of them.
            world.add()
            words = " ".join(f"cuvânt{number}x{other}" for other in range(150))
            world.records[f"org-{world.made}"]["description"] = f"Mergem în sate. {words}."
            world.write()
            done = publish(out)
            if UNKEPT in done.texts:
                break
        assert UNKEPT in done.texts
        assert done.changed
    publish({**settings, "OUTPUT_PATH": str(tmp_path / "anew")})
    assert differences(tmp_path / "out", tmp_path / "anew") == []
    if name == ".out.index":
        assert publish(out).changed == 0
        # What is known of the pages is not enough where words change.
        world.records["org-1"]["summary"] = "Ajutăm copiii din sate să scrie, cu biblioteci mobile și cercuri."
        world.write()
        publish({**settings, "OUTPUT_PATH": str(tmp_path / "anew")})
    assert publish(out).changed is None
    assert publish(out).changed == 0
    assert differences(tmp_path / "out", tmp_path / "anew") == []
