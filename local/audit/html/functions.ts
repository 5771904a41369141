import type { AuditReport, DeclaredAction } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { section, statusWord, table } from "./marks";

/** What each function's code calls beside what its role allows. */
export function declaredActions(report: AuditReport): Html {
  if (report.declaredActions.length === 0) return html``;
  return section("functions", "What the functions call, and what their roles allow", [
    table(
      ["function", "role", "action", "called by the code", "allowed", ""],
      report.declaredActions.map((row) => [
        html`${row.functionName}`,
        html`${row.roleName}`,
        html`<code>${row.action}</code>`,
        row.isCalled ? html`✓ ${row.command}` : html`<span class="quiet">no</span>`,
        row.isAllowed ? html`✓` : html`<span class="refused-word">✗ no</span>`,
        remark(row),
      ]),
    ),
  ]);
}

function remark(row: DeclaredAction): Html {
  if (row.note !== undefined) return html`${row.note}`;
  if (row.isCalled && !row.isAllowed) return html`<span class="refused-word">called, but not allowed</span>`;
  return row.isAllowed && !row.isCalled ? html`<span class="unknown-word">allowed, but not called</span>` : html``;
}

/** The documents that the authorizer's own code builds. */
export function authorizerOutput(report: AuditReport): Html {
  if (report.authorizer.length === 0) return html``;
  return section("authorizer", "What the authorizer answers", [
    html`<p>
      Its own policy builder was run over kinds of claims; of each answer it is proved that nobody else's path opens.
    </p>`,
    table(
      ["claims", "the document", ""],
      report.authorizer.map(({ claims, documentSummary, status, why }) => [
        html`${claims}`,
        html`${documentSummary}`,
        html`${statusWord(status)} ${why}`,
      ]),
    ),
  ]);
}
