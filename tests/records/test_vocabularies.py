"""The vocabularies that are no files of the repository."""

from __future__ import annotations

from pathlib import Path

from babel import Locale

from conect.records.vocabularies import load_vocabularies


def test_countries_have_the_names_of_cldr() -> None:
    countries = load_vocabularies(Path("content"))["countries"]
    ro, en = (Locale(lang).territories for lang in ("ro", "en"))
    assert {code: (term.label.ro, term.label.en) for code, term in countries.items()} == {
        code: (ro[code], en[code]) for code in countries
    }
    assert {"RO", "MD", "XK"} - countries.keys() == {"XK"}
    assert len(countries) == 249
