// What the form's modules share: the page's data and words, messages made of them, files loaded from the site.
import { el, fill, language } from "../finder/page.js";

export { el, engine, foreign, language, plainClick } from "../finder/page.js";

const block = (id) => JSON.parse(document.getElementById(id).textContent);

/** What the build says: addresses, the record's order, the forge. */
export const data = block("form-data");

const words = block("form-words");
const rules = new Intl.PluralRules(language);

/** A message of the page as a string, its %(name)s filled in. */
export const say = (key, values = {}) => fill(words[key], values).join("");

/** A counted message in the right plural form. */
export const counted = (key, n, values = {}) =>
  fill(words[key][rules.select(n)] ?? words[key].other, { n: number(n), ...values }).join("");

const numbers = new Intl.NumberFormat(language === "ro" ? "ro" : "en-GB", { useGrouping: "always" });
export const number = (n) => numbers.format(n);

export const byId = (id) => document.getElementById(id);

/** A day, or a moment, in words. */
export const moment = (when) =>
  new Intl.DateTimeFormat(language === "ro" ? "ro" : "en-GB", { dateStyle: "long", timeStyle: "short" }).format(when);

const PATIENCE = 15_000; // ms for a file to come

/** Fetch a file of the site; rejects where it is not there or does not come. */
export async function load(address) {
  const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

/** A line of the page's notices, with buttons [label, act]; a newer one of the same name takes its place. */
export function notice(name, text, buttons = []) {
  const place = byId("form-notices");
  place.querySelector(`[data-notice="${name}"]`)?.remove();
  if (!text) return;
  const made = buttons.flatMap(([label, act]) => {
    const button = el("button", { type: "button", class: "quiet" }, label);
    button.addEventListener("click", act);
    return [" ", button];
  });
  place.append(el("p", { class: "banner", role: "status", "data-notice": name }, text, made));
}

/** Hand a text over as a file. */
export function offer(link, name, content, type) {
  if (link.href.startsWith("blob:")) URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.textContent = name;
}
