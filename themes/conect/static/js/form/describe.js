// Values in words, for the list of what changes: terms by their labels, lists and groups on one line.
import { language } from "./page.js";

const LONG = 300;

function cut(text) {
  const line = text.replace(/\s*\n\s*/g, " ¶ ");
  return [...line].length > LONG ? `${[...line].slice(0, LONG - 1).join("")}…` : line;
}

/** One value in words, by its kind in the declaration. */
export function describe(judge, value, kind) {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((item) => describe(judge, item, kind?.item)).join("; ");
  if (typeof value === "object") {
    const field = (key) => kind?.fields?.find((each) => each.key === key);
    return Object.entries(value)
      .map(([key, item]) => `${field(key)?.label ?? key}: ${describe(judge, item, field(key)?.kind)}`)
      .join(", ");
  }
  if (typeof value === "boolean") return { ro: ["nu", "da"], en: ["no", "yes"] }[language][Number(value)];
  const term = kind?.vocabulary && judge.vocabulary(kind.vocabulary)?.terms.find(({ id }) => id === value);
  return term ? term.label : cut(String(value));
}

/** What changes, in the record's order: [label, old, new]; one line a field, within groups one a key. */
export function changes(judge, former, record, altered) {
  const rows = [];
  for (const field of judge.fields) {
    if (!(field.key in altered)) continue;
    const [old, now] = [former[field.key], record[field.key]];
    const inner = field.kind.type === "group" && old && now;
    if (!inner) {
      rows.push([field.label, describe(judge, old, field.kind), describe(judge, now, field.kind)]);
      continue;
    }
    for (const part of field.kind.fields) {
      const [before, after] = [describe(judge, old[part.key], part.kind), describe(judge, now[part.key], part.kind)];
      if (before !== after) rows.push([`${field.label}, ${part.label}`, before, after]);
    }
  }
  return rows;
}

