"""Make themes/conect/map/romania.json, the county map of the site, from the npm package @svg-maps/romania.

    python tools/simplify_map.py svg-maps-romania-1.0.0.tgz

The package draws 42 counties with some 12,000 points (130 kB); the site wants a drawing of a few kilobytes that is sent
with the page itself. Borders are simplified as whole lines that neighbours share (Douglas-Peucker between the points
where three counties meet), so that no gap opens between two counties. The same archive always gives the same bytes.

Source: https://github.com/VictorCazanave/svg-maps, version 1.0.0, based on a map by MapSVG, CC BY 4.0. Changes made
here: fewer points, whole numbers, the smallest islands left out, a point for each county's label.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

Point = tuple[int, int]
Ring = list[Point]

ARCHIVE_SHA256 = "edb805e06f3651f7d041cd5c504d909a95d378b6b6a710a67a1185a9823549b2"
TARGET = Path(__file__).resolve().parent.parent / "themes" / "conect" / "map" / "romania.json"
SNAP = 10  # vertices are compared on a grid of 1/10 unit: neighbours differ by rounding in the last digits
GRID = 1  # the drawing is written in whole units of the source: a pixel on a wide screen
TOLERANCE = 1.7 * SNAP  # how far a border may move, in steps of SNAP
SMALLEST = 4.0 * SNAP * SNAP  # area under which an island is left out
LONGEST_MISMATCH = 3  # points of one county between two points that it shares with a neighbour


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)  # noqa: T201 (a command-line tool)
        return 2
    archive = Path(arguments[0])
    if hashlib.sha256(archive.read_bytes()).hexdigest() != ARCHIVE_SHA256:
        print(f"{archive.name} is not svg-maps-romania-1.0.0.tgz", file=sys.stderr)  # noqa: T201
        return 1
    width, height, paths = read_archive(archive)
    counties = {code: rings_of(path) for code, path in paths.items()}
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(render(simplify(counties), width, height), encoding="utf-8")
    return 0


def read_archive(archive: Path) -> tuple[int, int, dict[str, str]]:
    """The width and height of the drawing, and the path of each county by its code."""
    with tarfile.open(archive) as files:
        member = files.extractfile("package/index.js")
        assert member is not None  # noqa: S101 (the hash was checked: it is there)
        text = member.read().decode("utf-8")
    data = json.loads(text.removeprefix("export default ").rstrip().rstrip(";"))
    width, height = (int(part) for part in data["viewBox"].split()[2:])
    paths = {place["id"].removeprefix("ro-").upper(): place["path"] for place in data["locations"]}
    return width, height, paths


def rings_of(path: str) -> list[Ring]:
    """The closed rings of a path of relative moves ("m x,y dx,dy … z"), on the grid of SNAP."""
    rings: list[Ring] = []
    x = y = 0.0
    for part in re.findall(r"m([^mz]+)z", path):
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", part)]
        ring: Ring = []
        start: tuple[float, float] | None = None
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            start = start or (x, y)
            point = (round(x * SNAP), round(y * SNAP))
            if not ring or ring[-1] != point:
                ring.append(point)
        assert start is not None  # noqa: S101
        x, y = start  # "z" goes back to where the ring began
        while len(ring) > 1 and ring[0] == ring[-1]:
            ring.pop()
        rings.append(ring)
    return rings


def area(ring: Ring) -> float:
    """The area, positive when the ring turns clockwise on the screen (y grows downwards)."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def owners(counties: dict[str, list[Ring]]) -> dict[Point, frozenset[str]]:
    found: dict[Point, set[str]] = defaultdict(set)
    for code, rings in counties.items():
        for ring in rings:
            for point in ring:
                found[point].add(code)
    return {point: frozenset(codes) for point, codes in found.items()}


