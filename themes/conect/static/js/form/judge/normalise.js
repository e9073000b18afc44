// Twin of conect.records.normalise: what a person typed, brought into the form that a record keeps.
import { repair } from "./mojibake.js";
import { fold, size } from "./text.js";

const PREFIX = /^(?:judetul|judet|jud|municipiul|mun|orasul|oras)(?![\p{L}\p{N}_])[ .:]*/u;
const EDGE = "(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_]))";
const SECTOR = new RegExp(`[\\s,]*${EDGE}(?:sectorul|sector|sect|sec|s)?[ .]*(?:[1-6]|i{1,3}|iv|vi?)$`, "u");

const key = (text) => fold(text).replace(/[^a-z]+/g, "");

const countyFinder = (counties, most) => {
  const keys = new Map();
  for (const [code, [name, iso]] of Object.entries(counties)) {
    for (const spelling of [name, name.replaceAll("â", "î"), code, iso]) {
      if (!keys.has(key(spelling))) keys.set(key(spelling), code);
    }
  }
  keys.set("mbucuresti", "B").set("bucharest", "B");
  return (text) => {
    if (size(text) > most) return null;
    const folded = fold(repair(text)).split(/\s+/).filter(Boolean).join(" ").replace(/^[ .,;:]+|[ .,;:]+$/g, "");
    for (const candidate of [folded, folded.replace(PREFIX, "")]) {
      let found = keys.get(key(candidate));
      if (!found && candidate.startsWith("bucuresti")) found = keys.get(key(candidate.replace(SECTOR, "")));
      if (found && /\p{L}/u.test(candidate)) return found;
    }
    return null;
  };
};

const date = (text) => {
  const last = /^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})$/.exec(text);
  const first = /^([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})$/.exec(text);
  if (!last && !first) return text;
  const [year, month, day] = first ? first.slice(1) : last.slice(1).reverse();
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
};

export const normalisers = (counties, telephones, rules) => {
  const county = countyFinder(counties, rules.county_most);
  return {
    cui: (text) => text.replace(/[\s.]/g, "").toUpperCase().replace(/^(RO|CUI|CIF)/, ""),
    iban: (text) => text.replace(/[\s.\-]/g, "").toUpperCase(),
    // Undefined where only another country's number plan could tell.
    phone: (text) => {
      if (/^\+[0-9]+$/.test(text)) return text;
      const number = telephones.e164(text);
      return number === null ? text : number;
    },
    date,
    registry_number: (text) => {
      const match = /^0*([0-9]{1,9})\s*[/]\s*([A-Ea-e])\s*[/]\s*([0-9]{4})$/.exec(text);
      return match ? `${match[1]}/${match[2].toUpperCase()}/${match[3]}` : text;
    },
    postal_code: (text) => text.replace(/\s/g, ""),
    county: (text) => county(text) ?? text,
  };
};
