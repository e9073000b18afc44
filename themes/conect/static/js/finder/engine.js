// The search engine, one for the page, loaded with its first use.
let made;

/** The engine; rejects where its code cannot be loaded, and may be asked again. */
export async function engine() {
  const base = document.querySelector("form[data-search]").dataset.search;
  made ??= import("../search/client.js").then(({ createSearch }) =>
    createSearch({ base, lang: document.documentElement.lang }),
  );
  try {
    return await made;
  } catch (error) {
    made = undefined;
    throw error;
  }
}

/** Load it ahead of the first question; a failure is told when something is asked. */
export function warm() {
  engine().then((ready) => ready.warm()).catch(() => {});
}
