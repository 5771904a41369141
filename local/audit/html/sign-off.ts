import type { AuditReport } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { accountOf, approvalOf, commitOf, counted, expiryOf, listed, versionsOf } from "../words";
import { prose, statusWord } from "./marks";

/** On paper the first page, and all that a security officer signs: what was read, the result, what is only sampled, and who answers for exceptions. */
export function signOff(report: AuditReport): Html {
  return html`<section class="sign-off print-only" aria-label="Summary to sign">
    <p class="sentence">${verdict(report)} ${prose(report.sentence)}</p>
    <table>
      <tbody>
        ${rows(report).map(
          ([name, content]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${content}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${exceptions(report)}
    <h2>What this does not show</h2>
    <ul>
      ${report.limits.map((limit) => html`<li>${prose(limit)}</li>`)}
    </ul>
    <div class="signatures">${["Name", "Role", "Date", "Signature"].map((label) => html`<p>${label}</p>`)}</div>
  </section>`;
}

function verdict({ verdict: word }: AuditReport): Html {
  return word === "NEW ACCESS" ? html`<span class="refused-word">✗ NEW ACCESS</span>` : statusWord(word);
}

function rows(report: AuditReport): readonly (readonly [string, Html])[] {
  const { project, stack, audited, counts, policyHash, command, run } = report;
  const read = audited === "program" ? "as its program would deploy it" : "as it is deployed";
  const { PROVED, REFUTED, UNKNOWN } = counts.rules;
  return [
    ["Stack", html`${project}, environment ${stack}, ${read}`],
    ["Account and Region", html`${accountOf(report)}`],
    [
      "Policies",
      html`<code>${policyHash}</code> (SHA-256 over ${counted(counts.policies, "document")} and where each is attached)`,
    ],
    [
      "Rules",
      html`${PROVED} proved, ${REFUTED} refuted, ${UNKNOWN} unknown, in ${counted(counts.findings, "question")}`,
    ],
    ["Since the baseline", html`${news(report)}; the baseline: ${approvalOf(run)}`],
    ["Sampled, not proved", html`${sampled(report)}`],
    ["Made", html`on ${run.day} from ${commitOf(run)}, by <code>${command}</code>; ${versionsOf(run)}`],
  ];
}

function news({ difference }: AuditReport): string {
  if (difference.kind === "no-baseline") return "no approved baseline to compare with";
  const { changes, patterned } = difference;
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  const parts = [
    ...(count("NEW") > 0 ? [`${count("NEW")} new`] : []),
    ...(count("UNDECIDED") > 0 ? [`${count("UNDECIDED")} perhaps new`] : []),
    ...(count("GONE") > 0 ? [`${count("GONE")} gone`] : []),
    ...(patterned.length > 0 ? [`${patterned.length} approved by a pattern`] : []),
  ];
  return parts.length === 0 ? "nothing new" : listed(parts);
}

function sampled({ authorizer, declaredActions }: AuditReport): string {
  const tokens = authorizer.reduce((sum, { samples }) => sum + samples, 0);
  const answers =
    tokens === 0
      ? "no answers of an authorizer"
      : `the authorizer's answers to ${counted(tokens, "token")} of ${counted(authorizer.filter(({ samples }) => samples > 0).length, "kind")}`;
  return `${answers}. Of the functions' code ${counted(declaredActions.length, "SDK action")} were compared with their roles; nothing else of it was looked at.`;
}

function exceptions({ exceptions: declared }: AuditReport): Html {
  const used = declared.filter(({ bounds, isExpired }) => bounds.length > 0 || isExpired);
  if (used.length === 0) return html`<p>No declared exception bounds anything here.</p>`;
  return html`<h2>Exceptions that bound a rule here</h2>
    <table>
      <tbody>
        ${used.map(
          (exception) =>
            html`<tr>
              <th scope="row">${exception.id} (${exception.rule})</th>
              <td>
                ${exception.owner}, <span class="${exception.isExpired && "refused-word"}">${expiryOf(exception)}</span>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
