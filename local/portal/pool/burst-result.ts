import { retryText } from "../../load/progress";
import type { LaneCounts } from "../../load/tally";
import { type Html, html } from "../html";
import type { PoolView } from "./view";

/** The script puts new numbers into what carries `data-` names. */
export function burstResult({ burst, regions, person, lanes }: PoolView): Html {
  if (person === undefined) return html``;
  const { asked = 0, throttled = 0, others = {}, succeeded = 0, p50Ms = 0, seconds = 0 } = burst ?? {};
  const other = Object.values(others).reduce((sum, count) => sum + count, 0);
  return html`<section class="card" id="burst" aria-labelledby="burst-title" ${burst === undefined && html`hidden`}>
    <h2 id="burst-title" tabindex="-1">The burst, by Region</h2>
    <p>
      <span data-burst="succeeded">${succeeded}</span> of <span data-burst="asked">${asked}</span> answered ·
      <span data-burst="throttled">${throttled}</span> × 429 · <span data-burst="other">${other}</span> other · median
      <span data-burst="p50Ms">${p50Ms}</span> ms · <span data-burst="seconds">${seconds.toFixed(1)}</span> s
    </p>
    <ul class="buckets">
      ${regions.map(({ region }) => {
        const count = burst?.regions[region] ?? 0;
        return html`<li data-burst-region="${region}">
          <label for="burst-${region}">${region}</label>
          <meter id="burst-${region}" min="0" max="${Math.max(1, asked)}" value="${count}">${count}</meter>
          <span class="quiet">${count}</span>
        </li>`;
      })}
    </ul>
    <p>
      Time lines:
      <span id="examples"
        >${(burst?.examples ?? []).map(({ label, requestId }) => html`<a href="/requests/${requestId}">${label}</a> `)}</span
      >
    </p>
    ${lanes.length > 1 && laneTable(lanes.map(({ lane }) => lane).slice(0, 2), burst?.lanes ?? [])}
  </section>`;
}

const NUMBERS = [
  ["refused", "Refused"],
  ["waitedForQuota", "Waited"],
  ["waitedForLane", "Held back"],
  ["retry", "Come back after"],
  ["p50Ms", "Median, ms"],
] as const;

function laneTable(names: readonly string[], lanes: readonly LaneCounts[]): Html {
  return html`<div
    class="wide"
    id="lanes"
    ${lanes.length === 0 && html`hidden`}
    role="group"
    tabindex="0"
    aria-labelledby="lanes-title"
  >
    <table>
      <caption id="lanes-title">
        Two lanes side by side
      </caption>
      <thead>
        <tr>
          <th scope="col">Lane</th>
          <th scope="col">Answered</th>
          ${NUMBERS.map(([, title]) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${names.map((name) =>
          laneRow(
            name,
            lanes.find(({ lane }) => lane === name),
          ),
        )}
      </tbody>
    </table>
    <p class="quiet">
      Waited: for quota. Held back: had to wait, or were refused, because another lane comes first. The more important
      lane stands first.
    </p>
  </div>`;
}

function laneRow(name: string, counts: LaneCounts | undefined): Html {
  const { asked = 1, answered = 0 } = counts ?? {};
  const shown = counts && { ...counts, retry: retryText(counts) };
  return html`<tr data-lane="${name}">
    <th scope="row">${name}</th>
    <td>
      <meter min="0" max="${asked}" value="${answered}" aria-label="Answered of ${name}">${answered}</meter>
      <span data-of-lane="answered">${answered}</span> of <span data-of-lane="asked">${asked}</span>
    </td>
    ${NUMBERS.map(([key]) => html`<td data-of-lane="${key}">${shown?.[key] ?? 0}</td>`)}
  </tr>`;
}
