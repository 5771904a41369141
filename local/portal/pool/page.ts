import { OPERATIONS } from "../../../functions/pool/operations";
import { REGION_FAULTS } from "../../cloud/rekognition/faults";
import type { OperationState, RegionState } from "../../cloud/rekognition/region";
import { type Html, html } from "../html";
import { frame } from "../frame";
import { sentResult } from "./answer";
import { burstResult } from "./burst-result";
import { sending } from "./forms";
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
        ${residency(view)}
        <p class="quiet" id="live">
          A full bar is one second’s worth of calls. A fault takes hold at once, also for calls that are on their way.
        </p>
        <div class="regions" id="regions">${view.regions.map((region) => card(region, view))}</div>
      </div>
    </main>`,
  ]);
}

/** Where images may go, and where those of the person who is signed in. */
function residency({ regions, person, ownRegions }: PoolView): Html {
  const names = regions.map(({ region }) => region);
  const own =
    person === undefined || ownRegions === undefined
      ? ""
      : ownRegions === "all"
        ? ` ${person}’s may go to each of them.`
        : ` ${person} is in a group whose images stay in ${ownRegions.join(", ") || "no Region at all"}.`;
  return html`<p id="residency">
    Images go to ${names.join(", ")} and to no other Region: a list in config, which no fault and no quota widens.${own}
  </p>`;
}

/** One Region. The script puts new numbers into what carries `data-` names. */
function card(state: RegionState, { formToken, ownRegions }: PoolView): Html {
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
    ${Array.isArray(ownRegions) && !ownRegions.includes(region) && html`<p>Your images never come here.</p>`}
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
