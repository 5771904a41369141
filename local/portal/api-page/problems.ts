/** The catalogue: every code of the closed list at an anchor that is its `type`, and every reason of access_denied. */
import { CATALOGUE, REASONS } from "../../../functions/contract/problem-catalogue";
import {
  DENIED_REASONS,
  PROBLEM_CODES,
  type ProblemCode,
  problemStatus,
  problemTitle,
  problemType,
} from "../../../functions/contract/problem";
import { type Html, html } from "../html";
import { ANSWERS } from "./document";
import { json } from "./fields";

export function problems(): Html {
  return html`<section id="problems" aria-labelledby="problems-title">
    <h2 id="problems-title">Problems</h2>
    <p>
      Every answer that is not a 200 is <code>application/problem+json</code> (RFC 9457). Switch on <code>code</code>;
      show <code>detail</code> to the person and keep <code>requestId</code>. <code>type</code> is a stable name, the
      same in every environment, and the anchor of its entry here: append it to this page's address after a
      <code>#</code>.
    </p>
    ${PROBLEM_CODES.map(entry)} ${reasons()}
  </section>`;
}

function entry(code: ProblemCode): Html {
  const { means, callerDoes, again } = CATALOGUE[code];
  return html`<article class="card" id="${problemType(code)}" aria-labelledby="title-${code}">
    <h3 id="title-${code}">
      <code>${code}</code> <span class="method">${problemStatus(code)}</span> ${problemTitle(code)}
    </h3>
    <dl>
      <dt>Meaning</dt>
      <dd>${means}</dd>
      <dt>What to do</dt>
      <dd>${callerDoes} ${code === "access_denied" && html`<a href="#reasons">Reasons</a>`}</dd>
      <dt>Same again</dt>
      <dd>${again}</dd>
    </dl>
    <details>
      <summary>Example</summary>
      <pre tabindex="0" aria-label="Example of ${code}">${json(exampleOf(code))}</pre>
    </details>
  </article>`;
}

/** The first of the document's examples that has this code. */
function exampleOf(code: ProblemCode): unknown {
  const examples = Object.values(ANSWERS).flatMap(({ content }) =>
    Object.values(content["application/problem+json"]?.examples ?? {}),
  );
  return examples.find(({ value }) => (value as { code: string }).code === code)?.value;
}

function reasons(): Html {
  return html`<section class="card" id="reasons" aria-labelledby="reasons-title">
    <h3 id="reasons-title">Reasons of <code>access_denied</code></h3>
    <dl>
      ${DENIED_REASONS.map(
        (reason) =>
          html`<dt id="reason-${reason === "" ? "none" : reason}">
              ${reason === "" ? "(empty)" : html`<code>${reason}</code>`}
            </dt>
            <dd>${REASONS[reason]}</dd>`,
      )}
    </dl>
  </section>`;
}
