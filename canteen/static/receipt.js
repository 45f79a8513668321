// Adds up the ticked purchases beside the receipt's amount while one ticks and types; everything works without it.
"use strict";

const form = document.querySelector("[data-reckoning]").closest("form");
const boxes = [...form.querySelectorAll("[type=checkbox][data-fen]")];
const NUMBER = /^([+-]?)(\d+)(?:\.(\d{1,2}))?0*$/;

// The receipt's amount in fen: null where nothing is typed or it is no number.
function typed() {
  const found = NUMBER.exec(form.elements.amount.value.normalize("NFKC").replace("−", "-").replaceAll(",", "").trim());
  if (!found) return null;
  const fen = BigInt(found[2] + (found[3] || "").padEnd(2, "0"));
  return found[1] === "-" ? -fen : fen;
}

function ticked() {
  if (!boxes.length) return fixed;
  return boxes.filter((box) => box.checked).reduce((sum, box) => sum + BigInt(box.dataset.fen), 0n);
}

function show() {
  const [sum, amount] = [ticked(), typed()];
  form.querySelector("[data-sum]").textContent = `${yuan(sum)} 元`;
  form.querySelector("[data-difference]").textContent = amount === null ? "填了金额后显示" : `${yuan(amount - sum)} 元`;
}

const fixed = BigInt(form.querySelector("[data-reckoning]").dataset.reckoning || 0);
let before = ticked();

// The amount follows the ticks as long as it is what they come to.
function follow() {
  const amount = form.elements.amount;
  if (!amount.disabled && typed() === before) amount.value = yuan(ticked()).replaceAll(",", "");
  before = ticked();
  show();
}

for (const box of boxes) box.addEventListener("change", follow);
form.addEventListener("input", show);

const all = form.querySelector("[data-all]");
if (all) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const some = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = some;
    follow();
    boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// No word of a missing file once one is chosen.
const bare = form.querySelector("[data-no-file]");
if (bare) form.elements.paper.addEventListener("change", (event) => (bare.hidden = event.target.files.length > 0));
