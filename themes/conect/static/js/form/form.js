// The form at /propune/: a new record, a change of one (?id=), a claim (&revendica=1) or a confirmation (&confirmat=1).
// It sends nothing: it ends in the record's text and the ways by which somebody sends it.
import { open, today } from "./judge/judge.js";
import * as checks from "./checks.js";
import { suggestLocalities, suggestRecords } from "./combobox.js";
import { draft as drafts, merged } from "./drafts.js";
import { fieldIn, focusable, place, put, read, reveal, values } from "./fields.js";
import { finish } from "./finish.js";
import * as known from "./known.js";
import { logo as wireLogo } from "./logo.js";
import { byId, data, language, load, moment, notice, say } from "./page.js";
import { best, freeId, source } from "./records.js";
import { wireCopying } from "./ways.js";
import * as widgets from "./widgets.js";

const asked = new URLSearchParams(location.search);
const id = (asked.get("id") ?? "").trim();
const mode = !id ? "new" : asked.has("revendica") ? "claim" : asked.has("confirmat") ? "confirm" : "edit";

const form = byId("form");
const root = byId("form-parts");
const result = byId("result");
const title = byId("form-title");
const names = { title: title.textContent, page: document.title };
const draft = drafts(id, () => ({ values: values(root), from: record.former, ...answers() }));

/** The record that is changed: what it says in its best form, its text and its path; a new one has none. */
const record = { former: null, text: "", path: "", edit: null };
let judge = null;
let newId = "";
let logo = null;

const answers = () => ({ account: byId("f-account")?.value.trim() ?? "", way: way(), checked: byId("f-checked").checked });

function way() {
  if (data.forge && data.email) return form.querySelector("[name=f-way]:checked")?.value ?? "";
  return data.forge ? "forge" : data.email ? "mail" : "file";
}

/** The judge, loaded once; rejects where its rules cannot be loaded, and may be asked again. */
let loading = null;
function judging() {
  loading ??= load(`${data.base}declaratie.json?v=${data.version}`)
    .then((response) => response.json())
    .then((declaration) => {
      judge = open(declaration, { lang: language, today: today() });
      notice("judge", "");
      return judge;
    });
  return loading.catch((error) => {
    loading = null;
    throw error;
  });
}

/** Hand the judge the files that it needs for these values; without one it is silent about what it cannot know. */
async function supply(all) {
  if (!judge) return;
  await Promise.all(
    judge.needs(all).map(async (name) => {
      const given = await load(data.base + name).then((response) => response.json()).catch(() => null);
      if (given) judge.give(name, given);
    }),
  );
}

function noJudge() {
  notice("judge", say("no-judge"), [[say("again"), () => judging().then(changed, noJudge)]]);
}

async function checkControl(control) {
  if (!judge || !control.isConnected || !root.contains(control)) return;
  const all = values(root);
  await supply(all);
  const field = control.closest("[data-field]");
  const { problems, written } = checks.judgeOne(judge, root, all, control);
  const within = control.closest(".item-line") ?? field;
  const note = field.querySelector(":scope > .written");
  if (note) {
    note.textContent = written ? say("written", { value: written }) : "";
    note.hidden = !written;
  }
  if (within.contains(document.activeElement) && document.activeElement.type === "text") return;
  checks.clear(within);
  const [first] = checks.placed(root, problems);
  if (first) checks.tell(first, use);
}

/** Put a value that the judge suggests into its field. */
function use(fix) {
  const spot = place(root, fix.pointer);
  const control = focusable(spot);
  if (control.matches("input:not([type=radio], [type=checkbox]), textarea, select")) control.value = fix.value;
  checks.clear(spot.within);
  control.focus();
  changed();
  checkControl(control);
}

const asking = { name: 0, cui: 0, national_registry_number: 0 };
const found = new Map();

/** Look whether the catalogue has it already. */
async function lookUp(key) {
  const mine = (asking[key] += 1);
  const typed = read(fieldIn(root, key));
  const value = typed && String(judge?.best(typed, [key]) ?? typed);
  const wrong = !value || (judge ? judge.field([key], value).some(({ level }) => level === "error") : value.length < 4);
  let hits = [];
  try {
    if (!wrong) hits = await (key === "name" ? known.byName(value) : known.byNumber(value));
  } catch {
    // The search is a help; without it the check after the proposal finds the same.
  }
  if (mine !== asking[key]) return;
  hits = hits.filter((hit) => hit.id !== id);
  found.set(key, hits);
  known.tell(root.querySelector(`[data-exists="${key}"]`), key === "national_registry_number" ? "number" : key, hits);
}

async function showId() {
  const line = byId("form-id");
  const { name, locality } = values(root);
  const wanted = name?.trim() ? await freeId({ name, locality }).catch(() => "") : "";
  if (name !== read(fieldIn(root, "name"))) return;
  newId = wanted;
  line.hidden = !name?.trim();
  line.textContent = wanted ? say("id", { address: `${data.page}${wanted}/` }) : say("id-none");
  logo?.named();
}

