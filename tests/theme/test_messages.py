"""The catalogues say everything that the templates say, in natural plural forms, and nothing else."""

from __future__ import annotations

import re
from gettext import c2py
from types import ModuleType

import pytest
from babel import Locale
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from .harness import LANGUAGES, THEME, messages, plural_form


def extracted() -> set[str | tuple[str, ...]]:
    """Every message of the templates, found as `pybabel extract -F babel.cfg .` finds them."""
    with (THEME / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(THEME, method_map=methods, options_map=options)
    return {message for _, _, message, _, _ in found}


def catalogued(lang: str) -> list[Message]:
    return [message for message in messages(lang) if message.id]


def test_every_template_is_read() -> None:
    with (THEME / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    read = {name for name, *_ in extract_from_dir(THEME, method_map=methods, options_map=options)}
    spoken = {
        path.relative_to(THEME).as_posix()
        for path in (THEME / "templates").rglob("*.html")
        if re.search(r"\b(_|ngettext)\(", path.read_text("utf-8"))
    }
    assert read == spoken


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_missing_and_nothing_stale(lang: str) -> None:
    assert {message.id for message in catalogued(lang)} == extracted()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_fuzzy_or_obsolete_and_placeholders_kept(lang: str) -> None:
    catalog = messages(lang)
    assert not catalog.obsolete
    for message in catalogued(lang):
        assert not message.fuzzy, message.id
        assert not list(message.check(catalog)), message.id


def test_the_files_are_as_the_tool_writes_them(messages_tool: ModuleType) -> None:
    said = messages_tool.extracted()
    for lang in LANGUAGES:
        assert messages_tool.file_of(lang).read_text("utf-8") == messages_tool.catalogue(lang, said)


def test_the_tool_adds_what_is_new_and_takes_out_what_is_gone(messages_tool: ModuleType) -> None:
    text = messages_tool.catalogue("ro", {"Something new": ["a.html"], "Search": ["a.html"]})
    assert 'msgid "Something new"\nmsgstr ""\n' in text
    assert 'msgid "Search"\nmsgstr "Căutați"\n' in text
    assert "Sources" not in text


def test_every_message_has_its_romanian() -> None:
    for message in catalogued("ro"):
        forms = message.string if message.pluralizable else (message.string,)
        assert len(forms) == (3 if message.pluralizable else 1), message.id
        for form in forms:
            assert form, message.id
            assert not set(form) & set("şţŞŢ"), f"cedilla in {form!r}"


def test_english_differs_from_its_msgid_only_in_plurals() -> None:
    for message in catalogued("en"):
        if message.pluralizable:
            assert tuple(message.string) == tuple(message.id)
        else:
            assert not message.string


@pytest.mark.parametrize(("lang", "categories"), [("ro", ("one", "few", "other")), ("en", ("one", "other"))])
def test_plural_forms_are_those_of_cldr(lang: str, categories: tuple[str, ...]) -> None:
    form = c2py(messages(lang).plural_expr)
    rule = Locale(lang).plural_form
    for count in (*range(131), 1000, 1001, 1020, 101030):
        assert form(count) == plural_form(lang, count) == categories.index(rule(count)), count


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 organizații"),
        (1, "1 organizație"),
        (19, "19 organizații"),
        (20, "20 de organizații"),
        (101, "101 organizații"),
    ],
)
def test_romanian_counts_as_people_do(count: int, words: str) -> None:
    message = messages("ro").get("%(n)s organisation")
    assert message is not None
    assert message.string[plural_form("ro", count)] % {"n": count} == words
