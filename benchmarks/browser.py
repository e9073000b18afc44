"""Asks both engines the same queries in the same Chromium, and counts what each needs.

A *session* is a visitor with an empty cache who asks some queries one after another: the first is cold, the others
come later in the same page, and at the end each is asked again, but for those that had no answer in time. A session
may have one query alone. The engines' sessions alternate.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.pages import BEFORE, address
from benchmarks.queries import Asked
from benchmarks.server import Host, Report, Sent
from conect.building.executor import batches_of
from conect.records.problems import ConectError
from tests.browser import chromium

SESSION = 5
"""Queries of a session."""

TRACED = 10
"""Queries in one trace of the main thread."""

MOST = 60_000
"""Milliseconds after which the browser is taken to hang."""


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
        """Ask the queries as one visitor, whom nothing watches but the host."""
        first, *others = queries
        asked = [("cold", first), *(("later", each) for each in others)]
        asked += [("again", each) for each in queries if repeat]
        unanswered: set[str] = set()
        with self._visitor(address(self.engine, [each.text for _, each in asked])):
            for phase, each in asked:
                if each.text in unanswered:
                    continue
                answer = self._answer(each, phase, self._host.report(MOST / 1000))
                if answer.total is None:
                    unanswered.add(each.text)
                yield answer

    def counts(self, asked: Asked) -> list[Sent]:
        """Return what the counts of all options of all facets are sent for, after a first query (Conect only)."""
        with self._watched([asked]) as page:
            self._host.taken()
            page.evaluate("query => counts(query)", asked.text)
            return self._host.taken()

    def main_thread(self, queries: Sequence[Asked]) -> list[tuple[float, float]]:
        """Return (clock, processor) milliseconds of the longest task of the main thread, for each ten queries."""
        found = []
        for some in batches_of(queries, TRACED):
            with self._watched(some, trace=True):
                found.append(longest_task(self._browser.stop_tracing()))
        return found

    @contextmanager
    def _visitor(self, path: str) -> Iterator[None]:
        """Open the page in a context of the browser, with an empty cache, that nothing is attached to.

        Playwright leaves pages alone that are in no context of its own; one that it watches takes half as long again.
        """
        line = self._browser.new_browser_cdp_session()
        context = line.send("Target.createBrowserContext")["browserContextId"]
        try:
            url = f"{self._host.origin}{BEFORE}#{path}"
            line.send("Target.createTarget", {"url": url, "browserContextId": context})
            yield
        finally:
            with suppress(Error):
                line.send("Target.disposeBrowserContext", {"browserContextId": context})
                line.detach()

    @contextmanager
    def _watched(self, queries: Sequence[Asked], *, trace: bool = False) -> Iterator[Page]:
        """Ask the queries on a page that can be looked into; its times say nothing."""
        context = self._browser.new_context()
        context.set_default_timeout(MOST)
        try:
            page = context.new_page()
            page.goto(f"{self._host.origin}{BEFORE}")
            if trace:
                self._browser.start_tracing(page=page, categories=["disabled-by-default-devtools.timeline"])
            page.goto(self._host.origin + address(self.engine, [each.text for each in queries]))
            for each in queries:
                self._answer(each, "later", self._host.report(MOST / 1000))
            yield page
        finally:
            with suppress(Error):
                context.close()

    def _answer(self, asked: Asked, phase: str, report: Report | None) -> Answer:
        told: dict[str, Any] = json.loads(report.text) if report else {"error": f"{MOST / 1000:.0f} s"}
        if report is None or "error" in told:
            raise ConectError(
                f"{self.engine} nu a răspuns la „{asked.text}”: {told['error']}",
                f"{self.engine} did not answer “{asked.text}”: {told['error']}",
            )
        sent = [each for each in report.sent if not each.path.endswith(".html")]
        return Answer(
            engine=self.engine,
            phase=phase,
            kind=asked.kind,
            query=asked.text,
            time=told["time"],
            bytes=sum(each.bytes for each in sent),
            code=sum(each.bytes for each in sent if is_code(each.path)),
            requests=len(sent),
            longest=told["longest"],
            total=told["total"],
            hits=told["hits"],
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
