"""A small change waits for nothing that it does not need: Pelican is not loaded, the commit is put into its page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conect.building.aside import Aside
from tests.building.test_checkout import git
from tests.catalogue.made import cui, profile, put
from tests.site.conftest import ROOT, TODAY, Build, settings_file

COMMAND = """
import sys
from conect.cli import main
code = main(sys.argv[1:])
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
print(" ".join(sorted(name for name in sys.modules if name.startswith("conect."))), file=sys.stderr)
sys.exit(code)
"""

HEAVY = {"pelican", "jinja2", "babel", "markdown", "phonenumbers", "rich", "PIL", "ruamel", "yaml"}
"""What a build that finds nothing changed does not load."""


def built(content: Path, output: Path, settings: Path) -> tuple[str, set[str], set[str]]:
    """Build in a process of its own; return what it says, and the packages and own modules that it has loaded."""
    command = [sys.executable, "-c", COMMAND, "build", "--content", str(content), "--output", str(output)]
    command += ["--settings", str(settings), "--date", TODAY, "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'plugins'}{os.pathsep}{ROOT}"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    packages, own = done.stderr.splitlines()[-2:]
    return done.stdout, set(packages.split()), set(own.split())


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".conect")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_where_nothing_has_changed_nothing_is_loaded_that_prints(content: Path, tmp_path: Path) -> None:
    settings = settings_file(tmp_path, {})
    assert "pelican" in built(content, tmp_path / "site", settings)[1]
    said, packages, own = built(content, tmp_path / "site", settings)
    assert "0 files changed" in said
    assert packages & HEAVY == set()
    assert {"conect.search", "conect.records.declaration", "conect.site.renewal"} & own == set()


def test_every_commit_is_told(content: Path, tmp_path: Path) -> None:
    git(content, "init", "--quiet", "--initial-branch=main")
    git(content, "add", "--all")
    git(content, "commit", "--quiet", "-m", "records")
    settings = settings_file(tmp_path, {"SITEURL": "https://conect.example"})
    site = tmp_path / "site"
    said, packages, _ = built(content, site, settings)
    assert "files changed" not in said
    assert "pelican" in packages

    said, packages, _ = built(content, site, settings)
    assert "0 files changed" in said
    assert "pelican" not in packages

    git(content, "commit", "--quiet", "--allow-empty", "-m", "nothing but a commit")
    said, packages, _ = built(content, site, settings)
    assert "2 files changed" in said  # the page that tells the commit, in both languages
    assert "pelican" not in packages
    commit = git(content, "rev-parse", "--short=12", "HEAD").strip()
    assert commit in (site / "despre" / "index.html").read_text("utf-8")
    assert "0 files changed" in built(content, site, settings)[0]

    put(content, "cj/alta.yaml", profile(name="Asociația Alta", cui=cui(1234567)))
    git(content, "add", "--all")
    git(content, "commit", "--quiet", "-m", "another record")
    said, packages, _ = built(content, site, settings)
    assert "files changed" in said
    assert "pelican" not in packages
    built(content, tmp_path / "anew", settings)
    assert files(site) == files(tmp_path / "anew")


def test_a_change_of_one_page_loads_nothing_of_lists_or_of_what_no_record_needs(content: Path, tmp_path: Path) -> None:
    settings = settings_file(tmp_path, {})
    record = profile(name="Asociația Alta", cui=cui(1234567))
    put(content, "cj/alta.yaml", record)
    built(content, tmp_path / "site", settings)
    put(content, "cj/alta.yaml", record.replace("voluntari", "mulți voluntari"))
    said, packages, own = built(content, tmp_path / "site", settings)
    assert "files changed" in said
    assert "conect.site.renewal" in own
    assert {"conect.site.wide_renewal", "conect.site.lists", "conect.site.propose"} & own == set()
    assert {"pelican", "markdown", "nh3", "rapidfuzz", "stdnum", "phonenumbers", "multiprocessing"} & packages == set()

    put(content, "cj/alta.yaml", profile(name="Asociația Cu Totul Alta", cui=cui(1234567)))
    assert "conect.site.wide_renewal" in built(content, tmp_path / "site", settings)[2]


def test_a_changed_page_or_setting_is_pelicans(content: Path, tmp_path: Path, build: Build) -> None:
    pages = content / "pages"
    pages.mkdir()
    (pages / "noua.md").write_text("Title: Nouă\nLang: ro\nSlug: noua\n\nText.\n", "utf-8")
    assert build(content).code == 0
    (pages / "noua.md").write_text("Title: Nouă\nLang: ro\nSlug: noua\n\nAlt text.\n", "utf-8")
    changed = build(content)
    assert "schimba" in changed.out
    assert "Alt text." in changed.page("/noua/")
    whole = build(content, SITENAME="Altul")
    assert "schimba" not in whole.out
    assert "Altul" in whole.page("/noua/")


def test_either_door_goes_on_where_the_other_has_ended(content: Path, build: Build, by_pelican: Build) -> None:
    assert build(content, output="one").code == 0
    first = by_pelican(content, output="one")
    assert first.code == 0
    assert "schimba" in first.out
    second = build(content, output="one")
    assert "schimba" in second.out
    put(content, "cj/exemplu.yaml", profile(name="Asociația Alt Nume"))
    assert "schimba" in by_pelican(content, output="one").out
    put(content, "cj/exemplu.yaml", profile(name="Asociația Încă Un Nume"))
    assert "schimba" in build(content, output="one").out


def test_a_copy_of_the_process_works_aside_and_keeps_or_drops(tmp_path: Path) -> None:
    for keep in (True, False):
        mark = tmp_path / f"kept-{keep}"

        def finish(told: bool, mark: Path = mark) -> None:
            mark.write_text(str(told), "utf-8")

        aside = Aside(lambda: [os.getpid(), b"x" * 1_000_000], finish)
        pid, data = aside.result()
        assert pid != os.getpid()
        assert len(data) == 1_000_000
        assert not mark.exists()
        assert aside.end(keep=keep)
        assert mark.read_text("utf-8") == str(keep)


def test_what_fails_aside_is_told_and_leaves_no_process() -> None:
    def fail() -> None:
        raise ValueError

    aside = Aside(fail, lambda _: None)
    assert aside.result() is None
    with pytest.raises(ChildProcessError):
        os.waitpid(aside.pid, os.WNOHANG)

    def refuse(keep: bool) -> None:
        if keep:
            raise OSError

    aside = Aside(lambda: 1, refuse)
    assert aside.result() == 1
    assert not aside.end(keep=True)
    # Nobody has asked for what it tells.
    assert not Aside(lambda: b"x" * 10_000_000, lambda _: None).end(keep=False)
