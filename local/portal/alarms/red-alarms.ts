import type { AlarmsNow } from "../../cloudwatch/live-alarms";
import { type Html, html } from "../html";

/** Which of the program's alarms are red now, each with its line of the runbook. Read out when it changes. */
export function alarmsPart({ count, red }: AlarmsNow): Html {
  return html`<section id="alarms" class="alarms ${red.length > 0 && "card red"}" aria-labelledby="alarms-title">
    <div id="alarms-now" role="status">
      <h2 id="alarms-title">${title(count, red.length)}</h2>
      ${
        red.length > 0 &&
        html`<ul>
          ${red.map(({ name, runbook }) => html`<li><strong>${name}</strong> ${runbook}</li>`)}
        </ul>`
      }
    </div>
  </section>`;
}

function title(count: number, red: number): string {
  if (count === 0) return "Config has switched alarms off";
  if (red === 0) return `✓ None of the ${count} alarms is red`;
  return red === 1 ? "✗ One alarm is red" : `✗ ${red} alarms are red`;
}

/** The same for a page that is open already, as JSON in one line. */
export function alarmsChange(now: AlarmsNow): string {
  return JSON.stringify({ html: alarmsPart(now).text });
}
