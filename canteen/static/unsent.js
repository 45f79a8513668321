// Keeps on this device what was typed and not sent yet, offers it again, and says whether the server has it; never photos, PINs or tokens.
"use strict";

const owner = document.querySelector("form[data-user]");
const host = document.querySelector("[data-unsent]");
const kept = document.querySelector("form [data-kept]");
const typing = kept?.closest("form");
const PREFIX = `unsent ${owner.dataset.user} `;
const WEEK = 7 * 24 * 3600 * 1000;
const SECRET = new Set(["csrf_token", "pin", "strokes", "nonce"]);
const atTime = (at) => new Date(at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

function entries(prefix = PREFIX) {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  return names.map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }));
}

function values() {
  const all = [...new FormData(typing)].filter(([name, value]) => typeof value === "string" && !SECRET.has(name));
  return all.filter(([name]) => !name.startsWith("photos"));
}

function keep() {
  if (!values().some(([name, value]) => /-(item|gross)$/.test(name) && value)) return;
  const at = Date.now();
  const key = typing.elements.key.value;
  try {
    localStorage.setItem(`${PREFIX}${key}`, JSON.stringify({ at, key, path: location.pathname, what: typing.dataset.what || kept.dataset.what || "", values: values() }));
    kept.textContent = `有改动，还没有发出去；${atTime(at)} 先记在这台设备上`;
  } catch {
    kept.textContent = "有改动，还没有发出去";
  }
}

// Asks the server whether it has what was kept; without a signal, or with one that is too weak, nobody knows.
async function isStored(entry) {
  if (!navigator.onLine || !owner.dataset.sent) return false;
  const answer = await fetch(owner.dataset.sent.replace("KEY", entry.key), { signal: AbortSignal.timeout(3000) }).catch(() => null);
  return answer?.ok ? Boolean((await answer.json()).address) : false;
}

function refill(entry) {
  const last = new Map(entry.values);
  typing.dispatchEvent(new CustomEvent("refill", { detail: [...last.keys()] }));
  for (const field of typing.elements) {
    if (!field.name || field.type === "file" || field.type === "submit" || SECRET.has(field.name)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = last.get(field.name) === field.value;
    else if (last.has(field.name) || field.name.startsWith("lines-")) field.value = last.get(field.name) ?? "";
  }
  typing.dispatchEvent(new Event("input", { bubbles: true }));
}

function offer(entry) {
  const box = document.getElementById("unsent").content.cloneNode(true).firstElementChild;
  box.querySelector("[data-what]").textContent = entry.what || "采购";
  box.querySelector("[data-at]").textContent = `${atTime(entry.at)} `;
  const way = box.querySelector("[data-go]");
  way.href = entry.path;
  way.addEventListener("click", (event) => {
    if (!typing || entry.path !== location.pathname) return;
    event.preventDefault();
    refill(entry);
    box.remove();
  });
  box.querySelector("[data-forget]").addEventListener("click", () => {
    localStorage.removeItem(entry.name);
    box.remove();
  });
  host.append(box);
}

async function recall() {
  for (const entry of entries()) {
    if (Date.now() - entry.at > WEEK || (await isStored(entry))) localStorage.removeItem(entry.name);
    else if (entry.key !== typing?.elements.key.value) offer(entry);
  }
}

async function isReached() {
  if (!navigator.onLine) return false;
  const mark = document.querySelector("link[rel=icon]").href;
  return fetch(mark, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(8000) }).then((answer) => answer.ok, () => false);
}

// Sends only where the server answers: a page that is lost on the way would look as if nothing had been typed.
async function send(event) {
  if (typing.dataset.sure) return;
  event.preventDefault();
  kept.textContent = "正在发……";
  if (!(await isReached())) {
    keep();
    kept.textContent = "没有信号，还没有发出去。填的都记在这台设备上，有信号了再按一次";
    return;
  }
  typing.dataset.sure = "yes";
  typing.requestSubmit(event.submitter);
}

if (typing) {
  let waiting = 0;
  typing.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 250);
  });
  typing.addEventListener("submit", send);
  window.addEventListener("pageshow", () => delete typing.dataset.sure);
  document.addEventListener("htmx:beforeRequest", (event) => navigator.onLine || event.preventDefault());
}
if (host) recall();
