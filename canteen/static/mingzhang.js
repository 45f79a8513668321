// Says that a long form is on its way, keeps it from being sent twice, leads to what was wrong, says what is too large to send, and prints; everything works without it.
"use strict";

// Files that are too much together are said where they are chosen: once sent they would be refused, and have to be chosen again.
const MIB = 2 ** 20;

function excess(form) {
  const files = [...form.querySelectorAll("[type=file]")].flatMap((input) => [...input.files]);
  const sum = files.reduce((bytes, file) => bytes + file.size, 0);
  if (sum <= Number(form.dataset.room)) return "";
  const way = files.length > 1 ? "请少选几个，其余的下次再送" : "请换一个小的";
  return `× 照片和文件一共 ${Math.ceil(sum / MIB)} MiB，一次最多 ${form.dataset.room / MIB} MiB：${way}`;
}

function sayExcess(form, input) {
  const said = form.querySelector("[data-excess]") || document.createElement("p");
  said.dataset.excess = "";
  said.className = "error";
  said.setAttribute("role", "alert");
  if (input) input.closest(".shots, .field").after(said);
  said.textContent = excess(form);
  return said;
}

for (const form of document.querySelectorAll("form[data-room]")) {
  form.addEventListener("change", (event) => event.target.type === "file" && sayExcess(form, event.target));
  form.addEventListener("submit", (event) => {
    if (!excess(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sayExcess(form).scrollIntoView({ block: "center" });
  });
}

// An amount of fen as the pages write it.
function yuan(fen) {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, "0");
  return `${fen < 0n ? "−" : ""}${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",")}.${digits.slice(-2)}`;
}

function setBusy(form, busy) {
  form.querySelector("[data-busy]").hidden = !busy;
  form.querySelector("[type=submit]").disabled = busy;
}

const longForms = [...document.forms].filter((form) => form.querySelector("[data-busy]"));
for (const form of longForms) form.addEventListener("submit", () => setBusy(form, true));
window.addEventListener("pageshow", () => longForms.forEach((form) => setBusy(form, false)));

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const deed of ["scroll", "pointerdown", "focusin"]) {
  window.addEventListener(deed, () => { document.documentElement.dataset.touched = ""; }, { once: true, passive: true });
}

// Leads to what was wrong, once the pad to sign on and the pictures have their height.
const wrong = document.querySelector("main [aria-invalid=true], main .error, main .refusal[role=alert]");
if (wrong) {
  window.addEventListener("load", () => {
    wrong.scrollIntoView({ block: "center" });
    if (wrong.matches("input, select, textarea")) wrong.focus({ preventScroll: true });
  });
}
