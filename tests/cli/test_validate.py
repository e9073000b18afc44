"""``conect validate``: which files it judges, what it prints, and its exit code."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conect.catalogue.files import Content
from tests.cli.conftest import Run
from tests.records.examples import ROOT

LISTS = len(list((ROOT / "content/vocabularies").glob("*.yaml")))
Write = Callable[..., Path]
OTHER = 'name: Fundația Beta\ncui: "3151288"\n'


def lines(out: str) -> list[str]:
    """What was printed, without the summary and the messages: place and rule."""
    return [f"{line.split(': ')[0]} {line.rpartition(' ')[2]}" for line in out.splitlines()[:-1]]


def test_a_good_folder(run: Run, write: Write) -> None:
    write("cj/alfa.yaml")
    done = run("validate")
    assert done == (0, f"{LISTS + 1} fișiere verificate: nicio problemă.\n", "")


def test_an_empty_one(run: Run, content: Path) -> None:
    assert run("validate", "--lang", "en").out == f"{LISTS} files checked: no problem.\n"


def test_every_problem_of_every_file_sorted(run: Run, write: Write) -> None:
    write("tm/beta.yaml", OTHER + "county: TM\nlocality: Timișoara\nactivity_counties: [TM]\nmemberships: [nimic]\n")
    write("cj/alfa.yaml", 'confirmed_on: "2020-01-01"\nwebsite: example.org\n')
    done = run("validate")
    assert done.code == 1
    assert lines(done.out) == [
        "content/organizations/cj/alfa.yaml:16:15 [stale]",
        "content/organizations/cj/alfa.yaml:17:10 [web-address]",
        "content/organizations/tm/beta.yaml:17:15 [reference-missing]",
    ]
    assert done.out.splitlines()[-1] == f"{LISTS + 2} fișiere verificate: 2 erori, 1 avertisment."


def test_warnings_alone_exit_0(run: Run, write: Write) -> None:
    write("cj/alfa.yaml", 'confirmed_on: "2020-01-01"\n')
    assert run("validate").code == 0


def test_given_paths_are_judged_against_all_and_printed_alone(run: Run, write: Write) -> None:
    write("cj/alfa.yaml")
    write("cj/beta.yaml", "name: Fundația Beta\n")
    done = run("validate", "content/organizations/cj/beta.yaml")
    assert lines(done.out) == ["content/organizations/cj/beta.yaml:2:6 [duplicate-cui]"]
    assert done.out.splitlines()[-1].startswith("1 fișier verificat: 1 eroare")
    assert len(lines(run("validate", "content/organizations/cj").out)) == 2
    assert run("validate", "content/vocabularies").code == 0


def test_a_changed_register_record_is_looked_at_more_closely(run: Run, write: Write) -> None:
    register = 'origin: register\nnational_registry_number: "1{0}/A/2005"\ncui: {1}\nname: Asociația Biblioteca {2}\n'
    write("cj/alfa.yaml", register.format(1, '"30339344"', "Mobilă"))
    path = write("cj/beta.yaml", register.format(2, '"3151288"', "Mobille"))
    assert "[similar-name]" not in run("validate").out
    assert "[similar-name]" in run("validate", str(path)).out


def test_paths_are_those_of_the_current_folder(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("cj/alfa.yaml", "website: x y\n")
    monkeypatch.chdir(path.parent)
    assert lines(run("validate", "--content", "../..", "alfa.yaml").out) == [
        "../../organizations/cj/alfa.yaml:17:10 [web-address]"
    ]
    monkeypatch.chdir(path.parents[2])
    assert lines(run("validate", "--content", ".").out) == ["organizations/cj/alfa.yaml:17:10 [web-address]"]


def test_a_content_folder_behind_a_link(run: Run, write: Write, content: Path) -> None:
    write("cj/alfa.yaml", "website: x y\n")
    Path("legatura").symlink_to(content)
    done = run("validate", "--content", "legatura", "content/organizations/cj/alfa.yaml")
    assert lines(done.out) == ["legatura/organizations/cj/alfa.yaml:17:10 [web-address]"]


def test_links_are_told_and_not_followed(run: Run, content: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("name: secret\n")
    (content / "organizations/cj").mkdir()
    (content / "organizations/cj/alfa.yaml").symlink_to(tmp_path / "secret.yaml")
    (content / "organizations/cj/beta.yaml").symlink_to(tmp_path / "nimic")
    (content / "organizations/tm").symlink_to(tmp_path)
    done = run("validate")
    assert lines(done.out) == [
        "content/organizations/cj/alfa.yaml:1:1 [file-kind]",
        "content/organizations/cj/beta.yaml:1:1 [file-kind]",
        "content/organizations/tm:1:1 [file-kind]",
    ]
    assert run("validate", "content/organizations/cj/beta.yaml").code == 1


def test_strange_files_are_told_and_not_opened(run: Run, write: Write, content: Path) -> None:
    write("cj/alfa.yaml")
    write("cj/beta.yml", b"name: x\n")
    write("cj/gama.png", b"x")
    write("cj/.ascuns", b"x")
    write("cj/dosar/x.yaml", b"x")
    write("zz/delta.yaml", b"x")
    write("eta.yaml", b"x")
    (content / "organizations/cj/teava.yaml").unlink(missing_ok=True)
    os.mkfifo(content / "organizations/cj/teava.yaml")
    (content / "organizations/cj/\udce9\x1b[2J.yaml").write_bytes(b"x")
    done = run("validate")
    found = dict(reversed(line.rsplit(" ", 1)) for line in lines(done.out))  # rule → place
    assert {
        rule: place.rpartition("/")[2].partition(":")[0] for rule, place in found.items() if rule != "[file-place]"
    } == {
        "[file-suffix]": "beta.yml",
        "[logo-alone]": "gama.png",
        "[file-hidden]": ".ascuns",
        "[file-kind]": "teava.yaml",
        "[file-name]": "\\udce9\\x1b[2J.yaml",
    }
    assert done.out.count("[file-place]") == 2 and done.out.count("[file-kind]") == 2
    assert "\x1b" not in done.out


def test_a_file_that_may_not_be_read(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_content: Content, _path: str, _limit: int = 0) -> bytes:
        raise PermissionError(13, "Permission denied")

    write("cj/alfa.yaml")
    monkeypatch.setattr(Content, "read", refused)
    assert lines(run("validate").out) == ["content/organizations/cj/alfa.yaml:1:1 [file-unreadable]"]


def test_broken_vocabularies_stand_alone(run: Run, write: Write, content: Path) -> None:
    write("cj/alfa.yaml", "website: x y\n")
    domains = content / "vocabularies/domains.yaml"
    domains.write_text("label: {ro: Domenii}\nterms:\n  - id: a\n    ro: A\n    en: A\n    related: [b]\n", "utf-8")
    (content / "vocabularies/sdgs.yaml").unlink()
    done = run("validate")
    assert done.code == 1
    assert lines(done.out) == [
        "content/vocabularies/domains.yaml:1:8 [vocabulary]",
        "content/vocabularies/domains.yaml:6:14 [vocabulary]",
        "content/vocabularies/sdgs.yaml:1:1 [vocabulary]",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("administrators: [ana, ion]\n", None),
        ("administrators: [ana, Ana]\n", "1:23"),
        ("administrators: ['@ana']\n", "1:18"),
        ("administrators: []\n", "1:17"),
        ("administratori: [ana]\n", "1:1"),
        ("- ana\n", "1:1"),
        ("administrators: [&a ana]\n", "1:18"),
    ],
)
def test_administrators(run: Run, content: Path, text: str, place: str | None) -> None:
    (content / "administrators.yaml").write_text(text, encoding="utf-8")
    done = run("validate")
    assert done.code == (1 if place else 0)
    assert [line.split(" ")[0] for line in lines(done.out)][:1] == (
        [f"content/administrators.yaml:{place}"] if place else []
    )


def test_a_folder_without_lists_is_judged_by_the_projects(run: Run, write: Write, tmp_path: Path) -> None:
    write("cj/alfa.yaml")
    other = tmp_path / "import"
    (other / "organizations/cj").mkdir(parents=True)
    (other / "organizations/cj/beta.yaml").write_bytes(Path("content/organizations/cj/alfa.yaml").read_bytes())
    assert run("validate", "--content", "import").out == "1 fișier verificat: nicio problemă.\n"
    assert run("format", "--check", "--content", "import").code == 0


def test_machine_reports_have_no_summary(run: Run, write: Write) -> None:
    write("cj/alfa.yaml", "website: x y\n")
    [entry] = json.loads(run("validate", "--format", "json").out)
    assert entry["path"] == "content/organizations/cj/alfa.yaml" and entry["rule"] == "web-address"
    [quality] = json.loads(run("validate", "--format", "gitlab").out)
    assert quality["location"]["lines"]["begin"] == 17
    assert run("validate", "--format", "github").out.startswith(
        "::error file=content/organizations/cj/alfa.yaml,line=17,"
    )


def test_the_day_is_an_input(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("cj/alfa.yaml")
    assert "[stale]" in run("validate", "--date", "2027-12-01").out
    assert "în viitor" in run("validate", "--date", "2026-08-01").out


def test_colours_on_a_terminal_only(content: Path, write: Write) -> None:
    pty = pytest.importorskip("pty")
    write("cj/alfa.yaml", "website: x y\n")
    import subprocess
    import sys

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "conect", "validate", "--date", "2026-11-24"]
    environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": ""}
    environment.pop("NO_COLOR")
    done = subprocess.run(command, stdout=theirs, stdin=theirs, check=False, env=environment)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.returncode == 1
    assert "\x1b[1;31meroare\x1b[0m" in shown
