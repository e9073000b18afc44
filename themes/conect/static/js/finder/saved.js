// A list of organisations kept on this device alone. What stands there was written by nobody but this module, and is
// still checked like anything that comes from outside.
const KEY = "conect.saved";
const MOST = 1000;
const TEXTS = ["name", "nameLang", "short", "form", "place", "summary", "summaryLang"];

/** The saved organisations {id, name, nameLang, short, form, place, domains, summary, summaryLang}, latest first. */
export function saved() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.map(clean).filter(Boolean).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function clean(item) {
  if (!item || !/^[a-z0-9-]{1,80}$/.test(item.id)) return null;
  const text = Object.fromEntries(TEXTS.map((key) => [key, typeof item[key] === "string" ? item[key] : ""]));
  const domains = Array.isArray(item.domains) ? item.domains.filter((each) => typeof each === "string") : [];
  return text.name && { id: item.id, ...text, domains };
}

export const isSaved = (id) => saved().some((item) => item.id === id);

/** Save an organisation, or take it out where it is saved; whether it is saved now. Throws where nothing can be kept. */
export function toggle(item) {
  const others = saved().filter((each) => each.id !== item.id);
  const add = !isSaved(item.id);
  localStorage.setItem(KEY, JSON.stringify(add ? [clean(item), ...others] : others));
  return add;
}

export const empty = () => localStorage.removeItem(KEY);

/** Call `changed` when another tab changes the list. */
export function watch(changed) {
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) changed();
  });
}

/** Whether this browser keeps anything at all. */
export function works() {
  try {
    localStorage.getItem(KEY);
    return true;
  } catch {
    return false;
  }
}
