// The browser's judge of a record: the same declaration, the same rules and the same words as `conect validate`.
//
// What it knows is handed in (declaratie.json and, where a record needs them, localities, countries and telephone
// plans); it neither fetches nor touches the page.
import { normalisers } from "./normalise.js";
import { judgeId, judgeRecord } from "./rules.js";
import { Shaper } from "./shape.js";
import { Telephones } from "./telephones.js";
import { days, fold } from "./text.js";
import { speaker } from "./words.js";

export { mustQuote } from "./implicit.js";
export { fold, slug, today } from "./text.js";

const COUNTRIES = "tari.json";
const TELEPHONES = "telefoane.json";

const localityFile = (county) => `localitati/${county.toLowerCase()}.json`;

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const pair = (label) => (Array.isArray(label) ? label : [label, label]);

// A vocabulary as the declaration writes it: a term is its label, or [label, group, description].
const opened = (name, { label, groups = {}, terms }) => {
  const names = new Map();
  const list = Object.entries(terms).map(([id, term]) => {
    const [words, group, description] = Array.isArray(term) ? term : [term];
    return { id, label: pair(words), group: group || null, description: description || null };
  });
  for (const { id, label: words } of list) {
    for (const each of [id, ...words]) if (!names.has(fold(each))) names.set(fold(each), id);
  }
  return { name, label, groups, list, names, ids: new Set(list.map(({ id }) => id)) };
};

class Judge {
  constructor(declaration, { lang, today }) {
    const { letters, counties } = declaration;
    const { say, pick } = speaker(declaration.phrases, lang);
    const warnings = new Set(declaration.warnings);
    const telephones = new Telephones(declaration.telephones);
    const vocabularies = new Map(
      Object.entries(declaration.vocabularies).map(([name, each]) => [name, opened(name, each)]),
    );
    this.world = {
      say, pick, today, counties, telephones,
      day: days(today),
      level: (rule) => (warnings.has(rule) ? "warning" : "error"),
      vocabulary: (name) => vocabularies.get(name) ?? null,
      vocabularies,
      normalisers: normalisers(counties, telephones, declaration.rules),
      rules: declaration.rules,
      localities: new Map(),
      forbidden: new RegExp(letters.forbidden, "u"),
      removable: new RegExp(letters.removable, "gu"),
      latin: new RegExp(`[${letters.latin}]`, "u"),
      names: letters.names,
      alphabets: letters.alphabets,
    };
    this.declaration = declaration;
    this.fields = declaration.fields.map((field) => this.#shown(field));
    this.sections = Object.entries(declaration.sections).map(([key, label]) => ({
      key,
      label: pick(label),
      fields: this.fields.filter((field) => field.section === key),
    }));
  }

  // A field as the page shows it: its words in one language, and what is usual written out.
  #shown(field) {
    const { label, help, example = "", required = [], setter = "anyone", shown = true, translatable = false } = field;
    const { pick } = this.world;
    const kind = this.#shownKind(field.kind);
    return { ...field, label: pick(label), help: pick(help), example, required, setter, shown, translatable, kind };
  }

