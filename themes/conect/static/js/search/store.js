// Fetches the files of the index, each once, and keeps what was read from them.
import { Lexicon } from "./analysis.js";
import { fnv, hex, parseJson, Reader } from "./bytes.js";
import { Forward, joinPostings, readPostings, Shard } from "./terms.js";

const FORMAT = 3;
const TIME_LIMIT = 15000;
const RETRY_AFTER = 400;
const MOST_KEPT = 2000;
const SHORT = 4;
const START = 3;
const KEY_LETTERS = 5;

/** A failure with a code: network, missing, stale or broken; a final one is not tried again at once. */
export class Failure extends Error {
  constructor(code, message, final = false) {
    super(message);
    this.code = code;
    this.final = final;
  }
}

async function bytesOf(url, cache) {
  let packed;
  try {
    const response = await fetch(url, { cache, signal: AbortSignal.timeout(TIME_LIMIT) });
    if (!response.ok) throw new Failure(response.status === 404 ? "missing" : "network", `${url}: answer ${response.status}`);
    packed = await response.arrayBuffer();
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("network", `${url}: ${error.message}`, error.name === "TimeoutError");
  }
  return inflated(packed, url);
}

async function inflated(packed, url) {
  // Written by hand: a blob's stream, or a pipe, takes ten times as long.
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const writer = writable.getWriter();
  for (const written of [writer.write(packed), writer.close()]) written.catch(() => {}); // the reader is told too
  try {
    return new Uint8Array(await new Response(readable).arrayBuffer());
  } catch (error) {
    // A page in place of the file does not inflate.
    throw new Failure("broken", `${url}: ${error.message}`);
  }
}

async function twice(url, cache) {
  try {
    return await bytesOf(url, cache);
  } catch (error) {
    if (error.code === "missing" || error.final) throw error;
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
    // What the browser kept may be the broken half: ask for it anew.
    return bytesOf(url, "reload");
  }
}

export class Root {
  constructor(data) {
    const length = new DataView(data.buffer, data.byteOffset).getUint32(0, true);
    this.told = parseJson(data.subarray(4, 4 + length));
    if (this.told.format !== FORMAT) throw new Failure("missing", "the index is of another version");
    this.hashes = data.subarray(4 + length);
    this.kinds = new Map();
    let at = 0;
    for (const [kind, count] of this.told.files) {
      this.kinds.set(kind, { at, count });
      at += count;
    }
    Object.assign(this, { layout: this.told.layout, documents: this.told.documents, fields: this.told.fields });
    this.boosts = this.told.boosts;
    this.averages = this.told.totals.map((total) => total / Math.max(1, this.documents));
    this.lexicon = new Lexicon(this.told);
    this.ids = this.fields.indexOf("ids");
    this.blocks = [];
    this.slots = 0;
    this.active = 0;
    for (const [county, struckOff, blockLength, count] of this.told.blocks) {
      this.blocks.push({ county, struckOff: Boolean(struckOff), base: this.slots, end: this.slots + blockLength, count });
      this.slots += blockLength;
      if (!struckOff) this.active = this.slots;
    }
    this.big = new Map(this.told.division.big);
    this.starts = new Map();
    const { bins, numbers, big } = this.told.division;
    let shard = bins + numbers;
    for (const [prefix, bits] of big) {
      this.starts.set(prefix, shard);
      shard += 1 + (1 << bits);
    }
  }

  /** A file's, or page's, number and hash as paths have them; null where there is none. */
  named(kind, number) {
    const { at, count } = this.kinds.get(kind) ?? { at: 0, count: 0 };
    const hash = this.hashes.subarray(SHORT * (at + number), SHORT * (at + number + 1));
    return number < count && hash.some(Boolean) ? `${kind}/${number}.${hex(hash)}` : null;
  }

  count(kind) {
    return this.kinds.get(kind)?.count ?? 0;
  }

