// The finder at /organizatii/: what is asked stands in the address, the engine answers from a worker, this file keeps the
// page in step with both. Where nothing is asked, the published list stands as it is and nothing is loaded.
import { isPlain, keepPlaces, read, restorePlace, tidy, usual, without, write } from "./asked.js";
import { chipBar, panel } from "./filters.js";
import { leftOut, note, nothing, trouble } from "./notices.js";
import { counted, el, engine, number, part, plainClick, rest, say, warm, words } from "./page.js";
import { addSaveButton, pageLinks, pageOf, row } from "./rows.js";
import * as list from "./saved.js";
import { toolbar } from "./tools.js";

const SIZE = 10;
const PATIENCE = 400; // ms before "Se caută…" is shown: what comes sooner needs no word

const head = document.querySelector("main .head");
const heading = head.querySelector("h1");
const lead = head.querySelector(".lead") ?? el("p"); // later pages have none
const total = head.querySelector(".total");
const status = total.querySelector("strong");
const section = document.querySelector("main .main");
const columns = section.parentElement;
const boxes = [...document.querySelectorAll("form.search input[name=q]")];
const robots = document.querySelector("meta[name=robots]") ?? document.head.appendChild(el("meta", { name: "robots" }));
const published = {
  rows: [...section.childNodes],
  heading: heading.textContent,
  lead: lead.textContent,
  count: status.textContent,
  of: status.nextSibling.textContent.trimEnd(),
  title: document.title,
  robots: robots.content,
};
const found = el("div", { class: "found" });
const of = el("span");

const filters = panel({
  onChange: (chosen) => ask(typed(), { filters: chosen }),
  onUse: warm,
  onDone: toResults,
  onAgain: () => count(turn),
});
const chips = chipBar({ onClear: () => go({ filters: new Map() }, toHeading) });
const tools = toolbar({ search: searchAll, sort: (sort) => go({ sort }), emptied: () => show(toHeading) });

// Later pages of the published list are lists alone: what is asked there leads to the first one.
let state = read(location.pathname === words.list ? location.search : "", filters.known);
if (!isPlain(state) && !state.mine) warm(); // on its way while the page is made ready
let turn = 0;
let showing; // what the address asked for when the page was last brought in step with it

/** The address of the present state with some changes; each begins anew at the first page unless it names one. */
const address = (changes) => write({ ...state, page: 1, ...changes });

/** What stands in a search box and was not sent, else what is asked: whoever types and then ticks means both. */
const typed = () => boxes.map((box) => tidy(box.value)).find((text) => text !== state.query) ?? state.query;

/** Ask for something else; `focus` says where the focus goes once it is there. */
function go(changes, focus) {
  const next = { ...state, page: 1, mine: false, ...changes };
  if (!next.query && next.sort === "relevance") next.sort = "";
  if (location.pathname !== words.list) {
    location.assign(write(next));
    return;
  }
  history.pushState({ y: 0 }, "", write(next));
  section.classList.remove("main-first");
  state = next;
  show(focus);
}

/** Ask for words: other ones than before are not put in the order that was chosen for those. */
const ask = (query, changes, focus) => go({ query, sort: query === state.query ? state.sort : "", ...changes }, focus);

/** Bring the page in step with `state`. */
async function show(focus) {
  const mine = ++turn;
  showing = location.search;
  if (state.mine || isPlain(state)) {
    frame();
    if (state.mine) showMine();
    else showPublished();
  } else {
    const coming = look(); // on its way while the page is made ready
    section.setAttribute("aria-busy", "true");
    // What was clicked shows it, before the page follows.
    if (mine > 1) await rest();
    if (mine !== turn) return;
    frame();
    await showResults(mine, coming);
  }
  if (mine === turn) focus?.();
}

/** All that does not wait for an answer: boxes, chips, title, heading, what search engines are told. */
function frame() {
  const plain = isPlain(state);
  // What was typed while the page was made ready is not taken back.
  for (const box of boxes) if (turn > 1 || !box.value) box.value = state.query;
  filters.choose(state.filters);
  filters.form.hidden = state.mine;
  columns.classList.toggle("finder-alone", state.mine);
  heading.textContent = plain ? published.heading : title();
  const page = state.page > 1 ? `, ${words["page-number"].toLowerCase()} ${number(state.page)}` : "";
  document.title = plain ? published.title : `${heading.textContent}${page} – ${words.site}`;
  lead.hidden = !plain && !state.mine;
  lead.textContent = state.mine ? words["mine-lead"] : published.lead;
  robots.content = plain ? published.robots : "noindex";
  for (const link of document.querySelectorAll(".languages a")) link.search = write(state).slice(words.list.length);
  showChips();
  tools.show(state, state.sort || usual(state));
}

function title() {
  if (state.mine) return words.mine;
  const labels = chosen().map((chip) => chip.text);
  const shown = labels.length > 3 ? [...labels.slice(0, 2), say("more", { n: number(labels.length - 2) })] : labels;
  if (state.query) return [say("searched", { query: state.query }), ...shown].join(", ");
  return labels.length ? say("filtered", { labels: shown.join(", ") }) : published.heading;
}

/** The chosen filters: {facet, value, name of the facet, text, label, filters without it, address without it}. */
function chosen() {
  return [...state.filters].flatMap(([facet, values]) =>
    values.map((value) => {
      const { name, text } = filters.label(facet, value);
      const left = without(state.filters, facet, value);
      return { facet, value, name, text, label: name ? `${name}: ${text}` : text, left, address: address({ filters: left }) };
    }),
  );
}

