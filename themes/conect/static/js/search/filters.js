// Filters and counts. The twin of plugins/conect/search/filters.py.
import { bitCount, parseJson, Reader } from "./bytes.js";

const AGES = ["fresh", "stale", "never"];
const STATUS = "registry_status";
const COUNTY = "county";
/** The facet by whose values the columns of the others are grouped. */
const KEY = "domains";

/** A column as it is stored: the sets of options, and for each document the place of its set, grouped (see `load`). */
function readColumn(data, documents) {
  const reader = new Reader(data);
  const options = parseJson(reader.sized().data);
  const sets = Array.from({ length: reader.varint() }, () =>
    Array.from(reader.varints(reader.varint()), (at) => options[at]),
  );
  const bits = reader.sized().data;
  let having = 0;
  for (const byte of bits) having += bitCount(byte);
  const small = reader.bytes(having);
  const stored = new Uint16Array(documents);
  for (let at = 0, place = 0; at < documents; at += 1) {
    if (!(bits[at >> 3] & (1 << (at & 7)))) continue;
    stored[at] = 1 + (small[place] === 255 ? reader.bytes(1)[0] | (reader.bytes(1)[0] << 8) : small[place]);
    place += 1;
  }
  return { sets, stored, values: null };
}

/** Values that are grouped by those of the key's column, in the order of the numbers. */
function ungrouped(stored, keys, kinds) {
  const next = new Uint32Array(kinds + 1);
  for (const key of keys) next[key + 1] += 1;
  for (let at = 1; at <= kinds; at += 1) next[at] += next[at - 1];
  return stored.map((_, at) => stored[next[keys[at]]++]);
}

const readOrder = (data) => {
  const count = data.length / 3;
  return Uint32Array.from({ length: count }, (_, at) => data[at] | (data[count + at] << 8) | (data[2 * count + at] << 16));
};

export class Filters {
  /** `chosen`: facet key → options; what is not known is left out once `ready`. */
  constructor(store, chosen) {
    this.store = store;
    this.facets = store.root.told.facets.map(([key, kind, vocabulary], place) => ({ key, kind, vocabulary, place }));
    this.asked = chosen instanceof Map ? chosen : new Map(Object.entries(chosen ?? {}));
    this.chosen = new Map();
  }

  async ready() {
    for (const facet of this.facets) {
      const options = new Set(Array.from(this.asked.get(facet.key) ?? []).filter((value) => this.known(facet, value)));
      if (options.size) this.chosen.set(facet, options);
    }
    return this;
  }

  known({ kind, vocabulary }, value) {
    if (kind === "given" || kind === "accepts") return value === "yes";
    if (kind === "age") return AGES.includes(value);
    return (this.store.root.told.labels[vocabulary] ?? []).some(([id]) => id === value);
  }

  get defaultStatus() {
    return !this.everyStatus && ![...this.chosen.keys()].some(({ key }) => key === STATUS);
  }

  /** The ranges of the chosen counties, null where none is chosen. */
  get ranges() {
    const counties = [...this.chosen].find(([{ kind }]) => kind === COUNTY)?.[1];
    if (!counties) return null;
    return this.store.root.blocks.filter(({ county }) => counties.has(county)).map(({ base, end }) => [base, end]);
  }

  async load(facets) {
    const { documents } = this.store.root;
    const read = (data) => readColumn(data, documents);
    const key = this.facets.find((facet) => facet.key === KEY);
    const load = ({ kind, place }) => (kind === COUNTY ? null : this.store.numbered("f", 1 + place, read));
    const [taken, keys, ...columns] = await Promise.all([
      this.store.numbered("f", 0, (data) => ({ bits: data, ranks: ranksOf(data) })),
      facets.some(({ kind }) => kind !== COUNTY) ? load(key) : null,
      ...facets.map(load),
    ]);
    this.taken = taken ?? { bits: new Uint8Array(0), ranks: new Uint32Array(1) };
    for (const column of columns) {
      if (column) column.values ??= column === keys ? column.stored : ungrouped(column.stored, keys.stored, keys.sets.length);
    }
    return new Map(facets.map((facet, at) => [facet, columns[at]]));
  }

