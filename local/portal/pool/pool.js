/* global document, DOMParser, Event, EventSource, fetch, FormData, location, setTimeout, URLSearchParams */
// Puts the Regions' newest numbers into the page as the server tells them, and switches faults without a page load. Without this script the
// page shows how things were when it was loaded, and every form still works.

import { explainSignOut, whileWaiting } from "../waiting.js";

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
  showExamples(burst.examples);
  showLanes(burst.lanes);
}

/** Links are made once each: one that has the focus keeps it. */
function showExamples(examples) {
  const place = document.getElementById("examples");
  const wanted = examples.map(({ requestId }) => `/requests/${requestId}`);
  for (const old of [...place.children]) if (!wanted.includes(old.getAttribute("href"))) old.remove();
  for (const [index, { label }] of examples.entries()) {
    if ([...place.children].some((link) => link.getAttribute("href") === wanted[index])) continue;
    const link = Object.assign(document.createElement("a"), { href: wanted[index], textContent: label });
    place.append(link, " ");
  }
}

function showLanes(lanes) {
  const table = document.getElementById("lanes");
  if (!table) return;
  table.hidden = lanes.length === 0;
  for (const counts of lanes) {
    const row = [...table.querySelectorAll("[data-lane]")].find((each) => each.dataset.lane === counts.lane);
    if (!row) continue;
    const { least, most } = counts.retryAfter ?? {};
    const retry = most === undefined ? "-" : least === most ? `${most} s` : `${least}-${most} s`;
    for (const cell of row.querySelectorAll("[data-of-lane]"))
      put(cell, String({ ...counts, retry }[cell.dataset.ofLane]));
    const meter = row.querySelector("meter");
    meter.max = counts.asked;
    meter.value = counts.answered;
  }
}

function show(state) {
  state.regions.forEach(showRegion);
  showBurst(state.burst);
}

/** @returns the newest numbers; undefined when the laptop does not answer */
async function refresh() {
  try {
    const state = await (await fetch("/rekognition/state")).json();
    show(state);
    return state;
  } catch {
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
  const choice = CHOICE_OF_FILE[target.id];
  if (choice && target.files.length > 0) document.getElementById(choice).value = "own";
  showCompared();
});

/** Which picture a chosen file is. */
const CHOICE_OF_FILE = { file: "send-picture", "second-file": "send-second" };

/** Only one operation looks at two pictures. */
function showCompared() {
  const compared = document.getElementById("compared");
  if (compared) compared.hidden = document.getElementById("send-operation").value !== "compare-faces";
}

// A file may be dropped anywhere on the form: on the second field for the second picture, elsewhere for the first.
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest?.("#send");
    if (!form || ![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    if (kind === "dragover") return;
    const input = event.target.closest(".drop")?.querySelector("input") ?? document.getElementById("file");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

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

const live = new EventSource("/live");
live.addEventListener("message", ({ data }) => show(JSON.parse(data)));
live.addEventListener("error", () => {
  put(document.getElementById("live"), "The laptop does not answer any more. Is it still running?");
});
showCompared();
