// Terms and their postings as the files hold them. The twin of plugins/conect/search/reading.py.
import { bitCount, hex, Reader } from "./bytes.js";

const LONG = 6;
const EMPTY = new Uint8Array(3);
const [INLINE, LISTED, HUGE] = [0, 1, 2];

const lowest = (bits) => 31 - Math.clz32(bits & -bits);

/** How many bits of some bytes are set. */
function bitsIn(bytes) {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) count += bitCount(bytes[at]);
  return count;
}

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
  const entries = bitsIn(masks);
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
    for (let bits = data[place]; bits; bits &= bits - 1) numbers[at++] = 8 * (place - 1) + lowest(bits);
  }
  return numbers;
}

/** Huge terms of a few neighbouring numbers from `base` on; the postings of one are read when it is asked for. */
export class Forward {
  constructor(data, base) {
    const reader = new Reader(data);
    this.base = base;
    this.places = reader.gaps(reader.varint());
    this.documents = reader.bytes(this.places.length);
    this.masks = reader.bytes(bitsIn(this.documents));
    this.frequencies = new Reader(data, reader.at);
    reader.skip(bitsIn(this.masks));
    const fields = new Uint8Array(8);
    for (let term = 0, at = 0; term < this.documents.length; term += 1) {
      for (let bits = this.documents[term]; bits; bits &= bits - 1) fields[lowest(bits)] |= this.masks[at++];
    }
    // A document's field is as long for each of its terms.
    this.lengths = new Uint32Array(64);
    for (let document = 0; document < 8; document += 1) {
      for (let bits = fields[document]; bits; bits &= bits - 1) this.lengths[8 * document + lowest(bits)] = reader.varint();
    }
  }

  /** The postings of the huge term of a place; none where it stands in none of these documents. */
  get(place) {
    const term = this.places.indexOf(place);
    if (term < 0) return joinPostings([]);
    const start = bitsIn(this.documents.subarray(0, term));
    const masks = this.masks.subarray(start, start + bitCount(this.documents[term]));
    const frequencies = this.frequencies.from(bitsIn(this.masks.subarray(0, start))).varints(bitsIn(masks));
    const numbers = new Uint32Array(masks.length);
    const lengths = new Uint32Array(frequencies.length);
    for (let bits = this.documents[term], at = 0, entry = 0; bits; bits &= bits - 1, at += 1) {
      const document = lowest(bits);
      numbers[at] = this.base + document;
      for (let mask = masks[at]; mask; mask &= mask - 1) lengths[entry++] = this.lengths[8 * document + lowest(mask)];
    }
    return new Postings(numbers, masks, frequencies, lengths);
  }
}

/** A file that a huge term tells of: its hash, of which few are asked for, and its size. */
class Part {
  constructor(bytes) {
    this.bytes = bytes;
    this.size = 0;
  }

  get hash() {
    return hex(this.bytes);
  }
}

const readPart = (reader) => new Part(reader.bytes(LONG));

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

/** A term of a file: name, documents, frequency, and postings, or the hash of a list, or what is told of a huge one. */
class Entry {
  constructor(shard, place, name) {
    Object.assign(this, { shard, place, name });
    this.documents = shard.documents[place];
    this.frequency = this.documents + shard.others[place];
  }

  get postings() {
    return (this.read ??= this.shard.inline(this.place)) || null;
  }

  get list() {
    return this.shard.list(this.place);
  }

  get huge() {
    return (this.told ??= this.shard.huge(this.place)) || null;
  }
}

/** The terms of one file. There are hundreds in it: what stands there of one is read when it is asked for. */
export class Shard {
  constructor(data, { inline, listed }) {
    const reader = new Reader(data);
    const count = reader.varint();
    this.shared = reader.bytes(count);
    this.more = reader.bytes(count);
    let letters = 0;
    for (let at = 0; at < count; at += 1) letters += this.more[at];
    this.endings = reader.text(letters);
    this.documents = reader.varints(count);
    this.others = reader.varints(count);
    // Where each term stands among those of its kind: the first of its documents, or how many are before it.
    this.kinds = new Uint8Array(count);
    this.starts = new Uint32Array(count);
    const ends = [0, 0, 0];
    for (let at = 0; at < count; at += 1) {
      const documents = this.documents[at];
      const kind = documents <= inline ? INLINE : documents <= listed ? LISTED : HUGE;
      this.kinds[at] = kind;
      this.starts[at] = ends[kind];
      ends[kind] += kind === INLINE ? documents : 1;
    }
    this.gaps = reader.sized();
    this.masks = reader.bytes(ends[INLINE]);
    this.frequencies = reader.sized();
    this.lengths = new Reader(data, reader.at);
    reader.skip(bitsIn(this.masks));
    this.lists = reader.bytes(LONG * ends[LISTED]);
    this.left = new Reader(data, reader.at);
    this.made = new Map();
  }

  /** All names, rising. */
  get names() {
    if (!this.ofNames) {
      this.ofNames = [];
      for (let at = 0, from = 0, name = ""; at < this.more.length; at += 1) {
        name = name.slice(0, this.shared[at]) + this.endings.slice(from, (from += this.more[at]));
        this.ofNames.push(name);
      }
    }
    return this.ofNames;
  }

  /** The place of a term, -1 where it is not here. Names are told by how they differ from the ones before. */
  find(term) {
    for (let at = 0, from = 0, same = 0; at < this.more.length; from += this.more[at], at += 1) {
      // Where the name before differs from the term, this one does too unless it parts from that one there or before.
      if (this.shared[at] > same) continue;
      same = this.shared[at];
      let letter = 0;
      while (letter < this.more[at] && this.endings.charCodeAt(from + letter) === term.charCodeAt(same)) {
        letter += 1;
        same += 1;
      }
      if (letter === this.more[at] && same === term.length) return at;
    }
    return -1;
  }

  entry(term) {
    const place = this.find(term);
    return place < 0 ? null : this.at(place, term);
  }

  beginning(prefix) {
    const found = [];
    this.names.forEach((name, place) => { if (name.startsWith(prefix)) found.push(this.at(place, name)); });
    return found;
  }

  at(place, name) {
    let found = this.made.get(place);
    if (!found) this.made.set(place, (found = new Entry(this, place, name)));
    return found;
  }

  /** The postings of the term at a place, where they stand here. */
  inline(place) {
    if (this.kinds[place] !== INLINE) return false;
    const start = this.starts[place];
    const masks = this.masks.subarray(start, start + this.documents[place]);
    const before = bitsIn(this.masks.subarray(0, start));
    const entries = bitsIn(masks);
    const numbers = this.gaps.from(start).gaps(masks.length);
    return new Postings(numbers, masks, this.frequencies.from(before).varints(entries), this.lengths.from(before).varints(entries));
  }

  list(place) {
    const start = LONG * this.starts[place];
    return this.kinds[place] === LISTED ? hex(this.lists.subarray(start, start + LONG)) : null;
  }

  huge(place) {
    if (this.kinds[place] !== HUGE) return false;
    const reader = this.left.from(0);
    for (let before = this.starts[place]; before; before -= 1) readHuge(reader);
    return readHuge(reader);
  }
}

Shard.empty = new Shard(EMPTY, { inline: 0, listed: 0 });
