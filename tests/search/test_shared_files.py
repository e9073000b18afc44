"""Words that always stand together have the same postings: their file is written once."""

from __future__ import annotations

from datetime import date

from conect.search import analyse, assemble
from tests.search.samples import TINY, record, vocabularies


def test_words_that_always_stand_together_share_a_file() -> None:
    records = [record(f"alfa-{number}", summary="Biblioteca publicului") for number in range(40)]
    files = list(assemble([analyse(records, vocabularies())], vocabularies(), date(2026, 11, 24), layout=TINY))
    paths = [file.path for file in files]
    assert len(paths) == len(set(paths))
    assert any(path.startswith("cautare/l/") for path in paths)
