"""What is held to the end of a program, and no longer than the next such thing."""

from __future__ import annotations

import weakref

from conect.building.lasting import hold


class Thing:
    """Something that tells when it is let go of."""


def test_one_thing_is_held_until_the_next_one() -> None:
    first, second = Thing(), Thing()
    gone = [weakref.ref(first), weakref.ref(second)]
    hold(first)
    del first
    assert gone[0]() is not None
    hold(second)
    del second
    assert gone[0]() is None
    assert gone[1]() is not None
    hold()
    assert gone[1]() is None
