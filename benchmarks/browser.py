"""Asks both engines the same queries in the same Chromium, and counts what each needs.

A *session* is a visitor with an empty cache who asks some queries one after another: the first is cold, the others
come later in the same page, and at the end each is asked again. The engines' sessions alternate.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.peers import RESULTS
from benchmarks.queries import WAIT, Asked
from benchmarks.server import Host, Sent
from conect.building.executor import batches_of
from conect.records.problems import ConectError
from tests.browser import chromium

SESSION = 5
"""Queries of a session."""

TRACED = 10
"""Queries in one trace of the main thread."""

MOST = 60_000
"""Milliseconds after which the browser is taken to hang."""

_ENGINES = {
    # The finder's own client, preloaded as the page of the finder does.
    "conect": (
        "/theme/js/search/client.js",
        """
      async query => {
        engine ??= (await import("/theme/js/search/client.js")).createSearch({base: "/cautare/", lang: "ro"});
        const found = await engine.search(query, {size: RESULTS});
        const row = ({id, name, locality, summary}) => ({id, name, text: `${locality} ${summary}`});
        return {total: found.total, rows: found.hits.map(row)};
      }""",
    ),
    # As its documentation says: what a result shows is loaded for the results on the page.
    "pagefind": (
        "/pagefind/pagefind.js",
        """
      async query => {
        engine ??= await import("/pagefind/pagefind.js");
        const found = await engine.search(query);
        const shown = await Promise.all(found.results.slice(0, RESULTS).map(result => result.data()));
        const row = ({url, meta, plain_excerpt: text}) => ({id: url.split("/").at(-2), name: meta.title, text});
        return {total: found.results.length, rows: shown.map(row)};
      }""",
    ),
}

_PAGE = """<!doctype html>
<html lang="ro"><meta charset="utf-8"><title>Benchmark</title><link rel="icon" href="data:,">
<link rel="modulepreload" href="%s">
<ol></ol>
<script type="module">
let engine;
const RESULTS = %d;
const list = document.querySelector("ol");
const tasks = [];
const observer = new PerformanceObserver(list => tasks.push(...list.getEntries()));
observer.observe({type: "longtask"});
const ask = %s;
const row = ({id, name, text}) => {
  const link = document.createElement("a");
  link.href = `/organizatii/${id}/`;
  link.textContent = name;
  const item = document.createElement("li");
  item.append(link, " ", text);
  return item;
};
const patience = () => new Promise(resolve => setTimeout(resolve, %d, {total: null, rows: []}));
window.ask = async (query, start = performance.now()) => {
  const {total, rows} = await Promise.race([ask(query), patience()]);
  list.replaceChildren(...rows.map(row));
  const time = performance.now() - start;
  // The task that took the answer must end before the observer knows how long it was.
  await new Promise(resolve => setTimeout(resolve, 20));
  tasks.push(...observer.takeRecords());
  const longest = Math.max(0, ...tasks.splice(0).map(task => task.duration));
  return {total, hits: rows.map(each => each.id), time, longest};
};
window.counts = async query => Object.keys((await engine.facets(query, {filters: {}})).facets).length;
// What the address asks is asked at once; its time runs from the beginning of the navigation.
const asked = new URLSearchParams(location.search).get("q");
window.first = asked && window.ask(asked, 0);
</script>
"""

_BEFORE = """<!doctype html>
<html lang="ro"><meta charset="utf-8"><title>Benchmark</title><link rel="icon" href="data:,">
"""


def pages() -> dict[str, str]:
    """Return the pages from which each engine is asked, by path, and one that asks nothing."""
    asking = {f"/measure-{name}.html": _PAGE % (code, RESULTS, ask, WAIT) for name, (code, ask) in _ENGINES.items()}
    return {"/measure-before.html": _BEFORE, **asking}


class Answer(NamedTuple):
    """What a query needed: milliseconds, bytes (of these, code), requests, the longest task of the main thread.

    ``total`` is None where the engine did not answer in time.
    """

    engine: str
    phase: str
    kind: str
    query: str
    time: float
    bytes: int
    code: int
    requests: int
    longest: float
    total: int | None
    hits: list[str]


def sessions(queries: Sequence[Asked], turn: int = 0) -> list[list[Asked]]:
    """Cut queries (interleaved by kind) into sessions; another ``turn`` makes other queries the first ones."""
    count = max(1, len(queries) // SESSION)
    columns = [queries[at * count : (at + 1) * count] for at in range(SESSION)]
    turned = [columns[(at + turn) % SESSION] for at in range(SESSION)]
    return [[column[at] for column in turned if at < len(column)] for at in range(count)]


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a running Chromium. Raises ``ConectError`` where there is none."""
    try:
        path = chromium.find()
    except chromium.NoChromiumError as error:
        raise ConectError(
            "nu s-a găsit niciun Chromium care să pornească; instalați chromium sau numiți unul în CONECT_CHROMIUM",
            str(error),
        ) from None
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        try:
            yield started
        finally:
            started.close()


