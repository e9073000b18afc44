// What was typed, kept on this device: written a moment after each change and whenever the page is left, forgotten when
// the person says so. Without storage (or with a full one) the form works all the same.
const PREFIX = "conect.form.";
const PAUSE = 300; // ms without a change

/** The draft of one record (`id`, or "" for a new one); `state()` gives what is to be kept. */
export function draft(id, state) {
  const key = PREFIX + (id || "new");
  let timer = 0;
  let dirty = false;

  function save() {
    clearTimeout(timer);
    if (!dirty) return true;
    dirty = false;
    try {
      localStorage.setItem(key, JSON.stringify({ ...state(), when: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());

  return {
    /** What was kept, or null. */
    kept() {
      try {
        const found = JSON.parse(localStorage.getItem(key));
        return found && typeof found.values === "object" && found.values ? found : null;
      } catch {
        return null;
      }
    },
    /** Something was typed: keep it in a moment; `then(kept)` is told whether that worked. */
    touch(then) {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(() => then?.(save()), PAUSE);
    },
    save,
    forget() {
      clearTimeout(timer);
      dirty = false;
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing could be kept, so nothing is there.
      }
    },
  };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Values typed upon what a record said `before`, brought to what it says `now`: what was not touched is as it is now. */
export function merged(typed, before, now) {
  const found = {};
  for (const key of new Set([...Object.keys(typed), ...Object.keys(now), ...Object.keys(before)])) {
    const value = same(typed[key], before[key]) ? now[key] : typed[key];
    if (value !== undefined) found[key] = value;
  }
  return found;
}
