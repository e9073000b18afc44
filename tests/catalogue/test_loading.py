"""All files of a content folder: records read in batches, everything else a located problem, nothing a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conect.building.executor import Crew
from conect.catalogue.files import Content, list_records
from conect.catalogue.loading import BATCH, Loaded, load
from conect.records.file import MAX_SIZE
from tests.catalogue.made import TODAY, profile, put
from tests.records.examples import context


def loaded(content: Path, crew: Crew | None = None) -> Loaded:
    return load(content, context().vocabularies, TODAY, crew=crew, keep=True)


def found(content: Path) -> set[tuple[str, str, str]]:
    return {
        (p.path.removeprefix("organizations/"), p.rule, p.level)
        for p in loaded(content).problems
        if p.rule.startswith(("file-", "logo-"))
    }


def test_an_absent_folder_is_an_empty_catalogue(tmp_path: Path) -> None:
    assert loaded(tmp_path) == Loaded([], [], [])


def test_entries_come_sorted_by_path_and_records_can_be_had_again(tmp_path: Path) -> None:
    for id in ("zeta", "alfa"):
        put(tmp_path, f"cj/{id}.yaml", profile(f"Asociația {id.title()}"))
    put(tmp_path, "xx/beta.yaml", "name: [1\n")
    result = loaded(tmp_path)
    assert [e.path for e in result.entries] == ["organizations/cj/alfa.yaml", "organizations/cj/zeta.yaml"]
    assert result.failed
    records = [record for pack in result.batches for record in pack.unpack()]
    assert [record.path for record in records] == [e.path for e in result.entries]
    assert records[0]["name"] == "Asociația Alfa"
    assert sum(pack.size for pack in result.batches) == 2


def test_processes_find_the_same_as_one(tmp_path: Path) -> None:
    for number in range(BATCH + 5):
        put(
            tmp_path,
            f"cj/a-{number}.yaml",
            profile(f"Asociația Numărul {number}", cui="1" if number % 50 == 0 else "30339344"),
        )
    alone = loaded(tmp_path, Crew(1, mode="serial"))
    with Crew(1, mode="processes") as crew:
        together = loaded(tmp_path, crew)
    assert together.entries == alone.entries
    assert together.problems == alone.problems
    assert any(problem.path.endswith("a-50.yaml") for problem in alone.problems)


def test_whatever_else_stands_there_is_a_problem_with_a_place(tmp_path: Path) -> None:
    put(tmp_path, "cj/bun.yaml", profile())
    put(tmp_path, "cj/bun.png", b"x")
    put(tmp_path, "cj/.gitkeep", "")
    put(tmp_path, "cj/scurt.yml", profile())
    put(tmp_path, "cj/TARE.YAML", profile())
    put(tmp_path, "cj/poza.jpg", b"x")
    put(tmp_path, "cj/singura.webp", b"x")
    put(tmp_path, "cj/.ascuns", b"x")
    put(tmp_path, "cj/dosar/fisa.yaml", profile())
    put(tmp_path, "CJ/mare.yaml", profile())
    put(tmp_path, "zz/nicaieri.yaml", profile())
    put(tmp_path, "afara.yaml", profile())
    put(tmp_path, "cj/rau\nnume.yaml", profile())
    assert found(tmp_path) == {
        ("cj/scurt.yml", "file-suffix", "error"),
        ("cj/TARE.YAML", "file-suffix", "error"),
        ("cj/poza.jpg", "file-suffix", "error"),
        ("cj/singura.webp", "logo-alone", "warning"),
        ("cj/.ascuns", "file-hidden", "warning"),
        ("cj/dosar", "file-kind", "error"),
        ("CJ", "file-place", "error"),
        ("zz", "file-place", "error"),
        ("afara.yaml", "file-place", "error"),
        ("cj/rau\\nnume.yaml", "file-name", "error"),
    }
    messages = {p.path: p.message for p in list_records(tmp_path).problems}
    assert "„scurt.yaml”" in messages["organizations/cj/scurt.yml"].ro
    assert "“TARE.yaml”" in messages["organizations/cj/TARE.YAML"].en


def test_links_and_pipes_are_refused_and_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(profile("Asociația Secretă"), "utf-8")
    content = tmp_path / "content"
    put(content, "cj/bun.yaml", profile())
    (content / "organizations/cj/legat.yaml").symlink_to(secret)
    (content / "organizations/b").symlink_to(tmp_path)
    os.mkfifo(content / "organizations/cj/teava.yaml")
    assert found(content) == {
        ("cj/legat.yaml", "file-kind", "error"),
        ("cj/teava.yaml", "file-kind", "error"),
        ("b", "file-kind", "error"),
    }
    assert [e.id for e in loaded(content).entries] == ["bun"]
    whole = tmp_path / "other"
    whole.mkdir()
    (whole / "organizations").symlink_to(content / "organizations")
    assert found(whole) == {("organizations", "file-kind", "error")}


def test_a_name_that_is_no_text_does_not_break_the_report(tmp_path: Path) -> None:
    put(tmp_path, "cj/bun.yaml", profile())
    os.close(os.open(os.fsencode(tmp_path / "organizations/cj") + b"/\xff.yaml", os.O_CREAT))
    [(path, rule, _level)] = found(tmp_path)
    assert rule == "file-name"
    path.encode("utf-8")


def test_a_file_that_vanishes_or_turns_into_a_link_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path, "cj/bun.yaml", profile())
    content = Content(tmp_path)
    with pytest.raises(OSError, match="No such file"):
        content.read("organizations/cj/disparut.yaml")
    (tmp_path / "organizations/cj/legat.yaml").symlink_to(tmp_path / "organizations/cj/bun.yaml")
    with pytest.raises(OSError):
        content.read("organizations/cj/legat.yaml")
    with pytest.raises(OSError):
        content.read("organizations/cj")


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    put(tmp_path, "cj/mare.yaml", b"a" * (MAX_SIZE * 3))
    assert len(Content(tmp_path).read("organizations/cj/mare.yaml")) == MAX_SIZE + 1
    assert [p.rule for p in loaded(tmp_path).problems] == ["file-size"]


@pytest.mark.parametrize(
    "path", ["../secret", "organizations/../secret", "organizations/cj/../../x", "/etc/passwd", "x"]
)
def test_only_files_beside_the_records_can_be_asked_for(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_text("x")
    put(tmp_path, "cj/bun.png", b"png")
    assert Content(tmp_path).beside(path) is None
    assert Content(tmp_path).beside("organizations/cj/bun.png") == b"png"


def test_problems_of_all_records_together_are_there_too(tmp_path: Path) -> None:
    put(tmp_path, "cj/unu.yaml", profile("Asociația Unu"))
    put(tmp_path, "cj/doi.yaml", profile("Asociația Doi") + "memberships: [nimeni]\n")
    rules = {(p.path.rpartition("/")[2], p.rule) for p in loaded(tmp_path).problems if p.level == "error"}
    assert ("doi.yaml", "duplicate-cui") in rules
    assert ("doi.yaml", "reference-missing") in rules
