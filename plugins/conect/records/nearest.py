"""Did you mean: the name that a mistyped one is most like."""

from __future__ import annotations

from conect.romania.text import fold


def nearest(value: str, names: dict[str, str]) -> str | None:
    """Return the id in ``names`` (folded label or id → id) that ``value`` most likely means, or None."""
    folded = fold(value).strip()
    if folded in names:
        return names[folded]
    from rapidfuzz import fuzz, process  # few records have a wrong word

    found = process.extractOne(folded, names.keys(), scorer=fuzz.ratio, score_cutoff=72)
    return names[found[0]] if found else None
