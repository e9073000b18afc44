"""The words of the rules that the browser judges as well: templates, so that no sentence is written twice.

A template holds ``{name}`` for a value and ``{name|one|many}`` for a number with its noun, joined as Romanian asks
(``conect.romania.text.amount``). The browser fills the same templates (``themes/conect/static/js/form/judge``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from conect.records.problems import Text
from conect.romania.text import amount

_GAP = re.compile(r"\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}")


class Phrase(NamedTuple):
    """One sentence in both languages, with gaps."""

    ro: str
    en: str

    def say(self, **values: str | int | Text) -> Text:
        """Fill the gaps; a ``Text`` gives its words in each language. Raises ``KeyError`` for a gap without value."""
        return Text(_filled(self.ro, 0, values), _filled(self.en, 1, values))


def _filled(template: str, lang: int, values: dict[str, str | int | Text]) -> str:
    def value(match: re.Match[str]) -> str:
        given = values[match[1]]
        if match[2] is not None and isinstance(given, int):
            return amount(given, match[2], match[3])
        return given[lang] if isinstance(given, Text) else str(given)

    return _GAP.sub(value, template)


PHRASES: dict[str, Phrase] = {}
"""Every phrase by id, filled when the modules of the rules are imported."""


def phrase(id: str, ro: str, en: str) -> Phrase:
    """Register a phrase; ids begin with the rule's own. Raises ``ValueError`` where the id is taken."""
    if id in PHRASES:
        raise ValueError(f"two phrases are called {id}")
    made = PHRASES[id] = Phrase(ro, en)
    return made
