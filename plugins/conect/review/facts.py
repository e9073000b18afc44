"""What differs between two versions of a record, in words: each fact with its label, as it was and as it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from conect.records.declaration import FIELDS
from conect.records.fields import Field, Kind, Scalar, Sequence
from conect.records.fields import Mapping as Group
from conect.records.problems import Text
from conect.records.vocabularies import Vocabularies
from conect.romania.text import amount

LONGEST = 240
"""Characters of a value that are shown; of longer texts the part that differs."""

_MANY = 6
"""A list of groups of which more facts change is told in numbers."""

_COUNTED = frozenset({"sources"})
_BARE_NUMBERS = frozenset({"year"})


class Fact(NamedTuple):
    """One fact: dotted key, label, and the words before and after; None where there was or will be nothing.

    ``label`` is the declaration's, ``item`` the name of the list's entry that the fact is about, which came with the
    record. Of a list (``of_list``) the words are those taken out and those put in.
    """

    key: str
    label: str
    old: str | None
    new: str | None
    item: str | None = None
    of_list: bool = False


@dataclass(frozen=True)
class Words:
    """Turns values into words of one language."""

    vocabularies: Vocabularies
    lang: str

    def label(self, field: Field) -> str:
        """Return a field's label."""
        return field.label.in_lang(self.lang)

    def say(self, value: Any, kind: Kind, key: str) -> str:
        """Return a single value in words: terms by their labels, numbers with separators."""
        if isinstance(value, bool):
            return (Text("da", "yes") if value else Text("nu", "no")).in_lang(self.lang)
        if isinstance(value, int):
            shown = str(value) if key in _BARE_NUMBERS else f"{value:,}"
            return shown if self.lang == "en" else shown.replace(",", ".")
        text = str(value)
        if isinstance(kind, Scalar) and kind.vocabulary:
            terms = self.vocabularies.get(kind.vocabulary)
            if terms is not None and text in terms:
                return terms[text].label.in_lang(self.lang)
        return text

    def entries(self, number: int) -> str:
        """Return a number of entries with its noun."""
        if self.lang == "en":
            return f"{number:,} {'entry' if number == 1 else 'entries'}"
        return amount(number, "intrare", "intrări")


def compare(old: Mapping[str, Any], new: Mapping[str, Any], words: Words) -> list[Fact]:
    """Return what differs between the values of two records, in the declaration's order."""
    return [
        fact
        for field in FIELDS
        if old.get(field.key) != new.get(field.key)
        for fact in _field(field, old.get(field.key), new.get(field.key), (field.key,), words.label(field), words)
    ]


def _field(field: Field, old: Any, new: Any, key: tuple[str, ...], label: str, words: Words) -> Iterator[Fact]:
    kind, dotted = field.kind, ".".join(key)
    if isinstance(kind, Group):
        yield from _group(kind, old or {}, new or {}, key, label, words)
    elif isinstance(kind, Sequence) and isinstance(kind.item, Group):
        yield from _groups(kind, kind.item, old or [], new or [], key, label, words)
    elif isinstance(kind, Sequence):
        yield _items(kind.item, old or [], new or [], field.key, dotted, label, words)
    else:
        before = None if old is None else words.say(old, kind, field.key)
        after = None if new is None else words.say(new, kind, field.key)
        yield Fact(dotted, label, *narrowed(before, after))


def _group(
    kind: Group, old: Mapping[str, Any], new: Mapping[str, Any], key: tuple[str, ...], label: str, words: Words
) -> Iterator[Fact]:
    for field in kind.fields:
        before, after = old.get(field.key), new.get(field.key)
        if before != after:
            yield from _field(field, before, after, (*key, field.key), f"{label} › {words.label(field)}", words)


def _items(item: Kind, old: list[Any], new: list[Any], name: str, dotted: str, label: str, words: Words) -> Fact:
    gone = [each for each in old if each not in new] or (old if set(old) == set(new) else [])
    come = [each for each in new if each not in old] or (new if set(old) == set(new) else [])
    before, after = (", ".join(words.say(each, item, name) for each in some) or None for some in (gone, come))
    return Fact(dotted, label, cut(before), cut(after), of_list=set(old) != set(new))


def _groups(
    kind: Sequence, item: Group, old: list[Any], new: list[Any], key: tuple[str, ...], label: str, words: Words
) -> Iterator[Fact]:
    """Compare two lists of groups by what makes each of them unique, else by position."""

    def named(some: list[Any]) -> dict[str, Any]:
        return {str(each.get(kind.unique_by, n) if kind.unique_by else n): each for n, each in enumerate(some, 1)}

    before, after = named(old), named(new)
    names = [*before, *(name for name in after if name not in before)]
    found = [
        fact._replace(item=name)
        for name in names
        if before.get(name) != after.get(name)
        for fact in _group(item, before.get(name) or {}, after.get(name) or {}, key, label, words)
    ]
    if len(found) <= _MANY and key[-1] not in _COUNTED:
        yield from found
        return
    changed = sum(1 for name in names if name in before and name in after and before[name] != after[name])
    said = Text("schimbată" if changed == 1 else "schimbate", "changed").in_lang(words.lang)
    tail = f", {changed} {said}" if changed else ""
    yield Fact(
        ".".join(key),
        label,
        words.entries(len(old)) if old else None,
        words.entries(len(new)) + tail if new else None,
    )


def narrowed(old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """Return two texts cut to the part that differs, with some words around it, where they are long."""
    if old is None or new is None or max(len(old), len(new)) <= LONGEST:
        return cut(old), cut(new)
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    start = max(same - 40, 0)

    def part(text: str) -> str:
        end = min(len(text), len(text) - tail + 40)
        shown = text[start:end]
        if len(shown) > LONGEST:
            shown, end = shown[:LONGEST], start + LONGEST
        return ("… " if start else "") + shown.strip() + (" …" if end < len(text) else "")

    return part(old), part(new)


def cut(text: str | None, most: int = LONGEST) -> str | None:
    """Return a text of at most ``most`` characters."""
    return text if text is None or len(text) <= most else f"{text[:most].rstrip()} …"
