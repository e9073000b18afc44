// How a description will look, roughly: the Markdown that records may hold, as elements made from text. The build's own
// rendering has the last word.
import { el } from "./page.js";

const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]]+)\]\((https:[^)\s]+|mailto:[^)\s]+)\)/g;

function inline(text) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(at, match.index));
    const [, strong, em, label] = match;
    nodes.push(strong ? el("strong", {}, strong) : em ? el("em", {}, em) : el("span", { class: "link" }, label));
    at = match.index + match[0].length;
  }
  return [...nodes, text.slice(at)];
}

/** The elements of a Markdown text: headings, lists, quotes, paragraphs. */
export function preview(text) {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .flatMap((part) => {
      const lines = part.split("\n").filter((line) => line.trim());
      const heading = /^#{1,6}\s+(.*)/.exec(lines[0]);
      if (heading) return [el("p", { class: "preview-heading" }, inline(heading[1])), ...(lines.length > 1 ? preview(lines.slice(1).join("\n")) : [])];
      for (const [name, mark] of [["ul", /^\s*[-*+]\s+/], ["ol", /^\s*\d+[.)]\s+/]]) {
        if (lines.every((line) => mark.test(line))) return el(name, {}, lines.map((line) => el("li", {}, inline(line.replace(mark, "")))));
      }
      if (lines.every((line) => line.startsWith(">"))) return el("blockquote", {}, inline(lines.map((line) => line.slice(1).trim()).join(" ")));
      return el("p", {}, inline(lines.join(" ")));
    });
}
