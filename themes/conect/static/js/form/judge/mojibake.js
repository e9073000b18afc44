// Twin of conect.romania.mojibake: letters whose bytes were read in the wrong code page. Its comments say why.
const table = (from, to) => {
  const target = [...to];
  return new Map([...from].map((letter, i) => [letter, target[i]]));
};
const translate = (text, letters) => Array.from(text, (letter) => letters.get(letter) ?? letter).join("");

const CP1252 = table("ãÃþÞºª", "ăĂțȚșȘ");
const HUNGARIAN = table("õÕûÛ", "őŐűŰ");
const PORTUGUESE = /ão|ães?(?=\n?$)|õe|ç/iu;
const NOT_ROMANIAN_ALONE = /ão|ães?(?=\n?$)|õe|ç|(?<![\p{L}\p{N}])(?:[0-9]+|n)?[ºª](?![\p{L}\p{N}])/iu;
const ORDINAL = /^(?:[0-9]+[ºª]|[Nn][ºª]|[ºª])$/;

const DOS_SEEN = /[║├┬╬]|[a-zăâîșțşţ][ÒÔ■]|[ÒÔ■][a-zăâîșțşţ]|¯n|[A-Z]{2}[șțşţ]|[șțşţ][A-Z]|ROM[ÔÒ]N/;
const DOS = new Map(
  Object.entries({
    "■": "țȚ", "║": "șȘ", "├": "ăĂ", "┬": "âÂ", "╬": "îÎ", "Ò": "ăĂ", "Ô": "âÂ", "¯": "îÎ", "Ì": "țȚ", "¬": "șȘ",
  }),
);
const DOS_WORD = /[^\s"'„”“«»,;:.()]*[■║├┬╬ÒÔ¯Ì¬][^\s"'„”“«»,;:.()]*/gu;
const DOS_CLOSING = /(?<=[\p{L}\p{Nl}\p{No}])[öÖ](?=[\s,;:.()]|$)/gu;
const DOS_OPENING = /(?:^|(?<=[\s(]))ô(?=[\p{L}\p{N}])/gu;

const MISREAD = "ăâîșțşţĂÂÎȘȚŞŢ„”“’‘–—…«»áéíóöőüűÁÉÍÓÖŐÚÜŰ";
const UTF8 = new Map();
for (const page of ["windows-1250", "windows-1252"]) {
  const decoder = new TextDecoder(page);
  for (const letter of MISREAD) UTF8.set(decoder.decode(new TextEncoder().encode(letter)), letter);
}
const UTF8_SEEN = new RegExp([...UTF8.keys()].sort((a, b) => b.length - a.length).join("|"), "gu");

const cp1252 = (text) => translate(translate(text, CP1252), HUNGARIAN);
const cp1252Word = (word) =>
  ORDINAL.test(word) || (PORTUGUESE.test(word) && !/[þÞªº]/.test(word)) ? word : cp1252(word);

const dosWord = (word) => {
  const signs = Array.from(word);
  const letters = signs.filter((sign) => /\p{L}/u.test(sign) && !DOS.has(sign));
  const upper = (sign) => /\p{Uppercase}/u.test(sign);
  const lower = (sign) => /\p{Lowercase}/u.test(sign) && !"șț".includes(sign);
  const capitals = letters.some(upper) && !letters.some(lower);
  const first = letters.length > 0 && DOS.has(signs[0]) && upper(letters[0]);
  return signs.map((sign) => DOS.get(sign)?.[capitals || first ? 1 : 0] ?? sign).join("");
};

const once = (before) => {
  let text = before.replace(UTF8_SEEN, (found) => UTF8.get(found));
  if (/[ãÃþÞºª]/.test(text) && !/[ðæ]/i.test(text)) {
    text = NOT_ROMANIAN_ALONE.test(text) ? text.replace(/[\p{L}\p{N}]+/gu, cp1252Word) : cp1252(text);
  }
  if (DOS_SEEN.test(text)) {
    text = text.replace(DOS_WORD, dosWord).replace(DOS_CLOSING, "”").replace(DOS_OPENING, "“");
  }
  return text;
};

export const repair = (text) => {
  for (let before = null; before !== text && /[^\0-\x7f]/.test(text); ) {
    before = text;
    text = once(text);
  }
  return text;
};