  rank(number) {
    const { bits, ranks } = this.taken;
    return ranks[number >> 3] + bitCount(bits[number >> 3] & ((1 << (number & 7)) - 1));
  }

  /** The documents of all that pass the filters; the default of the status is left to the caller. */
  async kept(numbers) {
    const others = [...this.chosen].filter(([{ kind }]) => kind !== COUNTY);
    const { ranges } = this;
    const here = ranges ? numbers.filter((number) => ranges.some(([start, end]) => number >= start && number < end)) : numbers;
    if (!others.length) return here;
    const columns = await this.load(others.map(([facet]) => facet));
    const tests = others.map(([facet, options]) => {
      const { sets, values } = columns.get(facet) ?? { sets: [[]], values: [] };
      return { passing: sets.map((set) => set.some((option) => options.has(option))), values };
    });
    return here.filter((number) => {
      const rank = this.rank(number);
      return tests.every(({ passing, values }) => passing[values[rank]]);
    });
  }

  async everything() {
    await this.load([]);
    const { bits } = this.taken;
    const numbers = new Uint32Array(this.store.root.documents);
    let at = 0;
    for (let place = 0; place < bits.length; place += 1) {
      for (let bit = 0; bit < 8; bit += 1) if (bits[place] & (1 << bit)) numbers[at++] = 8 * place + bit;
    }
    return numbers;
  }

  /** The documents of `numbers` in an order, the first `most`: kind "n" by name, "k" by confirmation. */
  async ordered(kind, numbers, most) {
    const wanted = new Uint8Array(this.store.root.slots);
    for (const number of numbers) wanted[number] = 1;
    const found = [];
    for (const each of kind === "k" ? ["k", "n"] : ["n"]) {
      for (let part = 0; part < this.store.root.count(each) && found.length < Math.min(most, numbers.length); part += 1) {
        for (const number of (await this.store.numbered(each, part, readOrder)) ?? []) {
          if (wanted[number]) found.push(number);
          wanted[number] = 0;
        }
      }
    }
    return found.slice(0, most);
  }

  /** For documents that a query found: facet key → option → number, were the option alone chosen in its facet. */
  async counts(numbers) {
    const { root } = this.store;
    const columns = await this.load(this.facets);
    const status = this.facets.find(({ key }) => key === STATUS);
    const { defaultStatus } = this;
    const readers = this.facets.map((facet) => {
      const column = columns.get(facet);
      const options = this.chosen.get(facet);
      const sets = facet.kind === COUNTY ? root.blocks.map(({ county }) => (county ? [county] : [])) : column?.sets ?? [[]];
      return {
        facet,
        values: column?.values ?? [],
        sets,
        passing: sets.map((set) => !options || set.some((option) => options.has(option))),
        tally: new Uint32Array(sets.length),
      };
    });
    let block = 0;
    let total = 0;
    for (const number of numbers) {
      while (number >= root.blocks[block].end) block += 1;
      const rank = this.rank(number);
      let failed = null;
      let failures = 0;
      for (const reader of readers) {
        reader.at = reader.facet.kind === COUNTY ? block : reader.values[rank];
        if (!reader.passing[reader.at] || (reader.facet === status && defaultStatus && number >= root.active)) {
          failed = reader;
          failures += 1;
        }
      }
      if (failures === 0) {
        total += 1;
        for (const reader of readers) reader.tally[reader.at] += 1;
      } else if (failures === 1) failed.tally[failed.at] += 1;
    }
    const facets = {};
    for (const { facet, sets, tally } of readers) {
      const counts = {};
      sets.forEach((set, at) => {
        if (tally[at]) for (const option of set) counts[option] = (counts[option] ?? 0) + tally[at];
      });
      facets[facet.key] = counts;
    }
    return { total, facets };
  }
}

function ranksOf(bits) {
  const ranks = new Uint32Array(bits.length + 1);
  for (let at = 0; at < bits.length; at += 1) ranks[at + 1] = ranks[at] + bitCount(bits[at]);
  return ranks;
}
