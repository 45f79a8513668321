// Turns a field with a datalist into one that finds by pinyin: one list for all of them, large enough for a thumb; without it the browser's own works.
"use strict";

const MOST = 8;
let opened = null;

const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");

// The options whose name has the letters, or whose pinyin or initials begin with them; the nearest first.
function matching(options, typed) {
  const sought = plain(typed);
  const nearness = (option) => {
    const spelt = (option.dataset.s || "").split(" ").filter(Boolean);
    const name = plain(option.value);
    if (name === sought || spelt.includes(sought)) return 0;
    if (name.startsWith(sought) || spelt.some((each) => each.startsWith(sought))) return 1;
    return name.includes(sought) || spelt.some((each) => each.includes(sought)) ? 2 : 3;
  };
  const found = options.map((option) => [nearness(option), option]).filter(([near]) => near < 3);
  return found.sort((one, other) => one[0] - other[0]).slice(0, MOST).map(([, option]) => option);
}

function close() {
  if (!opened) return;
  opened.list.remove();
  for (const mark of ["aria-controls", "aria-activedescendant"]) opened.input.removeAttribute(mark);
  opened.input.setAttribute("aria-expanded", "false");
  opened = null;
}

function pick(input, value) {
  input.value = value;
  close();
  for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  close();
  input.dispatchEvent(new CustomEvent("picked", { bubbles: true }));
}

// What was typed, a name or its spelling, whole or begun, and means one option only, becomes its name.
function settle(input, options) {
  const sought = plain(input.value);
  const spelt = (option) => [plain(option.value), ...(option.dataset.s || "").split(" ")];
  const whole = options.filter((option) => spelt(option).includes(sought));
  const begun = (option) => sought.length > 1 && spelt(option).slice(1).some((each) => each.startsWith(sought));
  const meant = whole.length ? whole : options.filter(begun);
  if (sought && meant.length === 1) input.value = meant[0].value;
}

function choice(option, index, input) {
  const item = document.createElement("li");
  const more = document.createElement("span");
  item.id = `combo-${index}`;
  item.setAttribute("role", "option");
  item.append(option.value, " ", more);
  more.className = "soft";
  more.textContent = option.text;
  item.addEventListener("pointerdown", (event) => event.preventDefault());
  item.addEventListener("click", () => pick(input, option.value));
  return item;
}

function open(input, options) {
  close();
  const found = matching(options, input.value);
  if (!found.length || (found.length === 1 && found[0].value === input.value)) return;
  const list = document.createElement("ul");
  list.className = list.id = "combo";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "可选的");
  list.append(...found.map((option, index) => choice(option, index, input)));
  input.after(list);
  input.setAttribute("aria-controls", "combo");
  input.setAttribute("aria-expanded", "true");
  opened = { input, list, at: -1 };
}

function move(step) {
  const items = [...opened.list.children];
  opened.at = (opened.at + step + items.length) % items.length;
  items.forEach((item, index) => item.setAttribute("aria-selected", String(index === opened.at)));
  opened.input.setAttribute("aria-activedescendant", items[opened.at].id);
}

function steer(event) {
  if (!opened || opened.input !== event.target) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) move(steps[event.key]);
  else if (event.key === "Enter") opened.list.children[Math.max(0, opened.at)].click();
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// Gives a field its list; of a field that was copied, too.
function combine(input) {
  const options = [...document.getElementById(input.getAttribute("list")).options];
  input.removeAttribute("list");
  for (const [mark, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) input.setAttribute(mark, value);
  input.addEventListener("input", (event) => event.isTrusted && open(input, options));
  input.addEventListener("focus", () => open(input, options));
  input.addEventListener("change", () => settle(input, options));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", steer);
}

for (const input of document.querySelectorAll("input[list]")) combine(input);
