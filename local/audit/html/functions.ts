import type { AuditReport, DeclaredAction } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { counted } from "../words";
import { isUnexplained } from "../actions/declared-actions";
import { BREAK, code, joined, prose, section, statusWord, table } from "./marks";

/** What each function's code calls beside what its role allows; only what does not match needs reading. */
export function declaredActions(report: AuditReport): Html {
  const { declaredActions: rows } = report;
  if (rows.length === 0) return html``;
  const names = [...new Set(rows.map(({ functionName }) => functionName))];
  return section("functions", "What the functions call, and what their roles allow", [
    html`<p>
      The SDK commands in the bundle that is deployed, beside the permissions of the role. A difference is a fault
      unless a reason for it is written down.
    </p>`,
    ...names.map((name) =>
      ofFunction(
        name,
        rows.filter(({ functionName }) => functionName === name),
      ),
    ),
  ]);
}

function ofFunction(name: string, rows: readonly DeclaredAction[]): Html {
  const open = rows.filter(isUnexplained).length;
  const groups = new Map<string, DeclaredAction[]>();
  for (const row of rows) groups.set(remark(row).text, [...(groups.get(remark(row).text) ?? []), row]);
  return html`<details ${open > 0 && html`open`}>
    <summary>
      ${name}, as ${rows[0]?.roleName}: ${counted(rows.length, "action")},
      ${open === 0 ? "all explained" : html`<span class="refused-word">${open} not explained</span>`}
    </summary>
    ${table(
      ["actions", "by the role", "by the code"],
      [...groups.values()].map((same) => [
        joined(same.map(actionOf), BREAK),
        same[0]?.isAllowed === true ? html`allowed` : html`<span class="quiet">not allowed</span>`,
        same[0] === undefined ? html`` : remark(same[0]),
      ]),
    )}
  </details>`;
}

function actionOf({ action, command }: DeclaredAction): Html {
  return html`${code(action)}${command !== undefined && html` <span class="quiet">${command}</span>`}`;
}

function remark(row: DeclaredAction): Html {
  if (row.note !== undefined) return html`${row.note}`;
  if (row.fault !== undefined) return html`<span class="refused-word">✗</span> ${prose(row.fault)}`;
  return html`<span class="allowed-word">✓</span> called by the function's code`;
}

/** The documents that the authorizer's own code builds. */
export function authorizerOutput(report: AuditReport): Html {
  if (report.authorizer.length === 0) return html``;
  return section("authorizer", "What the authorizer answers", [
    html`<p>
      A sample: its own policy builder was run over kinds of claims. Of each answer that it gave it is proved that
      nothing but the caller's own path opens, and that no name in it is a pattern; about tokens that were not tried
      nothing is proved.
    </p>`,
    table(
      ["claims", "tokens tried", "the document", "verdict"],
      report.authorizer.map(({ claims, samples, documentSummary, status, why }) => [
        html`${claims}`,
        html`${samples}`,
        prose(documentSummary.replaceAll(/[0-9a-f]{64}/g, (hash) => hash.slice(0, 12))),
        html`${statusWord(status)} ${why}`,
      ]),
    ),
  ]);
}
