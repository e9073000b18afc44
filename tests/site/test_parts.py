"""The site's smaller parts: forges, settings, files for servers, sitemap, charts, words and numbers."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from conect.building.output import Tree
from conect.catalogue.packing import work_out
from conect.records.problems import ConectError, Text
from conect.records.vocabularies import load_vocabularies
from conect.site import sitemap
from conect.site.charts import bars
from conect.site.forge import actions
from conect.site.messages import Messages
from conect.site.organization import DESCRIPTION, described
from conect.site.press import Press
from conect.site.served import write_served
from conect.site.settings import SiteSettings
from conect.site.templates import host, number, paragraphs, spoken_date
from tests.catalogue.made import entry
from tests.site.conftest import ROOT


def site(**settings: object) -> SiteSettings:
    return SiteSettings.of({"PATH": ".", "THEME": ".", "CONECT_DATE": "2026-11-24", **settings})


@pytest.mark.parametrize(
    ("address", "forge", "edit", "history"),
    [
        ("https://github.com/a/b", "", "/edit/main/", "/commits/main/"),
        ("https://gitlab.example/a/b", "", "/-/edit/main/", "/-/commits/main/"),
        ("https://codeberg.org/a/b", "", "/_edit/main/", "/commits/branch/main/"),
        ("https://git.example/a/b", "gitlab", "/-/edit/main/", "/-/commits/main/"),
    ],
)
def test_each_forge_has_its_own_addresses(address: str, forge: str, edit: str, history: str) -> None:
    made = actions(site(CONECT_FORGE_URL=address, CONECT_FORGE=forge), entry("a"), "ro")
    file = "content/organizations/cj/a.yaml"
    assert (made.edit, made.history) == (f"{address}{edit}{file}", f"{address}{history}{file}")
    assert (made.propose, made.confirm) == ("/propune/?id=a", "/propune/?id=a&confirmat=1")
    assert made.claim is None


def test_a_branch_and_a_path_are_quoted_where_they_must_be() -> None:
    forge = site(CONECT_FORGE_URL="https://github.com/a/b")
    made = actions(replace(forge, branch="nou/ș 1", content_path="fișe"), entry("a"), "ro")
    assert made.edit == "https://github.com/a/b/edit/nou/%C8%99%201/fi%C8%99e/organizations/cj/a.yaml"


def test_without_a_forge_visitors_write_and_without_an_address_nothing_is_offered() -> None:
    made = actions(site(CONECT_EMAIL="contact@conect.example"), entry("a", origin="register"), "en")
    assert made.report is not None
    assert made.report.startswith("mailto:contact@conect.example?subject=Mistake%20in%20the%20record%20a&body=")
    assert (made.propose, made.claim) == ("/en/propune/?id=a", "/en/propune/?id=a&revendica=1")
    assert (made.confirm, made.edit, made.history) == (None, None, None)
    bare = actions(site(), entry("a"), "ro")
    assert (bare.report, bare.edit, bare.history) == (None, None, None)


def test_what_a_report_begins_with_is_quoted_whatever_stands_in_a_name() -> None:
    name = "Asociația „A/B & C”\t+100% <i>~d_e.f-g</i>"
    gitlab = site(CONECT_FORGE_URL="https://gitlab.example/a/b", CONECT_FORGE="gitlab", SITEURL="https://a.example/b c")
    report = actions(gitlab, entry("alfa-1", name), "en").report
    assert report is not None
    page = "https://a.example/b c/en/organizatii/alfa-1/"
    query = {
        "issue[title]": "Mistake in the record alfa-1",
        "issue[description]": f"{name}\n{page}\n\nWhat is wrong, and how do you know:\n",
    }
    assert report == f"https://gitlab.example/a/b/-/issues/new?{urlencode(query, quote_via=quote)}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"CONECT_EMAIL": "nu e adresă"},
        {"CONECT_FORGE": "svn"},
        {"SITEURL": "//exemplu.ro"},
        {"CONECT_LANGUAGES": ["en"]},
        {"CONECT_PAGE_SIZE": True},
        {"CONECT_GRACE_DAYS": -1},
    ],
)
def test_a_setting_that_cannot_be_used_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(ConectError) as caught:
        site(**wrong)
    assert next(iter(wrong)) in caught.value.message.ro


def test_a_long_sitemap_is_cut_and_has_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 3)
    sitemap.write_sitemap(Tree(tmp_path), site(SITEURL="https://conect.example"), ["/", "/a&b/"])
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    found = [e.text for e in ElementTree.parse(tmp_path / "sitemap-1.xml").iter() if e.tag.endswith("loc")]  # noqa: S314 - written two lines above
    assert found == ["https://conect.example/", "https://conect.example/en/", "https://conect.example/a&b/"]
    assert b"sitemap-2.xml" in (tmp_path / "sitemap.xml").read_bytes()


def test_a_site_without_an_address_has_no_sitemap(tmp_path: Path) -> None:
    sitemap.write_sitemap(Tree(tmp_path), site(), ["/"])
    assert list(tmp_path.iterdir()) == []


def test_files_for_servers_and_robots(tmp_path: Path) -> None:
    write_served(Tree(tmp_path), site(SITEURL="https://conect.example", CONECT_EMAIL="contact@conect.example"))
    headers = (tmp_path / "_headers").read_text("utf-8")
    assert "frame-ancestors 'none'" in headers
    assert "unsafe" not in headers
    assert "Sitemap: https://conect.example/sitemap.xml" in (tmp_path / "robots.txt").read_text("utf-8")
    contact = (tmp_path / ".well-known" / "security.txt").read_text("utf-8")
    assert "Contact: mailto:contact@conect.example" in contact
    assert "Expires: 2027-11-24T00:00:00Z" in contact


def test_a_chart_escapes_its_names_and_shows_the_smallest_value() -> None:
    svg = bars("x", "Titlu <b>", [("Mare & tare", 100_000), ("Mic", 1), ("Niciuna", 0)], "ro")
    drawn = ElementTree.fromstring(svg)  # noqa: S314 - made in the line above
    assert [bar.get("width") for bar in drawn if bar.get("class") == "bar"][1:] == ["1", "0"]
    assert "100.000" in svg
    assert "style" not in svg


def test_words_and_numbers() -> None:
    assert (number(1234567, "ro"), number(1234567, "en")) == ("1.234.567", "1,234,567")
    assert spoken_date("2026-03-09", "ro") == "9 martie 2026"
    assert spoken_date("2026-03", "en") == "March 2026"
    assert spoken_date("2026", "ro") == "2026"
    assert host("https://www.exemplu.example/x") == "www.exemplu.example"
    assert paragraphs("a <b>\n\nc\nd") == "<p>a &lt;b&gt;</p>\n<p>c<br>\nd</p>"
    assert paragraphs("{}\r\n\r\n\n\n%s") == "<p>{}</p>\n<p>%s</p>"
    assert Text("da", "yes").in_lang("en") == "yes"


@pytest.mark.parametrize("word", ["a", "ab", "un cuvânt mai lung"])
@pytest.mark.parametrize("times", [1, 78, 79, 80, 81, 82, 200])
def test_a_description_is_the_start_of_a_text_on_one_line(word: str, times: int) -> None:
    line = " ".join([word] * times)
    whole = line if len(line) <= DESCRIPTION else line[: DESCRIPTION - 1].rpartition(" ")[0] + "…"
    assert described(f" {line} \n") == described(line.replace(" ", " \n ")) == whole


def test_messages_escape_what_is_put_into_them() -> None:
    made = Messages({"Hello %(name)s": "Bună, %(name)s"}, {"cow": ("vacă", "vaci")}, lambda n: int(n != 1))
    assert made.gettext("Hello %(name)s", name="<b>") == "Bună, &lt;b&gt;"
    assert made.gettext("3 % & more") == "3 % &amp; more"
    assert made.ngettext("cow", "cows", 2) == "vaci"
    assert made.ngettext("%(n)s ox", "%(n)s oxen", 1, n="1") == "1 ox"


def test_an_organisation_of_another_build_is_printed_as_it_is_now(tmp_path: Path) -> None:
    """A cluster's worker may keep a press from one build to the next."""
    made = site(THEME=str(ROOT / "themes" / "conect"))
    kin = Press(made, load_vocabularies(ROOT / "content"), Tree(tmp_path)).kin["ro"]
    before, after = (work_out(entry("a", name=name)) for name in ("Asociația Veche", "Asociația Nouă"))
    assert "Asociația Veche" in kin.of(before)
    assert "Asociația Nouă" in kin.of(after)
    assert kin.of(before) is kin.of(before)
