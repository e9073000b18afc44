"""The form at ``/propune/``: its page, and the files that it loads when somebody fills it in."""

from __future__ import annotations

import hashlib
from typing import Any

from conect.records import browser, emit
from conect.records.declaration import FIELDS, is_required
from conect.records.fields import Field
from conect.records.problems import Text
from conect.records.rules.identity import MAX_ID, RESERVED_IDS
from conect.records.rules.upkeep import LOGO_MAX_BYTES
from conect.site import addresses
from conect.site.controls import LEFT_OUT, parts
from conect.site.forge import for_form
from conect.site.logos import SIDE
from conect.site.press import Press, head

TITLE = Text("Propuneți o fișă", "Propose a record")
LEAD = Text(
    "Pentru o organizație care nu este în catalog, sau pentru a schimba o fișă care există. Este gratuit; nu vă "
    "trebuie cont.",
    "For an organisation that is not in the catalogue, or to change a record that exists. It is free; you need no "
    "account.",
)
TEMPLATE = "propune/fisa.yaml"


def print_form(press: Press, shelves: int) -> None:
    """Print the form in every language, the blank record to download, and the data of the form's judge.

    ``shelves`` is the number of files that hold the records' texts.
    """
    site = press.site
    files = browser.files(press.vocabularies)
    for name, text in files.items():
        press.tree.write(f"propune/{name}", text.encode("utf-8"))
    version = hashlib.sha256(files["declaratie.json"].encode("utf-8")).hexdigest()[:12]
    for lang in site.languages:
        data = _data(press, lang, shelves, version)
        context = head(site, lang, addresses.PROPOSE, TITLE.in_lang(lang), LEAD.in_lang(lang), [(TITLE, None)])
        press.page(
            "propose.html",
            lang,
            context
            | {
                "heading": TITLE.in_lang(lang),
                "lead": LEAD.in_lang(lang),
                "parts": parts(press.vocabularies, lang),
                "blank": site.prefix + addresses.localized(f"/{TEMPLATE}", lang),
                "form_data": data,
            },
        )
        text = blank(lang, site.today.isoformat())
        press.tree.write(addresses.file_of(f"/{TEMPLATE}", lang), text.encode("utf-8"))


def _data(press: Press, lang: str, shelves: int, version: str) -> dict[str, Any]:
    """Return what the form's scripts must know beside the declaration."""
    site = press.site
    return {
        "base": f"{site.prefix}{addresses.PROPOSE}",
        "version": version,
        "shelves": shelves,
        "here": site.prefix + addresses.localized(addresses.PROPOSE, lang),
        "list": site.prefix + addresses.localized(addresses.ALL, lang),
        "page": (site.url or site.prefix) + addresses.localized(addresses.ALL, lang),
        "folder": f"{site.content_path}/organizations".lstrip("/"),
        "order": [field.key for field in FIELDS],
        "register": [field.key for field in FIELDS if field.setter == "register"],
        "statuses": list(press.vocabularies["registry-statuses"]),
        "reserved": sorted(RESERVED_IDS),
        "longest": MAX_ID,
        "logo": {"bytes": LOGO_MAX_BYTES, "side": SIDE},
        "forge": for_form(site),
        "email": site.email,
    }


_HEAD = Text(
    "# Fișa unei organizații, de completat. Schimbați valorile după „:”; ștergeți semnul # din fața câmpurilor pe\n"
    "# care le folosiți. Numele fișierului: denumirea cu litere mici, fără diacritice, cu cratime, de exemplu\n"
    "# asociatia-exemplu.yaml.\n"
    "# Textele care seamănă a număr sau dată stau între ghilimele drepte. Nu scrieți date ale unor persoane private.\n",
    "# An organisation's record, to fill in. Change the values after “:”; take away the # before the fields that\n"
    "# you use. The file's name: the organisation's name in lower case, without diacritics, with hyphens, for example\n"
    "# asociatia-exemplu.yaml.\n"
    "# Texts that look like a number or date stand in straight quotes. Write no data about private persons.\n",
)
_REQUIRED = Text("[obligatoriu]", "[required]")
_DESCRIPTION = Text(
    "Scrieți aici prezentarea organizației, în 200–5.000 de caractere: ce face, pentru cine, de când și cum poate fi "
    "găsită.\n\nLăsați un rând gol între paragrafe. Puteți folosi **litere groase**, liste și legături: [site-ul "
    "nostru](https://example.org). Începeți fiecare rând cu două spații.",
    "Write here what the organisation does, in Romanian and in 200–5,000 characters: what, for whom, since when and "
    "how it can be found.\n\nLeave a blank line between paragraphs. You may use **bold**, lists and links: [our "
    "website](https://example.org). Start each line with two spaces.",
)


def blank(lang: str, today: str) -> str:
    """Return a record to fill in: valid as it is, each field explained, those that may be left out behind ``#``."""
    lines = [_HEAD.in_lang(lang)]
    for field in FIELDS:
        if field.setter == "administrator" or (field.key in LEFT_OUT and not is_required(field, "organization")):
            continue
        needed = is_required(field, "organization") or field.key == "activity_counties"
        mark = f"{_REQUIRED.in_lang(lang)} " if needed else ""
        lines.append(f"# {field.label.in_lang(lang)} {mark}– {field.help.in_lang(lang)}\n")
        lines += [f"{'' if needed else '# '}{line}".rstrip() + "\n" for line in _example(field, lang, today)]
        lines.append("\n")
    return "".join(lines).rstrip() + "\n"


def _example(field: Field, lang: str, today: str) -> list[str]:
    if field.key == "description":
        return ["description: |", *(f"  {line}" for line in _DESCRIPTION.in_lang(lang).split("\n"))]
    return emit.block(field.key, today if field.key == "confirmed_on" else field.example)
