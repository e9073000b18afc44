"""What a field of the declaration is: its kind, its words in both languages, its rules, its use in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from conect.records.normalise import Form
from conect.records.primitives import Primitive
from conect.records.problems import Text

Setter = Literal["anyone", "register", "administrator"]
Need = Literal["always", "organization", "register"]
Section = Literal[
    "identity", "legal", "place", "activity", "about", "contact", "support", "relations", "accounts", "upkeep"
]

ALWAYS: frozenset[Need] = frozenset({"always"})
PROFILE: frozenset[Need] = frozenset({"organization"})
REGISTER: frozenset[Need] = frozenset({"register"})


@dataclass(frozen=True)
class Scalar:
    """Text, judged by its primitives. ``form`` tells one line, several plain lines, or Markdown.

    ``normalise`` names a function of ``records.normalise`` that brings a value into its written form ("RO 30339344" →
    "30339344"): a certain fix where the result then passes every primitive.
    """

    checks: tuple[Primitive, ...] = ()
    form: Form = "plain"
    normalise: str | None = None
    vocabulary: str | None = None
    reference: bool = False
    """The value is the id of another record."""


@dataclass(frozen=True)
class Integer:
    """A whole number, written in plain digits."""

    checks: tuple[Primitive, ...] = ()


@dataclass(frozen=True)
class Boolean:
    """``true`` or ``false``."""


@dataclass(frozen=True)
class Sequence:
    """A list of ``least`` to ``most`` items, distinct by value or, for mappings, by ``unique_by``."""

    item: Kind
    least: int = 1
    most: int = 50
    unique_by: str | None = None


@dataclass(frozen=True)
class Mapping:
    """A mapping of declared keys."""

    fields: tuple[Field, ...]

    def field(self, key: str) -> Field | None:
        """Return the declared field ``key``."""
        return self.by_key.get(key)

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The declared fields by their keys."""
        return {field.key: field for field in self.fields}

    @cached_property
    def always(self) -> tuple[Field, ...]:
        """The fields that must stand wherever the mapping does."""
        return tuple(field for field in self.fields if "always" in field.required)


Kind = Scalar | Integer | Boolean | Sequence | Mapping


@dataclass(frozen=True)
class Field:
    """One key of the record (or of a mapping in it).

    ``required`` tells where the key must stand: always, where ``origin`` is organization (a profile), or where it is
    register. ``facet`` offers it as a filter; ``weight`` is its search weight (0: not searched); ``setter`` who may set
    it; ``shown`` whether the page shows it (every field is public in git all the same).
    """

    key: str
    label: Text
    help: Text
    kind: Kind
    example: Any
    section: Section
    required: frozenset[Need] = frozenset()
    facet: bool = False
    weight: int = 0
    setter: Setter = "anyone"
    shown: bool = True
    translatable: bool = False
    asked: Text | None = None
    """What the form says instead of ``help``, where that speaks of how a file is written."""


def walk(fields: tuple[Field, ...], prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Yield every field with its dotted path, depth first; items of a list stand directly under the list's key."""
    for each in fields:
        path = (*prefix, each.key)
        yield path, each
        kind = each.kind.item if isinstance(each.kind, Sequence) else each.kind
        if isinstance(kind, Mapping):
            yield from walk(kind.fields, path)
