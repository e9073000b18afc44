"""The interface's words: the theme's gettext catalogues, read from their ``.po`` files."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from conect.records.problems import ConectError


class Messages:
    """The messages of one language. Message ids are English; one without a translation reads as it is written.

    What is returned is safe HTML: the message is escaped, and so is every value put into it unless it is ``Markup``.
    """

    def __init__(self, single: dict[str, str], plural: dict[str, tuple[str, ...]], form: Callable[[int], int]) -> None:
        self._single = {key: escape(text) for key, text in single.items()}
        self._plural = {key: tuple(escape(text) for text in texts) for key, texts in plural.items()}
        self._form = form

    def gettext(self, message: str, **values: Any) -> Markup:
        """Return ``message`` in this language, with ``%(name)s`` replaced by the value of that name."""
        text = self._single.get(message)
        if text is None:
            text = self._single[message] = escape(message)
        return text % values if values else text

    def ngettext(self, one: str, many: str, count: int, **values: Any) -> Markup:
        """Return the message in the plural form that ``count`` asks for."""
        texts = self._plural.get(one)
        text = texts[self._form(count)] if texts else escape(one if count == 1 else many)
        return text % values if values else text


@lru_cache(maxsize=8)
def load_messages(theme: Path, lang: str) -> Messages:
    """Read ``translations/<lang>/LC_MESSAGES/messages.po`` of the theme.

    Raises ``ConectError`` where it is missing or cannot be read.
    """
    path = theme / "translations" / lang / "LC_MESSAGES" / "messages.po"
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=lang)
    except (OSError, ValueError) as error:
        raise ConectError(
            f"traducerile temei nu pot fi citite ({path.name}, {lang}): {error}",
            f"the theme's translations cannot be read ({path.name}, {lang}): {error}",
        ) from None
    single: dict[str, str] = {}
    plural: dict[str, tuple[str, ...]] = {}
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, str):
            if isinstance(message.string, str) and message.string:
                single[message.id] = message.string
        elif not isinstance(message.string, str) and message.string and all(message.string):
            plural[message.id[0]] = tuple(message.string)
    return Messages(single, plural, c2py(catalog.plural_expr))
