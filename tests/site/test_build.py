"""The same input gives the same bytes: twice, by both doors, in one process and in several, in any order of files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conect.building.output import MARKER
from tests.catalogue.made import profile, put
from tests.site.conftest import TODAY, Build, Built
from tests.site.links import dead_links
from tests.site.sample import write_sample


def test_two_builds_both_doors_and_several_processes_give_the_same_bytes(
    tmp_path: Path, build: Build, by_pelican: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    write_sample(content)
    first = build(content, "first")
    assert first.code == 0, first.err
    assert MARKER in first.files()
    second = by_pelican(content, "second")
    assert second.code == 0, second.err
    assert second.files() == first.files()
    # The same records, written in another order and another folder.
    other = tmp_path / "elsewhere" / "content"
    for path in sorted((content / "organizations").rglob("*.*"), reverse=True):
        put(other, path.relative_to(content / "organizations").as_posix(), path.read_bytes())
    monkeypatch.setenv("CONECT_EXECUTOR", "processes")
    assert build(other, "third").files() == first.files()


def test_the_day_is_an_input(content: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = build(content, today="2026-11-24")
    assert "24 noiembrie 2026" in fresh.page("/statistici/")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795514400")  # 24 November 2026, noon in Bucharest
    assert build(content, "other", today=None).files() == fresh.files()
    stale = build(content, "third", today="2028-01-01")
    assert "fresh-stale" in stale.page("/organizatii/exemplu/")
    assert "Asociația Exemplu pentru Lectură" in stale.page("/de-confirmat/")
    assert "Asociația Exemplu pentru Lectură" not in fresh.page("/de-confirmat/")


def test_a_build_says_in_one_line_what_it_did(content: Path, build: Build) -> None:
    done = build(content)
    assert re.fullmatch(r"Site-ul este gata: 1 organizație, \d+,\d s, în .*/out\n", done.out)
    assert done.err == ""
    english = build(content, "english", lang="en")
    assert re.fullmatch(r"The site is ready: 1 organisation, \d+\.\d s, in .*/english\n", english.out)


def test_a_build_of_what_has_changed_tells_how_many_files(content: Path, build: Build) -> None:
    build(content)
    again = build(content)
    assert re.fullmatch(r"Site-ul este gata: 1 organizație, 0 fișiere schimbate, \d+,\d s, în .*/out\n", again.out)
    put(content, "cj/exemplu.yaml", profile().replace("cu donații mici", "cu donații mari"))
    changed = build(content, lang="en")
    assert re.match(r"The site is ready: 1 organisation, \d+ files changed, \d+\.\d s, in .*/out\n", changed.out)
    assert "cu donații mari" in changed.page("/organizatii/exemplu/")


def empty(content: Path) -> None:
    content.mkdir(parents=True)


def one(content: Path) -> None:
    put(content, "cj/exemplu.yaml", profile())


def only_struck_off(content: Path) -> None:
    put(content, "cj/exemplu.yaml", profile().replace("inregistrata", "radiata"))


def a_name_of_300(content: Path) -> None:
    name = ("Asociația " + "foarte " * 40).ljust(300, "ă")
    text = (
        f"name: {name}\nlegal_form: asociatie\nregistry_status: inregistrata\n"
        'national_registry_number: "12/A/2005"\norigin: register\nsources:\n'
    )
    for field in ("name", "national_registry_number"):
        text += f'  - {{field: {field}, name: Registrul național ONG, date: "2026-03-09"}}\n'
    put(content, "xx/lung.yaml", text)


@pytest.mark.parametrize("arrange", [empty, one, only_struck_off, a_name_of_300])
def test_the_smallest_catalogues_give_a_sensible_site(tmp_path: Path, build: Build, arrange: object) -> None:
    content = tmp_path / "content"
    arrange(content)  # type: ignore[operator]  # one of the functions above
    done = build(content)
    assert done.code == 0, done.err
    assert dead_links(done.folder) == []
    home = done.page("/")
    for path in ("/organizatii/", "/judete/", "/domenii/", "/a-z/", "/radiate/", "/de-confirmat/", "/statistici/"):
        assert done.page(path)
        assert done.page(f"/en{path}")
    if arrange is empty:
        assert "0 organizații" in done.page("/organizatii/")
        assert "None" not in home
    if arrange is only_struck_off:
        assert "Lectură" in done.page("/radiate/")
        assert "Lectură" not in done.page("/organizatii/")
        assert "radiată" in done.page("/organizatii/exemplu/").lower()
    if arrange is a_name_of_300:
        assert "ă" * 5 in done.page("/judete/necunoscut/")


def test_a_language_can_be_left_out(content: Path, build: Build) -> None:
    done = build(content, CONECT_LANGUAGES=["ro"])
    assert done.code == 0, done.err
    assert not (done.folder / "en").exists()
    assert dead_links(done.folder) == []
    page = done.page("/organizatii/exemplu/")
    assert "hreflang" not in page
    assert 'lang="en"' not in page


def test_invented_records_are_left_out_of_the_public_site(tmp_path: Path, build: Build) -> None:
    content = tmp_path / "content"
    write_sample(content)
    here = build(content)
    assert "Asociația „Inventată”" in here.page("/organizatii/")
    assert "inventate" in here.page("/organizatii/demonstrativa/")
    assert 'content="noindex"' in here.page("/")
    public = build(content, "public", base="publishconf")
    assert public.code == 0, public.err
    assert not (public.folder / "organizatii" / "demonstrativa").exists()
    assert not any("demonstrativa" in data.decode("utf-8", "replace") for data in public.files().values())
    assert 'content="noindex"' not in public.page("/")
    assert dead_links(public.folder) == []


def test_the_sample_is_whole(sample: Built) -> None:
    assert sample.code == 0
    assert dead_links(sample.folder, "/catalog") == []
    assert f'datetime="{TODAY}"' not in sample.page("/")
