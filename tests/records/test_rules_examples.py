"""Every rule's docstring tells the truth: what it says passes passes, what it says fails fails."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conect.catalogue import files
from conect.records.manual import SUBJECTS, explained
from conect.records.rule import RULES, Rule
from conect.review import administrators
from tests.records.examples import BASE, TODAY, problems_of

# A fault that YAML text cannot show: in bytes, in names of files, in size. Each has a test of its own.
WITHOUT_EXAMPLES = {
    "administrators",
    "file-byte-order-mark",
    "file-empty",
    "file-encoding",
    "file-hidden",
    "file-kind",
    "file-name",
    "file-place",
    "file-size",
    "file-suffix",
    "file-unreadable",
    "front-matter",
    "front-matter-description",
    "logo-alone",
    "vocabulary",
    "yaml-directive",
    "yaml-documents",
    "yaml-nodes",
    "yaml-not-a-mapping",
}
DAYS = TODAY, TODAY + timedelta(days=4000)
WITH_EXAMPLES = [rule for rule in RULES.values() if rule.id not in WITHOUT_EXAMPLES]


def test_the_base_record_of_the_examples_has_no_problem() -> None:
    assert problems_of(BASE) == []


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.id)
def test_what_passes_passes(rule: Rule[..., Any]) -> None:
    examples = explained(rule).passes
    assert examples
    for example in examples:
        found = [problem for problem in problems_of(example) if problem.rule == rule.id]
        assert found == [], example


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.id)
def test_what_fails_fails(rule: Rule[..., Any]) -> None:
    examples = explained(rule).fails
    assert examples
    for example in examples:
        found = [problem for problem in problems_of(example) if problem.rule == rule.id]
        assert found, example
        assert {problem.level for problem in found} == {rule.level}


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.id)
def test_a_record_without_an_error_has_none_on_a_later_day(rule: Rule[..., Any]) -> None:
    # A build of another day relies on it (site.difference).
    for example in (*explained(rule).passes, *explained(rule).fails):
        errors = [[problem.rule for problem in problems_of(example, day) if problem.level == "error"] for day in DAYS]
        assert set(errors[1]) <= set(errors[0]), example
        assert len(errors[1]) <= len(errors[0]), example


def test_rules_without_examples_are_known_and_have_none() -> None:
    assert {files.file_kind.id, administrators.administrators.id} <= set(RULES)  # those of other floors, too
    assert set(RULES) >= WITHOUT_EXAMPLES
    for id in WITHOUT_EXAMPLES:
        about = explained(RULES[id])
        assert about.passes == about.fails == []


def test_every_rule_has_words_in_both_languages_and_a_heading() -> None:
    for rule in RULES.values():
        words = explained(rule).words
        assert words.ro and words.en and words.ro != words.en
        assert rule.subject in SUBJECTS, rule.id
