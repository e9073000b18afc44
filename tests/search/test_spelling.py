"""Words like a mistyped one: the same in Python and in Chromium, which looks at thousands before it answers."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from conect.search.spelling import near, written_down
from tests.search.conftest import Searches

WORDS = st.text("abcd", max_size=9) | st.text("ab", max_size=12)
EDITS = ["", "a", "ab", "ba", "aab", "aba", "abba", "baab", "abcd", "acbd", "bacd", "badc", "abdc", "bcda", "abcdabcd"]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=60, max_size=60))
@example([(one, other) for one in EDITS for other in EDITS])
@example([("a" * 40, "a" * 39 + "b"), ("a" * 40, "b" * 40), ("ab" * 20, "ba" * 20)])
def test_the_distance_of_two_words_in_chromium(searches: Searches, pairs: list[tuple[str, str]]) -> None:
    found = searches.run(
        "pairs => pairs.map(([one, other]) => [1, 2].map((most) => spelling.distance(one, other, most)))", pairs
    )
    assert found == [[near(one, other, most) for most in (1, 2)] for one, other in pairs]


def test_each_word_of_a_file_keeps_its_own_spelling_and_count(searches: Searches) -> None:
    """The tokens of a whole file are found at once, whatever letters and signs its words are written with."""
    words = [("școală", 3), ("ŞCOALĂ", 1), ("a.b.c.d", 2), ("strasse", 7), ("straße", 1), ("co\u00adpii", 4)]
    words.append(("łódź", 5))
    found = searches.run(
        """async (data) => {
            const numbered = (kind, number, read) => (number ? null : read(Uint8Array.from(data)));
            const store = { root: { told: { spelling: 1 } }, numbered };
            const words = ["scoala", "abcd", "strasse", "copii", "lodz", "scoal"];
            return Promise.all(words.map((word) => spelling.near(store, word)));
        }""",
        list(written_down(words)),
    )
    offered = [[(each["spelled"], each["magnitude"], each["distance"]) for each in words] for words in found]
    assert offered == [
        [("ŞCOALĂ", 1, 0)],
        [("a.b.c.d", 2, 0)],
        [("straße", 1, 0)],
        [("co\u00adpii", 4, 0)],
        [("łódź", 5, 0)],
        [("ŞCOALĂ", 1, 1)],
    ]
