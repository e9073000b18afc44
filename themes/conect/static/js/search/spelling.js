// Words like a mistyped one. The twin of plugins/conect/search/spelling.py.
import { stem, tokens } from "./analysis.js";
import { fnv, Reader } from "./bytes.js";

const SHORTEST = 4;
const AFFIX = 2;
const STEM = 6;
const SAME = 3;
const MOST = 8;

const rows = [0, 1, 2].map(() => new Uint8Array(64)); // of distances; a token has 40 letters at most

/** Edit distance where it is at most `most`, else null; swapped neighbours count one. */
export function distance(token, other, most) {
  if (Math.abs(token.length - other.length) > most) return null;
  let [start, end, otherEnd] = [0, token.length, other.length];
  // Where both begin and end alike nothing was mistyped: of most words a glance at what is left is enough.
  while (start < end && start < otherEnd && token.charCodeAt(start) === other.charCodeAt(start)) start += 1;
  while (end > start && otherEnd > start && token.charCodeAt(end - 1) === other.charCodeAt(otherEnd - 1)) {
    end -= 1;
    otherEnd -= 1;
  }
  const longest = Math.max(end, otherEnd) - start;
  if (end === start || otherEnd === start) return longest;
  if (longest > 2 && most < 2) return null;
  return distanceOf(token.slice(start, end), other.slice(start, otherEnd), most);
}

function distanceOf(token, other, most) {
  let [beforeLast, last, row] = rows;
  for (let place = 0; place <= other.length; place += 1) last[place] = place;
  for (let at = 1; at <= token.length; at += 1) {
    const letter = token.charCodeAt(at - 1);
    let least = at;
    row[0] = at;
    for (let place = 1; place <= other.length; place += 1) {
      let value = Math.min(last[place] + 1, row[place - 1] + 1, last[place - 1] + (letter === other.charCodeAt(place - 1) ? 0 : 1));
      if (at > 1 && place > 1 && letter === other.charCodeAt(place - 2) && token.charCodeAt(at - 2) === other.charCodeAt(place - 1)) {
        value = Math.min(value, beforeLast[place - 2] + 1);
      }
      row[place] = value;
      if (value < least) least = value;
    }
    if (least > most) return null;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[other.length] <= most ? last[other.length] : null;
}

/** A file's words: their spellings, their tokens (one of each, found in all at once) and the magnitudes of their counts. */
function read(data) {
  const reader = new Reader(data);
  const magnitudes = reader.bytes(reader.varint());
  const text = reader.text(data.length - reader.at);
  return { spelled: text.split("\n"), tokens: tokens(text), magnitudes };
}

/** The words most like a token, the likeliest first: [{spelled, token, magnitude, distance}]. */
export async function near(store, token) {
  if (token.length < SHORTEST) return [];
  const most = token.length < 8 ? 1 : 2;
  const bins = store.root.told.spelling;
  const files = [fnv(token.slice(0, AFFIX)) & (bins - 1), bins + (fnv(token.slice(-AFFIX)) & (bins - 1))];
  const lists = await Promise.all(files.map((number) => store.numbered("s", number, read)));
  const found = new Map();
  const stemmed = stem(token);
  const start = token.slice(0, SAME);
  for (const { spelled, tokens: others, magnitudes } of lists.filter(Boolean)) {
    for (let at = 0; at < others.length; at += 1) {
      const other = others[at];
      let far = distance(token, other, most);
      // Another form of the word may be the nearest one that is written anywhere. Stems are dear: of its beginning alone.
      if (far !== 1 && stemmed.length >= STEM && other.startsWith(start) && distance(stemmed, stem(other), 1)) far = 1;
      if (far !== null) found.set(other, { spelled: spelled[at], token: other, magnitude: magnitudes[at], distance: far });
    }
  }
  const order = (a, b) => a.distance - b.distance || b.magnitude - a.magnitude || (a.token < b.token ? -1 : 1);
  return [...found.values()].sort(order).slice(0, MOST);
}

/** Whole queries with the words that were not found replaced by the likeliest ones. */
export function suggestionsOf(query, corrected) {
  const better = new Map(corrected.filter(({ used }) => used.length).map(({ typed, used }) => [typed, used]));
  if (!better.size) return [];
  const whole = [0, 1, 2].map((place) => {
    const words = query.words.map(({ token }) => {
      const used = better.get(token);
      return used ? used[Math.min(place, used.length - 1)] : token;
    });
    return [...query.identifiers, ...words].join(" ");
  });
  return [...new Set(whole)];
}