class Asker:
    """Asks one engine in one browser."""

    def __init__(self, started: Browser, at: Host, engine: str) -> None:
        self._browser = started
        self._host = at
        self.engine = engine

    def session(self, queries: Sequence[Asked], *, repeat: bool = True) -> Iterator[Answer]:
        """Ask the queries as one visitor."""
        with self._page() as page:
            first, *others = queries
            yield self._first(page, first)
            for asked in others:
                yield self._asked(page, asked, "later")
            for asked in queries if repeat else ():
                yield self._asked(page, asked, "again")

    def counts(self, asked: Asked) -> list[Sent]:
        """Return what the counts of all options of all facets are sent for, after a first query (Conect only)."""
        with self._page() as page:
            self._first(page, asked)
            page.evaluate("query => counts(query)", asked.text)
            return self._host.taken()

    def main_thread(self, queries: Sequence[Asked]) -> list[tuple[float, float]]:
        """Return (clock, processor) milliseconds of the longest task of the main thread, for each ten queries."""
        found = []
        for some in batches_of(queries, TRACED):
            with self._page() as page:
                self._browser.start_tracing(page=page, categories=["disabled-by-default-devtools.timeline"])
                first, *others = some
                self._first(page, first)
                for asked in others:
                    self._asked(page, asked, "later")
                found.append(longest_task(self._browser.stop_tracing()))
        return found

    @contextmanager
    def _page(self) -> Iterator[Page]:
        context = self._browser.new_context(locale="ro-RO")
        context.set_default_timeout(MOST)
        try:
            page = context.new_page()
            # Somebody is on the site already: starting a process for it is the browser's part, not the engine's.
            page.goto(f"{self._host.origin}/measure-before.html")
            yield page
        finally:
            with suppress(Error):
                context.close()

    def _first(self, page: Page, asked: Asked) -> Answer:
        """Ask by the address of the page, which is loaded for it."""

        def load() -> dict[str, Any]:
            page.goto(f"{self._address()}?q={quote(asked.text)}", wait_until="domcontentloaded")
            found: dict[str, Any] = page.evaluate("() => first")
            return found

        return self._answered(page, asked, "cold", load)

    def _address(self) -> str:
        return f"{self._host.origin}/measure-{self.engine}.html"

    def _asked(self, page: Page, asked: Asked, phase: str) -> Answer:
        """Ask on the page that is there."""
        return self._answered(page, asked, phase, lambda: page.evaluate("query => ask(query)", asked.text))

    def _answered(self, page: Page, asked: Asked, phase: str, ask: Callable[[], dict[str, Any]]) -> Answer:
        self._host.taken()
        try:
            answer = ask()
        except Error as error:
            raise ConectError(
                f"{self.engine} nu a răspuns la „{asked.text}”: {error.message.splitlines()[0]}",
                f"{self.engine} did not answer “{asked.text}”: {error.message.splitlines()[0]}",
            ) from None
        if answer["total"] is None:
            # Whoever loads the page anew is rid of what still works on the old question.
            page.goto(self._address())
            page.wait_for_function("() => window.ask")
        sent = [each for each in self._host.taken() if not each.path.endswith(".html")]
        return Answer(
            engine=self.engine,
            phase=phase,
            kind=asked.kind,
            query=asked.text,
            time=answer["time"],
            bytes=sum(each.bytes for each in sent),
            code=sum(each.bytes for each in sent if is_code(each.path)),
            requests=len(sent),
            longest=answer["longest"],
            total=answer["total"],
            hits=answer["hits"],
        )


def is_code(path: str) -> bool:
    """Tell whether a file is the engine's code, the same for every query, and not data."""
    return path.endswith(".js") or Path(path).name.startswith("wasm.")


def longest_task(trace: bytes) -> tuple[float, float]:
    """Return (clock, processor) milliseconds of the longest task of a page's main thread in a Chromium trace."""
    events = json.loads(trace)["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        (event["dur"] / 1000, event.get("tdur", event["dur"]) / 1000)
        for event in events
        if event["name"] == "RunTask" and event.get("ph") == "X" and (event["pid"], event["tid"]) in main
    ]
    return max((clock for clock, _ in tasks), default=0.0), max((processor for _, processor in tasks), default=0.0)
