// "Is it there already?": the catalogue's own search, asked by number and by name.
import { data, el, engine, foreign, say } from "./page.js";
import { fold } from "./judge/judge.js";
import { source } from "./records.js";

const MOST = 3;
const NEAR = 0.75; // share of pairs of letters that two names have in common
const COMMON =
  /^(asociati|fundati|federati)(a|e|ei|ilor)?$|^(uniun(ea?|ii)|filiala|lig(a|ii)|club(ul)?|societatea|organizati[ae]|a|al|ale|de|din|in|la|pe|si|cu|pentru|prin|sau)$/;

/** The words that tell names apart, joined. */
function core(name) {
  const words = fold(name).replaceAll(".", "").match(/[\p{L}\p{N}]+/gu) ?? [];
  const own = words.filter((word) => !COMMON.test(word));
  return (own.length ? own : words).sort().join(" ");
}

function pairs(text) {
  const found = new Map();
  for (let at = 0; at < text.length - 1; at += 1) {
    const pair = text.slice(at, at + 2);
    found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  return found;
}

/** How near two names are, 0 to 1 (Dice, of pairs of letters). */
export function nearness(one, other) {
  const [first, second] = [pairs(core(one)), pairs(core(other))];
  let shared = 0;
  for (const [pair, n] of first) shared += Math.min(n, second.get(pair) ?? 0);
  const all = Math.max(core(one).length - 1, 0) + Math.max(core(other).length - 1, 0);
  return all ? (2 * shared) / all : Number(core(one) === core(other));
}

const ask = async (text) => (await engine()).search(text, { filters: { registry_status: data.statuses }, size: 10 });

/** Records that have this number as their `key` (cui, national_registry_number): the search finds them, their texts say so. */
export async function byNumber(key, number) {
  const { hits } = await ask(number);
  const line = new RegExp(`^${key}:[ ]*["']?${number.replace(/\W/g, "\\$&")}["']?[ ]*(#|\\r?$)`, "m");
  const texts = await Promise.all(hits.map(({ id }) => source(id)));
  return hits.filter((_, at) => texts[at] && line.test(texts[at].text)).slice(0, MOST);
}

/** Records whose name is close to this one; the search's best matches are compared. */
export async function byName(name) {
  const { hits } = await ask(name);
  return hits.filter((hit) => nearness(name, hit.name) >= NEAR).slice(0, MOST);
}

export const editAddress = (id) => `${data.here}?id=${encodeURIComponent(id)}`;

/** Say that these records are there, with ways to them; nothing where there is none. */
export function tell(place, key, hits) {
  if (!hits.length) {
    place.replaceChildren();
    return;
  }
  const rows = hits.map(({ id, name, nameLang, locality, county }) =>
    el(
      "li",
      {},
      el("a", { href: `${data.list}${id}/`, lang: foreign(nameLang) }, name),
      [locality, county?.label].some(Boolean) && `, ${[...new Set([locality, county?.label])].filter(Boolean).join(", ")}`,
      " – ",
      el("a", { href: editAddress(id), "aria-label": `${say("exists-edit")}: ${name}` }, say("exists-edit")),
    ),
  );
  place.replaceChildren(el("div", { class: "banner" }, el("p", {}, say(`exists-${key}`)), el("ul", {}, rows), el("p", {}, say("exists-do"))));
}
