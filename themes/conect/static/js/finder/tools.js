// The line above the results: order, link, files made here of what is shown, the saved list.
import { number, part, say, words } from "./page.js";
import * as list from "./saved.js";

const MOST = 2000; // rows of a file: all records are on /date-deschise/
const COLUMNS = {
  id: (card) => card.id,
  name: (card) => card.name,
  short: (card) => card.shortName,
  form: (card) => card.legalForm?.label,
  status: (card) => card.status?.label,
  county: (card) => card.county?.label,
  locality: (card) => card.locality,
  domains: (card) => card.domains.map((domain) => domain.label).join("; "),
  summary: (card) => card.summary,
  confirmed: (card) => card.confirmedOn,
  address: (card) => address(card.id),
};
const NOT_SAVED = ["status", "confirmed"]; // what would not stay true

const address = (id) => new URL(`${words.list}${id}/`, location.origin).href;

/** Rows of texts as CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets read the diacritics). */
export const csv = (rows) => `\ufeff${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;

// A spreadsheet runs a cell that begins like a formula: an apostrophe makes it a text.
function cell(value) {
  const text = String(value ?? "");
  const safe = /^\s*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function table(cards, without = []) {
  const names = Object.keys(COLUMNS).filter((name) => !without.includes(name));
  return csv([names.map((name) => words.columns[name]), ...cards.map((card) => names.map((name) => COLUMNS[name](card)))]);
}

function download(kind, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `${words.file}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** `search(limit, progress)` gives all that was found, `sort(order)` is called with a choice, `emptied()` after emptying. */
export function toolbar({ search, sort, emptied }) {
  const bar = part(".tools");
  const find = (selector) => bar.querySelector(selector);
  const select = find("select");
  const said = find(".tools-said");
  const link = find(".my-list");
  const button = (name, act) => {
    const found = find(`[data-do=${name}]`);
    found.addEventListener("click", act);
    return found;
  };
  let mine = false;
  const tell = (text) => (said.textContent = text);

  select.addEventListener("change", () => sort(select.value));
  const copy = button("copy", () =>
    navigator.clipboard.writeText(location.href).then(() => tell(words.copied), () => tell(words["not-copied"])),
  );
  const asCsv = button("csv", async () => {
    if (mine) {
      download("csv", "text/csv", table(list.saved(), NOT_SAVED));
      tell(words.downloaded);
      return;
    }
    asCsv.disabled = true;
    try {
      const { total, hits } = await search(MOST, (done, all) => {
        if (all > 100) tell(say("preparing", { done: number(done), total: number(all) }));
      });
      download("csv", "text/csv", table(hits));
      tell(total > hits.length ? say("downloaded-part", { n: number(hits.length) }) : words.downloaded);
    } catch (error) {
      if (error.code !== "stale") tell(words["not-downloaded"]);
    }
    asCsv.disabled = false;
  });
  const asJson = button("json", () => {
    const items = list.saved().map(({ id, name, shortName, legalForm, county, locality, domains, summary }) => ({
      id,
      name,
      short_name: shortName,
      legal_form: legalForm?.label ?? "",
      county: county?.label ?? "",
      locality,
      domains: domains.map((domain) => domain.label),
      summary,
      address: address(id),
    }));
    download("json", "application/json", `${JSON.stringify(items, null, 2)}\n`);
    tell(words.downloaded);
  });
  const empty = button("empty", () => {
    list.empty();
    emptied();
    tell(words.emptied);
  });

  return {
    bar,
    say: tell,
    /** How many organisations are saved. */
    count(n) {
      link.querySelector(".count").textContent = n ? number(n) : "";
    },
    /** How many organisations are shown: without one there is nothing to order or to take along. */
    found(n) {
      find(".sort").hidden = mine || n === 0;
      asCsv.hidden = n === 0;
      asJson.hidden = empty.hidden = !mine || n === 0;
    },
    /** Fit the line to what is shown: results, or the saved list. */
    show(state, order) {
      mine = state.mine;
      said.textContent = "";
      copy.hidden = mine;
      link.hidden = mine || !list.works();
      select.querySelector("[value=relevance]").hidden = !state.query;
      select.value = order;
      this.count(list.saved().length);
    },
  };
}
