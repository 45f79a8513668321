// Asks before logging out, which clears this device, where something on it was never sent; whoever typed it would miss it.
"use strict";

const leaving = document.getElementById("leaving");
const exit = document.querySelector("form[data-user]");

async function askFirst(event) {
  if (!entries("unsent ").length) return;
  event.preventDefault();
  const stored = await Promise.all(entries().map(async (entry) => ((await isStored(entry)) ? entry.name : "")));
  const lost = entries("unsent ").filter(({ name }) => !stored.includes(name));
  if (!lost.length) return exit.submit();
  leaving.querySelector("[data-list]").replaceChildren(...lost.map(said));
  leaving.querySelector("[data-back]").href = lost.find(isOwn)?.path ?? "";
  leaving.showModal();
}

function isOwn(entry) {
  return entry.name.startsWith(PREFIX);
}

function said(entry) {
  const item = document.createElement("li");
  item.textContent = `${entry.what || "采购"}，${atTime(entry.at)} 填的${isOwn(entry) ? "" : "（别人填的，请先让他送出）"}`;
  return item;
}

exit.addEventListener("submit", askFirst);
leaving.querySelector("[data-leave]").addEventListener("click", () => exit.submit());
leaving.querySelector("[data-back]").addEventListener("click", (event) => {
  const path = event.currentTarget.getAttribute("href");
  if (path && path !== location.pathname) return;
  event.preventDefault();
  leaving.close();
  document.getElementById("menu").hidePopover?.();
});
