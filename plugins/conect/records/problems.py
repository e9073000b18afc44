"""Problems are values: a check yields them, nothing stops at the first, only a reporter prints them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Lang = Literal["ro", "en"]
Level = Literal["error", "warning"]

Pointer = tuple[str | int, ...]
"""Where a value stands inside a record: ``("finances", 0, "year")``. The empty tuple is the record itself."""


class Text(NamedTuple):
    """The same words in both languages of the project, Romanian first."""

    ro: str
    en: str

    def in_lang(self, lang: str) -> str:
        """Return the words in ``lang``; any language but English reads Romanian."""
        return self.en if lang == "en" else self.ro


@dataclass(frozen=True, slots=True)
class Fix:
    """What to type instead.

    ``value`` is the whole new value at ``pointer``. ``certain`` fixes change the writing and never the meaning, so
    ``conect format`` applies them; the others are suggestions for a person. ``pointer`` ``None`` means the file's own
    bytes (byte order mark, invisible characters between values), which the formatter repairs before parsing.
    """

    value: Any
    certain: bool = False
    pointer: Pointer | None = ()
    is_key: bool = False

    def text(self) -> str:
        """Return the fix as a person would type it."""
        return self.value if isinstance(self.value, str) else repr(self.value).lower()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to change, where it stands and what to type. Lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    level: Level
    rule: str
    message: Text
    fix: Fix | None = None

    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """Order by place, so that the same input gives the same report."""
        return (self.path, self.line, self.column, self.level, self.rule, self.message.en)


class ConectError(Exception):
    """An expected failure whose message is for a person: printed without a traceback, exit code 1."""

    def __init__(self, ro: str, en: str) -> None:
        self.message = Text(ro, en)
        super().__init__(en)
