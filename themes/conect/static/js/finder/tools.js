// The line above the results: order, link, files, the saved list.
import { part } from "./dom.js";
import { csv, download } from "./download.js";
import * as list from "./saved.js";
import { number, say, words } from "./words.js";

const MOST = 2000; // rows of a file: all records are on /date-deschise/

/** `search(limit, progress)` gives all that was found, `sort(order)` is called with a choice, `emptied()` after emptying. */
export function toolbar({ search, sort, emptied }) {
  const bar = part(".tools");
  const select = bar.querySelector("select");
  const said = bar.querySelector(".tools-said");
  const [copy, asCsv, asJson, empty] = ["copy", "csv", "json", "empty"].map((name) => bar.querySelector(`[data-do=${name}]`));
  const link = bar.querySelector(".my-list");
  let mine = false;
  const tell = (text) => (said.textContent = text);

  select.addEventListener("change", () => sort(select.value));
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      tell(words.copied);
    } catch {
      tell(words["not-copied"]);
    }
  });
  asCsv.addEventListener("click", () => (mine ? ownCsv() : foundCsv()));
  asJson.addEventListener("click", () => {
    download(`${words.file}.json`, "application/json", `${JSON.stringify(list.saved().map(plain), null, 2)}\n`);
    tell(words.downloaded);
  });
  empty.addEventListener("click", () => {
    list.empty();
    emptied();
    tell(words.emptied);
  });

  async function foundCsv() {
    asCsv.disabled = true;
    try {
      const { total, hits } = await search(MOST, (done, all) => {
        if (all > 100) tell(say("preparing", { done: number(done), total: number(all) }));
      });
      const names = ["id", "name", "short", "form", "status", "county", "locality", "domains", "summary", "confirmed", "address"];
      write(names, hits.map((card) => [
        card.id, card.name, card.shortName, card.legalForm?.label, card.status?.label, card.county?.label, card.locality,
        card.domains.map((domain) => domain.label).join("; "), card.summary, card.confirmedOn, address(card.id),
      ]));
      tell(total > hits.length ? say("downloaded-part", { n: number(hits.length) }) : words.downloaded);
    } catch (error) {
      if (error.code !== "stale") tell(words["not-downloaded"]);
    } finally {
      asCsv.disabled = false;
    }
  }

  function ownCsv() {
    const names = ["id", "name", "short", "form", "place", "domains", "summary", "address"];
    write(names, list.saved().map((item) => [
      item.id, item.name, item.short, item.form, item.place, item.domains.join("; "), item.summary, address(item.id),
    ]));
    tell(words.downloaded);
  }

  return {
    bar,
    say: tell,
    saved: (n) => (link.querySelector(".count").textContent = n ? number(n) : ""),
    /** Without a result there is nothing to order or to take along. */
    found(n) {
      bar.querySelector(".sort").hidden = mine || !n;
      asCsv.hidden = !n;
    },
    /** Fit the line to what is shown: results, or the saved list. */
    show(now) {
      mine = now.mine;
      said.textContent = "";
      copy.hidden = mine;
      link.hidden = mine || !list.works();
      asJson.hidden = empty.hidden = !mine || !now.saved;
      select.querySelector("[value=relevance]").hidden = !now.words;
      select.value = now.sort;
      this.saved(now.saved);
    },
  };
}

const write = (names, rows) =>
  download(`${words.file}.csv`, "text/csv", csv([names.map((name) => words.columns[name]), ...rows]));

const address = (id) => new URL(`${words.list}${id}/`, location.origin).href;

const plain = ({ id, name, short, form, place, domains, summary }) => ({
  id, name, short_name: short, legal_form: form, place, domains, summary, address: address(id),
});

