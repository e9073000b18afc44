// The record that a form makes: where an existing one's text comes from, and what becomes of the values typed.
import { data, load } from "./page.js";
import { fold, slug } from "./judge/judge.js";

const shelves = new Map();

// The same checksum as the build's (zlib.crc32), of an id in ASCII.
function checksum(id) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(id)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ -1) >>> 0;
}

async function fetchShelf(number) {
  const response = await load(`${data.base}fise/${number}.bin`);
  return new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw"))).json();
}

/** A record's file as it is published: {path, text}; null for an id that is taken without a page, undefined for none. */
export async function source(id) {
  const number = checksum(id) % data.shelves;
  if (!shelves.has(number)) shelves.set(number, fetchShelf(number));
  let shelf;
  try {
    shelf = await shelves.get(number);
  } catch (error) {
    shelves.delete(number);
    throw error;
  }
  if (!Object.hasOwn(shelf, id)) return undefined;
  return shelf[id] && { path: shelf[id][0], text: shelf[id][1] };
}

/** An id for a new record that nobody has: of its name, of name and locality, at last with a number; "" for none. */
export async function freeId({ name = "", locality = "" }) {
  const longest = data.longest;
  const place = slug(locality, 30);
  const short = slug(name, longest);
  const longer = [slug(name, longest - place.length - 1), place].filter(Boolean).join("-");
  const free = async (id) => id && !data.reserved.includes(id) && (await source(id)) === undefined;
  for (const id of [short, longer]) if (await free(id)) return id;
  if (!short) return "";
  for (let n = 2; n < 100; n += 1) {
    const id = `${longer.slice(0, longest - 7).replace(/-+$/, "")}-${n}`;
    if (await free(id)) return id;
  }
  return "";
}

/** The folder of a record's county. */
export const folderOf = (record) => (/^[A-Z]{1,2}$/.test(record.county ?? "") ? record.county.toLowerCase() : "xx");

/** Values in their best form, numbers and truth values as such and not as the text that was typed. */
export const best = (judge, values) => native(judge.best(values), { type: "group", fields: judge.fields });

function native(value, kind) {
  if (kind?.type === "list" && Array.isArray(value)) return value.map((item) => native(item, kind.item));
  if (kind?.type === "group" && typeof value === "object") {
    const kinds = new Map(kind.fields.map((field) => [field.key, field.kind]));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, native(item, kinds.get(key))]));
  }
  if (kind?.type === "integer" && /^\d{1,15}$/.test(value)) return Number(value);
  if (kind?.type === "boolean" && /^(true|false)$/.test(value)) return value === "true" || value === true;
  return value;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * The whole record: what the file says, with the form's values in their best form in place of its own.
 *
 * `former` is what the record says (null for a new one), `keys` are those that the form asks for, `origin` what it becomes.
 */
export function assemble({ judge, typed, former, keys, origin, today, confirmed, account }) {
  const record = { ...former };
  for (const key of keys) delete record[key];
  Object.assign(record, typed, { origin });
  if (confirmed) record.confirmed_on = today;
  if (account && !record.maintainers?.length) record.maintainers = [account];
  // „contact@…” is already in its best form; what a person typed may not be.
  const made = best(judge, record);
  if (!former || !same([made.county, made.locality], [former.county, former.locality])) placeCode(judge, made);
  if (former && origin === "organization") ownSources(made, former);
  return made;
}

/** The locality as SIRUTA writes it, with its code; no code where its name stands for several places. */
function placeCode(judge, record) {
  const name = fold(record.locality ?? "").replace(/[^a-z0-9]/g, "");
  const all = judge.localities(record.county).filter((each) => fold(each.name).replace(/[^a-z0-9]/g, "") === name);
  if (all.length) record.locality = all[0].name;
  const units = all.filter((each) => !each.parent);
  const parts = all.filter((each) => each.parent);
  const seats = units.length === 1 ? parts.filter((each) => each.parent === units[0].name) : parts;
  const found = seats.length === 1 ? seats[0] : units.length === 1 ? units[0] : null;
  if (found) record.siruta = found.siruta;
  else delete record.siruta;
}

/** A source vouches for the value that came from it; what the organisation has written itself has none. */
function ownSources(record, former) {
  const kept = record.sources?.filter(({ field }) => same(record[field], former[field]));
  if (kept?.length) record.sources = kept;
  else delete record.sources;
}

/** What differs: key -> new value, undefined for one that is gone; both in their best form. */
export function changed(record, former) {
  const found = {};
  for (const key of new Set([...Object.keys(former), ...Object.keys(record)])) {
    if (!same(record[key], former[key])) found[key] = record[key];
  }
  return found;
}
