// Which postings a query fetches, and which documents it finds. The twin of plugins/conect/search/gathering.py.
import { joinPostings, readSet } from "./terms.js";

const BUDGET = 30000;
export const STEM_BOOST = 10;
export const PREFIX_BOOST = 3;
export const FUZZY_BOOST = 1;

const hugeOf = (group) => group.filter(({ entry }) => entry.huge);
const hasHuge = (group) => hugeOf(group).length > 0;
const sizeOf = (group) => group.reduce((sum, { entry }) => sum + entry.documents, 0);

function ofFields({ numbers, masks }, fields) {
  if (!fields) return numbers;
  const wanted = fields.reduce((mask, field) => mask | (1 << field), 0);
  return numbers.filter((_, at) => masks[at] & wanted);
}

/** The blocks of a huge term that hold documents of rising numbers, or of ranges [start, end). */
function blocksFor(huge, numbers, ranges) {
  const wanted = new Uint8Array(huge.blocks.length);
  if (numbers) for (let at = 0; at < numbers.length; at += 1) wanted[numbers[at] >> huge.span] = 1;
  else {
    for (const [start, end] of ranges) for (let at = start >> huge.span; at << huge.span < end; at += 1) wanted[at] = 1;
  }
  const parts = huge.blocks.filter((block, at) => block && wanted[at]);
  return { parts, cost: parts.reduce((sum, part) => sum + part.size, 0) };
}

/** The numbers of several rising lists, rising. Plain loops: this is the first that a new worker does with long lists. */
function union(lists, slots) {
  if (lists.length === 1) return lists[0];
  const marks = new Uint8Array(slots);
  let count = 0;
  for (const list of lists) {
    for (let at = 0; at < list.length; at += 1) {
      count += 1 - marks[list[at]];
      marks[list[at]] = 1;
    }
  }
  const all = new Uint32Array(count);
  for (let number = 0, at = 0; at < count; number += 1) if (marks[number]) all[at++] = number;
  return all;
}

/** The numbers that two rising lists share. */
function shared(some, others) {
  const found = new Uint32Array(Math.min(some.length, others.length));
  let count = 0;
  for (let at = 0, place = 0; at < some.length && place < others.length; ) {
    const difference = some[at] - others[place];
    if (difference === 0) found[count++] = some[at];
    if (difference <= 0) at += 1;
    if (difference >= 0) place += 1;
  }
  return found.subarray(0, count);
}

/** Clauses with exact postings of a few rising numbers where there were levels. */
export async function exact(store, clauses, numbers) {
  const postings = await store.forwards(numbers);
  return clauses.map((clause) => (clause.postings.best ? { ...clause, postings: postings(clause.entry.huge.place) } : clause));
}

/** An alternative that has its best documents alone where it is a huge term. */
export const bestAlone = ({ entry, ...rest }) => ({ ...rest, entry: entry.huge ? alone(entry) : entry });

const alone = ({ name, documents, frequency, huge }) => ({ name, documents, frequency, list: huge.best.hash });

export class Gatherer {
  /** `ranges`: the numbers that may count at all, [[start, end), …]; null for all. */
  constructor(store, ranges) {
    this.store = store;
    this.ranges = ranges;
    this.inside = ranges ? (number) => ranges.some(([start, end]) => number >= start && number < end) : () => true;
    this.found = new Map();
    ({ few: this.few, exact: this.exact } = store.root.layout);
  }

  /** The documents that have every group (or some), and the clauses that rank them; `extra` makes no document a result. */
  async gather(groups, extra, every, ranked = true) {
    const all = [...groups.flat(), ...extra];
    await Promise.all(all.map(({ entry }) => this.small(entry)));
    const ordered = [...groups].sort((a, b) => hasHuge(a) - hasHuge(b) || sizeOf(a) - sizeOf(b));
    const huge = ordered.flatMap(hugeOf).map(({ entry }) => entry);
    let later = huge;
    let numbers = null;
    // Where no word is rare all sets are needed: ask for them together.
    const sets = !every || (!this.ranges && ordered.every(hasHuge)) ? huge.map((entry) => this.set(entry)) : [];
    // What ranks their documents comes with them: these are seldom few.
    if (sets.length && ranked) for (const file of this.plan(huge, null).flatMap((each) => this.ranks(each))) file?.catch(() => {});
    if (every) {
      later = [];
      for (const group of ordered) {
        const members = hugeOf(group).map(({ entry }) => this.members(entry, numbers, later));
        numbers = this.narrowed(numbers, [...this.smallNumbers(group), ...(await Promise.all(members))]);
      }
    } else numbers = this.narrowed(null, [...ordered.flatMap((group) => this.smallNumbers(group)), ...(await Promise.all(sets))]);
    const rough = ranked && (await this.later(later, numbers));
    const clauses = all
      .filter(({ entry }) => !ranked || this.found.has(entry))
      .map(({ entry, boost, fields }) => ({ entry, boost, fields, postings: this.found.get(entry) }));
    return { numbers, clauses, rough, leftOut: extra.some(({ entry }) => !this.found.has(entry)) };
  }

