"""Numbers that the eye depends on: contrast in both schemes, weight on the wire, the map's shape."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from .harness import THEME, map_data

CSS = (THEME / "static" / "css" / "conect.css").read_text("utf-8")


def palette(scheme: str) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\n\s*\}", CSS, re.S)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)) for block in blocks[:2])
    return light if scheme == "light" else light | dark


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


TEXTS = [
    *((ink, ground) for ink in ("ink", "muted", "accent", "accent-strong") for ground in ("paper", "wash", "tint")),
    ("alert", "paper"), ("ink", "alert-wash"), ("accent", "alert-wash"),
    ("on-accent", "accent"), ("on-accent", "accent-strong"),
    *(("map-low", f"map-{step}") for step in range(4)), ("map-high", "map-4"), ("map-high", "map-5"),
]  # fmt: skip
SHAPES = [
    ("edge", "paper"), ("edge", "wash"), ("accent", "paper"), ("accent", "wash"), ("alert", "paper"),
    *(("map-line", ground) for ground in ("paper", "map-0", "map-1")), ("ink", "map-3"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_shapes_stand_out(scheme: str) -> None:
    colours = palette(scheme)
    weak = [
        (ink, ground, round(contrast(colours[ink], colours[ground]), 2))
        for least, pairs in ((4.5, TEXTS), (3.0, SHAPES))
        for ink, ground in pairs
        if contrast(colours[ink], colours[ground]) < least
    ]
    assert weak == []


def test_every_colour_used_is_declared() -> None:
    declared = set(re.findall(r"--([\w-]+):", CSS))
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) <= declared


def test_a_page_with_everything_is_light(render: Callable[[str, str], str]) -> None:
    def sent(data: bytes) -> int:
        return len(gzip.compress(data, 6))

    files = ("css/conect.css", "css/print.css", "js/conect.js")
    own = sum(sent((THEME / "static" / name).read_bytes()) for name in files)
    for page in ("record", "record-federation", "list", "home", "statistics"):
        assert own + sent(render(page, "ro").encode()) <= 25_000, page


def test_the_map_has_42_closed_shapes_inside_its_frame(map_tool: ModuleType) -> None:
    data = map_data()
    assert len(data["counties"]) == 42
    assert data["labels"].keys() == data["counties"].keys()
    width, height = (int(part) for part in data["viewbox"].split()[2:])
    total = 0.0
    for code, path in data["counties"].items():
        assert re.fullmatch(r"(M\d+ \d+l(-?\d+[ -]?)+z)+", path), code
        rings = points(path)
        for ring in rings:
            assert all(0 <= x <= width and 0 <= y <= height for x, y in ring), code
        edges = [edge for ring in rings for edge in zip(ring, ring[1:] + ring[:1], strict=True)]
        assert map_tool.inside_of(tuple(data["labels"][code]), edges), code
        total += sum(map_tool.area(ring) for ring in rings)
    assert sum(map(len, data["counties"].values())) <= 12_000
    assert 0.55 < total / (width * height) < 0.75  # Romania fills some two thirds of its frame: nothing doubled, no gap


def points(path: str) -> list[list[tuple[int, int]]]:
    """The rings of a path "M x y l dx dy … z", in whole numbers."""
    rings = []
    for part in path.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def test_neighbours_get_the_same_border(map_tool: ModuleType) -> None:
    line = [(0, 0), (30, 4), (60, -20), (90, 3), (120, 0), (150, 40), (180, 0)]
    kept = map_tool.simplify_line(line)
    assert kept == map_tool.simplify_line(line[::-1])[::-1]
    assert kept[0] == line[0]
    assert kept[-1] == line[-1]
    assert (150, 40) in kept
    assert (30, 4) not in kept


def test_another_archive_is_refused(map_tool: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.tgz"
    other.write_bytes(b"not the map")
    assert map_tool.main([str(other)]) == 1
    assert "is not svg-maps-romania" in capsys.readouterr().err
    assert map_tool.main([]) == 2
