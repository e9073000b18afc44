// What the finder's modules share: elements made from text alone, the page's words, the one search engine.

/** An element with attributes (false and null leave one out, true is an empty one) and children: nodes or strings. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child));
  return node;
}

/** A copy of the part of the page's template that a selector names. */
export const part = (selector) =>
  document.importNode(document.getElementById("finder").content.querySelector(selector), true);

/** Whether a click is an ordinary one on a link, and not "open in a new tab". */
export const plainClick = (event) =>
  event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented);

/** End the present task: the browser shows what it has done, and takes what somebody does meanwhile, before the next. */
export const rest = () => globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));

/** A text with some ranges [start, end) in <mark>. */
export function marked(text, ranges = []) {
  const nodes = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start < at || end <= start || end > text.length) continue;
    nodes.push(text.slice(at, start), el("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...nodes, text.slice(at)];
}

export const language = document.documentElement.lang;

/** A text's lang attribute, where it is not the page's. */
export const foreign = (lang) => (lang && lang !== language ? lang : null);

// The template wrote them, in the page's language, into a data block; pages with nothing but a search box have none.
export const words = JSON.parse(document.getElementById("finder-words")?.textContent ?? "{}");

const rules = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(words.locale, { useGrouping: "always" });
const days = new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeZone: "UTC" });

/** A message with its %(name)s filled in, as a list of strings and nodes. */
export const fill = (message, values = {}) =>
  message.split(/%\((\w+)\)s/).map((piece, at) => (at % 2 ? (values[piece] ?? "") : piece));

/** The same as a string, by the message's key. */
export const say = (key, values) => fill(words[key], values).join("");

/** A counted message {one, few, other} in the right plural form: "12 organizații". */
export const plural = (forms, n) => fill(forms[rules.select(n)] ?? forms.other, { n: number(n) }).join("");
export const counted = (key, n) => plural(words[key], n);

export const number = (n) => numbers.format(n);

/** "9 martie 2026" for "2026-03-09". */
export const day = (iso) => days.format(new Date(`${iso}T00:00:00Z`));

let made;

/** The search engine, loaded with its first use; rejects where its code cannot be loaded, and may be asked again. */
export async function engine() {
  const base = document.querySelector("form[data-search]").dataset.search;
  made ??= import("../search/client.js").then(({ createSearch }) => createSearch({ base, lang: language }));
  try {
    return await made;
  } catch (error) {
    made = undefined;
    throw error;
  }
}

/** Load it ahead of the first question; a failure is told when something is asked. */
export function warm() {
  engine().then((ready) => ready.warm()).catch(() => {});
}