def drop_mismatches(counties: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Take out points that stand in one county's border where the neighbour goes straight on.

    Without this each of them would be taken for the end of a shared border and kept.
    """
    of = owners(counties)
    edges = {
        frozenset(pair)
        for rings in counties.values()
        for ring in rings
        for pair in zip(ring, ring[1:] + ring[:1], strict=True)
    }
    cleaned: dict[str, list[Ring]] = {}
    for code, rings in counties.items():
        cleaned[code] = []
        for ring in rings:
            size = len(ring)
            gone: set[int] = set()
            for index in range(size):
                if len(of[ring[index]]) < 2:
                    continue
                for length in range(1, LONGEST_MISMATCH + 1):
                    between = [(index + step) % size for step in range(1, length + 1)]
                    after = ring[(index + length + 1) % size]
                    if any(len(of[ring[step]]) > 1 for step in between):
                        break
                    shared = of[ring[index]] & of[after] - {code}
                    if len(of[after]) > 1 and shared and frozenset((ring[index], after)) in edges:
                        gone.update(between)
                        break
            cleaned[code].append([point for index, point in enumerate(ring) if index not in gone])
    return cleaned


def simplify(counties: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    counties = {code: [ring for ring in rings if abs(area(ring)) >= SMALLEST] for code, rings in counties.items()}
    counties = drop_mismatches(counties)
    of = owners(counties)
    nodes: set[Point] = set()
    for rings in counties.values():
        for ring in rings:
            for before, point, after in zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True):
                # a shared border ends at the point that has more owners than the one before or after it
                others = {of[before], of[after]} - {of[point]}
                if others and (len(of[point]) > 2 or len(of[point]) >= max(len(of[before]), len(of[after]))):
                    nodes.add(point)
    return {code: [simplify_ring(ring, nodes) for ring in rings] for code, rings in counties.items()}


def simplify_ring(ring: Ring, nodes: set[Point]) -> Ring:
    ends = [index for index, point in enumerate(ring) if point in nodes]
    if not ends:  # an island, or a county inside another: cut it at two points that do not depend on the direction
        first = ring.index(min(ring))
        second = ring.index(max(ring))
        ends = sorted({first, second})
    result: Ring = []
    for start, end in zip(ends, [*ends[1:], ends[0] + len(ring)], strict=True):
        line = [ring[index % len(ring)] for index in range(start, end + 1)]
        result.extend(simplify_line(line)[:-1])
    return result


def simplify_line(line: Ring) -> Ring:
    """Douglas-Peucker, always from the smaller end, so that both neighbours get the same points."""
    turned = line[0] > line[-1] or (line[0] == line[-1] and line[1] > line[-2])
    points = line[::-1] if turned else line
    kept = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        distance, index = max((distance_to(points[i], points[first], points[last]), -i) for i in range(first + 1, last))
        if distance > TOLERANCE:
            kept.add(-index)
            stack += [(first, -index), (-index, last)]
    result = [points[index] for index in sorted(kept)]
    return result[::-1] if turned else result


def distance_to(point: Point, a: Point, b: Point) -> float:
    """From a point to the segment a–b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length))
    return float(((point[0] - a[0] - t * dx) ** 2 + (point[1] - a[1] - t * dy) ** 2) ** 0.5)


def to_grid(ring: Iterable[Point]) -> Ring:
    result: Ring = []
    for x, y in ring:
        point = (round(x * GRID / SNAP), round(y * GRID / SNAP))
        if not result or result[-1] != point:
            result.append(point)
    while len(result) > 1 and result[0] == result[-1]:
        result.pop()
    return result


def path_of(rings: list[Ring]) -> str:
    """Short path data. Outer rings turn one way and holes the other, so that a hole stays open for the mouse too."""
    text = ""
    largest = max(rings, key=lambda ring: abs(area(ring)))
    edges = list(zip(largest, largest[1:] + largest[:1], strict=True))
    for ring in rings:
        inside = ring is not largest and inside_of(ring[0], edges)
        points = ring if (area(ring) > 0) != inside else ring[::-1]
        x, y = points[0]
        text += f"M{x} {y}l"
        parts = []
        for next_x, next_y in points[1:]:
            parts.append(f"{next_x - x} {next_y - y}")
            x, y = next_x, next_y
        text += " ".join(parts).replace(" -", "-") + "z"
    return text


def label_of(rings: list[Ring]) -> Point:
    """The point inside the county that is farthest from its borders, searched on a grid: where a label fits best."""
    largest = max(rings, key=lambda ring: abs(area(ring)))
    edges = [edge for ring in rings for edge in zip(ring, ring[1:] + ring[:1], strict=True)]
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    best, label = -1.0, largest[0]
    for x in range(min(xs), max(xs) + 1, 3):
        for y in range(min(ys), max(ys) + 1, 3):
            if not inside_of((x, y), edges):
                continue
            # a label is wider than high: room to the sides counts more
            room = min(distance_to((x, y * 2), (a[0], a[1] * 2), (b[0], b[1] * 2)) for a, b in edges)
            if room > best:
                best, label = room, (x, y)
    return label


def inside_of(point: Point, edges: Iterable[tuple[Point, Point]]) -> bool:
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in edges:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def render(counties: dict[str, list[Ring]], width: int, height: int) -> str:
    drawn = {code: [to_grid(ring) for ring in rings] for code, rings in sorted(counties.items())}
    data = {
        "source": "@svg-maps/romania 1.0.0, CC BY 4.0, simplified by tools/simplify_map.py",
        "viewbox": f"0 0 {width * GRID} {height * GRID}",
        "counties": {code: path_of(rings) for code, rings in drawn.items()},
        "labels": {code: list(label_of(rings)) for code, rings in drawn.items()},
    }
    lines = json.dumps(data, ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2]", lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
