"""Python's regular expressions as JavaScript reads them in Unicode mode."""

from __future__ import annotations

import re


def in_javascript(pattern: str) -> str:
    r"""Return a pattern with ``\U000110bd`` as ``\u{110bd}``, ``\d`` as any digit, and no needless ``\#``."""
    wide = re.sub(r"\\U([0-9a-f]{8})", lambda match: f"\\u{{{int(match[1], 16):x}}}", pattern)
    return wide.replace(r"\d", r"\p{Nd}").replace(r"\#", "#")
