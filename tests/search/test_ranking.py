"""Where levels told the order: which documents are looked up exactly, and in which order pages show them."""

from __future__ import annotations

from conect.search.ranking import CLOSE, MARGIN, STAGE, in_stages, known

LAST = 50.0
"""The score of the last result that is wanted, as levels tell it."""


def _likeliest(*beyond: float) -> list[tuple[int, float]]:
    """Return a first page of documents as levels tell their scores, and these beyond it; the places are the numbers."""
    scores = [*(LAST + STAGE - place for place in range(1, STAGE + 1)), *beyond]
    return list(enumerate(scores))


def test_documents_far_behind_the_last_wanted_one_are_not_looked_up() -> None:
    near, far = LAST * CLOSE, LAST * CLOSE - 0.01
    assert known(_likeliest(near, near, far, far), STAGE) == STAGE + 2
    assert known(_likeliest(far), STAGE) == STAGE


def test_of_many_that_are_near_only_a_few_are_looked_up() -> None:
    assert known(_likeliest(*[LAST] * 50), STAGE) == STAGE + MARGIN


def test_fewer_than_wanted_are_all_looked_up() -> None:
    assert known([(0, 9.0), (1, 0.1)], STAGE) == 2


def test_what_a_page_shows_does_not_depend_on_later_pages() -> None:
    # The eleventh is far behind by its level; known exactly, which a second page is, it is the best of all.
    likeliest = _likeliest(*[LAST / 2 - place / 100 for place in range(STAGE)])
    first = [(number, score) for number, score in likeliest[: known(likeliest, STAGE)]]
    both = [(STAGE, 2 * LAST + STAGE), *(match for match in likeliest if match[0] != STAGE)]
    assert in_stages(both, likeliest)[:STAGE] == in_stages(first, likeliest)
    assert sorted(in_stages(both, likeliest)) == sorted(both)
