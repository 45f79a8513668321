// Adds a purchase up while it is typed, as the server does: amounts, price moves, jin and kilograms; adds and drops rows. Everything works without it.
"use strict";

const buying = document.querySelector("form.buy");
const rows = buying.querySelector("[data-rows]");
const [KILOGRAMS, JIN, RECEPTION] = ["公斤", "斤", "接待费"];
const SAME = [KILOGRAMS, "千克", "kg"];
const NUMBER = /^(\d+)(?:\.(\d+))?$/;
const goods = new Map([...document.getElementById("items").options].map((option) => [option.value, option]));
const sellers = new Map([...document.getElementById("suppliers").options].map((option) => [option.value, option.text]));
const part = (row, name) => row.querySelector(`[name$="-${name}"]`);
const checked = (name) => buying.querySelector(`[name=${name}]:checked`)?.value;

// What stands in a field, scaled by its decimals; null where nothing does, or no number.
function scaled(input, places) {
  const found = NUMBER.exec(input.value.normalize("NFKC").trim());
  if (!found || (found[2] || "").replace(/0+$/, "").length > places) return null;
  return BigInt(found[1] + (found[2] || "").slice(0, places).padEnd(places, "0"));
}

// A price of the item's own unit, said in the unit that is typed; to half a fen where it must be.
function told(fen, { own, turns }) {
  if (!turns) return yuan(fen);
  return own === JIN ? yuan(fen * 2n) : yuan(fen / 2n) + (fen % 2n ? "5" : "");
}

function unitsOf(row) {
  const own = goods.get(part(row, "item").value.trim())?.text || part(row, "unit").value.trim();
  const key = checked("scale");
  const kilos = SAME.includes(own);
  const turns = key && (kilos || own === JIN) && key !== (kilos ? KILOGRAMS : own);
  return { own, typed: turns ? key : own, turns };
}

// A quantity and a price as they are kept, in the item's own unit; null where they are missing or do not convert exactly.
function keptOf(row) {
  const { own, turns } = unitsOf(row);
  const [quantity, price] = [scaled(part(row, "quantity"), 3), scaled(part(row, "unit_price"), 2)];
  const [times, by] = !turns ? [[1n, 1n], [1n, 1n]] : own === JIN ? [[2n, 1n], [1n, 2n]] : [[1n, 2n], [2n, 1n]];
  const turned = (value, [up, down]) => (value === null || (value * up) % down ? null : (value * up) / down);
  return [turned(quantity, times), turned(price, by)];
}

// Another key: what was proposed and nobody typed over is turned into it; what does not turn exactly is to be typed.
function turn(row, before) {
  const after = unitsOf(row).typed;
  if (!SAME.concat(JIN).includes(before) || (before === JIN) === (after === JIN)) return;
  for (const [name, places, [up, down]] of [["quantity", 3, [2n, 1n]], ["unit_price", 2, [1n, 2n]]]) {
    const input = part(row, name);
    const value = scaled(input, places);
    if (value === null || input.value !== input.defaultValue) continue;
    const [by, over] = after === JIN ? [up, down] : [down, up];
    const digits = String((value * by) / over).padStart(places + 1, "0");
    const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    input.value = input.defaultValue = (value * by) % over ? "" : places === 3 ? text.replace(/\.?0+$/, "") : text;
  }
}

function showMove(row, price) {
  const place = row.querySelector("[data-move]");
  const last = goods.get(part(row, "item").value.trim())?.dataset;
  place.textContent = last?.p ? `上次 ${told(BigInt(last.p), unitsOf(row))}（${last.d}）` : "";
  if (!last?.p || price === null) return;
  const [before, more] = [BigInt(last.p), price - BigInt(last.p)];
  const size = more < 0n ? -more : more;
  const tenths = before && (size * 2000n + before) / (2n * before);
  const percent = before ? `，${tenths / 10n}.${tenths % 10n}%` : "";
  const word = document.createElement("span");
  word.className = more > 0n ? "warn" : more < 0n ? "good" : "";
  word.textContent = more ? `${more > 0n ? "↑ 涨" : "↓ 降"} ${told(size, unitsOf(row))} 元${percent}` : "＝ 持平";
  place.append("，", word);
}

