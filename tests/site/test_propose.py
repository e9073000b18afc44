"""What the build prints for the form: the declaration's fields, the records' own texts, a blank and valid record."""

from __future__ import annotations

import datetime
import json
import re
import zlib
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from conect.records.declaration import FIELDS
from conect.records.fields import walk
from conect.records.reader import read
from conect.records.rule import Context
from conect.records.vocabularies import load_vocabularies
from conect.site import sources
from conect.site.controls import LEFT_OUT, Control, parts
from conect.site.propose import blank
from tests.catalogue.made import put
from tests.site.conftest import ROOT, TODAY, Build, Built, text_of


def data_of(html: str, id: str = "form-data") -> dict[str, Any]:
    found = re.search(rf'<script type="application/json" id="{id}">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def texts_of(built: Built) -> dict[str, list[str] | None]:
    found: dict[str, list[str] | None] = {}
    for file in sorted((built.folder / "propune" / "fise").iterdir()):
        number = int(file.stem)
        shelf = json.loads(zlib.decompress(file.read_bytes(), -zlib.MAX_WBITS))
        count = len(list(file.parent.iterdir()))
        assert all(sources.shelf_of(id, count) == number for id in shelf)
        found |= shelf
    return found


@pytest.mark.parametrize("lang", ["ro", "en"])
def test_the_blank_record_is_valid_and_names_every_field(lang: str) -> None:
    context = Context(load_vocabularies(ROOT / "content"), datetime.date.fromisoformat(TODAY), lambda _: None)
    text = blank(lang, TODAY)
    result = read("organizations/cj/asociatia-exemplu.yaml", text.encode("utf-8"), context)
    assert result.problems == []
    asked = {field.key for field in FIELDS if field.setter != "administrator"} - LEFT_OUT
    assert {key for key in asked if f"\n{key}:" in text or f"\n# {key}:" in text} == asked


def test_the_blank_record_stays_valid_with_each_optional_field() -> None:
    context = Context(load_vocabularies(ROOT / "content"), datetime.date.fromisoformat(TODAY), lambda _: None)
    text = re.sub(r"^# (?=[a-z_]+:|  )", "", blank("ro", TODAY), flags=re.MULTILINE)
    result = read("organizations/cj/asociatia-exemplu.yaml", text.encode("utf-8"), context)
    # What another record, a picture or another legal form would have to stand beside.
    apart = {"logo", "foreign-country", "branch-parent", "country", "parent"}
    assert [problem for problem in result.problems if problem.rule not in apart and problem.level == "error"] == []


def test_the_form_has_a_control_for_every_field_of_the_declaration() -> None:
    def paths(controls: tuple[Control, ...], before: str = "") -> set[str]:
        return {
            path for c in controls for path in (f"{before}{c.key}", *paths(c.parts, f"{before}{c.key}."))
        }  # fmt: skip

    made = parts(load_vocabularies(ROOT / "content"), "ro")
    found = {path for part in made for path in paths((*part.first, *part.more))}
    declared = {
        ".".join(path)
        for path, field in walk(FIELDS)
        if field.setter != "administrator" and path[0] not in {*LEFT_OUT, "verification"}
    }
    assert found == declared
    required = {c.key for part in made for c in part.first if c.required}
    assert required == {f.key for f in FIELDS if f.required & {"always", "organization"}} - LEFT_OUT
    assert not any(c.required for part in made for c in part.more)


def test_no_help_in_the_form_speaks_of_how_a_file_is_written() -> None:
    def helps(controls: tuple[Control, ...]) -> list[str]:
        return [text for c in controls if c.key != "file" for text in (c.help.ro, c.help.en, *helps(c.parts))]

    made = parts(load_vocabularies(ROOT / "content"), "ro")
    said = [text for part in made for text in helps((*part.first, *part.more))]
    assert [text for text in said if re.search(r"ghilimele|in quotes|true|conect |identificator|\bids?\b", text)] == []


def test_the_page_tells_the_scripts_what_they_must_know(sample: Built) -> None:
    html = sample.page("/en/propune/")
    data = data_of(html)
    assert data["order"] == [field.key for field in FIELDS]
    assert (data["base"], data["here"]) == ("/catalog/propune/", "/catalog/en/propune/")
    assert data["forge"]["new"] == "https://github.com/exemplu/conect/new/main"
    assert data["forge"]["edit"] == "https://github.com/exemplu/conect/edit/main/{path}"
    assert (sample.folder / "propune" / "declaratie.json").exists()
    assert "{path}" not in text_of(html)
    assert {"title-edit", "needed", "exists-cui"} <= data_of(html, "form-words").keys()


def test_the_records_texts_are_there_to_the_letter(sample: Built) -> None:
    texts = texts_of(sample)
    source = sample.folder.parent / "content"
    path, text = texts["exemplu"] or ["", ""]
    assert path == "organizations/cj/exemplu.yaml"
    assert text.encode("utf-8") == (source / path).read_bytes()
    # An id without a page, and one that a record had before, are taken.
    assert texts["contopita"] is None
    assert texts["clubul-micilor-cititori"] is None
    assert "nimeni" not in texts
    assert len(texts) == len(list((source / "organizations").rglob("*.yaml"))) + 1


def test_line_ends_and_comments_survive(build: Build, content: Path) -> None:
    strange = (content / "organizations/cj/exemplu.yaml").read_text("utf-8")
    strange = "# sus\r\n" + strange.replace("\n", "\r\n")
    put(content, "cj/exemplu.yaml", "")
    (content / "organizations/cj/exemplu.yaml").write_bytes(strange.encode("utf-8"))
    built = build(content)
    assert built.code == 0, built.err
    assert texts_of(built)["exemplu"] == ["organizations/cj/exemplu.yaml", strange]


def test_demonstration_records_keep_their_ids_and_show_nothing(build: Build, content: Path) -> None:
    text = (content / "organizations/cj/exemplu.yaml").read_text("utf-8") + "demo: true\n"
    put(content, "cj/exemplu.yaml", text)
    assert texts_of(build(content, CONECT_DEMO=False)) == {"exemplu": None}


@pytest.mark.parametrize(("records", "files"), [(0, 1), (32, 1), (33, 2), (76, 4), (100_000, 4096)])
def test_some_dozens_of_texts_share_a_file(records: int, files: int) -> None:
    assert sources.size_for(records) == files


def test_every_file_of_texts_is_there_even_if_empty() -> None:
    made = list(sources.shelves([("a", "organizations/cj/a.yaml")], 4))
    assert [shelf.number for shelf in made] == [0, 1, 2, 3]
    assert sum(len(shelf.records) for shelf in made) == 1


@pytest.mark.parametrize(
    ("settings", "said", "unsaid"),
    [
        ({"CONECT_FORGE_URL": "", "CONECT_EMAIL": "a@b.example"}, ["a@b.example"], ["GitHub", "contului"]),
        (
            {"CONECT_FORGE_URL": "https://gitlab.example/a/b", "CONECT_FORGE": "", "CONECT_EMAIL": ""},
            ["GitLab"],
            ["Trimiteți-o prin e-mail"],
        ),
        ({"CONECT_FORGE_URL": "", "CONECT_EMAIL": ""}, ["Descărcați-l și dați-l administratorilor"], ["GitHub"]),
    ],
)
def test_only_the_ways_that_the_settings_have_are_offered(
    build: Build, content: Path, settings: dict[str, str], said: list[str], unsaid: list[str]
) -> None:
    built = build(content, **settings)
    assert built.code == 0, built.err
    html = built.page("/propune/")
    main = unescape(re.sub(r"<[^>]+>", " ", html[html.index("Confirmare și trimitere") : html.index("by-file")]))
    assert all(words in main for words in said)
    assert not any(words in main for words in unsaid)
    assert "Cum o veți trimite?" not in main  # there is nothing to choose
