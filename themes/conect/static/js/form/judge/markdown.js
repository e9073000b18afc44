// Twin of the rules over Markdown. Links are found by their plain forms only: the build reads the text as it will be
// shown and has the last word.
const CODE = /(?<![^\n])(?: {4}|\t)[^\n]*|(`+)(?!`)[^]*?(?<!`)\1(?!`)/g;
const TAG = /<(?:[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*[/]?>?|[/][A-Za-z][^<>]*>?|!--|![A-Za-z]|\?)/;
const IMAGE = /!\[[^\]]*\]\s?[(\[]/;
const LINK = /(?<!!)\[[^[\]\n]*\]\(([\w:.?&=#@%+~/-]+)\)/g;

export const MAILTO = /^mailto:[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}$/;

const withoutCode = (text) => text.replace(CODE, (code) => code.replace(/[^\n]/gu, " "));

export const rawHtml = (text) => TAG.exec(withoutCode(text))?.[0] ?? null;

export const hasImage = (text) => IMAGE.test(withoutCode(text));

/** Targets of the plain inline links; none of a text with code, or with brackets that are no plain link's. */
export const links = (text) => {
  const hidden = /[\x60\\<]|(?<![^\n])(?: {4}|\t)/.test(text) || /[[\]]/.test(text.replace(LINK, ""));
  return hidden ? [] : Array.from(text.matchAll(LINK), (found) => found[1]);
};
