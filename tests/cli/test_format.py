"""``conect format``: certain fixes and nothing else, once and for all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conect.records.mend import mend
from tests.cli.conftest import Run
from tests.records.examples import BASE, context, with_keys

Write = Callable[..., Path]

UNTIDY = """\
# Fișa noastră
name:   Asociaţia  Exemplu   # denumirea
legal_form: asociatie
cui: RO 30339344 # fără RO
registry_status: inregistrata
county: Cluj
locality: Cluj-Napoca
activity_scope: local
activity_counties: [Cluj, "sj"]   # județe
domains:
  - educatie
  # al doilea
  - cultura
summary: Ajutãm copiii din sate sã citeascã, cu biblioteci mobile şi cercuri de lecturã.
description: |
  Mergem în sate cu o bibliotecă mobilă şi citim împreună cu copiii. Cercurile de lectură au loc în fiecare
  sâmbătă, iar cărțile se împrumută gratuit. Voluntarii noștri vin din liceele orașului și sunt instruiți de noi.
email: contact@example.org
phone: 0264 123 456
iban: RO49 AAAA 1B31 0075 9384 0000
postal_code: 400001
founded_on: 14.03.2005
demo: "da"
finances:
  - year: "2024"
    revenue: 120.000

# sfârșit
confirmed_on: 2026-09-01
origin: organization
"""

TIDY = """\
# Fișa noastră
name:   Asociația Exemplu   # denumirea
legal_form: asociatie
cui: "30339344" # fără RO
registry_status: inregistrata
county: CJ
locality: Cluj-Napoca
activity_scope: local
activity_counties: [CJ, SJ]   # județe
domains:
  - educatie
  # al doilea
  - cultura
summary: Ajutăm copiii din sate să citească, cu biblioteci mobile și cercuri de lectură.
description: |
  Mergem în sate cu o bibliotecă mobilă și citim împreună cu copiii. Cercurile de lectură au loc în fiecare
  sâmbătă, iar cărțile se împrumută gratuit. Voluntarii noștri vin din liceele orașului și sunt instruiți de noi.
email: contact@example.org
phone: "+40264123456"
iban: RO49AAAA1B31007593840000
postal_code: "400001"
founded_on: "2005-03-14"
demo: true
finances:
  - year: 2024
    revenue: 120000

# sfârșit
confirmed_on: "2026-09-01"
origin: organization
"""


def test_certain_fixes_are_made_and_all_else_is_left(run: Run, write: Write) -> None:
    path = write("cj/alfa.yaml", UNTIDY.encode())
    done = run("format")
    assert (done.code, done.out) == (0, "content/organizations/cj/alfa.yaml\nÎndreptate: 1 fișă.\n")
    assert path.read_text(encoding="utf-8") == TIDY
    assert run("format").out == "Îndreptate: 0 fișe.\n"
    assert run("validate").code == 0


def test_check_writes_nothing(run: Run, write: Write) -> None:
    path = write("cj/alfa.yaml", UNTIDY.encode())
    write("cj/beta.yaml")
    done = run("format", "--check", "--lang", "en")
    assert (done.code, done.out) == (1, "content/organizations/cj/alfa.yaml\nTo be mended: 1 file.\n")
    assert path.read_bytes() == UNTIDY.encode()


def test_only_the_paths_given(run: Run, write: Write) -> None:
    one, other = write("cj/alfa.yaml", UNTIDY.encode()), write("tm/beta.yaml", UNTIDY.encode())
    run("format", str(other))
    assert one.read_bytes() == UNTIDY.encode() and other.read_bytes() == TIDY.encode()


def test_invisible_characters_and_the_byte_order_mark_go(run: Run, write: Write) -> None:
    path = write("cj/alfa.yaml", b"\xef\xbb\xbf" + BASE.replace("Lectură", "Lec\u00adtură\u200b").encode())
    assert run("format").code == 0
    assert path.read_text(encoding="utf-8") == BASE


def test_a_markdown_record(run: Run, write: Write) -> None:
    body = "Mergem în sate cu o bibliotecă mobilă şi citim.  \nA doua linie.\n" + "Cărți. " * 30
    front = with_keys("cui: RO 30339344\n").replace(BASE[BASE.index("description:") : BASE.index("email:")], "")
    path = write("cj/alfa.md", f"---\n{front}---\n\n{body}\n".encode())
    assert run("format").code == 0
    text = path.read_text(encoding="utf-8")
    assert 'cui: "30339344"' in text
    assert "bibliotecă mobilă și citim.  \nA doua linie." in text
    assert run("format", "--check").code == 0


@pytest.mark.parametrize(
    "data",
    [b"name: [x\n", b"\xff", b"", b"- a\n", b"name: a\n---\nb: c\n", b"%YAML 1.1\n---\nname: Abc\n", b"x" * 70_000],
    ids=["syntax", "encoding", "empty", "list", "two", "directive", "large"],
)
def test_what_cannot_be_read_or_changed_safely_is_left(run: Run, write: Write, data: bytes) -> None:
    path = write("cj/alfa.yaml", data)
    done = run("format")
    assert done.code == 0
    assert path.read_bytes() == data


def test_an_unreadable_file_is_told(run: Run, write: Write) -> None:
    write("cj/alfa.yaml", b"name: [x\n")
    assert "alfa.yaml: nu se poate citi, a rămas neschimbat" in run("format").err


def test_suggestions_for_a_person_are_not_made(run: Run, write: Write) -> None:
    path = write("cj/alfa.yaml", "domains: [educatia]\nwebsite: http://example.org\nshortname: AEL\n")
    before = path.read_bytes()
    assert run("format").code == 0
    assert path.read_bytes() == before


def test_a_file_keeps_its_mode_and_no_other_file_is_left(run: Run, write: Write) -> None:
    path = write("cj/alfa.yaml", UNTIDY.encode())
    path.chmod(0o640)
    run("format")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["alfa.yaml"]


WORDS = st.text(alphabet="aăâșțşţãþ Aș\u00a0\t.0123456789+-/:'\"#", max_size=30)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["name", "cui", "phone", "iban", "founded_on", "purpose", "demo", "county", "short_name"]), WORDS
)
def test_mending_twice_is_mending_once(key: str, value: str) -> None:
    import json

    for text in (f"{key}: {json.dumps(value, ensure_ascii=False)}\n", f"{key}: {value}\n"):
        data = with_keys(text).encode("utf-8")
        once = mend("organizations/cj/x.yaml", data, context()).data
        assert mend("organizations/cj/x.yaml", once, context()).data == once
