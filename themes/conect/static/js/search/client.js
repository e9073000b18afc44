// The page's side of the search: asks the worker, forgets stale questions. The only module that pages import.

/** A failure of the search; `code` is network, missing, stale or broken. */
export class SearchError extends Error {
  constructor(code, message) {
    super(message);
    this.name = "SearchError";
    this.code = code;
  }
}

const KEPT = 20; // answers
const PATIENCE = 5000; // ms for the root, before the worker asks for it

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
  #opened = null;
  #answers = new Map();

  constructor({ base, lang = "ro" }) {
    this.#options = { base: new URL(base, document.baseURI).href, lang };
  }

  warm() {
    return this.#ask("warm", []);
  }

  /** The latest answers are kept: back and forward, and the same words again, find them there. */
  async search(text, options = {}) {
    const args = [text, plain(options)];
    const key = JSON.stringify(args);
    const found = this.#answers.get(key);
    if (found) this.#supersede("search");
    const answer = found ?? (await this.#ask("search", args));
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    if (this.#answers.size > KEPT) this.#answers.delete(this.#answers.keys().next().value);
    return answer;
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
    // Its code is not asked for here: the browser does that at once, and the same request twice takes time from both.
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
    this.#opened = this.#open(this.#worker);
  }

  /** The root comes while the worker does; where it does not come, the worker asks for it, and tells why it fails. */
  async #open(worker) {
    let root = null;
    try {
      const answer = await fetch(`${this.#options.base}root.bin`, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok) root = await new Response(answer.body.pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
    } catch {
      // the worker's turn
    }
    worker.postMessage({ call: "open", args: [{ ...this.#options, root }] }, root ? [root] : []);
  }

  /** An older question of the same kind is stale from now on. */
  #supersede(call) {
    const older = this.#latest.get(call);
    this.#waiting.get(older)?.reject(new SearchError("stale", "superseded"));
    this.#waiting.delete(older);
  }

  /** Ask the worker. */
  async #ask(call, args, progress) {
    this.#supersede(call);
    this.#start();
    const id = this.#next++;
    this.#latest.set(call, id);
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, progress }));
    const worker = this.#worker;
    this.#opened.then(() => worker.postMessage({ id, call, args }));
    return answer;
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
