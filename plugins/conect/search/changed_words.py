"""The words that may be offered for mistyped ones, where their counts change."""

from __future__ import annotations

import json
from collections.abc import Iterable

from conect.search.encoding import Reader, inflate, sized
from conect.search.layout import Layout
from conect.search.output import Kept, NeedsRebuild, Output
from conect.search.payloads import Taken
from conect.search.spelling import bins_for, choose, magnitude, places, read, token_of, written_down
from conect.search.state import State, bucket_of

Words = dict[str, list[int]]
"""The words of a token: each with how often it was written, and how often in names."""


class WordUpdate:
    """Updates the words of an index."""

    def __init__(self, state: State, output: Output, layout: Layout) -> None:
        self._state = state
        self._output = output
        self._layout = layout
        self._words: dict[str, tuple[Words, Words]] = {}
        self._buckets: dict[int, dict[str, Words]] = {}
        self._count_of_buckets: int = state.told("buckets")

    def run(self, gone: Iterable[Taken], come: Iterable[Taken]) -> None:
        """Make the changes. Raises ``NeedsRebuild`` where the words need more or fewer files."""
        for sign, records in ((1, come), (-1, gone)):
            for each in records:
                for word, count in each.spellings.items():
                    self._count(word, sign * count, sign * each.in_names.get(word, 0))
        files: dict[int, dict[str, tuple[str, int] | None]] = {}
        letters: int = self._state.told("letters")
        bins: int = self._state.told("spelling")
        for token, (before, now) in self._words.items():
            if before == now:
                continue
            old, new = _chosen(before), _chosen(now)
            letters += len(token) * (bool(new) - bool(old))
            if old != new:
                for place in places(token, bins):
                    files.setdefault(place, {})[token] = new
        self._keep()
        if bins_for(letters, self._layout) != bins:
            raise NeedsRebuild("the words need another number of files")
        self._state.tell("letters", letters)
        for place, changes in files.items():
            reader = Reader(self._state.get("spelled", place))
            tokens = reader.bytes(reader.varint()).decode().split()
            known = dict(zip(tokens, read(inflate(reader.data[reader.at :])), strict=True))
            for token, chosen in changes.items():
                known.pop(token, None)
                if chosen:
                    known[token] = chosen
            ordered = sorted(known)
            content = written_down([known[token] for token in ordered])
            self._output.numbered("s", place, content, Kept("spelled", place, sized(" ".join(ordered).encode())))

    def _count(self, word: str, written: int, named: int) -> None:
        token = token_of(word)
        if token is None:
            return
        if token not in self._words:
            before = self._bucket(token).get(token, {})
            self._words[token] = before, {each: [*counts] for each, counts in before.items()}
        now = self._words[token][1]
        counts = now.setdefault(word, [0, 0])
        counts[0] += written
        counts[1] += named
        if min(counts) < 0:
            raise ValueError(f"“{word}” was written more often than is known")
        if not counts[0]:
            del now[word]

    def _bucket(self, token: str) -> dict[str, Words]:
        at = bucket_of(token, self._count_of_buckets)
        if at not in self._buckets:
            self._buckets[at] = json.loads(self._state.get("tokens", at))
        return self._buckets[at]

    def _keep(self) -> None:
        changed = {token: now for token, (before, now) in self._words.items() if before != now}
        for token, words in changed.items():
            bucket = self._bucket(token)
            bucket.pop(token, None)
            if words:
                bucket[token] = words
        for at in {bucket_of(token, self._count_of_buckets) for token in changed}:
            self._state.put("tokens", at, json.dumps(self._buckets[at]).encode())


def _chosen(words: Words) -> tuple[str, int] | None:
    """Return what a file tells of a token: its spelling, and the magnitude of its count."""
    found = choose({word: count for word, (count, _) in words.items()}, any(named for _, named in words.values()))
    return (found[0], magnitude(found[1])) if found else None
