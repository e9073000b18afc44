// A row of results: what the published lists print (templates/macros/entries.html), with the match marked.
import { day, el, fill, foreign, language, marked, number, say, words } from "./page.js";
import { isSaved, placeOf, toggle } from "./saved.js";

/** A row of a card. `keep(card, saved)` is called by its save button; null where nothing can be kept. */
export function row(card, keep) {
  const { name, summary, legalForm, status, struckOff, marks = {} } = card;
  const off = struckOff || status?.id === "in_lichidare";
  const facts = [place(card), legalForm?.label, card.domains.map((domain) => domain.label).join(", ")];
  return el(
    "li",
    { class: struckOff ? "row row-off" : "row" },
    el(
      "h2",
      { class: "row-name" },
      el("a", { href: `${words.list}${card.id}/`, lang: foreign(card.nameLang) }, marked(name, marks.name)),
      card.shortName && [" ", el("span", { class: "short", lang: foreign("ro") }, `(${card.shortName})`)],
      off && [" ", el("span", { class: "tag tag-off" }, status.label)],
      card.demo && [" ", el("span", { class: "tag" }, words.demo)],
    ),
    el("p", { class: "row-facts" }, facts.filter((fact) => fact?.length).flatMap((fact) => [el("span", {}, fact), " "])),
    summary && el("p", { class: "row-line", lang: foreign(card.summaryLang) }, marked(summary, marks.summary)),
    card.freshness && el("p", { class: "row-fresh" }, freshness(card)),
    keep && saveButton(card, keep),
  );
}

/** Give a published row its save button. */
export function addSaveButton(node, keep) {
  const link = node.querySelector(".row-name a");
  const line = node.querySelector(".row-line");
  const [where, form, domains] = [...node.querySelectorAll(".row-facts > span")].map((span) => span.textContent);
  const card = {
    id: link.pathname.split("/").at(-2),
    name: link.textContent,
    nameLang: link.lang || language,
    shortName: node.querySelector(".short")?.textContent.slice(1, -1),
    summary: line?.textContent,
    summaryLang: line?.lang || language,
    ...placeOf(where),
    legalForm: { label: form },
    domains: domains ? [{ label: domains }] : [],
  };
  node.append(saveButton(card, keep));
}

function place({ county, locality, marks }) {
  if (!locality) return [county?.label ?? words["no-county"]];
  const name = marked(locality, marks?.locality);
  return county && county.label !== locality ? [...name, `, ${county.label}`] : name;
}

function freshness(card) {
  const dated = card.freshness !== "never";
  const message = words[dated ? card.freshness : card.origin === "register" ? "imported" : "never"];
  const date = dated && el("time", { datetime: card.confirmedOn }, day(card.confirmedOn));
  return el("span", { class: `fresh fresh-${card.freshness}` }, fill(message, { date }));
}

function saveButton(card, keep) {
  const text = el("span");
  const name = el("span", { class: "hidden" }, ` ${card.name}`);
  const button = el("button", { type: "button", class: "quiet save", "data-id": card.id }, text, name);
  const show = () => {
    const kept = isSaved(card.id);
    text.textContent = words[kept ? "unsave" : "save"];
    button.classList.toggle("save-kept", kept);
  };
  button.addEventListener("click", () => {
    try {
      keep(card, toggle(card));
    } catch {
      button.disabled = true; // the device refuses: full, or closed to this site
    }
    show();
  });
  show();
  return el("p", { class: "row-save" }, button);
}

/** Numbered pages with real links (templates/macros/pages.html); null where there is one page. */
export function pageLinks(page, pages, address) {
  if (pages < 2) return null;
  const items = [];
  const add = (n, label, attributes) => items.push(el("li", {}, el("a", { href: address(n), ...attributes }, label)));
  const step = (n, rel, label) => add(n, [label, el("span", { class: "hidden" }, ` ${words["a-page"]}`)], { rel });
  const numbered = (n) =>
    add(n, [el("span", { class: "hidden" }, `${words["page-number"]} `), number(n)], { "aria-current": n === page && "page" });
  if (page > 1) step(page - 1, "prev", words.previous);
  let last = 0;
  for (const n of new Set([1, page - 2, page - 1, page, page + 1, page + 2, pages])) {
    if (n < 1 || n > pages) continue;
    if (n - last === 2) numbered(n - 1);
    if (n - last > 2) items.push(el("li", { class: "gap" }, el("span", { "aria-hidden": "true" }, "…")));
    numbered(n);
    last = n;
  }
  if (page < pages) step(page + 1, "next", words.next);
  return el("nav", { class: "pages", "aria-label": words.pages }, el("ul", {}, items));
}

/** ", pagina 2 din 7" */
export const pageOf = (page, pages) => (pages > 1 ? `, ${say("page", { page: number(page), pages: number(pages) })}` : "");
