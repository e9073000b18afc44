// Sentences filled in from the templates that Python fills too (conect.records.phrases).

const plural = (number) => {
  if (number === 1) return "one";
  const rest = number % 100;
  return number === 0 || (rest >= 1 && rest <= 19) ? "few" : "other";
};

// 1 zi, 19 zile, 1.120 de zile
const amount = (number, one, many) => {
  const shown = String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  const kind = plural(number);
  return kind === "one" ? `${shown} ${one}` : kind === "few" ? `${shown} ${many}` : `${shown} de ${many}`;
};

/** Returns say(id, values): a value that is a pair gives its words in the language. */
export const speaker = (phrases, lang) => {
  const at = lang === "en" ? 1 : 0;
  const pick = (value) => (Array.isArray(value) ? value[at] : value);
  const say = (id, values = {}) =>
    phrases[id][at].replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_, name, one, many) =>
      one === undefined ? String(pick(values[name])) : amount(values[name], one, many),
    );
  return { say, pick };
};
