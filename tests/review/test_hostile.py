"""Hostile proposals: each is refused, and the card says why."""

from __future__ import annotations

import pytest

from conect.review.card import markdown
from tests.review.repository import File, Repository, codes, profile, register

ALFA, BETA, GAMA = (f"content/organizations/cj/{id}.yaml" for id in ("alfa", "beta", "gama"))
NEW = "content/organizations/cj/noua.yaml"
A = profile("Asociația Alfa Lectura", "30339344", account="ana", website="https://alfa.example")
B = profile("Asociația Beta Muzica", "3151288", account="barbu")
N = profile("Asociația Nouă de Teatru", "4921504")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12\n"

REFUSED: dict[str, tuple[dict[str, File], str, str]] = {
    # name: files, author, code of the reason
    "foreign record": ({BETA: B.replace("Turda", "Dej")}, "ana", "foreign"),
    "foreign record without an account": ({BETA: B.replace("Turda", "Dej")}, "", "foreign"),
    "maintainers rewritten in the same change": ({BETA: B.replace("[barbu]", "[ana]")}, "ana", "foreign"),
    "maintainers of others added": ({ALFA: A.replace("[ana]", "[ana, zoe]")}, "ana", "maintainers"),
    "new record for another account": ({NEW: N + "maintainers: [zoe]\n"}, "ana", "maintainers"),
    "administrators rewritten": ({"content/administrators.yaml": "administrators: [ana]\n"}, "ana", "other-file"),
    "verification": ({ALFA: A + 'verification: {level: verificat, date: "2026-09-02"}\n'}, "ana", "reserved-field"),
    "demo": ({NEW: N + "demo: true\n"}, "ana", "reserved-field"),
    "symlink": ({NEW: ("120000", b"/etc/passwd")}, "ana", "file-mode"),
    "symlink over a record": ({ALFA: ("120000", b"beta.yaml")}, "ana", "file-mode"),
    "submodule": ({NEW: ("160000", b"1" * 40)}, "ana", "file-mode"),
    "submodule elsewhere": ({"vendor": ("160000", b"1" * 40)}, "ana", "other-file"),
    "executable bit": ({ALFA: ("100755", A.encode())}, "ana", "file-mode"),
    "workflow file": ({".github/workflows/x.yml": "on: push\n"}, "ana", "other-file"),
    "code": ({"plugins/conect/__init__.py": "x"}, "ana", "other-file"),
    "vocabulary": ({"content/vocabularies/domains.yaml": "x"}, "ana", "other-file"),
    ".gitattributes": ({"content/organizations/cj/.gitattributes": "* filter=x\n"}, "ana", "other-file"),
    ".gitattributes at the top": ({".gitattributes": "* merge=union\n"}, "ana", "other-file"),
    "64 kB and one byte": ({NEW: N + "#" * (64 * 1024 + 1 - len(N.encode()))}, "ana", "errors"),
    "deletion": ({ALFA: None}, "ana", "removed"),
    "rename without former_ids": ({ALFA: None, NEW: A}, "ana", "former-ids"),
    "rename of a foreign record": ({BETA: None, NEW: B + "former_ids: [beta]\n"}, "ana", "foreign"),
    "rename over another id": ({ALFA: None, BETA: A}, "ana", "foreign"),
    "case-only rename": ({ALFA: None, "content/organizations/cj/Alfa.yaml": A}, "ana", "errors"),
    "two records swapped": ({ALFA: B, BETA: A}, "ana", "foreign"),
    "former ids lost": (
        {"content/organizations/cj/delta.yaml": profile("Asociația Delta Sportul", "9232411", account="ana")},
        "ana",
        "former-ids",
    ),
    "newline in a file name": ({"content/organizations/cj/a\nb.yaml": N}, "ana", "other-file"),
    "invisible name": ({"content/organizations/cj/a\u202eb.yaml": N}, "ana", "other-file"),
    "binary": ({NEW: b"\x00\x01\xff\xfe"}, "ana", "errors"),
    "byte order mark": ({NEW: b"\xef\xbb\xbf" + N.encode()}, "ana", "errors"),
    "LFS pointer": ({NEW: POINTER}, "ana", "lfs-pointer"),
    "logo that is HTML": (
        {ALFA: A + 'logo: {file: alfa.png, alt: "Sigla Alfa"}\n', ALFA[:-4] + "png": "<script>alert(1)</script>"},
        "ana",
        "errors",
    ),
    "logo that no record names and is HTML": ({ALFA[:-4] + "png": "<script>alert(1)</script>"}, "ana", "errors"),
    "logo of a foreign record": ({BETA[:-4] + "png": b"x"}, "ana", "foreign"),
    "logo alone": ({"content/organizations/cj/nimeni.png": b"x"}, "ana", "logo-alone"),
    "SVG with script": ({ALFA[:-4] + "svg": SVG}, "ana", "other-file"),
    "record without maintainers, not claimed": (
        {GAMA: register("Asociația Gama X", "12/A/2005")},
        "ana",
        "no-maintainers",
    ),
    "claim for another account": (
        {GAMA: profile("Asociația Gama Natura", "4921504", account="zoe")},
        "ana",
        "no-maintainers",
    ),
    "anchors": ({NEW: N.replace("Turda", "&a Turda")}, "ana", "errors"),
    "same CUI as another": ({NEW: profile("Asociația Nouă", "30339344")}, "ana", "errors"),
    "5,000 files": ({f"content/organizations/cj/n{i}.yaml": N for i in range(5000)}, "ana", "too-many-files"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_proposal_is_refused_and_the_card_says_why(name: str, repository: Repository, base: str) -> None:
    files, author, code = REFUSED[name]
    report = repository.review(base, repository.commit(files, base), author or None)
    assert code in codes(report), codes(report)
    assert (report.verdict, report.exit_code) == ("refused", 1)
    card = markdown(report, "en")
    said = next(reason for reason in report.reasons if reason.code == code).message.en
    assert card.startswith("## The proposal cannot be accepted")
    assert said[:60].replace("`", "") in card
    assert len(card) < 60_001


def test_a_path_with_two_dots_is_refused(repository: Repository, base: str) -> None:
    blob = repository.git("hash-object", "-w", "--stdin", stdin=N.encode())
    inner = bytes.fromhex(blob)
    tree = b"100644 noua.yaml\0" + inner
    folder = repository.git("hash-object", "-t", "tree", "--literally", "-w", "--stdin", stdin=tree)
    dots = repository.git(
        "hash-object", "-t", "tree", "--literally", "-w", "--stdin", stdin=b"40000 ..\0" + bytes.fromhex(folder)
    )
    listing = repository.git("ls-tree", base) + f"\n040000 tree {dots}\tevil"
    top = repository.git("mktree", stdin=listing.encode() + b"\n")
    report = repository.review(base, repository.commit_tree(top, base), "ana")
    assert report.verdict == "refused"
    assert "other-file" in codes(report)


def test_two_records_of_one_account_do_not_change_places(repository: Repository, base: str) -> None:
    delta = "content/organizations/cj/delta.yaml"
    d = repository.git("show", f"{base}:{delta}") + "\n"
    report = repository.review(base, repository.commit({ALFA: d, delta: A}, base), "ana")
    assert "identity-swapped" in codes(report)
    assert report.verdict == "refused"


def test_a_look_alike_id_is_for_an_administrator(repository: Repository, base: str) -> None:
    report = repository.review(base, repository.commit({"content/organizations/cj/a1fa.yaml": N}, base), "ana")
    assert codes(report) == {"look-alike-id"}
    assert report.exit_code == 3


def test_a_merge_hides_no_change(repository: Repository, base: str) -> None:
    honest = repository.commit({ALFA: A.replace("Turda", "Dej")}, base)
    # The merge commit itself holds a change that neither of its parents has.
    merge = repository.commit({ALFA: A.replace("Turda", "Dej"), BETA: B.replace("Turda", "Gherla")}, base, honest)
    report = repository.review(base, merge, "ana")
    assert "foreign" in codes(report)


def test_permissions_come_from_the_tip_and_not_from_where_the_proposal_started(
    repository: Repository, base: str
) -> None:
    proposal = repository.commit({ALFA: A.replace("https://alfa.example", "https://alfa.test")}, base)
    tip = repository.commit({ALFA: A.replace("[ana]", "[zoe]")}, base)
    report = repository.review(tip, proposal, "ana")
    assert report.verdict == "refused"
    assert codes(report) & {"foreign", "conflict"}


def test_what_the_base_did_meanwhile_is_not_the_proposals(repository: Repository, base: str) -> None:
    proposal = repository.commit({ALFA: A.replace("Turda", "Dej")}, base)
    tip = repository.commit({BETA: B.replace("Turda", "Gherla"), "README.md": "other\n"}, base)
    report = repository.review(tip, proposal, "ana")
    assert report.verdict == "allowed"
    assert [change.path for change in report.changes] == ["organizations/cj/alfa.yaml"]


def test_a_conflict_is_a_verdict(repository: Repository, base: str) -> None:
    proposal = repository.commit({ALFA: A.replace("Turda", "Dej")}, base)
    tip = repository.commit({ALFA: A.replace("Turda", "Gherla")}, base)
    report = repository.review(tip, proposal, "ana")
    assert codes(report) == {"conflict"}
    assert report.exit_code == 1
    assert ALFA in markdown(report, "en")


def test_a_proposal_from_nowhere_is_refused(repository: Repository, base: str) -> None:
    report = repository.review(base, repository.commit({NEW: N}), "ana")
    assert codes(report) == {"unrelated"}


def test_the_repository_stays_as_it_was(repository: Repository, base: str) -> None:
    head = repository.commit({ALFA: A.replace("Turda", "Dej")}, base)
    tip = repository.commit({BETA: B.replace("Turda", "Gherla")}, base)
    before = repository.git("count-objects", "-v")
    repository.review(tip, head, "ana")
    assert repository.git("count-objects", "-v") == before
