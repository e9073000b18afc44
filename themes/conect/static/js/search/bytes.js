// Bytes of the index: varints and columns. The twin of plugins/conect/search/encoding.py.
const decoder = new TextDecoder();
const TOO_SHORT = "a file of the index ends too early";

export class Reader {
  constructor(data, at = 0) {
    this.data = data;
    this.at = at;
  }

  /** A reader of what follows so many varints. */
  from(varints) {
    const reader = new Reader(this.data, this.at);
    reader.skip(varints);
    return reader;
  }

  /** Go on behind so many varints. */
  skip(varints) {
    for (let left = varints; left; this.at += 1) {
      if (this.at >= this.data.length) throw new RangeError(TOO_SHORT);
      if (this.data[this.at] < 128) left -= 1;
    }
  }

  bytes(length) {
    const end = this.at + length;
    if (end > this.data.length) throw new RangeError(TOO_SHORT);
    const found = this.data.subarray(this.at, end);
    this.at = end;
    return found;
  }

  text(length) {
    return decoder.decode(this.bytes(length));
  }

  varint() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (this.at >= this.data.length) throw new RangeError(TOO_SHORT);
      const byte = this.data[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  varints(count) {
    const values = new Uint32Array(count);
    for (let at = 0; at < count; at += 1) values[at] = this.varint();
    return values;
  }

  /** Rising numbers, written as differences. */
  gaps(count) {
    const numbers = new Uint32Array(count);
    let number = 0;
    for (let at = 0; at < count; at += 1) {
      number += this.varint();
      numbers[at] = number;
    }
    return numbers;
  }

  sized() {
    return new Reader(this.bytes(this.varint()));
  }
}

export const parseJson = (data) => JSON.parse(decoder.decode(data));

export function hex(data) {
  let text = "";
  for (const byte of data) text += byte.toString(16).padStart(2, "0");
  return text;
}

const BITS = new Uint8Array(256);
for (let byte = 1; byte < 256; byte += 1) BITS[byte] = BITS[byte >> 1] + (byte & 1);

/** How many bits of a byte are set. */
export const bitCount = (byte) => BITS[byte];

/** 32-bit FNV-1a of an ASCII text with murmur3's finish. */
export function fnv(text) {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
