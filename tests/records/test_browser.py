"""What the browser's judge is given: complete, small, and readable by JavaScript as by Python."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
import unicodedata
from functools import cache
from typing import Any

import pytest

from conect.records import browser
from conect.records.browser import letters
from conect.records.browser.patterns import in_javascript
from conect.records.characters import LATIN, alphabet, foreign_letter
from conect.records.declaration import FIELDS, SECTIONS
from conect.records.fields import Scalar, walk
from conect.records.phrases import PHRASES, phrase
from conect.records.primitives import Pattern
from conect.records.rule import RULES
from conect.romania.counties import COUNTIES
from conect.romania.siruta import all_localities
from tests.records.examples import ROOT, vocabularies

DECLARATION_MOST = 30_000
"""Bytes, compressed: it travels to phones before the first field is judged."""
OTHERS_MOST = 30_000
LOCALITIES_MOST = 10_000

_GAP = re.compile(r"\{(\w+)(?:\|[^|}]*\|[^|}]*)?\}")


@cache
def texts() -> dict[str, str]:
    return browser.files(vocabularies())


def files() -> dict[str, Any]:
    return {name: json.loads(text) for name, text in texts().items()}


def size(name: str) -> int:
    return len(gzip.compress(texts()[name].encode("utf-8"), 9, mtime=0))


def test_the_files_are_the_same_every_time_and_small_enough_for_a_phone() -> None:
    assert browser.files(vocabularies()) == texts()
    assert size(browser.DECLARATION) <= DECLARATION_MOST
    assert max(size(browser.TELEPHONES), size(browser.COUNTRIES)) <= OTHERS_MOST
    assert max(size(browser.locality_file(county.code)) for county in COUNTIES) <= LOCALITIES_MOST


def test_the_files_do_not_depend_on_what_else_was_imported() -> None:
    code = (
        "import hashlib\nfrom pathlib import Path\nfrom conect.records import browser, vocabularies\n"
        "files = browser.files(vocabularies.load_vocabularies(Path('content')))\n"
        "print(hashlib.sha256(files['declaratie.json'].encode()).hexdigest(), len(files))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    expected = hashlib.sha256(texts()[browser.DECLARATION].encode("utf-8")).hexdigest()
    assert done.stdout.split() == [expected, str(len(texts()))]


def test_every_field_stands_in_the_declaration_with_its_words() -> None:
    declaration = files()[browser.DECLARATION]

    def keys(fields: list[dict[str, Any]], prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
        found = []
        for field in fields:
            assert all(field["label"]) and all(field["help"])
            kind = field["kind"].get("item", field["kind"])
            found += [(*prefix, field["key"]), *keys(kind.get("fields", []), (*prefix, field["key"]))]
        return found

    assert keys(declaration["fields"]) == [path for path, _ in walk(FIELDS)]
    assert list(declaration["sections"]) == list(SECTIONS)


def test_every_vocabulary_of_a_field_is_there_whole() -> None:
    given = files()[browser.DECLARATION]["vocabularies"] | {"countries": files()[browser.COUNTRIES]}
    kinds = [getattr(field.kind, "item", field.kind) for _, field in walk(FIELDS)]
    assert set(given) == {kind.vocabulary for kind in kinds if isinstance(kind, Scalar) and kind.vocabulary}
    for name, vocabulary in given.items():
        for id, term in vocabularies()[name].terms.items():
            found = vocabulary["terms"].pop(id)
            label, group, description, *_ = [*(found if isinstance(found, list) else [found]), 0, 0]
            assert ([label, label] if isinstance(label, str) else label) == list(term.label)
            assert (group or None, description or None) == (term.group, term.description and list(term.description))
        assert vocabulary["terms"] == {}


def test_localities_are_those_of_the_nomenclature() -> None:
    given = files()
    rows = [row for county in COUNTIES for row in given[browser.locality_file(county.code)]]
    assert len(rows) == len(all_localities())
    codes = {row[1] for row in rows}
    assert codes == {each.siruta for each in all_localities()}
    assert {parent for *_, parent in rows if parent} <= codes


def test_phrases_have_the_same_gaps_in_both_languages_and_a_rule() -> None:
    for id, words in PHRASES.items():
        assert set(_GAP.findall(words.ro)) == set(_GAP.findall(words.en)), id
        assert id.partition(".")[0] in RULES, id
    with pytest.raises(ValueError, match="two phrases"):
        phrase("length.short", "", "")


def test_a_phrase_joins_a_number_and_its_noun_as_romanian_asks() -> None:
    said = [PHRASES["list-length"].say(size=size, least=1, most=5).ro for size in (0, 1, 19, 20, 1120)]
    assert [each.partition(";")[0] for each in said] == [
        "lista are 0 elemente",
        "lista are 1 element",
        "lista are 19 elemente",
        "lista are 20 de elemente",
        "lista are 1.120 de elemente",
    ]


def test_patterns_keep_to_what_both_languages_read_alike() -> None:
    # Named groups, flags inside, possessive quantifiers and anchors like \Z mean something else, or nothing, elsewhere.
    foreign = re.compile(r"\(\?(?![:=!]|<[=!])|\\[AZzGbB]|[*+?}]\+|\\[wWdD]")
    for path, field in walk(FIELDS):
        for check in getattr(getattr(field.kind, "item", field.kind), "checks", ()):
            if isinstance(check, Pattern):
                assert not foreign.search(check.regex), path


def test_the_letters_of_names_are_those_that_unicode_calls_latin() -> None:
    latin = re.compile(f"[{LATIN}]")
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if char.isalpha():
            name = unicodedata.name(char, "")
            modifier = name.startswith("MODIFIER") and not re.search("CYRILLIC|GEORGIAN", name)
            called = modifier or name.startswith(("LATIN", "FEMININE", "MASCULINE"))
            assert bool(latin.match(char)) is called, f"U+{code:04X}"
            assert (foreign_letter(f"a{char}") is None) is called


def test_a_foreign_letter_is_told_with_its_alphabet() -> None:
    assert alphabet("\u0430") == ("U+0430, chirilică", "U+0430, Cyrillic")
    assert alphabet("\U0001d400") == ("U+1D400, simbol matematic", "U+1D400, a mathematical symbol")
    assert alphabet("中") == ("U+4E2D", "U+4E2D")


def test_classes_are_written_as_javascript_reads_them() -> None:
    assert in_javascript(r"\U000110bd\u00ad") == r"\u{110bd}\u00ad"
    tables = letters.tables()
    assert tables["names"]["200B"] == "ZERO WIDTH SPACE"
    assert "200B" in tables["names"] and "E0041" not in tables["names"]
    assert "\\u{200b}" in tables["removable"] and "\\u{202e}" not in tables["removable"]
