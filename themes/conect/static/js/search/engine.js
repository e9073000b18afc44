// The engine: from a query and filters to results. The twin of plugins/conect/search/engine.py.
import { Filters } from "./filters.js";
import { bestAlone, exact, FUZZY_BOOST, Gatherer, PREFIX_BOOST, STEM_BOOST } from "./gathering.js";
import { KEY_SIGN, parse } from "./query.js";
import { idf, inStages, known, MARGIN, ofImpact, Ranker, STAGE } from "./ranking.js";
import { Rows } from "./rows.js";
import { near, suggestionsOf } from "./spelling.js";
import { Store } from "./store.js";
import { tokens } from "./analysis.js";

const START = 3;
const EXPANSIONS = 50;
const FINISHED = 20;
const BEST_PAGES = 100;
const SHORT_LIST = 40;
const SLACK = 1.03;

const startOf = (token) => token.slice(0, 2);

export class Engine {
  constructor({ base, lang, root }) {
    this.store = new Store(base, root);
    this.rows = new Rows(this.store, lang);
  }

  /** Run `work` on the opened index; when the index was replaced meanwhile, once more on the new one. */
  async with(work) {
    try {
      await this.open();
      return await work();
    } catch (error) {
      this.store.letGo();
      if (error.code !== "missing") throw error;
      this.store.forget();
      await this.open();
      return work();
    }
  }

  async open() {
    const root = await this.store.open();
    if (this.ranker?.root !== root) this.ranker = new Ranker(root);
  }

  search(text, options, task) {
    return this.with(() => this.page(String(text), options, task));
  }

  async page(text, { filters = {}, sort = "relevance", page = 1, size = 10 } = {}, task) {
    const query = await this.parsed(text);
    const passing = await this.filters(filters, query);
    const first = Math.max(1, page | 0);
    const few = sort === "relevance" && !passing.chosen.size && first * size <= BEST_PAGES;
    const ranked = sort === "relevance";
    let found = await this.found(query, passing, { few, ranked });
    task.check();
    let { numbers, struckOff } = await this.passed(passing, found);
    // Too few of a huge word's best may be organisations that still exist.
    if (found.huge && numbers.length < Math.min(first * size, found.huge.huge.active)) {
      found = await this.found(query, passing, { ranked });
      task.check();
      ({ numbers, struckOff } = await this.passed(passing, found));
    }
    const total = found.huge ? found.huge.huge.active : numbers.length;
    const pages = Math.max(1, Math.ceil(total / size));
    const at = Math.min(first, pages);
    const hits = await this.hits(found, numbers, sort, (at - 1) * size, size);
    task.check();
    const mode = found.mode === "everything" || found.numbers.length ? found.mode : "none";
    const [cards, relax] = await Promise.all([
      this.rows.cards(hits, this.matching(query, found)),
      total || !passing.chosen.size ? [] : this.relaxed(query, passing),
    ]);
    return {
      query: text,
      total,
      chosen: Boolean(found.leftOut) || (found.huge ? this.doubtful(found, hits) : found.chosen),
      mode,
      legalForm: formOf(query),
      corrected: found.corrected.length ? found.corrected : null,
      suggestions: found.suggestions,
      struckOff: found.huge ? found.huge.documents - total : struckOff,
      page: at,
      pages,
      hits: cards,
      relax,
    };
  }

  async facets(text, { filters = {} } = {}, task) {
    return this.with(async () => {
      const query = await this.parsed(String(text));
      const passing = await this.filters(filters, query);
      // Every document of the query, also beyond the chosen counties: other counties have counts too.
      const found = await this.found(query, passing, { everywhere: true });
      task.check();
      return passing.counts(found.numbers);
    });
  }

  /** Organisations whose last word is unfinished, as one types. */
  suggest(text, { limit = 6 } = {}, task) {
    return this.with(async () => {
      const typed = tokens(String(text));
      if (!typed.some((token) => token.length >= START)) return [];
      const query = await this.parsed(String(text));
      const passing = await this.filters({}, query);
      if (query.nothing) return [];
      const found = await this.found(query, passing, { typing: true });
      task.check();
      const { numbers } = await this.passed(passing, found);
      const hits = this.ranker.page(found.clauses, numbers, 0, limit);
      return this.rows.cards(hits, this.matching(query, found));
    });
  }

