"""What goes wrong on the way is an error with a code, never silence; what went wrong once can be tried again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from tests.search.conftest import Searches
from tests.search.samples import TINY, built, record

CALL = """
async ([base, call]) => {
    if (base) window.engine = engineOf(base);
    try { return await window.engine[call[0]](...call.slice(1)); }
    catch (error) { return [error.constructor.name, error.code]; }
}
"""
SEARCH = ["search", "copii"]
# Which call needs which kind of file, by a part of the file's address.
KINDS = {
    "root": ("root.bin", SEARCH),
    "shard": ("/t/", SEARCH),
    "list": ("/l/", SEARCH),
    "common words by documents": ("/c/", ["search", "copii tineri"]),
    "cards": ("/c/", SEARCH),
    "columns": ("/f/", ["facets", "copii"]),
    "columns of a filter": ("/f/", ["search", "copii", {"filters": {"legal_form": ["asociatie"]}}]),
    "order": ("/n/", ["search", "", {"sort": "name"}]),
    "vocabulary": ("/s/", ["search", "coqii"]),
    "cards of suggestions": ("/c/", ["suggest", "cop"]),
    "cards of an export": ("/c/", ["all", "copii"]),
}


@pytest.fixture(scope="module")
def laid(searches: Searches) -> str:
    """An index with files of every kind."""
    return searches.lay(built([record(f"o-{at}", name="Copii și tineri") for at in range(45)], TINY, batch=45))


@pytest.fixture
def base(searches: Searches, laid: str) -> Iterator[str]:
    """Its base address; what a test does to the network is undone."""
    yield laid
    searches.faults.clear()
    searches.run("() => window.engine?.close()")


@pytest.mark.parametrize(
    ("how", "kind"),
    [*product(["500", "cut"], KINDS), *product(["half"], ["root", "shard", "cards", "columns"])],
)
def test_a_file_that_does_not_come_can_be_asked_for_again(searches: Searches, base: str, kind: str, how: str) -> None:
    part, call = KINDS[kind]
    searches.faults[part] = how
    assert searches.run(CALL, [base, call]) == ["SearchError", "network"]
    searches.faults.clear()
    found = searches.run(CALL, [None, call])
    if call[0] == "suggest":
        assert len(found) == TINY.best  # as one types, the best of a very common word will do
    else:
        assert found["total"] == 45


def test_what_fails_once_is_asked_for_again_at_once(searches: Searches, base: str) -> None:
    searches.faults["root.bin"] = "cut"
    searches.faults.asked.clear()
    assert searches.run(CALL, [base, SEARCH]) == ["SearchError", "network"]
    # By the page while the worker loads, and then by the worker, which asks twice.
    assert sum("root.bin" in path for path in searches.faults.asked) == 3


def test_a_worker_that_does_not_come(searches: Searches, base: str) -> None:
    searches.faults["worker.js"] = "cut"
    assert searches.run(CALL, [base, SEARCH]) == ["SearchError", "network"]
    searches.faults.clear()
    assert searches.run(CALL, [None, SEARCH])["total"] == 45


def test_an_answer_that_never_comes_is_given_up(searches: Searches, base: str) -> None:
    store = (searches.folder / "js/search/store.js").read_text(encoding="utf-8")
    assert "const TIME_LIMIT = 15000;" in store
    try:
        shorter = store.replace("const TIME_LIMIT = 15000;", "const TIME_LIMIT = 500;")
        (searches.folder / "js/search/store.js").write_text(shorter, encoding="utf-8")
        searches.faults["/t/"] = "never"
        searches.faults.asked.clear()
        assert searches.run(CALL, [base, SEARCH]) == ["SearchError", "network"]
        assert sum("/t/" in path for path in searches.faults.asked) == 1  # waiting as long again would be too long
        searches.faults.clear()
        assert searches.run(CALL, [None, SEARCH])["total"] == 45
    finally:
        (searches.folder / "js/search/store.js").write_text(store, encoding="utf-8")


def test_a_page_in_place_of_a_file_is_broken(searches: Searches) -> None:
    files = built([record("o-1", name="Copii")], TINY)
    pages = [file._replace(data=b"<html>wifi</html>") if "/t/" in file.path else file for file in files]
    assert searches.run(CALL, [searches.lay(pages), SEARCH]) == ["SearchError", "broken"]


def test_a_site_without_an_index(searches: Searches) -> None:
    assert searches.run(CALL, ["/nothing-here/", SEARCH]) == ["SearchError", "missing"]


def test_an_index_replaced_meanwhile_is_read_anew(searches: Searches) -> None:
    base = searches.lay(built([record(f"o-{at}", name="Copii și tineri") for at in range(3)], TINY))
    searches.run("async (base) => { window.engine = engineOf(base); await engine.warm(); }", base)
    top = searches.folder / base.strip("/").removesuffix("/cautare")
    for path in top.rglob("*.bin"):
        path.unlink()
    for file in built([record(f"n-{at}", name="Copii noi") for at in range(5)], TINY):
        path = top / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    assert searches.run(CALL, [None, SEARCH])["total"] == 5


def test_a_newer_question_makes_the_older_one_stale(searches: Searches, base: str) -> None:
    found = searches.run(
        """async (base) => {
            window.engine = engineOf(base);
            const older = engine.search("tineri").then(() => "answered", (error) => error.code);
            const newer = engine.search("copii");
            return [await older, (await newer).total];
        }""",
        base,
    )
    assert found == ["stale", 45]


def test_the_policy_admits_the_worker_alone(searches: Searches) -> None:
    made = """() => {
        try { new Worker("./js/search/worker.js"); return "made"; } catch (error) { return error.constructor.name; }
    }"""
    assert searches.run(made) == "TypeError"
