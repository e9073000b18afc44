// Changes in a record's text that leave all else as it is: comments, order, quotes. The parser (the npm package yaml) says
// where each value stands; the new values are put there character by character, and the result is read back.
import { block, inline, scalar, sequence } from "./emit.js";
import { isMap, isScalar, isSeq, parseDocument } from "../vendor/yaml.js";

/** The text cannot be changed safely. */
export class EditError extends Error {}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A value as the parser gives it: every scalar as text. */
function raw(value) {
  if (Array.isArray(value)) return value.map(raw);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, raw(item)])) : String(value);
}

const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : isObject(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, item]) => [key, sorted(item)]))
      : value;

function parsed(text) {
  const document = parseDocument(text, { schema: "failsafe", keepSourceTokens: false });
  if (document.errors.length || !isMap(document.contents)) throw new EditError(document.errors[0]?.message ?? "no record");
  return document;
}

const FRONT = /^(\ufeff?---[ \t]*\r?\n)([\s\S]*?)(^---[ \t]*(?:\r?\n|$))/m;

/** A record's file in its parts; `front` is YAML, `body` the text of a Markdown file (null in a YAML file). */
function split(text, markdown) {
  if (!markdown) {
    const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
    return { before: mark, front: text.slice(mark.length), after: "", body: null };
  }
  const found = FRONT.exec(text);
  if (!found || found.index) throw new EditError("no front matter");
  return { before: found[1], front: found[2], after: found[3], body: text.slice(found[0].length) };
}

/** What a record's text says, every scalar as text. */
export function parse(text, markdown) {
  const { front, body } = split(text, markdown);
  const values = parsed(front).toJS();
  return body === null ? values : { ...values, description: body };
}

/** The text with `changes` made: key -> new value, undefined takes the key out. `order` ranks the keys. */
export function edit(text, changes, order, markdown) {
  const { before, front, after, body } = split(text, markdown);
  const inside = { ...changes };
  let tail = body ?? "";
  if (markdown && "description" in inside) {
    tail = inside.description === undefined ? "" : `\n${inside.description.trim()}\n`;
    delete inside.description;
  }
  return before + editYaml(front, inside, order) + after + tail;
}

function editYaml(text, changes, order) {
  const crlf = text.includes("\r\n");
  const plain = crlf ? text.replaceAll("\r\n", "\n") : text;
  const wanted = { ...parsed(plain).toJS() };
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) delete wanted[key];
    else wanted[key] = raw(value);
  }
  for (const fine of [true, false]) {
    const result = attempt(plain, changes, order, fine);
    if (result !== null && same(read(result), wanted)) return crlf ? result.replaceAll("\n", "\r\n") : result;
  }
  throw new EditError("the change cannot be made without loss");
}

function read(text) {
  try {
    return parsed(text).toJS();
  } catch {
    return null;
  }
}

