import { pathOfOperation } from "../../functions/pool/operations";
import { REGION_FAULTS } from "../cloud/rekognition/faults";
import type { OperationState, RegionState } from "../cloud/rekognition/region";
import { type Html, html } from "./html";
import { frame, type Frame } from "./frame";
import type { PoolOutcome } from "./pool-outcome";

/** What the Rekognition page shows. */
export interface PoolView extends Frame {
  readonly regions: readonly RegionState[];
  /** In paths, e.g. `detect-faces`. */
  readonly operations: readonly string[];
  readonly sent?: PoolOutcome;
}

export function poolPage(view: PoolView): string {
  return frame({ ...view, page: "rekognition", script: "/pool.js" }, [
    html`<main class="pool">
      <div class="try ${view.sent !== undefined && "tried"}">
        ${sending(view)} ${view.sent !== undefined && result(view.sent)}
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

function sending({ person, formToken, operations, sent }: PoolView): Html {
  if (person === undefined) {
    return html`<section class="card">
      <h2>Send an image</h2>
      <p>Sign in as somebody of the group that may use Rekognition, dave for instance, or as somebody who may not.</p>
    </section>`;
  }
  return html`<section class="card">
    <h2>Send an image</h2>
    <form method="post" action="/rekognition/send">
      <input type="hidden" name="token" value="${formToken}" />
      <p>
        <label for="operation">Operation</label>
        <select id="operation" name="operation">
          ${operations.map(
            (operation) =>
              html`<option ${operation === (sent?.operation ?? "detect-faces") && html`selected`}>
                ${operation}
              </option>`,
          )}
        </select>
      </p>
      <button class="primary">Send one image</button>
    </form>
  </section>`;
}

function result(sent: PoolOutcome): Html {
  const succeeded = sent.status === 200;
  return html`<section class="card" id="sent" aria-labelledby="sent-title">
    <h2 id="sent-title" tabindex="-1">${sent.operation}</h2>
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
    </div>
  </section>`;
}

/** The image that was sent, with the boxes of the answer over it. */
function picture({ image, boxes }: PoolOutcome): Html {
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
    <label for="${id}">${pathOfOperation(operation)}</label>
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
