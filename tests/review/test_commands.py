"""The commands of an administrator: review, receive, stale."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from conect.cli import main
from tests.review.repository import CONTENT, ENVIRONMENT, Repository, profile

DAY = "2026-11-24"
ALFA = profile("Asociația Alfa Lectura", "30339344", account="ana")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working tree with one record, in which the test stands."""
    folder = tmp_path / "catalog"
    shutil.copytree(CONTENT / "vocabularies", folder / "content" / "vocabularies")
    (folder / "content" / "organizations" / "cj").mkdir(parents=True)
    (folder / "content" / "organizations" / "cj" / "alfa.yaml").write_text(ALFA, encoding="utf-8")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], check=True)
    return folder


def git(*arguments: str) -> str:
    """Return what git prints."""
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def mail(folder: Path, text: str) -> str:
    """Return the name of a file outside the repository."""
    path = folder.parent / "mesaj.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_new_record_becomes_one_commit_with_its_provenance(checkout: Path) -> None:
    text = profile("Asociația Nouă", "4921504").replace('"4921504"', "RO 4921504")
    assert main(["receive", mail(checkout, text), "--date", DAY, "--received", "2026-11-20"]) == 0
    path = checkout / "content" / "organizations" / "cj" / "asociatia-noua.yaml"
    assert 'cui: "4921504"' in path.read_text(encoding="utf-8")
    assert git("log", "--format=%B", "-1").strip() == "Adaugă Asociația Nouă\n\nPrimită prin e-mail la 2026-11-20."
    assert git("show", "--name-only", "--format=", "HEAD").split() == ["content/organizations/cj/asociatia-noua.yaml"]
    assert git("status", "--porcelain") == ""


def test_a_known_code_means_the_known_record(checkout: Path) -> None:
    text = ALFA.replace("CJ", "B").replace("Turda", "București")
    command = ["receive", mail(checkout, text), "--date", DAY, "--from", "contact@example.org"]
    assert main(command) == 0
    assert not (checkout / "content" / "organizations" / "cj" / "alfa.yaml").exists()
    assert (checkout / "content" / "organizations" / "b" / "alfa.yaml").exists()
    assert "De la: contact@example.org" in git("log", "--format=%B", "-1")


