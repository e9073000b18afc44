// Rows as a result shows them, with the words that were found marked.
import { fold, tokens } from "./analysis.js";

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
// The same for nearly all texts: the browser takes a millisecond to prepare the letters of all scripts.
const ROMANIAN = /^[\0-\x7fĂÂÎŞŢȘȚăâîşţșț„”«»‘’“–—…]*$/;
const ROMANIAN_WORD = /[0-9A-Za-zĂÂÎŞŢȘȚăâîşţșț]+/g;
const FRESH_DAYS = 365;
const DAY = 86400000;
const ASCII = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ħ: "h", ŋ: "n", ŧ: "t", ĸ: "k", "’": "", "'": "", ʼ: "" };

/** The twin of romania.text.slug. */
export function slug(text) {
  const words = fold(text).replace(/[ßæœøđðþłıħŋŧĸ’'ʼ]/g, (letter) => ASCII[letter]).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  if (words.length <= 80) return words;
  const cut = words.slice(0, 81).lastIndexOf("-");
  return words.slice(0, cut < 0 ? 80 : cut);
}

const idOf = ([name, short = ""]) => (short.startsWith("=") ? short.slice(1) : slug(name) + short);

const isoDay = (day) => (day ? `${String(day).slice(0, 4)}-${String(day).slice(4, 6)}-${String(day).slice(6)}` : null);

/** The words of a text: matches of a regular expression. */
export const words = (text) => Array.from(text.matchAll(ROMANIAN.test(text) ? ROMANIAN_WORD : WORD));

/** Ranges [start, end) of the words of a text whose tokens match. */
function ranges(text, matches) {
  return words(text)
    .filter(([word]) => tokens(word).some(matches))
    .map((match) => [match.index, match.index + match[0].length]);
}

export class Rows {
  constructor(store, lang) {
    Object.assign(this, { store, lang });
  }

  /** Let the rows of some documents come: who asks for them later waits for less. */
  expect(numbers) {
    for (const number of numbers) this.store.row(number).catch(() => {}); // told to who asks
  }

  /** The cards of hits [{number, score}], each made when its row comes; `matches` tells whether a token was searched. */
  cards(hits, matches) {
    return Promise.all(hits.map(async (hit) => this.card(hit, await this.store.row(hit.number), matches)));
  }

  /** Few documents are sorted by what their rows say: the parts of an order would be more to load. */
  async sorted(numbers, sort) {
    const rows = await Promise.all(Array.from(numbers, (number) => this.store.row(number)));
    const collator = new Intl.Collator("ro");
    const order = rows.map((row, at) => ({
      number: numbers[at],
      name: row[0].replace(/[^\p{L}\p{N}\p{M}\s-]/gu, "").replace(/[\s-]+/g, " ").trim(),
      day: sort === "confirmed" ? row[8] ?? 0 : 0,
      id: idOf(row),
    }));
    order.sort((a, b) => b.day - a.day || collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
    return order.map(({ number }) => number);
  }

  card({ number, score }, row, matches) {
    const { root } = this.store;
    const { labels } = root.told;
    const block = root.blocks.find(({ end }) => number < end);
    const english = this.lang === "en";
    const term = (vocabulary, place) => {
      const found = labels[vocabulary][place - 1];
      return found ? { id: found[0], label: found[english ? 2 : 1] } : null;
    };
    const [name, , shortName = "", locality = "", form = 0, status = 0, domains = [], summary = "", day = 0, flags = 0, nameEn = "", summaryEn = ""] = row;
    const id = idOf(row);
    const county = labels.counties.find(([code]) => code === block.county);
    const confirmedOn = isoDay(day);
    const shownName = (english && nameEn) || name;
    const shownSummary = (english && summaryEn) || summary;
    const mark = (text) => ranges(text, matches);
    const limit = new Date(Date.parse(root.told.day) - FRESH_DAYS * DAY).toISOString().slice(0, 10);
    return {
      id,
      path: `/organizatii/${id}/`,
      name: shownName,
      nameLang: shownName === name ? "ro" : "en",
      summary: shownSummary,
      summaryLang: shownSummary === summary ? "ro" : "en",
      shortName,
      locality,
      county: county ? { id: county[0], label: county[1] } : null,
      legalForm: term("legal-forms", form),
      status: term("registry-statuses", status),
      domains: domains.map((place) => term("domains", place)).filter(Boolean),
      struckOff: block.struckOff,
      demo: Boolean(flags & 1),
      origin: flags & 2 ? "organization" : "register",
      confirmedOn,
      freshness: !confirmedOn ? "never" : confirmedOn >= limit ? "fresh" : "stale",
      marks: { name: mark(shownName), summary: mark(shownSummary), locality: mark(locality) },
      score,
      number,
    };
  }
}
