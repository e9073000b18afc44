"""Strangers' text in Markdown: in code spans, where forges show every character and act on none.

Inside a code span there is no HTML, no link, no picture, no mention of an account, no reference to an issue or a commit
(GitHub Flavored Markdown 6.1, 6.3; GitLab and Forgejo likewise). What could end the span or the line is taken care of
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from conect.records.characters import FORBIDDEN

MOST = 300
"""Characters of one span."""


def code(text: object, most: int = MOST) -> str:
    """Return any text as one code span on one line, at most ``most`` of its characters.

    Refused characters (control, invisible, bidirectional, surrogates) stand as their number, so that a span shows what
    is there.
    """
    line = FORBIDDEN.sub(_number, " ".join(str(text)[: 4 * most].split()))
    if len(line) > most:
        line = line[:most].rstrip() + "…"
    if not line:
        return "` `"
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    # A space on both sides is taken away by the reader of the Markdown; without it a backtick would join the fence.
    pad = " " if line[0] == "`" or line[-1] == "`" or (line[0] == " " and line[-1] == " ") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def fitting(lines: Iterable[str], most: int) -> list[str]:
    """Return as many of the lines, from the first on, as have at most ``most`` characters together."""
    found: list[str] = []
    for line in lines:
        most -= len(line) + 1
        if most < 0:
            break
        found.append(line)
    return found


def _number(match: re.Match[str]) -> str:
    return f"<U+{ord(match.group()):04X}>"
