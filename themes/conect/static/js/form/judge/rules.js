// The record rules that need nothing but the record and the day: twins of conect.records.rules, with the same words.
import { webAddress } from "./address.js";
import { likest } from "./nearest.js";
import { MAILTO, hasImage, links, rawHtml } from "./markdown.js";
import { days, fold, isUpper, size, slug, start, title } from "./text.js";

const isText = (value) => typeof value === "string";
const list = (value) => (Array.isArray(value) ? value : []);

const identity = ({ name, origin }, { rules }, say) => {
  if (origin !== "organization" || !isText(name)) return;
  if (size(name) > rules.name_most && size(name) <= 300) {
    say("name-length", ["name"], { size: size(name), most: rules.name_most });
  }
  if (size(name) > 12 && isUpper(name)) say("name-capitals", ["name"], { better: title(name) });
};

const legal = (record, { rules, day, today }, say) => {
  const { legal_form: form, national_registry_number: number, origin, parent, country } = record;
  const letter = Object.hasOwn(rules.registry_letters, form ?? "") ? rules.registry_letters[form] : null;
  const parts = isText(number) ? number.split("/") : [];
  if (letter && parts.length === 3 && parts[1] !== letter) {
    say("registry-letter", ["national_registry_number"], { number, form, better: `${parts[0]}/${letter}/${parts[2]}` });
  }
  if (origin === "register" && number === undefined) say("register-number-missing", []);

  if (form === "filiala" && parent === undefined && origin === "organization") {
    say("branch-parent.missing", ["legal_form"]);
  } else if (parent !== undefined && form !== undefined && form !== "filiala") say("branch-parent", ["parent"]);

  const foreign = form === "persoana_juridica_straina";
  if (country !== undefined && form !== undefined && !foreign) say("foreign-country", ["country"]);
  else if (foreign && country === undefined && origin === "organization") {
    say("foreign-country.missing", ["legal_form"]);
  }

  const checked = record.anaf_deductions?.checked_on;
  if (day - days(checked) > rules.deductions_days) {
    say("deductions-old", ["anaf_deductions", "checked_on"], { day: checked, days: rules.deductions_days });
  }
  const { act = "", date } = record.public_utility ?? {};
  const year = Array.from(act).slice(-4).join("");
  if (/^[0-9]{4}$/.test(year) && !Number.isNaN(days(date)) && date.slice(0, 4) !== year) {
    say("public-utility-year", ["public_utility", "date"], { act });
  }
  if (record.merged_into !== undefined && record.registry_status === "inregistrata") {
    say("merged-status", ["registry_status"]);
  }
  const age = day - days(record.confirmed_on);
  if (age > rules.fresh_days && !rules.struck_off.includes(record.registry_status)) {
    say("stale", ["confirmed_on"], { days: age, today });
  }
};

// Sighetul and Sighetu are the same word with and without its article's l.
const key = (name) => (fold(name).match(/[a-z0-9]+/g) ?? []).map((word) => word.replace(/(?<=..)ul$/, "u")).join("");
const older = (name) => name.slice(0, 1) + name.slice(1).replaceAll("â", "î");

/** Whether the text is no more than a name: nothing in it that could tell a reader of addresses of another place. */
const plain = (name, county, { rules }) => {
  if (!/^[\p{L} -]+$/u.test(name)) return false;
  const folded = fold(name);
  if (county === "B" && /buc|municipiu|capitala/.test(folded)) return false;
  return !(folded.match(/[a-z]+/g) ?? []).some((word) => rules.address_words.includes(word));
};