  /** All results, for export: cards of the first `limit`. */
  all(text, { filters = {}, sort = "relevance", limit = 2000 } = {}, task) {
    return this.with(async () => {
      const query = await this.parsed(String(text));
      const passing = await this.filters(filters, query);
      const found = await this.found(query, passing, {});
      const { numbers } = await this.passed(passing, found);
      const hits = await this.hits(found, numbers, sort, 0, limit);
      const cards = [];
      for (let at = 0; at < hits.length; at += 50) {
        task.check();
        cards.push(...(await this.rows.cards(hits.slice(at, at + 50), this.matching(query, found))));
        task.progress(cards.length, hits.length);
      }
      return { total: numbers.length, hits: cards };
    });
  }

  parsed(text) {
    const { store } = this;
    return parse(text, store.root.lexicon, async (term) => {
      const entry = await store.entry(term);
      if (!entry || entry.huge) return false;
      const { masks } = entry.postings ?? (await store.listed(entry.list));
      return masks.some((mask) => mask & (1 << store.root.ids));
    });
  }

  filters(chosen, query) {
    const asked = new Map(chosen instanceof Map ? chosen : Object.entries(chosen ?? {}));
    const form = formOf(query);
    if (form && !asked.has("legal_form")) asked.set("legal_form", [form]);
    const passing = new Filters(this.store, asked);
    // An official number finds its organisation even where that is no more.
    passing.everyStatus = query.identifiers.length > 0;
    return passing.ready();
  }

  /** Documents that a query finds: those with all words, else with similar ones, else with some of the words. */
  async found(query, passing, { typing = false, few = false, everywhere = false, ranked = !everywhere }) {
    const result = { mode: "all", corrected: [], suggestions: [], clauses: [], chosen: false, huge: null };
    if (query.nothing) return { ...result, mode: "everything", numbers: await passing.everything() };
    const { root } = this.store;
    const fields = [root.ids];
    const entries = async (terms) => (await Promise.all(terms.map((term) => this.store.entry(term)))).filter(Boolean);
    const [known, keys, groups] = await Promise.all([
      entries(query.identifiers),
      entries(query.keys),
      Promise.all(query.words.map((word) => this.alternatives(query, word, typing))),
    ]);
    const extra = keys.map((entry) => ({ entry, boost: STEM_BOOST, fields }));
    const fixed = known.map((entry) => [{ entry, boost: STEM_BOOST, fields }]);
    for (const [at, word] of query.words.entries()) {
      if (groups[at].length) continue;
      const like = await near(this.store, word.token);
      groups[at] = await this.similar(like);
      result.corrected.push({ typed: word.token, used: like.map(({ spelled }) => spelled) });
      result.mode = "similar";
    }
    result.suggestions = suggestionsOf(query, result.corrected);
    let present = [...fixed, ...groups].filter((group) => group.length);
    // While one types, a last word of a letter or two is not held against what is found.
    const begun = typing && query.open && query.words.at(-1)?.token.length < START && !groups.at(-1).length;
    const whole = present.length === fixed.length + groups.length - (begun ? 1 : 0);
    // As one types, the best that have a very common word will do.
    if (typing && present.length === 1) present = [present[0].map(bestAlone)];
    const gather = (ranges, every) => new Gatherer(this.store, ranges).gather(present, extra, every, ranked);
    const ranges = everywhere ? null : passing.ranges;
    let gathered = { numbers: new Uint32Array(0), clauses: [] };
    if (whole && few && present.length === 1 && present[0].length === 1 && present[0][0].entry.huge) {
      result.huge = present[0][0].entry;
      gathered = await new Gatherer(this.store, ranges).best(present[0][0], extra);
    } else if (whole) {
      gathered = await gather(ranges, true);
      // Elsewhere some may have all the words: then these counties have no result, as with any other filter.
      if (!gathered.numbers.length && ranges) gathered = await gather(null, true);
    }
    if (!gathered.numbers.length && present.length > (whole ? 1 : 0)) {
      result.mode = "any";
      gathered = await gather(ranges, false);
    }
    return { ...result, ...gathered };
  }

