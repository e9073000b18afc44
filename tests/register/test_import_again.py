"""Imports into a catalogue that has a history: what vanished, what was interrupted, what stands in the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from conect.building.progress import Bar
from conect.building.progress import bar as shown
from conect.cli import register as command
from conect.register import RegisterError
from conect.register.importing import READING, WRITING
from conect.register.known import load

from .conftest import MakeCsv
from .importing import FOREIGN, ONE, THREE, TWO, errors, run, snapshot


def test_a_vanished_entry_is_marked_and_its_page_stays(content: Path, make_csv: MakeCsv, root: Path) -> None:
    run(content, make_csv(ONE, {**ONE, "name": "ALTA", "national_registry_number": "8/A/2005"}, TWO))
    later = {"source_date": "2026-09-09"}
    report = run(content, make_csv({**ONE, **later}))
    alta = content / "organizations/cj/alta.yaml"
    assert 'registry_status: inregistrata\nregister_absent_since: "2026-09-09"\n' in alta.read_text(encoding="utf-8")
    assert report.absent == ["alta"]
    assert report.counts["absent"] == 1
    assert "register_absent" not in (content / "organizations/b/fundatia-doi.yaml").read_text(encoding="utf-8"), (
        "the file held no foundations: it says nothing of them"
    )
    assert errors(content, root) == []
    marked = snapshot(content)
    assert run(content, make_csv({**ONE, "source_date": "2026-10-09"})).absent == []
    assert snapshot(content) == marked, "the first day of absence stays"
    back = run(
        content, make_csv({**ONE, **later}, {**ONE, "name": "ALTA", "national_registry_number": "8/A/2005", **later})
    )
    assert "register_absent_since" not in alta.read_text(encoding="utf-8")
    assert back.counts["returned"] == 1


def test_a_row_that_cannot_be_written_still_keeps_its_record_from_being_marked(
    content: Path, make_csv: MakeCsv
) -> None:
    run(content, make_csv(ONE, {**ONE, "name": "ALTA", "national_registry_number": "8/A/2005"}))
    broken = {"name": "Dispune îndreptarea erorii", "national_registry_number": "8/A/2005"}
    assert run(content, make_csv(ONE, broken)).absent == []


def test_a_part_of_a_file_marks_nothing_unless_asked(
    content: Path, make_csv: MakeCsv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conect.register.importing._FEW_ABSENT", 2)
    many = [{**ONE, "name": f"ALTA {number}", "national_registry_number": f"{number}/A/2006"} for number in range(1, 6)]
    run(content, make_csv(ONE, *many))
    before = snapshot(content)
    report = run(content, make_csv(ONE))
    assert snapshot(content) == before
    assert report.counts["absent_kept"] == 5
    assert "incomplete" in report.render("ro")
    assert run(content, make_csv(ONE), mark_absent=False).counts["absent"] == 0
    assert run(content, make_csv(ONE), mark_absent=True).counts["absent"] == 5


def test_an_interrupted_import_is_completed_by_the_next(
    content: Path, make_csv: MakeCsv, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_csv(ONE, TWO, THREE, FOREIGN)
    run(content, path)
    whole = snapshot(content)
    for name in list(whole)[:2]:
        (content / name).unlink()
    leftover = content / "organizations/cj/.conect-import-asociatia-unu.yaml"
    leftover.write_text("name: pe jum", encoding="utf-8")
    run(content, path)
    assert snapshot(content) == whole

    real = Path.replace
    calls = 0

    def dies(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return real(self, target)

    for name in whole:
        (content / name).unlink()
    monkeypatch.setattr(Path, "replace", dies)
    with pytest.raises(KeyboardInterrupt):
        run(content, path)
    assert {name: data for name, data in snapshot(content).items() if "/." not in name}.items() <= whole.items()
    monkeypatch.undo()
    run(content, path)
    assert snapshot(content) == whole


def test_existing_files_that_cannot_be_read_are_named_and_left(content: Path, make_csv: MakeCsv) -> None:
    broken = content / "organizations/cj/asociatia-unu.yaml"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"name: [\xff")
    report = run(content, make_csv(ONE))
    assert broken.read_bytes() == b"name: [\xff"
    assert (content / "organizations/cj/asociatia-unu-turda.yaml").is_file()
    assert report.unreadable == ["organizations/cj/asociatia-unu.yaml"]
    assert report.counts["unreadable"] == 1


def test_former_ids_are_never_given_again(content: Path, make_csv: MakeCsv) -> None:
    other = content / "organizations/cj/alta.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("name: Alta\nformer_ids: [asociatia-unu]\norigin: register\n", encoding="utf-8")
    run(content, make_csv(ONE))
    assert (content / "organizations/cj/asociatia-unu-turda.yaml").is_file()


def test_links_are_not_followed(content: Path, make_csv: MakeCsv, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(
        'name: ASOCIAȚIA „UNU”\nnational_registry_number: "1/A/2005"\norigin: register\n', encoding="utf-8"
    )
    (content / "organizations/cj").mkdir(parents=True)
    (content / "organizations/cj/legatura.yaml").symlink_to(outside)
    before = outside.read_bytes()
    run(content, make_csv({**ONE, "status": "radiata"}))
    assert outside.read_bytes() == before
    assert load(content).records[0].id == "asociatia-unu"


def test_nothing_is_written_where_a_file_is_not_the_registers(content: Path, make_csv: MakeCsv, tmp_path: Path) -> None:
    wrong = tmp_path / "altceva.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"altceva\.csv"):
        run(content, make_csv(ONE), wrong)
    assert snapshot(content) == {}


def test_wrong_folders_and_no_files_are_said_clearly(content: Path, make_csv: MakeCsv) -> None:
    with pytest.raises(RegisterError, match="content folder"):
        run(content / "lipsa", make_csv(ONE))
    with pytest.raises(RegisterError, match="at least one file"):
        run(content)


def test_progress_is_told_stage_by_stage(content: Path, make_csv: MakeCsv) -> None:
    told: list[tuple[str, int, int]] = []
    run(content, make_csv(ONE, TWO), progress=lambda stage, done, total: told.append((stage.en, done, total)))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == [
        "Reading the register's files",
        "Reading the existing records",
        "Writing records",
    ]
    assert told[-1] == ("Writing records", 2, 2)


def test_a_bar_tells_no_total_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int | None] = []

    @contextmanager
    def bar(label: str, total: int | None) -> Iterator[Bar]:
        begun.append(total)
        with shown("", None, quiet=True) as quiet:
            yield quiet

    monkeypatch.setattr(command, "bar", bar)
    with ExitStack() as stack:
        progress = command.Progress(stack, "en")
        for stage, done, total in ((READING, 500, 0), (READING, 700, 700), (WRITING, 0, 700), (WRITING, 700, 700)):
            progress(stage, done, total)
    assert begun == [None, 700]


def test_the_report_is_saved_as_text_or_json(content: Path, make_csv: MakeCsv, tmp_path: Path) -> None:
    report = run(content, make_csv(ONE, THREE, {"name": "AB", "national_registry_number": "5/A/2000"}))
    report.save(tmp_path / "rapoarte/raport.txt")
    report.save(tmp_path / "rapoarte/raport.json")
    text = (tmp_path / "rapoarte/raport.txt").read_text(encoding="utf-8")
    assert "registru.csv:4: denumirea are mai puțin de 3 caractere: „AB”" in text
    assert "registru.csv:3: trei: " in text
    data = json.loads((tmp_path / "rapoarte/raport.json").read_text(encoding="utf-8"))
    assert data["counts"]["rows"] == 3
    assert data["not_written"][0]["row"] == 4
    assert data["doubts"][0]["id"] == "trei"


def test_a_long_list_of_doubts_is_cut_on_the_terminal_and_says_so(content: Path, make_csv: MakeCsv) -> None:
    rows = [{"name": f"Asociația {number}", "national_registry_number": ""} for number in range(5)]
    report = run(content, make_csv(*rows))
    assert "și încă 2" in report.render("ro", doubts=3)
    assert "Asociația" not in report.render("ro", doubts=0)
    assert report.render_full("en").count("asociatia-") == 5
