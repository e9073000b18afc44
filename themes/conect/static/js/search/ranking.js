// Ranking: lunr's own code on an index put together from the postings of a query. The twin of ranking.py.
import lunr from "../vendor/lunr.js";

const K1 = 1.2;
const B = 0.75;
const IMPACT_FLOOR = 0.05;
const STEPS = 16;
const SCALE = 1e9;
const EPSILON = 1e-7;

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
    const of = postings.numbers;
    for (let at = 0, place = 0; at < numbers.length && place < of.length; ) {
      if (of[place] < numbers[at]) place += 1;
      else if (of[place] > numbers[at]) at += 1;
      else {
        if (postings.impacts) use(at, this.roughField, rounded(termIdf * ofImpact(postings.impacts[place])));
        else {
          let entryAt = postings.starts[place];
          for (let field = 0, mask = postings.masks[place]; mask; field += 1, mask >>= 1) {
            if (!(mask & 1)) continue;
            if (!fields || fields.includes(field)) {
              const frequency = postings.frequencies[entryAt];
              const relative = postings.lengths[entryAt] / averages[field];
              const score = (termIdf * ((K1 + 1) * frequency)) / (K1 * (1 - B + B * relative) + frequency);
              use(at, field, rounded(score * boosts[field]));
            }
            entryAt += 1;
          }
        }
        at += 1;
        place += 1;
      }
    }
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

  /** Documents `skip` … `skip + most` as lunr ranks them: [{number, score}]. */
  page(clauses, numbers, skip, most) {
    const scores = this.scores(clauses, numbers);
    const least = leastOf(scores, skip + most) - EPSILON;
    let candidates = [];
    for (let at = 0; at < scores.length; at += 1) if (scores[at] >= least) candidates.push({ number: numbers[at], score: scores[at] });
    candidates.sort(byScore);
    // Far from the first page only the page itself, and what ties with it, is lunr's to rank.
    const first = candidates[skip]?.score ?? 0;
    const before = candidates.findIndex(({ score }) => score <= first + EPSILON);
    candidates = candidates.slice(Math.max(0, before));
    const ranked = this.ranked(clauses, candidates.map(({ number }) => number));
    return ranked.slice(skip - Math.max(0, before), skip - Math.max(0, before) + most);
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

/** The `most`-th greatest of some scores, or the least where there are fewer. */
function leastOf(scores, most) {
  if (scores.length <= most) return scores.reduce((least, score) => Math.min(least, score), Infinity);
  if (most > 2000) return scores.slice().sort()[scores.length - most];
  const top = [];
  for (const score of scores) {
    if (top.length === most && score <= top[0]) continue;
    let low = 0;
    for (let high = top.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (top[middle] < score) low = middle + 1;
      else high = middle;
    }
    top.splice(low, 0, score);
    if (top.length > most) top.shift();
  }
  return top[0];
}