  #shownKind(kind) {
    if (kind.type === "group") return { ...kind, fields: kind.fields.map((field) => this.#shown(field)) };
    if (kind.type === "list") return { unique_by: null, ...kind, item: this.#shownKind(kind.item) };
    if (kind.type !== "text") return kind;
    const length = kind.checks.find(({ primitive }) => primitive === "length");
    const limits = length ? { least: length.least, most: length.most } : {};
    return { form: "plain", normalise: null, vocabulary: null, reference: false, ...limits, ...kind };
  }

  declared(pointer) {
    let fields = this.fields;
    let found = null;
    for (const step of pointer) {
      if (typeof step === "number") {
        if (found?.kind.type !== "list") return null;
        found = { ...found, kind: found.kind.item };
      } else {
        found = fields.find(({ key }) => key === step) ?? null;
        if (!found) return null;
      }
      fields = found.kind.fields ?? found.kind.item?.fields ?? [];
    }
    return found;
  }

  vocabulary(name) {
    const found = this.world.vocabulary(name);
    if (!found) return null;
    const { pick } = this.world;
    return {
      name,
      label: pick(found.label),
      groups: Object.entries(found.groups).map(([id, label]) => ({ id, label: pick(label) })),
      terms: found.list.map(({ id, label, group, description }) => ({
        id, label: pick(label), group, description: description && pick(description),
      })),
    };
  }

  localities(county) {
    const rows = this.world.localities.get(county) ?? [];
    const names = new Map(rows.map(([name, siruta]) => [siruta, name]));
    return rows.map(([name, siruta, kind, parent]) => ({ name, siruta, kind, parent: names.get(parent) ?? null }));
  }

  required(key, values) {
    const needs = this.declared([key])?.required ?? [];
    return needs.includes("always") || needs.includes(values.origin);
  }

  say(phrase, values) {
    return this.world.say(phrase, values);
  }

  normalise(name, value) {
    return this.world.normalisers[name](value) ?? value;
  }

  field(pointer, value) {
    return this.#shape(pointer, value).problems;
  }

  id(id, name) {
    const shaper = new Shaper(this.world);
    judgeId(id, name, this.world, this.#finder(shaper));
    return shaper.problems;
  }

  record(values, { id } = {}) {
    const { declaration, world } = this;
    const shaper = new Shaper(world);
    const shaped = shaper.group(values, declaration.fields, []);
    for (const field of declaration.fields) {
      const there = Object.hasOwn(values, field.key) && values[field.key] !== undefined;
      if (there || !this.required(field.key, shaped)) continue;
      const always = field.required.includes("always");
      shaper.missing([], field, always ? "" : world.say(`missing-key.${shaped.origin}`));
    }
    const say = this.#finder(shaper);
    judgeRecord(shaped, world, say, id);
    if (id !== undefined) judgeId(id, shaped.name, world, say);
    const places = new Map(declaration.fields.map(({ key }, i) => [key, i]));
    const order = ({ pointer }) => (pointer.length ? places.get(pointer[0]) ?? places.size : -1);
    return shaper.problems.sort((a, b) => order(a) - order(b));
  }

  best(value, pointer = []) {
    let best = structuredClone(value);
    // Without its invisible characters a text may show further faults.
    for (let round = 0; round < 4; round += 1) {
      const sure = this.#shape(pointer, best).problems.filter(({ fix }) => fix?.certain);
      if (!sure.length) break;
      for (const { pointer: place, fix } of sure) {
        const path = place.slice(pointer.length);
        const last = path.pop();
        if (last === undefined) best = fix.value;
        else if (!fix.isKey) path.reduce((inside, step) => inside[step], best)[last] = fix.value;
      }
    }
    return best;
  }

  needs(values) {
    const { world } = this;
    const { county, country, phone, legal_form: form } = values;
    const wanted = [];
    if (Object.hasOwn(world.counties, county ?? "") && !world.localities.has(county)) wanted.push(localityFile(county));
    if ((country !== undefined || form === "persoana_juridica_straina") && !world.vocabulary("countries")) {
      wanted.push(COUNTRIES);
    }
    if (typeof phone === "string" && world.telephones.e164(phone) === undefined) wanted.push(TELEPHONES);
    return wanted;
  }

  give(name, data) {
    const { world } = this;
    if (name === COUNTRIES) world.vocabularies.set("countries", opened("countries", data));
    else if (name === TELEPHONES) world.telephones.give(data);
    else {
      const county = Object.keys(world.counties).find((code) => localityFile(code) === name);
      if (county) world.localities.set(county, data);
    }
  }

  #shape(pointer, value) {
    const shaper = new Shaper(this.world);
    const raw = this.#rawKind(pointer);
    if (!pointer.length) shaper.group(isGroup(value) ? value : {}, this.declaration.fields, []);
    else if (raw) shaper.value(value, raw, pointer);
    return shaper;
  }

  // The kind as the declaration writes it, in both languages, which messages are made of.
  #rawKind(pointer) {
    let kind = { type: "group", fields: this.declaration.fields };
    for (const step of pointer) {
      kind = typeof step === "number" ? kind?.item : kind?.fields?.find(({ key }) => key === step)?.kind;
    }
    return kind;
  }

  #finder(shaper) {
    return (phrase, pointer, values, fix, rule = phrase.split(".")[0]) =>
      shaper.report(pointer, rule, this.world.say(phrase, values), fix || undefined);
  }
}

/** Opens a judge on the parsed declaratie.json; `today` is the day in Bucharest, YYYY-MM-DD. */
export const open = (declaration, { lang = "ro", today }) => new Judge(declaration, { lang, today });
