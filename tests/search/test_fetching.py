"""Which files of the index a query fetches in the browser."""

from __future__ import annotations

import random

import pytest

from conect.search.engine import Engine
from conect.search.layout import Layout
from tests.search.conftest import Searches
from tests.search.samples import TINY, Files, built, collection, typed

SEARCH = """
async ({base, text}) => {
    const engine = engineOf(base);
    await engine.search(text);
    engine.close();
}
"""


@pytest.mark.parametrize(("seed", "layout"), [(14, TINY), (15, Layout()), (16, Layout.for_size(1))])
def test_a_query_fetches_the_same_files(searches: Searches, seed: int, layout: Layout) -> None:
    """What the browser asks for ahead is used, so that the bytes which the twin counts are those of a visitor."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    files = built(collection(seed), layout)
    base = searches.lay(files)
    for text in [typed(chance) for _ in range(25)]:
        engine = Engine(Files(files))
        result = engine.search(text)
        if result.mode == "everything":
            continue  # few documents by name: the twin reads the order, the browser the rows that it shows
        for hit in result.hits:
            engine.store.row(hit.number)
        searches.faults.asked.clear()
        searches.run(SEARCH, {"base": base, "text": text})
        asked = [path.partition("/cautare/")[2] for path in searches.faults.asked if "/cautare/" in path]
        assert sorted(asked) == sorted(path.removeprefix("cautare/") for path in engine.store.fetched), text
