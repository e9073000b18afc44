"""The numbers of documents: a function of who is there, which few others feel."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conect.search.numbering import slots_of

HASHES = st.sets(st.integers(0, (1 << 64) - 1), max_size=400).map(sorted)


@given(HASHES)
def test_each_has_a_slot_of_its_own(hashes: list[int]) -> None:
    slots, length = slots_of(hashes)
    assert len(slots) == len(hashes) == len(set(slots))
    assert all(0 <= slot < length for slot in slots)
    assert length <= max(16, 2 * len(hashes) + 16)


@pytest.mark.parametrize("count", [300, 1000, 2400, 8000])
def test_who_leaves_moves_one_other_on_average(count: int) -> None:
    drawn = random.Random(count)  # noqa: S311 - any numbers, no secrets
    hashes = sorted(drawn.getrandbits(64) for _ in range(count))
    slots, length = slots_of(hashes)
    before = dict(zip(hashes, slots, strict=True))
    moved = []
    for gone in drawn.sample(hashes, 100):
        left = [each for each in hashes if each != gone]
        after, then = slots_of(left)
        assert then == length
        moved.append(sum(before[each] != slot for each, slot in zip(left, after, strict=True)))
    assert sum(moved) / len(moved) < 2
    assert max(moved) < 20
