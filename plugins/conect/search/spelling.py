"""The words of the collection as they are spelled, cut so that a mistyped word finds its like in two small files.

One wrong letter leaves the beginning or the end of a word as it was: every word stands in the file of its first two
letters and in that of its last two. The files are looked at only where a word was not found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from conect.romania.text import comma_below
from conect.search.analysis import stem, tokens
from conect.search.encoding import Reader, varint
from conect.search.identifiers import fnv
from conect.search.layout import Layout

SHORTEST = 4
"""Letters of a word that is corrected at least: shorter ones are all one letter away from each other."""

STEM = 6
"""Letters that a stem must have to be compared: short stems are like too many others."""

SAME = 3
"""Letters that its beginning must share: stems are dear to work out."""

AFFIX = 2


def by_token(written: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return token → its spellings, and how often each was written; those with digits are left out.

    ``written`` are words in lower case, and how often each was written.
    """
    found: dict[str, dict[str, int]] = {}
    for word, count in written.items():
        token = token_of(word)
        if token:
            found.setdefault(token, {})[word] = count
    return found


def spellings(found: Mapping[str, Mapping[str, int]], in_names: Collection[str]) -> dict[str, tuple[str, int]]:
    """Return token → (its most frequent spelling, how often it was written), of words in names or written twice.

    ``found`` is what ``by_token`` returns.
    """
    chosen = {token: choose(words, any(word in in_names for word in words)) for token, words in sorted(found.items())}
    return {token: each for token, each in chosen.items() if each}


def token_of(word: str) -> str | None:
    """Return the token of a word in lower case that may be offered, None of short ones and those with digits."""
    found = tokens(comma_below(word))
    return found[0] if len(found) == 1 and len(found[0]) >= SHORTEST and found[0].isalpha() else None


def choose(words: Mapping[str, int], named: bool) -> tuple[str, int] | None:
    """Return the most frequent of a token's spellings and how often it was written, None where that is once only.

    ``words`` tells how often each was written, ``named`` whether one of them stands in a name.
    """
    count = sum(words.values())
    if count < 2 and not named:
        return None
    # Of equally frequent ones the one with diacritics: it sorts behind.
    return max((each, comma_below(word)) for word, each in words.items())[1], count


def files(found: Mapping[str, tuple[str, int]], layout: Layout) -> tuple[int, list[tuple[list[str], bytes]]]:
    """Return the number of files for each end of the words, a power of two, and the files: by beginning, by ending.

    Each file comes with the tokens of its words.
    """
    bins = bins_for(sum(len(token) for token in found), layout)
    by_start: list[list[str]] = [[] for _ in range(bins)]
    by_end: list[list[str]] = [[] for _ in range(bins)]
    for token in found:
        by_start[fnv(token[:AFFIX]) & (bins - 1)].append(token)
        by_end[fnv(token[-AFFIX:]) & (bins - 1)].append(token)
    ordered = map(sorted, (*by_start, *by_end))
    return bins, [(members, _file(members, found)) for members in ordered]


def bins_for(letters: int, layout: Layout) -> int:
    """Return the number of files for each end of words that have so many letters in all."""
    return 1 << max(0, (letters // layout.spelling).bit_length())


def _file(ordered: Iterable[str], found: Mapping[str, tuple[str, int]]) -> bytes:
    return written_down([(found[token][0], magnitude(found[token][1])) for token in ordered])


def magnitude(count: int) -> int:
    """Return how often a word was written as a file tells it."""
    return min(255, count.bit_length())


def written_down(words: Sequence[tuple[str, int]]) -> bytes:
    """Return a file: how many words, the magnitudes of their counts, and their spellings one on a line."""
    return b"".join(
        [varint(len(words)), bytes([each for _, each in words]), "\n".join(word for word, _ in words).encode()]
    )


def near(token: str, other: str, most: int) -> int | None:
    """Return the edit distance of two words where it is at most ``most`` (swapped neighbours count one), else None."""
    if abs(len(token) - len(other)) > most:
        return None
    width = len(other) + 1
    before_last: list[int] = []
    last = list(range(width))
    for at, letter in enumerate(token, start=1):
        row = [at] + [0] * (width - 1)
        for place in range(1, width):
            cost = 0 if letter == other[place - 1] else 1
            value = min(last[place] + 1, row[place - 1] + 1, last[place - 1] + cost)
            swapped = at > 1 and place > 1 and letter == other[place - 2] and token[at - 2] == other[place - 1]
            if swapped:
                value = min(value, before_last[place - 2] + 1)
            row[place] = value
        if min(row) > most:
            return None
        before_last, last = last, row
    return last[-1] if last[-1] <= most else None


def another_form(token: str, other: str) -> bool:
    """Tell whether two words begin alike and their stems are one letter apart.

    Of a mistyped word another form may be the nearest that is written anywhere.
    """
    stemmed = stem(token)
    alike = len(stemmed) >= STEM and other.startswith(token[:SAME])
    return alike and near(stemmed, stem(other), 1) == 1


def tolerance(token: str) -> int:
    """Return how many wrong letters are forgiven: one in short words, two from eight letters on."""
    if len(token) < SHORTEST:
        return 0
    return 1 if len(token) < 8 else 2


def places(token: str, bins: int) -> tuple[int, int]:
    """Return the numbers of the two files in which the likes of a token stand."""
    return fnv(token[:AFFIX]) & (bins - 1), bins + (fnv(token[-AFFIX:]) & (bins - 1))


def read(data: bytes) -> list[tuple[str, int]]:
    """Read a file: (spelling, magnitude of its count)."""
    reader = Reader(data)
    count = reader.varint()
    magnitudes = reader.bytes(count)
    lines = data[reader.at :].decode().split("\n") if count else []
    return list(zip(lines, magnitudes, strict=True))
