// The interpreter of the data primitives (conect.records.primitives). Each check returns null or
// [phrase, values, suggestion].
import { webAddress } from "./address.js";
import { nearest } from "./nearest.js";
import { mod97, weighted } from "./personal.js";
import { days, short, size } from "./text.js";

const compiled = new Map();
const matches = (regex, text) => {
  if (!compiled.has(regex)) compiled.set(regex, new RegExp(`^(?:${regex})$`, "u"));
  return compiled.get(regex).test(text);
};

const checkDigit = (right, value) => (right ? null : ["check-digit", { value }]);

const code = (letter) => letter.codePointAt(0);

const CHECKS = {
  length: ({ least, most }, value) => {
    const count = size(value);
    if (count < least) return ["length.short", { size: count, least }];
    return count > most ? ["length.long", { size: count, most, over: count - most }] : null;
  },

  pattern: ({ regex, says }, value) =>
    matches(regex, value) ? null : ["pattern", { value: short(value), says }],

  "weighted-check-digit": (check, value) => checkDigit(weighted(value, check), value),

  mod97: (_, value) => checkDigit(mod97(value), value),

  term: ({ vocabulary }, value, world) => {
    const terms = world.vocabulary(vocabulary);
    // A list that is not at hand yet judges nothing.
    if (!terms || terms.ids.has(value)) return null;
    const near = nearest(value, terms.names);
    if (near) return ["term.near", { value: short(value), list: terms.label, near }, near];
    const ids = [...terms.ids].sort();
    const shown = ids.slice(0, 12).join(", ") + (ids.length > 12 ? ", …" : "");
    return ["term", { value: short(value), list: terms.label, ids: shown }];
  },

  "web-address": ({ hosts }, value, world) => webAddress(value, hosts, world.say),

  "date-value": ({ earliest, until_today: untilToday, year_alone: yearAlone }, value, world) => {
    const year = yearAlone && /^[0-9]{4}$/.test(value);
    const day = days(year ? `${value === "0000" ? "0001" : value}-01-01` : value);
    if (Number.isNaN(day)) return [yearAlone ? "date.or-year" : "date", { value: short(value) }];
    if (day < days(earliest)) return ["date.early", { value, earliest }];
    return untilToday && day > days(world.today) ? ["date.future", { value, today: world.today }] : null;
  },

  range: ({ least, most, until_this_year: untilThisYear }, value, world) => {
    const highest = untilThisYear ? Number(world.today.slice(0, 4)) : most;
    const number = BigInt(value);
    return number < BigInt(least) || number > BigInt(highest)
      ? ["range", { value: number, least, most: highest }]
      : null;
  },

  "latin-script": (_, value, world) => {
    const letter = Array.from(value).find((sign) => /\p{L}/u.test(sign) && !world.latin.test(sign));
    if (!letter) return null;
    const name = `U+${code(letter).toString(16).toUpperCase().padStart(4, "0")}`;
    const found = world.alphabets.find(([first, last]) => first <= code(letter) && code(letter) <= last);
    return ["latin-script", { letter, kind: found ? `${name}, ${world.pick(found[2])}` : name }];
  },
};

/** The first refusal of a value by its checks, as {rule, message, suggestion}, or null. */
export const refusal = (checks, value, world) => {
  for (const check of checks) {
    const found = CHECKS[check.primitive](check, value, world);
    if (found) {
      const [phrase, values, suggestion = null] = found;
      return { rule: check.rule, message: world.say(phrase, values), suggestion };
    }
  }
  return null;
};
