// The worker: runs the engine away from the page. Messages in: {id, call, args}; out: {id, …}.
import { Engine } from "./engine.js";
import { Failure } from "./store.js";

let engine = null;
const tasks = new Map();

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
  open: (options) => {
    engine = new Engine(options);
  },
  warm: () => engine.with(() => true),
  search: (text, options, task) => engine.search(text, options, task),
  facets: (text, options, task) => engine.facets(text, options, task),
  suggest: (text, options, task) => engine.suggest(text, options, task),
  all: (text, options, task) => engine.all(text, options, task),
};

addEventListener("message", async ({ data }) => {
  const { id, call, args } = data;
  const older = tasks.get(call);
  if (older) older.stale = true;
  const task = new Task(id);
  tasks.set(call, task);
  try {
    const result = await calls[call](...args, task);
    task.check();
    postMessage({ id, result });
  } catch (error) {
    const code = error instanceof Failure ? error.code : "broken";
    // The page has forgotten a stale question: whatever is said of it falls on deaf ears.
    postMessage({ id, error: { code, message: String(error?.message ?? error) } });
  }
});
