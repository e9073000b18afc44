// The panel of filters: every option with its number, boxes to look for an option in long lists, a disclosure on phones.
import { el, part } from "./dom.js";
import { counted, number } from "./words.js";

const wide = matchMedia("(min-width: 60rem)");
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * The form. `onChange(filters)` is called with each choice, `onUse()` when somebody turns to it, `onDone()` by the button
 * that leads on to the results, `onAgain()` to count anew.
 */
export function panel({ onChange, onUse, onDone, onAgain }) {
  const form = part(".filters");
  const all = form.querySelector(".filters-all");
  const done = form.querySelector(".filters-done button");
  const trouble = form.querySelector(".filters-trouble");
  const options = [...form.querySelectorAll(".option")].map((label) => {
    const [box, text, count] = label.children;
    return { label, box, count, facet: box.name, value: box.value, text: text.textContent, first: count.textContent };
  });
  const known = new Map();
  for (const { facet, value } of options) known.set(facet, (known.get(facet) ?? new Set()).add(value));
  const names = new Map(
    [...form.querySelectorAll(".filter")].map((group) => [group.dataset.facet, group.querySelector("h3").textContent]),
  );

  const unfold = () => {
    all.open = wide.matches;
    for (const group of form.querySelectorAll(".filter")) {
      const checked = group.querySelector(":checked");
      group.open = checked !== null || (wide.matches && "open" in group.dataset);
      const list = checked?.closest(".options");
      if (list) list.scrollTop = checked.closest("li").offsetTop - list.offsetTop - list.clientHeight / 3;
    }
  };
  wide.addEventListener("change", unfold);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    if (event.target.type === "checkbox") onChange(chosen());
  });
  form.addEventListener("pointerdown", onUse, { once: true });
  done.addEventListener("click", () => {
    all.open = wide.matches;
    onDone();
  });
  trouble.querySelector("button").addEventListener("click", onAgain);
  for (const box of form.querySelectorAll(".find-box")) box.addEventListener("input", () => look(box));

  function chosen() {
    const filters = new Map();
    for (const { box, facet, value } of options) if (box.checked) filters.set(facet, [...(filters.get(facet) ?? []), value]);
    return filters;
  }

  function look(box) {
    const group = box.closest(".filter");
    const wanted = folded(box.value.trim());
    let found = 0;
    for (const { label, text } of options) {
      if (!group.contains(label)) continue;
      const hidden = !folded(text).includes(wanted);
      label.parentElement.hidden = hidden;
      if (!hidden) found += 1;
    }
    group.querySelector(".find-none").hidden = found > 0;
  }

  /** Show what is chosen. */
  function choose(filters) {
    for (const { box, facet, value } of options) box.checked = filters.get(facet)?.includes(value) ?? false;
    const groups = [[all, all.querySelectorAll(":checked").length]];
    for (const group of form.querySelectorAll(".filter")) groups.push([group, group.querySelectorAll(":checked").length]);
    for (const [group, n] of groups) group.querySelector(".filter-chosen").textContent = n ? counted("chosen", n) : "";
  }

  /** Show the numbers beside the options (facet -> value -> count); null puts back those of the published list. */
  function count(facets) {
    trouble.hidden = true;
    for (const option of options) {
      const n = facets?.[option.facet] ? (facets[option.facet][option.value] ?? 0) : null;
      option.count.textContent = facets ? (n === null ? "" : number(n)) : option.first;
      option.label.classList.toggle("option-none", option.count.textContent === "0");
    }
  }

  return {
    form,
    known,
    unfold,
    choose,
    count,
    /** Take away numbers that are not true; `failed` says that the new ones did not come. */
    blank(failed) {
      for (const option of options) option.count.textContent = "";
      trouble.hidden = !failed;
    },
    total: (n) => (done.textContent = counted("show", n)),
    /** "Județ: Cluj"; an option that stands alone in its facet is called by its own words. */
    label(facet, value) {
      const text = options.find((option) => option.facet === facet && option.value === value)?.text ?? value;
      return { facet: names.get(facet) ?? "", text };
    },
  };
}

/** The chips of what is chosen, with `chips` = [{facet, text, remove}], and the button that removes all filters. */
export function chipBar({ onClear }) {
  const bar = part(".chosen");
  const list = bar.querySelector("ul");
  const clear = bar.querySelector(".chosen-clear");
  clear.addEventListener("click", onClear);
  return {
    bar,
    show(chips, removeWords, filtered) {
      bar.hidden = chips.length === 0;
      clear.hidden = !filtered;
      list.replaceChildren(
        ...chips.map(({ facet, text, remove }, at) => {
          const button = el(
            "button",
            { type: "button", class: "chip" },
            el("span", { class: "hidden" }, `${removeWords} `),
            facet && el("span", { class: "chip-facet" }, `${facet}: `),
            text,
            el("span", { class: "chip-cross", "aria-hidden": "true" }, "×"),
          );
          button.addEventListener("click", () => remove(at));
          return el("li", {}, button);
        }),
      );
    },
    /** Put the focus where the next chip has moved to, so that several can be removed one after the other. */
    focus(at) {
      const buttons = list.querySelectorAll("button");
      buttons[Math.min(at, buttons.length - 1)]?.focus();
      return buttons.length > 0;
    },
  };
}
