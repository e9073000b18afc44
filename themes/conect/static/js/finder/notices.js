// What stands in the place of rows or above them: nothing found, a failure, another spelling.
import { el, part } from "./dom.js";
import { counted, fill, say, words } from "./words.js";

/** A line above the rows where they are not quite what was asked; null where they are. */
export function note(result) {
  if (result.mode === "any" && result.total) return el("p", { class: "note" }, words.any, ...meant(result));
  if (result.mode !== "similar" || !result.total) return null;
  const typed = (result.corrected ?? []).map((each) => each.typed).join(" ");
  const used = [...new Set((result.corrected ?? []).flatMap((each) => each.used))].join(", ");
  return el("p", { class: "note" }, say("similar", { typed: typed || result.query, used }), ...meant(result));
}

const meant = (result) => spelling(result.suggestions, result.addressOf);

function spelling(suggestions, addressOf) {
  const links = suggestions.map((query) => el("a", { href: addressOf({ query, page: 1 }) }, query));
  return links.length ? [` ${words.meant} `, ...links.flatMap((link, at) => (at ? [", ", link] : [link]))] : [];
}

/**
 * The page of a search that found nothing: what was searched, a spelling, each filter to drop with the number that would
 * give. `chips` are the chosen filters [{facet, value, label, address}].
 */
export function nothing(result, chips, offAddress) {
  const box = part(".nothing");
  const find = (selector) => box.querySelector(selector);
  const searched = [];
  if (result.query) searched.push(...fill(words["found-for"], { query: el("strong", {}, result.query) }), " ");
  if (chips.length) searched.push(say("found-with", { labels: chips.map((chip) => chip.label).join("; ") }));
  find(".searched").append(...searched);
  find(".searched").hidden = !searched.length;
  if (result.suggestions.length) {
    find(".spelling").append(...spelling(result.suggestions, result.addressOf));
    find(".spelling").hidden = false;
  }
  const drops = chips.map((chip) => ({
    ...chip,
    total: result.relax.find(({ facet, value }) => facet === chip.facet && value === chip.value)?.total ?? 0,
  }));
  if (drops.length) {
    drops.sort((a, b) => b.total - a.total);
    find(".relax").hidden = false;
    find(".relax ul").append(
      ...drops.map(({ label, total, address }) => {
        const text = `${say("without", { label })} ${counted("organisations", total)}`;
        return el("li", {}, total ? el("a", { href: address }, text) : text);
      }),
    );
  }
  const off = leftOut(result, offAddress);
  if (off) {
    find(".off").append(...off);
    find(".off").hidden = false;
  }
  find(".advice").hidden = !result.query;
  return box;
}

/** "Nu apar în această listă: 2 organizații radiate", with a link to them; null where there are none. */
export function leftOut(result, address) {
  return result.struckOff ? [`${words["left-out"]} `, el("a", { href: address }, counted("off", result.struckOff))] : null;
}

/** A failure, with a button that tries again; where the browser cannot do it, without. */
export function trouble(code, again) {
  const box = part(".trouble");
  const kind = code === "broken" ? "broken" : "network";
  for (const node of box.querySelectorAll("[data-code]")) node.hidden = node.dataset.code !== kind;
  box.querySelector(".again").hidden = kind === "broken";
  box.querySelector("button").addEventListener("click", again);
  return box;
}

