// Reckons a utility bill while it is typed, exactly as the server does, and adds rows of other charges; everything works without it.
"use strict";

const form = document.querySelector("[data-reckoning]").closest("form");
const NUMBER = /^([+-]?)(\d+)(?:\.(\d+))?$/;

// What stands in a field, scaled by its decimals: null where nothing does, undefined where it is no number.
function scaled(name, places) {
  const text = form.elements[name].value.normalize("NFKC").trim();
  if (!text) return null;
  const found = NUMBER.exec(text);
  if (!found || (found[3] || "").length > places) return undefined;
  const value = BigInt(found[2] + (found[3] || "").padEnd(places, "0"));
  return found[1] === "-" ? -value : value;
}

function halfUp(number, unit) {
  return number < 0n ? -halfUp(-number, unit) : (number + unit / 2n) / unit;
}

// A charge's amount in fen: typed, or quantity times price; 0 where the row is empty.
function charge(row) {
  const prefix = row.querySelector("[name$=-amount]").name.replace(/amount$/, "");
  const [amount, quantity, price] = [scaled(`${prefix}amount`, 2), scaled(`${prefix}quantity`, 3), scaled(`${prefix}unit_price`, 4)];
  if ([amount, quantity, price].includes(undefined)) return undefined;
  if (amount !== null) return amount;
  if (quantity !== null && price !== null) return halfUp(quantity * price, 10n ** 5n);
  return row.querySelector("[name$=-name]").value.trim() ? undefined : 0n;
}

function computed() {
  const [opening, closing, price] = [scaled("opening", 3), scaled("closing", 3), scaled("unit_price", 4)];
  const multiplier = scaled("multiplier", 3);
  const charges = [...form.querySelectorAll("[data-row]")].map(charge);
  if ([opening, closing, price].some((number) => number == null) || multiplier === undefined) return null;
  if (charges.includes(undefined) || closing < opening) return null;
  const used = (closing - opening) * (multiplier ?? 1000n) * price;
  return charges.reduce((sum, fen) => sum + fen, halfUp(used, 10n ** 8n));
}

function show() {
  const sum = computed();
  const billed = scaled("amount", 2);
  const more = sum === null || billed == null ? null : billed - sum;
  form.querySelector("[data-computed]").textContent = sum === null ? "填完后显示" : `${yuan(sum)} 元`;
  form.querySelector("[data-difference]").textContent = more === null ? "填完后显示" : `${yuan(more)} 元`;
  form.querySelector("[data-when=more]").hidden = !(more > 0n);
  form.querySelector("[data-when=less]").hidden = !(more < 0n);
}

function addRow(event) {
  event.preventDefault();
  const rows = form.querySelectorAll("[data-row]");
  const row = rows[rows.length - 1].cloneNode(true);
  row.querySelector("legend").textContent = `其他费用 ${rows.length + 1}`;
  for (const note of row.querySelectorAll(".error")) note.remove();
  for (const input of row.querySelectorAll("input")) {
    input.value = "";
    for (const mark of ["aria-invalid", "aria-describedby"]) input.removeAttribute(mark);
  }
  for (const part of row.querySelectorAll("[id], [name], [for]")) {
    for (const mark of ["id", "name", "for"]) {
      if (part.hasAttribute(mark)) part.setAttribute(mark, part.getAttribute(mark).replace(/^charges-\d+/, `charges-${rows.length}`));
    }
  }
  rows[rows.length - 1].after(row);
  row.querySelector("input").focus();
}

form.addEventListener("input", show);
form.querySelector("[data-more]").addEventListener("click", addRow);
