"""The short way for ordinary texts says what the long way through every rule says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conect.records.normalise import Form
from conect.records.rules.text import _ORDINARY, cedilla, mojibake, nfc, odd_spaces, tidy
from conect.romania.mojibake import _UTF8

FORMS: tuple[Form, ...] = ("plain", "lines", "markdown")
LETTERS = "aăâbîsșStțTNMROÔ ĂÂÎȘȚ„”\n \"'.-12\t\u00a0ãþşţ\u0327–öô"


def at_length(value: str, form: Form) -> tuple[str, list[str]]:
    changed = []
    for check in (mojibake, cedilla, nfc):
        better = check(value)
        if better is not None:
            value = better
            changed.append(check.id)
    better = odd_spaces(value, form)
    return (value, changed) if better is None else (better, [*changed, odd_spaces.id])


@given(st.text(alphabet=LETTERS, max_size=12), st.sampled_from(FORMS))
def test_short_and_long_way_agree(text: str, form: Form) -> None:
    assert tidy(text, form) == at_length(text, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", ["", " ", "\n", "a", "a b", "a  b", "a\nb", "a \nb", "a\n b", " a", "a\n", "Șț\n\n„b”"]
)
def test_spaces_of_each_form(text: str, form: Form) -> None:
    assert tidy(text, form) == at_length(text, form)


def test_no_broken_letter_passes_for_ordinary_text() -> None:
    assert [broken for broken in _UTF8 if _ORDINARY.fullmatch(broken)] == []
