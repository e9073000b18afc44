// The form's moving parts that know nothing of rules: lists that grow, counts, orders, fields that depend on others.
import { counted, el, language, number as spelled, say } from "./page.js";
import { addItem, chosen, fieldIn, itemsOf, number, read } from "./fields.js";
import { preview } from "./preview.js";

/** Lists grow by their button and shrink by each item's own; `added(item)` readies a new item, `changed()` follows both. */
export function wireLists(root, added, changed) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest(".item-add, .item-drop");
    if (!button) return;
    const field = button.closest("[data-item]")?.parentElement.closest("[data-field]") ?? button.closest("[data-field]");
    if (button.classList.contains("item-add")) {
      const item = addItem(button.closest("[data-field]"));
      added(item);
      item.querySelector("input, textarea, select").focus();
    } else {
      const items = itemsOf(field);
      const at = items.indexOf(button.closest("[data-item]"));
      items[at].remove();
      number(field);
      const left = itemsOf(field);
      (left[Math.min(at, left.length - 1)]?.querySelector(".item-drop") ?? field.querySelector(":scope > p > .item-add")).focus();
    }
    changed();
  });
}

/** How long a text is, against what it may be. */
export function count(root) {
  for (const line of root.querySelectorAll("[data-count]")) {
    const text = line.closest(".field").querySelector("textarea, input").value.trim();
    line.textContent = text ? counted("left", [...text].length, { most: spelled(Number(line.dataset.count)) }) : "";
  }
}

/** Which boxes are checked, in their order: the first matters most. */
export function order(root) {
  for (const line of root.querySelectorAll(".chosen-terms")) {
    const field = line.closest(".field");
    const labels = chosen(field).map((value) => field.querySelector(`input[value="${CSS.escape(value)}"]`)?.parentElement.textContent.trim() ?? value);
    const text = labels.length ? say("chosen-terms", { labels: labels.map((label, at) => `${at + 1}. ${label}`).join(", ") }) : "";
    if (line.textContent !== text) line.textContent = text;
  }
}

/** Fields that are asked for only with some values of another; one that holds something is always shown. */
export function depend(root) {
  for (const field of root.querySelectorAll("[data-when]")) {
    const value = read(fieldIn(root, field.dataset.when));
    field.hidden = !field.dataset.is.split(" ").includes(value) && read(field) === undefined;
  }
}

/** The preview of a long text, made anew whenever it is unfolded or the text changes. */
export function wirePreviews(root) {
  for (const details of root.querySelectorAll(".preview")) {
    const input = details.closest(".field").querySelector("textarea");
    const draw = () => details.open && details.querySelector(".prose").replaceChildren(...preview(input.value));
    details.addEventListener("toggle", draw);
    input.addEventListener("input", draw);
  }
}

/** Fill the long lists that the page leaves to the judge's data; what was chosen stays chosen. */
export function fillSelects(root, vocabulary) {
  for (const select of root.querySelectorAll("select[data-vocabulary]")) {
    const known = vocabulary(select.dataset.vocabulary);
    if (!known) continue;
    const { groups, terms } = known;
    const option = ({ id, label }) => new Option(label, id);
    const loose = terms.filter(({ group }) => !group).sort((one, other) => one.label.localeCompare(other.label, language));
    const grouped = groups.map(({ id, label }) => el("optgroup", { label }, terms.filter(({ group }) => group === id).map(option)));
    const { value } = select;
    select.replaceChildren(select.options[0], ...loose.map(option), ...grouped);
    select.value = value;
    delete select.dataset.vocabulary;
  }
}

/** Run something after a field was left, but not between the pressing and the lifting of a button that it would move. */
export function whenLeft(root, act) {
  let pressed = false;
  const waiting = new Set();
  const run = () => {
    pressed = false;
    setTimeout(() => {
      for (const control of waiting) act(control);
      waiting.clear();
    });
  };
  addEventListener("pointerdown", () => (pressed = true), true);
  addEventListener("pointerup", run, true);
  addEventListener("pointercancel", run, true);
  root.addEventListener("focusout", ({ target }) => {
    if (!target.matches("input, textarea, select")) return;
    waiting.add(target);
    if (!pressed) run();
  });
  root.addEventListener("change", ({ target }) => {
    if (target.matches("input[type=radio], input[type=checkbox], select")) act(target);
  });
}
