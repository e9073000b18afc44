// The panel of filters: every option with its number, boxes to look for an option in long lists, a disclosure on phones;
// and the chips of what is chosen.
import { counted, el, number, part, words } from "./page.js";

const wide = matchMedia("(min-width: 60rem)");
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * The form. `onChange(filters)` is called with each choice, `onUse()` when somebody turns to it, `onDone()` by the button
 * that leads on to the results, `onAgain()` to count anew.
 */
export function panel({ onChange, onUse, onDone, onAgain }) {
  const form = part(".filters");
  const all = form.querySelector(".filters-all");
  const groups = [...form.querySelectorAll(".filter")];
  const done = form.querySelector(".filters-done button");
  const trouble = form.querySelector(".filters-trouble");
  const again = trouble.querySelector("button");
  const options = [...form.querySelectorAll(".option")].map((label) => {
    const [box, text, count] = label.children;
    return { label, box, count, facet: box.name, value: box.value, text: text.textContent, first: count.textContent };
  });
  const known = new Map();
  for (const { facet, value } of options) known.set(facet, (known.get(facet) ?? new Set()).add(value));

  /** Open the groups that are looked at first and those where something is chosen, and lead the eye to it. */
  function unfold() {
    all.open = wide.matches;
    for (const group of groups) {
      const checked = group.querySelector(":checked");
      group.open = checked || (wide.matches && "open" in group.dataset);
      const list = checked?.closest(".options");
      if (!list) continue;
      list.classList.add("options-whole");
      list.scrollTop = checked.closest("li").offsetTop - list.offsetTop - list.clientHeight / 3;
    }
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("pointerdown", onUse, { once: true });
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox") return;
    const filters = new Map();
    for (const { box, facet, value } of options) if (box.checked) filters.set(facet, [...(filters.get(facet) ?? []), value]);
    onChange(filters);
  });
  form.addEventListener("input", ({ target }) => {
    if (target.type === "checkbox") return;
    const group = target.closest(".filter");
    const wanted = folded(target.value.trim());
    const items = [...group.querySelectorAll("li")];
    for (const item of items) item.hidden = !folded(item.querySelector(".option-label").textContent).includes(wanted);
    group.querySelector(".find-none").hidden = items.some((item) => !item.hidden);
  });
  wide.addEventListener("change", unfold);
  again.addEventListener("click", countAgain);
  done.addEventListener("click", () => {
    all.open = wide.matches;
    onDone();
  });

  /** The button tells that it is being done; it goes with the trouble, and its focus to the filter before it. */
  async function countAgain() {
    if (again.getAttribute("aria-disabled")) return;
    const text = again.textContent;
    again.textContent = words.searching;
    again.setAttribute("aria-disabled", "true");
    await onAgain();
    again.textContent = text;
    again.removeAttribute("aria-disabled");
    const lost = [again, document.body].includes(document.activeElement);
    if (trouble.hidden && lost) groups.at(-1).querySelector("summary").focus({ preventScroll: true });
  }

  return {
    form,
    known,
    unfold,
    /** Show what is chosen. */
    choose(filters) {
      for (const { box, facet, value } of options) box.checked = filters.get(facet)?.includes(value) ?? false;
      for (const group of [all, ...groups]) {
        const n = group.querySelectorAll(":checked").length;
        group.querySelector(".filter-chosen").textContent = n ? counted("chosen", n) : "";
      }
    },
    /** Show the numbers beside the options (facet -> value -> count); null puts back those of the published list. */
    count(facets) {
      trouble.hidden = true;
      for (const { label, count, facet, value, first } of options) {
        count.textContent = facets ? number(facets[facet]?.[value] ?? 0) : first;
        label.classList.toggle("option-none", count.textContent === "0");
      }
    },
    /** Take away numbers that are not true; `failed` says that the new ones did not come. */
    blank(failed) {
      for (const { count } of options) count.textContent = "";
      trouble.hidden = !failed;
    },
    /** How many organisations the button leads to; later pages of the published list do not know. */
    total(n) {
      done.hidden = n === null;
      done.textContent = counted("show", n);
    },
    /** An option's words, and its facet's where they do not say enough alone. */
    label(facet, value) {
      const name = form.querySelector(`.filter[data-facet="${facet}"] h3`)?.textContent;
      return { name, text: options.find((option) => option.facet === facet && option.value === value).text };
    },
  };
}

/** The chips of what is chosen, and the button that removes all filters. */
export function chipBar({ onClear }) {
  const bar = part(".chosen");
  const list = bar.querySelector("ul");
  const clear = bar.querySelector(".chosen-clear");
  clear.addEventListener("click", onClear);
  return {
    bar,
    /** `chips` = [{name of the facet, text, remove(place)}]; `filtered`: there is a filter among them. */
    show(chips, filtered) {
      bar.hidden = !chips.length;
      clear.hidden = !filtered;
      const items = chips.map(({ name, text, remove }, at) => {
        const button = el(
          "button",
          { type: "button", class: "chip" },
          el("span", { class: "hidden" }, `${words.remove} `),
          name && el("span", { class: "chip-facet" }, `${name}: `),
          text,
          el("span", { class: "chip-cross", "aria-hidden": "true" }, "×"),
        );
        button.addEventListener("click", () => remove(at));
        return el("li", {}, button);
      });
      list.replaceChildren(...items);
    },
    /** Put the focus where the next chip has moved to, so that several can be removed one after the other. */
    focus(at) {
      const buttons = list.querySelectorAll("button");
      buttons[Math.min(at, buttons.length - 1)]?.focus();
      return buttons.length > 0;
    },
  };
}
