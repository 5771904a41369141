import { problemType } from "../../functions/contract/problem";
import { frame, type Frame, signIn } from "./frame";
import { type Html, html } from "./html";
import type { Outcome, Step } from "./outcome";
import { timeLineLink } from "./time-line/page";
import { picture, type PictureDoor } from "./picture";

export interface OfferedCall {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  /** Opens a tab on success. */
  readonly opensTab?: boolean;
}

/** Everything the page about Studio shows. */
export interface PageView extends Frame {
  readonly doors: readonly PictureDoor[];
  readonly calls: readonly OfferedCall[];
  readonly outcome?: Outcome;
  /** Set when a sign-in did not work: why, as a sentence. */
  readonly trouble?: string;
}

export function page(view: PageView): string {
  return frame({ ...view, page: "studio", script: "/redraw.js" }, [
    html`<main>
      <div>${calls(view)}</div>
      <div id="result">
        <section class="card" aria-label="The way of the last call">
          ${picture(view.doors, view.outcome)}
          ${
            view.outcome === undefined &&
            html`<p class="quiet">
              A door is a VPC endpoint, or the internet. What you try is drawn here: green where it was let, red into
              the box that refused it.
            </p>`
          }
        </section>
        ${view.outcome !== undefined && result(view.outcome)}
      </div>
    </main>`,
  ]);
}

function calls(view: PageView): Html {
  if (view.person === undefined) {
    return html`<section class="card" id="calls">
      <h2>Welcome</h2>
      ${view.trouble !== undefined && html`<p role="alert" class="refused-word">${view.trouble}</p>`}
      <p>
        Employees get a link to their own Studio here, and it opens only inside the company’s network. Sign in, and then
        try every way round it.
      </p>
      ${signIn()}
      <p class="quiet">
        Inside the network a link is a key: it opens for anyone who has it, as on AWS. It is short-lived, so pass it on
        to nobody.
      </p>
    </section>`;
  }
  const groups = [...new Set(view.calls.map((call) => call.group))];
  return html`<section class="card calls" id="calls">
    <h2>What would you like to do?</h2>
    ${groups.map(
      (group, index) =>
        html`<h3 id="group-${index}">${group}</h3>
          <div class="group" role="group" aria-labelledby="group-${index}">
            ${view.calls.filter((call) => call.group === group).map((call) => button(call, view.formToken))}
          </div>`,
    )}
  </section>`;
}

function button(call: OfferedCall, formToken: string | undefined): Html {
  return html`<form method="post" action="/calls/${call.id}" ${call.opensTab === true && html`data-tab="yes"`}>
    <input type="hidden" name="token" value="${formToken}" />
    <button ${call.opensTab === true && html`class="primary"`}>${call.label}</button>
  </form>`;
}

function result(outcome: Outcome): Html {
  const { succeeded, steps } = outcome;
  const last = steps.at(-1);
  return html`<section class="card" aria-labelledby="result-title">
    <h2 id="result-title" tabindex="-1">${outcome.tried}</h2>
    <div class="verdict ${succeeded ? "" : "refused"}" role="status">
      <p class="saw">${succeeded ? "✓" : "✗"} ${outcome.saw}</p>
      ${
        outcome.link !== undefined &&
        html`<p>
          <a href="${outcome.link.url}" target="_blank" rel="noopener" ${outcome.opensLink === true && html`data-opens`}
            >${outcome.link.label}</a
          >
        </p>`
      }
    </div>
    <dl>
      <dt>Status</dt>
      <dd>${outcome.status}</dd>
      ${outcome.code !== undefined && explained(outcome.code)}
      ${outcome.reason !== undefined && outcome.reason !== "" && fact("Reason", outcome.reason)}
      ${outcome.requestId !== undefined && request(outcome.requestId, outcome.hasTimeLine === true)}
    </dl>
    ${!succeeded && last !== undefined && !last.allowed && decidingStatement(last)} ${allSteps(steps)}
  </section>`;
}

/** The code leads to its entry on the API's page, where its `type` is an anchor. */
function explained(code: string): Html {
  return html`<dt>Code</dt>
    <dd>
      <a href="/api.html#${problemType(code)}"><code>${code}</code></a>
    </dd>`;
}

function request(id: string, hasTimeLine: boolean): Html {
  return html`<dt>Request</dt>
    <dd><code>${id}</code> ${hasTimeLine && timeLineLink(id)}</dd>`;
}

function fact(name: string, value: string): Html {
  return html`<dt>${name}</dt>
    <dd><code>${value}</code></dd>`;
}

function decidingStatement(step: Step): Html {
  const isMissing = step.policy === undefined;
  return html`<h3>${isMissing ? "No statement allows it" : "The statement that decided"}</h3>
    <dl>
      <dt>Layer</dt>
      <dd>${step.layer}</dd>
      ${step.policy !== undefined && fact("Policy", step.policy)} ${step.sid !== undefined && fact("Sid", step.sid)}
      ${step.lookedIn !== undefined && fact("Looked in", step.lookedIn)}
      ${step.source !== undefined && fact(isMissing ? "Nearest Allow" : "Written in", step.source)}
      <dt>Why</dt>
      <dd>${step.why === undefined ? step.reason : html`${capital(step.why)}.`}</dd>
    </dl>
    ${step.statement !== undefined && html`<pre tabindex="0" aria-label="Statement">${step.statement}</pre>`}`;
}

function capital(text: string): string {
  // A key keeps its spelling: it begins with the name of a service.
  return /^[a-z]+:/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function allSteps(steps: readonly Step[]): Html {
  if (steps.length === 0) return html``;
  return html`<details>
    <summary>${steps.length === 1 ? "The one decision" : `All ${steps.length} decisions`} on the way</summary>
    <ol class="steps">
      ${steps.map(
        (step) =>
          html`<li>
            <span class="${step.allowed ? "allowed" : "refused"}-word">${step.allowed ? "allowed" : "refused"}</span>
            <code>${step.action}</code> at ${step.door}, by ${step.layer}
            ${step.sid !== undefined && html`<code>${step.sid}</code>`}
            <small>${step.resource}</small>
            ${step.source !== undefined && html`<small>${step.source}</small>`}
          </li>`,
      )}
    </ol>
  </details>`;
}
