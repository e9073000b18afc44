"""Texts without mark-up go a short way to HTML; it leads where the long one does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conect.records.markdown import _PARAGRAPHS, render
from conect.records.markdown_engine import rendered

PLAIN = ["Un rând.", "Două\nrânduri", "Un paragraf.\n\nAltul: „da”, (nu)!", "La 2005, 50% din 3/4 - gata", "A 1. b\nc"]
MARKED = [
    "1. Unu",
    "- a",
    "a  \nb",
    "a \nb",
    "a\n---",
    "*a*",
    "a_b_",
    "a\n\n\nb",
    " a",
    "a ",
    "a & b",
    "http://x.ro <b>",
    "a\n2. b",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_paragraphs_go_the_short_way(text: str) -> None:
    assert _PARAGRAPHS.fullmatch(text)
    assert render(text) == rendered(text)


@pytest.mark.parametrize("text", MARKED)
def test_whatever_may_be_markup_goes_the_long_way(text: str) -> None:
    assert not _PARAGRAPHS.fullmatch(text)


@given(st.text(alphabet="aAșȚ„”1. ,:;()?!%/'\"-\n", max_size=30))
def test_both_ways_agree(text: str) -> None:
    assert render(text) == rendered(text)


@given(st.lists(st.sampled_from(["a", "Ș", " ", "\n", "\n\n", "1", ".", "-", "„b”", "(c)", "http://d.ro/e", "'", '"'])))
def test_both_ways_agree_on_words(parts: list[str]) -> None:
    text = "".join(parts)
    assert render(text) == rendered(text)
