"""lunr's formulas (2.3.9, ``lunr.Builder``), and the impact by which the best of very many documents are chosen.

A term's weight in a field of a document is, rounded to three decimals,
``idf · (k1 + 1) · tf / (k1 · (1 - b + b · length / average) + tf) · boost``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

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


def levels(impacts: Sequence[int], best: Collection[int]) -> tuple[list[int], list[int]]:
    """Return the level of each document of a huge term, and for each level the impact that stands for it.

    ``best`` are the places of the documents that are told exactly elsewhere: what stands for a level is the mean
    without them.
    """
    counts = Counter(impacts)
    of_impacts = levels_of(counts)
    others = counts - Counter(impacts[place] for place in best)
    return [of_impacts[each] for each in impacts], means(others, of_impacts)


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


def best_of(impacts: Sequence[int], counts: Mapping[int, int], most: int) -> tuple[list[int], int]:
    """Return the places of the ``most`` greatest impacts, of equal ones the first, and the least of these impacts.

    ``counts`` tells how often each impact occurs.
    """
    if len(impacts) <= most:
        return list(range(len(impacts))), min(counts)
    room = most
    for least in sorted(counts, reverse=True):
        if room <= counts[least]:
            break
        room -= counts[least]
    found = []
    for place, each in enumerate(impacts):
        if each > least or (each == least and room > 0):
            found.append(place)
            room -= each == least
    return found, least


def of_impact(value: float) -> float:
    """Return the weight without idf that an impact stands for."""
    return float(IMPACT_FLOOR * 2 ** (value / STEPS))
