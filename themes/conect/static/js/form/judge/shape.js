// Twin of conect.records.shape and scalars: every value is judged where it stands, and all faults are collected.
import { mustQuote } from "./implicit.js";
import { repair } from "./mojibake.js";
import { nearest } from "./nearest.js";
import { holdsCnp } from "./personal.js";
import { refusal } from "./primitives.js";
import { commaBelow, size, spaces, start } from "./text.js";

const TRUE = new Set(["true", "da", "yes", "on"]);
const FALSE = new Set(["false", "nu", "no", "off"]);

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const has = (value, key) => Object.hasOwn(value, key) && value[key] !== undefined;

const flow = (value) => {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (isGroup(value)) return `{${Object.entries(value).map(([key, each]) => `${key}: ${flow(each)}`).join(", ")}}`;
  return typeof value === "string" && mustQuote(value) ? `"${value}"` : String(value);
};

// Each step of tidying with the rule that asks for it.
const TIDY = [
  ["mojibake", repair],
  ["cedilla", commaBelow],
  ["unicode-nfc", (text) => text.normalize("NFC")],
  [
    "spaces",
    (text, form) =>
      form === "markdown"
        ? text.replaceAll("\t", "    ").replace(/^[\n ]+|[\n ]+$/g, "").replaceAll("\u00a0", " ")
        : spaces(text, form === "lines"),
  ],
];

/** Judges one tree of values; `problems` holds every fault found, `world` what is known (see judge.js). */
export class Shaper {
  constructor(world) {
    this.world = world;
    this.problems = [];
  }

  report(pointer, rule, message, fix = {}) {
    const { value = null, certain = false, key = false } = fix;
    this.problems.push({
      pointer,
      key,
      rule,
      level: this.world.level(rule),
      message,
      fix: value === null ? null : { value, certain, pointer, isKey: key },
    });
  }

  // The phrase has the rule's own id.
  say(pointer, rule, values, fix) {
    this.report(pointer, rule, this.world.say(rule, values), fix);
  }

  group(raw, fields, pointer) {
    const values = {};
    const known = new Map(fields.map((field) => [field.key, field]));
    for (const [key, value] of Object.entries(raw)) {
      const here = [...pointer, key];
      if (value === undefined) continue;
      if (!known.has(key)) this.unknown(here, key, known);
    }
    for (const field of fields) {
      if (!has(raw, field.key)) continue;
      const shaped = this.value(raw[field.key], field.kind, [...pointer, field.key]);
      if (shaped !== null) values[field.key] = shaped;
    }
    for (const field of fields) {
      if (pointer.length && !has(raw, field.key) && field.required?.includes("always")) this.missing(pointer, field);
    }
    return values;
  }

  missing(pointer, { key, label, example = "" }, condition = "") {
    const shown = flow(example).split("\n")[0];
    this.say([...pointer, key], "missing-key", { key, label, example: shown, condition });
  }

  unknown(pointer, key, known) {
    if (this.character(pointer, key, true)) return;
    const names = new Map();
    for (const each of known.keys()) names.set(each.replaceAll("_", ""), each);
    for (const each of known.keys()) names.set(each, each);
    for (const { key: each, label } of known.values()) {
      const name = label[0].toLowerCase();
      if (!names.has(name)) names.set(name, each);
    }
    const near = nearest(key, names);
    const message = near
      ? this.world.say("unknown-key.near", { key, near })
      : this.world.say("unknown-key", { key, keys: [...known.keys()].sort().join(", ") });
    this.report(pointer, "unknown-key", message, { value: near, key: true });
  }

  // Reports the first refused character of a text; null where there is none.
  character(pointer, text, key = false) {
    const found = this.world.forbidden.exec(text);
    if (!found) return false;
    const hex = found[0].codePointAt(0).toString(16).toUpperCase();
    const name = `U+${hex.padStart(4, "0")}${this.world.names[hex] ? ` ${this.world.names[hex]}` : ""}`;
    const better = text.replaceAll(this.world.removable, "");
    this.say(pointer, "file-characters", { name }, { value: better === text ? null : better, certain: true, key });
    return true;
  }

