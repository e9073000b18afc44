"""What a list is: whom it holds, what it links to, and which change it could show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple, overload

from conect.catalogue.catalogue import MEASURES
from conect.catalogue.entry import Entry
from conect.catalogue.facets import County
from conect.records.problems import Text
from conect.site.finder import Filter
from conect.site.press import Crumbs


@dataclass(frozen=True, slots=True)
class Counted:
    """A link to a list with the number of organisations there; ``path`` has no language yet."""

    label: Text
    path: str
    count: int | None
    """None where it is not told."""
    current: bool = False


Refinement = tuple[Text, list[Counted]]


class Delayed(Sequence[Entry]):
    """Entries that are picked out and put in order when they are asked for; how many they are may be known before."""

    def __init__(self, make: Callable[[], Sequence[Entry]], size: int | None = None) -> None:
        self._make = make
        self._size = size

    @cached_property
    def _made(self) -> Sequence[Entry]:
        return self._make()

    def __len__(self) -> int:
        return len(self._made) if self._size is None else self._size

    @overload
    def __getitem__(self, at: int) -> Entry: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...

    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        return self._made[at]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._made)


@dataclass(frozen=True, slots=True)
class Listing:
    """One list. ``entries`` are in the order in which they stand; all else is the same on each of its pages."""

    kind: str
    path: str
    heading: Text
    lead: Text
    entries: Sequence[Entry]
    crumbs: Crumbs
    refine: list[Refinement] = field(default_factory=list)
    struck_off: Counted | None = None
    empty_hint: Text | None = None
    filters: tuple[Filter, ...] = ()
    """What the finder offers, on the list of everything alone."""

    @property
    def later(self) -> Listing:
        """The list as its later pages show it: without any number, so that they stay as they are when others change."""
        return replace(
            self,
            refine=[(heading, [replace(link, count=None) for link in links]) for heading, links in self.refine],
            struck_off=None,
            filters=tuple(
                replace(each, options=tuple(replace(option, count=None) for option in each.options))
                for each in self.filters
            ),
        )


class Seen(NamedTuple):
    """What lists look at in entries that have changed, as they were and as they are."""

    counties: frozenset[County]
    domains: frozenset[str]
    forms: frozenset[str | None]
    letters: frozenset[str]
    counted_forms: bool
    """Whether there are more or fewer of a legal form than before: each list of one tells how many all of them have."""
    counted_letters: bool
    """The same of letters."""

    @classmethod
    def of(cls, before: Iterable[Entry], after: Iterable[Entry]) -> Seen:
        """Look at entries."""
        sides = list(before), list(after)
        every = [entry for side in sides for entry in side]
        forms, letters = ([Counter(map(of, filter(_current, side))) for side in sides] for of in (_FORM, _LETTER))
        return cls(
            frozenset(e.county for e in every),
            frozenset(domain for e in every for domain in e.domains),
            frozenset(map(_FORM, every)),
            frozenset(map(_LETTER, every)),
            forms[0] != forms[1],
            letters[0] != letters[1],
        )


_FORM, _LETTER = attrgetter("legal_form"), MEASURES["letter"]


def _current(entry: Entry) -> bool:
    return entry.merged_into is None and not entry.struck_off


class Plan(NamedTuple):
    """A list before it is made: its address without language, and whose change it could show: by county, by field, by
    legal form or by letter."""

    path: str
    make: Callable[[], Listing]
    county: tuple[County] | None = None
    domain: str | None = None
    form: str | None = None
    letter: str | None = None

    def shows(self, seen: Seen) -> bool:
        """Tell whether a change of entries could be seen here, as a row or as a number beside a link."""
        if self.form is not None:
            return seen.counted_forms or self.form in seen.forms
        if self.letter is not None:
            return seen.counted_letters or self.letter in seen.letters
        if self.county is None and self.domain is None:
            return True
        return (self.county is not None and self.county[0] in seen.counties) or self.domain in seen.domains

    def holds(self, seen: Seen) -> bool:
        """Tell whether one of the entries could stand here, or have stood; if none does, only numbers may change."""
        if self.form is not None:
            return self.form in seen.forms
        if self.letter is not None:
            return self.letter in seen.letters
        here = self.county is None or self.county[0] in seen.counties
        return here and (self.domain is None or self.domain in seen.domains)