// What a line comes to, or which of its numbers is not known yet: it may wait in a draft.
function showAmount(row, name, amount) {
  const place = row.querySelector("[data-amount]");
  const gap = document.createElement("span");
  gap.className = "small warn";
  gap.textContent = gapOf(row, name);
  place.replaceChildren(gap.textContent ? gap : amount === null ? "" : yuan(amount));
}

function gapOf(row, name) {
  const blank = [["quantity", "数量"], ["unit_price", "单价"]].filter(([field]) => !part(row, field).value.trim());
  return name && blank.length ? `${blank.map(([, label]) => label).join("和")}还没填` : "";
}

function showRow(row) {
  const name = part(row, "item").value.trim();
  const { typed } = unitsOf(row);
  const [quantity, price] = keptOf(row);
  const amount = quantity === null || price === null ? null : (quantity * price + 500n) / 1000n;
  row.querySelector("[data-unit]").textContent = typed || "数量";
  row.querySelector("[data-unit-of]").textContent = typed ? `元/${typed}` : "元";
  showAmount(row, name, amount);
  row.querySelector(".new").hidden = !name || goods.has(name);
  part(row, "quantity").setAttribute("aria-label", `${name} 数量，${typed}`);
  part(row, "unit_price").setAttribute("aria-label", `${name} 单价，元每${typed}`);
  showMove(row, price);
  return amount;
}

function show() {
  const amounts = [...rows.children].map(showRow);
  const total = amounts.reduce((sum, fen) => sum + (fen ?? 0n), 0n);
  const count = [...rows.children].filter((row) => part(row, "item").value.trim()).length;
  const gaps = [...rows.children].filter((row) => gapOf(row, part(row, "item").value.trim())).length;
  const supplier = buying.elements.supplier.value.trim();
  buying.querySelector("[data-sum]").textContent = yuan(total);
  buying.querySelector("[data-count]").textContent = count;
  buying.querySelector("[data-gaps]").textContent = gaps ? `，${gaps} 行没填齐、没算进去` : "";
  buying.dataset.what = `${supplier || "没写向谁买"}，${count} 行，${yuan(total)} 元`;
  proposeCash(total);
}

// What was paid follows the sum, until somebody types another amount.
function proposeCash(total) {
  const field = buying.elements.from_float || buying.elements.from_own;
  const before = buying.dataset.proposed;
  if (!field || checked("paid") !== "现金已付" || field.value !== (before ?? "")) return;
  if (before === undefined && buying.elements.from_own.value) return;
  buying.dataset.proposed = field.value = total ? yuan(total).replaceAll(",", "") : "";
}

function numbered(node, number) {
  for (const mark of ["id", "name"]) {
    const value = node.getAttribute(mark);
    if (value) node.setAttribute(mark, value.replace(/^(lines|photos)-\d+/, `$1-${number}`));
  }
}

function addRow(number) {
  const row = rows.lastElementChild.cloneNode(true);
  for (const each of row.querySelectorAll(".error, .combo")) each.remove();
  for (const input of row.querySelectorAll("input")) {
    input.value = "";
    input.removeAttribute("aria-invalid");
    numbered(input, number);
  }
  rows.append(row);
  prepare(row);
  show();
  return row;
}

function nextNumber() {
  return Math.max(...[...rows.children].map((row) => Number(part(row, "item").name.split("-")[1]))) + 1;
}

function dropRow(row) {
  if (rows.children.length === 1) addRow(nextNumber());
  row.remove();
  buying.dispatchEvent(new Event("input", { bubbles: true }));
}

function prepare(row) {
  for (const name of ["item", "unit"]) {
    const input = part(row, name);
    input.setAttribute("list", `${name}s`);
    combine(input);
  }
  row.querySelector("[data-drop]").hidden = false;
}

