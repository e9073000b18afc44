// The logo: decoded on the device, scaled down to what the site shows, offered as a file of the right name. Nothing that the
// picture held besides its pixels survives the canvas.
import { data, offer, say } from "./page.js";

const KINDS = ["image/png", "image/jpeg", "image/webp"];
const MOST = 40_000_000; // bytes that are tried at all

/** Watch a logo's field; `id()` is the record's id, `changed()` is called after each change. */
export function logo(field, id, changed) {
  const find = (selector) => field.querySelector(selector);
  const input = find("input[type=file]");
  const said = find(".logo-said");
  const shown = find(".logo-shown canvas");
  const state = { blob: null };

  async function take() {
    const [file] = input.files;
    if (!file) return;
    const { blob, canvas, fault } = await made(file);
    said.textContent = fault ?? "";
    said.classList.toggle("error", Boolean(fault));
    if (!fault) {
      state.blob = blob;
      state.size = `${canvas.width} × ${canvas.height}`;
      // A canvas, since the policy lets no picture in that is not the site's own.
      [shown.width, shown.height] = [canvas.width, canvas.height];
      shown.getContext("2d").drawImage(canvas, 0, 0);
      named();
      show();
    }
    input.value = "";
    changed();
  }

  find(".logo-drop").addEventListener("click", () => {
    drop();
    changed();
    input.focus();
  });

  function drop() {
    state.blob = null;
    delete field.dataset.file;
    find(".field textarea, .field input").value = "";
    said.textContent = "";
    show();
  }

  /** The file bears the record's name. */
  function named() {
    if (!state.blob) return;
    field.dataset.file = `${id() || "sigla"}.png`;
    said.textContent = say("picture-done", { file: field.dataset.file, size: state.size, weight: String(Math.ceil(state.blob.size / 1000)) });
    offer(find(".logo-take"), field.dataset.file, state.blob);
  }

  function show() {
    const file = field.dataset.file;
    find(".logo-shown").hidden = !state.blob;
    find(".logo-done").hidden = !file;
    find(".logo-take").hidden = !state.blob;
    find(".logo-now").hidden = !file || Boolean(state.blob);
    find(".logo-now").textContent = file ? say("picture-now", { file }) : "";
  }

  return {
    /** A picture was chosen. */
    take,
    named,
    /** The field was filled with what a record or a draft says; a picture that is not here any more must be chosen again. */
    filled(had) {
      state.blob = null;
      const lost = field.dataset.file && field.dataset.file !== had;
      if (lost) {
        if (had) field.dataset.file = had;
        else delete field.dataset.file;
      }
      show();
      said.textContent = lost ? say("picture-lost") : "";
    },
    /** The picture that was chosen, null for none. */
    blob: () => state.blob,
  };
}

async function made(file) {
  if (!KINDS.includes(file.type) || file.size > MOST) return { fault: say("picture-kind") };
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return { fault: say("picture-kind") };
  }
  // Twice what the page shows, for dense screens; smaller still where that is too heavy. How small a logo may be is
  // not asked: no rule of the build asks it.
  const longest = Math.max(bitmap.width, bitmap.height);
  for (let side = Math.min(longest, data.logo.side * 2); side >= 1; side = Math.floor(side * 0.75)) {
    const scale = side / longest;
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    if (blob.size <= data.logo.bytes) return { blob, canvas };
  }
  return { fault: say("picture-kind") };
}
