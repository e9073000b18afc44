// What the finder says: the template wrote its words, in the page's language, into a data block.
export const words = JSON.parse(document.getElementById("finder-words").textContent);
export const language = document.documentElement.lang;

const rules = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(words.locale, { useGrouping: "always" });
const days = new Intl.DateTimeFormat(words.locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** A message with its %(name)s filled in, as a list of strings and nodes. */
export function fill(message, values = {}) {
  return message.split(/%\((\w+)\)s/).map((piece, at) => (at % 2 ? (values[piece] ?? "") : piece));
}

/** The same as a string. */
export const say = (key, values) => fill(words[key], values).join("");

/** "12 organizații": a counted message in the right plural form. */
export const counted = (key, n) => fill(words[key][rules.select(n)] ?? words[key].other, { n: number(n) }).join("");

export const number = (n) => numbers.format(n);

/** "9 martie 2026" for "2026-03-09"; anything else as it stands. */
export function day(iso) {
  return /^\d{4}-\d\d-\d\d$/.test(iso) ? days.format(new Date(`${iso}T00:00:00Z`)) : iso;
}
