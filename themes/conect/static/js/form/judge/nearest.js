// "Did you mean": the twin of rapidfuzz's fuzz.ratio, twice the longest common subsequence over both lengths.
import { fold } from "./text.js";

const common = (a, b) => {
  let row = new Array(b.length + 1).fill(0);
  for (const sign of a) {
    const next = [0];
    for (let j = 0; j < b.length; j += 1) next.push(sign === b[j] ? row[j] + 1 : Math.max(row[j + 1], next[j]));
    row = next;
  }
  return row[b.length];
};

/** The value of the key in `names` that is most like the text, at least `least` (of 1); the first of equals. */
export const likest = (text, names, least) => {
  const signs = Array.from(text);
  let best;
  let score = 0;
  for (const [name, value] of names) {
    const other = Array.from(name);
    const together = signs.length + other.length;
    // No need to look at what is too long or too short to be near enough.
    if (together && (2 * Math.min(signs.length, other.length)) / together < least) continue;
    const distance = together - 2 * common(signs, other);
    const found = together ? 1 - distance / together : 1;
    if (found >= least && found > score) [best, score] = [value, found];
  }
  return best ?? null;
};

/** The id that the text most likely means, or null. */
export const nearest = (text, names) => {
  const folded = fold(text).trim();
  return names.get(folded) ?? likest(folded, names, 0.72);
};
