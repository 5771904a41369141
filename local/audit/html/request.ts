import type { AccessRow, AuditReport } from "../../../policies/audit/report";
import type { Witness } from "../../../policies/audit/verdict";
import { type Html, html } from "../../portal/html";
import { readableJson } from "../readable-json";
import { exampleIn } from "../explained/commands";
import { changedSentence } from "../statement-lines";
import { withArgument } from "../words";
import type { Anchors } from "./anchors";
import { BREAK, code, joined, prose } from "./marks";

/** The request that breaks a claim, and what let it pass; or, with `refused`, one that should have passed. */
export function witnessOf(witness: Witness, anchors: Anchors, refused = false): Html {
  const { sentence, request, allowedBy } = witness;
  const by =
    allowedBy.length === 0 ? html`No statement refuses it.` : html`Let through by ${statements(allowedBy, anchors)}`;
  return html`<div class="witness">
    <p><strong>${refused ? "This request is refused:" : "This request is allowed:"}</strong> ${prose(sentence)}</p>
    <pre tabindex="0" aria-label="Request">${readableJson(request)}</pre>
    ${!refused && html`<p>${by}</p>`}
    ${witness.changed !== undefined && html`<p>${prose(changedSentence(witness))}</p>`}
  </div>`;
}

/** How a reader sees such a request decided, statement by statement. */
export function howToExplain(report: AuditReport): Html {
  return html`<p class="quiet">
    ${pasted(withArgument(report.command, "explain P1"))} tells one rule in full. ${pasted(exampleIn(report))} tells a
    request of this report statement by statement, with ${code("--set")} under another key or value.
  </p>`;
}

/** A command to paste: one click selects all of it. */
export function pasted(command: string): Html {
  return html`<code class="command">${command}</code>`;
}

export function statements(references: AccessRow["allowedBy"], anchors: Anchors): Html {
  return joined(
    references.map((reference) => anchors.link(reference)),
    BREAK,
  );
}
