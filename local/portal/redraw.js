/* global document, DOMParser, fetch, FormData, location, setTimeout, URLSearchParams, window */
// Makes a click redraw only what changed. Without this script every form still works, with a page load.

/** @param isNew whether this is another call's result, and not more about the same one */

import { explainSignOut, whileWaiting } from "./waiting.js";
async function redraw(response, isNew) {
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!fresh.getElementById("person")) return explainSignOut();
  const wasOpen = document.querySelector("#result details")?.open ?? false;
  for (const id of ["result", "calls"]) {
    const [old, renewed] = [document.getElementById(id), fresh.getElementById(id)];
    if (isNew || id === "result") old.replaceWith(renewed);
  }
  if (isNew) document.getElementById("result-title")?.focus();
  else if (wasOpen) document.querySelector("#result details").open = true;
}

function openInTab(tab) {
  const link = document.querySelector("#result a[data-opens]");
  if (!link) return tab.close();
  // The tab was made by the click itself, or the browser would block it; it must not be able to reach back.
  tab.opener = null;
  tab.location = link.href;
  // What the Studio door decides about the tab belongs into the picture too.
  setTimeout(async () => redraw(await fetch("/"), false), 1000);
}

async function send(form, tab) {
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    await redraw(response, true);
    if (tab) openInTab(tab);
  } catch {
    tab?.close();
    location.reload();
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.action.includes("/calls/")) return;
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.getAttribute("aria-disabled")) return;
  const tab = form.dataset.tab ? window.open("about:blank") : null;
  void whileWaiting(button, () => send(form, tab));
});