function attempt(text, changes, order, fine) {
  let result = text;
  try {
    // One key after the other, each on the text that the last one left: places stay true.
    for (const [key, value] of Object.entries(changes)) result = new Edit(result, order, fine).change(key, value);
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
  return result;
}

class Edit {
  constructor(text, order, fine) {
    this.text = text;
    this.order = order;
    this.fine = fine; // keep comments inside a value, too
    this.splices = [];
    this.root = parsed(text).contents;
  }

  change(key, value) {
    if (this.root.flow) throw new EditError("a record on one line");
    this.#inMap(this.root, 0, { [key]: value }, (name) => (this.order.includes(name) ? this.order.indexOf(name) : this.order.length));
    return this.splices
      .sort((one, other) => other[0] - one[0])
      .reduce((text, [start, end, put]) => text.slice(0, start) + put + text.slice(end), this.text);
  }

  #put(start, end, text) {
    this.splices.push([start, end, text]);
  }

  /** Change some keys of a block mapping. */
  #inMap(map, indent, changes, rank) {
    let left = map.items.length;
    for (const [key, value] of Object.entries(changes)) {
      const pair = map.items.find((each) => each.key.value === key);
      const lines = () => block(key, value, indent).map((line) => `${line}\n`).join("");
      if (pair && value === undefined) {
        if (map !== this.root && (left -= 1) === 0) throw new EditError("an empty mapping");
        this.#removePair(map, pair);
      } else if (pair) {
        if (!(this.fine && this.#inValue(pair.value, indent, value, key))) {
          this.#put(pair.key.range[0], this.#end(pair), lines().slice(indent));
        }
      } else if (value !== undefined) {
        const before = map.items.filter((each) => rank(each.key.value) < rank(key)).at(-1);
        const where = before ? this.#end(before) : this.#lineStart(map.items[0].key.range[0]);
        if (!before && this.text.slice(where, map.items[0].key.range[0]).trim()) throw new EditError("a key behind a dash");
        const start = where > 0 && this.text[where - 1] !== "\n" ? "\n" : "";
        this.#put(where, where, start + lines());
      }
    }
  }

  #removePair(map, pair) {
    const start = pair.key.range[0];
    const first = this.#lineStart(start);
    // The first key of a list's item stands behind its dash.
    if (this.text.slice(first, start).trim()) throw new EditError("a key behind a dash");
    this.#put(first, this.#end(pair), "");
  }

  /** Change a value in its place; false where it is to be written anew with its key. */
  #inValue(node, indent, value, key) {
    if (isScalar(node) && (node.type === "PLAIN" || node.type?.startsWith("QUOTE"))) {
      if (typeof value === "object" || (typeof value === "string" && value.includes("\n"))) return false;
      this.#put(node.range[0], node.range[1], scalar(value));
      return true;
    }
    if (isMap(node) && !node.flow && isObject(value)) {
      const changes = {};
      for (const pair of node.items) if (!(pair.key.value in value)) changes[pair.key.value] = undefined;
      for (const [name, item] of Object.entries(value)) {
        const pair = node.items.find((each) => each.key.value === name);
        if (!pair || !same(pair.value.toJSON(), raw(item))) changes[name] = item;
      }
      const names = Object.keys(value);
      this.#inMap(node, this.#column(node.items[0].key.range[0]), changes, (name) => names.indexOf(name));
      return true;
    }
    if (isSeq(node) && Array.isArray(value)) return node.flow ? this.#inFlow(node, value, key, indent) : this.#inSeq(node, value);
    return false;
  }

  #inFlow(node, value, key, indent) {
    const [start, end] = node.range;
    const text = inline(value, `${" ".repeat(indent)}${key}:`);
    if (text === null || this.text.slice(start, end).includes("\n")) return false;
    this.#put(start, end, text);
    return true;
  }

  /** A block list: what is equal at its start and its end stays, items between are changed one by one. */
  #inSeq(node, value) {
    const old = node.items.map((item) => item.toJSON());
    const now = value.map(raw);
    let first = 0;
    while (first < old.length && first < now.length && same(old[first], now[first])) first += 1;
    let last = 0;
    while (last < old.length - first && last < now.length - first && same(old.at(-1 - last), now.at(-1 - last))) last += 1;
    const dashes = this.#column(this.#dashOf(node.items[0]));
    const common = Math.min(old.length, now.length) - last;
    for (let i = first; i < common; i += 1) {
      if (!this.#inValue(node.items[i], dashes + 2, value[i], "")) {
        this.#put(this.#dashOf(node.items[i]), this.#endOf(node.items[i]), this.#item(value[i], dashes).trimStart());
      }
    }
    for (let i = common; i < old.length - last; i += 1) {
      this.#put(this.#lineStart(this.#dashOf(node.items[i])), this.#endOf(node.items[i]), "");
    }
    const more = value.slice(common, now.length - last).map((item) => this.#item(item, dashes)).join("");
    if (more) {
      const where = common ? this.#endOf(node.items[common - 1]) : this.#lineStart(this.#dashOf(node.items[0]));
      this.#put(where, where, (where && this.text[where - 1] !== "\n" ? "\n" : "") + more);
    }
    return true;
  }

  #item = (value, dashes) => sequence([value], dashes).map((line) => `${line}\n`).join("");

  #dashOf(item) {
    const start = (isMap(item) && !item.flow ? item.items[0].key : item).range[0];
    const at = this.text.lastIndexOf("-", start - 1);
    if (at < 0 || this.text.slice(at + 1, start).trim()) throw new EditError("an item without a dash of its own");
    return at;
  }

  #lineStart = (at) => this.text.lastIndexOf("\n", at - 1) + 1;

  #column = (at) => at - this.#lineStart(at);

  #end(pair) {
    return pair.value ? this.#endOf(pair.value, pair.key) : this.#lineEnd(pair.key.range[1]);
  }

  /** Where the line after a value begins; blank lines behind a block of text are not its own. */
  #endOf(node, key) {
    if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length) {
      const last = node.items.at(-1);
      return isMap(node) ? this.#end(last) : this.#endOf(last);
    }
    if (isScalar(node) && node.type?.startsWith("BLOCK")) {
      const end = node.range[1];
      const lines = this.text.slice(0, end).trimEnd().length;
      return this.#lineEnd(Math.max(lines, key?.range[1] ?? 0));
    }
    return this.#lineEnd(node.range[1]);
  }

  #lineEnd(at) {
    const end = this.text.indexOf("\n", at);
    return end < 0 ? this.text.length : end + 1;
  }
}
