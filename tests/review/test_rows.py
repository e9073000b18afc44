"""What is read quickly is what the strict reader gives, or is left to it; the cache is never believed blindly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conect.records.reader import read
from conect.records.rule import Context
from conect.records.vocabularies import load_vocabularies
from conect.records.writer import dump
from conect.review import trees
from conect.review.git import opened
from conect.review.index import everyone
from conect.review.rows import Row, quick
from tests.review.repository import CONTENT, Repository, profile, register

CONTEXT = Context(load_vocabularies(CONTENT), date(2026, 11, 24))
PATH = "organizations/cj/x.yaml"


def agrees(path: str, data: bytes) -> bool:
    """Tell whether the quick reading declines or says what the strict one says; broken files are the reader's."""
    row, record = quick(path, data), read(path, data, CONTEXT).record
    return row is None or record is None or row == Row.of(record)


def test_the_example_records_are_read_quickly_and_rightly() -> None:
    files = [path for path in sorted(CONTENT.glob("organizations/*/*")) if path.suffix in (".yaml", ".md")]
    assert files
    for path in files:
        data, name = path.read_bytes(), path.relative_to(CONTENT).as_posix()
        assert agrees(name, data), name
    quickly = sum(1 for path in files if quick(path.name, path.read_bytes()))
    assert quickly > len(files) * 0.8


HARD = [
    'name: "a\nb"\ncui: "1"\n',
    "name: a\n  b\ncui: '1'\n",
    "name: a\n\n  b\n",
    'sources:\n  - name: "abc\ncui: fake"\nname: x\n',
    "name: [a,\ncui]\n",
    "name: |\n  x\n  cui: 5\ncui: '30339344'\n",
    "description: |\n  name: wrong\n\n  cui: 5\nname: right\n",
    "name: a\nname: b\n",
    'name: "\\u0041"\n',
    "name: a # comment\n",
    "name: a#b\n",
    "name: 'it''s'\n",
    "? name\n: x\n",
    "name: &a x\ncui: *a\n",
    "name: x\nformer_ids: [a, b]\nmemberships:\n  - c\n  - d\n",
    "former_ids:\n- a\n- b\nname: x\n",
    "former_ids: []\nname: x\n",
    "maintainers: ana\nname: x\n",
    "cui: RO 30339344\nname: Asociatia  Doi\n",
    "name: Asociaţia Ş\n",
    "name: x\x85y\ncui: '1'\n",
    "name: x\u2028cui: y\n",
    "name:\n  x: y\n",
    "name:\ncui:\n",
    "---\nname: x\n---\nname: y\n",
    "%YAML 1.1\n---\nname: x\n",
    "name: ~\ncui: null\n",
    "website: HTTPS://Exemplu.ro\nname: x\n",
    "website: https://www.exemplu.ro/a\nname: x\n",
    "national_registry_number: 012 / a / 2005\nname: x\n",
    "county: cj\nname: x\n",
    '"name": x\n',
    "name: x\r\ncui: '1'\r\n",
    "name: x\n\tcui: y\n",
    "- name: x\n",
    "{name: x}\n",
    "",
]


@pytest.mark.parametrize("text", HARD)
def test_hard_texts(text: str) -> None:
    assert agrees(PATH, text.encode())


_PIECES = st.sampled_from(
    [
        "name: x\n", "cui: '1'\n", 'cui: "30339344"\n', "former_ids: [a]\n", "former_ids:\n", "  - a\n",
        "- b\n", "\n", "#\n", "  # x\n", "description: |\n", "description: >-\n", "  text\n", "   more: x\n",
        ' "open\n', "name: 'q\n", "sources:\n", "  - field: name\n", "    name: y\n", '    name: "y\n',
        "county: CJ\n", "[a\n", "]\n", "name: a: b\n", "parent: z\n", "translations:\n", "  en:\n",
        "    description: |\n", "      cui: 5\n", "  ", "x", ": ", "'", '"', "---\n", "...\n",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=9).map("".join))
@example("sources:\n    description: |\n- b\n")  # a SystemError of Python's re, once
@settings(max_examples=1500, deadline=None)
def test_any_text_made_of_yaml_is_read_alike_or_declined(text: str) -> None:
    assert agrees(PATH, text.encode())
    assert agrees("organizations/cj/x.md", f"---\n{text}---\n\nText.\n".encode())


@given(st.text(max_size=60), st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_what_the_writer_writes_is_read_alike(name: str, locality: str) -> None:
    values = {"name": name, "locality": locality, "county": "CJ", "cui": "30339344", "former_ids": ["a-b"]}
    assert agrees(PATH, dump(values).encode("utf-8", "replace"))


def test_rows_are_kept_and_a_spoilt_cache_costs_time_only(repository: Repository, base: str, tmp_path: Path) -> None:
    with opened(repository.folder) as git:
        tree = trees.tree_of(git, base)
        first = everyone(git, tree, "content", CONTEXT, tmp_path, quiet=True)
        kept = next(tmp_path.glob("rows-*.json"))
        assert everyone(git, tree, "content", CONTEXT, tmp_path, quiet=True).rows == first.rows
        good = kept.read_bytes()
        for spoilt in (b"", b"{", b'{"x": [1]}', b"[]", b'{"x": null}', b"[" * 100_000, good[:-20]):
            kept.write_bytes(spoilt)
            assert everyone(git, tree, "content", CONTEXT, tmp_path, quiet=True).rows == first.rows
    assert first.rows["organizations/cj/alfa.yaml"].maintainers == ("ana",)


def test_a_record_that_cannot_be_read_is_known_by_its_path(repository: Repository, base: str) -> None:
    head = repository.commit({"content/organizations/cj/rea.yaml": "[", "content/organizations/cj/b.md": "x"}, base)
    with opened(repository.folder) as git:
        found = everyone(git, trees.tree_of(git, head), "content", CONTEXT, None, quiet=True)
    assert sorted(found.unread) == ["organizations/cj/b.md", "organizations/cj/rea.yaml"]


@pytest.mark.parametrize("text", [profile("Asociația X", "30339344", account="a"), register("Asociația Y", "1/A/2000")])
def test_ordinary_records_are_not_left_to_the_reader(text: str) -> None:
    assert quick(PATH, text.encode()) is not None