// A word like "fundații" alone is searched as the filter that it means, and is shown as one.
function showChips(legalForm) {
  const after = (at) => () => chips.focus(at) || toHeading();
  const all = chosen().map(({ name, text, left }) => ({ name, text, remove: (at) => go({ filters: left }, after(at)) }));
  const query = legalForm ? filters.label("legal_form", legalForm) : { text: say("quoted", { query: state.query }) };
  if (state.query) all.unshift({ ...query, remove: (at) => go({ query: "", sort: "" }, after(at)) });
  chips.show(state.mine ? [] : all, state.filters.size > 0);
}

function showPublished() {
  tell(published.count, published.of);
  filters.count(null);
  filled(words.total, published.rows);
}

function showMine() {
  const items = list.saved();
  const rows = items.map((card) => row(card, keep));
  tell(counted("organisations", items.length));
  filled(items.length, rows.length ? el("ul", { class: "rows" }, rows) : part(".mine-empty"));
}

/** Ask for what `state` says: {result} or {error}. */
async function look() {
  try {
    const ready = await engine();
    return { result: await ready.search(state.query, { ...question(), page: state.page, size: SIZE }) };
  } catch (error) {
    return { error };
  }
}

async function showResults(mine, coming) {
  setTimeout(() => mine === turn && section.hasAttribute("aria-busy") && section.classList.add("main-busy"), PATIENCE);
  try {
    const { result, error } = await coming;
    if (mine !== turn) return;
    if (error) throw error;
    answer(result);
  } catch (error) {
    if (mine !== turn || error.code === "stale") return;
    console.warn(error);
    tell("");
    // A module that did not load is not asked for again by the same page.
    filled(0, trouble(error.code, () => (error.code ? show(toHeading) : location.reload())));
    return;
  }
  await count(mine);
}

const question = () => ({ filters: state.filters, sort: state.sort || usual(state) });

function answer(result) {
  if (result.page !== state.page) {
    state.page = result.page;
    history.replaceState(history.state, "", write(state));
    showing = location.search;
    frame();
  }
  if (result.legalForm) showChips(result.legalForm);
  tell(counted("organisations", result.total), pageOf(result.page, result.pages));
  const everyStatus = [...filters.known.get("registry_status")];
  const left = leftOut(result, address({ filters: new Map(state.filters).set("registry_status", everyStatus) }));
  if (!result.total) {
    filled(0, nothing(result, chosen(), left, address));
    return;
  }
  const rows = result.hits.map((card) => row(card, list.works() && keep));
  filled(result.total, [
    note(result, address),
    el("ul", { class: "rows rows-found" }, rows),
    pageLinks(result.page, result.pages, (page) => address({ page })),
    left && el("p", { class: "apart" }, left),
  ]);
}

/** The numbers beside the options may come after the rows, and fail without them. */
async function count(mine) {
  try {
    const ready = await engine();
    const counts = await ready.facets(state.query, question());
    if (mine === turn) filters.count(counts.facets);
  } catch (error) {
    if (mine === turn && error.code !== "stale") filters.blank(true);
  }
}

/** Everything that was found, for a file. */
async function searchAll(limit, progress) {
  const ready = await engine();
  return ready.all(state.query, { ...question(), limit, progress });
}

function keep(card, kept) {
  const { name } = card;
  if (state.mine) {
    const at = [...found.querySelectorAll(".save")].findIndex((button) => button.dataset.id === card.id);
    show(() => {
      const left = found.querySelectorAll(".save");
      if (left.length) left[Math.min(at, left.length - 1)].focus();
      else toHeading();
    });
  }
  tools.count(list.saved().length);
  tools.say(say(kept ? "saved" : "unsaved", { name }));
}

function tell(text, pages = "") {
  if (status.textContent !== text) status.textContent = text;
  of.textContent = pages;
}

/** Put nodes in the place of the results; `n` organisations are found. */
function filled(n, nodes) {
  section.removeAttribute("aria-busy");
  section.classList.remove("main-busy");
  filters.total(n);
  tools.found(n);
  found.replaceChildren(...[nodes].flat().filter(Boolean));
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
  const link = event.target.closest?.("main a[href]");
  if (!link || !plainClick(event) || link.origin + link.pathname !== location.origin + words.list || !link.search || link.hash) return;
  event.preventDefault();
  go(read(link.search, filters.known), link.closest(".pages") ? toResults : toHeading);
}

function build() {
  status.setAttribute("role", "status");
  total.replaceChildren(status, of);
  heading.tabIndex = -1;
  section.id = "results";
  section.tabIndex = -1;
  document.getElementById("refine")?.remove();
  columns.className = "columns finder";
  columns.prepend(filters.form);
  head.append(chips.bar);
  section.replaceChildren(tools.bar, el("p", { class: "waiting", "aria-hidden": "true" }, words.searching), found);
  const rows = published.rows.flatMap((node) => [...(node.querySelectorAll?.(".row") ?? [])]);
  if (list.works()) for (const node of rows) addSaveButton(node, keep);
  if (isPlain(state)) return;
  section.classList.add("main-first");
  tell("");
  filters.blank(false);
}

build();
for (const box of boxes) {
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(tidy(box.value), {}, toHeading);
  });
}
document.addEventListener("click", follow);
list.watch(() => show());
keepPlaces(() => {
  // Who skips to the results moves within the page: rows put there anew would take the focus that has gone on.
  if (location.search === showing) {
    restorePlace();
    return;
  }
  state = read(location.search, filters.known);
  show(restorePlace);
});
show(restorePlace);
filters.unfold();
