// What helps while the form is filled in and ends it: the judge, suggestions, the search for what is there already, the logo,
// the record's text. Loaded with the first touch of the form, or at once for a record that exists.
import { open as openJudge, today } from "./judge/judge.js";
import * as checks from "./checks.js";
import { suggestLocalities, suggestRecords } from "./combobox.js";
import { fieldIn, focusable, place, read, values } from "./fields.js";
import { finish } from "./finish.js";
import * as known from "./known.js";
import { logo as wireLogo } from "./logo.js";
import { byId, data, language, load, notice, say } from "./page.js";
import { best, freeId, source } from "./records.js";
import { wireCopying } from "./ways.js";
import { fillSelects } from "./widgets.js";

let judge = null;
let loading = null;

/** The judge, loaded once; rejects where its rules cannot be loaded, and may be asked again. */
function judging() {
  loading ??= load(`${data.base}declaratie.json?v=${data.version}`)
    .then((response) => response.json())
    .then((declaration) => {
      judge = openJudge(declaration, { lang: language, today: today() });
      notice("judge", "");
      lists();
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
  lists();
}

const lists = () => fillSelects(byId("form-parts"), (name) => judge.vocabulary(name));

const noJudge = () => notice("judge", say("no-judge"), [[say("again"), () => judging().catch(noJudge)]]);

/** Make the desk for a form; see form.js for what it is given. */
export async function open({ mode, id, root, form, record, answers, changed, show, fillIn, named }) {
  const asking = { name: 0, cui: 0, national_registry_number: 0 };
  const found = new Map();
  let newId = "";
  const logo = wireLogo(fieldIn(root, "logo"), () => id || newId, changed);

  async function checkControl(control) {
    await judging().catch(() => {});
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
    if (within.contains(document.activeElement) && document.activeElement.matches("input[type=text], textarea")) return;
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

  /** Look whether the catalogue has it already. */
  async function lookUp(key) {
    const mine = (asking[key] += 1);
    await judging().catch(() => {});
    const typed = read(fieldIn(root, key));
    const value = typed && String(judge?.best(typed, [key]) ?? typed);
    const wrong = !value || (judge ? judge.field([key], value).some(({ level }) => level === "error") : value.length < 4);
    let hits = [];
    try {
      if (!wrong) hits = await (key === "name" ? known.byName(value) : known.byNumber(key, value));
    } catch {
      // The search is a help; without it the check after the proposal finds the same.
    }
    if (mine !== asking[key]) return;
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
    logo.named();
  }

  /** A list's new item, or the whole form, gets its suggestions. */
  function ready(container) {
    for (const input of container.querySelectorAll("[data-kind=record] input, input[data-records]")) {
      if (!input.hasAttribute("role")) suggestRecords(input);
    }
  }

  function left(control) {
    checkControl(control);
    const key = control.closest("[data-field]").dataset.field;
    if (mode !== "new") return;
    if (key in asking) lookUp(key);
    if (key === "name" || key === "locality") showId();
  }

  /** Load the record and its parser; what fails is told and can be tried again. */
  async function existing() {
    notice("load", say("loading"));
    let file;
    try {
      [file, record.edit] = await Promise.all([source(id), import("./edit.js"), judging()]);
    } catch (error) {
      console.warn(error);
      notice("load", say("not-loaded"), [[say("again"), existing]]);
      return;
    }
    if (!file) {
      notice("load", say("missing", { id }));
      return;
    }
    Object.assign(record, file, { markdown: file.path.endsWith(".md") });
    try {
      record.former = best(judge, record.edit.parse(file.text, record.markdown));
    } catch (error) {
      console.warn(error);
      notice("load", say("unreadable"));
      return;
    }
    const imported = record.former.origin === "register";
    if ((mode === "confirm" && imported) || (mode === "claim" && !imported)) {
      // What the register says is claimed, not confirmed; what an organisation wrote is changed, not claimed.
      location.replace(`${data.here}?id=${encodeURIComponent(id)}${imported ? "&revendica=1" : ""}`);
      return;
    }
    notice("load", "");
    named(record.former.name);
    byId("form-checked").hidden = mode !== "edit" || imported;
    root.hidden = byId("form-before").hidden = mode === "confirm";
    if (record.former.maintainers?.length) {
      // Who may change it is known, and what the register wrote is not theirs to change.
      byId("form-account")?.remove();
      for (const input of root.querySelectorAll("[data-register] input")) input.readOnly = true;
    }
    fillIn();
    supply(values(root));
    logo.filled(record.former.logo?.file);
    ready(root);
  }

  wireCopying();
  const locality = fieldIn(root, "locality").querySelector("input");
  const county = fieldIn(root, "county").querySelector("select");
  suggestLocalities(locality, async () => {
    await judging();
    await supply(values(root));
    return judge?.localities(county.value) ?? [];
  });
  if (mode === "new") {
    logo.filled(undefined);
    ready(root);
    judging().then(() => {
      supply(values(root));
      showId();
      for (const key of Object.keys(asking)) if (read(fieldIn(root, key))) lookUp(key);
    }, noJudge);
  }

  return {
    existing,
    ready,
    left,
    picture: logo.take,
    /** The form was emptied: nothing is wrong with it, and nothing is there already. */
    cleared() {
      for (const within of form.querySelectorAll(".field, .item-line")) checks.clear(within);
      for (const line of root.querySelectorAll(".written")) line.hidden = true;
      for (const key of Object.keys(asking)) if (mode === "new") lookUp(key);
      if (mode === "new") showId();
      logo.filled(record.former?.logo?.file);
    },
    async finish() {
      try {
        await judging();
      } catch {
        noJudge();
        byId("form-notices").scrollIntoView({ block: "start" });
        return;
      }
      if (await finish({ mode, id, record, judge, root, logo, supply, found, use, ...answers() })) show(true);
    },
  };
}
