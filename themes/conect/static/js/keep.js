// The save button of a record's page: the same list as the finder's (finder/saved.js), kept on this device alone.
import { isSaved, placeOf, toggle, watch, works } from "./finder/saved.js";

const line = document.querySelector("[data-keep]");

/** What the page says of its organisation, in the shape of the engine's cards. */
function card() {
  const one = (selector) => document.querySelector(selector);
  const said = (node) => node?.firstChild.textContent.trim() ?? "";
  const { lang } = document.documentElement;
  const heading = one("h1");
  const summary = one(".record-text > .lead");
  const [form, where] = document.querySelectorAll(".record-facts > span");
  const domains = one('.facts a[href*="/domenii/"]')?.closest("dd").querySelectorAll("a") ?? [];
  return {
    id: location.pathname.split("/").at(-2),
    name: said(heading),
    nameLang: heading.lang || lang,
    shortName: said(one(".record-facts > strong")),
    summary: said(summary),
    summaryLang: summary?.lang || lang,
    ...placeOf(said(where)),
    legalForm: { label: said(form) },
    domains: Array.from(domains, (link) => ({ label: said(link) })),
  };
}

function start() {
  const words = JSON.parse(line.dataset.keep);
  const button = line.querySelector("button");
  const status = line.querySelector("[role=status]");
  const mine = card();
  const show = () => {
    button.textContent = words[isSaved(mine.id) ? "unsave" : "save"];
  };
  button.addEventListener("click", () => {
    try {
      status.textContent = words[toggle(mine) ? "saved" : "unsaved"].replace("%(name)s", () => mine.name);
    } catch {
      button.disabled = true; // the device refuses: full, or closed to this site
    }
    show();
  });
  show();
  watch(show);
  addEventListener("pageshow", show); // back from the list, where it may have been taken out
  line.hidden = false;
}

if (line && works()) start();
