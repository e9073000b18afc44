// The finder at /organizatii/: what is asked stands in the address, the engine answers from a worker, this file keeps the
// page in step with both. Where nothing is asked, the published list stands as it is and nothing is loaded.
import { asked, isPlain, read, tidy, usual, without, write } from "./address.js";
import { el, part, plainClick } from "./dom.js";
import { engine, warm } from "./engine.js";
import { chipBar, panel } from "./filters.js";
import * as places from "./history.js";
import { leftOut, note, nothing, trouble } from "./notices.js";
import { addSaveButton, pageLinks, pageOf, row, savedRow } from "./rows.js";
import * as list from "./saved.js";
import { toolbar } from "./tools.js";
import { counted, number, say, words } from "./words.js";

const SIZE = 10;
const PATIENCE = 400; // ms before "Se caută…" is shown: what comes sooner needs no word

const head = document.querySelector("main .head");
const heading = head.querySelector("h1");
const lead = head.querySelector(".lead");
const total = head.querySelector(".total");
const status = total.querySelector("strong");
const section = document.querySelector("main .main");
const columns = section.parentElement;
const boxes = [...document.querySelectorAll("form.search input[name=q]")];
const robots = document.querySelector("meta[name=robots]") ?? document.head.appendChild(el("meta", { name: "robots" }));
const published = {
  rows: [...section.childNodes],
  heading: heading.textContent,
  count: status.textContent,
  of: status.nextSibling?.textContent.trimEnd() ?? "",
  title: document.title,
  robots: robots.content,
};

let state;
let turn = 0;

const filters = panel({
  onChange: (chosen) => go({ filters: chosen, page: 1 }),
  onUse: warm,
  onDone: toResults,
  onAgain: () => count(turn),
});
const chips = chipBar({ onClear: () => go({ filters: new Map(), page: 1 }, toHeading) });
const tools = toolbar({ search: searchAll, sort: (sort) => go({ sort, page: 1 }), emptied: () => show() });
const found = el("div", { class: "found" });
const waiting = el("p", { class: "waiting", "aria-hidden": "true" }, words.searching);
const of = el("span");

const address = (changes) => write({ ...state, ...changes });

/** Ask for something else; `focus` says where the focus goes once it is there. */
function go(changes, focus) {
  const next = { ...state, mine: false, ...changes };
  if (!next.query && next.sort === "relevance") next.sort = "";
  if (location.pathname !== words.list) location.assign(write(next));
  else {
    places.push(write(next));
    state = next;
    show(focus);
  }
}

/** Bring the page in step with `state`. */
async function show(focus) {
  const mine = ++turn;
  frame();
  if (state.mine) showMine();
  else if (isPlain(state)) showPublished();
  else await showResults(mine);
  if (mine === turn) focus?.();
}

/** All that does not wait for an answer: boxes, chips, title, heading, what search engines are told. */
function frame() {
  const plain = isPlain(state);
  for (const box of boxes) box.value = state.query;
  filters.choose(state.filters);
  filters.form.hidden = state.mine;
  columns.classList.toggle("finder-alone", state.mine);
  heading.textContent = plain ? published.heading : title();
  document.title = plain
    ? published.title
    : `${heading.textContent}${state.page > 1 ? `, ${words["page-number"].toLowerCase()} ${number(state.page)}` : ""} – ${words.site}`;
  if (lead) {
    lead.hidden = !plain && !state.mine;
    lead.textContent = state.mine ? words["mine-lead"] : published.lead;
  }
  robots.content = plain ? published.robots : "noindex";
  for (const link of document.querySelectorAll(".languages a[hreflang]")) {
    link.search = new URL(write(state), location.origin).search;
  }
  showChips(null);
  tools.show({ mine: state.mine, words: state.query !== "", sort: state.sort || usual(state), saved: list.saved().length });
}

function title() {
  if (state.mine) return words.mine;
  const labels = chosen().map((chip) => chip.text);
  const shown = labels.length > 3 ? [...labels.slice(0, 2), say("more", { n: number(labels.length - 2) })] : labels;
  if (!state.query) return labels.length ? say("filtered", { labels: shown.join(", ") }) : published.heading;
  return [say("searched", { query: state.query }), ...shown].join(", ");
}

/** The chosen filters as [{facet, value, text, label, address}]. */
function chosen() {
  return [...state.filters].flatMap(([facet, values]) =>
    values.map((value) => {
      const { facet: name, text } = filters.label(facet, value);
      const label = name ? `${name}: ${text}` : text;
      return { facet, value, name, text, label, address: address({ filters: without(state.filters, facet, value), page: 1 }) };
    }),
  );
}

// A word like "fundații" alone is searched as the filter that it means, and is shown as one.
function showChips(legalForm) {
  const after = (at) => () => chips.focus(at) || toHeading();
  const shown = chosen().map(({ facet, value, name, text }) => ({
    facet: name,
    text,
    remove: (at) => go({ filters: without(state.filters, facet, value), page: 1 }, after(at)),
  }));
  const form = legalForm && filters.label("legal_form", legalForm);
  const query = form ? { facet: form.facet, text: form.text } : { facet: "", text: say("quoted", { query: state.query }) };
  if (state.query) shown.unshift({ ...query, remove: (at) => go({ query: "", sort: "", page: 1 }, after(at)) });
  chips.show(state.mine ? [] : shown, words.remove, state.filters.size > 0 && !state.mine);
}

