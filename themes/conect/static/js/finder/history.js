// Back and forward: the browser cannot restore a place on a page whose rows come later, so it is kept with the entry.
const PAUSE = 150;

/** Begin to keep the place; `onMove` is called when the visitor goes back or forward. */
export function start(onMove) {
  let timer = 0;
  history.scrollRestoration = "manual";
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => history.replaceState({ y: scrollY }, ""), PAUSE);
  });
  addEventListener("popstate", () => {
    clearTimeout(timer);
    onMove();
  });
}

/** A new entry, or the present one under another address. */
export const push = (address) => history.pushState({ y: 0 }, "", address);
export const replace = (address) => history.replaceState(history.state, "", address);

/** Go to the place that was kept with this entry, if any. */
export function restore() {
  if (history.state?.y) scrollTo({ top: history.state.y, behavior: "instant" });
}
