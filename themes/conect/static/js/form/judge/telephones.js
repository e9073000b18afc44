// Twin of conect.romania.identifiers.phone_e164: a telephone number read as libphonenumber reads it, by its tables.
const ROMANIA = "40";
const LETTERS = "22233344455566677778889999";
// Full-width and Arabic digits; those of other scripts are rare enough to be left to the pattern.
const ZEROS = [0xff10, 0x660, 0x6f0];

const whole = (pattern, flags = "") => new RegExp(`^(?:${pattern})$`, flags);

/** The plan says that the number, without country code, can be one of its own. */
const fits = (number, pattern, lengths) =>
  (!lengths.length || lengths.includes(number.length)) && whole(pattern).test(number);

const known = (number, plan) =>
  fits(number, plan.all, plan.lengths) && plan.kinds.some(([pattern, lengths]) => fits(number, pattern, lengths));

const possible = (number, plan) => {
  const length = number.length;
  if (plan.local?.includes(length)) return "local";
  if (length < plan.lengths[0]) return "short";
  if (length > plan.lengths.at(-1)) return "long";
  return plan.lengths.includes(length) ? "possible" : "odd";
};

const withoutPrefix = (number, plan) => {
  if (!number || !plan.prefix) return number;
  const found = new RegExp(`^(?:${plan.prefix})`).exec(number);
  if (!found) return number;
  const transforms = plan.becomes && found.at(-1) !== undefined && found.length > 1;
  const rest = number.slice(found[0].length);
  const better = transforms ? number.replace(new RegExp(`^(?:${plan.prefix})`), plan.becomes) : rest;
  const viable = (text) => whole(plan.all).test(text);
  return viable(number) && !viable(better) ? number : better;
};

const digit = (sign) => {
  if (/[0-9]/.test(sign)) return sign;
  const code = sign.charCodeAt(0);
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? "" : String(code - zero);
};

const normal = (text) => {
  const spelt = (text.match(/[A-Za-z]/g) ?? []).length >= 3;
  return Array.from(text, (sign) => {
    if (/[A-Za-z]/.test(sign)) return spelt ? LETTERS[sign.toUpperCase().charCodeAt(0) - 65] : "";
    return spelt && !/[0-9]/.test(sign) ? "" : digit(sign);
  }).join("");
};

export class Telephones {
  constructor({ signs, plans }) {
    this.plans = new Map(Object.entries(plans));
    this.complete = false;
    this.viable = whole(signs.viable, "iu");
    this.extension = new RegExp(signs.extension, "iu");
    this.second = new RegExp(signs.second, "u");
  }

  give(plans) {
    for (const [code, plan] of Object.entries(plans)) this.plans.set(code, plan);
    this.complete = true;
  }

  /** The number as +40264123456, null where it is none; undefined where only the other countries' plans could tell. */
  e164(text) {
    const number = this.#extracted(text);
    if (number === null) return null;
    const [code, rest] = this.#cut(number);
    if (code === undefined || code === null) return code;
    const plans = this.plans.get(code);
    let national = rest;
    if (national.length < 2) return null;
    const shorter = withoutPrefix(national, plans[0]);
    if (!["short", "local", "odd"].includes(possible(shorter, plans[0]))) national = shorter;
    if (national.length < 2 || national.length > 17) return null;
    return this.#exists(national, plans) ? `+${code}${national}` : null;
  }

  #exists(number, plans) {
    if (plans.length === 1) return known(number, plans[0]);
    const own = plans.find((plan) =>
      plan.leading ? new RegExp(`^(?:${plan.leading})`).test(number) : known(number, plan),
    );
    return own !== undefined && known(number, own);
  }

  // From the first digit or plus sign on, without what follows the number; null where it looks like none.
  #extracted(text) {
    if (text.length > 250 || text.includes(";phone-context=")) return null;
    const first = text.search(/[+＋\p{Nd}]/u);
    if (first < 0) return null;
    let number = text.slice(first).replace(/(?:_|[^#\p{L}\p{N}_])+$/u, "");
    const second = number.search(this.second);
    if (second >= 0) number = number.slice(0, second);
    const address = number.indexOf(";isub=");
    if (address > 0) number = number.slice(0, address);
    if (number.length < 2 || !this.viable.test(number)) return null;
    const extension = this.extension.exec(number);
    return extension && this.viable.test(number.slice(0, extension.index)) ? null : number;
  }

  // [calling code, the rest, whether a code stood there]; the code is null where none can be meant, undefined where its
  // plan is not at hand.
  #cut(number) {
    const plus = /^[+＋]+/.exec(number);
    if (!plus) return this.#cutNational(number);
    const rest = number.slice(plus[0].length);
    const found = this.#cutCode(normal(rest));
    if (found[0] !== "none") return found;
    const again = this.#cutNational(rest);
    return again[2] ? again : [null];
  }

  #cutNational(number) {
    const digits = normal(number);
    if (digits.startsWith("00") && digits[2] !== "0") {
      const found = this.#cutCode(digits.slice(2));
      return found[0] === "none" ? [null, "", true] : found;
    }
    const plan = this.plans.get(ROMANIA)[0];
    if (digits.startsWith(ROMANIA)) {
      const rest = withoutPrefix(digits.slice(2), plan);
      const viable = (text) => whole(plan.all).test(text);
      if ((!viable(digits) && viable(rest)) || possible(digits, plan) === "long") return [ROMANIA, rest, true];
    }
    return [ROMANIA, digits, false];
  }

  #cutCode(digits) {
    if (digits.length <= 2) return [null, "", true];
    for (let length = 1; length <= 3; length += 1) {
      const code = digits.slice(0, length);
      if (this.plans.has(code)) return [code, digits.slice(length), true];
    }
    return [this.complete || digits[0] === "0" ? "none" : undefined, "", true];
  }
}
