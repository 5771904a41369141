import type { AccessRow } from "../../../policies/audit/report";
import type { Witness } from "../../../policies/audit/verdict";
import { type Html, html } from "../../portal/html";
import { readableJson } from "../readable-json";
import type { Anchors } from "./anchors";
import { BREAK, joined } from "./marks";

/** The request that breaks a claim, and what let it pass. */
export function witnessOf(witness: Witness, anchors: Anchors): Html {
  return html`<div class="witness">
    <p><strong>This request would be allowed:</strong> ${witness.sentence}</p>
    <pre tabindex="0" aria-label="Request">${readableJson(witness.request)}</pre>
    <p>
      ${witness.allowedBy.length === 0 ? html`No statement refuses it.` : html`Let through by ${statements(witness.allowedBy, anchors)}.`}
      Try it: save it as request.json, then <code>npm run audit -- explain request.json</code>.
    </p>
  </div>`;
}

export function statements(references: AccessRow["allowedBy"], anchors: Anchors): Html {
  return joined(
    references.map((reference) => anchors.link(reference)),
    BREAK,
  );
}