/** After anything was typed or chosen. */
function changed() {
  widgets.count(root);
  widgets.order(root);
  widgets.depend(root);
  if (byId("form-account") && data.email) byId("form-account").hidden = way() !== "forge";
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
  const all = !kept ? start : record.former && !fresh ? merged(kept.values, kept.from, record.former) : kept.values;
  put(root, all);
  for (const item of root.querySelectorAll("[data-item]")) ready(item);
  logo?.filled(record.former?.logo?.file);
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
}

function forget() {
  draft.forget();
  put(root, record.former ?? blank());
  logo?.filled(record.former?.logo?.file);
  form.querySelectorAll("[name=f-way]").forEach((input) => (input.checked = false));
  if (byId("f-account")) byId("f-account").value = "";
  byId("f-checked").checked = false;
  for (const within of form.querySelectorAll(".field, .item-line")) checks.clear(within);
  byId("form-errors").replaceChildren();
  byId("form-forget").hidden = true;
  settle();
  notice("draft", say("forgotten"));
  title.focus();
}

/** An item of a list, or the form itself, gets its suggestions. */
function ready(container) {
  for (const input of container.querySelectorAll("[data-kind=record] input, input[data-records]")) {
    if (!input.hasAttribute("role")) suggestRecords(input);
  }
}

function wire() {
  widgets.wireLists(root, ready, changed);
  widgets.wirePreviews(root);
  widgets.whenLeft(root, (control) => {
    checkControl(control);
    const key = control.closest("[data-field]").dataset.field;
    if (mode === "new" && key in asking) lookUp(key);
    if (mode === "new" && (key === "name" || key === "locality")) showId();
    if (key === "county") supply(values(root));
  });
  for (const event of ["input", "change"]) form.addEventListener(event, changed);
  ready(root);
  suggestLocalities(fieldIn(root, "locality").querySelector("input"), () => judge?.localities(read(fieldIn(root, "county"))) ?? []);
  fieldIn(root, "locality").querySelector("input").addEventListener("focus", () => judge && supply(values(root)));
  logo = wireLogo(fieldIn(root, "logo"), () => id || newId, changed);
  byId("form-forget").addEventListener("click", forget);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    draft.save();
    try {
      await judging();
    } catch {
      noJudge();
      byId("form-notices").scrollIntoView({ block: "start" });
      return;
    }
    const made = await finish({ mode, id, record, judge, root, logo, supply, found, ...answers(), use });
    if (made) showResult();
  });
  wireCopying();
  byId("result-back").addEventListener("click", () => history.back());
  byId("result-forget").addEventListener("click", () => {
    draft.forget();
    history.back();
    addEventListener("popstate", forget, { once: true });
  });
  addEventListener("popstate", () => history.state?.result || showForm());
}

function showResult() {
  history.pushState({ result: true }, "");
  form.hidden = true;
  result.hidden = false;
  document.querySelector(".file-way").hidden = true;
  byId("form-notices").hidden = true;
  title.textContent = say("title-done");
  byId("form-lead").hidden = true;
  toTop();
}

function showForm() {
  if (result.hidden) return;
  result.hidden = true;
  form.hidden = false;
  document.querySelector(".file-way").hidden = false;
  byId("form-notices").hidden = false;
  byId("form-lead").hidden = false;
  title.textContent = names.title;
  toTop();
}

function toTop() {
  title.focus({ preventScroll: true });
  scrollTo({ top: 0, behavior: "instant" });
}

function named(name) {
  names.title = say(`title-${mode}`);
  title.textContent = names.title;
  document.title = names.page.replace(/^[^–]*/, `${names.title}: ${name} `);
  byId("form-lead").textContent = say(`lead-${mode}`, { name });
}

/** Load the record, its parser and the judge; what fails is told and can be tried again. */
async function existing() {
  notice("load", say("loading"));
  let file;
  try {
    const [given, editing] = await Promise.all([source(id), import("./edit.js"), judging()]);
    [file, record.edit] = [given, editing];
  } catch (error) {
    console.warn(error);
    notice("load", say("not-loaded"), [[say("again"), existing]]);
    return;
  }
  if (!file) {
    notice("load", say("missing", { id }));
    return;
  }
  try {
    record.markdown = file.path.endsWith(".md");
    record.former = best(judge, record.edit.parse(file.text, record.markdown));
  } catch (error) {
    console.warn(error);
    notice("load", say("unreadable"));
    return;
  }
  Object.assign(record, file);
  notice("load", "");
  named(record.former.name);
  const imported = record.former.origin === "register";
  byId("form-checked").hidden = mode !== "edit" || imported;
  root.hidden = byId("form-before").hidden = mode === "confirm";
  if (record.former.maintainers?.length) {
    if (byId("form-account")) byId("form-account").remove();
    for (const field of root.querySelectorAll("[data-register]")) for (const input of field.querySelectorAll("input")) input.readOnly = true;
  }
  fillIn();
  form.hidden = false;
}

wire();
if (mode === "new") {
  fillIn();
  form.hidden = false;
  judging().then(() => {
    showId();
    for (const key of Object.keys(asking)) if (read(fieldIn(root, key))) lookUp(key);
  }, noJudge);
} else existing();
