"""The vocabularies that are no files of the repository."""

from __future__ import annotations

import subprocess
import sys
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


def test_numbers_are_written_after_countries_were_read() -> None:
    """Babel keeps each language as it was first read, for all of the process."""
    script = """
from pathlib import Path
from babel.numbers import format_decimal
from conect.records.vocabularies import load_vocabularies
load_vocabularies(Path("content"))["countries"]["RO"]
print(*(format_decimal(1234.5, locale=lang) for lang in ("ro", "en")))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1.234,5 1,234.5\n", "")
