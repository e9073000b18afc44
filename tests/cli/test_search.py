"""``conect search``: what the site would find, and why, from the content folder or a built site."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conect.cli import main
from conect.records.vocabularies import load_vocabularies
from conect.search import analyse, assemble
from tests.cli.conftest import Run
from tests.records.examples import TODAY
from tests.search.samples import record

Write = Callable[..., Path]


@pytest.fixture
def few(write: Write) -> None:
    """Two organisations, one of them struck off, and one that merged."""
    write("cj/lectura.yaml", "name: Asociația Cartea din Deal\nshort_name: ACD\n")
    write(
        "cj/pian.yaml",
        'name: Asociația Pianul din Deal\ncui: "9901079"\nregistry_status: radiata\nemail: pian@example.org\n',
    )


def test_results_and_why(run: Run, few: None) -> None:
    done = run("search", "cărți deal")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Căutat: „cărți deal”\n")
    assert "1. Asociația Cartea din Deal\n" in done.out
    assert "1 organizație găsită; 1 radiată sau dizolvată, lăsată deoparte." in run("search", "deal").out
    assert "Pianul" not in run("search", "deal").out


def test_in_english(run: Run, few: None) -> None:
    done = run("search", "cărți", "--lang", "en")
    assert "1 organisation found; 1 struck off or dissolved left out." in done.out
    assert " score " in done.out


def test_nothing_found_is_1_as_grep_has_it(run: Run, few: None) -> None:
    done = run("search", "xyzxyz")
    assert done.code == 1
    assert "Nimic găsit." in done.out
    assert run("search", "lecturq deel", "--format", "json").code in {0, 1}


def test_json(run: Run, few: None) -> None:
    done = run("search", "RO 30339344", "--format", "json")
    answer = json.loads(done.out)
    assert answer["identifiers"] == ["30339344"]
    assert answer["hits"][0]["id"] == "lectura"
    assert answer["hits"][0]["parts"][0]["field"] == "ids"


def test_the_limit(run: Run, few: None) -> None:
    answer = json.loads(run("search", "", "--format", "json", "--limit", "0").out)
    assert (answer["mode"], answer["total"], answer["hits"]) == ("everything", 1, [])


def test_the_same_bytes_twice(run: Run, few: None) -> None:
    assert run("search", "cărți deal").out == run("search", "cărți deal").out


def test_a_record_with_errors_is_left_out_and_said(run: Run, few: None, write: Write) -> None:
    write("cj/strica.yaml", 'name: Asociația Cartea Ruptă\ncui: "9901214"\ncounty: QQ\nemail: x@example.org\n')
    done = run("search", "cartea")
    assert done.code == 0
    assert done.err == "conect: 1 fișier cu erori, lăsat deoparte; vedeți conect validate\n"
    assert "Ruptă" not in done.out


def test_a_built_site_is_searched_by_its_own_index(run: Run, content: Path, tmp_path: Path) -> None:
    vocabularies = load_vocabularies(content)
    records = [record("orga", name="Asociația Orga Veche")]
    for file in assemble([analyse(records, vocabularies)], vocabularies, TODAY):
        path = tmp_path / "site" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    done = run("search", "orga", "--site", "site")
    assert done.code == 0 and "Asociația Orga Veche" in done.out
    broken = next((tmp_path / "site" / "cautare").rglob("t.*"), None) or next((tmp_path / "site").rglob("*t*.bin"))
    broken.write_bytes(b"x")
    failed = run("search", "orga", "--site", "site")
    assert failed.code == 1 and "Traceback" not in failed.err and "indexul" in failed.err


def test_wrong_use(run: Run, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "x", "--site", "content").code == 2
    assert run("search", "x", "--content", "lipsa").code == 2
    with pytest.raises(SystemExit) as leave:
        main(["search"])
    assert leave.value.code == 2
    assert "wrong use" in capsys.readouterr().err


def test_processes_say_the_same(run: Run, few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONECT_EXECUTOR", "serial")
    alone = run("search", "cărți deal")
    monkeypatch.setenv("CONECT_EXECUTOR", "processes")
    assert run("search", "cărți deal") == alone
