// Files made here, of what is shown: nothing is asked of a server.

/** Rows of texts as CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets read the diacritics). */
export function csv(rows) {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

// A spreadsheet runs a cell that begins like a formula: an apostrophe makes it a text.
function cell(value) {
  const text = String(value ?? "");
  const safe = /^[\s]*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hand a text to the browser as a file. */
export function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
