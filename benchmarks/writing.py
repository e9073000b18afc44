"""How results are written: figures, tables of Markdown, charts of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

WIDTH = 40
"""Characters of the longest bar of a chart."""


def bars(values: Sequence[tuple[str, float | None]]) -> Iterator[str]:
    """Yield a line for each label and value, with a bar as long as the value; what is not known has none."""
    known = [(label, value) for label, value in values if value is not None]
    most = max((value for _, value in known), default=0) or 1
    width = max((len(label) for label, _ in known), default=0)
    for label, value in known:
        yield f"{label:<{width}}  {'█' * max(1, round(WIDTH * value / most))} {plain(value)}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def into(value: Any, keys: Sequence[str]) -> Any:
    """Return what stands in nested dicts under the keys, None where there is nothing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def part(value: float | None, whole: float) -> float | None:
    """Return value ÷ whole, None where there is no value."""
    return None if value is None else value / whole


def middle_of(value: Any) -> float | None:
    """Return the median of a spread, or the figure itself."""
    return value.get("median") if isinstance(value, dict) else value


def ratio(ours: float | None, theirs: float | None) -> str:
    """Return ours ÷ theirs as text."""
    return "–" if ours is None or not theirs else f"{ours / theirs:.2f}"


def two(value: Any) -> str:
    """Return median / 95th percentile."""
    return "–" if not value or "median" not in value else f"{plain(value['median'])} / {plain(value['p95'])}"


def thousands(value: Any) -> str:
    """Return median / 95th percentile of a spread, in thousands."""
    if not value or "median" not in value:
        return "–"
    return f"{plain(value['median'] / 1000)} / {plain(value['p95'] / 1000)}"


def plain(value: float | None) -> str:
    """Return a figure with one digit after the point below a hundred, and none above."""
    if value is None:
        return "–"
    return number(round(value)) if abs(value) >= 100 else f"{value:.1f}".removesuffix(".0")


def figure(value: float, unit: str) -> str:
    """Return a figure with its unit; one without a unit is a ratio."""
    return f"{plain(value)} {unit}" if unit else f"{value:.2f}"


def number(value: int) -> str:
    """Return a whole number with its thousands parted."""
    return f"{value:,}"
