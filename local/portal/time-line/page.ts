import { frame, type Frame } from "../frame";
import { type Html, html } from "../html";
import type { Moment } from "./moment";
import { type RequestRecord, timeLine } from "./time-line";

const KINDS: Readonly<Record<Moment["kind"], string>> = {
  request: "Request",
  decision: "Decision",
  call: "AWS call",
  wait: "Wait",
  log: "Log",
  answer: "Answer",
};

/** One request from its first decision to its answer. */
export function timeLinePage(view: Frame, requestId: string, record: RequestRecord): string {
  const moments = timeLine(record);
  const end = Math.max(1, ...moments.map(({ at, milliseconds = 0 }) => at + milliseconds));
  const isStudio = (record.access["route"] ?? "").startsWith("/v1/studio");
  return frame({ ...view, page: isStudio ? "studio" : "rekognition" }, [
    html`<main class="whole">
      <section class="card" aria-labelledby="time-line-title">
        <h2 id="time-line-title">Time line of one request</h2>
        <p><code>${requestId}</code></p>
        ${record.access["traceId"] !== undefined && traced(record.access["traceId"])}
        <p class="quiet">
          Milliseconds since it came. Its id is the same in the access log, in the functions’ logs and audit events, and
          in what the caller gets.
        </p>
        <ol class="time-line">
          ${moments.map((moment) => row(moment, end))}
        </ol>
        <p><a href="${isStudio ? "/" : "/rekognition"}">Back</a></p>
      </section>
    </main>`,
  ]);
}

/** On AWS the line of the access log leads there; here this page is in its place. */
function traced(traceId: string): Html {
  return html`<p class="quiet">Traced: on AWS it is the trace <code>${traceId}</code> in X-Ray.</p>`;
}

function row({ at, milliseconds, kind, what, detail, isGood }: Moment, end: number): Html {
  const mark = isGood === undefined ? "" : isGood ? "good" : "bad";
  return html`<li class="moment ${mark}">
    <span class="at">${at}<span class="hidden"> ms</span></span>
    <span class="kind">${KINDS[kind]}</span>
    <span class="what"
      >${isGood === false && html`<span class="refused-word">✗</span> `}${what}${
        milliseconds !== undefined && html` <span class="quiet">${milliseconds} ms</span>`
      }
      ${detail !== undefined && html`<small>${detail}</small>`}</span
    >
    <svg class="span" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect
        x="${Math.min(99, (100 * at) / end)}"
        y="0"
        width="${Math.max(0.8, (100 * (milliseconds ?? 0)) / end)}"
        height="8"
      />
    </svg>
  </li>`;
}

/** From a result to its time line. */
export function timeLineLink(requestId: string): Html {
  return html`<a href="/requests/${requestId}">Time line</a>`;
}