function showPublished() {
  settle(...published.rows);
  tell(published.count, published.of);
  filters.count(null);
  filters.total(words.total);
  tools.found(words.total);
}

function showMine() {
  const items = list.saved();
  tell(counted("organisations", items.length));
  tools.found(items.length);
  settle(items.length ? el("ul", { class: "rows" }, ...items.map((item) => savedRow(item, keep))) : part(".mine-empty"));
}

async function showResults(mine) {
  busy(mine);
  try {
    const ready = await engine();
    const result = await ready.search(state.query, {
      filters: state.filters,
      sort: state.sort || usual(state),
      page: state.page,
      size: SIZE,
    });
    if (mine === turn) answer(result);
  } catch (error) {
    if (mine !== turn || error.code === "stale") return;
    console.warn(error);
    tell("");
    tools.found(0);
    settle(trouble(error.code, () => (error.code ? show(toHeading) : location.reload())));
    return;
  }
  await count(mine);
}

function answer(result) {
  if (result.page !== state.page) {
    state.page = result.page;
    places.replace(write(state));
    frame();
  }
  showChips(result.legalForm);
  tell(counted("organisations", result.total), pageOf(result.page, result.pages));
  filters.total(result.total);
  tools.found(result.total);
  const everything = { registry_status: [...filters.known.get("registry_status")] };
  const off = address({ filters: new Map([...state.filters, ...Object.entries(everything)]), page: 1 });
  result.addressOf = address;
  if (!result.total) {
    settle(nothing(result, chosen(), off));
    return;
  }
  const left = leftOut(result, off);
  settle(
    note(result),
    el("ul", { class: "rows" }, ...result.hits.map((card) => row(card, list.works() ? keep : null))),
    pageLinks(result.page, result.pages, (page) => address({ page })),
    left && el("p", { class: "apart" }, ...left),
  );
}

/** The numbers beside the options may come after the rows, and fail without them. */
async function count(mine) {
  try {
    const ready = await engine();
    const counts = await ready.facets(state.query, { filters: state.filters });
    if (mine === turn) filters.count(counts.facets);
  } catch (error) {
    if (mine === turn && error.code !== "stale") filters.blank(true);
  }
}

/** Everything that was found, for a file. */
async function searchAll(limit, progress) {
  const ready = await engine();
  const options = { filters: state.filters, sort: state.sort || usual(state), limit, progress };
  return ready.all(state.query, options);
}

function keep(item, kept) {
  tools.say(say(kept ? "saved" : "unsaved", { name: item.name }));
  tools.saved(list.saved().length);
  if (state.mine) {
    const at = [...found.querySelectorAll(".save")].findIndex((button) => button.dataset.id === item.id);
    show(() => {
      const left = found.querySelectorAll(".save");
      if (left.length) left[Math.min(at, left.length - 1)].focus();
      else toHeading();
    });
  }
}

function tell(count, pages = "") {
  if (status.textContent !== count) status.textContent = count;
  of.textContent = pages;
}

function busy(mine) {
  section.setAttribute("aria-busy", "true");
  setTimeout(() => {
    if (mine === turn && section.hasAttribute("aria-busy")) section.classList.add("main-busy");
  }, PATIENCE);
}

function settle(...nodes) {
  section.removeAttribute("aria-busy");
  section.classList.remove("main-busy");
  found.replaceChildren(...nodes.filter(Boolean));
}

function toHeading() {
  heading.focus({ preventScroll: true });
  scrollTo({ top: 0, behavior: "instant" });
}

function toResults() {
  section.focus({ preventScroll: true });
  section.scrollIntoView({ behavior: "instant" });
}

/** Links of the finder to itself are followed without loading the page again. */
function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || !plainClick(event) || link.origin !== location.origin || link.pathname !== words.list || link.hash) return;
  if (!link.search && !link.closest(".my-list")) return;
  event.preventDefault();
  go(read(link.search, filters.known), link.closest(".pages") ? toResults : toHeading);
}

function build() {
  published.lead = lead?.textContent ?? "";
  status.setAttribute("role", "status");
  total.replaceChildren(status, of);
  heading.tabIndex = -1;
  section.id = "results";
  section.tabIndex = -1;
  document.getElementById("refine")?.remove();
  columns.className = "columns finder";
  columns.prepend(filters.form);
  head.append(chips.bar);
  section.append(tools.bar, waiting, found);
  if (list.works()) for (const node of section.querySelectorAll(".row")) addSaveButton(node, keep);
  if (isPlain(state)) found.append(...published.rows);
  else {
    for (const node of published.rows) node.remove();
    tell("");
    filters.blank(false);
  }
}

// Later pages of the published list are lists alone: what is asked there leads to the first one.
state = location.pathname === words.list ? read(location.search, filters.known) : asked();
build();
for (const box of boxes) {
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = tidy(box.value);
    go({ query, page: 1, ...(query === state.query ? {} : { sort: "" }) }, toHeading);
  });
}
document.addEventListener("click", follow);
list.watch(() => show());
places.start(() => {
  state = read(location.search, filters.known);
  show(places.restore);
});
show(places.restore);
filters.unfold();
