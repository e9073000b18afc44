// From text to terms: fold, split, stem, synonyms. The twin of plugins/conect/search/analysis.py.
import { RomanianStemmer } from "../vendor/stemmer.js";

const MAX_TOKEN = 40;
const SPELLED = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i" };
const PLAIN = /^[\x20-\x7e]*$/;
const LATIN = /^[\0-\u024f]*$/;
const LATIN_LETTERS = /[ßæœøđðþłı]/g;
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const INITIALS = /(?<![a-z0-9])(?:[a-z]\.)+[a-z](?![a-z0-9])/g;

export function fold(text) {
  if (PLAIN.test(text)) return text.toLowerCase();
  // Letters of Latin come apart into marks of one block, and those of all scripts take a millisecond to prepare.
  return text.normalize("NFKD").toLowerCase().replace(LATIN.test(text) ? /[\u0300-\u036f]/g : /\p{M}/gu, "");
}

export function tokens(text) {
  // Most words are plain ASCII, and hundreds are split before the first results are there.
  let folded = PLAIN.test(text)
    ? text.toLowerCase()
    : fold(text.replace(INVISIBLE, "")).replace(LATIN_LETTERS, (letter) => SPELLED[letter]);
  if (folded.includes(".")) folded = folded.replace(INITIALS, (initials) => initials.replaceAll(".", ""));
  return (folded.match(/[a-z0-9]+/g) ?? []).map((token) => token.slice(0, MAX_TOKEN));
}

const stemmer = new RomanianStemmer();
const stems = new Map();

export function stem(token) {
  let found = stems.get(token);
  if (found === undefined) {
    found = /^[a-z]+$/.test(token) ? stemmer.stemWord(token) : token;
    if (stems.size > 20000) stems.clear();
    stems.set(token, found);
  }
  return found;
}

/** Synonyms (stem → first stem of its group) and roles (token → "filler" or a legal form), as the root tells them. */
export class Lexicon {
  constructor({ synonyms, roles, forms }) {
    this.synonyms = new Map(synonyms.flatMap(([canonical, ...others]) => others.map((other) => [other, canonical])));
    this.roles = new Map(
      Object.entries(roles).flatMap(([role, words]) => words.split(" ").map((word) => [word, role])),
    );
    this.forms = forms;
  }

  /** The term of a token, "" where the token has a role. */
  term(token) {
    if (this.roles.has(token)) return "";
    const stemmed = stem(token);
    return this.synonyms.get(stemmed) ?? stemmed;
  }

  /** The stems that are, or mean, some terms. */
  spelled(terms) {
    return [...terms, ...Array.from(this.synonyms).filter(([, canonical]) => terms.has(canonical)).map(([stem]) => stem)];
  }

  terms(text) {
    return tokens(text).map((token) => this.term(token)).filter(Boolean);
  }
}
