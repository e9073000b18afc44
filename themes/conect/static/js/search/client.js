// The page's side of the search: asks the worker, forgets stale questions. The only module that pages import.

/** A failure of the search; `code` is network, missing, stale or broken. */
export class SearchError extends Error {
  constructor(code, message) {
    super(message);
    this.name = "SearchError";
    this.code = code;
  }
}

const WORKER = new URL("worker.js", import.meta.url).href;

/** The one policy of the site: it admits the address of the worker and nothing else. */
const policy = globalThis.trustedTypes?.createPolicy("conect", {
  createScriptURL(url) {
    if (url !== WORKER) throw new TypeError(`not the worker: ${url}`);
    return url;
  },
});

class Search {
  #options;
  #worker = null;
  #waiting = new Map();
  #latest = new Map();
  #next = 1;

  constructor({ base, lang = "ro" }) {
    this.#options = { base: new URL(base, document.baseURI).href, lang };
  }

  warm() {
    return this.#ask("warm", "warm", []);
  }

  search(text, options = {}) {
    return this.#ask("search", "search", [text, plain(options)]);
  }

  facets(text, options = {}) {
    return this.#ask("facets", "facets", [text, plain(options)]);
  }

  suggest(text, options = {}) {
    return this.#ask("suggest", "suggest", [text, options]);
  }

  all(text, { progress, ...options } = {}) {
    return this.#ask("all", "all", [text, plain(options)], progress);
  }

  /** Forget what is asked: search, facets, suggest or all. */
  cancel(lane) {
    this.#drop(lane);
    this.#worker?.postMessage({ lane });
  }

  close() {
    this.#fail(new SearchError("stale", "closed"));
  }

  #start() {
    if (this.#worker) return;
    try {
      this.#worker = new Worker(policy ? policy.createScriptURL(WORKER) : WORKER, { type: "module" });
    } catch (error) {
      throw new SearchError("broken", error.message);
    }
    this.#worker.addEventListener("message", ({ data }) => this.#answered(data));
    // A worker that cannot be loaded, or that fails outside a question, answers nothing any more.
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(new SearchError(event.message ? "broken" : "network", event.message || "the worker could not be loaded"));
    });
    this.#worker.postMessage({ lane: "open", call: "open", args: [this.#options] });
  }

  async #ask(lane, call, args, progress) {
    this.#drop(lane);
    this.#start();
    const id = this.#next++;
    this.#latest.set(lane, id);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, progress });
      this.#worker.postMessage({ id, lane, call, args });
    });
  }

  #drop(lane) {
    const id = this.#latest.get(lane);
    this.#waiting.get(id)?.reject(new SearchError("stale", "superseded"));
    this.#waiting.delete(id);
    this.#latest.delete(lane);
  }

  #answered({ id, result, error, progress }) {
    const asked = this.#waiting.get(id);
    if (!asked) return;
    if (progress) {
      asked.progress?.(...progress);
      return;
    }
    this.#waiting.delete(id);
    if (error) asked.reject(new SearchError(error.code, error.message));
    else asked.resolve(result);
  }

  #fail(error) {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#latest.clear();
  }
}

/** Options as a message can carry them: filters as a plain object of arrays. */
function plain({ filters, ...options }) {
  const entries = filters instanceof Map ? [...filters] : Object.entries(filters ?? {});
  return { ...options, filters: Object.fromEntries(entries.map(([key, values]) => [key, [...values]])) };
}

/** `base`: address of the index's folder, ending in "/"; `lang`: "ro" or "en". Nothing is loaded before the first call. */
export const createSearch = (options) => new Search(options);