@pytest.mark.parametrize(
    "text",
    [
        profile("Asociația Nouă", "4921505"),
        profile("Asociația Nouă", "4921504", demo="true"),
        ALFA.replace("[ana]", "[zoe]"),
        "name: [",
        "",
        "#" * 70_000,
    ],
)
def test_what_is_wrong_changes_nothing(text: str, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = git("rev-parse", "HEAD")
    assert main(["receive", mail(checkout, text), "--date", DAY]) == 1
    assert git("rev-parse", "HEAD") == before
    assert git("status", "--porcelain") == ""
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    assert printed.err


def test_a_commit_that_fails_leaves_the_files_as_they_were(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / ".git" / "refs" / "heads" / "main.lock").touch()
    assert main(["receive", mail(checkout, profile("Asociația Nouă", "4921504")), "--date", DAY]) == 1
    (checkout / ".git" / "refs" / "heads" / "main.lock").unlink()
    assert git("status", "--porcelain") == ""


def test_what_waits_in_the_index_is_not_committed_along(checkout: Path) -> None:
    (checkout / "altceva").write_text("x", encoding="utf-8")
    git("add", "altceva")
    assert main(["receive", mail(checkout, profile("Asociația Nouă", "4921504")), "--date", DAY]) == 1
    assert git("status", "--porcelain") == "A  altceva\n"


def test_stale_lists_the_oldest_first_in_every_form(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = checkout / "content" / "organizations" / "cj"
    old = profile("Asociația @ana", "4921504").replace("2026-09-01", "2020-01-01")
    (folder / "veche.yaml").write_text(old, encoding="utf-8")
    (folder / "mai-noua.yaml").write_text(
        profile('"=SUM(1)"', "9232411").replace("2026-09-01", "2025-01-01"), encoding="utf-8"
    )
    assert main(["stale", "--date", DAY, "--format", "json"]) == 0
    assert [each["id"] for each in json.loads(capsys.readouterr().out)] == ["veche", "mai-noua"]
    main(["stale", "--date", DAY, "--days", "1000", "--format", "json"])
    assert [each["id"] for each in json.loads(capsys.readouterr().out)] == ["veche"]
    main(["stale", "--date", DAY, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[1]["name"] == "'=SUM(1)"
    main(["stale", "--date", DAY, "--format", "markdown"])
    assert "`Asociația @ana`" in capsys.readouterr().out
    main(["stale", "--date", DAY])
    assert "De confirmat (peste 365 de zile): 2 profiluri." in capsys.readouterr().out


def test_review_prints_one_form_and_writes_others(
    repository: Repository,
    base: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(repository.folder)
    head = repository.commit({"content/organizations/cj/alfa.yaml": None}, base)
    common = ["review", "--base", base, "--head", head, "--date", DAY]
    answer = tmp_path / "review.json"
    assert main([*common, "--author", "ana", "--format", "github", "--also", f"json={answer}"]) == 1
    assert capsys.readouterr().out.startswith("::error file=content/organizations/cj/alfa.yaml")
    assert json.loads(answer.read_text(encoding="utf-8"))["verdict"] == "refused"
    assert main([*common, "--author", "sefa"]) == 0
    assert main([*common, "--also", "pdf=x"]) == 2
    assert main(["review", "--base", "nimic", "--head", head]) == 2
    assert main(["review", "--base=--upload-pack=x", "--head", head]) == 2


def test_review_asks_a_file_of_the_register(
    repository: Repository,
    base: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(repository.folder)
    listed = tmp_path / "asociatii-2026-03-09.csv"
    listed.write_text(
        "Denumire,Numar inreg Reg National,Starea actuala,Judet,Localitate\n"
        "ASOCIATIA NOUA,77/A/2011,,CLUJ,DEJ\nALTA,78/A/2011,,CLUJ,DEJ\n",
        encoding="utf-8",
    )
    record = profile("Asociația Nouă", "4921504", national_registry_number='"77/A/2011"')
    head = repository.commit({"content/organizations/cj/noua.yaml": record}, base)
    main(["review", "--base", base, "--head", head, "--date", DAY, "--lang", "en", "--register", str(listed)])
    card = capsys.readouterr().out
    assert "found by its number (`asociatii-2026-03-09.csv:2`)" in card
    assert "in the register `Dej`, in the record `Turda`" in card


def test_review_works_in_a_second_worktree_and_in_a_bare_repository(
    repository: Repository, base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    head = repository.commit({"content/organizations/cj/alfa.yaml": None}, base)
    worktree, bare = tmp_path / "worktree", tmp_path / "bare"
    repository.git("worktree", "add", "--quiet", "--detach", str(worktree), base)
    repository.git("clone", "--quiet", "--bare", str(repository.folder), str(bare))
    for commit, name in ((base, "baza"), (head, "propunere")):
        subprocess.run(
            ["git", "push", "-q", str(bare), f"{commit}:refs/heads/{name}"], cwd=repository.folder, check=True
        )
    for folder in (worktree, bare):
        monkeypatch.chdir(folder)
        assert main(["review", "--base", base, "--head", head, "--date", DAY, "--author", "ana"]) == 1
    monkeypatch.chdir(worktree / "content")
    assert main(["review", "--base", base, "--head", head, "--date", DAY, "--author", "sefa", "--content", "."]) == 0


def test_the_repositorys_own_configuration_is_not_obeyed(
    repository: Repository, base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    trace = tmp_path / "ran"
    folder = tmp_path / "own"
    repository.git("clone", "--quiet", "--shared", str(repository.folder), str(folder))
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {trace}\n", encoding="utf-8")
    script.chmod(0o755)
    for key in (
        "diff.external",
        "core.fsmonitor",
        "core.pager",
        "diff.x.textconv",
        "filter.x.smudge",
        "merge.x.driver",
    ):
        subprocess.run(["git", "config", key, str(script)], cwd=folder, check=True)
    subprocess.run(["git", "config", "diff.ignoreSubmodules", "all"], cwd=folder, check=True)
    (folder / ".gitattributes").write_text("* diff=x filter=x merge=x\n", encoding="utf-8")
    record = "content/organizations/cj/alfa.yaml"
    text = repository.git("show", f"{base}:{record}") + "\n"
    files = {record: text.replace("Turda", "Dej"), ".gitattributes": "* diff=x filter=x merge=x\n"}
    head = repository.commit({**files, "content/organizations/cj/sub.yaml": ("160000", b"1" * 40)}, base)
    tip = repository.commit({record: text.replace("educatie", "cultura")}, base)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(script))
    monkeypatch.chdir(folder)
    report = Repository(folder).review(tip, head, "ana")
    assert {"other-file", "file-mode"} <= {reason.code for reason in report.reasons}
    assert not trace.exists()
