"""The whole import: records written, found again, brought up to date, never overwritten."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conect.records.reader import read
from conect.records.rule import Context
from conect.records.vocabularies import load_vocabularies
from conect.register import ImportReport, RegisterError, import_files
from conect.register.known import load

from .conftest import TITLES, MakeCsv, MakeXlsx

TODAY = date(2026, 11, 24)

ONE = {
    "name": 'ASOCIAÞIA "UNU"',
    "national_registry_number": "1/A/2005",
    "county": "CLUJ",
    "locality": "Turda, str. Ascunsă nr. 1",
    "purpose_initial": "Promovarea lecturii",
}
TWO = {
    "kind": "fundatie",
    "name": "FUNDAŢIA DOI",
    "national_registry_number": "2/B/1999",
    "county": "BUCURESTI",
    "locality": "SECTOR 3",
    "status": "in lichidare",
    "public_utility_act": "884",
    "public_utility_date": "13.09.2001",
}
THREE = {"name": "TREI", "national_registry_number": "1/A/924"}
FOREIGN = {
    "kind": "persoana_juridica_straina",
    "name": "STIFTUNG VIER",
    "national_registry_number": "4/E/2010",
    "county": "SIBIU",
    "locality": "SIBIU",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """An empty content folder."""
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def run(content: Path, *files: Path, **options: Any) -> ImportReport:
    """Import as the command does."""
    return import_files(files, content, TODAY, **options)


def snapshot(content: Path) -> dict[str, bytes]:
    """Every file below the content folder with its bytes."""
    return {
        path.relative_to(content).as_posix(): path.read_bytes() for path in sorted(content.rglob("*")) if path.is_file()
    }


def errors(content: Path, root: Path) -> list[str]:
    """What the project's own validation refuses in the records."""
    context = Context(load_vocabularies(root / "content"), TODAY)
    return [
        f"{problem.path}: {problem.rule}: {problem.message.en}"
        for name, data in snapshot(content).items()
        for problem in read(name, data, context).problems
        if problem.level == "error"
    ]


def test_records_are_minimal_sourced_and_valid(content: Path, make_csv: MakeCsv, root: Path) -> None:
    report = run(content, make_csv(ONE, TWO, THREE, FOREIGN))
    assert sorted(snapshot(content)) == [
        "organizations/b/fundatia-doi.yaml",
        "organizations/cj/asociatia-unu.yaml",
        "organizations/sb/stiftung-vier.yaml",
        "organizations/xx/trei.yaml",
    ]
    assert errors(content, root) == []
    assert (content / "organizations/cj/asociatia-unu.yaml").read_text(encoding="utf-8").startswith(
        'name: ASOCIAȚIA „UNU”\nlegal_form: asociatie\nnational_registry_number: "1/A/2005"\n'
        'registry_status: inregistrata\ncounty: CJ\nlocality: Turda\nsiruta: "55268"\npurpose: Promovarea lecturii\n'
        "origin: register\nsources:\n  - field: name\n"
        '    name: "Registrul național ONG: asociații"\n    date: "2026-03-09"\n'
    )  # fmt: skip
    two = (content / "organizations/b/fundatia-doi.yaml").read_text(encoding="utf-8")
    assert "public_utility:\n  act: HG 884/2001\n  date: " in two
    assert "registry_status: in_lichidare\n" in two
    assert not any(b"Ascuns" in data for data in snapshot(content).values())
    assert report.counts["written"] == report.counts["new"] == report.counts["rows"] == 4
    assert {line.id: [doubt.code for doubt in line.notes] for line in report.doubts} == {
        "stiftung-vier": ["country-unknown"],
        "trei": ["number-malformed", "county-unknown"],
    }


def test_the_ministrys_xlsx_gives_the_same_records(content: Path, make_xlsx: MakeXlsx, root: Path) -> None:
    foreign = [*TITLES[:5], "Tara", *TITLES[5:]]
    line = ["STIFTUNG VIER", "4/E/2010", "", "", "", "Germania", "SIBIU", "SIBIU", "str. Ascunsă 1", "Kultur"]
    run(content, make_xlsx(foreign, line, name="09_03_2026PersJuridstr.xlsx"))
    text = (content / "organizations/sb/stiftung-vier.yaml").read_text(encoding="utf-8")
    assert "legal_form: persoana_juridica_straina\n" in text
    assert "country: DE\n" in text
    assert errors(content, root) == []


