"""What is left of a name once everything that people write differently is taken away: the key of duplicates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from conect.romania.text import fold, initial

# Letters of other scripts, folded, that look like Latin ones (Unicode's confusables.txt, those of Cyrillic and Greek).
_LOOK_ALIKE = str.maketrans(
    "авекмнорстухіјѕԁһԛԝүґгпαβεηικμνορτυχω",
    "abekmhopctyxijsdhqwyrrnabenikmvoptuxw",
)
_DIGITS_IN_WORDS = str.maketrans("01345", "oleas")
_WORD = re.compile(r"[^\W_]+")

# Words that tell the legal form or join others: half of all names have them, so they tell nothing apart.
_COMMON = re.compile(
    r"(asociati|fundati|federati)(a|e|ei|ilor)?|uniun(ea?|ii)|filiala|lig(a|ii)|club(ul)?|societatea|organizati[ae]|"
    r"a|al|ale|de|din|in|la|pe|si|cu|pentru|prin|sau|the|of|for|and|foundation|association|roman(a|iei?|ia)?"
)


@lru_cache(maxsize=1 << 18)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, diacritics, punctuation and look-alike letters („A.E.L.” is one word).

    A digit inside a word with letters counts as the letter that it imitates: „Sper4nța” is „speranta”. Kept until
    ``forget``, for names are compared again and again.
    """
    return _words(name)


def forget() -> None:
    """Let go of the words of all names: those of 100,000 take 40 MB."""
    words.cache_clear()


def _words(name: str) -> tuple[str, ...]:
    folded = fold(name) if name.isascii() else fold(name).translate(_LOOK_ALIKE)
    found = _WORD.findall(folded.replace(".", ""))
    return tuple(w if w.isdigit() or w.isalpha() else w.translate(_DIGITS_IN_WORDS) for w in found)


def skeleton(name: str) -> str:
    """Return the words joined: equal skeletons are the same name, written in another way."""
    return " ".join(_words(name))


def core(name: str) -> str:
    """Return the words that tell names apart, sorted and joined; all of them where none is left."""
    return _core(words(name))


def core_of(skeleton: str) -> str:
    """Return the core of a name whose skeleton is known."""
    return _core(skeleton.split())


def _core(found: Sequence[str]) -> str:
    return " ".join(sorted([word for word in found if not _is_common(word)] or found))


@lru_cache(maxsize=1 << 14)
def _is_common(word: str) -> bool:
    return _COMMON.fullmatch(word) is not None


def numbers(name: str) -> tuple[str, ...]:
    """Return the numbers in a name: School no. 3 is not School no. 4."""
    return tuple(w for w in words(name) if w.isdigit())


# What nearly every name begins with: an alphabetical list that counted these words would be one long letter A.
_FORM_WORDS = re.compile(
    r"(?:asociatia|fundatia|federatia|uniunea|filiala|liga|clubul|club|organizatia|societatea|sportiva?|culturala?|"
    r"asociatiei|fundatiei|neguvernamentala|nonprofit|ong|de|a|al)(?![^\W_])[\W_]*"
)


def telling_name(name: str) -> str:
    """Return what tells a name apart, folded: of „Asociația Șansa” „sansa”; the whole if none is left."""
    folded = fold(name).lstrip(" \"'„”“«»‚‘’-–—.,(")
    rest = folded
    while match := _FORM_WORDS.match(rest):
        rest = rest[match.end() :]
    rest = rest.lstrip(" \"'„”“«»‚‘’-–—.,(")
    return rest or folded


def letter(name: str) -> str:
    """Return the letter A–Z under which a name stands in the alphabetical list, ``#`` where it begins otherwise."""
    return initial(telling_name(name))


@lru_cache(maxsize=32_768)
def folded_place(locality: str | None) -> str:
    """Return a locality without case and diacritics; the country has 3,000 communes and towns, so most are known."""
    return fold(locality or "")
