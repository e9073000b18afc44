"""The form's fields as its template prints them: made of the declaration, in its order, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from conect.records.declaration import FIELDS, SECTIONS
from conect.records.declaration.contact import EMAIL
from conect.records.fields import Boolean, Field, Integer, Kind, Mapping, Scalar
from conect.records.fields import Sequence as ListOf
from conect.records.primitives import DateValue, Length, Primitive, WebAddress
from conect.records.problems import Text
from conect.records.rules.activity import WITH_COUNTIES
from conect.records.vocabularies import Vocabularies
from conect.romania.text import sort_key

LEFT_OUT = frozenset(
    {"former_ids", "register_absent_since", "siruta", "merged_into", "origin", "confirmed_on", "maintainers", "sources"}
)
"""Fields of anyone that the form fills in by itself (siruta, origin, …) or that commands write (former_ids, …)."""

_FIRST = ("short_name", "national_registry_number", "country", "parent", "activity_counties", "phone", "website")
"""Fields that stand with the required ones: most organisations have them, or some must."""

_WHEN = {
    "country": ("legal_form", ("persoana_juridica_straina",)),
    "parent": ("legal_form", ("filiala",)),
    "activity_counties": ("activity_scope", tuple(sorted(WITH_COUNTIES))),
}
"""Fields that are asked for where another one has one of these values."""

_FEW = 8
"""Choices that are shown all at once; more of them fold into a list."""

_MANY = 60
"""Choices in a list beyond which they are not printed."""


@dataclass(frozen=True)
class Option:
    """A choice: its id, its label, and what it means where the vocabulary tells."""

    id: str
    label: Text
    hint: Text | None


@dataclass(frozen=True)
class Control:
    """A field as it is asked for.

    ``kind`` is what the field holds: text, integer, boolean, term, terms, texts, record, records, group, list or logo.
    ``look`` is how it is asked: line, sentence, lines, digits, email, tel, url, date, select, radios or boxes; empty
    for the others.
    """

    key: str
    label: Text
    help: Text
    example: str
    kind: str
    look: str
    required: bool
    most: int | None
    groups: tuple[tuple[Text | None, tuple[Option, ...]], ...]
    """Choices, in groups with a label where the vocabulary has such."""
    parts: tuple[Control, ...]
    register: bool
    """The official register writes it; where a record has maintainers, only an administrator may change it."""
    when: tuple[str, tuple[str, ...]] | None
    later: str
    """The vocabulary whose terms are too many for the page: they come with the data of the judge. Else empty."""


@dataclass(frozen=True)
class Part:
    """A section of the form: what everybody sees, and what unfolds."""

    id: str
    label: Text
    first: tuple[Control, ...]
    more: tuple[Control, ...]


def parts(vocabularies: Vocabularies, lang: str) -> list[Part]:
    """Return the form's sections with their fields; choices without an order of their own are sorted for ``lang``."""
    controls = {field.key: _control(field, vocabularies, lang) for field in _asked(FIELDS)}
    found = []
    for id, label in SECTIONS.items():
        mine = [controls[field.key] for field in FIELDS if field.section == id and field.key in controls]
        first = tuple(control for control in mine if control.required or control.key in _FIRST)
        found.append(Part(id, label, first, tuple(control for control in mine if control not in first)))
    return [part for part in found if part.first or part.more]


def _asked(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        if field.setter != "administrator" and field.key not in LEFT_OUT:
            yield field


def _control(field: Field, vocabularies: Vocabularies, lang: str, *, inner: bool = False) -> Control:
    kind = field.kind
    held, look = ("logo", "") if field.key == "logo" and not inner else _held(kind)
    item = kind.item if isinstance(kind, ListOf) else kind
    groups = _groups(item, vocabularies, lang)
    choices = sum(len(options) for _, options in groups)
    if held in {"term", "terms"}:
        look = "boxes" if held == "terms" else "radios" if choices <= _FEW else "select"
    inside = item.fields if isinstance(item, Mapping) else ()
    return Control(
        key=field.key,
        label=field.label,
        help=field.asked or field.help,
        example=_example(field),
        kind=held,
        look=look,
        required=bool(field.required & {"always", "organization"}),
        most=kind.most if isinstance(kind, ListOf) else _longest(item),
        groups=groups,
        parts=tuple(_control(each, vocabularies, lang, inner=True) for each in inside),
        register=field.setter == "register",
        when=_WHEN.get(field.key) if not inner else None,
        later=item.vocabulary
        if look == "select" and isinstance(item, Scalar) and item.vocabulary and choices > _MANY
        else "",
    )


def _held(kind: Kind) -> tuple[str, str]:
    """Return what a field holds and how one value of it is asked for."""
    if isinstance(kind, Boolean):
        return "boolean", ""
    if isinstance(kind, Integer):
        return "integer", "digits"
    if isinstance(kind, Mapping):
        return "group", ""
    if isinstance(kind, ListOf):
        held, look = _held(kind.item)
        return {"term": "terms", "text": "texts", "record": "records", "group": "list"}[held], look
    if kind.vocabulary:
        return "term", ""
    if kind.reference:
        return "record", ""
    return "text", _look(kind)


def _look(kind: Scalar) -> str:
    if kind.form != "plain":
        return "lines"
    if kind.normalise in {"cui", "postal_code"}:
        return "digits"
    if kind.normalise == "phone":
        return "tel"
    if _has(kind.checks, DateValue):
        return "date"
    if _has(kind.checks, WebAddress):
        return "url"
    if EMAIL in kind.checks:
        return "email"
    # Long enough for a sentence: it gets a box of some lines, though it holds no line breaks.
    length = next((check for check in kind.checks if isinstance(check, Length)), None)
    return "sentence" if length is not None and length.least >= 10 and length.most > 200 else "line"


def _has(checks: Sequence[Primitive], kind: type[Primitive]) -> bool:
    return any(isinstance(check, kind) for check in checks)


def _longest(kind: Kind) -> int | None:
    checks = kind.checks if isinstance(kind, Scalar) else ()
    return next((check.most for check in checks if isinstance(check, Length)), None)


def _groups(kind: Kind, vocabularies: Vocabularies, lang: str) -> tuple[tuple[Text | None, tuple[Option, ...]], ...]:
    if not isinstance(kind, Scalar) or not kind.vocabulary:
        return ()
    vocabulary = vocabularies[kind.vocabulary]
    terms = list(vocabulary.values())
    if kind.vocabulary in {"counties", "countries"}:
        terms.sort(key=lambda term: sort_key(term.label.in_lang(lang)))
    found = []
    for id, label in [(None, None), *vocabulary.groups.items()]:
        options = tuple(Option(term.id, term.label, term.description) for term in terms if term.group == id)
        if options:
            found.append((label, options))
    return tuple(found)


def _example(field: Field) -> str:
    example: Any = field.example
    if isinstance(example, list):
        example = example[0] if example and not isinstance(example[0], dict) else ""
    kind = field.kind.item if isinstance(field.kind, ListOf) else field.kind
    if not isinstance(example, str | int) or isinstance(example, bool) or isinstance(kind, Mapping | Boolean):
        return ""
    if isinstance(kind, Scalar) and (kind.vocabulary or kind.reference or kind.form == "markdown"):
        return ""
    return str(example)
