// The form at /propune/: a new record, a change of one (?id=), a claim (&revendica=1) or a confirmation (&confirmat=1).
// This module shows it, fills it and keeps what is typed; what judges, looks up and ends it (desk.js) comes with the first
// touch. Nothing is sent: it ends in the record's text and the ways by which somebody sends it.
import { draft as drafts, merged } from "./drafts.js";
import { put, read, reveal, values } from "./fields.js";
import { byId, data, moment, notice, say } from "./page.js";
import * as widgets from "./widgets.js";

const asked = new URLSearchParams(location.search);
const id = (asked.get("id") ?? "").trim();
const mode = !id ? "new" : asked.has("revendica") ? "claim" : asked.has("confirmat") ? "confirm" : "edit";

const form = byId("form");
const root = byId("form-parts");
const result = byId("result");
const title = byId("form-title");
const names = { title: title.textContent, page: document.title };

/** The record that is changed: what it says in its best form, its text and its path; a new one has none. */
const record = { former: null, text: "", path: "", edit: null, markdown: false };
const draft = drafts(id, () => ({ values: values(root), from: record.former, ...answers() }));

const answers = () => ({ account: byId("f-account")?.value.trim().replace(/^@/, "") ?? "", way: way(), checked: byId("f-checked").checked });

function way() {
  if (data.forge && data.email) return form.querySelector("[name=f-way]:checked")?.value ?? "";
  return data.forge ? "forge" : data.email ? "mail" : "file";
}

let opening = null;

/** What judges and ends the form; a failure is told, with a way to try again. */
function desk() {
  opening ??= import("./desk.js").then(({ open }) => open({ mode, id, root, form, record, draft, answers, changed, show, fillIn, named }));
  return opening.catch((error) => {
    opening = null;
    console.warn(error);
    // A module that did not load is not asked for again by the same page; what was typed is kept.
    const again = () => (draft.save(), location.reload());
    notice("judge", say(id ? "not-loaded" : "no-judge"), [[say("again"), again]]);
    return null;
  });
}

/** After anything was typed or chosen. */
function changed() {
  settle();
  draft.touch((kept) => (byId("form-forget").hidden = !kept));
}

function settle() {
  widgets.count(root);
  widgets.order(root);
  widgets.depend(root);
  if (byId("form-account") && data.email) byId("form-account").hidden = way() !== "forge";
}

const blank = () => ({ registry_status: "inregistrata" });

/** Fill the form with what the record says, and with what was typed before and kept. */
function fillIn() {
  const kept = mode === "confirm" ? null : draft.kept();
  const start = record.former ?? blank();
  const fresh = !kept?.from || JSON.stringify(kept.from) === JSON.stringify(record.former);
  put(root, !kept ? start : record.former && !fresh ? merged(kept.values, kept.from, record.former) : kept.values);
  if (kept) {
    if (byId("f-account")) byId("f-account").value = kept.account ?? "";
    byId("f-checked").checked = Boolean(kept.checked);
    const button = form.querySelector(`[name=f-way][value="${CSS.escape(kept.way ?? "")}"]`);
    if (button) button.checked = true;
    notice("draft", say(fresh ? "restored" : "restored-merged", { when: moment(kept.when) }), [[say("forget"), forget]]);
    for (const field of root.querySelectorAll(".more [data-field]")) if (read(field) !== undefined) reveal(field);
  }
  byId("form-forget").hidden = !kept;
  settle();
  form.hidden = false;
  return Boolean(kept);
}

async function forget() {
  draft.forget();
  put(root, record.former ?? blank());
  form.querySelectorAll("[name=f-way]").forEach((input) => (input.checked = false));
  if (byId("f-account")) byId("f-account").value = "";
  byId("f-checked").checked = false;
  byId("form-errors").replaceChildren();
  byId("form-forget").hidden = true;
  settle();
  notice("draft", say("forgotten"));
  title.focus();
  (await desk())?.cleared();
}

function wire() {
  widgets.wireLists(root, async (item) => (await desk())?.ready(item), changed);
  widgets.wirePreviews(root);
  widgets.whenLeft(root, async (control) => (await desk())?.left(control));
  for (const event of ["input", "change"]) form.addEventListener(event, changed);
  for (const event of ["focusin", "pointerdown"]) form.addEventListener(event, desk, { once: true });
  root.addEventListener("change", async ({ target }) => target.type === "file" && (await desk())?.picture(target));
  byId("form-forget").addEventListener("click", forget);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    draft.save();
    await (await desk())?.finish();
  });
  byId("result-back").addEventListener("click", () => history.back());
  byId("result-forget").addEventListener("click", () => {
    addEventListener("popstate", forget, { once: true });
    history.back();
  });
  addEventListener("popstate", () => show(Boolean(history.state?.result)));
}

/** Show the result in the place of the form, or the form again. */
function show(ready) {
  if (result.hidden === !ready) return;
  if (ready) history.pushState({ result: true }, "");
  form.hidden = ready;
  result.hidden = !ready;
  for (const node of [document.querySelector(".file-way"), byId("form-notices"), byId("form-lead")]) node.hidden = ready;
  byId("form-record").hidden = ready || !record.former;
  title.textContent = ready ? say("title-done") : names.title;
  title.focus({ preventScroll: true });
  scrollTo({ top: 0, behavior: "instant" });
}

/** The page's title and lead for a record of this name. */
function named(name) {
  names.title = say(`title-${mode}`);
  title.textContent = names.title;
  document.title = names.page.replace(/^[^–]*/, `${names.title}: ${name} `);
  byId("form-lead").textContent = say(`lead-${mode}`, { name });
  const line = byId("form-record");
  line.querySelector(".to-record").href = `${data.list}${encodeURIComponent(id)}/`;
  line.querySelector(".to-change").href = `${data.here}?id=${encodeURIComponent(id)}`;
  line.querySelector(".to-change").hidden = mode !== "confirm";
  line.hidden = false;
}

wire();
// The same record in the other language; what was typed waits there as well.
for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
if (mode !== "new") {
  notice("load", say("loading"));
  desk().then((ready) => (ready ? ready.existing() : notice("load", "")));
} else if (fillIn()) desk();
