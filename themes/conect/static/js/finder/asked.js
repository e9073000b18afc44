// What is asked, in the address: ?q=…&county=CJ&domains=educatie&sort=name&page=2, or ?list=mine; and the way back to it.
import { words } from "./page.js";

const MOST = 200;
const SORTS = new Set(["relevance", "name", "confirmed"]);

/** Words as they are searched: no blanks around or doubled, not longer than the engine reads. */
export const tidy = (text) => text.replace(/\s+/gu, " ").trim().slice(0, MOST).trim();

/**
 * Read an address's query string: words, filters (facet -> values), order ("" is the usual one), page; `mine` is the saved
 * list. `known` (facet -> Set of values) says what exists: all else is passed over.
 */
export function read(search, known) {
  const given = new URLSearchParams(search);
  const state = { query: tidy(given.get("q") ?? ""), filters: new Map(), sort: "", page: 1, mine: given.get("list") === "mine" };
  for (const [facet, values] of known) {
    const named = new Set(given.getAll(facet));
    const chosen = [...values].filter((value) => named.has(value));
    if (chosen.length) state.filters.set(facet, chosen);
  }
  const sort = given.get("sort");
  if (SORTS.has(sort) && sort !== usual(state)) state.sort = sort;
  const page = given.get("page");
  if (/^[1-9]\d{0,5}$/.test(page)) state.page = Number(page);
  return state;
}

/** The order without a choice: best matches first where there are words, else by name. */
export const usual = (state) => (state.query ? "relevance" : "name");

/** The one address of a state: the same choices always give the same. */
export function write(state) {
  const query = new URLSearchParams();
  if (state.mine) query.set("list", "mine");
  else {
    if (state.query) query.set("q", state.query);
    for (const [facet, values] of state.filters) for (const value of values) query.append(facet, value);
    if (state.sort && state.sort !== usual(state)) query.set("sort", state.sort);
    if (state.page > 1) query.set("page", state.page);
  }
  const text = query.toString();
  return words.list + (text && `?${text}`);
}

/** Whether nothing is asked: the list as it was published answers. */
export const isPlain = (state) => write(state) === words.list;

/** The same filters with a value of one facet taken out. */
export function without(filters, facet, value) {
  const left = new Map(filters);
  const values = left.get(facet).filter((each) => each !== value);
  if (values.length) left.set(facet, values);
  else left.delete(facet);
  return left;
}

const PAUSE = 150; // ms after the last movement, since browsers count how often an entry is written

/** Keep the place on the page with each entry of the history: rows come too late for the browser to restore it itself. */
export function keepPlaces(onMove) {
  let timer = 0;
  const keep = () => (history.state?.y ?? 0) !== scrollY && history.replaceState({ y: scrollY }, "");
  history.scrollRestoration = "manual";
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  addEventListener("click", keep, true); // which may lead away before the pause is over
  addEventListener("popstate", () => {
    clearTimeout(timer);
    onMove();
  });
}

/** Go to the place that was kept with this entry. */
export function restorePlace() {
  const y = history.state?.y;
  if (!y) return;
  document.getElementById("results").classList.add("main-whole");
  scrollTo({ top: y, behavior: "instant" });
}
