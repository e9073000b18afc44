// A list of organisations kept on this device alone. What stands there was written by nobody but this module, and is
// still checked like anything that comes from outside.
const KEY = "conect.saved";
const MOST = 1000;

const text = (value) => (typeof value === "string" ? value : "");
const term = (value) => text(value?.label) && { label: value.label };

/** What is kept of a card of the engine, in its own shape; null for what is none. */
function kept(card) {
  if (!/^[a-z0-9-]{1,80}$/.test(text(card?.id)) || !text(card.name)) return null;
  const { id, county, legalForm, domains } = card;
  const texts = ["name", "nameLang", "shortName", "summary", "summaryLang", "locality"].map((key) => [key, text(card[key])]);
  return {
    id,
    ...Object.fromEntries(texts),
    county: term(county) || null,
    legalForm: term(legalForm) || null,
    domains: Array.isArray(domains) ? domains.map(term).filter(Boolean) : [],
  };
}

/** Locality and county of a place as pages say it: "Turda, Cluj", "București". */
export function placeOf(where) {
  const [locality, county] = where.split(", ");
  return { locality: county ? locality : "", county: { label: county ?? where } };
}

/** The saved organisations, latest first. */
export function saved() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]").map(kept).filter(Boolean).slice(0, MOST);
  } catch {
    return [];
  }
}

export const isSaved = (id) => saved().some((item) => item.id === id);

/** Save an organisation, or take it out where it is saved; whether it is saved now. Throws where nothing can be kept. */
export function toggle(card) {
  const all = saved();
  const others = all.filter(({ id }) => id !== card.id);
  const add = others.length === all.length;
  localStorage.setItem(KEY, JSON.stringify(add ? [kept(card), ...others] : others));
  return add;
}

export const empty = () => localStorage.removeItem(KEY);

/** Call `changed` when another tab changes the list. */
export function watch(changed) {
  addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) changed();
  });
}

/** Whether this browser keeps anything at all. */
export function works() {
  try {
    return Boolean(localStorage);
  } catch {
    return false;
  }
}
