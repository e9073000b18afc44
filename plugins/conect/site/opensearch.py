"""``opensearch.xml``: lets a browser search the catalogue from its address bar (OpenSearch 1.1)."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from conect.building.output import Tree
from conect.records.problems import Text
from conect.site import addresses
from conect.site.settings import SiteSettings

PATH = "/opensearch.xml"

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_LONGEST_NAME = 16  # of ShortName, by the specification
_DESCRIPTION = Text(
    "Caută o organizație neguvernamentală din România", "Find a non-governmental organisation in Romania"
)


def write_opensearch(tree: Tree, site: SiteSettings) -> None:
    """Write the description in each language; base.html links to it.

    The specification wants whole addresses, so that a site without one (``SITEURL``) has no description.
    """
    if not site.url:
        return
    for lang in site.languages:
        tree.write(addresses.file_of(PATH, lang), _description(site, lang))


def _description(site: SiteSettings, lang: str) -> bytes:
    root = ElementTree.Element("OpenSearchDescription", xmlns=_NAMESPACE)

    def add(name: str, text: str | None = None, **attributes: str) -> None:
        ElementTree.SubElement(root, name, attributes).text = text

    finder = site.url + addresses.localized(addresses.ALL, lang)
    add("ShortName", site.name[:_LONGEST_NAME])
    add("Description", _DESCRIPTION.in_lang(lang))
    add("Url", type="text/html", method="get", template=f"{finder}?q={{searchTerms}}")
    add("Image", f"{site.url}/{addresses.THEME}/img/icon.svg", width="16", height="16", type="image/svg+xml")
    add("Language", lang)
    add("InputEncoding", "UTF-8")
    add("OutputEncoding", "UTF-8")
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data
