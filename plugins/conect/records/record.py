"""One organisation as its file says it: typed values, and the place of each in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from conect.records.problems import Pointer


class Marks(Protocol):
    """Tells where the values of a record stand in its file."""

    def mark(self, pointer: Pointer, *, key: bool = False) -> tuple[int, int]:
        """Return (line, column), from 1, of a value or of its key; of the nearest parent where it does not exist."""


class Record:
    """The values of one record.

    ``path`` is POSIX and relative to the content folder; ``id`` the file's stem. Values are text (str), booleans,
    whole numbers (int), lists and dicts of these, as declared; a key that is absent from the file is absent here.
    ``plain`` values keep the file's order.
    """

    __slots__ = ("_body_line", "_marks", "id", "path", "values")

    def __init__(
        self, path: str, values: dict[str, Any], marks: Marks | None = None, body_line: int | None = None
    ) -> None:
        self.path = path
        self.id = path.rpartition("/")[2].rpartition(".")[0]
        self.values = values
        self._marks = marks
        self._body_line = body_line

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def __contains__(self, key: object) -> bool:
        return key in self.values

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __repr__(self) -> str:
        return f"Record({self.path!r})"

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a top-level key, or ``default`` where the record does not have it."""
        return self.values.get(key, default)

    @property
    def folder(self) -> str:
        """Return the name of the folder that holds the record: a lower-case county code or ``xx``."""
        return self.path.split("/")[-2] if "/" in self.path else ""

    @property
    def origin(self) -> str | None:
        """Return ``register`` or ``organization``; None where the record does not say."""
        return self.values.get("origin")

    def mark(self, pointer: Pointer = (), *, key: bool = False) -> tuple[int, int]:
        """Return the (line, column), from 1, of a value (or of its key), or of the nearest value around it."""
        if self._body_line is not None and pointer[:1] == ("description",):
            return self._body_line, 1
        return self._marks.mark(pointer, key=key) if self._marks is not None else (1, 1)

    def detached(self) -> Record:
        """Return the record without its marks, so that it can travel between processes."""
        return Record(self.path, self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Record, (self.path, self.values))
