"""One text judged: its writing, then its form, then its content."""

from __future__ import annotations

from typing import NamedTuple

from conect.records import normalise
from conect.records.fields import Scalar
from conect.records.implicit import taken_for_another_type
from conect.records.problems import Text
from conect.records.rule import Context
from conect.records.rules import shape as shape_rules
from conect.records.rules import text as text_rules

_REMEMBERED_LENGTH = 80
_REMEMBERED_MOST = 100_000


class Fault(NamedTuple):
    """A fault of a text before it has a place; ``value`` is what to type instead, ``certain`` as in ``Fix``."""

    rule: str
    message: Text
    value: str | None = None
    certain: bool = False


class Judged(NamedTuple):
    """The text in its best form, so that later rules judge its meaning, and the faults of the text as written."""

    value: str
    faults: tuple[Fault, ...]


def judge(raw: str, kind: Scalar, plain: bool, context: Context) -> Judged:
    """Judge a text against the kind of its field; ``plain`` tells that it stands without quotes."""
    if len(raw) > _REMEMBERED_LENGTH:
        return _judge(raw, kind, plain, context)
    key = (id(kind), raw, plain)
    known: Judged | None = context.verdicts.get(key)
    if known is None:
        if len(context.verdicts) >= _REMEMBERED_MOST:
            context.verdicts.clear()
        known = context.verdicts[key] = _judge(raw, kind, plain, context)
    return known


def _judge(raw: str, kind: Scalar, plain: bool, context: Context) -> Judged:
    faults: list[Fault] = []
    # A block scalar (| or >) ends with a line break that nobody meant.
    raw = raw.removesuffix("\n")
    value, changed = text_rules.tidy(raw, kind.form)
    for rule_id in changed:
        shown = value if len(value) <= 80 and "\n" not in value else value[:60].replace("\n", " ") + "…"
        message = text_rules.TIDY[rule_id].say(better=shown)
        faults.append(Fault(rule_id, message, value, certain=True))
    if plain and not changed and taken_for_another_type(raw):
        faults.append(Fault(shape_rules.quotes.id, shape_rules.quotes(raw), raw, certain=True))
    if kind.normalise:
        better = normalise.NORMALISERS[kind.normalise](value)
        if better != value and all(check.check(better, context) is None for check in kind.checks):
            message = shape_rules.written_form(value, better)
            faults.append(Fault(shape_rules.written_form.id, message, better, certain=True))
            return Judged(better, tuple(faults))
    if len(value) > 12 and (personal := text_rules.personal_code(value)) is not None:
        faults.append(Fault(text_rules.personal_code.id, personal))
    for check in kind.checks:
        verdict = check.check(value, context)
        if verdict is not None:
            faults.append(Fault(check.rule_id, verdict.message, verdict.suggestion))
            # One instruction a value: the next fault may be gone once this one is mended.
            break
    return Judged(value, tuple(faults))
