"""lunr's formulas (2.3.9, ``lunr.Builder``), and the impact by which the best of very many documents are chosen.

A term's weight in a field of a document is, rounded to three decimals,
``idf · (k1 + 1) · tf / (k1 · (1 - b + b · length / average) + tf) · boost``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import compress, islice

K1 = 1.2
B = 0.75

IMPACT_FLOOR = 0.05
STEPS = 16
"""Steps of an impact for each doubling: neighbouring impacts differ by 4.4 %."""


def idf(frequency: int, documents: int) -> float:
    """Return lunr's idf; ``frequency`` is the sum over the fields of the documents that have the term there."""
    return math.log(1 + abs((documents - frequency + 0.5) / (frequency + 0.5)))


def weight(term_idf: float, frequency: int, length: int, average: float, boost: float) -> float:
    """Return lunr's weight of a term in a field of a document."""
    score = term_idf * ((K1 + 1) * frequency) / (K1 * (1 - B + B * (length / average)) + frequency)
    return round(score * boost, 3)


def rounded(average: float) -> float:
    """Return an average with two digits: impacts made with it stay the same while a few records change."""
    return float(f"{average:.1e}")


def impact(entries: Sequence[tuple[int, int, int]], averages: Sequence[float], boosts: Sequence[int]) -> int:
    """Return the weight without idf of entries (field, frequency, length), summed, on a logarithmic scale 0–255."""
    total = 0.0
    for field, frequency, length in entries:
        total += boosts[field] * (K1 + 1) * frequency / (K1 * (1 - B + B * length / averages[field]) + frequency)
    return to_impact(total)


def to_impact(value: float) -> int:
    """Return the impact nearest to a weight without idf."""
    if value <= IMPACT_FLOOR:
        return 0
    return min(255, round(STEPS * math.log2(value / IMPACT_FLOOR)))


LEVELS = (0.4, 0.12)
"""Shares of a huge term's documents, the heaviest, that stand above the first and the second level."""


def levels_of(counts: Mapping[int, int]) -> dict[int, int]:
    """Return the level of each impact, of a term with so many documents of each."""
    documents = sum(counts.values())
    limits, above = [], 0
    wanted = [int(share * documents) for share in LEVELS]
    for each in sorted(counts, reverse=True):
        limits += [(place, each) for place in wanted if above <= place < above + counts[each]]
        above += counts[each]
    return {each: sum(each > limit for _, limit in limits) for each in counts}


def means(others: Mapping[int, int], of_impacts: Mapping[int, int]) -> list[int]:
    """Return the impact that stands for each level, of so many documents of each impact."""
    sums = [0.0] * (len(LEVELS) + 1)
    counts = [0] * (len(LEVELS) + 1)
    for each in sorted(others):
        level = of_impacts[each]
        sums[level] += others[each] * of_impact(each)
        counts[level] += others[each]
    return [to_impact(total / max(1, count)) for total, count in zip(sums, counts, strict=True)]


def best_counts(counts: Mapping[int, int], most: int) -> dict[int, int]:
    """Return how many of the documents of each impact are among the ``most`` best, the greatest impact first."""
    found = {}
    for each in sorted(counts, reverse=True):
        found[each] = min(most, counts[each])
        most -= found[each]
        if not most:
            break
    return found


def best_of(impacts: bytes, best: Mapping[int, int]) -> list[int]:
    """Return the places of the best impacts, rising: so many of each, of equal ones the first ones."""
    *greater, least = best
    flags = bytes(each in greater for each in range(256))
    equal = compress(range(len(impacts)), impacts.translate(bytes(each == least for each in range(256))))
    return sorted([*compress(range(len(impacts)), impacts.translate(flags)), *islice(equal, best[least])])


def of_impact(value: float) -> float:
    """Return the weight without idf that an impact stands for."""
    return float(IMPACT_FLOOR * 2 ** (value / STEPS))
