"""Values as long as a file may be are judged in no time: no pattern goes back over them again and again."""

from __future__ import annotations

import time

import pytest

from conect.records.declaration import BY_KEY
from conect.records.emit import double_quoted
from conect.records.fields import Scalar
from conect.records.primitives import Length
from conect.records.reader import read
from conect.records.rules.about import TEXT_MOST
from tests.records.examples import PLACE, context, with_keys

CPU_SECONDS = 3
"""Each of these took 7 to 33 seconds while its pattern could be led astray."""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("county", "bucuresti " + " ,x" * 10_000),
        ("county", "bucuresti " + " ," * 15_000 + "x"),
        ("national_registry_number", "0" * 30_000),
        ("description", "[a](" * 7_500),
        ("description", "![" * 15_000),
        ("website", "a." * 15_000 + "!"),
        ("email", "a@" + "a-" * 15_000),
        ("locality", "com. " * 6_000),
    ],
)
def test_a_long_value_is_refused_quickly(key: str, value: str) -> None:
    data = with_keys(f"{key}: {double_quoted(value)}\n").encode("utf-8")
    before = time.process_time()
    problems = read(PLACE, data, context()).problems
    assert time.process_time() - before < CPU_SECONDS
    assert problems


def test_a_description_is_read_as_far_as_its_length_goes() -> None:
    kind = BY_KEY["description"].kind
    assert isinstance(kind, Scalar)
    assert [check.most for check in kind.checks if isinstance(check, Length)] == [TEXT_MOST]
