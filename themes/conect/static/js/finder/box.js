// Suggestions for the search boxes of every page; nothing is loaded before somebody turns to one of them.
for (const input of document.querySelectorAll("form.search input[name=q]")) {
  input.addEventListener(
    "focus",
    async () => {
      const before = input.value;
      const { suggest } = await import("./suggest.js");
      suggest(input, before);
    },
    { once: true },
  );
}
