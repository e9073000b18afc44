"""What the finder offers before anything is searched, and how a browser learns of the search."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from conect.records.declaration import FIELDS
from tests.catalogue.made import profile, put
from tests.site.conftest import Build, Built

OPTION = re.compile(r'name="(\w+)" value="([\w-]+)">.*?<span class="count">([\d.]*)</span>')


def numbers(page: str) -> dict[tuple[str, str], str]:
    return {(facet, value): number for facet, value, number in OPTION.findall(page)}


def test_every_facet_of_the_declaration_is_offered(sample: Built) -> None:
    offered = {facet for facet, _ in numbers(sample.page("/organizatii/"))}
    assert offered == {field.key for field in FIELDS if field.facet}


def test_later_pages_and_english_offer_the_same(sample: Built) -> None:
    first = numbers(sample.page("/organizatii/"))
    assert numbers(sample.page("/organizatii/pagina/2/")) == dict.fromkeys(first, "")
    assert numbers(sample.page("/en/organizatii/")) == first
    assert 'id="finder"' not in sample.page("/judete/cluj/")


def test_first_numbers_are_counted_over_the_records(content: Path, build: Build) -> None:
    there = profile("Asociația Doi Copaci", "9901915").replace(
        "county: CJ\nlocality: Cluj-Napoca", "county: SB\nlocality: Sibiu"
    )
    put(content, "sb/doi.yaml", there.replace("[educatie]", "[educatie, cultura]"))
    gone = there.replace("Doi Copaci", "Trei Copaci").replace("9901915", "9901907")
    put(content, "sb/trei.yaml", gone.replace("inregistrata", "radiata"))
    built = build(content)
    assert built.code == 0, built.err
    found = numbers(built.page("/organizatii/"))
    assert found["county", "SB"] == "1", "those that are no more are left out"
    assert found["domains", "cultura"] == "1"
    assert found["registry_status", "radiata"] == "1", "but their status is how they are found"


def test_a_browser_is_told_of_the_search_where_the_site_has_an_address(content: Path, build: Build) -> None:
    built = build(content, SITEURL="https://conect.example/x")
    link = '<link rel="search" type="application/opensearchdescription+xml" title="Conect" href="/x/en/opensearch.xml">'
    assert link in built.page("/en/organizatii/")
    root = ElementTree.fromstring((built.folder / "en" / "opensearch.xml").read_bytes())  # noqa: S314 - our own file
    names = {element.tag.rpartition("}")[2]: element for element in root}
    assert names["ShortName"].text == "Conect"
    assert names["Url"].get("template") == "https://conect.example/x/en/organizatii/?q={searchTerms}"
    assert names["Language"].text == "en"


def test_without_an_address_there_is_nothing_to_tell(content: Path, build: Build) -> None:
    built = build(content)
    assert not (built.folder / "opensearch.xml").exists()
    assert 'rel="search"' not in built.page("/organizatii/")
