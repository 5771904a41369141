/* global clearInterval, document, location, setInterval */
// What every form of the portal does while its answer is on the way: it says so, counts the seconds, and takes no second click. Without
// this script forms still work, with a page load.

const SLOW_SECONDS = 1;

/** One call at a time on a page. */
let isWaiting = false;

/**
 * @param button what was clicked
 * @param work asks for the answer and shows it
 */
export async function whileWaiting(button, work) {
  if (isWaiting) return;
  isWaiting = true;
  const others = [...document.querySelectorAll("main button")];
  // Disabled buttons lose the focus; these keep it and say what they are.
  for (const other of others) other.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-busy", "true");
  const said = document.getElementById("waiting");
  const startedAt = Date.now();
  // The words are read out once; the seconds are for the eye.
  const counter = document.createElement("span");
  counter.setAttribute("aria-hidden", "true");
  const timer = setInterval(() => {
    const seconds = Math.floor((Date.now() - startedAt) / 1000);
    if (seconds >= SLOW_SECONDS && !counter.isConnected) said.replaceChildren("Waiting for the answer ", counter);
    counter.textContent = `${seconds} s`;
  }, 250);
  try {
    await work();
  } finally {
    clearInterval(timer);
    said.textContent = "";
    isWaiting = false;
    for (const other of others) other.removeAttribute("aria-disabled");
    button.removeAttribute("aria-busy");
  }
}

/** The session is gone: signed out in another tab, or the laptop was started anew. The page says so itself. */
export function explainSignOut() {
  location.assign(`${location.pathname}?signed-out`);
}