  /** The best documents of a huge term alone: enough for the first pages, in one file. */
  async best({ entry, boost }, extra) {
    await Promise.all(extra.map((each) => this.small(each.entry)));
    const postings = await this.store.listed(entry.huge.best.hash);
    const clauses = extra.map((each) => ({ ...each, postings: this.found.get(each.entry) })).filter((c) => c.postings);
    const numbers = new Set(postings.numbers);
    for (const clause of clauses) for (const number of clause.postings.numbers) numbers.add(number);
    // A document that is here for its name alone lacks the word's own part of its score.
    const leftOut = clauses.length < extra.length || numbers.size > postings.numbers.length;
    const all = [{ entry, boost, postings }, ...clauses];
    return { numbers: Uint32Array.from(numbers).sort(), clauses: all, leftOut };
  }

  /** Those of `numbers` (of all that count, where it is null) that are in one of `lists`. */
  narrowed(numbers, lists) {
    const all = union(lists, this.store.root.slots);
    if (numbers) return shared(numbers, all);
    return this.ranges ? all.filter(this.inside) : all;
  }

  /** The documents of a huge term, at least those among `numbers`; what ranks them may come `later`. */
  async members(entry, numbers, later) {
    const { huge } = entry;
    if (numbers && numbers.length <= this.few) return (await this.ofFew(entry, numbers)).numbers;
    if (numbers || this.ranges) {
      const { parts, cost } = blocksFor(huge, numbers, this.ranges);
      if (cost <= huge.set.size + huge.best.size + huge.levels.size + this.exact) return (await this.join(entry, parts)).numbers;
    }
    later.push(entry);
    return this.set(entry);
  }

  /** Find what ranks documents by huge terms, the rarest first; true where some are not told exactly. */
  async later(entries, numbers) {
    if (numbers.length <= this.few) {
      await Promise.all(entries.map((entry) => this.ofFew(entry, numbers)));
      return false;
    }
    const found = this.plan(entries, numbers).map(async ({ entry, parts, ...rest }) => {
      if (parts) return this.join(entry, parts);
      const [all, best, levels] = await Promise.all([this.set(entry), ...this.ranks(rest)]);
      this.found.set(entry, { numbers: all, best: best ?? joinPostings([]), levels, means: entry.huge.means });
    });
    await Promise.all(found);
    return entries.some((entry) => this.found.get(entry).best);
  }

  /** Which files rank `numbers` (null: many) by huge terms: blocks, or as much of the best and the levels as may be fetched. */
  plan(entries, numbers) {
    let left = BUDGET;
    const take = (part) => {
      if (part.size > left) return null;
      left -= part.size;
      return part;
    };
    entries.sort((a, b) => a.documents - b.documents || (a.name < b.name ? -1 : 1));
    return entries.map((entry) => {
      const { best, levels } = entry.huge;
      const { parts, cost } = blocksFor(entry.huge, numbers, [[0, this.store.root.slots]]);
      return cost <= best.size + levels.size + this.exact ? { entry, parts } : { entry, best: take(best), levels: take(levels) };
    });
  }

  ranks({ best, levels }) {
    return [best && this.store.listed(best.hash), levels && this.store.listed(levels.hash, (data) => data)];
  }

  /** Find the postings of a huge term in a few documents. */
  async ofFew(entry, numbers) {
    const postings = (await this.store.forwards(numbers))(entry.huge.place);
    this.found.set(entry, postings);
    return postings;
  }

  async small(entry) {
    if (entry.huge || this.found.has(entry)) return;
    this.found.set(entry, entry.postings ?? (await this.store.listed(entry.list)));
  }

  smallNumbers(group) {
    return group.filter(({ entry }) => !entry.huge).map(({ entry, fields }) => ofFields(this.found.get(entry), fields));
  }

  set(entry) {
    return this.store.listed(entry.huge.set.hash, (data) => readSet(data, entry.documents));
  }

  async join(entry, parts) {
    const joined = joinPostings(await Promise.all(parts.map((part) => this.store.listed(part.hash))));
    this.found.set(entry, joined);
    return joined;
  }
}
