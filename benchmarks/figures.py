"""Figures of measurements: medians, 95th percentiles, ratios; and the machine on which they were made."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from conect.building.day import day

LOADED = 0.5
"""Load a processor from which other work on the machine makes times longer."""


def spread(values: Iterable[float]) -> dict[str, float | int]:
    """Return number, median, 95th percentile (nearest rank) and maximum of the values."""
    ordered = sorted(values)
    if not ordered:
        return {"count": 0}
    return {
        "count": len(ordered),
        "median": short(median(ordered)),
        "p95": short(ordered[math.ceil(0.95 * len(ordered)) - 1]),
        "max": short(ordered[-1]),
    }


def short(value: float) -> float | int:
    """Return a figure with as many digits as it deserves: three decimals below 10, one below 1000, none above."""
    digits = 3 if abs(value) < 10 else 1 if abs(value) < 1000 else None
    rounded = round(value, digits)
    return int(rounded) if float(rounded).is_integer() else rounded


def ratio(ours: float | None, theirs: float | None) -> float | int | None:
    """Return ours ÷ theirs; None where either is not known."""
    return None if ours is None or not theirs else short(ours / theirs)


def middle(values: Sequence[float | None]) -> float | int | None:
    """Return the median of what is known."""
    known = [value for value in values if value is not None]
    return short(median(known)) if known else None


def machine(**more: str) -> dict[str, Any]:
    """Return what matters of this machine and nothing that names it: cores, memory, load, versions."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    load = [short(each) for each in os.getloadavg()] if hasattr(os, "getloadavg") else []
    return {
        "cores": cores,
        "memory_gb": _memory(),
        "system": f"{platform.system()} {platform.machine()}",
        "load_average": load,
        "shared": bool(load) and load[0] > LOADED * cores,
        "day": day().isoformat(),
        "versions": {"python": platform.python_version(), "lunr": version("lunr"), **more},
    }


def _memory() -> int | None:
    try:
        told = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return None
    return round(int(told.split()[1]) / 1024 / 1024)


def size_of(folder: Path) -> dict[str, int]:
    """Return bytes and number of the files below a folder."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return {"bytes": sum(sizes), "files": len(sizes)}
