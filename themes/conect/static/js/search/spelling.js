// Words like a mistyped one. The twin of plugins/conect/search/spelling.py.
import { stem, tokens } from "./analysis.js";
import { fnv, Reader } from "./bytes.js";

const SHORTEST = 4;
const AFFIX = 2;
const STEM = 6;
const SAME = 3;
const MOST = 8;

/** Edit distance where it is at most `most`, else null; swapped neighbours count one. */
export function distance(token, other, most) {
  if (Math.abs(token.length - other.length) > most) return null;
  let beforeLast = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= token.length; at += 1) {
    const row = [at];
    for (let place = 1; place <= other.length; place += 1) {
      const cost = token[at - 1] === other[place - 1] ? 0 : 1;
      let value = Math.min(last[place] + 1, row[place - 1] + 1, last[place - 1] + cost);
      if (at > 1 && place > 1 && token[at - 1] === other[place - 2] && token[at - 2] === other[place - 1]) {
        value = Math.min(value, beforeLast[place - 2] + 1);
      }
      row.push(value);
    }
    if (Math.min(...row) > most) return null;
    [beforeLast, last] = [last, row];
  }
  return last.at(-1) <= most ? last.at(-1) : null;
}

function read(data) {
  const reader = new Reader(data);
  const count = reader.varint();
  const magnitudes = reader.bytes(count);
  const lines = count ? reader.text(data.length - reader.at).split("\n") : [];
  return lines.map((spelled, at) => ({ spelled, token: tokens(spelled)[0], magnitude: magnitudes[at] }));
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
  for (const word of lists.flatMap((list) => list ?? [])) {
    let far = distance(token, word.token, most);
    // Another form of the word may be the nearest one that is written anywhere. Stems are dear: of its beginning alone.
    if (far !== 1 && stemmed.length >= STEM && word.token.startsWith(start) && distance(stemmed, stem(word.token), 1)) far = 1;
    if (far !== null) found.set(word.token, { ...word, distance: far });
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
