// Which postings a query fetches, and which documents it finds. The twin of plugins/conect/search/gathering.py.
import { joinPostings, readSet } from "./terms.js";

const BUDGET = 48000;
export const STEM_BOOST = 10;
export const PREFIX_BOOST = 3;
export const FUZZY_BOOST = 1;

const hugeOf = (group) => group.filter(({ entry }) => entry.huge);
const sizeOf = (group) => group.reduce((sum, { entry }) => sum + entry.documents, 0);

/** A set of document numbers that counts how many groups each has passed. */
class Passed {
  constructor(slots) {
    this.marks = new Uint8Array(slots);
    this.step = 0;
    this.numbers = null;
  }

  /** Keep the numbers that are also in one of `lists`. */
  narrow(lists, inside) {
    const { marks, step } = this;
    this.step += 1;
    for (const list of lists) {
      for (const number of list) if (marks[number] === step && inside(number)) marks[number] = step + 1;
    }
    this.collect();
  }

  /** Add numbers, for a query of which some words suffice. */
  widen(lists, inside) {
    this.step = 1;
    for (const list of lists) for (const number of list) if (inside(number)) this.marks[number] = 1;
    this.collect();
  }

  collect() {
    const { marks, step } = this;
    let count = 0;
    for (const mark of marks) if (mark === step) count += 1;
    this.numbers = new Uint32Array(count);
    let at = 0;
    for (let number = 0; at < count; number += 1) if (marks[number] === step) this.numbers[at++] = number;
  }
}

function ofFields({ numbers, masks }, fields) {
  if (!fields) return numbers;
  const wanted = fields.reduce((mask, field) => mask | (1 << field), 0);
  return numbers.filter((_, at) => masks[at] & wanted);
}

/** The blocks of a huge term that hold documents of rising numbers, or of ranges [start, end). */
function blocksFor(huge, numbers, ranges) {
  const wanted = new Set();
  if (numbers) for (const number of numbers) wanted.add(number >> huge.span);
  else {
    for (const [start, end] of ranges) for (let at = start >> huge.span; at << huge.span < end; at += 1) wanted.add(at);
  }
  const parts = [...wanted].sort((a, b) => a - b).map((at) => huge.blocks[at]).filter(Boolean);
  return { parts, cost: parts.reduce((sum, part) => sum + part.size, 0) };
}

export class Gatherer {
  /** `ranges`: the numbers that may count at all, [[start, end), …]; null for all. */
  constructor(store, ranges) {
    this.store = store;
    this.ranges = ranges;
    this.left = BUDGET;
    this.inside = ranges ? (number) => ranges.some(([start, end]) => number >= start && number < end) : () => true;
    this.found = new Map();
  }

  /** The documents that have every group (or some), and the clauses that rank them; `extra` makes no document a result. */
  async gather(groups, extra, every) {
    const all = [...groups.flat(), ...extra];
    await Promise.all(all.map(({ entry }) => this.small(entry)));
    const ordered = [...groups].sort((a, b) => hugeOf(a).length - hugeOf(b).length || sizeOf(a) - sizeOf(b));
    const passed = new Passed(this.store.root.slots);
    let chosen = false;
    if (every) {
      for (const group of ordered) if (!hugeOf(group).length) passed.narrow(this.smallNumbers(group), this.inside);
      chosen = await this.large(ordered.filter((group) => hugeOf(group).length), passed);
    } else {
      const sets = await Promise.all(ordered.flatMap(hugeOf).map(({ entry }) => this.set(entry)));
      passed.widen([...ordered.flatMap((group) => this.smallNumbers(group)), ...sets], this.inside);
      for (const { entry } of ordered.flatMap(hugeOf)) chosen = (await this.postings(entry, passed.numbers)) || chosen;
    }
    const clauses = all
      .filter(({ entry }) => this.found.has(entry))
      .map(({ entry, boost, fields }) => ({ entry, boost, fields, postings: this.found.get(entry) }));
    const leftOut = extra.some(({ entry }) => !this.found.has(entry));
    return { numbers: passed.numbers ?? new Uint32Array(0), clauses, chosen, leftOut };
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
    return { numbers: Uint32Array.from(numbers).sort(), clauses: all, chosen: false, leftOut };
  }

  async large(groups, passed) {
    const later = new Set();
    for (const group of groups) {
      const lists = this.smallNumbers(group);
      for (const { entry } of hugeOf(group)) {
        const { parts, cost } = blocksFor(entry.huge, passed.numbers, this.ranges ?? [[0, this.store.root.slots]]);
        if ((passed.numbers || this.ranges) && cost <= this.left) {
          this.left -= cost;
          lists.push((await this.join(entry, parts)).numbers);
        } else {
          lists.push(await this.set(entry));
          later.add(entry);
        }
      }
      passed.narrow(lists, this.inside);
    }
    let chosen = false;
    for (const entry of later) chosen = (await this.postings(entry, passed.numbers)) || chosen;
    return chosen;
  }

  /** Find the postings of a huge term for these documents; true where impacts must do. */
  async postings(entry, numbers) {
    const { huge } = entry;
    const { parts, cost } = blocksFor(huge, numbers);
    if (cost <= this.left) {
      this.left -= cost;
      await this.join(entry, parts);
      return false;
    }
    const [set, impacts] = await Promise.all([this.set(entry), this.store.listed(huge.impacts.hash, (data) => data)]);
    this.found.set(entry, { numbers: set, impacts });
    return numbers.length > 0;
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
