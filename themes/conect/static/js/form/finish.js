// The end of filling in: the whole record judged; what is wrong is told, else its text is made and the ways are shown.
import * as checks from "./checks.js";
import { changes as inWords } from "./describe.js";
import { dump } from "./emit.js";
import { fieldsIn, values } from "./fields.js";
import { byId, data, say } from "./page.js";
import { assemble, changed, folderOf, freeId } from "./records.js";
import { show } from "./ways.js";
import { today } from "./judge/judge.js";

/** Judge and show; returns whether there is a result. `state` is all that the form knows. */
export async function finish(state) {
  const { mode, id, record, judge, root, supply } = state;
  const typed = values(root);
  const build = () => (mode === "confirm" ? { ...record.former, confirmed_on: today(), ...own(state) } : whole(state, typed));
  await supply(build());
  const made = build();
  const named = id || (await freeId(made).catch(() => ""));
  if (made.logo?.file && state.logo?.blob()) {
    state.logo.named();
    made.logo.file = `${named}.${made.logo.file.split(".").at(-1)}`;
  }
  const errors = mode === "confirm" ? [] : faults(state, made, named);
  errors.push(...ofSending(state));
  for (const within of byId("form").querySelectorAll(".field, .item-line")) checks.clear(within);
  for (const error of errors) checks.tell(error, state.use);
  const wrong = errors.filter(({ level }) => level === "error");
  checks.summary(byId("form-errors"), wrong);
  if (wrong.length) return false;
  show(result(state, made, named));
  return true;
}

const own = ({ way, account, record }) => (way === "forge" && account && !record.former?.maintainers?.length ? { maintainers: [account] } : {});

function whole({ mode, record, judge, root, way, account, checked }, typed) {
  const { former } = record;
  return assemble({
    judge,
    typed,
    former,
    keys: fieldsIn(root).map((field) => field.dataset.field),
    origin: mode === "edit" ? former.origin : "organization",
    today: today(),
    confirmed: mode !== "edit" || checked,
    account: way === "forge" ? account : "",
  });
}

/** What the judge and the catalogue say against the record, each with its place; what stands nowhere in the form is left out. */
function faults({ judge, root, found, mode }, made, id) {
  const problems = judge.record(made, id ? { id } : {});
  const errors = checks.placed(root, problems);
  if (mode !== "new") return errors;
  const twin = found.get("cui")?.[0];
  if (twin) {
    const [extra] = checks.placed(root, [{ pointer: ["cui"], rule: "cui", level: "error", message: "", fix: null }]);
    errors.push({ ...extra, message: say("exists-error", { name: twin.name }) });
  }
  return errors;
}

/** What is missing for the way that was chosen. */
function ofSending({ way, account, mode, record, judge }) {
  const found = [];
  const choice = byId("form-way");
  if (choice && !way) {
    found.push(place(choice, choice.querySelector("input"), say("needed-way")));
  }
  const unclaimed = mode !== "new" && !record.former?.maintainers?.length;
  if (way === "forge" && unclaimed && !account && byId("form-account")) {
    found.push(place(byId("form-account"), byId("f-account"), say("account")));
  }
  if (way === "forge" && account && byId("form-account")) {
    const wrong = judge.field(["maintainers"], [account]).find(({ level }) => level === "error");
    if (wrong) found.push({ ...place(byId("form-account"), byId("f-account"), checks.plain(wrong.message)), named: false });
  }
  return found;
}

const place = (within, focus, message) => ({ field: within, within, focus, message, level: "error", fix: null, named: true });

function result(state, made, id) {
  const { mode, record, way, judge } = state;
  const folder = `${data.folder}/${folderOf(made)}`;
  const suffix = record.markdown ? "md" : "yaml";
  const blob = state.logo?.blob();
  const base = {
    kind: mode,
    way,
    name: made.name,
    folder,
    file: `${id}.${suffix}`,
    formerPath: record.path && data.folder + record.path.slice(record.path.indexOf("/")),
    logo: blob ? { name: made.logo.file, blob } : null,
    changes: [],
    note: "",
  };
  if (!record.former) return { ...base, text: dump(made, data.order) };
  const altered = changed(made, record.former);
  return { ...base, ...edited(record, made, altered), changes: inWords(judge, record.former, made, altered) };
}

function edited({ edit, text, markdown }, made, altered) {
  try {
    return { text: edit.edit(text, altered, data.order, markdown) };
  } catch (error) {
    if (!(error instanceof edit.EditError)) throw error;
    const { description, ...front } = made;
    const whole = markdown ? `---\n${dump(front, data.order)}---\n\n${(description ?? "").trim()}\n` : dump(made, data.order);
    return { text: whole, note: say("comments-lost") };
  }
}
