// Says that a long form is on its way, keeps it from being sent twice, leads to what was wrong, docks the sum, and prints; everything works without it.
"use strict";

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

const wrong = document.querySelector("main [aria-invalid=true], main .refusal[role=alert]");
if (wrong) {
  wrong.scrollIntoView({ block: "center" });
  if (wrong.matches("input, select, textarea")) wrong.focus({ preventScroll: true });
}
