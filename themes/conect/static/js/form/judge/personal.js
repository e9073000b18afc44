// Twin of conect.romania.identifiers.find_cnp and of the check digits of the primitives.
import { days } from "./text.js";

const IBAN = /(?<![A-Za-z0-9])RO[0-9]{2}(?: ?[A-Za-z0-9]{4}){5}(?![A-Za-z0-9])/giu;
const LIKE = /(?<![0-9])[1-9](?:[ .\-]?[0-9]){12}(?![0-9])/g;
const CENTURY = { 3: 18, 4: 18, 5: 20, 6: 20 };
const COUNTY = /^(?:0[1-9]|[1-3][0-9]|4[0-8]|5[12]|70|8[0-3])$/;
const WEIGHTS = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];

const valid = (code) => {
  const born = `${CENTURY[code[0]] ?? 19}${code.slice(1, 3)}-${code.slice(3, 5)}-${code.slice(5, 7)}`;
  const rest = WEIGHTS.reduce((sum, weight, i) => sum + weight * code[i], 0) % 11;
  return !Number.isNaN(days(born)) && COUNTY.test(code.slice(7, 9)) && (rest === 10 ? 1 : rest) === Number(code[12]);
};

/** Whether the text holds somebody's personal numeric code. */
export const holdsCnp = (text) =>
  (text.replace(IBAN, "").match(LIKE) ?? []).some((found) => valid(found.replace(/[ .\-]/g, "")));

/** The last digit against the weights, which are aligned to the right; other texts are left to their pattern. */
export const weighted = (text, { weights, factor, modulus }) => {
  const last = text.length - 1;
  if (!/^[0-9]+$/.test(text) || last > weights.length) return true;
  let sum = 0;
  for (let i = 0; i < last; i += 1) sum += text[i] * weights[weights.length - last + i];
  return ((factor * sum) % modulus) % 10 === Number(text[last]);
};

export const mod97 = (text) => {
  if (!/^[0-9A-Z]{5,34}$/.test(text)) return true;
  let rest = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
};
