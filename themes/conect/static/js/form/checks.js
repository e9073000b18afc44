// What is wrong, said where it is: beside each field when it is left, and all together when the form is checked.
import { counted, el, say } from "./page.js";
import { at, fieldIn, focusable, labelOf, place, pointerOf, reveal } from "./fields.js";

// Rules about a field that is missing because of what another one says.
const ELSEWHERE = { "activity-counties": "activity_counties", "branch-parent": "parent", "foreign-country": "country" };
const CHOICES = new Set(["term", "terms", "boolean"]);

// The rules speak of a file, where some values stand in quotes; in the form nobody writes any.
export const plain = (message) => message.replace(/, (între ghilimele|in quotes)/g, "").replace(/^\p{L}/u, (letter) => letter.toUpperCase());

/** Where each problem is shown, and its words: [{field, within, focus, message, level, fix, rule}]. */
export function placed(root, problems) {
  const found = [];
  for (const problem of problems) {
    const other = ELSEWHERE[problem.rule] && fieldIn(root, ELSEWHERE[problem.rule]);
    const spot = other ? { field: other, within: other } : place(root, problem.pointer);
    if (!spot) continue;
    const { field, within } = spot;
    const missing = other || problem.rule === "missing-key";
    const key = CHOICES.has(field.dataset.kind) ? "needed-choice" : "needed";
    const message = missing ? say(key) : plain(problem.message);
    found.push({ ...problem, field, within, focus: focusable(spot), message });
  }
  // The first of each place: what is wrong with its writing goes before what is wrong with what it says.
  const seen = new Set();
  return found
    .toSorted((one, other) => (one.level === other.level ? 0 : one.level === "error" ? -1 : 1))
    .filter(({ within }) => !seen.has(within) && seen.add(within))
    .sort((one, other) => (one.within.compareDocumentPosition(other.within) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}

const errorOf = (within) => within.querySelector(":scope > .error");

/** Take what is said about a place away. */
export function clear(within) {
  const error = errorOf(within);
  if (!error || error.hidden) return;
  error.hidden = true;
  error.replaceChildren();
  within.classList.remove("field-wrong");
  for (const control of within.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  for (const control of [within, ...within.querySelectorAll("[aria-describedby]")]) {
    const ids = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== error.id);
    if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
    else control.removeAttribute("aria-describedby");
  }
}

/** Say what is wrong with a place; `use(fix)` puts a suggested value there. */
export function tell({ within, focus, message, level, fix }, use) {
  const error = errorOf(within);
  if (!error) return;
  clear(within);
  const wrong = level === "error";
  const button = fix && !fix.isKey && typeof fix.value !== "object" && el("button", { type: "button", class: "quiet" }, say("use", { value: fix.value }));
  button?.addEventListener?.("click", () => use(fix));
  error.replaceChildren(el("span", { class: "hidden" }, `${say(wrong ? "wrong" : "care")} `), message, button || "");
  error.classList.toggle("warning", !wrong);
  error.hidden = false;
  if (wrong) within.classList.add("field-wrong");
  const controls = within.querySelectorAll("input[type=radio], input[type=checkbox]").length ? [within] : [focus];
  for (const control of controls) {
    if (wrong && control !== within) control.setAttribute("aria-invalid", "true");
    const ids = (control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    control.setAttribute("aria-describedby", [...ids, error.id].join(" "));
  }
}

/** The list of all that is wrong, above the form; the focus goes there. */
export function summary(place, errors) {
  if (!errors.length) {
    place.replaceChildren();
    return;
  }
  const heading = el("h2", { id: "errors-title" }, counted("errors", errors.length));
  const links = errors.map(({ focus, field, message, named }) => {
    const link = el("a", { href: `#${focus.id}` }, named ? message : `${labelOf(field)}: ${message}`);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(focus);
    });
    return el("li", {}, link);
  });
  const box = el("div", { class: "errors", tabindex: "-1", role: "alert", "aria-labelledby": "errors-title" }, heading, el("p", {}, say("errors-lead")), el("ul", {}, links));
  place.replaceChildren(box);
  box.focus({ preventScroll: true });
  box.scrollIntoView({ behavior: "instant", block: "start" });
}

/** Lead to a field, unfolding what hides it. */
export function go(control) {
  reveal(control);
  control.focus({ preventScroll: true });
  (control.closest(".field") ?? control).scrollIntoView({ behavior: "instant", block: "start" });
}

/** Judge one control by itself: what is wrong, and how its value will be written where that differs. */
export function judgeOne(judge, root, all, control) {
  const pointer = pointerOf(root, control);
  const value = pointer && at(all, pointer);
  if (value === undefined || value === null) return { problems: [], written: "" };
  const best = judge.best(value, pointer);
  const written = typeof value === "string" && String(best) !== value.trim() && !String(best).includes("\n") ? String(best) : "";
  return { problems: judge.field(pointer, best), written };
}
