// Shows the net weight while gross and tare are typed; the server computes what is kept.
"use strict";

const PLACES = 3, KEPT = 10 ** PLACES;

/* Thousandths of what was typed; NaN where it is no number. */
function thousandths(text) {
  const found = /^(\d{1,9})(?:\.(\d{0,3}))?$/.exec(text.normalize("NFKC").trim());
  return found ? Number(found[1]) * KEPT + Number((found[2] ?? "").padEnd(PLACES, "0")) : NaN;
}

/* How many of the item's units one unit of the scale is. */
function factor(form, unit) {
  const scale = form.querySelector("[name=scale]:checked")?.value;
  if (unit === "斤") return scale === "公斤" ? 2 : 1;
  return scale === "斤" && form.querySelector(`[data-unit="${unit}"] .in-jin`) ? 0.5 : 1;
}

function showNet(scales) {
  const net = scales.querySelector(".net");
  if (!net) return;
  const [gross, tare] = [...scales.querySelectorAll("input")].map((input) => thousandths(input.value || "0"));
  net.hidden = !(gross > 0 && gross >= tare);
  net.querySelector("b").textContent = String((gross - tare) * factor(scales.closest("form"), scales.dataset.unit) / KEPT);
}

for (const form of document.querySelectorAll("form.weighing")) {
  const all = [...form.querySelectorAll("[data-unit]")];
  const show = () => all.forEach(showNet);
  form.addEventListener("input", show);
  show();
}