  value(given, kind, pointer) {
    const last = pointer.at(-1);
    const raw = given ?? "";
    if (raw === "" && (kind.type !== "text" || typeof last === "string")) {
      const message = this.world.say("empty-value", { key: last });
      this.report(pointer, "empty-value", message, { key: true });
      return null;
    }
    if (kind.type === "group") {
      if (isGroup(raw)) {
        const values = this.group(raw, kind.fields, pointer);
        return Object.keys(values).length ? values : null;
      }
    } else if (kind.type === "list") {
      if (Array.isArray(raw)) return this.list(raw, kind, pointer);
    } else if (typeof raw !== "object") {
      const text = String(raw);
      if (this.character(pointer, text)) return null;
      return this[kind.type](text, kind, pointer);
    }
    this.wrong(kind, typeof last === "string" ? last : pointer.at(-2), pointer);
    return null;
  }

  wrong(kind, key, pointer) {
    this.say(pointer, "kind", { key, wanted: this.world.say(`kind.${kind.type}`) });
  }

  list(raw, { item, least, most, unique_by: uniqueBy }, pointer) {
    if (raw.length < least || raw.length > most) this.say(pointer, "list-length", { size: raw.length, least, most });
    const items = [];
    const seen = new Set();
    raw.forEach((each, i) => {
      const here = [...pointer, i];
      const shaped = this.value(each, item, here);
      if (shaped === null) return;
      const identity = isGroup(shaped) ? shaped[uniqueBy] : shaped;
      if (identity !== undefined && seen.has(identity)) {
        this.say(uniqueBy ? [...here, uniqueBy] : here, "list-distinct", { value: identity });
      }
      seen.add(identity);
      items.push(shaped);
    });
    return items.length ? items : null;
  }

  integer(raw, kind, pointer) {
    const compact = raw.replace(/(?<=[0-9])[. \u00a0](?=[0-9]{3}(?:[^0-9]|$))/g, "");
    if (!/^-?(?:0|[1-9][0-9]{0,17})$/.test(compact)) {
      this.wrong(kind, pointer.at(-1), pointer);
      return null;
    }
    if (compact !== raw) this.better(raw, compact, pointer, Number(compact));
    const refused = refusal(kind.checks, compact, this.world);
    if (refused) this.report(pointer, refused.rule, refused.message);
    return Number(compact);
  }

  boolean(raw, kind, pointer) {
    const word = raw.trim().toLowerCase();
    if (!TRUE.has(word) && !FALSE.has(word)) {
      this.wrong(kind, pointer.at(-1), pointer);
      return null;
    }
    const truth = TRUE.has(word);
    if (raw !== String(truth)) this.better(raw, String(truth), pointer, truth);
    return truth;
  }

  better(value, better, pointer, fix) {
    this.say(pointer, "written-form", { value, better }, { value: fix, certain: true });
  }

  text(typed, { form = "plain", normalise, checks }, pointer) {
    let value = typed.replace(/\n$/, "");
    const changed = [];
    for (const [rule, tidy] of TIDY) {
      const better = tidy(value, form);
      if (better !== value) changed.push(rule);
      value = better;
    }
    const shown = size(value) <= 80 && !value.includes("\n") ? value : start(value, 60).replaceAll("\n", " ") + "…";
    for (const rule of changed) this.say(pointer, rule, { better: shown }, { value, certain: true });
    const written = normalise ? this.world.normalisers[normalise](value) : value;
    if (written === undefined) return value;
    if (written !== value && !refusal(checks, written, this.world)) {
      this.better(value, written, pointer, written);
      return written;
    }
    if (size(value) > 12 && holdsCnp(value)) this.say(pointer, "personal-code");
    const refused = refusal(checks, value, this.world);
    if (refused) this.report(pointer, refused.rule, refused.message, { value: refused.suggestion });
    return value;
  }
}
