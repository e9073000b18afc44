"""From text to terms: fold, split, stem, synonyms. The twin of ``js/search/analysis.js``; both run ``vectors.json``.

A *token* is a run of ASCII letters and digits of the folded text. A *term* is what is indexed: the token's Snowball
stem, or the first stem of its group of synonyms. Words with a *role* (legal forms, ``pentru`` …) are no terms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from conect.records.vocabularies import Vocabulary
from conect.romania.text import fold
from conect.search import stemming

MAX_TOKEN = 40
"""Letters of a token that are looked at."""

FILLER = "filler"
"""Role of words that say nothing: they are neither indexed nor required."""

# Letters that Unicode does not decompose, as people without them on the keyboard type them.
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_INITIALS = re.compile(r"(?<![a-z0-9])(?:[a-z]\.)+[a-z](?![a-z0-9])")
_TOKEN = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[a-z]+")

# Indexing meets the same words again and again, so that it splits first and folds each word once. These texts give
# the same tokens both ways; all others take the slow way.
_PLAIN = re.compile("[\t-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20ac]*")
# A lone letter, a full stop, a lone letter; written from the full stop on, which is found ten times as quickly.
_MAYBE_INITIALS = re.compile(r"\.(?<=[^\W\d_]\.)(?<![^\W_][^\W\d_]\.)(?=[^\W\d_](?![^\W_]))")
# The letters and digits of such texts one by one: quicker than asking Unicode about every character.
_WORD = re.compile(f"[{''.join(character for character in map(chr, range(0x250)) if character.isalnum())}]+")


def tokens(text: str) -> list[str]:
    """Return the tokens of ``text``: „Școala de Vară A.E.L.” → scoala, de, vara, ael."""
    folded = fold(_INVISIBLE.sub("", text)).translate(_LATIN)
    if "." in folded:
        folded = _INITIALS.sub(lambda match: match[0].replace(".", ""), folded)
    return [token[:MAX_TOKEN] for token in _TOKEN.findall(folded)]


def words(text: str) -> list[str]:
    """Return words as written whose tokens, one after the other, are those of ``text``; cheaper than ``tokens``."""
    if _PLAIN.fullmatch(text) and not _MAYBE_INITIALS.search(text) and unicodedata.is_normalized("NFC", text):
        return _WORD.findall(text)
    return tokens(text)


@lru_cache(maxsize=1 << 12)  # whoever indexes keeps the terms of words
def stem(token: str) -> str:
    """Return the Snowball stem of a token; what holds a digit is left as it is."""
    return stemming.stem(token) if _LETTERS.fullmatch(token) else token


class Lexicon:
    """Synonyms and roles: made from the vocabularies ``synonyms`` and ``legal-forms``, told to the browser as a table.

    ``synonyms`` maps a stem to the first stem of its group, ``roles`` a token to ``filler`` or a legal form's id.
    """

    def __init__(self, synonyms: Mapping[str, str], roles: Mapping[str, str], forms: Iterable[str]) -> None:
        self.synonyms = dict(synonyms)
        self.roles = dict(roles)
        self.forms = tuple(forms)
        self._terms: dict[str, str] = {}

    @classmethod
    def of(cls, vocabularies: Mapping[str, Vocabulary]) -> Lexicon:
        """Read the groups: the words of ``ro`` and ``en``, divided by commas, the group's own word first.

        A group with ``legal_form`` holds the words of that form, one with ``role: filler`` words without weight.
        """
        synonyms: dict[str, str] = {}
        roles: dict[str, str] = {}
        for group in vocabularies["synonyms"].values() if "synonyms" in vocabularies else ():
            role = group.attributes.get("legal_form") or group.attributes.get("role")
            listed = [group.id, *group.label.ro.split(","), *group.label.en.split(",")]
            members = [token for word in listed for token in tokens(word)]
            for token in members:
                if role:
                    roles[token] = role
                else:
                    synonyms.setdefault(stem(token), stem(members[0]))
        return cls(synonyms, roles, sorted(vocabularies["legal-forms"]))

    def term(self, token: str) -> str:
        """Return the term of a token, the empty text where the token has a role."""
        known = self._terms.get(token)
        if known is None:
            stemmed = stem(token)
            known = "" if token in self.roles else self.synonyms.get(stemmed, stemmed)
            self._terms[token] = known
        return known

    def terms(self, text: str) -> list[str]:
        """Return the terms of ``text``, in order."""
        return [term for token in tokens(text) if (term := self.term(token))]

    def __reduce__(self) -> tuple[type[Lexicon], tuple[dict[str, str], dict[str, str], tuple[str, ...]]]:
        return Lexicon, (self.synonyms, self.roles, self.forms)


class Words(dict[str, tuple[str, ...]]):
    """Word as written → its terms, each worked out once; for indexing, where a word comes back a thousand times."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) > 1 << 18:
            self.clear()
        found = self[word] = tuple(self._lexicon.terms(word))
        return found
