import { type Html, html } from "../html";
import { BURST_SIZES } from "./burst";
import { PICTURE_CHOICES } from "./picture";
import type { PoolView } from "./view";

const USUAL_BURST = 60;

/** What to send: one image, or many at once. */
export function sending({ person, formToken, operations, sent, trouble }: PoolView): Html {
  if (person === undefined) {
    return html`<section class="card">
      <h2>Send an image</h2>
      ${trouble !== undefined && html`<p role="alert" class="refused-word">${trouble}</p>`}
      <p>Sign in as a member of the group that may use Rekognition, dave for instance, or as someone who may not.</p>
    </section>`;
  }
  const all = Object.fromEntries(operations.map((name) => [name, name]));
  const sizes = Object.fromEntries(BURST_SIZES.map((size) => [size, `${size} calls`]));
  const token = html`<input type="hidden" name="token" value="${formToken}" />`;
  const usual = sent?.operation ?? "detect-faces";
  return html`<div>
    <section class="card" aria-labelledby="send-title">
      <h2 id="send-title">Send an image</h2>
      <form id="send" method="post" action="/rekognition/send" enctype="multipart/form-data">
        ${token} ${choice("operation", "Operation", all, usual, "send")}
        ${choice("picture", "Picture", PICTURE_CHOICES, "two", "send")}
        <p>
          <label for="file">A picture of mine (up to about 3 MB)</label>
          <input id="file" name="file" type="file" accept="image/*" />
        </p>
        <button class="primary">Send one image</button>
      </form>
    </section>
    <section class="card" aria-labelledby="burst-form-title">
      <h2 id="burst-form-title">Send many at once</h2>
      <p class="quiet">More than one Region’s quota is answered by several: that is what the pool is for.</p>
      <form method="post" action="/rekognition/burst">
        ${token} ${choice("operation", "Operation", all, usual, "burst")}
        ${choice("calls", "Calls at once", sizes, String(USUAL_BURST), "burst")}
        <button>Send a burst</button>
      </form>
    </section>
  </div>`;
}

/** The script puts new numbers into what carries `data-` names. */
export function burstResult({ burst, regions, person }: PoolView): Html {
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
  </section>`;
}

function choice(
  name: string,
  label: string,
  values: Readonly<Record<string, string>>,
  usual: string,
  form: string,
): Html {
  const id = `${form}-${name}`;
  return html`<p>
    <label for="${id}">${label}</label>
    <select id="${id}" name="${name}">
      ${Object.entries(values).map(
        ([value, text]) => html`<option value="${value}" ${value === usual && html`selected`}>${text}</option>`,
      )}
    </select>
  </p>`;
}
