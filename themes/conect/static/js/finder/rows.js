// A row of results: what the published lists print (templates/macros/entries.html), with the match marked.
import { el, marked } from "./dom.js";
import { isSaved, toggle } from "./saved.js";
import { day, fill, language, number, say, words } from "./words.js";

const foreign = (lang) => (lang && lang !== language ? lang : null);

/** A row of a card of the engine. `keep` is the save button's listener, null where nothing can be kept. */
export function row(card, keep) {
  const marks = card.marks ?? {};
  const off = card.struckOff || card.status?.id === "in_lichidare";
  return el(
    "li",
    { class: card.struckOff ? "row row-off" : "row" },
    el(
      "h2",
      { class: "row-name" },
      el("a", { href: `${words.list}${card.id}/`, lang: foreign(card.nameLang) }, ...marked(card.name, marks.name)),
      ...(card.shortName ? [" ", el("span", { class: "short", lang: foreign("ro") }, `(${card.shortName})`)] : []),
      ...(off ? [" ", el("span", { class: "tag tag-off" }, card.status.label)] : []),
      ...(card.demo ? [" ", el("span", { class: "tag" }, words.demo)] : []),
    ),
    facts(place(card), card.legalForm?.label ?? "", card.domains.map((domain) => domain.label)),
    card.summary && el("p", { class: "row-line", lang: foreign(card.summaryLang) }, ...marked(card.summary, marks.summary)),
    el("p", { class: "row-fresh" }, freshness(card)),
    keep && saveButton(snapshot(card), keep),
  );
}

/** The row of an organisation of the saved list. */
export function savedRow(item, keep) {
  return el(
    "li",
    { class: "row" },
    el(
      "h2",
      { class: "row-name" },
      el("a", { href: `${words.list}${item.id}/`, lang: foreign(item.nameLang) }, item.name),
      ...(item.short ? [" ", el("span", { class: "short", lang: foreign("ro") }, `(${item.short})`)] : []),
    ),
    facts([item.place], item.form, item.domains),
    item.summary && el("p", { class: "row-line", lang: foreign(item.summaryLang) }, item.summary),
    saveButton(item, keep),
  );
}

/** Give a published row its save button. */
export function addSaveButton(node, keep) {
  const link = node.querySelector(".row-name a");
  const line = node.querySelector(".row-line");
  const [where, form, domains] = [...node.querySelectorAll(".row-facts > span")].map((span) => span.textContent);
  const item = {
    id: link.pathname.split("/").at(-2),
    name: link.textContent,
    nameLang: link.lang || language,
    short: node.querySelector(".short")?.textContent.slice(1, -1) ?? "",
    place: where ?? "",
    form: form ?? "",
    domains: domains ? [domains] : [],
    summary: line?.textContent ?? "",
    summaryLang: line?.lang || language,
  };
  node.append(saveButton(item, keep));
}

function facts(where, form, domains) {
  const parts = [where, [form], [domains.join(", ")]].filter((nodes) => nodes.some((node) => node !== ""));
  return el("p", { class: "row-facts" }, ...parts.flatMap((nodes) => [el("span", {}, ...nodes), " "]));
}

function place(card) {
  const [county, locality] = [card.county?.label ?? "", card.locality];
  if (!locality) return [county || words["no-county"]];
  const name = marked(locality, card.marks?.locality);
  return county && county !== locality ? [...name, `, ${county}`] : name;
}

function freshness(card) {
  const dated = card.freshness !== "never";
  const message = dated ? words[card.freshness] : words[card.origin === "register" ? "imported" : "never"];
  const date = dated && el("time", { datetime: card.confirmedOn }, day(card.confirmedOn));
  return el("span", { class: `fresh fresh-${card.freshness}` }, ...fill(message, { date }));
}

function snapshot(card) {
  return {
    ...card,
    short: card.shortName,
    form: card.legalForm?.label ?? "",
    place: card.locality && card.county && card.county.label !== card.locality
      ? `${card.locality}, ${card.county.label}`
      : card.locality || (card.county?.label ?? ""),
    domains: card.domains.map((domain) => domain.label),
  };
}

function saveButton(item, keep) {
  const text = el("span");
  const button = el("button", { type: "button", class: "quiet save", "data-id": item.id }, text);
  button.append(el("span", { class: "hidden" }, `: ${item.name}`));
  const show = () => {
    const kept = isSaved(item.id);
    text.textContent = kept ? words.unsave : words.save;
    button.classList.toggle("save-kept", kept);
  };
  button.addEventListener("click", () => {
    try {
      keep(item, toggle(item));
    } catch {
      button.disabled = true; // the device refuses: full, or closed to this site
    }
    show();
  });
  button.addEventListener("refresh", show);
  show();
  return el("p", { class: "row-save" }, button);
}

/** Numbered pages with real links (templates/macros/pages.html); null where there is one page. */
export function pageLinks(page, pages, address) {
  if (pages < 2) return null;
  const around = [page - 2, page - 1, page, page + 1, page + 2].filter((n) => n > 1 && n < pages);
  const shown = [1, ...around, pages];
  const items = [];
  const step = (rel, n, label) =>
    el("li", {}, el("a", { rel, href: address(n) }, label, el("span", { class: "hidden" }, ` ${words["a-page"]}`)));
  if (page > 1) items.push(step("prev", page - 1, words.previous));
  shown.forEach((n, at) => {
    const gap = at ? n - shown[at - 1] : 1;
    if (gap === 2) items.push(numbered(n - 1));
    if (gap > 2) items.push(el("li", { class: "gap" }, el("span", { "aria-hidden": "true" }, "…")));
    items.push(numbered(n));
  });
  if (page < pages) items.push(step("next", page + 1, words.next));
  return el("nav", { class: "pages", "aria-label": words.pages }, el("ul", {}, ...items));

  function numbered(n) {
    const label = [el("span", { class: "hidden" }, `${words["page-number"]} `), number(n)];
    const current = n === page ? "page" : null;
    return el("li", {}, el("a", { href: address(n), "aria-current": current }, ...label));
  }
}

/** ", pagina 2 din 7" */
export const pageOf = (page, pages) => (pages > 1 ? `, ${say("page", { page: number(page), pages: number(pages) })}` : "");