  shardOf(term) {
    const start = term.slice(0, START);
    const bits = this.big.get(start);
    if (bits === undefined) {
      const { bins, numbers } = this.told.division;
      return numbers && start < "a" ? bins + (fnv(start) & (numbers - 1)) : fnv(start) & (bins - 1);
    }
    return this.starts.get(start) + 1 + (fnv(term.slice(0, KEY_LETTERS)) & ((1 << bits) - 1));
  }

  shardOfPrefix(prefix) {
    const start = prefix.slice(0, START);
    return this.big.has(start) && prefix.length < KEY_LETTERS ? this.starts.get(start) : this.shardOf(prefix);
  }
}

/** A file of rows: those of its documents by number and, read where they are needed, the huge terms of these. */
class Near {
  constructor(data, base) {
    const reader = new Reader(data);
    this.rows = new Map(parseJson(reader.bytes(reader.varint())).map(([at, ...row]) => [base + at, row]));
    this.left = data.subarray(reader.at);
    this.base = base;
  }

  get terms() {
    this.read ??= this.left.length ? new Forward(this.left, this.base) : null;
    return this.read;
  }
}

export class Store {
  /** `root`: the root's content, where the page has fetched it already. */
  constructor(base, root) {
    this.base = base;
    this.given = root;
    this.kept = new Map();
    this.pending = new Set();
    this.rootPromise = null;
  }

  /** The root; asked for once, and again after `forget`. */
  async open() {
    this.rootPromise ??= this.rootData().then((data) => this.read("root.bin", data, (d) => new Root(d)));
    try {
      this.root = await this.rootPromise;
    } catch (error) {
      this.rootPromise = null;
      throw error;
    }
    return this.root;
  }

  async rootData() {
    const { given } = this;
    this.given = null;
    const url = `${this.base}root.bin`;
    return given ? new Uint8Array(given) : twice(url, "no-cache");
  }

  forget() {
    this.rootPromise = null;
    this.kept.clear();
  }

  /** Forget what is still on its way: when one file has failed, the others may be failing too. */
  letGo() {
    for (const path of this.pending) this.kept.delete(path);
    this.pending.clear();
  }

  read(path, data, read) {
    try {
      return read(data);
    } catch (error) {
      throw error instanceof Failure ? error : new Failure("broken", `${path}: ${error.message}`);
    }
  }

  get(path, read) {
    let found = this.kept.get(path);
    if (!found) {
      found = twice(this.base + path, "default").then((data) => this.read(path, data, read));
      this.pending.add(path);
      const arrived = () => this.pending.delete(path);
      found.then(arrived, () => {
        arrived();
        if (this.kept.get(path) === found) this.kept.delete(path);
      });
      if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(path, found);
    }
    return found;
  }

  async numbered(kind, number, read) {
    const name = this.root.named(kind, number);
    return name && this.get(`${name}.bin`, read);
  }

  listed(hash, read = readPostings) {
    return this.get(`l/${hash.slice(0, 2)}/${hash.slice(2)}.bin`, read);
  }

  async shard(number) {
    return (await this.numbered("t", number, (data) => new Shard(data, this.root.layout))) ?? Shard.empty;
  }

  async entry(term) {
    return (await this.shard(this.root.shardOf(term))).entry(term);
  }

  async beginning(prefix) {
    return (await this.shard(this.root.shardOfPrefix(prefix))).beginning(prefix);
  }

  /** A file of rows, by its number. */
  near(file) {
    const { row_bits: rowBits, page_bits: pageBits } = this.root.layout;
    const path = `c${this.root.named("d", file >> pageBits).slice(1)}/${file}.bin`;
    return this.get(path, (data) => new Near(data, file << rowBits));
  }

  async row(number) {
    return (await this.near(number >> this.root.layout.row_bits)).rows.get(number);
  }

  /** Of a huge term's place: its postings, exactly, in (at least) these rising numbers. */
  async forwards(numbers) {
    const files = new Set(Array.from(numbers, (number) => number >> this.root.layout.row_bits));
    // Each is read when it comes, while others are on their way.
    const terms = await Promise.all(Array.from(files, async (file) => (await this.near(file)).terms));
    return (place) => joinPostings(terms.filter(Boolean).map((each) => each.get(place)));
  }
}
