// Makes a click redraw only what changed. Without this script every form still works, with a page load.

async function redraw(response) {
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const id of ["result", "calls"]) {
    const [old, renewed] = [document.getElementById(id), fresh.getElementById(id)];
    if (old && renewed) old.replaceWith(renewed);
    else return location.reload();
  }
  document.getElementById("result-title").focus();
}

function openInTab(tab) {
  const link = document.querySelector("#result a[data-opens]");
  if (!link) return tab.close();
  // The tab was made by the click itself, or the browser would block it; it must not be able to reach back.
  tab.opener = null;
  tab.location = link.href;
  // What the Studio door decides about the tab belongs into the picture too.
  setTimeout(async () => redraw(await fetch("/")), 1200);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.action.includes("/calls/")) return;
  event.preventDefault();
  const tab = form.dataset.tab ? window.open("about:blank") : null;
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  try {
    await redraw(await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }));
    if (tab) openInTab(tab);
  } catch {
    tab?.close();
    location.reload();
  }
});