const place = ({ county, locality, postal_code: code, origin }, world, say) => {
  const { counties, localities } = world;
  const known = localities.get(county);
  if (known && isText(locality) && plain(locality, county, world)) {
    const names = new Map();
    let there = false;
    for (const [name] of known) {
      names.set(fold(name), name);
      there ||= key(name) === key(locality) || key(older(name)) === key(locality);
    }
    if (!there) {
      const near = likest(fold(locality), names, 0.7);
      const values = { name: locality, county: counties[county][0], near };
      const rule = origin === "register" ? "locality-register" : "locality";
      say(near ? "locality.near" : "locality", ["locality"], values, near && { value: near }, rule);
    }
  }
  if (isText(code) && /^[0-9]{6}$/.test(code) && isText(county)) {
    const owner = Object.keys(counties).find((each) => counties[each][2].split(" ").includes(code.slice(0, 2)));
    if (owner !== county) say("postal-code", ["postal_code"], { code, county, owner: owner ? ` (${owner})` : "" });
  }
};

const activity = (record, { rules, telephones }, say) => {
  const { activity_scope: scope, activity_counties: counties, county = "CJ", phone, projects } = record;
  if (rules.with_counties.includes(scope) && counties === undefined) {
    say("activity-counties", ["activity_scope"], { here: county });
  }
  if (isText(phone) && phone.startsWith("+") && telephones.e164(phone) === null) say("phone", ["phone"], { number: phone });
  list(projects).forEach(({ start: first, end: last }, i) => {
    if (isText(first) && isText(last) && first > last) {
      say("project-dates", ["projects", i, "end"], { start: first, end: last });
    }
  });
};

const about = ({ description, translations = {}, summary }, world, say) => {
  const texts = Object.entries(translations).map(([lang, each]) => [["translations", lang, "description"], each.description]);
  for (const [pointer, text] of [[["description"], description], ...texts]) {
    if (!isText(text) || size(text) > world.rules.text_most) continue;
    const found = rawHtml(text);
    if (found) say("markdown-html", pointer, { found: start(found, 40) });
    if (hasImage(text)) say("markdown-image", pointer);
    for (const target of links(text)) {
      const fault = MAILTO.test(target) ? null : webAddress(target, [], world.say);
      if (fault) say("markdown-link", pointer, { fault: world.say(fault[0], fault[1]) });
    }
  }
  const sign = isText(summary) ? /\*\*|__|\]\(|^#+ |\x60/.exec(summary) : null;
  if (sign) say("summary-plain", ["summary"], { found: sign[0] });
};

const upkeep = (record, { rules }, say, id) => {
  const sources = list(record.sources);
  const keys = Object.keys(record).filter((each) => each !== "sources" && each !== "origin");
  sources.forEach(({ field }, i) => {
    if (isText(field) && !Object.hasOwn(record, field)) {
      say("source-field", ["sources", i, "field"], { key: field, keys: keys.join(", ") });
    }
  });
  const sourced = new Set(sources.map((source) => source.field));
  if (record.origin === "register") {
    for (const each of rules.with_source) {
      if (Object.hasOwn(record, each) && !sourced.has(each)) say("source-missing", [each], { key: each });
    }
  }
  const file = record.logo?.file;
  if (!isText(file) || id === undefined) return;
  const dot = file.lastIndexOf(".");
  if ((dot < 0 ? "" : file.slice(0, dot)) !== id) {
    const better = `${id}.${file.slice(dot + 1) || "png"}`;
    say("logo.name", ["logo", "file"], { better }, { value: better });
  }
};

/** Calls say(phrase, pointer, values, fix, rule) for every problem of the whole; `record` holds the shaped values. */
export const judgeRecord = (record, world, say, id) => {
  for (const rules of [identity, legal, place, activity, about, upkeep]) rules(record, world, say, id);
};

/** The same for a record's id. */
export const judgeId = (id, name, { rules }, say) => {
  if (size(id) > rules.id_most || !new RegExp(`^(?:${rules.id})$`).test(id)) {
    const better = slug(id, rules.id_most) || slug(name ?? "", rules.id_most) || "asociatia-exemplu";
    say("id-form", [], { most: rules.id_most, better: `${better}.yaml` });
  }
  if (rules.reserved.includes(id)) say("id-reserved", [], { id });
};
