// A double of the search engine's client (same API) over a few invented organisations, so that the finder's states can be
// seen one by one. It asks for one file before each answer, as the engine does: what becomes of that is up to the test.
const COUNTIES = { CJ: "Cluj", SJ: "Sălaj", B: "București", MM: "Maramureș" };
const DOMAINS = { educatie: ["Educație", "Education"], cultura: ["Cultură", "Culture"], tineret: ["Tineret", "Youth"] };
const FORMS = { asociatie: ["Asociație", "Association"], fundatie: ["Fundație", "Foundation"] };
const STATUSES = { inregistrata: ["Înregistrată", "Registered"], radiata: ["Radiată", "Struck off"] };
const PLACES = [["CJ", "Cluj-Napoca"], ["CJ", "Turda"], ["SJ", "Zalău"], ["B", "București"], [null, ""]];
const KINDS = ["Biblioteca", "Teatrul", "Clubul", "Școala", "Atelierul"];

const ORGANIZATIONS = Array.from({ length: 60 }, (_, at) => {
  const [county, locality] = PLACES[at % 5];
  const form = at % 3 ? "asociatie" : "fundatie";
  return {
    id: `exemplu-${at}`,
    name: `${FORMS[form][0] === "Fundație" ? "Fundația" : "Asociația"} „${KINDS[at % 5]} ${String.fromCharCode(65 + (at % 26))}${at}”`,
    summary: at % 7 ? `Ținem o bibliotecă și un atelier pentru copiii din ${locality || "sate"}.` : "",
    county,
    locality,
    form,
    status: at % 20 === 19 ? "radiata" : "inregistrata",
    domains: [Object.keys(DOMAINS)[at % 3], ...(at % 4 ? [] : ["tineret"])].filter((id, place, all) => all.indexOf(id) === place),
    beneficiaries: at % 2 ? ["copii"] : ["tineri", "copii"],
    consultation: at % 6 ? [] : ["educatie"],
    utility: at % 10 === 0,
    volunteers: at % 3 === 1,
    confirmed: at % 4 === 3 ? null : at % 4 ? "2026-09-01" : "2024-03-09",
    short: at % 9 ? "" : `EX${at}`,
  };
});

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const words = (query) => fold(query).split(/[^a-z0-9]+/).filter(Boolean);

const VALUES = {
  county: (one) => (one.county ? [one.county] : []),
  domains: (one) => one.domains,
  legal_form: (one) => [one.form],
  registry_status: (one) => [one.status],
  beneficiaries: (one) => one.beneficiaries,
  consultation_domains: (one) => one.consultation,
  public_utility: (one) => (one.utility ? ["yes"] : []),
  volunteering: (one) => (one.volunteers ? ["yes"] : []),
  confirmed_on: (one) => [one.confirmed ? (one.confirmed > "2025-11-24" ? "fresh" : "stale") : "never"],
};

export class SearchError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

function ranges(text, query) {
  const found = [];
  const folded = fold(text); // as long as the text: every letter here folds to one
  for (const word of words(query)) {
    const at = folded.search(new RegExp(`\\b${word}`));
    if (at >= 0) found.push([at, at + word.length]);
  }
  return found.sort((a, b) => a[0] - b[0]);
}

