// Twins of conect.romania.text and of what Python does to text without being asked.

// The same as `fold` of the search: NFKD, lower case, marks dropped.
export const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");

/** Length in code points, as Python counts. */
export const size = (text) => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** The first `count` code points. */
export const start = (text, count) => Array.from(text).slice(0, count).join("");

export const short = (text) => (size(text) <= 60 ? text : start(text, 59) + "…");

const CEDILLA = { "Ş": "Ș", "ş": "ș", "Ţ": "Ț", "ţ": "ț" };

export const commaBelow = (text) =>
  text.replace(/[ŞşŢţ]/g, (letter) => CEDILLA[letter]).replace(/(?<=[SsTt])\u0327/g, "\u0326");

const ASCII = {
  "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
  "ħ": "h", "ŋ": "n", "ŧ": "t", "ĸ": "k", "’": "", "'": "", "ʼ": "",
};

/** Lower-case ASCII words joined by hyphens, cut after a whole word where there is one. */
export const slug = (text, most = 80) => {
  const ascii = fold(text).replace(/[ßæœøđðþłıħŋŧĸ’'ʼ]/g, (letter) => ASCII[letter]);
  const words = ascii.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  if (words.length <= most) return words;
  const hyphen = words.lastIndexOf("-", most);
  return words.slice(0, hyphen < 0 ? most : hyphen);
};

const CASED = /\p{Cased}/u;
const TITLE = { "Ǆ": "ǅ", "Ǉ": "ǈ", "Ǌ": "ǋ", "Ǳ": "ǲ" };

/** Python's str.title of a text in capitals: each run of letters with one capital. */
export const title = (text) => {
  let inside = false;
  let made = "";
  for (const letter of text) {
    made += inside ? letter.toLowerCase() : TITLE[letter] ?? letter;
    inside = CASED.test(letter);
  }
  return made;
};

export const isUpper = (text) => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);

/** Single plain spaces and none at the ends; `lines` keeps line breaks. */
export const spaces = (text, lines) =>
  lines
    ? text.replace(/[^\S\n]+/g, " ").replace(/[^\S\n]*\n/g, "\n").trim()
    : text.split(/\s+/).filter(Boolean).join(" ");

/** Days since 1970 of a date YYYY-MM-DD that exists in the calendar, else NaN. */
export const days = (text) => {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return NaN;
  const [year, month, day] = text.split("-").map(Number);
  if (!year) return NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 864e5 : NaN;
};

/** Today's date in Bucharest. */
export const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Bucharest" }).format(new Date());
