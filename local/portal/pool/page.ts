import { OPERATIONS } from "../../../functions/pool/operations";
import { REGION_FAULTS } from "../../cloud/rekognition/faults";
import type { OperationState, RegionState } from "../../cloud/rekognition/region";
import { type Html, html } from "../html";
import { frame } from "../frame";
import { burstResult, sending } from "./forms";
import type { PoolOutcome } from "./outcome";
import type { PoolView } from "./view";

export function poolPage(view: PoolView): string {
  return frame({ ...view, page: "rekognition", script: "/pool.js" }, [
    html`<main class="pool">
      <div class="try">
        ${sending(view)}
        <div>
          <div id="sent" class="card">${sentResult(view.sent)}</div>
          ${burstResult(view)}
        </div>
      </div>
      <div>
        <h2 id="regions-title">Every Region’s quota, call by call</h2>
        <p class="quiet" id="live">
          A full bar is one second’s worth of calls. A fault takes hold at once, also for calls that are on their way.
        </p>
        <div class="regions" id="regions">${view.regions.map((region) => card(region, view.formToken))}</div>
      </div>
    </main>`,
  ]);
}

function sentResult(sent: PoolOutcome | undefined): Html {
  if (sent === undefined)
    return html`<h2>What comes back</h2>
      <p class="quiet">Send an image: the Region that answered, and what it saw, are shown here.</p>`;
  const succeeded = sent.status === 200;
  return html`<h2 id="sent-title" tabindex="-1">${sent.operation}</h2>
    <div class="verdict ${succeeded ? "" : "refused"}" role="status">
      <p class="saw">${succeeded ? "✓" : "✗"} ${sent.saw}</p>
    </div>
    <div class="sent">
      ${picture(sent)}
      <div>
        <dl>
          ${Object.entries(sent.facts).map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
        <details>
          <summary>The answer</summary>
          <pre tabindex="0" aria-label="Answer">${sent.answer}</pre>
        </details>
      </div>
    </div>`;
}

/** The image that was sent, with the boxes of the answer over it. */
function picture({ image, boxes }: PoolOutcome): Html {
  if (image === undefined) return html`<p class="quiet">This page cannot show that file.</p>`;
  const said = boxes.length === 1 ? "one box" : `${boxes.length} boxes`;
  return html`<svg
    viewBox="0 0 ${image.width} ${image.height}"
    role="img"
    aria-label="The image, with ${said} of the answer"
  >
    <image href="${image.dataUrl}" width="${image.width}" height="${image.height}" />
    ${boxes.map(
      (box) =>
        html`<rect
          x="${box.Left * image.width}"
          y="${box.Top * image.height}"
          width="${box.Width * image.width}"
          height="${box.Height * image.height}"
        />`,
    )}
  </svg>`;
}

/** One Region. The script puts new numbers into what carries `data-` names. */
function card(state: RegionState, formToken: string | undefined): Html {
  const { region, fault } = state;
  return html`<section
    class="card region ${fault !== undefined && "sick"}"
    data-region="${region}"
    aria-labelledby="region-${region}"
  >
    <h3 id="region-${region}">${region} <span data-fault>${fault ?? "well"}</span></h3>
    <p class="quiet">
      <span data-count="answered">${state.answered}</span> answered ·
      <span data-count="throttled">${state.throttled}</span> over quota ·
      <span data-count="failed">${state.failed}</span> failed
    </p>
    <ul class="buckets">
      ${state.operations.map((operation) => bucket(region, operation))}
    </ul>
    ${formToken !== undefined && faultForm(state, formToken)}
  </section>`;
}

function bucket(region: string, { operation, quota, tokens }: OperationState): Html {
  const id = `${region}-${operation}`;
  return html`<li data-operation="${operation}">
    <label for="${id}">${OPERATIONS[operation].path}</label>
    <meter id="${id}" min="0" max="${quota}" low="${quota / 4}" value="${tokens}">${Math.floor(tokens)}</meter>
    <span class="quiet">${quota}/s</span>
  </li>`;
}

function faultForm({ region, fault }: RegionState, formToken: string): Html {
  const id = `fault-${region}`;
  return html`<form method="post" action="/rekognition/fault">
    <input type="hidden" name="token" value="${formToken}" />
    <input type="hidden" name="region" value="${region}" />
    <label for="${id}">Fault</label>
    <select id="${id}" name="fault">
      <option value="off">off</option>
      ${Object.entries(REGION_FAULTS).map(
        ([kind, meaning]) =>
          html`<option value="${kind}" ${kind === fault && html`selected`}>${kind}: ${meaning}</option>`,
      )}
    </select>
    <button>Switch<span class="hidden"> ${region}</span></button>
  </form>`;
}
