// Suggestions under a box of the form: the combobox of the ARIA Authoring Practices. They only help; anything may be typed.
import { counted, el, engine, foreign, say } from "./page.js";
import { fold } from "./judge/judge.js";

const PAUSE = 150;
const LIMIT = 8;
let made = 0;

/** Give a box suggestions: `ask(text)` gives options {name, detail, lang}, `pick(option)` is told what was chosen. */
export function combobox(input, ask, pick) {
  made += 1;
  const list = el("ul", { class: "suggestions", id: `options-${made}`, role: "listbox", "aria-label": say("suggestions-label"), hidden: true });
  const said = el("span", { class: "hidden", "aria-live": "polite" });
  let options = [];
  let active = -1;
  let timer = 0;
  let shown = input.value.trim(); // the text that the options are for
  let coming = null; // a step in a list that is on its way
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.parentElement.append(list, said);

  input.addEventListener("input", () => {
    mark(-1); // it was chosen for another text
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  input.addEventListener("blur", () => {
    close();
    shown = null; // whoever comes back may have chosen another county meanwhile
  });
  if (document.activeElement === input && input.value) show(); // typed while this was on its way
  input.addEventListener("keydown", key);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose([...list.children].indexOf(option));
  });

  async function show() {
    const typed = input.value.trim();
    let found = [];
    try {
      found = typed ? await ask(typed) : [];
    } catch {
      // Without suggestions the box is what it was.
    }
    if (typed !== input.value.trim() || document.activeElement !== input) return;
    shown = typed;
    options = found.slice(0, LIMIT);
    list.replaceChildren(
      ...options.map(({ name, detail, lang }, at) =>
        el("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false" }, el("span", { lang: foreign(lang) }, name), detail && el("span", { class: "suggestion-place" }, detail)),
      ),
    );
    open(options.length > 0);
    said.textContent = options.length ? counted("suggestions", options.length) : "";
  }

  function key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (coming || !current()) follow(by);
      else if (options.length) step(by);
      else return;
    } else if (event.key === "Enter" && coming) coming.then(() => active >= 0 && choose(active));
    else if (event.key === "Enter" && !list.hidden && active >= 0) choose(active);
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
      if (!current()) await show();
      if (current() && options.length) step(by);
      if (coming === mine) coming = null;
    })();
    coming = mine;
  }

  function step(by) {
    const last = options.length - 1;
    if (list.hidden) open(true);
    mark(active + by > last ? -1 : active + by < -1 ? last : active + by);
  }

  function choose(at) {
    pick(options[at]);
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((node, place) => node.setAttribute("aria-selected", String(place === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    mark(-1);
  }

  function close() {
    clearTimeout(timer);
    open(false);
    said.textContent = "";
  }
}

/** Localities of the county that is chosen; `localities()` gives them. */
export function suggestLocalities(input, localities) {
  const bare = (text) => fold(text).replace(/[^a-z0-9]/g, "");
  combobox(
    input,
    async (typed) => {
      const wanted = bare(typed);
      const all = (await localities()).filter((each, _, every) => each.parent || !every.some((part) => part.parent === each.name && part.name === each.name));
      const starts = all.filter((each) => bare(each.name).startsWith(wanted));
      const holds = all.filter((each) => !starts.includes(each) && bare(each.name).includes(wanted));
      return [...starts, ...holds].map((each) => ({ ...each, lang: "ro", detail: each.parent && each.parent !== each.name ? each.parent : "" }));
    },
    (option) => (input.value = option.name),
  );
}

/** Organisations of the catalogue; the box then shows a name and stands for an id. */
export function suggestRecords(input) {
  combobox(
    input,
    async (typed) => {
      if (typed.length < 3) return [];
      const found = await (await engine()).suggest(typed, { limit: LIMIT });
      return found.map(({ id, name, nameLang, locality, county }) => ({
        id,
        name,
        lang: nameLang,
        detail: [...new Set([locality, county?.label])].filter(Boolean).join(", "),
      }));
    },
    ({ id, name }) => {
      input.value = input.dataset.name = name;
      input.dataset.id = id;
    },
  );
}