  async alternatives(query, word, typing) {
    const short = word.token.length < START;
    const last = query.words.at(-1) === word && query.open;
    // What the last word may be the beginning of stands elsewhere: asked for at once, where it will be needed.
    const begun = last && !short ? this.store.beginning(word.token) : null;
    const [exact] = await Promise.all([this.store.entry(word.term), begun]);
    const found = exact ? [{ entry: exact, boost: STEM_BOOST, fields: null }] : [];
    if ((exact && !last) || short) return found;
    const longer = (await (begun ?? this.store.beginning(word.token)))
      .filter(({ name }) => name !== word.term && !name.includes(KEY_SIGN))
      .sort((a, b) => b.documents - a.documents || (a.name < b.name ? -1 : 1))
      .slice(0, EXPANSIONS);
    if (!longer.length || (exact && !typing && exact.documents * FINISHED >= longer[0].documents)) return found;
    return [...found, ...longer.map((entry) => ({ entry, boost: PREFIX_BOOST, fields: null }))];
  }

  async similar(like) {
    const { lexicon } = this.store.root;
    const terms = new Set(like.filter(({ distance }) => distance === 1).flatMap(({ spelled }) => lexicon.terms(spelled)));
    const entries = await Promise.all([...terms].map((term) => this.store.entry(term)));
    return entries.filter(Boolean).map((entry) => ({ entry, boost: FUZZY_BOOST, fields: null }));
  }

  /** The documents that pass all filters (the best of one huge word pass as they are), and how many that are no more. */
  async passed(passing, found) {
    const all = found.huge ? found.numbers : await passing.kept(found.numbers);
    let end = all.length;
    if (passing.defaultStatus) while (end && all[end - 1] >= this.store.root.active) end -= 1;
    return { numbers: all.subarray(0, end), struckOff: all.length - end };
  }

  async hits(found, numbers, sort, skip, size) {
    if (sort === "relevance" && found.mode !== "everything") {
      const most = skip + size;
      if (!found.rough || most > BEST_PAGES) {
        if (found.rough) found.chosen = true;
        // Their rows are on their way while lunr ranks them.
        return this.ranker.page(found.clauses, numbers, skip, size, (likely) => this.rows.expect(likely));
      }
      const settled = Math.ceil(most / STAGE) * STAGE;
      const likeliest = this.ranker.likeliest(found.clauses, numbers, Math.min(settled + MARGIN, BEST_PAGES));
      const exactly = Uint32Array.from(likeliest.slice(0, known(likeliest, settled)), ({ number }) => number);
      found.chosen = numbers.length > exactly.length;
      found.clauses = await exact(this.store, found.clauses, exactly.slice().sort());
      return inStages(this.ranker.ranked(found.clauses, exactly), likeliest).slice(skip, most);
    }
    const plain = (number) => ({ number, score: 0 });
    if (numbers.length <= SHORT_LIST) return (await this.rows.sorted(numbers, sort)).slice(skip, skip + size).map(plain);
    return (await new Filters(this.store).ordered(sort === "confirmed" ? "k" : "n", numbers, skip + size)).slice(skip).map(plain);
  }

  /** Whether a document outside the best could still belong on this page. */
  doubtful(found, hits) {
    const { frequency, huge, documents } = found.huge;
    if (documents <= this.store.root.layout.best || !hits.length) return false;
    const most = idf(frequency, this.store.root.documents) * ofImpact(huge.least + 0.5) * SLACK;
    return hits.at(-1).score < most;
  }

  /** Tells of a token of a text whether the query found it. */
  matching(query, { clauses = [] }) {
    const { lexicon } = this.store.root;
    const names = new Set(clauses.map(({ entry }) => entry.name));
    // Stems begin as their words do, so that most words need no stem.
    const starts = new Set(lexicon.spelled(names).map(startOf));
    const begun = clauses.some(({ boost }) => boost === PREFIX_BOOST) ? query.words.at(-1)?.token : undefined;
    return (token) =>
      (starts.has(startOf(token)) && names.has(lexicon.term(token))) || (begun !== undefined && token.startsWith(begun));
  }

  /** For a result without hits: what dropping each chosen value would give. */
  async relaxed(query, passing) {
    const found = await this.found(query, passing, { everywhere: true });
    const all = [];
    for (const [facet, options] of passing.chosen) {
      for (const value of options) {
        const fewer = new Map([...passing.chosen].map(([each, values]) => [each.key, [...values].filter((v) => each !== facet || v !== value)]));
        const without = await new Filters(this.store, fewer).ready();
        without.everyStatus = passing.everyStatus;
        const { numbers } = await this.passed(without, found);
        all.push({ facet: facet.key, value, total: numbers.length });
      }
    }
    return all;
  }
}

/** The legal form that a query means which names nothing else. */
const formOf = (query) => (query.nothing ? query.forms[0] ?? null : null);
