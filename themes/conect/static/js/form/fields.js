// The form's fields: what they hold as the record's values, and values put into them. What a field is, its template says
// (data-field, data-kind); a field in a list stands in an item (data-item).
const orders = new WeakMap(); // of checkboxes: the values in the order in which they were chosen
let made = 0; // items so far: their ids are never used twice

/** The fields that stand directly in a container: the form, a group, an item of a list. */
export const fieldsIn = (container) =>
  [...container.querySelectorAll("[data-field]")].filter(
    (field) => field.parentElement.closest("[data-field], [data-item], #form-parts") === container,
  );

export const fieldIn = (container, key) => fieldsIn(container).find((field) => field.dataset.field === key);

export const itemsOf = (field) => [...field.querySelector(":scope > .items").children];

const controlsOf = (field) => [...field.querySelectorAll("input:not([type=file]), textarea, select")];
const one = (field) => field.querySelector("input, textarea, select");

/** All values of a container; what is blank has no key. */
export function values(container) {
  const found = {};
  for (const field of fieldsIn(container)) {
    const value = read(field);
    if (value !== undefined) found[field.dataset.field] = value;
  }
  return found;
}

const some = (object) => (Object.keys(object).length ? object : undefined);
const list = (array) => (array.length ? array : undefined);
const text = (input) => (input.value.trim() ? input.value : undefined);
// A suggestion shows a name and stands for an id.
const id = (input) => (input.value && input.value === input.dataset.name ? input.dataset.id : text(input));

const readers = {
  text: (field) => text(one(field)),
  integer: (field) => text(one(field))?.trim(),
  boolean: (field) => ({ true: true, false: false })[field.querySelector("input:checked")?.value],
  term: (field) => (field.querySelector("select") ?? field.querySelector("input:checked"))?.value || undefined,
  terms: (field) => list(chosen(field)),
  record: (field) => id(one(field)),
  texts: (field) => list(itemsOf(field).map((item) => text(one(item))).filter(Boolean)),
  records: (field) => list(itemsOf(field).map((item) => id(one(item))).filter(Boolean)),
  group: (field) => some(values(field)),
  list: (field) => list(itemsOf(field).map(values).filter(some)),
  logo: (field) => some({ ...(field.dataset.file ? { file: field.dataset.file } : {}), ...values(field) }),
};

/** What a field holds; undefined where it is blank. */
export const read = (field) => readers[field.dataset.kind](field);

/** The values of checked boxes, in the order in which they were chosen. */
export function chosen(field) {
  const checked = new Set([...field.querySelectorAll("input:checked")].map((input) => input.value));
  const order = (orders.get(field) ?? []).filter((value) => checked.delete(value));
  order.push(...checked);
  orders.set(field, order);
  return [...order];
}

function check(field, wanted) {
  for (const input of field.querySelectorAll("input")) input.checked = wanted.includes(input.value);
  orders.set(field, [...wanted]);
}

function fillItems(field, all, put) {
  field.querySelector(":scope > .items").replaceChildren();
  for (const value of all ?? []) put(addItem(field), value);
}

function putText(input, value) {
  input.value = value ?? "";
  delete input.dataset.id;
}

const writers = {
  text: (field, value) => putText(one(field), value),
  integer: (field, value) => putText(one(field), value),
  boolean: (field, value) => check(field, [value === undefined ? "" : String(value)]),
  term(field, value) {
    const select = field.querySelector("select");
    if (select) {
      // A long list comes later (fillSelects); until then the value stands for itself.
      if (value && ![...select.options].some((option) => option.value === value)) select.append(new Option(value, value));
      select.value = value ?? "";
    } else check(field, [value]);
  },
  terms: (field, value) => check(field, value ?? []),
  record: (field, value) => putText(one(field), value),
  texts: (field, value) => fillItems(field, value, (item, each) => putText(one(item), each)),
  records: (field, value) => fillItems(field, value, (item, each) => putText(one(item), each)),
  group: (field, value) => put(field, value ?? {}),
  list: (field, value) => fillItems(field, value, put),
  logo(field, value) {
    if (value?.file) field.dataset.file = value.file;
    else delete field.dataset.file;
    put(field, value ?? {});
  },
};

/** Put values into a container's fields; those without one become blank. */
export function put(container, all) {
  for (const field of fieldsIn(container)) writers[field.dataset.kind](field, all[field.dataset.field]);
}

/** A new blank item at the end of a list. */
export function addItem(field) {
  const fragment = document.importNode(field.querySelector(":scope > template").content, true);
  const item = fragment.firstElementChild;
  made += 1;
  for (const node of [item, ...item.querySelectorAll("*")]) {
    for (const name of ["id", "for", "name", "aria-describedby"]) {
      const value = node.getAttribute(name);
      if (value?.includes("__")) node.setAttribute(name, value.replace("__", String(made)));
    }
  }
  field.querySelector(":scope > .items").append(item);
  for (const inner of fieldsIn(item)) if (inner.dataset.kind === "boolean") check(inner, [""]);
  number(field);
  return item;
}

/** Number a list's items, and take no more than it may hold. */
export function number(field) {
  itemsOf(field).forEach((item, at) => {
    for (const place of item.querySelectorAll(".item-number")) place.textContent = String(at + 1);
  });
  const most = Number(field.dataset.most) || Infinity;
  field.querySelector(":scope > p > .item-add").disabled = itemsOf(field).length >= most;
}

/** Where a pointer of the judge leads: the field and, in it, what takes the focus. */
export function place(root, pointer) {
  let container = root;
  let field = null;
  for (const part of pointer) {
    if (typeof part === "number") {
      const kind = field?.dataset.kind;
      const items = kind === "list" ? itemsOf(field).filter((item) => some(values(item))) : null;
      const lines = kind === "texts" || kind === "records" ? itemsOf(field).filter((item) => one(item).value.trim()) : null;
      if (items?.[part]) container = items[part];
      else if (lines?.[part]) return { field, within: lines[part] };
      else break;
    } else {
      const found = container && fieldIn(container, part);
      if (!found) break;
      field = container = found;
    }
  }
  return field && { field, within: field };
}

/** The element of a place that takes the focus. */
export function focusable({ within }) {
  return (
    controlsOf(within).find((control) => control.checked && control.type === "radio") ??
    controlsOf(within)[0] ??
    within.querySelector("input[type=file], button") ??
    within
  );
}

/** The pointer to a control's field, or to its line of a list; null where it belongs to none. */
export function pointerOf(root, control) {
  const pointer = [];
  let node = control;
  while (node && node !== root) {
    if (node.dataset.field) pointer.unshift(node.dataset.field);
    else if ("item" in node.dataset) {
      const field = node.parentElement.closest("[data-field]");
      const filled = itemsOf(field).filter((item) => (field.dataset.kind === "list" ? some(values(item)) : one(item).value.trim()));
      if (!filled.includes(node)) return null;
      pointer.unshift(filled.indexOf(node));
    }
    node = node.parentElement;
  }
  return node && pointer.length ? pointer : null;
}

/** The value at a pointer. */
export const at = (all, pointer) => pointer.reduce((value, part) => value?.[part], all);

/** A field's label, as the page writes it. */
export const labelOf = (field) => {
  const label = field.querySelector(":scope > label, :scope > legend");
  return [...(label?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("").trim();
};

/** Unfold whatever hides an element. */
export function reveal(node) {
  for (let details = node.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
}
