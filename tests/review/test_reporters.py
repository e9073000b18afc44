"""Reports: each form holds every problem, escaped as its reader needs it."""

from __future__ import annotations

import json

import pytest

from conect.records.problems import Fix, Problem, Text
from conect.review import reporters

LETTERS = Text("scrieți „ș, ț: 100%”", "write “ș, ț: 100%”")
PROBLEMS = [
    Problem(
        "organizations/cj/a,b:c.yaml", 3, 7, "error", "cedilla", LETTERS, Fix("ș", certain=True, pointer=("name",))
    ),
    Problem("organizations/cj/alfa.yaml", 9, 1, "warning", "stale", Text("acum 706 zile", "706 days ago")),
]


def under(path: str) -> str:
    return f"content/{path}"


def test_text_is_a_line_a_problem_in_the_language_asked_for() -> None:
    assert reporters.text(PROBLEMS, "ro", under) == (
        "content/organizations/cj/a,b:c.yaml:3:7: eroare: scrieți „ș, ț: 100%” [cedilla]\n"
        "content/organizations/cj/alfa.yaml:9:1: avertisment: acum 706 zile [stale]\n"
    )
    assert reporters.text(PROBLEMS[1:], "en") == "organizations/cj/alfa.yaml:9:1: warning: 706 days ago [stale]\n"


def test_github_escapes_what_its_commands_use() -> None:
    assert reporters.github(PROBLEMS, "en", under) == (
        "::error file=content/organizations/cj/a%2Cb%3Ac.yaml,line=3,col=7,title=cedilla::write “ș, ț: 100%25”\n"
        "::warning file=content/organizations/cj/alfa.yaml,line=9,col=1,title=stale::706 days ago\n"
    )


@pytest.mark.parametrize("report", reporters.REPORTERS.values())
def test_no_report_lets_a_file_steer_the_terminal_or_start_a_line(report: reporters.Reporter) -> None:
    hostile = "x\n::add-mask::y\r\x1b[2J\u202e\udcff"
    found = report([Problem(hostile, 1, 1, "error", "r", Text(hostile, hostile))], "ro", reporters.as_it_is)
    found.encode("utf-8")
    assert not any(char in found for char in "\r\x1b\u202e\udcff")
    assert not any(line.startswith("::add-mask") for line in found.splitlines())


def test_json_holds_what_is_asked_for() -> None:
    first, second = json.loads(reporters.as_json(PROBLEMS, "ro", under))
    assert first == {
        "path": "content/organizations/cj/a,b:c.yaml",
        "line": 3,
        "column": 7,
        "level": "error",
        "rule": "cedilla",
        "message": "scrieți „ș, ț: 100%”",
        "fix": {"value": "ș", "certain": True, "of": "value"},
    }
    assert second["fix"] is None
    assert json.loads(reporters.as_json([], "ro")) == []


@pytest.mark.parametrize(
    ("fix", "of"), [(Fix("", pointer=None), "file"), (Fix("name", is_key=True), "key"), (Fix(3), "value")]
)
def test_json_tells_what_a_fix_replaces(fix: Fix, of: str) -> None:
    [entry] = json.loads(reporters.as_json([Problem("a", 1, 1, "error", "r", LETTERS, fix)], "ro"))
    assert entry["fix"]["of"] == of


def gitlab_prints(*problems: Problem) -> list[str]:
    return [entry["fingerprint"] for entry in json.loads(reporters.gitlab(problems, "ro"))]


def test_gitlab_fingerprints_follow_a_problem_that_moves_or_ages() -> None:
    early = Problem("a.yaml", 3, 1, "warning", "stale", Text("acum 400 de zile", "400 days ago"))
    late = Problem("a.yaml", 9, 5, "warning", "stale", Text("acum 401 zile", "401 days ago"))
    assert gitlab_prints(early) == gitlab_prints(late)


def test_gitlab_fingerprints_tell_problems_apart() -> None:
    one, other = PROBLEMS
    assert len(set(gitlab_prints(one, one, other))) == 3


def test_gitlab_entries_have_the_keys_of_its_format() -> None:
    entry = json.loads(reporters.gitlab(PROBLEMS, "en", under))[0]
    assert entry["description"] == "write “ș, ț: 100%”"
    assert entry["check_name"] == "cedilla"
    assert entry["severity"] == "major"
    assert entry["location"] == {"path": "content/organizations/cj/a,b:c.yaml", "lines": {"begin": 3}}


@pytest.mark.parametrize(
    ("errors", "warnings", "files", "sentence"),
    [
        (0, 0, 1, "1 fișier verificat: nicio problemă."),
        (1, 1, 2, "2 fișiere verificate: 1 eroare, 1 avertisment."),
        (20, 0, 119, "119 fișiere verificate: 20 de erori, 0 avertismente."),
        (101, 2, 1120, "1.120 de fișiere verificate: 101 erori, 2 avertismente."),
    ],
)
def test_the_summary_counts_as_romanian_counts(errors: int, warnings: int, files: int, sentence: str) -> None:
    problems = [PROBLEMS[0]] * errors + [PROBLEMS[1]] * warnings
    assert reporters.summary(files, problems, "ro") == sentence


def test_the_summary_in_english() -> None:
    assert reporters.summary(1, [], "en") == "1 file checked: no problem."
    assert reporters.summary(1120, PROBLEMS, "en") == "1,120 files checked: 1 error, 1 warning."
