/* global document, DOMParser, EventSource */
// Shows alarms as they turn red and green. Without this script the page shows those of the moment it was loaded.

new EventSource("/alarms").addEventListener("message", ({ data }) => {
  const fresh = new DOMParser().parseFromString(JSON.parse(data).html, "text/html");
  const [section, renewed] = [document.getElementById("alarms"), fresh.getElementById("alarms")];
  if (section.textContent === renewed.textContent) return;
  section.className = renewed.className;
  // The region itself stays: only what changes inside one is read out.
  document.getElementById("alarms-now").replaceChildren(...fresh.getElementById("alarms-now").childNodes);
});
