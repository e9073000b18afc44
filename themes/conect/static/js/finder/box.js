// Suggestions for the search boxes of every page; nothing is loaded before somebody turns to one of them.
for (const input of document.querySelectorAll("form.search input[name=q]")) {
  const turned = async () => {
    const before = input.value;
    try {
      const { suggest } = await import("./suggest.js");
      suggest(input, before);
    } catch (error) {
      console.warn(error); // the box is what it was, a plain form
    }
  };
  input.addEventListener("focus", turned, { once: true });
}
