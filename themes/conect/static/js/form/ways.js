// The end of the form: the record's text, what changes in it, and the ways by which it gets to the administrators.
import { byId, data, el, offer, say } from "./page.js";

const LONGEST = { forge: 7500, mail: 1800 }; // characters of an address: servers take some 8,000, Windows' mail links 2,000

/** The address of the forge's page for a new file, filled in; null where the forge cannot, or where it grows too long. */
export function filledIn({ folder, file, text }) {
  const { forge } = data;
  if (!forge?.text) return null;
  const address = `${newFile({ folder, file })}&${new URLSearchParams({ [forge.text]: text })}`;
  return address.length <= LONGEST.forge ? address : null;
}

const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");

/** The forge's page for a new file of this name. */
export function newFile({ folder, file }) {
  const { forge } = data;
  // A forge that names the folder in the address wants the file's own name alone.
  const name = forge.new.includes("{folder}") ? file : `${folder}/${file}`;
  return `${forge.new.replace("{folder}", encoded(folder))}?${new URLSearchParams({ [forge.file]: name })}`;
}

/** A mail link with the record in it, or, where that grows too long, one that speaks of the attached file. */
export function mailLink({ kind, name, folder, file, text }) {
  const subject = say(`mail-${kind}`, { name });
  const link = (body) => `mailto:${data.email}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  const whole = link(`${say("mail-body", { file: `${folder}/${file}` })}${text}`);
  return whole.length <= LONGEST.mail ? whole : link(say("mail-attached", { file }));
}

/**
 * Show the result: {kind: new|edit|claim|confirm, way, name, folder, file, formerPath, text, changes, logo: {name, blob}|null,
 * note}. `changes` are [label, old, new] of an existing record.
 */
export function show(result) {
  const box = byId("result");
  const each = (selector, act) => box.querySelectorAll(selector).forEach(act);
  const { way, folder, file, text, changes, logo } = result;
  box.querySelector("pre").textContent = text;
  each(".take", (link) => offer(link, file, text, "text/plain;charset=utf-8"));
  each("[data-logo]", (node) => (node.hidden = !logo));
  if (logo) each(".take-logo", (link) => offer(link, logo.name, logo.blob));
  each(".file", (node) => (node.textContent = `${folder}/${file}`));
  each(".copied", (node) => (node.textContent = ""));
  each(".way", (node) => (node.hidden = node.dataset.way !== way));
  byId("result-note").textContent = result.note ?? "";
  byId("result-note").hidden = !result.note;
  byId("result-changes").hidden = result.kind === "new";
  byId("result-changes").querySelector("dl").replaceChildren(...(changes.length ? changes.map(change) : [el("div", {}, el("dt", {}, say("no-changes")))]));
  if (data.email) each(".mail", (link) => (link.href = mailLink(result)));
  if (data.forge) forge(box, result);
  byId("result-whole").open = way === "file";
}

function change([label, old, now]) {
  return el(
    "div",
    {},
    el("dt", {}, label),
    old !== null && el("dd", {}, el("span", { class: "small" }, say("old")), " ", el("del", {}, old || say("empty"))),
    el("dd", {}, old !== null && [el("span", { class: "small" }, say("new")), " "], el("ins", {}, now || say("empty"))),
  );
}

function forge(box, { kind, folder, file, formerPath, text }) {
  const address = kind === "new" ? filledIn({ folder, file, text }) : null;
  const shown = kind !== "new" ? "edit" : address ? "filled" : "paste";
  for (const steps of box.querySelectorAll("[data-case]")) steps.hidden = steps.dataset.case !== shown;
  if (kind === "new") {
    for (const link of box.querySelectorAll(".to-new")) link.href = address ?? newFile({ folder, file });
  } else {
    box.querySelector(".to-edit").href = data.forge.edit.replace("{path}", encoded(formerPath));
    const moved = formerPath !== `${folder}/${file}`;
    box.querySelector("[data-moved]").hidden = !moved;
    box.querySelector(".moved").textContent = moved ? `../${folder.split("/").at(-1)}/${file}` : "";
  }
  for (const link of box.querySelectorAll(".to-upload")) link.href = data.forge.upload.replace("{folder}", encoded(folder));
}

/** The buttons that copy the text. */
export function wireCopying() {
  const box = byId("result");
  for (const button of box.querySelectorAll(".copy")) {
    button.addEventListener("click", async () => {
      const said = button.parentElement.querySelector(".copied");
      try {
        await navigator.clipboard.writeText(box.querySelector("pre").textContent);
        said.textContent = say("copied");
      } catch {
        said.textContent = say("not-copied");
        byId("result-whole").open = true;
        getSelection().selectAllChildren(box.querySelector("pre"));
      }
    });
  }
}
