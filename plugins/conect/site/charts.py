"""Charts drawn as SVG when the site is built: classes and no style, so that policy and theme stay in charge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from conect.site.templates import number

WIDTH = 640
_NAMES = 232
"""Width of the column of names; a longer name is cut there, the table beside the chart has it whole."""
_LETTERS = 34
_ROW = 26
_BAR = 18
_VALUE = 60


class Chart(NamedTuple):
    """A chart and the table that it is drawn from: the first cell of a row is its name."""

    id: str
    title: str
    description: str
    svg: Markup
    columns: list[str]
    rows: list[list[str | int]]


def bars(id: str, title: str, values: Sequence[tuple[str, int]], lang: str) -> Markup:
    """Draw a horizontal bar for each name."""
    height = _ROW * max(1, len(values)) + 8
    room = WIDTH - _NAMES - _VALUE
    most = max((value for _, value in values), default=0) or 1
    parts = [Markup('<line class="axis" x1="{0}" x2="{0}" y1="0" y2="{1}"/>').format(_NAMES, height)]
    for at, (name, value) in enumerate(values):
        top = at * _ROW + 8
        # A bar that is there is seen, however small beside the longest one.
        width = max(1, round(room * value / most)) if value else 0
        parts.append(
            Markup(
                '<text class="name" x="{x}" y="{y}" text-anchor="end">{name}</text>'
                '<rect class="bar" x="{left}" y="{top}" width="{width}" height="{high}"/>'
                '<text class="value" x="{end}" y="{y}">{value}</text>'
            ).format(
                x=_NAMES - 8,
                y=top + 13,
                name=_cut(name),
                left=_NAMES,
                top=top,
                width=width,
                high=_BAR,
                end=_NAMES + width + 6,
                value=number(value, lang),
            )
        )
    return _svg(id, title, height, parts)


def columns(id: str, title: str, values: Sequence[tuple[str, int]], lang: str, *, every: int = 5) -> Markup:
    """Draw a column for each name, named from the last one back at every ``every``-th; the highest has its number."""
    height, left, base = 240, 48, 208
    room = base - 24
    most = max((value for _, value in values), default=0) or 1
    step = (WIDTH - left) / max(1, len(values))
    parts = [
        Markup('<line class="grid" x1="{}" x2="{}" y1="{y}" y2="{y}"/>').format(left, WIDTH, y=base - room),
        Markup('<text class="value" x="{}" y="{}" text-anchor="end">{}</text>').format(
            left - 6, base - room + 4, number(most, lang)
        ),
        Markup('<text class="value" x="{}" y="{}" text-anchor="end">0</text>').format(left - 6, base + 4),
    ]
    for at, (name, value) in enumerate(values):
        x = left + at * step
        high = max(1, round(room * value / most)) if value else 0
        parts.append(
            Markup('<rect class="bar" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
                x + step * 0.1, base - high, step * 0.8, high
            )
        )
        if (len(values) - 1 - at) % every == 0:
            parts.append(
                Markup('<text class="name" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
                    min(x + step / 2, WIDTH - 18), base + 20, name
                )
            )
    parts.append(Markup('<line class="axis" x1="{}" x2="{}" y1="{y}" y2="{y}"/>').format(left, WIDTH, y=base))
    return _svg(id, title, height, parts)


def _svg(id: str, title: str, height: int, parts: Sequence[Markup]) -> Markup:
    opening = Markup(
        '<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-title">'
        '<title id="{id}-title">{title}</title>'
    ).format(width=WIDTH, height=height, id=id, title=title)
    return opening + Markup("").join(parts) + Markup("</svg>")


def _cut(name: str) -> str:
    return name if len(name) <= _LETTERS else name[: _LETTERS - 1].rstrip() + "…"
