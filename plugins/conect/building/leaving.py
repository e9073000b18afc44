"""What a process has in memory at its end, if its end is near: the system drops that at once.

Python takes 0.2 s to look through 100,000 entries for cycles, or to take them apart: a tenth of the time of a change.
"""

from __future__ import annotations

import gc

_left: list[object] | None = None


def end_is_near() -> None:
    """Tell that this process ends with what it is doing now."""
    global _left
    _left = []


def leave(*things: object) -> None:
    """Leave to the end of the process what nothing needs any more; where no end is near, nothing is kept."""
    if _left is not None:
        _left.extend(things)
        gc.freeze()
