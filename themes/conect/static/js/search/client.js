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
    return this.#ask("warm", []);
  }

  search(text, options = {}) {
    return this.#ask("search", [text, plain(options)]);
  }

  facets(text, options = {}) {
    return this.#ask("facets", [text, plain(options)]);
  }

  suggest(text, options = {}) {
    return this.#ask("suggest", [text, options]);
  }

  all(text, { progress, ...options } = {}) {
    return this.#ask("all", [text, plain(options)], progress);
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
    this.#worker.postMessage({ call: "open", args: [this.#options] });
  }

  /** Ask the worker; an older question of the same kind is stale from now on. */
  async #ask(call, args, progress) {
    const older = this.#latest.get(call);
    this.#waiting.get(older)?.reject(new SearchError("stale", "superseded"));
    this.#waiting.delete(older);
    this.#start();
    const id = this.#next++;
    this.#latest.set(call, id);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, progress });
      this.#worker.postMessage({ id, call, args });
    });
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
