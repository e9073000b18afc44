// Ranking: lunr's own code on an index put together from the postings of a query. The twin of ranking.py.
import lunr from "../vendor/lunr.js";

const K1 = 1.2;
const B = 0.75;
const IMPACT_FLOOR = 0.05;
const STEPS = 16;
const SCALE = 1e9;
const EPSILON = 1e-7;
export const STAGE = 10;
export const MARGIN = 14;

export const idf = (frequency, documents) => Math.log(1 + Math.abs((documents - frequency + 0.5) / (frequency + 0.5)));
const rounded = (value) => Math.round(value * 1000) / 1000;
export const ofImpact = (value) => IMPACT_FLOOR * 2 ** (value / STEPS);

/** Order by score, then by number; what is left of additions in another order does not count. */
export const byScore = (a, b) => Math.round(b.score * SCALE) - Math.round(a.score * SCALE) || a.number - b.number;

export class Ranker {
  constructor(root) {
    this.root = root;
    this.roughField = root.fields.findIndex((name) => name !== "ids");
  }

  /** Call `use(place in numbers, field, weight)` for each document of a clause; numbers rise. */
  visit({ entry, postings, fields }, numbers, use) {
    const termIdf = idf(entry.frequency, this.root.documents);
    const { averages, boosts } = this.root;
    const { best, levels, means, masks } = postings;
    if (best) {
      // Of a huge term: the best documents exactly, the others by what stands for their level, in one field.
      this.visit({ entry, postings: best }, numbers, use);
      const told = new Set(best.numbers);
      both(numbers, postings.numbers, (at, place) => {
        const impact = means[levels ? (levels[place >> 2] >> (2 * (place & 3))) & 3 : 0];
        if (!told.has(numbers[at])) use(at, this.roughField, rounded(termIdf * ofImpact(impact)));
      });
      return;
    }
    both(numbers, postings.numbers, (at, place) => {
      let entryAt = postings.starts[place];
      for (let field = 0, mask = masks[place]; mask; field += 1, mask >>= 1) {
        if (!(mask & 1)) continue;
        if (!fields || fields.includes(field)) {
          const frequency = postings.frequencies[entryAt];
          const relative = postings.lengths[entryAt] / averages[field];
          const score = (termIdf * ((K1 + 1) * frequency)) / (K1 * (1 - B + B * relative) + frequency);
          use(at, field, rounded(score * boosts[field]));
        }
        entryAt += 1;
      }
    });
  }

  lengths(clauses) {
    return this.root.fields.map((_, field) => {
      const sums = new Map();
      for (const { entry, boost, fields } of clauses) {
        if (!fields || fields.includes(field)) sums.set(entry.name, (sums.get(entry.name) ?? 0) + boost);
      }
      return Math.hypot(...sums.values());
    });
  }

  /** Scores of rising numbers; up to rounding lunr's own. */
  scores(clauses, numbers) {
    const lengths = this.lengths(clauses);
    const scores = new Float64Array(numbers.length);
    for (const clause of clauses) {
      this.visit(clause, numbers, (at, field, weight) => {
        scores[at] += (weight * clause.boost) / lengths[field];
      });
    }
    return scores;
  }

  /** The documents that may be among the first `most`, the best first: [{number, score}]. */
  candidates(clauses, numbers, most) {
    const scores = this.scores(clauses, numbers);
    const least = scores.length > most ? scores.slice().sort()[scores.length - most] - EPSILON : 0;
    const found = [];
    for (let at = 0; at < scores.length; at += 1) if (scores[at] >= least) found.push({ number: numbers[at], score: scores[at] });
    return found.sort(byScore);
  }

  /** The `most` documents with the greatest scores, as far as these are known, the greatest first. */
  likeliest(clauses, numbers, most) {
    return Uint32Array.from(this.candidates(clauses, numbers, most).slice(0, most), ({ number }) => number);
  }

  /** Documents `skip` … `skip + most` as lunr ranks them: [{number, score}]. */
  page(clauses, numbers, skip, most) {
    const candidates = this.candidates(clauses, numbers, skip + most).map(({ number }) => number);
    return this.ranked(clauses, candidates).slice(skip, skip + most);
  }

  /** Documents in lunr's order with lunr's scores. */
  ranked(clauses, numbers) {
    if (!clauses.length) return [];
    const { fields } = this.root;
    const found = this.index(clauses, numbers).query((query) => {
      for (const { entry, boost, fields: some } of clauses) {
        query.clause({ term: entry.name, boost, usePipeline: false, fields: some ? some.map((at) => fields[at]) : fields });
      }
    });
    return found.map(({ ref, score }) => ({ number: Number(ref), score })).sort(byScore);
  }

  /** A lunr index of these documents that holds the clauses' terms alone. */
  index(clauses, numbers, analyse = null) {
    const wanted = Uint32Array.from(numbers).sort();
    const { fields } = this.root;
    // Without a prototype: „constructor” is a word too.
    const invertedIndex = Object.create(null);
    const fieldVectors = Object.create(null);
    for (const { entry, postings } of clauses) {
      const { name } = entry;
      if (name in invertedIndex) continue;
      const posting = { _index: Object.keys(invertedIndex).length };
      for (const field of fields) posting[field] = {};
      invertedIndex[name] = posting;
      this.visit({ entry, postings }, wanted, (at, field, weight) => {
        const number = wanted[at];
        posting[fields[field]][number] = {};
        (fieldVectors[`${fields[field]}/${number}`] ??= new lunr.Vector()).insert(posting._index, weight);
      });
    }
    const pipeline = new lunr.Pipeline();
    // Not registered, and so not by `add`, which would warn: nothing is saved.
    if (analyse) pipeline._stack.push(analyse);
    const tokenSet = lunr.TokenSet.fromArray(Object.keys(invertedIndex).sort());
    return new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields, pipeline });
  }
}

/**
 * Hits in the order in which pages show them: each stage takes the best that are left among the likeliest `STAGE` more
 * than before and `MARGIN`, so that no page depends on later ones, and nothing stands on two.
 */
export function inStages(ranked, likeliest) {
  const places = new Map(Array.from(likeliest, (number, place) => [number, place]));
  const shown = [];
  for (let left = ranked; left.length; ) {
    let known = left.filter(({ number }) => places.get(number) < shown.length + STAGE + MARGIN).slice(0, STAGE);
    if (!known.length) known = left;
    left = left.filter((hit) => !known.includes(hit));
    shown.push(...known);
  }
  return shown;
}

/** Call `use(place, other place)` for each number that two rising lists share. */
function both(some, others, use) {
  for (let at = 0, place = 0; at < some.length && place < others.length; ) {
    if (others[place] < some[at]) place += 1;
    else if (others[place] > some[at]) at += 1;
    else use(at++, place++);
  }
}
