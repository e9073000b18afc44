"""What a person typed, understood: words, identifiers, legal forms. The twin of ``js/search/query.js``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conect.romania.text import fold
from conect.search import identifiers
from conect.search.analysis import FILLER, Lexicon, tokens

MAX_LENGTH = 200
MAX_WORDS = 8


@dataclass(frozen=True)
class Word:
    """A word of a query: what was typed, folded, and its term."""

    token: str
    term: str


@dataclass(frozen=True)
class Query:
    """A query taken apart.

    ``keys`` are the terms of a name that is the whole query, ``forms`` the legal forms that it names. ``open`` tells
    that the last word may be unfinished, ``rest`` is what identifiers left of the folded query.
    """

    words: tuple[Word, ...]
    identifiers: tuple[str, ...]
    keys: tuple[str, ...]
    forms: tuple[str, ...]
    open: bool
    rest: str = ""

    @property
    def nothing(self) -> bool:
        """Tell whether nothing is to be looked up."""
        return not self.words and not self.identifiers


def parse(text: str, lexicon: Lexicon, is_identifier: Callable[[str], bool]) -> Query:
    """Take a query apart; ``is_identifier`` tells whether an organisation has this number."""
    text = text[:MAX_LENGTH]
    rest = fold(text)
    found: list[str] = []
    for candidate in identifiers.candidates(rest):
        # Its place is blank once an earlier candidate has taken it.
        if rest[candidate.start : candidate.end].strip() and is_identifier(candidate.term):
            found.append(candidate.term)
            rest = rest[: candidate.start] + " " * (candidate.end - candidate.start) + rest[candidate.end :]
    words: dict[str, Word] = {}
    forms: list[str] = []
    typed = tokens(rest)
    for token in typed:
        role = lexicon.roles.get(token)
        if role is None and len(words) < MAX_WORDS:
            term = lexicon.term(token)
            words[term] = Word(token, term)
        elif role is not None and role != FILLER:
            forms.append(role)
    keys: tuple[str, ...] = ()
    joined, _ = identifiers.core(rest, lexicon)
    if joined:
        keys = tuple(identifiers.key(joined, form) for form in (*(dict.fromkeys(forms) or lexicon.forms), ""))
    is_open = bool(typed) and typed[-1] not in lexicon.roles and text[-1:].isalnum()
    return Query(tuple(words.values()), tuple(dict.fromkeys(found)), keys, tuple(dict.fromkeys(forms)), is_open, rest)
