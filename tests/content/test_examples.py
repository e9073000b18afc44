"""The example content: it shows every field, county and form, and is invented through and through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conect.records.declaration import FIELDS
from conect.records.fields import walk
from conect.records.reader import ReadResult, read
from conect.records.record import Record
from conect.records.rule import Context
from conect.records.vocabularies import Vocabularies, load_vocabularies
from conect.romania.counties import COUNTIES

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
TODAY = date(2026, 11, 24)
SLUGS = ("despre", "cum-te-inscrii", "criterii", "accesibilitate", "confidentialitate", "date-deschise", "404")
INVENTED = re.compile(r"(?:[a-z0-9-]+\.)*(?:example\.(?:org|com|net)|[a-z0-9-]+\.example)")


def _file(path: str) -> bytes | None:
    return (CONTENT / path).read_bytes() if (CONTENT / path).is_file() else None


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies(CONTENT)


@pytest.fixture(scope="module")
def results(vocabularies: Vocabularies) -> list[ReadResult]:
    context = Context(vocabularies, TODAY, read_file=_file)
    files = sorted(p for p in CONTENT.glob("organizations/*/*") if p.suffix in {".yaml", ".md"})
    return [read(p.relative_to(CONTENT).as_posix(), p.read_bytes(), context) for p in files]


@pytest.fixture(scope="module")
def records(results: list[ReadResult]) -> list[Record]:
    return [result.record for result in results if result.record is not None]


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, (*path, key))
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each, path)


def test_nothing_is_wrong_but_age(results: list[ReadResult]) -> None:
    problems = [p for result in results for p in result.problems if p.rule != "stale"]
    assert problems == []
    assert 5 <= sum(bool(result.problems) for result in results) <= 20


def test_there_are_enough_of_every_kind(records: list[Record], vocabularies: Vocabularies) -> None:
    assert len(records) >= 60
    assert {r.get("county") for r in records} >= {county.code for county in COUNTIES}
    for key, name in (
        ("legal_form", "legal-forms"),
        ("registry_status", "registry-statuses"),
        ("activity_scope", "activity-scopes"),
        ("origin", "origins"),
    ):
        assert {r.get(key) for r in records} >= set(vocabularies[name]), key
    for name in ("domains", "beneficiaries", "sdgs"):
        assert {term for r in records for term in r.get(name, [])} == set(vocabularies[name])
    assert {"yaml", "md"} == {r.path.rpartition(".")[2] for r in records}
    assert sum(r.folder == "xx" for r in records) >= 3


def test_every_declared_field_is_used(records: list[Record]) -> None:
    used = {path for r in records for path, _ in _leaves(r.values)}
    assert {path for path, _ in walk(FIELDS)} - used == set()


def test_every_record_is_marked_as_invented(records: list[Record]) -> None:
    assert [r.id for r in records if r.get("demo") is not True] == []


def test_addresses_and_numbers_are_nobodys(records: list[Record]) -> None:
    for record in records:
        for path, value in _leaves(record.values):
            if not isinstance(value, str):
                continue
            if path[0] == "email":
                assert INVENTED.fullmatch(value.partition("@")[2]), (record.id, value)
            if path[0] == "phone":
                # No Romanian subscriber number starts with a zero after the area code.
                assert re.fullmatch(r"\+40(?:21|2[3-6][0-9])0[0-9]+", value), (record.id, value)
            if path[0] in {"social", "ruti_url"}:
                assert "exemplu" in value, (record.id, value)
            elif path[0] != "social":
                for host in re.findall(r"https?://([^/\s)]+)", value):
                    assert INVENTED.fullmatch(host), (record.id, value)


def test_domains_cover_the_classification_of_the_united_nations(vocabularies: Vocabularies) -> None:
    domains = vocabularies["domains"]
    assert len(domains.groups) == 8
    assert {term.attributes["icnpo"] for term in domains.values()} <= set("ABCDEFGHIJKL")
    assert all(term.group and term.description for term in domains.values())


def test_every_court_of_first_instance_is_there(vocabularies: Vocabularies) -> None:
    courts = vocabularies["courts"]
    assert sum(id.startswith("judecatoria-") for id in courts) == 176
    assert sum(id.startswith("tribunalul-") for id in courts) == len(COUNTIES)


def _example(context: Context) -> ReadResult:
    return read("organizations/cj/asociatia-exemplu.yaml", (ROOT / "docs/example.yaml").read_bytes(), context)


def test_the_commented_example_is_right_and_complete(vocabularies: Vocabularies) -> None:
    logo = (CONTENT / "organizations/cj/biblioteca-din-cartier.png").read_bytes()
    result = _example(Context(vocabularies, TODAY, read_file=lambda _: logo))
    assert result.problems == []
    text = (ROOT / "docs/example.yaml").read_text(encoding="utf-8")
    for (*_, key), _field in walk(FIELDS):
        assert re.search(rf"^(?:# )?[ -]*{key}:", text, re.MULTILINE), key


@pytest.mark.parametrize(
    "page", ["CONTRIBUTING.md", "content/pages/cum-te-inscrii.md", "content/pages/en/cum-te-inscrii.md"]
)
def test_the_minimal_record_to_copy_is_right(page: str, vocabularies: Vocabularies) -> None:
    blocks = re.findall(
        r"^```\w+\n(name: .*?)^```$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(blocks) == 1
    context = Context(vocabularies, TODAY)
    assert read("organizations/cj/biblioteca-din-deal.yaml", blocks[0].encode(), context).problems == []


def test_every_page_exists_in_both_languages() -> None:
    pages = {p.name for p in (CONTENT / "pages").glob("*.md")}
    assert pages == {p.name for p in (CONTENT / "pages/en").glob("*.md")}
    assert pages >= {f"{slug}.md" for slug in SLUGS}
