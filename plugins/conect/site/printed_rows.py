"""Organisations as they stand on the pages of others: each is printed once for all of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup

from conect.catalogue.entry import Entry
from conect.catalogue.packing import digest
from conect.site.rows import Row

if TYPE_CHECKING:
    from conect.site.press import Press

MOST = 1 << 13
"""Entries of which it is kept how they are printed: those of a large county, some megabytes."""


class PrintedRows:
    """Prints entries in a language by a macro of the theme's file ``macros/entries.html``, each entry once, as long as
    they are not too many."""

    def __init__(self, press: Press, lang: str, macro: str) -> None:
        self._words = press.words
        self._lang = lang
        self._print: Callable[[Row], Markup] = getattr(press.environments[lang].globals["macros"].entries, macro)  # type: ignore[attr-defined]
        self._printed: dict[bytes, Markup] = {}

    def of(self, entry: Entry) -> Markup:
        """Return what the macro prints for an entry."""
        # By what it tells: a cluster's worker may keep this from one build to the next.
        told = digest(entry)
        found = self._printed.get(told)
        if found is None:
            if len(self._printed) >= MOST:
                self._printed.clear()
            found = self._printed[told] = self._print(self._words.row(entry, self._lang))
        return found
