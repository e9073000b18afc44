"""The reference of the fields, ``docs/fields.md``, made from the declaration."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from conect.records import emit
from conect.records.declaration import FIELDS, SECTIONS
from conect.records.fields import Boolean, Field, Integer, Kind, Mapping, Scalar, Sequence
from conect.records.primitives import (
    DateValue,
    LatinScript,
    Length,
    Mod97,
    Pattern,
    Primitive,
    Range,
    Term,
    WebAddress,
    WeightedCheckDigit,
)
from conect.records.problems import Text
from conect.romania.text import amount

_NEEDS: dict[str, Text] = {
    "always": Text("obligatoriu", "required"),
    "organization": Text("obligatoriu într-un profil", "required in a profile"),
    "register": Text("obligatoriu într-o fișă importată", "required in an imported record"),
}
_SETTERS: dict[str, Text] = {
    "register": Text("scris de import", "written by the import"),
    "administrator": Text("scris numai de administratori", "written by administrators only"),
}
_FORMS: dict[str, Text] = {
    "plain": Text("text pe un rând", "text of one line"),
    "lines": Text("text simplu, pe mai multe rânduri", "plain text of several lines"),
    "markdown": Text("text Markdown", "Markdown text"),
}


def fields_page() -> str:
    """Return the reference of every field as Markdown, in both languages, in the order of a record."""
    lines = [
        "# Câmpurile fișei / The fields of a record",
        "",
        "<!-- Scris de „conect schema” din declarație: schimbați codul, nu acest fișier. "
        "Written by “conect schema”: change the code, not this file. -->",
        "",
        "O fișă este un fișier `content/organizations/<județ>/<identificator>.yaml` (sau `.md`, cu prezentarea ca text "
        "după fișă). Textul pe care YAML l-ar lua drept număr sau dată stă între ghilimele. Ce nu se știe se lasă "
        "deoparte.",
        "",
        "A record is a file `content/organizations/<county>/<id>.yaml` (or `.md`, with the description as the text "
        "after the front matter). Text that YAML would take for a number or a date stands in quotes. What is not known "
        "is left out.",
        "",
    ]
    for section, heading in SECTIONS.items():
        lines += [f"## {heading.ro} / {heading.en}", ""]
        for each in FIELDS:
            if each.section == section:
                lines += [f"### {each.key}", "", f"**{each.label.ro} / {each.label.en}**", ""]
                lines += [f"{each.help.ro}", "", f"{each.help.en}", ""]
                lines += [*_facts(each), "", "```yaml", *emit.block(each.key, each.example), "```", ""]
                lines += [*_parts(each.kind), ""] if _mapping(each.kind) else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _mapping(kind: Kind) -> Mapping | None:
    inner = kind.item if isinstance(kind, Sequence) else kind
    return inner if isinstance(inner, Mapping) else None


def _parts(kind: Kind, depth: int = 0) -> list[str]:
    """Return a list of the keys inside a field, nested as they are."""
    lines: list[str] = []
    inner = _mapping(kind)
    for part in inner.fields if inner else ():
        facts = "; ".join(f"{fact.ro} / {fact.en}" for fact in _said(part))
        lines.append(f"{'  ' * depth}- `{part.key}`: {part.label.ro} / {part.label.en} ({facts})")
        lines += _parts(part.kind, depth + 1)
    return lines


def _facts(each: Field) -> list[str]:
    said = list(_said(each))
    return [f"- {'; '.join(fact.ro for fact in said)}", f"- {'; '.join(fact.en for fact in said)}"]


def _said(each: Field) -> Iterator[Text]:
    """Yield what holds for a field, each as the piece of a sentence."""
    yield from kind_words(each.kind)
    yield from (_NEEDS[need] for need in ("always", "organization", "register") if need in each.required)
    if each.setter in _SETTERS:
        yield _SETTERS[each.setter]
    if each.facet:
        yield Text("filtru în liste", "a filter in lists")
    if not each.shown:
        yield Text("nu apare pe pagină, dar este public în git", "not on the page, yet public in git")


def kind_words(kind: Kind) -> Iterator[Text]:
    """Yield what a kind of value asks for: its form, then each limit."""
    match kind:
        case Sequence():
            yield Text(f"listă de {kind.least}–{kind.most}", f"list of {kind.least}–{kind.most}")
            yield from kind_words(kind.item)
        case Mapping():
            yield Text("grup de chei", "group of keys")
        case Boolean():
            yield Text("true sau false", "true or false")
        case Integer():
            yield Text("număr întreg", "whole number")
            yield from (limit(check) for check in kind.checks)
        case Scalar():
            if not any(isinstance(check, Term | WebAddress | DateValue | Pattern) for check in kind.checks):
                yield _FORMS[kind.form]
            yield from (limit(check) for check in kind.checks)


@singledispatch
def limit(check: Primitive) -> Text:
    """Return what a primitive asks for, as the piece of a sentence."""
    raise TypeError(f"no words for {type(check).__name__}")


@limit.register
def _(check: Length) -> Text:
    most = amount(check.most, "caracter", "caractere")
    return Text(f"{check.least}–{most}", f"{check.least}–{check.most} characters")


@limit.register
def _(check: Pattern) -> Text:
    return check.says


@limit.register
def _(_check: WeightedCheckDigit) -> Text:
    return Text("cu cifra de control corectă", "with the right check digit")


@limit.register
def _(_check: Mod97) -> Text:
    return Text("cu cifrele de control corecte (mod 97)", "with the right check digits (mod 97)")


@limit.register
def _(check: Term) -> Text:
    built_in = {
        "counties": Text("codul unui județ", "a county's code"),
        "countries": Text("codul ISO al unei țări", "a country's ISO code"),
    }
    place = f"`content/vocabularies/{check.vocabulary}.yaml`"
    return built_in.get(check.vocabulary, Text(f"un termen din {place}", f"a term of {place}"))


@limit.register
def _(check: WebAddress) -> Text:
    if not check.hosts:
        return Text("adresă https", "https address")
    hosts = ", ".join(check.hosts)
    return Text(f"adresă https pe {hosts}", f"https address on {hosts}")


@limit.register
def _(check: DateValue) -> Text:
    form = Text("dată AAAA-LL-ZZ", "date YYYY-MM-DD")
    if check.year_alone:
        form = Text("dată AAAA-LL-ZZ sau doar anul", "date YYYY-MM-DD or the year alone")
    if check.until_today:
        return Text(f"{form.ro}, de la {check.earliest} până azi", f"{form.en}, from {check.earliest} until today")
    return Text(f"{form.ro}, de la {check.earliest}", f"{form.en}, from {check.earliest}")


@limit.register
def _(check: Range) -> Text:
    if check.until_this_year:
        return Text(f"de la {check.least} până în acest an", f"from {check.least} to this year")
    return Text(f"cel puțin {check.least}", f"at least {check.least}")


@limit.register
def _(_check: LatinScript) -> Text:
    return Text("numai litere latine", "Latin letters only")
