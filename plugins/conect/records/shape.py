"""From raw text to the declared kinds: every value is judged where it stands, and all faults are collected."""

from __future__ import annotations

import re
from typing import Any

from conect.records import fields
from conect.records.characters import forbidden
from conect.records.fields import Boolean, Field, Integer, Kind, Mapping, Scalar, Sequence
from conect.records.implicit import taken_for_another_type
from conect.records.nearest import nearest
from conect.records.phrases import phrase
from conect.records.problems import Fix, Pointer, Problem, Text
from conect.records.rule import Context, Rule
from conect.records.rules import shape as rules
from conect.records.scalars import judge
from conect.records.yaml_events import Tree

BODY: Pointer = ("description",)

_TRUE = frozenset({"true", "da", "yes", "on"})
_FALSE = frozenset({"false", "nu", "no", "off"})

_WANTED: dict[type[Any], Text] = {
    Scalar: phrase("kind.text", "un text simplu", "plain text").say(),
    Integer: phrase("kind.integer", "un număr întreg, de exemplu 2024", "a whole number, for example 2024").say(),
    Boolean: phrase("kind.boolean", "true sau false", "true or false").say(),
    Sequence: phrase(
        "kind.list", "o listă: „[a, b]” sau câte un rând „- a”", "a list: “[a, b]” or a line “- a” each"
    ).say(),
    Mapping: phrase(
        "kind.group",
        "un grup de chei, scris pe rândurile de mai jos cu două spații în față",
        "a group of keys, on the lines below after two spaces",
    ).say(),
}


