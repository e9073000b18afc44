// What a person typed, understood: words, identifiers, legal forms. The twin of query.py and identifiers.py.
import { fold, tokens } from "./analysis.js";
import { fnv } from "./bytes.js";

export const KEY_SIGN = "~";
const KEY_LETTERS = 5;
const MAX_LENGTH = 200;
const MAX_WORDS = 8;
const FILLER = "filler";

const TAX_NUMBER = /(?<![a-z0-9])(?:(?:cui|cif|cod fiscal|vat)[\s:.]*)?(?:ro\s?)?([1-9]\d{1,9})(?![a-z0-9])/g;
const NATIONAL = /(?<![a-z0-9])([1-9]\d{0,5})\s*[/.-]?\s*([a-e])\s*[/.-]?\s*((?:19|20)\d\d)(?![a-z0-9])/g;
const SPECIAL =
  /(?<![a-z0-9])([1-9]\d{0,5})\s*(?:\/\s*([a-z]{1,3})\s*)?[/\s-]\s*([0-3]\d)\s*[./\s-]\s*([01]\d)\s*[./\s-]\s*((?:19|20)\d\d)(?![a-z0-9])/g;

/** What may be an identifier in a folded query: [{term, start, end}], the most telling first. */
export function candidates(folded) {
  return [SPECIAL, NATIONAL, TAX_NUMBER].flatMap((pattern) =>
    Array.from(folded.matchAll(pattern), (match) => ({
      term: match.slice(1).map((part) => part ?? "").join(""),
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
}

function keyOf(joined, form) {
  let value = fnv(`${joined}/${form}`);
  let digits = "";
  for (let left = 5; left; left -= 1) {
    digits += (value % 36).toString(36);
    value = Math.floor(value / 36);
  }
  return joined.slice(0, KEY_LETTERS) + KEY_SIGN + digits;
}

/** isIdentifier(term) tells (later) whether an organisation has this number. */
export async function parse(text, lexicon, isIdentifier) {
  const cut = Array.from(text).slice(0, MAX_LENGTH).join("");
  let rest = fold(cut);
  const identifiers = new Set();
  // Where there is no digit the patterns need not be prepared, and nor need all scripts' letters, below, for a last "a".
  for (const { term, start, end } of /\d/.test(rest) ? candidates(rest) : []) {
    if (rest.slice(start, end).trim() && (await isIdentifier(term))) {
      identifiers.add(term);
      rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
    }
  }
  const words = new Map();
  const forms = new Set();
  let joined = "";
  const typed = tokens(rest);
  for (const token of typed) {
    const role = lexicon.roles.get(token);
    if (role === undefined) {
      joined += token;
      if (words.size < MAX_WORDS) words.set(lexicon.term(token), { token, term: lexicon.term(token) });
    } else if (role !== FILLER) forms.add(role);
  }
  const keys = joined ? [...(forms.size ? forms : lexicon.forms), ""].map((form) => keyOf(joined, form)) : [];
  return {
    words: [...words.values()],
    identifiers: [...identifiers],
    keys,
    forms: [...forms],
    open: typed.length > 0 && !lexicon.roles.has(typed.at(-1)) && (/[a-z0-9]$/i.test(cut) || /[\p{L}\p{N}]$/u.test(cut)),
    nothing: !words.size && !identifiers.size,
  };
}
