// Suggestions under a search box: the combobox of the ARIA Authoring Practices, with a list that only helps. Without an
// answer the box is what it was, a plain form.
import { el, engine, foreign, marked, plainClick, plural, warm } from "./page.js";

const PAUSE = 120; // ms without a key before anything is asked
const LEAST = 3;
const LIMIT = 6;

const words = JSON.parse(document.querySelector("form[data-suggest]").dataset.suggest);
let styled; // once the list's own stylesheet is there

/** Give a box its suggestions; `before` is what stood in it when somebody turned to it. */
export function suggest(input, before) {
  styled ??= new Promise((there) => {
    const sheet = el("link", { rel: "stylesheet", href: new URL("../../css/suggest.css", import.meta.url).pathname });
    sheet.addEventListener("load", there);
    document.head.append(sheet);
  });
  const list = el("ul", { class: "suggestions", id: `${input.id}-list`, role: "listbox", "aria-label": words.label, hidden: true });
  const said = el("div", { class: "hidden", "aria-live": "polite" });
  const target = new URL(input.form.action).pathname;
  let timer = 0;
  let active = -1;
  let addresses = [];
  let shown = before.trim(); // the text that the list is for
  let coming = null; // a step in a list that is on its way
  let wanted = 0; // number of the latest question that is still to be answered

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.parentElement.append(list, said);

  input.addEventListener("input", warm, { once: true });
  input.addEventListener("input", () => {
    choose(-1); // it was chosen for another text
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", key);
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && plainClick(event)) location.assign(addresses[[...list.children].indexOf(option)]);
  });

  if (input.value !== before) ask(); // typed while this module was on its way

  async function ask() {
    const typed = input.value.trim();
    if (typed.length < LEAST) return close();
    wanted += 1;
    const mine = wanted;
    try {
      const found = await (await engine()).suggest(typed, { limit: LIMIT });
      // A list without its style pushes the button aside, and closes under the click that it swallows.
      await styled;
      if (mine === wanted && typed === input.value.trim() && document.activeElement === input) show(found, typed);
    } catch {
      if (mine === wanted) close();
    }
  }

  function show(found, typed) {
    shown = typed;
    addresses = found.map(({ id }) => `${target}${id}/`);
    active = -1;
    list.replaceChildren(...found.map(option));
    open(found.length > 0);
    said.textContent = found.length ? plural(words, found.length) : "";
  }

  function option({ name, nameLang, locality, county, marks }, at) {
    const place = [...new Set([locality, county?.label])].filter(Boolean).join(", ");
    return el(
      "li",
      { role: "option", id: `${list.id}-${at}`, "aria-selected": "false" },
      el("span", { lang: foreign(nameLang) }, marked(name, marks?.name)),
      place && [" ", el("span", { class: "suggestion-place" }, place)],
    );
  }

  function key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (coming || !current()) follow(by);
      else if (list.children.length && document.activeElement === input) step(by);
      else return;
    } else if (event.key === "Enter" && coming) coming.then(() => (active >= 0 ? location.assign(addresses[active]) : input.form.requestSubmit()));
    else if (event.key === "Enter" && !list.hidden && active >= 0) location.assign(addresses[active]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  }

  const current = () => shown === input.value.trim();

  /** Faster than the pause: what is listed is of fewer letters. A step waits for the list, and Enter for the step. */
  function follow(by) {
    const mine = (async () => {
      await coming;
      clearTimeout(timer);
      if (!current()) await ask();
      if (current() && list.children.length) step(by);
      if (coming === mine) coming = null;
    })();
    coming = mine;
  }

  function step(by) {
    const last = list.children.length - 1;
    if (list.hidden) open(true);
    choose(active + by > last ? -1 : active + by < -1 ? last : active + by);
  }

  // -1 is the box itself.
  function choose(at) {
    active = at;
    [...list.children].forEach((node, place) => node.setAttribute("aria-selected", String(place === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    if (!yes) choose(-1);
  }

  function close() {
    clearTimeout(timer);
    wanted += 1; // what is on its way would open over what has come meanwhile
    open(false);
    said.textContent = "";
  }
}
