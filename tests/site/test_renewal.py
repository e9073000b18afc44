"""A site after any changes is what a whole build would have made of the same records, byte for byte."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import read_settings

from conect.building.aside import Aside
from conect.building.marker import Mark
from conect.catalogue import stamps
from conect.catalogue.entry import Entry
from conect.site import addresses, sitemap, sources, wide_renewal
from conect.site.book import Book
from conect.site.guarding import RecordsFailed
from conect.site.list_pages import SECTION
from conect.site.memory import list_looks
from conect.site.settings import SiteSettings
from tests.catalogue.made import entry
from tests.records.examples import vocabularies
from tests.site.conftest import ROOT, TODAY
from tests.site.small_world import World, publish

WORLDS = 25
SEQUENCES = 8
"""Sequences of changes in each world; after each the site is compared with a whole build's."""


@pytest.fixture(scope="session")
def settings() -> Mapping[str, Any]:
    found: dict[str, Any] = read_settings(str(ROOT / "pelicanconf.py"))
    return found | {
        "CONECT_DATE": TODAY,
        "CONECT_LANGUAGES": ["ro"],
        "CONECT_PAGE_SIZE": 4,
        "SITEURL": "https://conect.example",
    }


def files(folder: Path) -> dict[str, bytes]:
    """The site's files; those that stay only for pages that are open are none of it."""
    old = Mark.read(folder).old
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != ".conect" and name not in old}


def differences(one: Path, other: Path) -> list[str]:
    left, right = files(one), files(other)
    return sorted(name for name in left | right if left.get(name) != right.get(name))


