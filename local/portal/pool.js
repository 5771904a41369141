/* global document, fetch, FormData, location, setInterval, URLSearchParams */
// Puts the Regions' newest numbers into the page twice a second, and switches faults without a page load. Without this script the page
// shows how things were when it was loaded, and every form still works.

const HALF_A_SECOND = 500;

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

async function refresh() {
  if (document.hidden) return;
  try {
    const response = await fetch("/rekognition/state");
    const { regions } = await response.json();
    regions.forEach(showRegion);
  } catch {
    put(document.getElementById("live"), "The laptop does not answer any more. Is it still running?");
  }
}

document.addEventListener("change", ({ target }) => {
  if (target.closest("[data-region]")) target.dataset.chosen = "";
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.action.endsWith("/send")) form.querySelector("button").setAttribute("aria-busy", "true");
  if (!form.action.endsWith("/fault")) return;
  event.preventDefault();
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!response.ok) location.reload();
    delete form.querySelector("select").dataset.chosen;
    await refresh();
  } catch {
    location.reload();
  }
});

setInterval(refresh, HALF_A_SECOND);
