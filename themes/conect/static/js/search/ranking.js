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
const CLOSE = 0.95;
const SPARSE = 32;
// What lunr looks its terms up in: clauses name terms of the index, and each is found as it is.
const ALL_THERE = { intersect: (term) => term };

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
    const { best, masks } = postings;
    if (best) {
      // Of a huge term: the best documents exactly, the others by what stands for their level, in one field.
      this.visit({ entry, postings: best }, numbers, use);
      const { places, levels, weights } = this.leveled({ entry, postings }, numbers);
      for (let each = 0; each < places.length; each += 1) use(places[each], this.roughField, weights[levels[each]]);
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

  /**
   * Which of rising `numbers` a huge term has beyond its best ones, by their places there; the level of each, and the
   * weight that stands for a level.
   */
  leveled({ entry, postings: { numbers: others, best, levels, means } }, numbers) {
    const termIdf = idf(entry.frequency, this.root.documents);
    const most = Math.min(numbers.length, others.length);
    const places = new Uint32Array(most);
    const found = new Uint8Array(most);
    let count = 0;
    for (let at = 0, place = 0, told = 0; at < numbers.length && place < others.length; ) {
      const difference = numbers[at] - others[place];
      if (difference === 0) {
        while (best.numbers[told] < numbers[at]) told += 1;
        if (best.numbers[told] !== numbers[at]) {
          places[count] = at;
          found[count++] = levels ? (levels[place >> 2] >> (2 * (place & 3))) & 3 : 0;
        }
      }
      if (difference <= 0) at += 1;
      if (difference >= 0) place += 1;
    }
    return {
      places: places.subarray(0, count),
      levels: found,
      weights: means.map((impact) => rounded(termIdf * ofImpact(impact))),
    };
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
    for (const { boost, ...clause } of clauses) {
      const add = (at, field, weight) => {
        scores[at] += (weight * boost) / lengths[field];
      };
      if (clause.postings.best) {
        // Half of all documents may have a huge term: no function is called for each.
        this.visit({ ...clause, postings: clause.postings.best }, numbers, add);
        const { places, levels, weights } = this.leveled(clause, numbers);
        const parts = weights.map((weight) => (weight * boost) / lengths[this.roughField]);
        for (let each = 0; each < places.length; each += 1) scores[places[each]] += parts[levels[each]];
      } else this.visit(clause, numbers, add);
    }
    return scores;
  }

  /** The documents that may be among the first `most`, the best first: [{number, score}]. */
  candidates(clauses, numbers, most) {
    const scores = this.scores(clauses, numbers);
    const least = scores.length > most ? reached(scores, most) - EPSILON : 0;
    const found = [];
    for (let at = 0; at < scores.length; at += 1) if (scores[at] >= least) found.push({ number: numbers[at], score: scores[at] });
    return found.sort(byScore);
  }

  /** The `most` documents with the greatest scores, as far as these are known, the greatest first: [{number, score}]. */
  likeliest(clauses, numbers, most) {
    const scores = this.scores(clauses, numbers);
    for (let at = 0; at < scores.length; at += 1) scores[at] = Math.round(scores[at] * SCALE);
    // Thousands may share the last place: the first of them are taken, and no others are put in order.
    const least = scores.length > most ? reached(scores, most) : -1;
    let better = 0;
    for (let at = 0; at < scores.length; at += 1) if (scores[at] > least) better += 1;
    const found = [];
    for (let at = 0, left = most - better; at < scores.length; at += 1) {
      if (scores[at] > least || (scores[at] === least && left-- > 0)) found.push({ number: numbers[at], score: scores[at] });
    }
    return found.sort((a, b) => b.score - a.score || a.number - b.number);
  }

  /** Documents `skip` … `skip + most` as lunr ranks them: [{number, score}]; `likely` is told which these will be. */
  page(clauses, numbers, skip, most, likely = () => {}) {
    const candidates = this.candidates(clauses, numbers, skip + most).map(({ number }) => number);
    likely(candidates.slice(skip, skip + most));
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
    const tokenSet = analyse ? lunr.TokenSet.fromArray(Object.keys(invertedIndex).sort()) : ALL_THERE;
    return new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields, pipeline });
  }
}

/** How many of the likeliest documents must be known exactly for the first `wanted` results. */
export function known(likeliest, wanted) {
  const some = likeliest.slice(0, wanted + MARGIN);
  if (some.length <= wanted) return some.length;
  const least = CLOSE * some[wanted - 1].score;
  return some.filter(({ score }) => score >= least).length;
}

/**
 * Hits in the order in which pages show them: each stage takes the best `STAGE` that are left among those `known` for
 * it, so that no page depends on later ones, and nothing stands on two.
 */
export function inStages(ranked, likeliest) {
  const places = new Map(likeliest.map(({ number }, place) => [number, place]));
  const shown = [];
  for (let left = ranked; left.length; ) {
    const end = known(likeliest, shown.length + STAGE);
    let some = left.filter(({ number }) => places.get(number) < end).slice(0, STAGE);
    if (!some.length) some = left;
    left = left.filter((hit) => !some.includes(hit));
    shown.push(...some);
  }
  return shown;
}

/** The greatest score that at least `most` of the scores reach: the root of a heap of so many. */
function reached(scores, most) {
  const heap = scores.slice(0, most).sort();
  for (let at = most; at < scores.length; at += 1) {
    const score = scores[at];
    if (score <= heap[0]) continue;
    let place = 0;
    for (let next = 1; next < most; next = 2 * place + 1) {
      if (next + 1 < most && heap[next + 1] < heap[next]) next += 1;
      if (heap[next] >= score) break;
      heap[place] = heap[next];
      place = next;
    }
    heap[place] = score;
  }
  return heap[0];
}

/** Call `use(place, other place)` for each number that two rising lists share. */
function both(some, others, use) {
  if (SPARSE * others.length < some.length) {
    // The best of a huge term among half of all documents: these few are looked up.
    for (let at = 0, place = 0; place < others.length; place += 1) {
      at = firstFrom(some, others[place], at);
      if (some[at] === others[place]) use(at, place);
    }
    return;
  }
  for (let at = 0, place = 0; at < some.length && place < others.length; ) {
    if (others[place] < some[at]) place += 1;
    else if (others[place] > some[at]) at += 1;
    else use(at++, place++);
  }
}

/** The place, from `low` on, of the first number of a rising list that is at least `number`. */
function firstFrom(list, number, low) {
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (list[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