@pytest.mark.parametrize("seed", range(WORLDS))
def test_any_sequence_of_changes_gives_the_bytes_of_a_whole_build(
    seed: int, tmp_path: Path, settings: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Some worlds grow over what one file of addresses holds, and shrink again; so do their files of texts.
    monkeypatch.setattr(sitemap, "MOST", 130 + seed % 3 * 10)
    monkeypatch.setattr(sources, "TOGETHER", 4)
    # In half of them a copy of the process changes the search index, and another one the lists.
    monkeypatch.setattr(Aside, "possible", staticmethod(lambda: seed % 2 == 1))
    # In others the lists are left to a crew, as those of many changed records are.
    monkeypatch.setattr(wide_renewal, "FEW", 0 if seed % 4 > 1 else 10)
    chance = random.Random(seed)  # noqa: S311 - no secret
    world = World(tmp_path / "content", chance, chance.choice([4, 9, 14, 24]))
    given = {
        **settings,
        "PATH": str(world.content),
        "CONECT_DEMO": seed % 3 > 0,
        "CONECT_PAGE_SIZE": 1 + seed % 5,
        "CONECT_LANGUAGES": ["ro", "en"] if seed % 8 == 0 else ["ro"],
    }
    renewed = {**given, "OUTPUT_PATH": str(tmp_path / "renewed")}
    assert publish(renewed).changed is None
    today = date.fromisoformat(TODAY)
    for _ in range(SEQUENCES):
        for _ in range(chance.randint(1, 3)):
            today += timedelta(days=chance.choice([0, 0, 1, 4]))
            given["CONECT_DATE"] = renewed["CONECT_DATE"] = today.isoformat()
            _change_and_publish(world, renewed, {**given, "OUTPUT_PATH": str(tmp_path / "none")})
        publish({**given, "OUTPUT_PATH": str(tmp_path / "whole")}, whole=True)
        assert differences(tmp_path / "renewed", tmp_path / "whole") == []


def _change_and_publish(world: World, settings: Mapping[str, Any], elsewhere: Mapping[str, Any]) -> None:
    before = {id: dict(values) for id, values in world.records.items()}
    for _ in range(world.chance.choice([0, 1, 1, 1, 2, 5])):
        world.step()
    world.write()
    try:
        publish(settings)
    except RecordsFailed:
        with pytest.raises(RecordsFailed):
            publish(elsewhere, whole=True)
        world.records = before
        world.write()
        publish(settings)


def test_a_change_of_one_page_alone_writes_that_page_its_text_and_its_words(
    tmp_path: Path, settings: Mapping[str, Any]
) -> None:
    world = World(tmp_path / "content", random.Random(1), 12)  # noqa: S311 - no secret
    given = {**settings, "PATH": str(world.content), "OUTPUT_PATH": str(tmp_path / "out")}
    publish(given)
    before = files(tmp_path / "out")
    assert publish(given).changed == 0
    assert files(tmp_path / "out") == before
    world.records["org-1"]["phone"] = "+40264123456"
    world.write()
    publish(given)
    after = files(tmp_path / "out")
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert {name for name in changed if not name.startswith("cautare/")} == {
        "organizatii/org-1/index.html",
        "propune/fise/0.bin",
    }


def test_a_new_day_prints_what_it_shows_otherwise(tmp_path: Path, settings: Mapping[str, Any]) -> None:
    world = World(tmp_path / "content", random.Random(4), 12)  # noqa: S311 - no secret
    for id, values in world.records.items():
        values["confirmed_on"] = "2025-11-24" if id == "org-3" else "2026-09-01"
        values |= {"name": f"Asociația {id}", "legal_form": "fundatie" if id == "org-3" else "asociatie"}
    world.write()
    given = {**settings, "PATH": str(world.content), "OUTPUT_PATH": str(tmp_path / "out"), "CONECT_PAGE_SIZE": 50}
    publish(given)
    before = files(tmp_path / "out")
    changed = publish({**given, "CONECT_DATE": "2026-11-25"}).changed
    assert changed is not None
    assert publish({**given, "CONECT_DATE": "2026-11-25"}).changed == 0
    after = files(tmp_path / "out")
    others = {name for name in before | after if before.get(name) != after.get(name)}
    pages = {name.removesuffix("/index.html") for name in others if name.endswith("index.html")}
    assert {"organizatii", "organizatii/org-3", "de-confirmat", "statistici", "forme-juridice/fundatie"} <= pages
    assert {path for path in pages if path.startswith("organizatii/")} == {"organizatii/org-3"}
    assert "forme-juridice/asociatie" not in pages
    assert "propune/fisa.yaml" in others  # it holds the day
    publish({**given, "OUTPUT_PATH": str(tmp_path / "whole"), "CONECT_DATE": "2026-11-25"})
    assert differences(tmp_path / "out", tmp_path / "whole") == []


def test_a_whole_build_of_another_day_is_another_site_to_the_state(tmp_path: Path, settings: Mapping[str, Any]) -> None:
    # What the first build knows must not be believed of the second one's site, should that one leave no state.
    world = World(tmp_path / "content", random.Random(6), 4)  # noqa: S311 - no secret
    given = {**settings, "PATH": str(world.content), "OUTPUT_PATH": str(tmp_path / "out")}
    generations = set()
    for day in ("2026-11-24", "2026-11-25"):
        publish({**given, "CONECT_DATE": day}, whole=True)
        generations.add(Mark.read(tmp_path / "out").generation)
    assert len(generations) == 2


def test_a_new_day_on_which_many_records_become_old_gives_a_whole_build(
    tmp_path: Path, settings: Mapping[str, Any]
) -> None:
    world = World(tmp_path / "content", random.Random(5), 12)  # noqa: S311 - no secret
    for values in world.records.values():
        values["confirmed_on"] = "2025-11-24"
    world.write()
    given = {**settings, "PATH": str(world.content), "OUTPUT_PATH": str(tmp_path / "out")}
    publish(given)
    assert publish({**given, "CONECT_DATE": "2026-11-25"}).changed is None


def test_files_that_were_only_touched_are_read_once(
    tmp_path: Path, settings: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path / "content", random.Random(2), 5)  # noqa: S311 - no secret
    given = {**settings, "PATH": str(world.content), "OUTPUT_PATH": str(tmp_path / "out")}
    publish(given)
    for path in world.content.rglob("*.yaml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert publish(given).changed == 0

    def read(*_: object) -> None:
        raise AssertionError("a file is read that has not changed since")

    monkeypatch.setattr(stamps, "stamp", read)
    assert publish(given).changed == 0


def test_who_comes_or_goes_changes_few_pages_of_a_long_list(settings: Mapping[str, Any]) -> None:
    site = SiteSettings.of({**settings, "CONECT_PAGE_SIZE": 5})
    entries = [entry(f"org-{number}", f"Asociația {number:03}") for number in range(400)]

    def looks(some: list[Entry]) -> list[bytes]:
        return list_looks(Book(site, vocabularies(), some).list_pages)[addresses.ALL]

    before = looks(entries)
    changed = []
    for gone in range(3, 400, 10):
        after = looks(entries[:gone] + entries[gone + 1 :])
        # One less on the last page of a section seldom is one page less.
        if len(after) == len(before):
            changed.append(sum(one != other for one, other in zip(before, after, strict=True)))
    assert len(changed) > 20
    assert min(changed) >= 2  # its own page, and the first one, which tells how many there are
    # On average the half of a section that follows, which is twice as long for whoever looks from inside it.
    assert sum(changed) / len(changed) < 1.5 * SECTION
    assert max(changed) < len(before) / 2


@pytest.mark.parametrize(
    "what", ["day before", "template that tells the day", "setting", "vocabulary", "template", "state", "site"]
)
def test_what_all_pages_depend_on_gives_a_whole_build(
    what: str, tmp_path: Path, settings: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, vocabularies = tmp_path / "theme", tmp_path / "content" / "vocabularies"
    shutil.copytree(ROOT / "themes" / "conect", theme)
    shutil.copytree(ROOT / "content" / "vocabularies", vocabularies)
    world = World(tmp_path / "content", random.Random(2), 4)  # noqa: S311 - no secret
    given = {**settings, "PATH": str(world.content), "OUTPUT_PATH": str(tmp_path / "out"), "THEME": str(theme)}
    publish(given)
    assert publish(given).changed == 0
    if what == "day before":
        given["CONECT_DATE"] = "2026-11-23"
    elif what == "template that tells the day":
        file = theme / "templates" / "macros" / "frame.html"
        file.write_text(file.read_text("utf-8") + "{% macro today_is() %}{{ site.today }}{% endmacro %}", "utf-8")
        assert publish(given).changed is None
        given["CONECT_DATE"] = "2026-11-25"
    elif what == "setting":
        given["SITENAME"] = "Altul"
    elif what == "vocabulary":
        file = vocabularies / "domains.yaml"
        file.write_text(file.read_text("utf-8").replace("ro: Educație", "ro: Educare", 1), "utf-8")
    elif what == "template":
        file = theme / "templates" / "organization.html"
        file.write_text(file.read_text("utf-8") + "<!-- other -->", "utf-8")
    elif what == "state":
        state = tmp_path / ".out.state"
        state.write_bytes(state.read_bytes().rstrip(b"\0")[:-500])  # what stands behind is room that is not used
        world.records["org-1"]["name"] = "Asociația Cea Nouă"
        world.write()
    else:
        shutil.rmtree(tmp_path / "out")
    assert publish(given).changed is None
    publish({**given, "OUTPUT_PATH": str(tmp_path / "whole")})
    assert differences(tmp_path / "out", tmp_path / "whole") == []


def test_a_fault_leaves_site_and_state_as_they_were(tmp_path: Path, settings: Mapping[str, Any]) -> None:
    world = World(tmp_path / "content", random.Random(3), 6)  # noqa: S311 - no secret
    given = {**settings, "PATH": str(world.content), "OUTPUT_PATH": str(tmp_path / "out")}
    publish(given)
    before = files(tmp_path / "out")
    world.records["org-1"]["cui"] = "12345678"
    world.records["org-2"]["name"] = "Asociația Cea Nouă"
    world.write()
    with pytest.raises(RecordsFailed):
        publish(given)
    assert files(tmp_path / "out") == before
    del world.records["org-1"]
    world.write()
    assert publish(given).changed
    publish({**given, "OUTPUT_PATH": str(tmp_path / "whole")})
    assert differences(tmp_path / "out", tmp_path / "whole") == []
