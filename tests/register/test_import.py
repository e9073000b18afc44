"""The whole import: records written, found again, brought up to date, never overwritten."""

from __future__ import annotations

from pathlib import Path

from .conftest import TITLES, MakeCsv, MakeXlsx
from .importing import FOREIGN, ONE, THREE, TWO, errors, run, snapshot


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
