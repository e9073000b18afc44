"""The committed queries are those that the generator's words make, and every session has the mix of the whole."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks import browser, queries
from benchmarks.browser import SESSION, sessions
from benchmarks.generator import LISTS
from benchmarks.queries import FILE, MEANING, MIX, committed, made, mixed


def test_the_committed_queries_are_the_generators() -> None:
    assert FILE.read_text(encoding="utf-8") == made(), "run: python -m benchmarks.queries"


def test_the_mix_is_the_one_that_is_stated() -> None:
    asked = committed()
    assert Counter(each.kind for each in asked) == MIX
    assert sum(MIX.values()) == 300
    assert set(MIX) == set(MEANING)
    assert all(
        len(each.text.split()) == {"two": 2, "three": 3}[each.kind] for each in asked if each.kind in {"two", "three"}
    )
    assert not {each.text for each in asked} & set(LISTS["function"])


def test_any_stretch_has_the_mix_of_the_whole() -> None:
    asked = committed()
    first = Counter(each.kind for each in mixed(asked)[:60])
    assert sorted(mixed(asked)) == sorted(asked)
    assert {kind: abs(first[kind] - count / 5) <= 1 for kind, count in MIX.items()} == dict.fromkeys(MIX, True)


@pytest.mark.parametrize("count", [5, 12, 300])
def test_in_as_many_turns_as_a_session_has_queries_each_is_first_once(count: int) -> None:
    asked = mixed(committed())[:count]
    turns = [sessions(asked, turn) for turn in range(SESSION)]
    whole = count // SESSION * SESSION
    assert sorted(each[0] for turn in turns for each in turn) == sorted(asked[:whole])
    assert all(len(each) == SESSION for turn in turns for each in turn)


def test_code_is_told_from_data() -> None:
    code = ["/theme/js/search/client.js", "/pagefind/pagefind-worker.js", "/pagefind/wasm.ro.pagefind"]
    data = ["/cautare/root.bin", "/pagefind/pagefind-entry.json", "/pagefind/index/ro_1.pf_index"]
    assert [browser.is_code(path) for path in [*code, *data]] == [True] * 3 + [False] * 3


def test_a_mistyped_word_is_another_word() -> None:
    typos = [each.text for each in committed() if each.kind == "typo"]
    known = set(LISTS["common"])
    assert sum(text in known for text in typos) == 0
    assert len(set(typos)) > 20
    assert queries.LETTERS == 4
