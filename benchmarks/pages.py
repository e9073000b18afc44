"""The pages from which the engines are asked, each by its own client as its documentation says.

A page asks what its address tells, one query after another, and posts to the host what each answer was and took. So
nothing of the browser's tools for developers has to be attached while it is measured: these see every request, and make
each take some milliseconds more, which no visitor has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import quote

from benchmarks.peers import RESULTS
from benchmarks.queries import WAIT
from benchmarks.server import TOLD

SETTLED = 3000
"""Milliseconds that a visitor is on the site before the first query: as long as the browser works on a new window, and
on clearing away the one before, which may have been the other engine's."""

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
const find = %s;
const row = ({id, name, text}) => {
  const link = document.createElement("a");
  link.href = `/organizatii/${id}/`;
  link.textContent = name;
  const item = document.createElement("li");
  item.append(link, " ", text);
  return item;
};
const patience = () => new Promise(resolve => setTimeout(resolve, %d, {total: null, rows: []}));
const ask = async (query, start = performance.now()) => {
  const {total, rows} = await Promise.race([find(query), patience()]);
  list.replaceChildren(...rows.map(row));
  const time = performance.now() - start;
  // The task that took the answer must end before the observer knows how long it was.
  await new Promise(resolve => setTimeout(resolve, 20));
  tasks.push(...observer.takeRecords());
  const longest = Math.max(0, ...tasks.splice(0).map(task => task.duration));
  return {total, hits: rows.map(each => each.id), time, longest};
};
window.counts = async query => Object.keys((await engine.facets(query, {filters: {}})).facets).length;
const address = new URL(location);
let asked = JSON.parse(address.searchParams.get("ask"));
const tell = (told) => fetch("%s", {method: "POST", body: JSON.stringify(told)});
const visit = async () => {
  for (let at = Number(address.searchParams.get("at")); at < asked.length; at += 1) {
    // What the address asks first is asked at once; its time runs from the beginning of the navigation.
    const answer = await ask(asked[at], at ? undefined : 0);
    await tell(answer);
    if (answer.total === null) {
      // Whoever loads the page anew is rid of what still works on the old question, and does not ask it once more.
      asked = asked.filter((query, place) => place <= at || query !== asked[at]);
      address.searchParams.set("ask", JSON.stringify(asked));
      address.searchParams.set("at", at + 1);
      location.replace(address);
      return;
    }
  }
};
visit().catch(error => tell({error: String(error)}));
</script>
"""

_BEFORE = """<!doctype html>
<html lang="ro"><meta charset="utf-8"><title>Benchmark</title><link rel="icon" href="data:,">
<script>setTimeout(() => location.hash && location.assign(location.hash.slice(1)), %d);</script>
"""

BEFORE = "/measure-before.html"
"""Somebody is on the site already: starting a process for it is the browser's part, not the engine's."""


def pages() -> dict[str, str]:
    """Return the pages from which each engine is asked, by path, and the one before them."""
    asking = {_path(name): _PAGE % (code, RESULTS, ask, WAIT, TOLD) for name, (code, ask) in _ENGINES.items()}
    return {BEFORE: _BEFORE % SETTLED, **asking}


def address(engine: str, queries: Iterable[str]) -> str:
    """Return the path of the page that asks ``engine`` these queries, one after another."""
    return f"{_path(engine)}?ask={quote(json.dumps(list(queries)))}"


def _path(engine: str) -> str:
    return f"/measure-{engine}.html"
