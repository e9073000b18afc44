"""The stems of folded words are those of Snowball's own Romanian stemmer."""

from __future__ import annotations

import random
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from snowballstemmer.romanian_stemmer import RomanianStemmer  # type: ignore[import-untyped]  # it has no types

from conect.search.stemming import stem

GENERATED = RomanianStemmer()
TABLES = (GENERATED.a_2, GENERATED.a_3, GENERATED.a_4, GENERATED.a_5, GENERATED.a_6)
SUFFIXES = sorted({each.s for table in TABLES for each in table if each.s.isascii()})
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def same(word: str) -> None:
    found = stem(word)
    assert found == GENERATED.stemWord(word), word
    # By this the page that marks words knows most of those that were not searched.
    assert found[:2] == word[:2], word


def test_every_suffix_behind_short_words() -> None:
    for start, suffix in product(
        ("", "a", "b", "ba", "ab", "bab", "mancar", "invata", "auia", "lucrab", "os"), SUFFIXES
    ):
        same(start + suffix)
    for first, second in product(SUFFIXES[::3], SUFFIXES):
        same("tab" + first + second)


def test_short_words() -> None:
    for length in range(1, 5):
        for letters in product("aeiut", repeat=length):
            same("".join(letters))


def test_words_made_of_suffixes() -> None:
    chosen = random.Random(7)  # noqa: S311 - words, no secrets
    for _ in range(5000):
        same("".join(chosen.choices("aeioubtmsc", k=chosen.randint(1, 8)) + chosen.choices(SUFFIXES, k=2)))


@settings(deadline=None, max_examples=500)
@given(st.text(LETTERS, min_size=1, max_size=40) | st.text("aeioutslmr", min_size=1, max_size=14))
def test_any_word(word: str) -> None:
    same(word)
