import type { AuditReport, Change } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { counted, listed, withArgument } from "../words";
import { prose } from "./marks";

const SHOWN_CHANGES = 6;

/** Access that was not approved, and approved access that is gone: the first few changes. */
export function whatIsNew({ difference, stack, command }: AuditReport): Html {
  if (difference.kind === "no-baseline")
    return html`<p>
      <span class="unknown-word">? Not known.</span> Environment ${stack} has no approved baseline to compare with.
      <code>${withArgument(command, "--accept")}</code> approves what is here.
    </p>`;
  const { changes, patterned, reworded } = difference;
  const ordinary = patterned.map(
    (sentence) => html`<p><span class="quiet">Approved by a pattern:</span> ${prose(sentence)}.</p>`,
  );
  if (changes.length === 0 && reworded.length > 0)
    return html`${ordinary}
      <p>
        <span class="allowed-word">✓ No caller may do more or less.</span> ${counted(reworded.length, "document")}
        differ in their text from the approved baseline, without a difference in what is allowed: ${listed(reworded)}.
      </p>`;
  if (changes.length === 0)
    return html`${ordinary}
      <p>
        <span class="allowed-word">✓ Nothing${ordinary.length > 0 && " else"}.</span> No caller may do more or less than
        in the approved baseline.
      </p>`;
  return html`${ordinary}
    <ul class="plain">
      ${changes.slice(0, SHOWN_CHANGES).map((change, index) => changeItem(change, `N${index + 1}`))}
    </ul>
    ${changes.length > SHOWN_CHANGES && html`<p><a href="#difference">All ${changes.length} changes</a></p>`}`;
}

/** @param name by which `explain` knows the change */
export function changeItem(change: Change, name: string): Html {
  const kind = change.kind === "GONE" ? "quiet" : change.kind === "NEW" ? "refused-word" : "unknown-word";
  const word = change.kind === "UNDECIDED" ? "PERHAPS NEW" : change.kind;
  return html`<li>
    <span class="rule-id">${name}</span> <span class="${kind}">${word}:</span> ${prose(change.sentence)}
  </li>`;
}
