// Values as the canonical YAML text of a record: the same bytes as plugins/conect/records/emit.py writes.
import { mustQuote } from "./judge/judge.js";

const PLAIN = /^[\p{L}\p{Nl}\p{No}](?:(?!: |:$| #)[^\n\r\t])*(?<! )$/u;
const PLAIN_IN_FLOW = /^[\p{L}\p{Nl}\p{No}](?:(?!: |:$| #)[^\n\r\t,?[\]{}])*(?<! )$/u;
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r" };
const FLOW_WIDTH = 90;

const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A value on one line: plain where that is safe, else in double quotes. */
export function scalar(value, flow = false) {
  if (typeof value !== "string") return String(value);
  const plain = flow ? PLAIN_IN_FLOW : PLAIN;
  return plain.test(value) && !mustQuote(value) ? value : `"${value.replace(/[\\"\n\t\r]/g, (char) => ESCAPES[char])}"`;
}

/** A list of plain values on one line, "[a, b]"; null where it is too long or holds more. */
export function inline(list, before = "") {
  if (list.some((item) => typeof item === "object")) return null;
  const text = list.map((item) => scalar(item, true)).join(", ");
  return [...before].length + [...text].length + 3 <= FLOW_WIDTH ? `[${text}]` : null;
}

/** The lines of `key: value` at `indent` spaces. */
export function block(key, value, indent = 0) {
  const pad = " ".repeat(indent);
  const head = `${pad}${scalar(key)}:`;
  if (isMap(value)) return [head, ...mapping(value, indent + 2)];
  if (Array.isArray(value)) {
    const line = inline(value, head);
    return line ? [`${head} ${line}`] : [head, ...sequence(value, indent + 2)];
  }
  if (typeof value === "string" && value.includes("\n") && fitsLiteral(value)) {
    return [`${head} |-`, ...value.split("\n").map((line) => (line ? `${pad}  ${line}` : ""))];
  }
  return [`${head} ${scalar(value)}`];
}

const mapping = (value, indent) => Object.entries(value).flatMap(([key, item]) => block(key, item, indent));

/** The lines of a list's items at `indent` spaces. */
export function sequence(list, indent) {
  return list.flatMap((item) => {
    if (!isMap(item)) return [`${" ".repeat(indent)}- ${scalar(item)}`];
    const [first, ...rest] = mapping(item, indent + 2);
    return [`${" ".repeat(indent)}- ${first.slice(indent + 2)}`, ...rest];
  });
}

const fitsLiteral = (value) =>
  !/^[ \t\n]/.test(value) && !/[\n]$/.test(value) && !value.includes("\r") && value.split("\n").every((line) => line === "" || line.trim());

/** The canonical text of a new record, its keys in this order. */
export function dump(values, order) {
  const rank = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  const keys = Object.keys(values).sort((one, other) => rank(one) - rank(other));
  return keys.flatMap((key) => block(key, values[key])).map((line) => `${line}\n`).join("");
}
