// Terms and their postings as the files hold them. The twin of plugins/conect/search/reading.py.
import { bitCount, hex, Reader } from "./bytes.js";

const LONG = 6;
const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];
const EMPTY = new Uint8Array(3);

/** The documents of a term, rising; for each a mask of fields, and for each of these a frequency and a length. */
export class Postings {
  constructor(numbers, masks, frequencies, lengths) {
    Object.assign(this, { numbers, masks, frequencies, lengths });
  }

  /** Where the frequencies and lengths of each document start. */
  get starts() {
    if (!this.ofStarts) {
      this.ofStarts = new Uint32Array(this.masks.length);
      for (let at = 0, sum = 0; at < this.masks.length; at += 1) {
        this.ofStarts[at] = sum;
        sum += bitCount(this.masks[at]);
      }
    }
    return this.ofStarts;
  }

  slice(start, end) {
    const { starts } = this;
    const low = start < starts.length ? starts[start] : this.lengths.length;
    const high = end < starts.length ? starts[end] : this.lengths.length;
    return new Postings(
      this.numbers.subarray(start, end),
      this.masks.subarray(start, end),
      this.frequencies.subarray(low, high),
      this.lengths.subarray(low, high),
    );
  }
}

const joined = (Kind, parts) => {
  const whole = new Kind(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

export const joinPostings = (parts) =>
  new Postings(
    joined(Uint32Array, parts.map((part) => part.numbers)),
    joined(Uint8Array, parts.map((part) => part.masks)),
    joined(Uint32Array, parts.map((part) => part.frequencies)),
    joined(Uint32Array, parts.map((part) => part.lengths)),
  );

function readColumns(reader, numbers) {
  const masks = reader.bytes(numbers.length);
  let entries = 0;
  for (const mask of masks) entries += bitCount(mask);
  const frequencies = reader.sized().varints(entries);
  return new Postings(numbers, masks, frequencies, reader.varints(entries));
}

export function readPostings(data) {
  const reader = new Reader(data);
  const count = reader.varint();
  return readColumns(reader, reader.sized().gaps(count));
}

export function readSet(data, count) {
  if (data[0] === 0) return new Reader(data.subarray(1)).gaps(count);
  const numbers = new Uint32Array(count);
  let at = 0;
  for (let place = 1; place < data.length; place += 1) {
    for (let bits = data[place]; bits; bits &= bits - 1) numbers[at++] = 8 * (place - 1) + 31 - Math.clz32(bits & -bits);
  }
  return numbers;
}

/** Huge terms of a few neighbouring numbers from `base` on: place of a term → its postings there. */
export function readForward(data, base) {
  const reader = new Reader(data);
  const places = reader.gaps(reader.varint());
  const documents = Array.from(reader.bytes(places.length), (bits) => EIGHT.filter((at) => bits & (1 << at)));
  const all = documents.flat();
  const masks = reader.bytes(all.length);
  const frequencies = reader.varints(masks.reduce((sum, mask) => sum + bitCount(mask), 0));
  const fields = new Uint8Array(8);
  all.forEach((at, place) => { fields[at] |= masks[place]; });
  const lengths = Array.from(fields, (mask) => EIGHT.map((field) => (mask & (1 << field) ? reader.varint() : 0)));
  const ofEach = all.flatMap((at, place) => lengths[at].filter((_, field) => masks[place] & (1 << field)));
  const whole = new Postings(Uint32Array.from(all, (at) => base + at), masks, frequencies, Uint32Array.from(ofEach));
  let start = 0;
  return new Map(documents.map((some, at) => [places[at], whole.slice(start, (start += some.length))]));
}

const readPart = (reader) => ({ hash: hex(reader.bytes(LONG)), size: 0 });

function readHuge(reader) {
  const [active, place] = reader.varints(2);
  const [set, levels, best] = [readPart(reader), readPart(reader), readPart(reader)];
  for (const part of [set, levels, best]) part.size = 64 * reader.varint();
  const [least, ...means] = reader.varints(4);
  const span = reader.varint();
  const blocks = [];
  for (let left = reader.varint(); left; left -= 1) {
    const count = reader.varint();
    const part = count ? readPart(reader) : null;
    if (part) part.size = 64 * reader.varint();
    blocks.push(part);
  }
  return { active, place, set, levels, best, least, means, span, blocks };
}

/** The terms of one file. An entry: name, documents, frequency, and postings, or the hash of a list, or a huge term. */
export class Shard {
  constructor(data, layout) {
    const reader = new Reader(data);
    const count = reader.varint();
    const shared = reader.bytes(count);
    const more = reader.bytes(count);
    const endings = reader.text(more.reduce((sum, length) => sum + length, 0));
    let name = "";
    this.entries = [];
    for (let at = 0, from = 0; at < count; at += 1) {
      name = name.slice(0, shared[at]) + endings.slice(from, from + more[at]);
      from += more[at];
      this.entries.push({ name, documents: 0, frequency: 0, postings: null, list: null, huge: null });
    }
    for (const entry of this.entries) entry.documents = reader.varint();
    for (const entry of this.entries) entry.frequency = entry.documents + reader.varint();
    const whole = this.entries.filter((entry) => entry.documents <= layout.inline);
    const numbers = new Uint32Array(whole.reduce((sum, entry) => sum + entry.documents, 0));
    const gaps = reader.sized();
    let at = 0;
    for (const { documents } of whole) {
      gaps.gaps(documents, numbers, at);
      at += documents;
    }
    const columns = readColumns(reader, numbers);
    at = 0;
    for (const entry of whole) {
      entry.postings = columns.slice(at, at + entry.documents);
      at += entry.documents;
    }
    for (const entry of this.entries) {
      if (entry.documents > layout.inline && entry.documents <= layout.listed) entry.list = hex(reader.bytes(LONG));
    }
    for (const entry of this.entries) if (entry.documents > layout.listed) entry.huge = readHuge(reader);
    this.byName = new Map(this.entries.map((entry) => [entry.name, entry]));
  }

  entry(term) {
    return this.byName.get(term) ?? null;
  }

  beginning(prefix) {
    return this.entries.filter((entry) => entry.name.startsWith(prefix));
  }
}

Shard.empty = new Shard(EMPTY, { inline: 0, listed: 0 });
