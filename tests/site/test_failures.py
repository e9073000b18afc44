"""Whatever fails: exit code 1, one clear sentence, no traceback, and the former site untouched; by both doors."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conect.building.output import MARKER
from tests.catalogue.made import profile, put
from tests.site.conftest import ROOT, TODAY, Build, settings_file

FORMER = "former site"


def own_pages(content: Path) -> Path:
    """The content's own copy of the repository's pages."""
    shutil.copytree(ROOT / "content" / "pages", content / "pages")
    return content / "pages"


def page(name: str, text: str | bytes) -> Callable[[Path], dict[str, Any]]:
    def arrange(content: Path) -> dict[str, Any]:
        file = own_pages(content) / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return {}

    return arrange


def plugin(code: str) -> Callable[[Path], dict[str, Any]]:
    def arrange(content: Path) -> dict[str, Any]:
        folder = content.parent / "own_plugins"
        folder.mkdir(exist_ok=True)
        name = f"plugin_of_test_{len(code)}"
        (folder / f"{name}.py").write_text(code, "utf-8")
        return {"PLUGIN_PATHS": [str(folder)], "PLUGINS": ["conect.site", name]}

    return arrange


def bad_record(content: Path) -> dict[str, Any]:
    put(content, "cj/rea.yaml", profile("Asociația Rea", "12345678"))
    return {}


def linked_page(content: Path) -> dict[str, Any]:
    (own_pages(content) / "legata.md").symlink_to("/etc/passwd")
    return {}


def settings(**changed: Any) -> Callable[[Path], dict[str, Any]]:
    return lambda _content: dict(changed)


AT_SIGNAL = """
from pelican.plugins import signals
def fail(sender): raise RuntimeError("prost crescut")
def register(): signals.{signal}.connect(fail)
"""
LOGS = """
import logging
from pelican.plugins import signals
def complain(sender): logging.getLogger("un.modul").error("nu merge %s", "deloc")
def register(): signals.finalized.connect(complain)
"""
EATS_PAGE = """
from pelican.plugins import signals
def eat(generator): generator.pages.pop()
def register(): signals.page_generator_finalized.connect(eat)
"""
CASES: dict[str, tuple[Callable[[Path], dict[str, Any]], str]] = {
    "bad record": (bad_record, "content/organizations/cj/rea.yaml:3:6: eroare: "),
    "missing plugin": (settings(PLUGINS=["conect.site", "nu.exista"]), "„nu.exista” din PLUGINS nu poate fi încărcat"),
    "own plugin missing": (settings(PLUGINS=[]), "PLUGINS din setări trebuie să cuprindă „conect.site”"),
    "plugin fails to import": (plugin("1 / 0"), "ZeroDivisionError"),
    "plugin fails to register": (plugin("def register(): raise ValueError('stricat')"), "ValueError: stricat"),
    "plugin without register": (plugin(""), "nu pornește"),
    "signal fails at the start": (plugin(AT_SIGNAL.format(signal="initialized")), "RuntimeError: prost crescut"),
    "signal fails before writing": (plugin(AT_SIGNAL.format(signal="all_generators_finalized")), "prost crescut"),
    "signal fails at the end": (plugin(AT_SIGNAL.format(signal="finalized")), "prost crescut"),
    "an error is only logged": (plugin(LOGS), "nu merge deloc"),
    "page vanishes": (plugin(EATS_PAGE), "nu s-a făcut nicio pagină"),
    "unreadable page": (page("rea.md", b"Title: Rea\n\n\xff\xfe"), "pagina „pages/rea.md” nu poate fi citită"),
    "page without a title": (page("rea.md", "fără titlu"), "nu are „title”"),
    "page outside": (page("rea.md", "Title: Rea\nSave_as: ../afara.html\n\nx"), "în afara site-ului"),
    "page nowhere": (page("rea.md", "Title: Rea\nSave_as:\n\nx"), "din „pages/rea.md” nu s-a făcut nicio pagină"),
    "page of unknown kind": (page("rea.txt", "Title: Rea\n\nx"), "din „pages/rea.txt” nu s-a făcut nicio pagină"),
    "page in capitals": (page("rea.MD", "Title: Rea\n\nx"), "din „pages/rea.MD” nu s-a făcut nicio pagină"),
    "page of unknown status": (page("rea.md", "Title: Rea\nStatus: gata\n\nx"), "„Status: gata”"),
    "two pages at one address": (page("rea.md", "Title: Rea\nSlug: despre\n\nx"), "vor adresa „despre/index.html”"),
    "page at the catalogue's address": (page("rea.md", "Title: Rea\nSlug: judete\n\nx"), "care este a catalogului"),
    "page at a record's address": (
        page("rea.md", "Title: Rea\nSave_as: organizatii/exemplu/index.html\n\nx"),
        "care este a catalogului",
    ),
    "page at home": (page("rea.md", "Title: Rea\nSave_as: index.html\n\nx"), "care este a catalogului"),
    "page is a link": (linked_page, "„pages/legata.md” este o legătură simbolică"),
    "wrong language": (settings(CONECT_LANGUAGES=["de"]), "CONECT_LANGUAGES"),
    "wrong page size": (settings(CONECT_PAGE_SIZE=0), "CONECT_PAGE_SIZE"),
    "wrong address": (settings(SITEURL="javascript:alert(1)"), "SITEURL"),
    "wrong day": (settings(CONECT_DATE="mâine"), "„mâine”"),
    "theme without templates": (settings(THEME=str(ROOT / "tests")), "temei"),
}
# An error of the settings file itself, or of a plugin, is told before any record is read.
DOORS = ("build", "by_pelican")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("case", CASES)
def test_a_failure_is_told_and_changes_nothing(
    case: str, door: str, content: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    arrange, words = CASES[case]
    run: Build = request.getfixturevalue(door)
    former = tmp_path / "out"
    former.mkdir()
    (former / MARKER).touch()
    (former / "index.html").write_text(FORMER)
    how = arrange(content)
    if "CONECT_DATE" in how and door == "build":
        how["today"] = how.pop("CONECT_DATE")
    done = run(content, **how)
    assert done.code == 1, done
    assert words in done.err
    assert "Traceback" not in done.err + done.out
    assert done.err.count(words) == 1
    assert done.err.rstrip().endswith("site-ul nu a fost schimbat")
    assert {path.name: path.read_text() for path in former.iterdir()} == {MARKER: "", "index.html": FORMER}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []
    assert not (tmp_path / "afara.html").exists()


@pytest.mark.parametrize("door", DOORS)
def test_every_failure_of_one_kind_is_told_and_in_english_too(
    content: Path, door: str, request: pytest.FixtureRequest
) -> None:
    run: Build = request.getfixturevalue(door)
    done = run(content, lang="en", PLUGINS=["conect.site", "nu.exista", "nici.acesta"])
    assert done.code == 1
    assert "the plugin “nu.exista” in PLUGINS cannot be loaded" in done.err
    assert "the plugin “nici.acesta” in PLUGINS cannot be loaded" in done.err
    assert done.err.rstrip().endswith("the site was not changed")
    assert len(done.err.strip().splitlines()) == 3


@pytest.mark.parametrize("door", DOORS)
def test_a_folder_of_someone_elses_is_not_swept_away(
    content: Path, door: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    run: Build = request.getfixturevalue(door)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    done = run(content)
    assert done.code == 1
    assert "are fișiere care nu sunt ale unui site făcut de conect" in done.err
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("output", ["content", "content/organizations/site", "."])
def test_the_sources_are_never_the_output(content: Path, build: Build, output: str) -> None:
    done = build(content, output)
    assert done.code == 1
    assert "lângă sursele lui" in done.err
    assert (content / "organizations/cj/exemplu.yaml").exists()


@pytest.mark.parametrize("arguments", [("-q",), ("--fatal", "errors"), ("-v",), ("-d",), ("--log-handler", "plain")])
def test_pelicans_own_options_hide_no_failure(content: Path, by_pelican: Build, arguments: tuple[str, ...]) -> None:
    done = by_pelican(content, arguments=arguments, PLUGINS=["conect.site", "nu.exista"])
    assert done.code == 1
    assert done.err.count("„nu.exista”") == 1
    assert "Traceback" not in done.err + done.out
    assert by_pelican(content, arguments=arguments).code == 0


def test_the_plugin_without_its_class_refuses_to_work(content: Path, by_pelican: Build) -> None:
    done = by_pelican(content, arguments=("-e", 'PELICAN_CLASS="pelican.Pelican"'))
    assert done.code == 1
    assert not done.folder.exists()


def command(door: str, content: Path, file: Path, output: Path) -> list[str]:
    """The command line of a door."""
    here = Path(sys.executable).parent
    if door == "conect":
        words = [str(here / "conect"), "build", "--content", str(content), "--output", str(output)]
        return [*words, "--settings", str(file), "--date", TODAY]
    return [str(here / "pelican"), str(content), "-s", str(file), "-o", str(output)]


@pytest.mark.parametrize("door", ["conect", "pelican"])
@pytest.mark.parametrize("case", ["bad record", "missing plugin", "signal fails at the end", "unreadable page"])
def test_the_commands_themselves_end_in_one(case: str, door: str, content: Path, tmp_path: Path) -> None:
    arrange, words = CASES[case]
    file = settings_file(tmp_path, arrange(content))
    line = command(door, content, file, tmp_path / "out")
    done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1, done
    assert (done.stdout + done.stderr).count(words) == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("door", ["conect", "pelican"])
def test_without_the_package_the_settings_say_so(door: str, content: Path, tmp_path: Path) -> None:
    file = tmp_path / "pelicanconf.py"
    hidden = "import sys; sys.modules['conect.site.run'] = None\n"
    file.write_text(hidden + (ROOT / "pelicanconf.py").read_text("utf-8"), "utf-8")
    line = command(door, content, file, tmp_path / "out")
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "make setup" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()