def test_every_row_is_written_or_reported(content: Path, make_csv: MakeCsv) -> None:
    decision = {"name": "Admite cererea formulată de petenta X", "national_registry_number": "9/A/2000"}
    report = run(content, make_csv(ONE, decision, ONE, {"name": "", "national_registry_number": "7/A/2000"}))
    assert report.counts["rows"] == 4
    assert report.counts["written"] == 1
    assert [(line.row, line.reason.code) for line in report.not_written] == [
        (3, "name-decision"), (4, "row-repeated"), (5, "name-missing"),
    ]  # fmt: skip
    assert "registru.csv:3: " in report.render("ro")
    assert "registru.csv:4: the row repeats another row exactly" in report.render("en")
    assert report.not_written[1].reason.detail == "registru.csv:2"


def test_an_organisation_typed_in_twice_is_one_record(content: Path, make_csv: MakeCsv) -> None:
    plain = {**ONE, "name": "ASOCIATIA UNU", "purpose_initial": "un scop mult mai lung decât celălalt"}
    branch = {**ONE, "locality": "DEJ"}
    report = run(content, make_csv(plain, ONE, branch))
    assert sorted(snapshot(content)) == [
        "organizations/cj/asociatia-unu-dej.yaml",
        "organizations/cj/asociatia-unu-turda.yaml",
    ]
    assert [(line.row, line.reason.code, line.reason.detail) for line in report.not_written] == [
        (2, "row-twin", "registru.csv:3")
    ]


def test_a_second_import_changes_no_byte(content: Path, make_csv: MakeCsv) -> None:
    path = make_csv(ONE, TWO, THREE, FOREIGN, {**ONE, "status": "radiata"})
    run(content, path)
    before = snapshot(content)
    report = run(content, path)
    assert snapshot(content) == before
    assert report.counts["unchanged"] == report.counts["written"] == 5
    later = run(content, make_csv(*({**row, "source_date": "2026-04-09"} for row in (ONE, TWO, THREE, FOREIGN)), {
        **ONE, "status": "radiata", "source_date": "2026-04-09"}))  # fmt: skip
    assert snapshot(content) == before, "a later date alone is no news"
    assert later.counts["unchanged"] == 5


def test_the_order_of_rows_does_not_matter(tmp_path: Path, make_csv: MakeCsv) -> None:
    twins = [{**ONE, "national_registry_number": f"{number}/A/2005"} for number in (5, 6, 7)]
    rows = [ONE, TWO, THREE, FOREIGN, *twins, {**ONE, "status": "radiata"}, {**ONE, "name": "ASOCIATIA UNU"}]
    folders = []
    for index, order in enumerate((rows, rows[::-1], rows[3:] + rows[:3])):
        folder = tmp_path / f"content{index}"
        folder.mkdir()
        run(folder, make_csv(*order))
        folders.append(snapshot(folder))
    assert folders[0] == folders[1] == folders[2]


def test_a_newer_file_updates_only_what_it_says_anew(content: Path, make_csv: MakeCsv, root: Path) -> None:
    run(content, make_csv(ONE, TWO))
    untouched = (content / "organizations/b/fundatia-doi.yaml").read_bytes()
    newer = {**ONE, "status": "dizolvata", "purpose_initial": "", "source_date": "2026-09-09"}
    report = run(content, make_csv(newer, {**TWO, "source_date": "2026-09-09"}))
    text = (content / "organizations/cj/asociatia-unu.yaml").read_text(encoding="utf-8")
    assert "registry_status: dizolvata\n" in text
    assert "purpose" not in text
    assert text.count('date: "2026-09-09"') == 1
    assert text.count('date: "2026-03-09"') == 6
    assert (content / "organizations/b/fundatia-doi.yaml").read_bytes() == untouched
    assert (report.counts["changed"], report.counts["unchanged"]) == (1, 1)
    assert errors(content, root) == []


def test_an_organisation_that_moved_takes_its_record_along(content: Path, make_csv: MakeCsv, root: Path) -> None:
    run(content, make_csv(ONE))
    report = run(content, make_csv({**ONE, "county": "ALBA", "locality": "AIUD", "source_date": "2026-09-09"}))
    assert list(snapshot(content)) == ["organizations/ab/asociatia-unu.yaml"]
    assert report.counts["changed"] == 1
    assert errors(content, root) == []


def test_a_renamed_organisation_keeps_its_id(content: Path, make_csv: MakeCsv) -> None:
    run(content, make_csv(ONE))
    run(content, make_csv({**ONE, "name": "ASOCIAȚIA ALTFEL", "source_date": "2026-09-09"}))
    assert list(snapshot(content)) == ["organizations/cj/asociatia-unu.yaml"]
    assert b"name: ASOCIA\xc8\x9aIA ALTFEL\n" in snapshot(content)["organizations/cj/asociatia-unu.yaml"]


def test_an_older_file_does_not_undo_a_newer_one(content: Path, make_csv: MakeCsv) -> None:
    run(content, make_csv({**ONE, "status": "radiata", "source_date": "2026-09-09"}))
    before = snapshot(content)
    report = run(content, make_csv({**ONE, "source_date": "2025-01-01"}))
    assert snapshot(content) == before
    assert [doubt.code for doubt in report.doubts[0].notes] == ["file-older"]


