"""The page of an organisation: everything that its record shows, where it came from, and who belongs with it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.site.conftest import Built, text_of


def ld(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def links_to(html: str) -> set[str]:
    return set(re.findall(r'href="([^"]*)"', html))


def test_everything_that_is_shown_stands_on_the_page(sample: Built) -> None:
    text = text_of(sample.page("/organizatii/exemplu/"))
    for words in (
        "Asociația Exemplu pentru Lectură", "AEL", "Clubul Micilor Cititori", "30339344", "14 martie 2005",
        "HG 123/2008", "Strada Exemplu nr. 1", "400001", "Educație", "Cultură", "contact@example.org",
        "exemplu.example", "Facebook", "RO49 AAAA 1B31 0075 9384 0000", "1.234.567", "Biblioteca mobilă",
        "Raport anual 2024", "Verificat", "1 septembrie 2026", "Federația Cititorilor", "Mergem în sate",
    ):  # fmt: skip
        assert words in text, words


def test_what_is_not_shown_is_not_there(sample: Built) -> None:
    html = sample.page("/organizatii/exemplu/")
    assert "clubul-micilor-cititori" not in html
    assert "None" not in text_of(html)


def test_relations_are_seen_from_both_ends(sample: Built) -> None:
    member, federation = sample.page("/organizatii/exemplu/"), sample.page("/organizatii/federatia-cititorilor/")
    assert "/catalog/organizatii/federatia-cititorilor/" in links_to(member)
    assert "/catalog/organizatii/exemplu/" in links_to(federation)
    branch = sample.page("/organizatii/filiala-turda/")
    assert "/catalog/organizatii/exemplu/" in links_to(branch)
    assert "/catalog/organizatii/filiala-turda/" in links_to(member)
    # The merged organisation is named, and not linked: its page would lead back here.
    assert "Asociația Contopită" in text_of(member)
    assert "/catalog/organizatii/contopita/" not in links_to(member)
    assert "Asociația Ămbele Maluri" in text_of(member)


@pytest.mark.parametrize("old", ["clubul-micilor-cititori", "contopita"])
@pytest.mark.parametrize(("lang", "prefix"), [("ro", ""), ("en", "/en")])
def test_old_addresses_lead_to_the_new_one(sample: Built, old: str, lang: str, prefix: str) -> None:
    html = sample.page(f"{prefix}/organizatii/{old}/")
    target = f"/catalog{prefix}/organizatii/exemplu/"
    assert f'content="0; url={target}"' in html
    assert f'<link rel="canonical" href="https://conect.example{target}">' in html
    assert 'content="noindex"' in html
    assert f'<html lang="{lang}">' in html


def test_an_imported_field_wears_its_source(sample: Built) -> None:
    text = text_of(sample.page("/organizatii/din-registru/"))
    assert "12/A/2005 Sursa: Registrul național ONG , 9 martie 2026" in text
    assert "Denumire oficială ASOCIAȚIA DIN REGISTRU Sursa: Registrul național ONG , 9 martie 2026" in text
    assert "https://www.just.ro/registrul-national-ong/" in sample.page("/organizatii/din-registru/")


def test_a_strangers_text_is_never_markup(sample: Built) -> None:
    html = sample.page("/organizatii/din-registru/")
    assert "<b>în sate</b>" not in html
    assert "&lt;b&gt;în sate&lt;/b&gt;" in html
    assert "<p>Editarea de publicații.</p>" in html
    assert "<i>Veche</i>" not in sample.page("/organizatii/veche/")


def test_freshness_and_status(sample: Built) -> None:
    assert "fresh-fresh" in sample.page("/organizatii/exemplu/")
    stale = sample.page("/organizatii/veche/")
    assert "fresh-stale" in stale
    assert 'datetime="2024-03-02"' in stale
    assert "fresh-never" in sample.page("/organizatii/din-registru/")
    assert "radiată" in text_of(sample.page("/organizatii/radiata/")).lower()


def test_english_shows_the_translation_where_there_is_one(sample: Built) -> None:
    html = sample.page("/en/organizatii/exemplu/")
    assert re.search(r"<h1[^>]*>Example Association for Reading</h1>", html)
    assert "We help children in villages" in html
    # The official name stays on the page, and what has no translation says that it is Romanian.
    assert "Asociația Exemplu pentru Lectură" in text_of(html)
    assert re.search(r'<div lang="ro">\s*<p>Mergem', html)
    assert '<link rel="alternate" hreflang="ro" href="https://conect.example/catalog/organizatii/exemplu/">' in html
    other = sample.page("/en/organizatii/asemanatoare/")
    assert re.search(r'<h1 lang="ro"[^>]*>Asociația Ămbele Maluri</h1>', other)
    assert "1 September 2026" in text_of(other)
    assert "1,234,567" in text_of(html)


def test_json_ld_says_the_same_as_the_page(sample: Built) -> None:
    data = ld(sample.page("/organizatii/exemplu/"))
    page = "https://conect.example/catalog/organizatii/exemplu/"
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "NGO"
    assert data["@id"] == f"{page}#organizatie"
    assert data["name"] == "Asociația Exemplu pentru Lectură"
    assert data["alternateName"] == ["AEL", "Example Association for Reading", "Clubul Micilor Cititori"]
    assert data["taxID"] == "30339344"
    assert data["identifier"] == {"@type": "PropertyValue", "propertyID": "CUI", "value": "30339344"}
    assert data["foundingDate"] == "2005-03-14"
    assert data["address"] == {
        "@type": "PostalAddress", "streetAddress": "Strada Exemplu nr. 1", "addressLocality": "Cluj-Napoca",
        "addressRegion": "Cluj", "postalCode": "400001", "addressCountry": "RO",
    }  # fmt: skip
    assert data["memberOf"]["name"] == "Federația Cititorilor"
    assert data["subOrganization"]["@id"].endswith("/organizatii/filiala-turda/#organizatie")
    assert data["logo"] == "https://conect.example/catalog/logo/exemplu.png"
    assert data["sameAs"] == "https://www.facebook.com/exemplu"
    assert ld(sample.page("/en/organizatii/exemplu/")) == data
    assert "taxID" not in ld(sample.page("/organizatii/din-registru/"))
    assert ld(sample.page("/organizatii/federatia-cititorilor/"))["member"]["name"] == data["name"]


def test_what_a_visitor_may_do(sample: Built) -> None:
    repository = "https://github.com/exemplu/conect"
    links = links_to(sample.page("/organizatii/din-registru/"))
    assert f"{repository}/edit/main/content/organizations/cj/din-registru.yaml" in links
    assert f"{repository}/commits/main/content/organizations/cj/din-registru.yaml" in links
    assert "/catalog/propune/?id=din-registru&amp;revendica=1" in links
    assert "/catalog/propune/?id=din-registru" in links
    assert any("title=Gre%C8%99eal%C4%83" in link for link in links)
    profile = links_to(sample.page("/en/organizatii/exemplu/"))
    assert {f"/catalog/en/propune/?id=exemplu{more}" for more in ("", "&amp;confirmat=1")} <= profile
    assert not any(
        "revendica=" in link or "confirmat=" in link for link in links_to(sample.page("/organizatii/radiata/"))
    )


def test_the_logo_is_written_anew(sample: Built) -> None:
    data = (sample.folder / "logo" / "exemplu.png").read_bytes()
    assert b"ascuns" not in data
    html = sample.page("/organizatii/exemplu/")
    assert '<img class="logo" src="/catalog/logo/exemplu.png" width="320" height="160" alt="Sigla asociației">' in html


def test_titles_descriptions_and_the_way_to_the_page(sample: Built) -> None:
    html = sample.page("/organizatii/exemplu/")
    assert "<title>Asociația Exemplu pentru Lectură – Conect</title>" in html
    assert '<meta name="description" content="Ajutăm copiii din sate' in html
    assert {"/catalog/judete/", "/catalog/judete/cluj/"} <= links_to(html)
    plain = sample.page("/organizatii/fara-judet/")
    assert '<meta name="description" content="Sprijinirea lecturii &lt;b&gt;în sate&lt;/b&gt;. Editarea' in plain
