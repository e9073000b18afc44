// The worker: runs the engine away from the page. Messages in: {id, lane, call, args}, {lane, cancel}; out: {id, …}.
import { Engine } from "./engine.js";
import { Failure } from "./store.js";

let engine = null;
const lanes = new Map();

class Task {
  constructor(id) {
    this.id = id;
    this.stale = false;
  }

  /** Stop here where a newer question has come. */
  check() {
    if (this.stale) throw new Failure("stale", "superseded");
  }

  progress(done, total) {
    if (!this.stale) postMessage({ id: this.id, progress: [done, total] });
  }
}

const calls = {
  open: ({ base, lang }) => {
    engine = new Engine(base, lang);
  },
  warm: () => engine.with(() => true),
  search: (text, options, task) => engine.search(text, options, task),
  facets: (text, options, task) => engine.facets(text, options, task),
  suggest: (text, options, task) => engine.suggest(text, options, task),
  all: (text, options, task) => engine.all(text, options, task),
};

addEventListener("message", async ({ data }) => {
  const { id, lane, call, args = [] } = data;
  const running = lanes.get(lane);
  if (running) running.stale = true;
  if (!call) return;
  const task = new Task(id);
  lanes.set(lane, task);
  try {
    const result = await calls[call](...args, task);
    task.check();
    postMessage({ id, result });
  } catch (error) {
    const code = error instanceof Failure ? error.code : "broken";
    postMessage({ id, error: { code: task.stale ? "stale" : code, message: String(error?.message ?? error) } });
  } finally {
    if (lanes.get(lane) === task) lanes.delete(lane);
  }
});
