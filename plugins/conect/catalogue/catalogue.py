"""All entries in order, and which of them lists show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from conect.catalogue.entry import Entry
from conect.catalogue.freshness import Freshness, freshness
from conect.romania.text import fold, initial, sort_key

Key = TypeVar("Key")

# What nearly every name begins with: an alphabetical list that counted these words would be one long letter A.
_FORM_WORDS = re.compile(
    r"(?:asociatia|fundatia|federatia|uniunea|filiala|liga|clubul|club|organizatia|societatea|sportiva?|culturala?|"
    r"asociatiei|fundatiei|neguvernamentala|nonprofit|ong|de|a|al)(?![^\W_])[\W_]*"
)


class Catalogue:
    """Every record in short, on one day; the order is Romanian, by name, then by id.

    ``entries`` may come in any order. Ids are unique (the rules see to it before).
    """

    def __init__(self, entries: Iterable[Entry], today: date) -> None:
        self.today = today
        self.entries: tuple[Entry, ...] = tuple(sorted(entries, key=lambda e: (sort_key(e.name), e.id)))
        self.by_id: dict[str, Entry] = {entry.id: entry for entry in self.entries}

    @cached_property
    def listed(self) -> list[Entry]:
        """The records that have a page of their own: all but those merged into another."""
        return [entry for entry in self.entries if entry.merged_into is None]

    @cached_property
    def current(self) -> list[Entry]:
        """The organisations that ordinary lists show: neither struck off nor merged."""
        return [entry for entry in self.listed if not entry.struck_off]

    @cached_property
    def struck_off(self) -> list[Entry]:
        """The organisations that are no more."""
        return [entry for entry in self.listed if entry.struck_off]

    @cached_property
    def stale(self) -> list[Entry]:
        """Profiles that their organisations have not confirmed for over a year."""
        return [e for e in self.current if e.profile and self.freshness(e).state == "stale"]

    @cached_property
    def fresh(self) -> list[Entry]:
        """Current organisations whose record was confirmed within a year, the latest first."""
        found = [e for e in self.current if self.freshness(e).state == "fresh"]
        return sorted(found, key=lambda e: e.confirmed_on or "", reverse=True)

    def freshness(self, entry: Entry) -> Freshness:
        """Return how fresh the record is on the catalogue's day."""
        return freshness(entry, self.today)


def grouped(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[Key]]) -> dict[Key, list[Entry]]:
    """Return the entries under each of their keys, in the order given."""
    groups: dict[Key, list[Entry]] = {}
    for entry in entries:
        for key in keys(entry):
            groups.setdefault(key, []).append(entry)
    return groups


def telling_name(name: str) -> str:
    """Return what tells a name apart, folded: of „Asociația Șansa” „sansa”; the whole if none is left."""
    folded = fold(name).lstrip(" \"'„”“«»‚‘’-–—.,(")
    rest = folded
    while match := _FORM_WORDS.match(rest):
        rest = rest[match.end() :]
    rest = rest.lstrip(" \"'„”“«»‚‘’-–—.,(")
    return rest or folded


def letter(name: str) -> str:
    """Return the letter A–Z under which a name stands in the alphabetical list, ``#`` where it begins otherwise."""
    return initial(telling_name(name))


def alphabetical(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries in the order of their telling names, as they stand under a letter."""
    return sorted(entries, key=lambda e: (sort_key(telling_name(e.name)), e.id))
