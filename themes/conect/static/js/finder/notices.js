// What stands in the place of rows or above them: nothing found, a failure, another spelling.
import { counted, el, fill, part, say, words } from "./page.js";

/** A line above the rows where they are not quite what was asked; null where they are. */
export function note({ mode, query, corrected, suggestions }, address) {
  if (mode !== "any" && mode !== "similar") return null;
  const typed = corrected?.map((each) => each.typed).join(" ") || query;
  const used = [...new Set(corrected?.flatMap((each) => each.used))].join(", ");
  return el("p", { class: "note" }, mode === "any" ? words.any : say("similar", { typed, used }), meant(suggestions, address));
}

const meant = (suggestions, address) =>
  suggestions.length > 0 && [
    ` ${words.meant} `,
    ...suggestions.flatMap((query, at) => [at > 0 && ", ", el("a", { href: address({ query }) }, query)]),
  ];

/**
 * The page of a search that found nothing: what was searched, a spelling, each filter to drop with the number that would
 * give. `chips` are the chosen filters [{facet, value, label, address}], `left` the organisations left out.
 */
export function nothing({ query, suggestions, relax }, chips, left, address) {
  const box = part(".nothing");
  const put = (selector, nodes) => {
    const place = box.querySelector(selector);
    place.hidden = !nodes?.length;
    place.append(...(nodes || []).filter(Boolean));
  };
  const labels = chips.map((chip) => chip.label).join("; ");
  put(".searched", [
    ...(query ? fill(words["found-for"], { query: el("strong", {}, query) }) : []),
    labels && ` ${say("found-with", { labels })}`,
  ]);
  put(".spelling", meant(suggestions, address));
  const drops = chips.map(({ facet, value, label, address }) => {
    const total = relax.find((each) => each.facet === facet && each.value === value)?.total ?? 0;
    return { total, address, text: `${say("without", { label })} ${counted("organisations", total)}` };
  });
  drops.sort((a, b) => b.total - a.total);
  box.querySelector(".relax").hidden = !drops.length;
  put(".relax ul", drops.map(({ total, address, text }) => el("li", {}, total ? el("a", { href: address }, text) : text)));
  put(".off", left);
  box.querySelector(".advice").hidden = !query;
  return box;
}

/** "Nu apar în această listă: 2 organizații radiate", with a link to them; null where there are none. */
export const leftOut = ({ struckOff }, address) =>
  struckOff ? [`${words["left-out"]} `, el("a", { href: address }, counted("off", struckOff))] : null;

/** A failure, with a button that tries again; where the browser cannot do it, without. */
export function trouble(code, again) {
  const box = part(".trouble");
  const broken = code === "broken";
  for (const node of box.querySelectorAll("[data-code]")) node.hidden = (node.dataset.code === "broken") !== broken;
  box.querySelector(".again").hidden = broken;
  box.querySelector("button").addEventListener("click", again);
  return box;
}
