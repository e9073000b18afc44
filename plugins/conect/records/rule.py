"""A rule: an id, a level, a scope, a docstring with examples, and a function that yields findings.

The docstring is the manual's text (``docs/rules.md``): a Romanian paragraph, an English one, then ``Passes::`` and
``Fails::`` blocks of YAML, which the tests run. In an example the keys given replace those of a small valid record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, ParamSpec, TypeVar

from conect.records.problems import Fix, Level, Pointer, Text

if TYPE_CHECKING:
    from conect.records.record import Record
    from conect.records.vocabularies import Vocabularies

Scope = Literal["file", "field", "record", "catalogue"]
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before it has a place: the reader's marks turn the pointer into line and column."""

    pointer: Pointer
    message: Text
    fix: Fix | None = None
    on_key: bool = False


class Verdict(NamedTuple):
    """Why a value is refused and, where one is likely, the value to type instead."""

    message: Text
    suggestion: str | None = None


def _no_file(path: str) -> bytes | None:  # noqa: ARG001 - the signature of Context.read_file
    return None


@dataclass(frozen=True)
class Context:
    """What a rule may know beside the record: the vocabularies and the day (ISO 8601, Bucharest)."""

    vocabularies: Vocabularies
    today: date
    read_file: Callable[[str], bytes | None] = _no_file
    """Returns the bytes of a file beside the records (path relative to the content folder), None where none is."""
    verdicts: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """Remembered judgements of short values, which repeat for ever in registers (``records.scalars``)."""
    parts: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """Remembered parts of records, found sound (``records.blocks``)."""


@dataclass(frozen=True)
class Rule(Generic[P, R]):
    """A registered rule; calling it runs its function."""

    id: str
    level: Level
    scope: Scope
    subject: str
    doc: str
    run: Callable[P, R]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.run(*args, **kwargs)


RULES: dict[str, Rule[..., Any]] = {}
"""Every rule by id, filled when the modules of the rules are imported."""


def rule(id: str, *, level: Level = "error", scope: Scope) -> Callable[[Callable[P, R]], Rule[P, R]]:
    """Register the decorated function as the rule ``id``; its module's name is the subject in the manual.

    Raises ``ValueError`` when the id is taken or the docstring is missing: both are mistakes of a developer.
    """

    def register(function: Callable[P, R]) -> Rule[P, R]:
        if id in RULES:
            raise ValueError(f"two rules are called {id}")
        if not function.__doc__:
            raise ValueError(f"rule {id} has no docstring")
        made = Rule(id, level, scope, function.__module__.rpartition(".")[2], function.__doc__, function)
        RULES[id] = made
        return made

    return register


RecordCheck = Callable[["Record", Context], Iterator[Finding]]

RECORD_RULES: list[Rule[[Record, Context], Iterator[Finding]]] = []
"""The rules that judge a whole record, in the order in which their modules are imported."""


def record_rule(
    id: str, *, level: Level = "error"
) -> Callable[[RecordCheck], Rule[[Record, Context], Iterator[Finding]]]:
    """Register a rule over one record: a generator of findings."""

    def register(function: RecordCheck) -> Rule[[Record, Context], Iterator[Finding]]:
        made = rule(id, level=level, scope="record")(function)
        RECORD_RULES.append(made)
        return made

    return register
