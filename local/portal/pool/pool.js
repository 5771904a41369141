/* global document, DOMParser, fetch, FormData, location, setInterval, setTimeout, URLSearchParams */
// Puts the Regions' newest numbers into the page twice a second, and switches faults without a page load. Without this script the page
// shows how things were when it was loaded, and every form still works.

import { explainSignOut, whileWaiting } from "../waiting.js";

const HALF_A_SECOND = 500;
const A_QUARTER_SECOND = 250;

function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function showRegion(state) {
  const card = document.querySelector(`[data-region="${state.region}"]`);
  if (!card) return;
  card.classList.toggle("sick", state.fault !== undefined);
  put(card.querySelector("[data-fault]"), state.fault ?? "well");
  for (const name of ["answered", "throttled", "failed"]) {
    put(card.querySelector(`[data-count="${name}"]`), String(state[name]));
  }
  for (const { operation, tokens } of state.operations) {
    const meter = card.querySelector(`[data-operation="${operation}"] meter`);
    if (meter) meter.value = tokens;
  }
  const select = card.querySelector("select");
  // Somebody is choosing, or has chosen and is on the way to the button: leave it alone.
  const isChosen = select === document.activeElement || select?.dataset.chosen !== undefined;
  if (select && !isChosen) select.value = state.fault ?? "off";
}

function showBurst(burst) {
  const section = document.getElementById("burst");
  if (!section || !burst) return;
  section.hidden = false;
  const other = Object.values(burst.others).reduce((sum, count) => sum + count, 0);
  const numbers = { ...burst, other, seconds: burst.seconds.toFixed(1) };
  for (const element of section.querySelectorAll("[data-burst]")) put(element, String(numbers[element.dataset.burst]));
  for (const row of section.querySelectorAll("[data-burst-region]")) {
    const count = burst.regions[row.dataset.burstRegion] ?? 0;
    const meter = row.querySelector("meter");
    meter.max = burst.asked;
    meter.value = count;
    put(row.querySelector("span"), String(count));
  }
}

/** @returns the newest numbers; undefined when the laptop does not answer */
async function refresh() {
  try {
    const state = await (await fetch("/rekognition/state")).json();
    state.regions.forEach(showRegion);
    showBurst(state.burst);
    return state;
  } catch {
    put(document.getElementById("live"), "The laptop does not answer any more. Is it still running?");
    return undefined;
  }
}

/** @returns the page that came back; undefined when it has been dealt with */
async function posted(form) {
  const fields = new FormData(form);
  const body = form.enctype === "multipart/form-data" ? fields : new URLSearchParams(fields);
  const response = await fetch(form.action, { method: "POST", body });
  const text = await response.text();
  const page = new DOMParser().parseFromString(text, "text/html");
  if (response.ok && page.getElementById("person")) return page;
  // A sentence: show it where the answer would be. A page without a person: the session is gone.
  if (!response.headers.get("content-type").startsWith("text/plain")) explainSignOut();
  else document.getElementById("sent").textContent = text;
  return undefined;
}

async function sendOne(form) {
  const page = await posted(form);
  const fresh = page?.getElementById("sent");
  if (!fresh) return;
  document.getElementById("sent").replaceWith(fresh);
  document.getElementById("sent-title").focus();
  await refresh();
}

async function sendBurst(form) {
  if (!(await posted(form))) return;
  await refresh();
  document.getElementById("burst-title").focus();
  for (let state = await refresh(); state?.burst?.isRunning; state = await refresh())
    await new Promise((resolve) => setTimeout(resolve, A_QUARTER_SECOND));
}

async function switchFault(form) {
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (response.status === 403) return explainSignOut();
    delete form.querySelector("select").dataset.chosen;
    await refresh();
  } catch {
    location.reload();
  }
}

document.addEventListener("change", ({ target }) => {
  if (target.closest("[data-region]")) target.dataset.chosen = "";
  if (target.id === "file" && target.files.length > 0) document.getElementById("send-picture").value = "own";
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.action.endsWith("/fault")) {
    event.preventDefault();
    void switchFault(form);
  }
  const work = form.action.endsWith("/send") ? sendOne : form.action.endsWith("/burst") ? sendBurst : undefined;
  if (work === undefined) return;
  event.preventDefault();
  const button = form.querySelector("button");
  if (!button.getAttribute("aria-disabled")) void whileWaiting(button, () => work(form));
});

setInterval(() => !document.hidden && refresh(), HALF_A_SECOND);