class Shaper:
    """Judges one raw tree against the declaration and builds the typed values.

    Used once; ``problems`` holds every fault found. Values with a fault of writing (spaces, form) are kept in their
    better form, so that later rules judge the meaning and do not repeat the fault.
    """

    def __init__(self, path: str, tree: Tree, context: Context) -> None:
        self.path = path
        self.tree = tree
        self.context = context
        self.problems: list[Problem] = []

    def _report(
        self, pointer: Pointer, rule: Rule[..., Any] | str, message: Text, fix: Fix | None = None, *, key: bool = False
    ) -> None:
        line, column = self.tree.mark(pointer, key=key)
        rule_id, level = (rule, "error") if isinstance(rule, str) else (rule.id, rule.level)
        self.problems.append(Problem(self.path, line, column, level, rule_id, message, fix))  # type: ignore[arg-type]

    def mapping(self, raw: dict[str, Any], kind: Mapping, pointer: Pointer) -> dict[str, Any]:
        """Shape the declared keys of a mapping; unknown ones are reported and left out."""
        values: dict[str, Any] = {}
        known = kind.by_key
        for key, value in raw.items():
            here = (*pointer, key)
            declared = known.get(key)
            if declared is None:
                if not (self.tree.suspect and forbidden(key)):
                    self._unknown(here, key, known)
                continue
            shaped = self.value(value, declared.kind, here)
            if shaped is not None:
                values[key] = shaped
        if pointer:
            for declared in kind.always:
                if declared.key not in raw:
                    self.missing(pointer, declared)
        return values

    def missing(self, pointer: Pointer, declared: Field, condition: Text | None = None) -> None:
        """Report a required key that does not stand in the mapping at ``pointer``."""
        example = example_text(declared)
        self._report(pointer, rules.missing, rules.missing(declared.key, declared.label, example, condition))

    def _unknown(self, pointer: Pointer, key: str, known: dict[str, Field]) -> None:
        names = {key.replace("_", ""): key for key in known} | {key: key for key in known}
        for each in known.values():
            names.setdefault(each.label.ro.lower(), each.key)
        suggestion = nearest(key, names)
        message = rules.unknown_key(key, suggestion, sorted(known))
        fix = Fix(suggestion, pointer=pointer, is_key=True) if suggestion else None
        self._report(pointer, rules.unknown_key, message, fix, key=True)

    def value(self, raw: Any, kind: Kind, pointer: Pointer) -> Any:
        """Return the value in its declared type, or None where it has none (reported)."""
        if raw and type(raw) is str and type(kind) is Scalar and not self.tree.suspect:
            return self.scalar(raw, kind, pointer)
        key = str(pointer[-1]) if pointer else ""
        if raw == "" and (not isinstance(kind, Scalar) or not pointer or isinstance(pointer[-1], str)):
            self._report(pointer, rules.empty, rules.empty(key), key=True)
            return None
        if isinstance(kind, Mapping):
            if isinstance(raw, dict):
                return self.mapping(raw, kind, pointer) or None
        elif isinstance(kind, Sequence):
            if isinstance(raw, list):
                return self.sequence(raw, kind, pointer)
        elif isinstance(raw, str):
            if self.tree.suspect and forbidden(raw):
                return None  # reported with its place when the text was read
            if isinstance(kind, Scalar):
                return self.scalar(raw, kind, pointer)
            return self.integer(raw, kind, pointer) if isinstance(kind, Integer) else self.boolean(raw, pointer)
        name = key if isinstance(pointer[-1], str) else str(pointer[-2])
        self._report(pointer, rules.wrong_kind, rules.wrong_kind(name, _WANTED[type(kind)]))
        return None

    def sequence(self, raw: list[Any], kind: Sequence, pointer: Pointer) -> list[Any] | None:
        """Shape every item; count and distinctness are judged on what was written."""
        if not kind.least <= len(raw) <= kind.most:
            self._report(pointer, rules.list_length, rules.list_length(len(raw), kind.least, kind.most))
        items: list[Any] = []
        seen: set[Any] = set()
        for i, each in enumerate(raw):
            here = (*pointer, i)
            shaped = self.value(each, kind.item, here)
            if shaped is None:
                continue
            identity = shaped.get(kind.unique_by) if isinstance(shaped, dict) else shaped
            if identity is not None and identity in seen:
                place = (*here, kind.unique_by) if kind.unique_by else here
                self._report(place, rules.list_distinct, rules.list_distinct(str(identity)))
            seen.add(identity)
            items.append(shaped)
        return items or None

    def integer(self, raw: str, kind: Integer, pointer: Pointer) -> int | None:
        """Read plain digits; thousands separators and quotes are a certain fix."""
        compact = re.sub(r"(?<=[0-9])[. \u00a0](?=[0-9]{3}(?:[^0-9]|$))", "", raw)
        if not re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", compact):
            self._report(pointer, rules.wrong_kind, rules.wrong_kind(str(pointer[-1]), _WANTED[Integer]))
            return None
        number = int(compact)
        if compact != raw:
            fix = Fix(number, certain=True, pointer=pointer)
            self._report(pointer, rules.written_form, rules.written_form(raw, compact), fix)
        elif not self.tree.is_plain(pointer):
            self._report(pointer, rules.no_quotes, rules.no_quotes(raw), Fix(number, certain=True, pointer=pointer))
        self._judge(compact, kind, pointer)
        return number

    def boolean(self, raw: str, pointer: Pointer) -> bool | None:
        """Read true or false; da, nu, yes, no, quotes and capitals are a certain fix."""
        word = raw.strip().lower()
        if word not in _TRUE | _FALSE:
            self._report(pointer, rules.wrong_kind, rules.wrong_kind(str(pointer[-1]), _WANTED[Boolean]))
            return None
        truth = word in _TRUE
        shown = "true" if truth else "false"
        fix = Fix(truth, certain=True, pointer=pointer)
        if raw != shown:
            self._report(pointer, rules.written_form, rules.written_form(raw, shown), fix)
        elif not self.tree.is_plain(pointer):
            self._report(pointer, rules.no_quotes, rules.no_quotes(shown), fix)
        return truth

    def scalar(self, raw: str, kind: Scalar, pointer: Pointer) -> str:
        """Report the faults of a text and return it in its best form."""
        judged = judge(raw, kind, self.tree.is_plain(pointer), self.context)
        for fault in judged.faults:
            fix = None if fault.value is None else Fix(fault.value, certain=fault.certain, pointer=pointer)
            self._report(pointer, fault.rule, fault.message, fix)
        return judged.value

    def _judge(self, digits: str, kind: Integer, pointer: Pointer) -> None:
        for check in kind.checks:
            verdict = check.check(digits, self.context)
            if verdict is not None:
                self._report(pointer, check.rule_id, verdict.message)
                break


def example_text(declared: fields.Field) -> str:
    """Return a field's example as it is typed on one line."""
    return _flow(declared.example).split("\n")[0]


def _flow(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in value.items()) + "}"
    text = str(value)
    return f'"{text}"' if isinstance(value, str) and taken_for_another_type(text) else text