export function createSearch({ base, lang }) {
  const at = lang === "en" ? 1 : 0;
  const term = (table, id) => ({ id, label: table[id][at] });
  const turns = { search: 0, suggest: 0, facets: 0, all: 0 };

  async function file(line) {
    const turn = ++turns[line];
    let answer;
    try {
      answer = await fetch(`${base}${line}.bin`);
    } catch {
      throw new SearchError("network");
    }
    if (turn !== turns[line]) throw new SearchError("stale");
    if (answer.status === 415) throw new SearchError("broken");
    if (!answer.ok) throw new SearchError("network");
  }

  const card = (one, query) => ({
    id: one.id,
    path: `/organizatii/${one.id}/`,
    name: one.name,
    nameLang: "ro",
    summary: one.summary,
    summaryLang: "ro",
    shortName: one.short,
    locality: one.locality,
    county: one.county && { id: one.county, label: COUNTIES[one.county] },
    legalForm: term(FORMS, one.form),
    status: term(STATUSES, one.status),
    domains: one.domains.map((id) => term(DOMAINS, id)),
    struckOff: one.status === "radiata",
    demo: false,
    origin: one.confirmed ? "organization" : "register",
    confirmedOn: one.confirmed,
    freshness: VALUES.confirmed_on(one)[0],
    marks: { name: ranges(one.name, query), summary: ranges(one.summary, query), locality: ranges(one.locality, query) },
    score: 1,
    number: 1,
  });

  const wanted = (given) => (given instanceof Map ? given : new Map(Object.entries(given ?? {})));

  function matches(query, given, without = null) {
    const filters = new Map([...wanted(given)].filter(([facet]) => facet !== without));
    const typed = words(query);
    return ORGANIZATIONS.filter((one) => {
      const text = words(`${one.name} ${one.summary} ${one.locality} ${one.short}`);
      if (!typed.every((word) => text.some((each) => each.startsWith(word)))) return false;
      return [...filters].every(([facet, values]) => VALUES[facet](one).some((value) => values.includes(value)));
    });
  }

  const current = (found, given, without) =>
    wanted(given).has("registry_status") || without === "registry_status" ? found : found.filter((one) => one.status !== "radiata");

  function ordered(found, sort) {
    const name = (a, b) => a.name.localeCompare(b.name, "ro");
    const confirmed = (a, b) => (b.confirmed ?? "").localeCompare(a.confirmed ?? "") || name(a, b);
    return sort === "name" ? [...found].sort(name) : sort === "confirmed" ? [...found].sort(confirmed) : found;
  }

  return {
    warm() {},
    close() {},
    cancel() {},
    async search(typed, { filters, sort = "relevance", page = 1, size = 10 } = {}) {
      await file("search");
      let [query, mode, suggestions, corrected] = [typed, typed ? "all" : "everything", [], null];
      if (words(typed).includes("bibliotecq")) {
        [query, mode, corrected] = ["biblioteca", "similar", [{ typed: "bibliotecq", used: ["biblioteca"] }]];
        suggestions = ["biblioteca"];
      }
      if (typed === "biblioteca marte") [query, mode] = ["biblioteca", "any"];
      if (typed === "bibliotecile xyzzy") suggestions = ["biblioteca"];
      const everyone = matches(query, filters);
      const found = ordered(current(everyone, filters), sort);
      const pages = Math.max(1, Math.ceil(found.length / size));
      const shown = Math.min(page, pages);
      const relax = [];
      if (!found.length) {
        mode = "none";
        for (const [facet, values] of wanted(filters)) {
          for (const value of values) {
            const left = new Map(wanted(filters));
            left.set(facet, values.filter((each) => each !== value));
            if (!left.get(facet).length) left.delete(facet);
            relax.push({ facet, value, total: current(matches(query, left), left).length });
          }
        }
      }
      return {
        query: typed,
        total: found.length,
        exact: true,
        chosen: false,
        mode,
        identifier: false,
        legalForm: fold(typed) === "fundatii" ? "fundatie" : null,
        words: words(query),
        corrected,
        suggestions,
        struckOff: everyone.length - found.length,
        page: shown,
        pages,
        size,
        hits: found.slice((shown - 1) * size, shown * size).map((one) => card(one, query)),
        relax,
      };
    },
    async facets(query, { filters } = {}) {
      await file("facets");
      const facets = {};
      for (const [facet, of] of Object.entries(VALUES)) {
        facets[facet] = {};
        for (const one of current(matches(query, filters, facet), filters, facet)) {
          for (const value of of(one)) facets[facet][value] = (facets[facet][value] ?? 0) + 1;
        }
      }
      return { total: current(matches(query, filters), filters).length, facets };
    },
    async suggest(query, { limit = 6 } = {}) {
      if (query.trim().length < 3) return [];
      await file("suggest");
      return current(matches(query, {}), {}).slice(0, limit).map((one) => card(one, query));
    },
    async all(query, { filters, sort, limit = 2000, progress = () => {} } = {}) {
      await file("all");
      const found = ordered(current(matches(query, filters), filters), sort);
      progress(found.length, found.length);
      return { total: found.length, hits: found.slice(0, limit).map((one) => card(one, query)) };
    },
  };
}
