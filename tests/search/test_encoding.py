"""Varints: many at once are those of one by one, wherever their length changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conect.search.encoding import Reader, varint, varints

EDGES = st.sampled_from([0, 1, 127, 128, 129, 255, 256, 16_383, 16_384, 2_097_151, 2_097_152])


def test_every_number_of_one_or_two_bytes_is_written_as_alone() -> None:
    values = list(range(1 << 14))
    assert varints(values) == b"".join(map(varint, values))


@given(st.lists(st.integers(0, 1 << 32) | EDGES))
def test_what_is_written_is_read_back(values: list[int]) -> None:
    data = varints(values)
    assert data == b"".join(map(varint, values))
    reader = Reader(data)
    assert [reader.varint() for _ in values] == values
    assert reader.at == len(data)