// Enter goes on to the next field that is in sight: on a phone it is the keyboard's own key.
function goOn(event) {
  if (event.key !== "Enter" || !event.target.matches("input:not([type=radio], [type=file])")) return;
  event.preventDefault();
  const isSeen = (each) => (each.checkVisibility ? each.checkVisibility() : each.offsetParent);
  const fields = [...buying.querySelectorAll("input.form-control")].filter(isSeen);
  fields[fields.indexOf(event.target) + 1]?.focus();
}

function dropPhoto(shot) {
  shot.querySelector("img")?.remove();
  shot.querySelector("label span").textContent = "拍一张";
}

function addPhoto(input) {
  const shot = input.closest(".shot");
  const [file] = input.files;
  if (!file) return dropPhoto(shot);
  buying.querySelector("[data-unshot]")?.remove();
  const shown = shot.querySelector("img") || document.createElement("img");
  shown.src = URL.createObjectURL(file);
  shown.alt = `${file.name}，还没有发出去`;
  shot.querySelector("label").prepend(shown);
  shot.querySelector("label span").textContent = "重拍这张";
  if (shot.nextElementSibling || Number(input.name.split("-")[1]) > 7) return;
  const next = shot.cloneNode(true);
  for (const each of next.querySelectorAll("img, .error, .help, [type=hidden]")) each.remove();
  const field = next.querySelector("input");
  field.value = "";
  numbered(field, Number(input.name.split("-")[1]) + 1);
  next.querySelector("label span").textContent = "再拍一张";
  shot.after(next);
}

// Leaving the name opens the details of a new stall; the tap on them that took the focus does not close them again.
const stall = buying.querySelector(".stall");
let asked = -Infinity;

function askStall(name, at) {
  stall.open = Boolean(name) && !sellers.has(name);
  asked = at;
}

stall.querySelector("summary").addEventListener("click", (event) => {
  if (stall.open && event.timeStamp - asked < 1000) event.preventDefault();
});

// The scale at the market is the same every time: this device knows which one it was, for a form that is still empty.
function remember(scale) {
  try {
    localStorage.setItem("scale", scale);
  } catch {
    return;
  }
}

function recallScale() {
  try {
    for (const each of buying.elements.scale) each.checked = each.value === (localStorage.getItem("scale") || checked("scale"));
  } catch {
    return;
  }
}

if ("fresh" in buying.dataset) recallScale();
for (const row of rows.children) row.dataset.typed = unitsOf(row).typed;
buying.addEventListener("input", (event) => {
  if (event.target.name === "scale") {
    for (const row of rows.children) turn(row, row.dataset.typed);
    remember(event.target.value);
  }
  for (const row of rows.children) row.dataset.typed = unitsOf(row).typed;
  show();
});
buying.addEventListener("keydown", goOn);
buying.addEventListener("focusin", (event) => event.target.matches(".num") && event.target.select());
buying.addEventListener("picked", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && event.target === part(row, "item")) part(row, "quantity").focus();
});
buying.addEventListener("change", (event) => {
  if (event.target.type === "file") addPhoto(event.target);
  if (event.target.name === "supplier") askStall(event.target.value.trim(), event.timeStamp);
  if (event.target.name !== "fund") return;
  const wanted = event.target.value === RECEPTION ? "接待" : "职工伙食";
  for (const each of buying.elements.purpose) each.checked = each.value === wanted;
  buying.dispatchEvent(new Event("input", { bubbles: true }));
});
buying.addEventListener("refill", (event) => {
  const wanted = new Set(event.detail.map((name) => /^lines-(\d+)-/.exec(name)?.[1]).filter(Boolean));
  for (const number of wanted) if (!buying.elements[`lines-${number}-item`]) addRow(Number(number));
});
rows.addEventListener("click", (event) => event.target.matches("[data-drop]") && dropRow(event.target.closest("[data-row]")));
buying.querySelector("[data-more]").addEventListener("click", (event) => {
  event.preventDefault();
  if (rows.children.length < Number(rows.dataset.most)) part(addRow(nextNumber()), "item").focus();
});
for (const row of rows.children) row.querySelector("[data-drop]").hidden = false;
show();
