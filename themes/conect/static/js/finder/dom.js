// Elements are made from text alone: what a record says can never become markup.

/** An element with attributes (false and null leave one out, true is an empty one) and children: nodes or strings. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== false && child !== ""));
  return node;
}

/** The element of the page's template that a selector names, copied. */
export function part(selector) {
  const found = document.getElementById("finder").content.querySelector(selector);
  return document.importNode(found, true);
}

/** Whether a click is an ordinary one on a link, and not "open in a new tab". */
export function plainClick(event) {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented);
}

/** A text with some ranges [start, end) in <mark>. */
export function marked(text, ranges = []) {
  const nodes = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start < at || end <= start || end > text.length) continue;
    nodes.push(text.slice(at, start), el("mark", {}, text.slice(start, end)));
    at = end;
  }
  nodes.push(text.slice(at));
  return nodes;
}
