"""Names that differ by a letter or two in one county: perhaps one organisation, perhaps one that borrows a good name.

All pairs of 150,000 names would be eleven thousand million. Names are compared only within a county, only where a
profile or a changed record is one of the two, and only where they share a rare group of three letters (the prefix
filter of set-similarity joins: Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity joins", ICDE 2006).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

from conect.catalogue.entry import Entry
from conect.catalogue.names import core_of, numbers, skeleton
from conect.catalogue.rule import Fault, Whole, catalogue_rule, named
from conect.catalogue.rules.names import name_and_place, related
from conect.records.problems import Text
from conect.records.rule import Context, Finding
from conect.romania.text import fold

SHARED = 0.6
"""Names that share less than this part of their groups of three letters are never compared."""

ALIKE = 90.0
"""Least likeness (0–100, ``rapidfuzz.fuzz.ratio`` of the sorted words) of near duplicates in one locality."""

ALIKE_ELSEWHERE = 100.0
"""The same between two localities of a county: there only equal words are remarkable."""

ENOUGH = 400
"""Names to compare one with, or a little more: a bound on the work where thousands are made of the same few words."""

SHORTEST = 6
"""Names with fewer letters are too often alike by chance."""


@catalogue_rule("similar-name", level="warning")
def similar_name(whole: Whole, context: Context) -> Iterator[Fault]:
    """Denumirea unui profil nu diferă doar printr-o literă-două de a altei organizații din același județ.

    A profile's name does not differ by a letter or two only from that of another organisation of the county.

    Passes::

        # file: cj/alfa.yaml
        name: Asociația Biblioteca Mobilă
        # file: cj/beta.yaml
        name: Asociația Lectura pentru Toți

    Fails::

        # file: cj/alfa.yaml
        name: Asociația Biblioteca Mobilă
        # file: cj/beta.yaml
        name: Fundația Bibliotecca Mobilă
    """
    counties: dict[str, list[Entry]] = defaultdict(list)
    for entry in whole.entries:
        if not entry.struck_off:
            counties[entry.county or ""].append(entry)
    for entries in counties.values():
        subjects = {i for i, e in enumerate(entries) if e.profile or e.path in whole.concerned}
        if subjects:
            yield from _in_county(entries, subjects)


def _in_county(entries: list[Entry], subjects: set[int]) -> Iterator[Fault]:
    from rapidfuzz import fuzz, process  # not loaded where only one record is read

    cores = [core_of(entry.skeleton or skeleton(entry.name)) for entry in entries]
    keys = _keys(cores)
    holders: dict[str, list[int]] = defaultdict(list)
    for i, each in enumerate(keys):
        for key in each:
            holders[key].append(i)
    for i in sorted(subjects):
        near = _near(i, keys[i], holders)
        if not near:
            continue
        scores = process.extract(cores[i], {j: cores[j] for j in near}, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=20)
        alike = [entries[j] for _, score, j in scores if _remarkable(entries[i], entries[j], score)]
        if alike:
            yield _fault(entries[i], alike)


def _near(i: int, rarest_first: list[str], holders: dict[str, list[int]]) -> list[int]:
    """Return the names that share a rare group with the name ``i``; the rarest groups come first, and enough is enough."""
    near: set[int] = set()
    for key in rarest_first:
        near.update(holders[key])
        if len(near) > ENOUGH:
            break
    return sorted(near - {i})


def _keys(cores: list[str]) -> list[list[str]]:
    """Return for each name the rare groups of three letters of which any near duplicate has at least one."""
    grams = [_grams(text) for text in cores]
    common = Counter(chain.from_iterable(grams))
    # Put in order once, not anew for each name.
    order = {gram: at for at, gram in enumerate(sorted(common, key=lambda gram: (common[gram], gram)))}
    keys: list[list[str]] = []
    for each in grams:
        rarest = sorted(each, key=order.__getitem__)
        keys.append(rarest[: len(rarest) - math.ceil(SHARED * len(rarest)) + 1])
    return keys


def _grams(text: str) -> set[str]:
    """Return the groups of three letters of a name that is long enough to be compared."""
    return {text[i : i + 3] for i in range(len(text) - 2)} if len(text) >= SHORTEST else set()


def _remarkable(one: Entry, other: Entry, score: float) -> bool:
    """Tell whether the likeness of two names is worth a person's look, and no other rule has told of it."""
    if name_and_place(one) == name_and_place(other) or related(one, other):
        return False
    if numbers(one.name) != numbers(other.name):
        return False
    apart = one.locality and other.locality and fold(one.locality) != fold(other.locality)
    return score >= (ALIKE_ELSEWHERE if apart else ALIKE)


def _fault(entry: Entry, alike: list[Entry]) -> Fault:
    where, name = named(alike), alike[0].name
    return Fault(
        entry,
        Finding(
            ("name",),
            Text(
                f"denumirea seamănă foarte mult cu „{name}” ({where.ro}); verificați să nu fie aceeași organizație",
                f"the name is very much like “{name}” ({where.en}); check that it is not the same organisation",
            ),
        ),
    )
