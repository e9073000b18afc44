"""What the browser's judge of records works with: the declaration, the words and the tables, as JSON.

``themes/conect/static/js/form/judge`` interprets these files; it holds no fact about an organisation of its own. The
files are made in the build and not committed: the names of characters, the countries and the number plans come from
the libraries that judge in Python, so that both sides know the same.
"""

from __future__ import annotations

import json
from typing import Any

from conect.records.browser.declared import declaration, vocabulary
from conect.records.browser.localities import localities
from conect.records.browser.telephones import other_plans
from conect.records.vocabularies import Vocabularies
from conect.romania.counties import COUNTIES

DECLARATION = "declaratie.json"
COUNTRIES = "tari.json"
TELEPHONES = "telefoane.json"


def files(vocabularies: Vocabularies) -> dict[str, str]:
    """Return the text of every file by its path below the form's address; equal input gives equal text.

    ``declaratie.json`` is what the judge cannot do without. ``localitati/<county>.json``, ``tari.json`` and
    ``telefoane.json`` are for records that name a county, a country, or another country's telephone.
    """
    return {
        DECLARATION: _text(declaration(vocabularies)),
        COUNTRIES: _text(vocabulary(vocabularies["countries"])),
        TELEPHONES: _text(other_plans()),
        **{locality_file(county.code): _text(localities(county.code)) for county in COUNTIES},
    }


def locality_file(county_code: str) -> str:
    """Return the path of the file of a county's localities."""
    return f"localitati/{county_code.lower()}.json"


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