def test_files_of_two_days_are_imported_in_their_order(content: Path, make_csv: MakeCsv) -> None:
    newer = make_csv({**ONE, "status": "radiata", "source_date": "2026-09-09"}, name="nou.csv")
    older = make_csv(ONE, name="vechi.csv")
    report = run(content, newer, older)
    assert b"registry_status: radiata" in snapshot(content)["organizations/cj/asociatia-unu.yaml"]
    assert report.counts["written"] == report.counts["rows"] == 2
    assert (report.counts["new"], report.counts["changed"]) == (1, 1)


PROFILE = """\
# fișa noastră
name: Asociația Unu din Turda
legal_form: asociatie
cui: "30339344"
national_registry_number: "1/A/2005"  # din certificat
registry_status: inregistrata
county: CJ
locality: Turda
purpose: Scopul scris de noi
email: contact@example.org
origin: organization
sources:
  - field: registry_status
    name: "Registrul național ONG: asociații"
    date: "2025-01-01"
"""


def test_what_an_organisation_wrote_is_never_touched(content: Path, make_csv: MakeCsv) -> None:
    path = content / "organizations/cj/unu-turda.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(PROFILE, encoding="utf-8")
    report = run(content, make_csv(ONE))
    assert path.read_text(encoding="utf-8") == PROFILE
    assert list(snapshot(content)) == ["organizations/cj/unu-turda.yaml"], "no duplicate beside the profile"
    assert report.counts["unchanged"] == 1
    run(
        content,
        make_csv({**ONE, "status": "radiata", "county": "ALBA", "locality": "AIUD", "source_date": "2026-09-09"}),
    )
    changed = path.read_text(encoding="utf-8")
    assert changed == PROFILE.replace("registry_status: inregistrata", "registry_status: radiata").replace(
        '    date: "2025-01-01"\n',
        '    date: "2026-09-09"\n    url: https://www.just.ro/registrul-national-ong/\n',
    )


def test_a_profile_or_example_that_merely_bears_the_number_is_left_aside(content: Path, make_csv: MakeCsv) -> None:
    folder = content / "organizations/cj"
    folder.mkdir(parents=True)
    other = PROFILE.replace("Asociația Unu din Turda", "Clubul Pescarilor")
    (folder / "exemplu.yaml").write_text(PROFILE.partition("sources:")[0] + "demo: true\n", encoding="utf-8")
    (folder / "pescari.yaml").write_text(other.partition("sources:")[0], encoding="utf-8")
    report = run(content, make_csv(ONE))
    assert (folder / "asociatia-unu.yaml").is_file()
    assert report.counts["new"] == 1
    assert [doubt.code for doubt in report.doubts[0].notes] == ["number-in-profile"]


def test_a_profile_that_vanishes_from_the_register_is_marked_too(content: Path, make_csv: MakeCsv) -> None:
    path = content / "organizations/cj/unu-turda.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(PROFILE, encoding="utf-8")
    run(content, make_csv({**ONE, "name": "ALTA", "national_registry_number": "8/A/2005"}))
    assert path.read_text(encoding="utf-8") == PROFILE.replace(
        "registry_status: inregistrata\n", 'registry_status: inregistrata\nregister_absent_since: "2026-03-09"\n'
    )


def test_a_profile_without_a_number_is_recognised_by_name_and_place(content: Path, make_csv: MakeCsv) -> None:
    path = content / "organizations/cj/asociatia-noastra.md"
    path.parent.mkdir(parents=True)
    profile = PROFILE.replace('national_registry_number: "1/A/2005"  # din certificat\n', "").replace(
        "Asociația Unu din Turda", "Asociația UNU"
    )
    text = f"---\n{profile.partition('sources:')[0]}---\n\nPrezentarea noastră.\n"
    path.write_text(text, encoding="utf-8")
    report = run(content, make_csv({**ONE, "status": "radiata"}))
    assert snapshot(content) == {"organizations/cj/asociatia-noastra.md": text.encode()}
    assert [doubt.code for doubt in report.doubts[0].notes] == ["profile-matched", "status-differs"]


def test_corrections_without_a_source_stay_in_imported_records(content: Path, make_csv: MakeCsv) -> None:
    run(content, make_csv(ONE))
    path = content / "organizations/cj/asociatia-unu.yaml"
    text = path.read_text(encoding="utf-8").replace("purpose: Promovarea lecturii", "purpose: Îndreptat de un om")
    start = text.index("  - field: purpose")
    path.write_text(text[:start] + "website: https://example.org\n", encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    run(content, make_csv(ONE))
    assert path.read_text(encoding="utf-8") == before


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
