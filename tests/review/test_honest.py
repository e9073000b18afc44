"""Honest proposals: the verdict, and what the review tells of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import pytest

from conect.review.card import markdown
from conect.review.official import Listed, Sought
from conect.review.reviewing import Question, review
from tests.review.conftest import PNG
from tests.review.repository import File, Repository, codes, profile, register

ALFA, BETA, GAMA, DELTA = (f"content/organizations/cj/{id}.yaml" for id in ("alfa", "beta", "gama", "delta"))
NEW = "content/organizations/cj/noua.yaml"
A = profile("Asociația Alfa Lectura", "30339344", account="ana", website="https://alfa.example")
N = profile("Asociația Nouă de Teatru", "4921504")
D = profile(
    "Asociația Delta Sportul",
    "9232411",
    account="ana",
    former_ids="[delta-veche]",
    verification='{level: verificat, date: "2026-09-02"}',
)
CLAIMED = profile(
    "Asociația Gama Natura",
    "4921504",
    account="Zoe",
    national_registry_number='"12/A/2005"',
    website="https://gama.example",
    email="contact@gama.example",
)

ALLOWED: dict[str, tuple[dict[str, File], str | None]] = {
    "a new record": ({NEW: N}, "ana"),
    "a new record of nobody": ({NEW: N}, None),
    "a new record with the own account": ({NEW: N + "maintainers: [ana]\n"}, "ana"),
    "the own record": ({ALFA: A.replace("Turda", "Dej")}, "ana"),
    "the own record, the account in capitals": ({ALFA: A.replace("Turda", "Dej")}, "ANA"),
    "confirmed today": ({ALFA: A.replace("2026-09-01", "2026-11-24")}, "ana"),
    "a logo of the own record": (
        {ALFA: A + 'logo: {file: alfa.png, alt: "Sigla Alfa"}\n', ALFA[:-4] + "png": PNG},
        "ana",
    ),
    "leaving the record": ({ALFA: A.replace("maintainers: [ana]\n", "")}, "ana"),
    "a rename that keeps the address": ({ALFA: None, NEW: A + "former_ids: [alfa]\n"}, "ana"),
    "the same record in another folder": (
        {ALFA: None, "content/organizations/b/alfa.yaml": A.replace("CJ", "B").replace("Turda", "București")},
        "ana",
    ),
    "comments only": ({ALFA: "# Fișa noastră\n" + A}, "ana"),
    "an administrator changes any record": ({BETA: profile("Asociația Beta Altfel", "3151288")}, "sefa"),
    "an administrator verifies": ({ALFA: A + 'verification: {level: verificat, date: "2026-09-02"}\n'}, "sefa"),
    "an administrator removes": ({BETA: None}, "sefa"),
    "an administrator changes other files": ({"README.md": "x\n", ".github/workflows/x.yml": "on: push\n"}, "sefa"),
    "nothing": ({}, "ana"),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_an_honest_proposal_is_allowed(name: str, repository: Repository, base: str) -> None:
    files, author = ALLOWED[name]
    report = repository.review(base, repository.commit(files, base), author)
    assert codes(report) == set()
    assert (report.verdict, report.exit_code) == ("allowed", 0)
    assert markdown(report, "ro").startswith("## Propunerea poate fi primită")


DECIDED: dict[str, tuple[dict[str, File], str]] = {
    "claim": ({GAMA: CLAIMED}, "claim"),
    "merged-into": ({ALFA: A + "merged_into: beta\n"}, "merged-into"),
    "former-ids-claimed": ({ALFA: A + "former_ids: [cea-veche]\n"}, "former-ids-claimed"),
    "identity-changed": (
        {ALFA: A.replace("Alfa Lectura", "Omega Pescuit").replace("30339344", "4921504")},
        "identity-changed",
    ),
    "register-field": ({ALFA: A + 'national_registry_number: "9/A/2001"\n'}, "register-field"),
    "register-record": ({NEW: register("Asociația Nouă", "77/A/2011")}, "register-record"),
}


@pytest.mark.parametrize("name", DECIDED)
def test_some_things_an_administrator_decides(name: str, repository: Repository, base: str) -> None:
    files, code = DECIDED[name]
    author = "zoe" if name == "claim" else "ana"
    report = repository.review(base, repository.commit(files, base), author)
    assert codes(report) == {code}
    assert (report.verdict, report.exit_code) == ("decides", 3)
    assert markdown(report, "en").startswith("## An administrator decides")


def test_each_changed_fact_is_told_in_words(repository: Repository, base: str) -> None:
    changed = A.replace("[educatie]", "[educatie, cultura]").replace("inregistrata", "in_lichidare")
    changed += "volunteering: {accepts: true}\nfinances: [{year: 2024, revenue: 120000}]\n"
    report = repository.review(base, repository.commit({ALFA: changed}, base), "ana", lang="ro")
    facts = {fact.key: fact for fact in report.changes[0].facts}
    assert (facts["registry_status"].old, facts["registry_status"].new) == ("Înregistrată", "În lichidare")
    assert facts["domains"].of_list
    assert facts["domains"].old is None
    assert facts["volunteering.accepts"].new == "da"
    assert (facts["finances.revenue"].item, facts["finances.revenue"].new) == ("2024", "120.000")


def test_of_a_long_text_the_part_that_differs_is_shown(repository: Repository, base: str) -> None:
    changed = A.replace("la bibliotecă. Da", "la bibliotecă și acasă. Da")
    fact = repository.review(base, repository.commit({ALFA: changed}, base), "ana").changes[0].facts[0]
    assert fact.key == "description"
    assert fact.new is not None
    assert "și acasă" in fact.new
    assert len(fact.new) < 200


def test_only_the_problems_that_the_change_adds_are_listed(repository: Repository, base: str) -> None:
    old = A.replace("2026-09-01", "2020-01-01")
    tip = repository.commit({ALFA: old}, base)
    report = repository.review(tip, repository.commit({ALFA: old.replace("Turda", "Dej")}, tip), "ana")
    assert list(report.problems) == []
    assert report.older == (0, 1)
    broken = repository.review(tip, repository.commit({ALFA: old.replace("30339344", "30339345")}, tip), "ana")
    assert [(problem.path, problem.rule) for problem in broken.problems] == [(ALFA, "check-digit")]
    assert broken.problems[0].line == 3


def test_a_removal_that_others_still_name_is_an_error_there(repository: Repository, base: str) -> None:
    tip = repository.commit({BETA: profile("Asociația Beta Muzica", "3151288", memberships="[alfa]")}, base)
    report = repository.review(tip, repository.commit({ALFA: None}, tip), "sefa")
    assert [(problem.path, problem.rule) for problem in report.problems] == [(BETA, "reference-missing")]
    assert report.problems[0].line > 1


@pytest.mark.parametrize(
    ("changed", "shared"),
    [
        (profile("Asociația Nouă", "30339344"), "cui"),
        (profile("Asociația Nouă", "4921504", national_registry_number='"12/A/2005"'), "number"),
        (profile("Asociația Nouă", "4921504", website="https://www.alfa.example/noi"), "host"),
        (profile("ASOCIATIA „ALFA LECTURA”", "4921504"), "name"),
        (profile("Asociația Alffa Lectura", "4921504"), "similar"),
    ],
)
def test_possible_duplicates_come_with_their_reason(
    changed: str, shared: str, repository: Repository, base: str
) -> None:
    report = repository.review(base, repository.commit({NEW: changed}, base), "ana")
    assert [shared] in [list(each.shared) for each in report.duplicates]
    assert "### Possible duplicates" in markdown(report, "en")


def test_a_duplicate_that_was_there_before_is_not_told_again(repository: Repository, base: str) -> None:
    twin = profile("Asociația Beta Muzica", "3151288", account="barbu", website="https://alfa.example")
    tip = repository.commit({BETA: twin}, base)
    report = repository.review(tip, repository.commit({BETA: twin.replace("[educatie]", "[cultura]")}, tip), "barbu")
    assert list(report.duplicates) == []


def test_fields_worth_a_look(repository: Repository, base: str) -> None:
    changed = A.replace("contact@example.org", "alfa@gmail.com").replace("alfa.example", "altul.example")
    changed += "iban: RO49AAAA1B31007593840000\ndonate_url: https://dona.example\n"
    report = repository.review(base, repository.commit({ALFA: changed}, base), "ana")
    assert {look.key for look in report.look} == {"iban", "donate_url", "email", "website"}


def test_a_claim_comes_with_its_evidence(repository: Repository, base: str) -> None:
    report = repository.review(base, repository.commit({GAMA: CLAIMED}, base), "zoe")
    told = " ".join(each.message.en for each in report.claims[0].evidence)
    assert "neither e-mail nor website" in told
    assert "does not maintain any record yet" in told
    again = repository.review(base, repository.commit({GAMA: CLAIMED.replace("Zoe", "ana")}, base), "ana")
    assert "already maintains: organizations/cj/alfa.yaml" in " ".join(e.message.en for e in again.claims[0].evidence)


def test_what_the_register_says(repository: Repository, base: str) -> None:
    asked: list[Sought] = []

    def register_file(sought: Sequence[Sought]) -> list[list[Listed]]:
        asked.extend(sought)
        return [
            [Listed({"name": "ASOCIATIA GAMA NATURA", "national_registry_number": "12/A/2005", "county": "B"}, "f:7")]
            for _ in sought
        ]

    head = repository.commit({GAMA: CLAIMED, NEW: N}, base)
    question = Question(
        repository.folder, "content", base, head, "zoe", date(2026, 11, 24), register=register_file, quiet=True
    )
    found = {each.path: each for each in review(question).official or ()}
    gama = found["organizations/cj/gama.yaml"]
    assert (gama.found_by, gama.source) == ("number", "f:7")
    assert [fact.key for fact in gama.differences] == ["county"]
    assert found["organizations/cj/noua.yaml"].found_by == "nothing"
    assert Sought("12/A/2005", "Asociația Gama Natura") in asked


def test_an_administrators_vocabulary_is_judged_with_all_records(repository: Repository, base: str) -> None:
    path = "content/vocabularies/domains.yaml"
    listed = repository.git("show", f"{base}:{path}")
    changed = listed.replace("id: educatie\n", "id: educatia\n").replace("related: [educatie", "related: [educatia")
    report = repository.review(base, repository.commit({path: changed}, base), "sefa")
    assert report.verdict == "refused"
    assert report.problems or "vocabularies" in codes(report)


def test_a_large_import_is_told_in_sums(repository: Repository, base: str) -> None:
    files: dict[str, File] = {
        f"content/organizations/cj/i{n}.yaml": register(f"Asociația Pădurea {n}", f"{n + 100}/A/2011")
        for n in range(60)
    }
    tip = repository.commit(files, base)
    changed: dict[str, File] = {
        path: str(text).replace("status: inregistrata", "status: radiata") for path, text in files.items()
    }
    report = repository.review(tip, repository.commit(changed, tip), "sefa")
    card = markdown(report, "en")
    assert report.tally.fields["registry_status"] == 60
    assert "### In sum" in card
    assert "60 records" in card
    assert card.count("**Changed**") == 10
    assert "… and 50 more" in card


def test_the_answer_for_programs_follows_its_schema(repository: Repository, base: str, root: object) -> None:
    from pathlib import Path

    from jsonschema import Draft202012Validator

    from conect.review.answer import as_json

    schema = json.loads((Path(str(root)) / "schema" / "review.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for files, author in (({GAMA: CLAIMED}, "zoe"), ({BETA: None, "x\ny": "z"}, "ana"), ({}, None)):
        given: dict[str, File] = dict(files)
        report = repository.review(base, repository.commit(given, base), author)
        Draft202012Validator(schema).validate(json.loads(as_json(report, "ro")))
